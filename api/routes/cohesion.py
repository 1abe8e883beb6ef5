"""`/networks/{view}/cohesion`, `/components` and `/articulation`: what holds a network together."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import cohesion as answers
from api.answers.shapes import Json
from api.explorer import Explorer
from api.responses import answered, bounds, check_format
from api.routes import Format, GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])


@router.get("/{view}/cohesion", summary="Structural summary and cores")
def cohesion(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """Density, distances, clustering, centralisations, cores, biconnected components and points of failure of a
    network, each with its definition; nodes by core number. `format=csv` has a row a node. Example:
    `/api/v1/networks/participation/cohesion`."""
    check_format(format_, GRAPH_FORMATS)

    def ask(rows: int, start: int) -> Json:
        return answers.cohesion(explorer, view, parameters, rows, start)

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="cohesion")
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.COHESION, name="cohesion"
    )


@router.get("/{view}/articulation", summary="Single points of failure")
def articulation(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Articulation points and bridges, with what falls off without them; `limit` and `offset` go for both lists.
    `format=csv` has a row a point and then a row a bridge, told apart by `kind`; `piece_sizes` are the nodes of each
    piece that is left, largest first, of a bridge that of its source first. Example:
    `/api/v1/networks/participation/articulation`."""
    check_format(format_)
    answer = answers.articulation(explorer, view, parameters, *_many(explorer, limit, offset, format_))
    return answered(
        request,
        answer,
        format_=format_,
        rows=answers.breaking_points(answer),
        columns=columns.ARTICULATION,
        name="articulation",
    )


@router.get("/{view}/components", summary="Parts that no path joins")
def components(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    kind: Annotated[
        str, Query(description="weak (default): direction ignored; strong: a directed path leads there and back.")
    ] = "weak",
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """Connected components, largest first. `format=csv` has a row a node, and pages by nodes. Example:
    `/api/v1/networks/policy/components?kind=strong`."""
    check_format(format_, GRAPH_FORMATS)

    def ask(rows: int, start: int) -> Json:
        by_node = format_ in ("csv", "graphml")
        return answers.components(explorer, view, parameters, rows, start, kind=kind, by_node=by_node)

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="components")
    answer = ask(*_many(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.COMPONENTS, name="components"
    )


def _many(explorer: Explorer, limit: int | None, offset: int, format_: str | None) -> tuple[int, int]:
    """As `bounds`, but without a limit as many rows as one page may have: these lists are read as a whole."""
    most = explorer.settings.valuechain_max_limit
    return bounds(explorer, most if limit is None and format_ is None else limit, offset, format_)
