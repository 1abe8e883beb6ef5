"""`/networks/{view}/brokerage`: who stands between whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import brokerage as answers
from api.answers.shapes import Json
from api.responses import answered, bounds, check_format
from api.routes import GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file
from graph.analytics.parameters import Parameter

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])

WEIGHTED = Parameter("weighted", True, "whether ties count by their strength")


@router.get("/{view}/brokerage", summary="Brokerage of every node, between groups")
def brokerage(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    group: Annotated[
        str,
        Query(
            max_length=100,
            description="country (default), region, macro-region, helix, platform, type, or a column of a loaded "
            "network: between what groups a node brokers.",
        ),
    ] = "",
    sort: Annotated[
        str, Query(max_length=100, description=f"Column to rank by: {', '.join(answers.SORTS)}; default total.")
    ] = "total",
    weighted: Annotated[
        str, Query(description="true (default) or false: ties by strength, or 1 each; roles always count edges.")
    ] = "true",
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """Gould and Fernandez's five roles with expectation and z, Burt's structural holes, E–I index, participation
    coefficient and regional bridging. Example:
    `/api/v1/networks/countries/brokerage?group=macro-region&sort=constraint`."""
    check_format(format_, GRAPH_FORMATS)
    by_strength = bool(WEIGHTED.read(weighted))

    def ask(rows: int, start: int) -> Json:
        return answers.brokerage(
            explorer, view, parameters, group, sort=sort, weighted=by_strength, limit=rows, offset=start
        )

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="brokerage")
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.BROKERAGE, name="brokerage"
    )
