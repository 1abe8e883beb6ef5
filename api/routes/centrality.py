"""`/networks/{view}/centrality/{measure}` and `/networks/{view}/edge-betweenness`: who, and which tie, matters most."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import columns
from api.answers import centrality as answers
from api.answers.shapes import Json
from api.responses import answered, bounds, check_format
from api.routes import GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file
from graph.analytics.measures import MEASURES, Measure, Parameter
from graph.analytics.measures import measure as measure_of
from graph.analytics.registry import EDGE_PARAMETERS

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])


def _given(**texts: str) -> dict[str, str]:
    """The parameters of a measure that were given, as text: the measure reads them and refuses the rest."""
    return {name: text for name, text in texts.items() if text}


def _described(parameter: Parameter) -> str:
    default = str(parameter.default).lower() if isinstance(parameter.default, bool) else parameter.default
    allowed = ", ".join(parameter.choices)
    if not allowed and parameter.number is None:
        allowed = "true, false"
    said = parameter.description + (f": {allowed}" if allowed else "")
    return said if default is None else f"{said} (default {default})"


def _signature(measures: Iterable[Measure]) -> inspect.Signature:
    """All parameters that any of the measures takes, each with what it means to which."""
    meanings: dict[str, dict[str, list[str]]] = {}
    for measure in measures:
        for parameter in measure.parameters:
            meanings.setdefault(parameter.name, {}).setdefault(_described(parameter), []).append(measure.name)
    return inspect.Signature(
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default="",
                annotation=Annotated[
                    str,
                    Query(
                        max_length=100,
                        description=". ".join(f"{', '.join(of)}: {said}" for said, of in said_of.items()) + ".",
                    ),
                ],
            )
            for name, said_of in meanings.items()
        ],
        return_annotation=dict[str, str],
    )


_given.__signature__ = _signature(MEASURES.values())  # type: ignore[attr-defined]  # FastAPI reads the query from it
Choices = Annotated[dict[str, str], Depends(_given)]


@router.get("/{view}/centrality/{measure}", summary="A measure of every node")
def centrality(
    request: Request,
    explorer: TheExplorer,
    view: str,
    measure: str,
    parameters: ViewParameters,
    choices: Choices,
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """A centrality of every node, highest first, with its definition, the distribution of its values and, where it is
    defined, Freeman's centralisation in `summary`. Other names of a measure (`degree_centrality`, `k-core`) are
    answered under its own. Example: `/api/v1/networks/countries/centrality/betweenness`."""
    check_format(format_, GRAPH_FORMATS)
    measure = measure_of(measure).name  # asked by another of its names, it is answered by its own

    def ask(rows: int, start: int) -> Json:
        return answers.centrality(explorer, view, measure, parameters, rows, start, choices)

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name=measure)
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.SCORE, name=measure
    )


@router.get("/{view}/edge-betweenness", summary="Betweenness of every edge")
def edge_betweenness(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    normalised: Annotated[str, Query(description=_described(EDGE_PARAMETERS[0]) + ".")] = "",
    by: Annotated[str, Query(description=_described(EDGE_PARAMETERS[1]) + ".")] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """On how many shortest paths each tie lies, highest first. Example:
    `/api/v1/networks/participation/edge-betweenness`."""
    check_format(format_, GRAPH_FORMATS)
    choices = _given(normalised=normalised, by=by)

    def ask(rows: int, start: int) -> Json:
        return answers.edges(explorer, view, parameters, rows, start, choices)

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="edge-betweenness")
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request,
        answer,
        format_=format_,
        rows=answer["result"]["items"],
        columns=columns.EDGE_SCORE,
        name="edge-betweenness",
    )
