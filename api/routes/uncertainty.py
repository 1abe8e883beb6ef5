"""`/networks/{view}/uncertainty`: how sure a ranking is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api import columns
from api.answers import uncertainty as answers
from api.answers.shapes import Json
from api.responses import answered, bounds, check_format
from api.routes import GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.measures import MeasureName, choices_of_measures
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file
from graph.analytics.uncertainty import MOST_DRAWS

DRAWS = "Networks drawn. Fewer than 2/(1 − confidence), which is 20 for 0.9, give no interval."
router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])
Choices = Annotated[dict[str, str], Depends(choices_of_measures(without=("seed",)))]  # seed is that of the draws


@router.get("/{view}/uncertainty", summary="How sure the ranks of a measure are")
def uncertainty(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    choices: Choices,
    measure: MeasureName = "betweenness",
    unit: Annotated[
        str,
        Query(
            max_length=20,
            description="activities (default where the network is made of them) or edges: what is drawn with "
            "replacement.",
        ),
    ] = "",
    draws: Annotated[int, Query(ge=1, le=MOST_DRAWS, description=DRAWS)] = 200,
    seed: Annotated[int, Query(ge=0, le=2**31 - 1, description="The same seed gives the same draws.")] = 1,
    confidence: Annotated[
        float, Query(gt=0, lt=1, description="Share of the draws that the intervals hold: between 0 and 1, as 0.9.")
    ] = 0.9,
    top: Annotated[
        int, Query(ge=1, le=1000, description="`top_share` is the share of draws among the first so many.")
    ] = 5,
    thresholds: Annotated[
        str,
        Query(
            max_length=100,
            description="Least strengths a tie must have to be kept, in the comparison of settings; for one-mode views "
            "numbers of shared activities.",
        ),
    ] = answers.THRESHOLDS,
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """Intervals of ranks and values under resampling (bootstrap), and ranks under changed projection rule and
    threshold. Example: `/api/v1/networks/countries/uncertainty?measure=betweenness&draws=200&seed=1`."""
    check_format(format_, GRAPH_FORMATS)

    def ask(rows: int, start: int) -> Json:
        return answers.uncertainty(
            explorer,
            view,
            measure,
            parameters,
            choices,
            unit=unit,
            draws=draws,
            seed=seed,
            confidence=confidence,
            top=top,
            thresholds=thresholds,
            limit=rows,
            offset=start,
        )

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="uncertainty")
    answer = ask(*bounds(explorer, limit, offset, format_))
    return answered(
        request,
        answer,
        format_=format_,
        rows=answer["result"]["items"],
        columns=columns.UNCERTAINTY,
        name="uncertainty",
    )
