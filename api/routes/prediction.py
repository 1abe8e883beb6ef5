"""`/networks/{view}/prediction`: likely links. What would be useful is asked elsewhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import prediction as answers
from api.responses import answered, bounds, check_format
from api.routes import Format, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from graph.analytics.prediction import PREDICTORS

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])


@router.get("/{view}/prediction", summary="Likely links")
def prediction(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    method: Annotated[
        str, Query(max_length=100, description=f"{', '.join(PREDICTORS)}; default adamic-adar.")
    ] = "adamic-adar",
    node: Annotated[str, Query(max_length=200, description="Id of a node: only pairs with it.")] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Absent pairs by the ties around them, with their common neighbours: likely links, which are not the useful or
    the complementary ones. Example: `/api/v1/networks/countries/prediction?method=adamic-adar&node=country:PT`."""
    check_format(format_)
    rows, start = bounds(explorer, limit, offset, format_)
    answer = answers.prediction(explorer, view, parameters, method, node, limit=rows, offset=start)
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.PREDICTION, name="prediction"
    )
