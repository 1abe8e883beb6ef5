"""Thin routes: read the parameters, call an answer, put it on the wire."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api.explorer import Explorer
from graph.errors import InvalidInput, UnknownName

Limit = Annotated[int | None, Query(ge=1, description="Rows to answer; a page has a bound, downloads a larger one.")]
Offset = Annotated[int, Query(ge=0, description="Rows to pass over; follow `next` instead of counting.")]
Format = Annotated[
    str | None, Query(alias="format", description="csv or json: the whole list as a download (networks: graphml too).")
]
GraphFormat = Annotated[
    str | None,
    Query(
        alias="format",
        description="csv or json: the whole list as a download; graphml: the whole network, with these values at its "
        "nodes or edges.",
    ),
]
Level = Annotated[str, Query(description="country, region or organisation: what actors are rolled up to, never down.")]
NutsLevel = Annotated[str, Query(description="1, 2 or 3, with level=region; empty: as stated.")]
ProjectionRule = Annotated[str, Query(description="count or newman, for the one-mode views.")]
From = Annotated[
    str,
    Query(
        alias="from",
        description="First day, month or year of a period: 2014, 2014-01 or 2014-01-01. What is stated for a time that "
        "overlaps the period stays.",
    ),
]
To = Annotated[str, Query(alias="to", description="Last day, month or year of the period, inclusive.")]
Undated = Annotated[
    str,
    Query(description="With from or to: exclude (default) or include what has no stated date; `left_out` lists it."),
]


def explorer_of(request: Request) -> Explorer:
    """The explorer of this service."""
    explorer: Explorer = request.app.state.explorer
    return explorer


TheExplorer = Annotated[Explorer, Depends(explorer_of)]


def only_known_parameters(request: Request) -> None:
    """A query parameter that is misspelt, or given twice, is an error, never silently another question.

    Raises `InvalidInput`.
    """
    dependant = getattr(request.scope.get("route"), "dependant", None)
    if dependant is None:
        return
    known: set[str] = set()
    waiting = [dependant]
    while waiting:
        current = waiting.pop()
        known.update(field.alias for field in current.query_params)
        waiting.extend(current.dependencies)
    for name in request.query_params:
        if len(values := request.query_params.getlist(name)) > 1:
            raise InvalidInput(
                f"{name[:100]} is given {len(values)} times.",
                next_step="Give it once; several values of a list stand in it with commas between.",
                field=name[:100],
            )
        if name not in known:
            fault = UnknownName("query parameter", name[:100], known or {"none"})
            raise InvalidInput(fault.detail, next_step=fault.next_step, field=name[:100])  # 422 whatever it is called


def view_parameters(
    level: Level = "",
    nuts_level: NutsLevel = "",
    projection: ProjectionRule = "",
    from_: From = "",
    to: To = "",
    undated: Undated = "",
) -> dict[str, str]:
    """The parameters of a network view that were given."""
    given = {
        "level": level,
        "nuts_level": nuts_level,
        "projection": projection,
        "from": from_,
        "to": to,
        "undated": undated,
    }
    return {name: value for name, value in given.items() if value}


ViewParameters = Annotated[dict[str, str], Depends(view_parameters)]
