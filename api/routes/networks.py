"""`/networks`: the views, and the analyses on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import connections, networks
from api.responses import GRAPHML_TYPE, answered, bounds, check_format, tagged
from api.routes import Format, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from graph.export.graphml import write_graphml

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])
End = Annotated[str, Query(min_length=1, max_length=200, description="Id of a node, for example country:PT.")]


@router.get("", summary="Network views")
def views(request: Request, explorer: TheExplorer, format_: Format = None) -> Response:
    """The network views and the parameters each takes."""
    check_format(format_)
    answer = networks.views(explorer)
    return answered(request, answer, format_=format_, rows=answer["items"], name="networks")


@router.get("/{view}", summary="One network")
def network(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Nodes, edges and what the level leaves out; `format=csv` gives the edge list, `format=graphml` the whole
    network."""
    check_format(format_, ("json", "csv", "graphml"))
    if format_ == "graphml":
        graph = explorer.networks.projection(view, parameters)
        return tagged(request, "".join(write_graphml(graph)).encode(), GRAPHML_TYPE, f"{view}.graphml")
    answer = networks.network(explorer, view, parameters, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["edges"]["items"], columns=columns.EDGES, name=view)


@router.get("/{view}/bridging", summary="Who could bridge two actors")
def bridging(
    request: Request,
    explorer: TheExplorer,
    view: str,
    source: End,
    target: End,
    parameters: ViewParameters,
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Actors on the shortest routes, ranked, with what they share with each side."""
    check_format(format_)
    answer = connections.bridging(explorer, view, source, target, parameters, *bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.BRIDGING, name="bridging"
    )
