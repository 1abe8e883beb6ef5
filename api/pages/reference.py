"""Reference pages: schema, query console, HTTP interface, sources and licences."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from fastapi import Request, Response

from api.answers import catalogue
from api.answers.shapes import Json
from api.pages.memory import explorer_of
from api.pages.render import page, query_of
from api.pages.start import GROUP_WORDS, GROUPS
from api.pages.static import vendor_file
from graph.errors import InvalidInput, UnknownName

FIRST = """MATCH (p:Project)<-[:PARTICIPATES_IN]-(c:Country)
RETURN p.name AS project, count(c) AS countries
ORDER BY countries DESC, project"""


def schema_page(request: Request) -> Response:
    """The ontology, as the running service has it."""
    explorer = explorer_of(request)
    found = catalogue.schema(explorer)
    groups: dict[str, list[Json]] = defaultdict(list)
    for label in found["labels"]:
        groups[label["group"]].append(label)
    order = [*(group for group in GROUPS if group in groups), *sorted(set(groups) - set(GROUPS))]
    ends: dict[str, list[str]] = defaultdict(list)
    for relation in found["relations"]:
        for label in {*relation["source"], *relation["target"]}:
            ends[label].append(relation["relation"])
    return page(
        request,
        "schema.html",
        title="Schema",
        schema=found,
        groups=[
            (GROUP_WORDS.get(group, group.capitalize()), sorted(groups[group], key=lambda one: one["label"]))
            for group in order
        ],
        relations=sorted(found["relations"], key=lambda one: one["relation"]),
        ends=ends,
        graph_version=found["data"]["graph_version"],
    )


def console_page(request: Request) -> Response:
    """The editor, with a query of the library in it where one is asked for, and values of its parameters by name."""
    explorer = explorer_of(request)
    asked = query_of(request, "query")
    library = catalogue.library(explorer)["items"]
    chosen = next((one for one in library if one["id"] == asked["query"]), None)
    if asked["query"] and chosen is None:
        raise UnknownName("query of the library", asked["query"], [one["id"] for one in library], field="query")
    settings = explorer.settings
    values: dict[str, Any] = dict(chosen["example"]) if chosen else {}
    for name, text in query_of(request, *values).items():
        if text:
            values[name] = text if isinstance(values[name], str) else _read(name, text)
    return page(
        request,
        "console.html",
        title=chosen["name"] if chosen else "Query console",
        library=library,
        chosen=chosen,
        text=chosen["query"] if chosen else FIRST,
        values=json.dumps(values, ensure_ascii=False, indent=2),
        seconds=settings.valuechain_cypher_seconds,
        rows=settings.valuechain_cypher_rows,
        graph_version=explorer.snapshot().graph_version,
    )


def _read(name: str, text: str) -> Any:
    """A value that is no text. Raises `InvalidInput`."""
    try:
        return json.loads(text)
    except ValueError:
        raise InvalidInput(f"{name} is '{text[:40]}'.", next_step="Write it as JSON.", field=name) from None


def docs_page(request: Request) -> Response:
    """The HTTP interface: a list of all routes, and Swagger UI where its package is installed."""
    openapi: dict[str, Any] = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            groups[next(iter(operation.get("tags", [])), "other")].append(
                {
                    "path": path,
                    "method": method.upper(),
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": operation.get("parameters", []),
                }
            )
    return page(
        request,
        "docs.html",
        title="HTTP API",
        openapi=openapi,
        groups=sorted(groups.items()),
        swagger=vendor_file("swagger-ui-bundle.js") is not None,
    )


def about_page(request: Request) -> Response:
    """Sources, data sets and licences."""
    explorer = explorer_of(request)
    found = catalogue.datasets(explorer, limit=explorer.settings.valuechain_max_limit)
    return page(
        request,
        "about.html",
        title="About, sources and licences",
        found=found,
        datasets=[one for one in found["items"] if one["label"] == "Dataset"],
        sources=[one for one in found["items"] if one["label"] != "Dataset"],
        graph_version=found["data"]["graph_version"],
    )
