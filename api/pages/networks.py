"""The network pages: the views there are, and one view as a picture, a ranking, a map, its weak points and lists."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from fastapi import Request, Response

from api.answers import centrality, cohesion, networks
from api.answers.shapes import Json, citation
from api.explorer import Explorer
from api.pages import geo
from api.pages.ego import both_orders, brokerage_of, ego, rank_of
from api.pages.emptiness import empty_said
from api.pages.measure_choices import GROUPS, SUMMARIES, asked_measure
from api.pages.memory import explorer_of, remembered
from api.pages.network_frame import (
    MOST_LISTED,
    Frame,
    asked_network,
    focus_of,
    most_tied,
    options_of,
)
from api.pages.network_words import finding
from api.pages.node_map import node_map
from api.pages.pictures import picture, shown_of
from api.pages.plots import histogram
from api.pages.render import page, query_of, whole
from api.pages.sizing import sized
from graph.analytics.results import NodeScores
from graph.projection import Projection

RANKED = 15  # rows of the ranking on a page
TIES = 200  # rows of the list of ties on the page; the download has all
BRIDGES = 10  # ties without which it does, named
WEAK = 12  # nodes without which the network falls apart
PARTS = 40  # parts that no route joins
LEFT_OUT = 300  # statements left out that are listed


def networks_page(request: Request) -> Response:
    """The network views with their size, and how one loads one's own."""
    explorer = explorer_of(request)
    every = networks.views(explorer)["items"]
    ours = [view for view in every if not view["stored"]]
    theirs = [view for view in every if view["stored"]]
    return page(
        request,
        "networks.html",
        title="Networks",
        views=[_pictured(request, explorer, view) for view in ours],
        loaded=theirs,  # without size or picture: to read a large one from the store takes seconds
        graph_version=explorer.snapshot().graph_version,
    )


def _pictured(request: Request, explorer: Explorer, view: Json) -> Json:
    graph = explorer.networks.projection(view["id"], {})
    drawn = drawn_of(request, explorer, graph) if graph.n else None
    return {**view, "n": graph.n, "m": graph.m, "picture": drawn}


def network_page(request: Request, view: str) -> Response:
    """One network. Raises `UnknownName` for a view, level or measure that is not there, which becomes a page."""
    frame = asked_network(request, view)
    explorer, graph = frame.explorer, frame.graph
    chosen, choices = asked_measure(request)
    offset = whole(request, "offset")
    focus = focus_of(frame, query_of(request, "focus")["focus"])
    scores = centrality.measured(explorer, graph, chosen.name, choices)
    ranking = centrality.centrality(explorer, view, chosen.name, frame.parameters, RANKED, offset, choices)
    answer = networks.network(explorer, view, frame.parameters, limit=TIES)
    weak = cohesion.articulation(explorer, view, frame.parameters, limit=WEAK)
    components = cohesion.components(explorer, view, frame.parameters, limit=PARTS)["result"]
    ego_of = focus.id or (scores.items[0].id if graph.n else "")
    kept = {"measure": chosen.name if chosen.name != "betweenness" else "", **choices}
    best, many = _first(scores)
    drawn = drawn_of(request, explorer, graph, [graph.place(one.id) for one in scores.items[:RANKED] if one.value])
    return page(
        request,
        "network.html",
        title=answer["title"],
        **frame.context(),
        network=answer,
        groups=GROUPS,
        measure=chosen,
        choices=choices,
        kept=kept,
        picture=sized(drawn, graph, scores.array, chosen.name),
        ranking=ranking,
        ranked=ranking["result"]["items"],
        offset=offset,
        highest=scores.items[0].value or 0 if graph.n else 0,
        mode_of=_mode_of(graph, ranking["result"]["items"]) if frame.context()["stored"] else {},
        summary=_summary(ranking),
        histogram=_histogram(graph, scores, ranking, ego_of),
        map=node_map(request, frame, scores.array, **kept),
        credit=geo.CREDIT,
        weak=weak,
        bridges=weak["result"]["bridges"][:BRIDGES],
        components=components,
        ego=ego(graph, ego_of) if ego_of else None,
        values=_values(frame, scores, focus.id),
        focus=focus.id,
        picked=graph.nodes[graph.place(focus.id)] if focus.id else None,
        not_in=focus.not_in,
        finding=empty_said(graph)
        if not graph.n
        else finding(
            graph,
            best,
            many,
            chosen.name,
            bool(choices),
            weak["result"],
            components,
            estimated=scores.standard_error is not None,
        ),
        names={node_id: graph.nodes[graph.place(node_id)].name for node_id in _ends(answer)},
        options=options_of(graph),
        all_nodes=sorted(
            (graph.nodes[place] for place in most_tied(graph, MOST_LISTED)),
            key=lambda node: (node.label, node.name, node.id),
        ),
        left_out=answer["left_out"][:LEFT_OUT],
        cite=citation(
            explorer,
            answer["title"],
            frame.focus(focus.id, **kept) if focus.id and not offset else ranking["links"]["page"],
        ),
    )


def drawn_of(request: Request, explorer: Explorer, graph: Projection, first: Sequence[int] = ()) -> dict[str, Any]:
    """The picture of a network, kept while the graph version holds. `first`: places of nodes that are in it, however
    few ties they have."""
    shown = shown_of(explorer, graph, first)
    key = ("picture", graph.view, *sorted(graph.parameters.items()), shown)
    return remembered(request, key, lambda: picture(explorer, graph, shown))


def _mode_of(graph: Projection, items: list[Json]) -> dict[str, str]:
    """The mode of each node by its id; empty for a network of one mode."""
    if len(graph.modes) < 2:
        return {}
    return {one["id"]: "actor" if graph.actors[graph.place(one["id"])] else "activity" for one in items}


def _first(scores: NodeScores) -> tuple[list[Json], int]:
    """Some of those that share the first rank, and how many they are."""
    first = list(takewhile(lambda one: one.rank == 1, scores.items))
    return [{"name": one.name, "value": one.value} for one in first[:3]], len(first)


def _summary(ranking: Json) -> list[Json]:
    """The numbers about the whole network, each with its definition."""
    definitions = ranking["method"]["definitions"]
    return [
        {"name": name, "value": value, "definition": definitions.get(name) or SUMMARIES.get(name, "")}
        for name, value in ranking["result"]["summary"].items()
    ]


def _histogram(graph: Projection, scores: NodeScores, ranking: Json, node_id: str) -> Any:
    marks = []
    if node_id:
        place = graph.place(node_id)
        if not math.isnan(value := float(scores.array[place])):
            marks.append((graph.nodes[place].name, value))
    return histogram(ranking["result"]["distribution"]["bins"], marks)


def _values(frame: Frame, scores: NodeScores, node_id: str) -> dict[str, Any] | None:
    """The values of the node in focus; None where there is none."""
    if not node_id:
        return None
    place = frame.graph.place(node_id)
    value = float(scores.array[place])
    return {
        "value": None if math.isnan(value) else value,
        "rank": rank_of(scores, place),
        "of": frame.graph.n,
        "brokerage": brokerage_of(frame, node_id),
        "both_orders": both_orders(frame.graph),
    }


def _ends(answer: Json) -> set[str]:
    return {tie[end] for tie in answer["edges"]["items"] for end in ("source", "target")}
