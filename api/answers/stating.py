"""What every answer about a network states besides its numbers: the method, and which statements are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from api.answers.shapes import IN_PATH, Json, analysis, method
from api.explorer import Explorer
from graph.analytics.results import Method
from graph.projection import Projection
from graph.views.periods import UNDATED
from graph.wording import plural


def method_of(of: Method) -> Json:
    """The method of a result as JSON."""
    return method(of.name, of.formula, of.reference, **dict(of.definitions))


class Found(Protocol):
    """A result of an analysis: how it was found, and what to be told with it."""

    @property
    def method(self) -> Method:
        """Name, formula, reference and definitions."""

    @property
    def warnings(self) -> Sequence[str]:
        """What a reader has to know of these numbers."""


def on_network(
    explorer: Explorer,
    graph: Projection,
    found: Found,
    *,
    result: Json,
    given: Mapping[str, Any],
    limit: int,
    offset: int,
    path: str,
    page: str,
    graphml: bool = False,
    in_path: frozenset[str] = IN_PATH,
) -> Json:
    """The envelope of a list that was found on one network; `given` are the parameters besides the part of the list."""
    return analysis(
        explorer,
        sources=graph.source_ids,
        result=result,
        method=method_of(found.method),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=[*found.warnings, *coarse(graph)],
        path=path,
        page=page,
        graphml=graphml,
        in_path=in_path,
    )


def coarse(graph: Projection) -> list[str]:
    """The warnings that statements are left out: at this level, and for want of a date; empty where none is."""
    undated = sum(one.reason == UNDATED for one in graph.left_out)
    warnings = []
    if many := len(graph.left_out) - undated:
        said = plural(many, "statement is", "statements are")
        warnings.append(
            f"{said} too coarse for this level, or names no place, and left out; the network's left_out lists it all."
        )
    if undated:
        said = plural(undated, "statement has", "statements have")
        warnings.append(f"{said} no stated date and so no place in the period; undated=include keeps them.")
    return warnings
