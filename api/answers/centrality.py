"""Measures of every node, and betweenness of every edge: ranked, with their distribution."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from api.answers.computing import computed
from api.answers.shapes import API, Json, address, listing, node, page_of
from api.answers.stating import on_network
from api.explorer import Explorer
from graph.analytics.betweenness import steps as betweenness_steps
from graph.analytics.edge_betweenness import EdgeScores, edge_betweenness
from graph.analytics.lengths import Length
from graph.analytics.measures import measure as measure_of
from graph.analytics.registry import EDGE_PARAMETERS
from graph.analytics.results import NodeScore, NodeScores
from graph.errors import UnknownName
from graph.projection import Projection

Parameters = Mapping[str, str]

BINS = 20  # of a distribution: as many as a small histogram shows
ALIKE = 1e-12  # relative: a range that is only the rounding of sums in another order


def centrality(
    explorer: Explorer,
    view: str,
    measure: str,
    parameters: Parameters,
    limit: int = 50,
    offset: int = 0,
    choices: Mapping[str, str] | None = None,
) -> Json:
    """A measure of every node, highest first; `choices` are the measure's own parameters, as text.

    Answered under the measure's own name, whichever of its names it is asked by.
    """
    chosen = measure_of(measure)
    chosen.read(choices or {})  # a wrong choice is said before a wrong network
    measure = chosen.name
    graph = explorer.networks.projection(view, parameters)
    scores = measured(explorer, graph, measure, choices)
    given = {**graph.parameters, **(choices or {})}
    path = f"{API}/networks/{view}/centrality/{measure}"
    items = [_scored(graph, scores, score) for score in page_of(scores.items, limit, offset)]
    page = address(f"/networks/{view}", **given, measure=measure)
    return _ranking(explorer, graph, scores, items, limit, offset, given, path, page, measure=measure)


def _scored(graph: Projection, scores: NodeScores, score: NodeScore) -> Json:
    item: Json = {"id": score.id, "name": score.name, "label": score.label, "value": score.value, "rank": score.rank}
    if scores.standard_error is not None:
        error = float(scores.standard_error[graph.place(score.id)])
        item["standard_error"] = error if math.isfinite(error) else None
    return item


def measured(
    explorer: Explorer, graph: Projection, measure: str, choices: Mapping[str, str] | None = None
) -> NodeScores:
    """The scores of all nodes of a network, which `centrality` answers a page of."""
    chosen = measure_of(measure)
    values = chosen.read(choices or {})
    return computed(
        explorer,
        graph,
        chosen.name,
        values,
        lambda progress: chosen.compute(graph, progress=progress, **values),
        steps=chosen.steps(graph, values),
        check=lambda: chosen.check(graph, values),
    )


def edges(
    explorer: Explorer, view: str, parameters: Parameters, limit: int, offset: int, choices: Mapping[str, str]
) -> Json:
    """Betweenness of every edge, highest first; `choices`: `normalised` and `by`, as text."""
    known = {one.name: one for one in EDGE_PARAMETERS}
    for name in choices:
        if name not in known:
            raise UnknownName("parameter of edge betweenness", name, known, field=name)
    values = {name: one.read(choices[name]) if name in choices else one.default for name, one in known.items()}
    by: Length = "distance" if values["by"] == "distance" else "hops"
    graph = explorer.networks.projection(view, parameters)
    scores = computed(
        explorer,
        graph,
        "edge betweenness",
        values,
        lambda progress: edge_betweenness(graph, normalised=bool(values["normalised"]), by=by, progress=progress),
        steps=betweenness_steps(graph, by=by),
    )
    given = {**graph.parameters, **choices}
    path = f"{API}/networks/{view}/edge-betweenness"
    items = [
        {
            "source": node(graph.nodes[int(graph.edge_source[score.edge])]),
            "target": node(graph.nodes[int(graph.edge_target[score.edge])]),
            "value": score.value,
            "rank": score.rank,
        }
        for score in page_of(scores.items, limit, offset)
    ]
    page = address(f"/networks/{view}", **graph.parameters)
    return _ranking(explorer, graph, scores, items, limit, offset, given, path, page)


def _ranking(
    explorer: Explorer,
    graph: Projection,
    scores: NodeScores | EdgeScores,
    items: list[Json],
    limit: int,
    offset: int,
    given: Json,
    path: str,
    page: str,
    **named: str,
) -> Json:
    """The envelope of a ranking; `named` are parameters that stand in its path."""
    return on_network(
        explorer,
        graph,
        scores,
        result=listing(
            items,
            total=len(scores.items),
            limit=limit,
            offset=offset,
            path=path,
            parameters=given,
            summary=_finite(scores.summary),
            distribution=distribution(scores.array),
        ),
        given={**given, **named},
        limit=limit,
        offset=offset,
        path=path,
        page=page,
        graphml=True,
    )


def distribution(values: npt.NDArray[np.float64]) -> Json:
    """How many values of the whole ranking lie where: up to 20 bins of equal width, each from `from` up to its `to`.

    A value on the border of two bins counts in the upper one; the last bin has its upper end too. Values that differ by
    no more than rounding are in one bin. `undefined` counts values that are not known.
    """
    known = values[np.isfinite(values)]
    bins: list[Json] = []
    if len(known):
        least, most = float(known.min()), float(known.max())
        many = min(BINS, math.ceil(math.sqrt(len(known))), len(np.unique(known)))
        alike = most - least <= ALIKE * max(abs(least), abs(most)) or not math.isfinite(most - least)
        if many < 2 or alike or not (np.diff(np.linspace(least, most, many + 1)) > 0).all():
            bins = [{"from": least, "to": most, "count": len(known)}]
        else:
            counts, borders = np.histogram(known, bins=many, range=(least, most))
            bins = [
                {"from": float(borders[at]), "to": float(borders[at + 1]), "count": int(count)}
                for at, count in enumerate(counts)
            ]
    return {"bins": bins, "undefined": len(values) - len(known)}


def _finite(summary: Mapping[str, float | None]) -> Json:
    """Numbers about the whole network; None where undefined."""
    return {name: value if value is not None and math.isfinite(value) else None for name, value in summary.items()}
