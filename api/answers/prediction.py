"""Absent pairs that are likely to be tied, with the common neighbours that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from api.answers.computing import computed
from api.answers.nodes import node_of
from api.answers.shapes import API, Json, address, listing, node, page_of
from api.answers.stating import on_network
from api.explorer import Explorer
from graph.analytics.prediction import PREDICTORS, PredictedLink, predict_links, prediction_steps, said_of
from graph.errors import UnknownName
from graph.projection import Projection

Parameters = Mapping[str, str]
FEW_PAIRS = 1_000  # sought where no more are asked for: each keeps its evidence, and 100,000 take 30 times as long
EVIDENCE = 20  # common neighbours named a pair; how many there are is said


def prediction(
    explorer: Explorer,
    view: str,
    parameters: Parameters,
    method: str = "adamic-adar",
    node_id: str = "",
    *,
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """The likeliest absent pairs. Raises `UnknownName`, `NotFound`, `InvalidInput` for a two-mode network."""
    graph = explorer.networks.projection(view, parameters)
    chosen = next((one for one in PREDICTORS if one == method), None)
    if chosen is None:
        raise UnknownName("method of prediction", method, PREDICTORS, field="method")
    of = node_of(explorer, graph, node_id) if node_id else None
    most = max(explorer.settings.valuechain_max_download_rows, explorer.settings.valuechain_max_limit)
    sought = FEW_PAIRS if offset + limit <= FEW_PAIRS else most
    found = computed(
        explorer,
        graph,
        "prediction",
        {"method": chosen, "node": of or "", "sought": sought},
        lambda progress: predict_links(graph, method=chosen, limit=sought, node=of, progress=progress),
        steps=prediction_steps(graph, method=chosen, node=of),
    )
    listed = min(found.total, most)
    given = {**graph.parameters, "method": method, "node": of or ""}
    path = f"{API}/networks/{view}/prediction"
    return on_network(
        explorer,
        graph,
        replace(found, warnings=said_of(found.total, listed)),
        result=listing(
            [_item(graph, link) for link in page_of(found.items, limit, offset)],
            total=listed,
            limit=limit,
            offset=offset,
            path=path,
            parameters=given,
            pairs_total=found.total,
        ),
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/links", **graph.parameters),
    )


def _item(graph: Projection, link: PredictedLink) -> Json:
    return {
        "rank": link.rank,
        "source": node(graph.nodes[graph.place(link.source)]),
        "target": node(graph.nodes[graph.place(link.target)]),
        "score": link.score,
        "common_neighbours": [node(graph.nodes[place]) for place in link.common[:EVIDENCE]],
        "common_neighbours_total": len(link.common),
    }
