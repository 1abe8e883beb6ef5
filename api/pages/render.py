"""Templates to HTML: one Jinja environment, escaping on, a missing value is an error. Knows no question, no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.answers.shapes import address
from api.explorer import VERSION, Explorer
from api.pages.static import asset
from api.pages.words import (
    dated,
    exact,
    first_upper,
    joined,
    kind_of,
    number,
    plural,
    plural_words,
    share,
    spelt,
    web_address,
    words,
)
from graph.errors import InvalidInput

TEMPLATES = Path(__file__).parent.parent / "templates"
SIGNS = {"ActorNode": "dot", "ActivityNode": "square"}  # the two modes of a loaded network, whose nodes have no type
NAV = (
    ("/entities", "Search"),
    ("/map", "Map"),
    ("/networks", "Networks"),
    ("/common", "Common"),
    ("/paths", "Routes"),
    ("/bridging", "Bridging"),
    ("/gaps", "Gaps"),
    ("/schema", "Schema"),
    ("/console", "Console"),
)


@cache
def environment() -> Environment:
    """The templates with what all of them use. Made at the first page, not at import."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        asset=asset,
        href=address,
        words=words,
        kind_of=kind_of,
        by_id=_by_id,
        plural=plural,
        plural_words=plural_words,
        joined=joined,
        spelt=spelt,
        first_upper=first_upper,
        nav=NAV,
        version=VERSION,
    )
    made.tests["search"] = lambda text, pattern: re.search(pattern, text) is not None
    made.filters.update(plain=plain, ticks=_ticks, num=number, exact=exact, share=share, date=dated, web=web_address)
    return made


def page(request: Request, template: str, *, title: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of a template. `context` may hold `graph_version`, which the footer shows."""
    explorer: Explorer = request.app.state.explorer
    shapes = {**SIGNS, **{label: node.shape for label, node in explorer.ontology.nodes.items()}}
    context.setdefault("graph_version", "")
    html = (
        environment()
        .get_template(template)
        .render(
            title=title,
            path=request.url.path,
            shapes=shapes,
            reads=_reads(explorer),
            whole_address=lambda text: re.sub(r"(?<= )/(?=\S*$)", str(request.base_url), text),
            today=dated(datetime.now(UTC).date().isoformat()),
            **context,
        )
    )
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-cache"})


SPOKEN = {  # how the HTTP API tells a program what to do → what a page tells its reader
    "the network's left_out lists it all": "the overview of the network lists it all",
    "undated=include keeps them": "choose “Without a date: kept” to keep them",
}


REQUESTS = re.compile(r"(?:^|(?<=[.?!] ))GET /api/\S+ lists [^.]*\.")  # what a page has a link for


def plain(text: str) -> str:
    """A warning of the HTTP API in words that a page has a control or a list for."""
    for said, spoken in SPOKEN.items():
        text = text.replace(said, spoken)
    return REQUESTS.sub("", text).strip()


def _ticks(text: str) -> Markup:
    """Text in which `this` stands as code; everything in it is escaped."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped in the line itself


def _by_id(things: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {str(thing["id"]): str(thing["name"]) for thing in things}


def _reads(explorer: Explorer) -> Callable[..., str]:
    relations = explorer.ontology.relations

    def reads(relation: str, reverse: bool = False) -> str:
        """A relation, or several parallel ones, in words: 'takes part in'."""
        parts = []
        for name in relation.split():
            type_ = relations.get(name)
            spoken = (type_.reverse_reads if reverse else type_.reads) if type_ else name.replace("_", " ").lower()
            parts.append(spoken)
        return " and ".join(dict.fromkeys(parts))

    return reads


def query_of(request: Request, *names: str) -> dict[str, str]:
    """The named query parameters, stripped; what is missing or empty is the empty string."""
    return {name: request.query_params.get(name, "").strip() for name in names}


def whole(request: Request, name: str, default: int = 0, most: int = 10_000_000) -> int:
    """A query parameter that is a whole number from 0. Raises `InvalidInput` naming the value."""
    text = request.query_params.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise InvalidInput(f"{name} is '{text[:40]}'.", next_step=f"Use a whole number from 0 to {most:,}.", field=name)
    return int(text)


def given(parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters that are not empty."""
    return {name: value for name, value in parameters.items() if value}
