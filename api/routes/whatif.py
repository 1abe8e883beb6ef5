"""`/networks/{view}/whatif/…`: links that could be added, nodes that could leave."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import whatif
from api.answers.attack import AttackChoices, attacked
from api.answers.shapes import Json
from api.answers.whatif import LINK_DISTANCE, WITHIN_HOPS, LinkChoices
from api.responses import answered, bounds, check_format
from api.routes import Format, GraphFormat, Limit, Offset, TheExplorer, ViewParameters
from api.routes.steady import SteadyRoute
from api.valued import GRAPH_FORMATS, graph_file
from graph.analytics.attack import DRAWS, MOST_DRAWS

router = APIRouter(route_class=SteadyRoute, prefix="/networks", tags=["networks"])


@router.get("/{view}/whatif/links", summary="Which missing link would help most")
def links(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    node: Annotated[str, Query(max_length=200, description="Only the links of this node, with its own gain.")] = "",
    chain: Annotated[
        str, Query(max_length=200, description="A value chain: links by the stages they bring within reach.")
    ] = "",
    within_hops: Annotated[
        int | None,
        Query(
            ge=1, le=12, description=f"With chain: how far a stage may be to be in reach; {WITHIN_HOPS} unless told."
        ),
    ] = None,
    by: Annotated[str, Query(description="Length of a path: hops (default) or distance, the view's own.")] = "hops",
    link_distance: Annotated[
        float | None,
        Query(
            gt=0, le=1e9, description=f"With by=distance: the distance of the new link; {LINK_DISTANCE:g} unless told."
        ),
    ] = None,
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Every absent link, scored by the global efficiency it would add; best first, with the pairs that gain most.
    Example: `/api/v1/networks/countries/whatif/links?node=country:PT`."""
    check_format(format_)
    choices = LinkChoices(node, chain, within_hops, by, link_distance)
    answer = whatif.links(explorer, view, parameters, choices, *bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.LINKS, name="added-links"
    )


@router.get("/{view}/whatif/removal", summary="What is lost when somebody leaves")
def removal(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    nodes: Annotated[str, Query(max_length=5000, description="Ids of the nodes that leave, with commas.")] = "",
    country: Annotated[
        str, Query(max_length=20, description="A country's code or id: all nodes that lie in it leave, for example ES.")
    ] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: GraphFormat = None,
) -> Response:
    """What falls apart, who is cut off, which paths go or get longer. Without nodes and country: every node, by what
    the others lose when it leaves. Example: `/api/v1/networks/participation/whatif/removal?country=ES`."""
    check_format(format_, GRAPH_FORMATS)

    def ask(rows: int, start: int) -> Json:
        return whatif.without(explorer, view, parameters, nodes, country, rows, start)

    if format_ == "graphml":
        return graph_file(request, explorer, view, parameters, ask, name="removal")
    answer = ask(*bounds(explorer, limit, offset, format_))
    of_row = columns.REMOVAL if nodes or country else columns.LEAVING
    return answered(request, answer, format_=format_, rows=answer["result"]["items"], columns=of_row, name="removal")


@router.get("/{view}/whatif/attack", summary="How a network falls apart node by node")
def attack(
    request: Request,
    explorer: TheExplorer,
    view: str,
    parameters: ViewParameters,
    order: Annotated[str, Query(description="degree (default), betweenness or random.")] = "degree",
    adaptive: Annotated[bool, Query(description="true: the order is made anew after each removal.")] = False,
    draws: Annotated[int, Query(ge=1, le=MOST_DRAWS, description="With random: how many orders are drawn.")] = DRAWS,
    seed: Annotated[int, Query(ge=0, le=2**32 - 1, description="With random: start of the random numbers.")] = 0,
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Share of the nodes in the largest component after each removal, and the robustness R. Example:
    `/api/v1/networks/countries/whatif/attack?order=random&draws=50&seed=1`."""
    check_format(format_)
    choices = AttackChoices(order, adaptive, draws, seed)
    answer = attacked(explorer, view, parameters, choices, *bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.ATTACK, name="attack"
    )
