"""Absent pairs that are likely to be tied, with the common neighbours that say so."""

from __future__ import annotations

from collections.abc import Mapping

from api.answers.computing import computed
from api.answers.networks import coarse, method_of
from api.answers.nodes import node_of
from api.answers.shapes import API, Json, address, analysis, listing, node, page_of
from api.explorer import Explorer
from graph.analytics.prediction import PREDICTORS, PredictedLink, Predictor, predict_links, prediction_steps
from graph.errors import UnknownName
from graph.projection import Projection

Parameters = Mapping[str, str]
MOST_PAIRS = 1_000  # kept of a network: a longer list of guesses is no help to choose from, and each keeps its evidence
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
    found = computed(
        explorer,
        graph,
        "prediction",
        {"method": chosen, "node": of or ""},
        lambda progress: predict_links(graph, method=chosen, limit=MOST_PAIRS, node=of, progress=progress),
        steps=prediction_steps(graph, method=chosen, node=of),
    )
    given = {**graph.parameters, "method": method, "node": of or ""}
    path = f"{API}/networks/{view}/prediction"
    return analysis(
        explorer,
        sources=graph.source_ids,
        result=listing(
            [_item(graph, chosen, link) for link in page_of(found.items, limit, offset)],
            total=len(found.items),
            limit=limit,
            offset=offset,
            path=path,
            parameters=given,
            pairs_total=found.total,
        ),
        method=method_of(found.method),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=[*found.warnings, *coarse(graph)],
        path=path,
        page=address(f"/networks/{view}/links", **graph.parameters),
    )


def _item(graph: Projection, method: Predictor, link: PredictedLink) -> Json:
    return {
        "rank": link.rank,
        "source": node(graph.nodes[graph.place(link.source)]),
        "target": node(graph.nodes[graph.place(link.target)]),
        "score": link.score,
        "common_neighbours": [node(graph.nodes[place]) for place in link.common[:EVIDENCE]],
        "common_neighbours_total": len(link.common),
    }
