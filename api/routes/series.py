"""`/networks/{view}/series`: a measure over time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import columns
from api.answers import series as answers
from api.responses import answered, bounds, check_format
from api.routes import Format, Limit, Offset, TheExplorer, ViewParameters
from api.routes.measures import MeasureName, choices_of_measures
from api.routes.steady import SteadyRoute

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])
Choices = Annotated[dict[str, str], Depends(choices_of_measures())]


@router.get("/{view}/series", summary="A measure by period")
def series(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    choices: Choices,
    measure: MeasureName = "betweenness",
    by: Annotated[
        str,
        Query(
            max_length=20,
            description="programme (default): the EU's programming periods, those that overlap from and to; year: each "
            "year from from to to.",
        ),
    ] = "",
    periods: Annotated[
        str, Query(max_length=500, description="Periods of one's own instead: 2007-2013,2014-2020.")
    ] = "",
    nodes: Annotated[
        str, Query(max_length=2000, description="Ids of nodes, comma between them; all where it is empty.")
    ] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Values and ranks of nodes by period, with the size, density and parts of each period's network; a node that is
    not there has none. CSV has one row a node and period. Example:
    `/api/v1/networks/countries/series?measure=degree&by=programme&nodes=country:ES,country:IT`."""
    check_format(format_)
    rows, start = bounds(explorer, limit, offset, format_)
    answer = answers.series(
        explorer, view, measure, parameters, choices, by=by, periods=periods, nodes=nodes, limit=rows, offset=start
    )
    return answered(request, answer, format_=format_, rows=answers.table(answer), columns=columns.SERIES, name="series")
