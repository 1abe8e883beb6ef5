"""`/networks/{view}/paths`: how one node could reach another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import columns
from api.answers import paths as answers
from api.answers.path_choices import MOST_K, MOST_VIA, Choices
from api.answers.shapes import Json
from api.responses import answered, check_format
from api.routes import Format, Limit, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from graph.errors import InvalidInput

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])
End = Annotated[str, Query(min_length=1, max_length=200, description="Id of a node, for example country:PT.")]


def _listed(description: str) -> object:
    return Query(max_length=2000, description=f"{description}, with commas between.")


def chosen(
    method: Annotated[
        str,
        Query(
            description="shortest (default): all shortest paths. k-shortest: the k shortest without loops. widest: the "
            "paths whose weakest tie is as strong as can be, of these the shortest."
        ),
    ] = "",
    by: Annotated[str, Query(description="hops (default) or distance: what makes a path short; not with widest.")] = "",
    k: Annotated[
        int | None, Query(description=f"Paths to answer with method=k-shortest: 1 to {MOST_K}, 5 unless told.")
    ] = None,
    avoid: Annotated[str, _listed("Ids of nodes not to pass")] = "",
    via: Annotated[str, _listed(f"Ids of up to {MOST_VIA} nodes to pass, in this order")] = "",
    relations: Annotated[
        str, _listed("Only edges that state one of these relations, for example PARTICIPATES_IN")
    ] = "",
    without_relations: Annotated[str, _listed("No edges that state only these relations")] = "",
    types: Annotated[str, _listed("On the way only nodes of these types, for example Country,Project")] = "",
    countries: Annotated[str, _listed("On the way only nodes in these countries, or in no one country: ES,FI")] = "",
    without_countries: Annotated[str, _listed("No nodes in these countries, for example DE")] = "",
    stages: Annotated[
        str,
        Query(
            max_length=200,
            description="Id of a value chain, for example chain:biopharma: along the path its stages never fall and "
            "rise by one at most; nodes without a stage are passed.",
        ),
    ] = "",
) -> Choices:
    """The method and the constraints that were given."""
    return Choices(method, by, k, avoid, via, relations, without_relations, types, countries, without_countries, stages)


@router.get("/{view}/paths", summary="Shortest, alternative and widest paths with evidence")
def paths(
    request: Request,
    explorer: TheExplorer,
    view: str,
    source: End,
    target: End,
    parameters: ViewParameters,
    choices: Annotated[Choices, Depends(chosen)],
    limit: Limit = None,
    max_hops: Annotated[
        int | None, Query(ge=1, description="Most hops of a path; paths of any length where it is not given.")
    ] = None,
    format_: Format = None,
) -> Response:
    """Paths between two nodes, all shortest ones unless told otherwise, each with its length in hops, its distance and
    its width (the least strength on it). Example:
    `/api/v1/networks/participation/paths?source=country:PT&target=country:NO&method=k-shortest&avoid=country:FI`."""
    check_format(format_)
    settings = explorer.settings
    _at_most("limit", limit, settings.valuechain_max_limit)
    answer = answers.paths(explorer, view, source, target, parameters, limit, max_hops, choices)
    rows = [
        {
            "path": number,
            "hop": at,
            **hop,
            "path_distance": path["distance"],
            "path_width": path["width"],
            **_stages(path["nodes"][at - 1 : at + 1]),
        }
        for number, path in enumerate(answer["result"]["paths"], start=1)
        for at, hop in enumerate(path["hops"], start=1)
    ]
    return answered(request, answer, format_=format_, rows=rows, columns=columns.PATHS, name="paths")


def _stages(ends: Sequence[Json]) -> Json:
    """The stages held at the two ends of a hop, where the question was one of stages."""
    named = zip(("source_stages", "target_stages"), ends, strict=True)
    return {column: node["stages"] for column, node in named if "stages" in node}


def _at_most(name: str, value: int | None, most: int) -> None:
    if value is not None and value > most:
        raise InvalidInput(f"{name} is {value}, more than {most}.", next_step=f"Ask for at most {most}.", field=name)
