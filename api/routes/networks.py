"""`/networks`: the views, and the analyses on them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import connections, networks
from api.responses import GRAPHML_TYPE, answered, bounds, check_format, tagged
from api.routes import Format, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from graph.errors import InvalidInput
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
    return answered(request, answer, format_=format_, rows=answer["edges"]["items"], name=view)


@router.get("/{view}/paths", summary="Shortest paths with evidence")
def paths(
    request: Request,
    explorer: TheExplorer,
    view: str,
    source: End,
    target: End,
    parameters: ViewParameters,
    limit: Limit = None,
    max_hops: Annotated[int | None, Query(ge=1, description="Longest path looked for.")] = None,
    format_: Format = None,
) -> Response:
    """All shortest paths between two nodes. Example:
    `/api/v1/networks/participation/paths?source=country:PT&target=country:NO`."""
    check_format(format_)
    settings = explorer.settings
    _at_most("limit", limit, settings.valuechain_max_limit)
    _at_most("max_hops", max_hops, settings.valuechain_max_hops)
    answer = connections.paths(explorer, view, source, target, parameters, limit, max_hops)
    rows = [
        {"path": number, "hop": at, **hop}
        for number, path in enumerate(answer["result"]["paths"], start=1)
        for at, hop in enumerate(path["hops"], start=1)
    ]
    return answered(request, answer, format_=format_, rows=rows, name="paths")


def _at_most(name: str, value: int | None, most: int) -> None:
    if value is not None and value > most:
        raise InvalidInput(f"{name} is {value}, more than {most}.", next_step=f"Ask for at most {most}.", field=name)


@router.get("/{view}/centrality/{measure}", summary="A measure of every node")
def centrality(
    request: Request,
    explorer: TheExplorer,
    view: str,
    measure: str,
    parameters: ViewParameters,
    normalised: Annotated[
        str, Query(description="true or false (default): divide by the largest value a node could have.")
    ] = "",
    direction: Annotated[str, Query(description="degree and strength: all (default), in or out.")] = "",
    by: Annotated[str, Query(description="betweenness: hops (default) or distance.")] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Degree, strength or betweenness, highest first, with its definition. Example:
    `/api/v1/networks/countries/centrality/betweenness`."""
    check_format(format_)
    choices = {
        name: value for name, value in (("normalised", normalised), ("direction", direction), ("by", by)) if value
    }
    answer = networks.centrality(
        explorer, view, measure, parameters, *bounds(explorer, limit, offset, format_), choices
    )
    return answered(request, answer, format_=format_, rows=answer["result"]["items"], name=measure)


@router.get("/{view}/articulation", summary="Single points of failure")
def articulation(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    format_: Format = None,
) -> Response:
    """Articulation points and bridges, with what falls off without them."""
    check_format(format_)
    answer = networks.articulation(explorer, view, parameters)
    return answered(request, answer, format_=format_, rows=answer["result"]["items"], name="articulation")


@router.get("/{view}/components", summary="Parts that no path joins")
def components(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    format_: Format = None,
) -> Response:
    """Connected components, largest first."""
    check_format(format_)
    answer = networks.components(explorer, view, parameters)
    rows = [
        {"component": item["rank"], "size": item["size"], **node}
        for item in answer["result"]["items"]
        for node in item["nodes"]
    ]
    return answered(request, answer, format_=format_, rows=rows, name="components")


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
    return answered(request, answer, format_=format_, rows=answer["result"]["items"], name="bridging")
