"""`/networks/{view}/communities`: groups that are tied more among themselves than chance would have it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import communities as answers
from api.answers.shapes import Json
from api.responses import answered, bounds, check_format
from api.routes import GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file
from graph.analytics.communities import MOST_RUNS, RUNS

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])

MOST_RESOLUTION = 1_000.0  # far beyond where every node stands for itself
MOST_SEED = 2**31 - 1  # as wide as the generators of other programs take


@router.get("/{view}/communities", summary="Communities and their stability")
def communities(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    algorithm: Annotated[
        str, Query(description="louvain (default), or leiden where its optional extra is installed.")
    ] = "louvain",
    resolution: Annotated[
        float, Query(gt=0, le=MOST_RESOLUTION, description="Above 1 (default): smaller communities; below: larger.")
    ] = 1.0,
    seed: Annotated[int, Query(ge=0, le=MOST_SEED, description="Draws the orders in which nodes are visited.")] = 0,
    runs: Annotated[
        int, Query(ge=1, le=MOST_RUNS, description="How often it is done: the best is answered, all are compared.")
    ] = RUNS,
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """The partition of highest modularity among the runs, and how far the runs agree. `format=csv` has a row a node,
    and pages by nodes. Example: `/api/v1/networks/countries/communities?resolution=1.2&seed=1`."""
    check_format(format_, GRAPH_FORMATS)

    def ask(rows: int, start: int) -> Json:
        return answers.communities(
            explorer,
            view,
            parameters,
            rows,
            start,
            algorithm=algorithm,
            resolution=resolution,
            seed=seed,
            runs=runs,
            by_node=format_ in ("csv", "graphml"),
        )

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="communities")
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request,
        answer,
        format_=format_,
        rows=answer["result"]["items"],
        columns=columns.COMMUNITIES,
        name="communities",
    )
