"""What the what-if pages share: who is meant, the sketch of a network, where places lie, and numbers in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any

import numpy as np
from fastapi import Request

from api.answers.nodes import node_of
from api.pages import geo
from api.pages.layout import curve
from api.pages.lookup import Choice, chosen
from api.pages.maps import shapes_of
from api.pages.memory import remembered
from api.pages.network_frame import Frame, most_tied, ties_of
from api.pages.node_map import places_of
from api.pages.sketch import HEIGHT, WIDTH, Points, by_stress, on_ring
from graph.lookups.names import Named
from graph.projection import NetworkNode, Projection
from graph.wording import one_or_many

DRAWN = 140  # nodes of a sketch: more cannot be told apart at half a page's width
TIES_DRAWN = 700  # ties of a sketch, the strongest
PLACES = ("Country", "Region")


@dataclass(frozen=True)
class Sketched:
    """Which nodes of a network are drawn, where, with which ties: (source, target, path, width class)."""

    at: Points
    nodes: tuple[NetworkNode, ...]
    ties: tuple[tuple[str, str, str, int], ...]
    ring: bool
    hidden: int
    ties_hidden: int


def node_meant(frame: Frame, text: str) -> Choice:
    """The node of the network a reader means by an id or a name. Raises `NotFound` in a loaded network."""
    explorer, graph = frame.explorer, frame.graph
    if text in graph or explorer.networks.view(graph.view).stored:
        node = graph.nodes[graph.place(node_of(explorer, graph, text))]
        return Choice(text, Named(node.id, node.label, node.name))
    choice = chosen(explorer, text)
    inside = tuple(one for one in choice.near if one.id in graph)
    return Choice(text, inside[0]) if len(inside) == 1 else Choice(text, choice.picked, inside or choice.near)


def countries_of(graph: Projection) -> list[str]:
    """Codes of the countries its nodes lie in, in order; none where the network has only one or is too large to ask."""
    if graph.n > 50_000:
        return []
    found = {node.country for node in graph.nodes if node.country}
    found |= {one.removeprefix("country:") for one in graph.ids if one.startswith("country:")}
    return sorted(found) if len(found) > 1 else []


def sketched(request: Request, frame: Frame, first: Sequence[str]) -> Sketched:
    """The network drawn: the nodes named `first` and their neighbours before those with most ties."""
    graph = frame.graph
    key = ("sketch", graph.view, *sorted(graph.parameters.items()), *(first if graph.n > DRAWN else ()))
    return remembered(request, key, lambda: _sketched(request, frame, first))


def _sketched(request: Request, frame: Frame, first: Sequence[str]) -> Sketched:
    graph = frame.graph
    wanted = dict.fromkeys(graph.place(one) for one in first)
    beside = {int(other) for place in wanted for other in graph.indices[graph.indptr[place] : graph.indptr[place + 1]]}
    ties = ties_of(graph)
    near = sorted(beside.difference(wanted), key=lambda place: (-ties[place], place))
    chosen_places = [*wanted, *near][:DRAWN]
    inside = np.zeros(graph.n, dtype=np.bool_)
    inside[chosen_places] = True
    for place in most_tied(graph, 2 * DRAWN):
        if inside.sum() >= DRAWN:
            break
        inside[place] = True
    nodes = tuple(graph.nodes[place] for place in np.flatnonzero(inside).tolist())
    kept = np.flatnonzero(inside[graph.edge_source] & inside[graph.edge_target])
    strength = graph.strength[kept]
    pairs = [(graph.ids[graph.edge_source[at]], graph.ids[graph.edge_target[at]]) for at in kept.tolist()]
    ring = bool(nodes) and all(node.label in PLACES for node in nodes)
    ids = [node.id for node in nodes]
    at = _round(request, frame, nodes) if ring else by_stress(ids, pairs)
    strongest = sorted(range(len(pairs)), key=lambda one: (-strength[one], pairs[one]))[:TIES_DRAWN]
    highest = float(strength.max()) if len(strength) else 1.0
    return Sketched(
        at,
        nodes,
        tuple(
            (*pairs[one], line(at, *pairs[one], ring=ring), width_class(float(strength[one]), highest))
            for one in sorted(strongest)
        ),
        ring,
        graph.n - len(nodes),
        len(pairs) - len(strongest),
    )


def line(at: Points, one: str, other: str, *, ring: bool, bend: float = 0.0) -> str:
    """The `d` of a tie: bent to the middle on a ring, else straight or, with `bend`, an arc."""
    if ring:
        return curve(at[one], at[other], (WIDTH / 2, HEIGHT / 2))
    if bend:
        return geo.arc(at[one], at[other], bend=bend)
    (xa, ya), (xb, yb) = at[one], at[other]
    return f"M{xa:g},{ya:g}L{xb:g},{yb:g}"


def width_class(value: float, highest: float) -> int:
    """1, 2 or 3: in which third of the highest value it lies."""
    return 1 if value <= highest / 3 else 2 if value <= highest * 2 / 3 else 3


def map_points(request: Request, frame: Frame) -> dict[str, tuple[float, float]]:
    """Where the nodes lie on the map, in its units; those without a known point and those outside are left out."""
    graph, shapes = frame.graph, shapes_of(request)
    key = ("places", graph.view, *sorted(graph.parameters.items()))
    found = remembered(request, key, lambda: places_of(frame.explorer, shapes, graph))
    return {
        graph.ids[place]: (round(point[0], 1), round(point[1], 1))
        for place, point in found.items()
        if geo.FRAME.shows(point)
    }


def _round(request: Request, frame: Frame, nodes: Sequence[NetworkNode]) -> Points:
    """Places on a ring in the direction in which they, or their country, lie from the middle of all."""
    groups = {node.id: node.country or node.id for node in nodes}
    lying: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for node_id, at in map_points(request, frame).items():
        if node_id in groups:
            lying[groups[node_id]].append(at)
    points = {group: np.mean(some, axis=0) for group, some in lying.items()}
    middle = np.mean(list(points.values()), axis=0) if points else np.zeros(2)
    bearing = {group: round(degrees(atan2(x - middle[0], middle[1] - y)) % 360, 3) for group, (x, y) in points.items()}
    return on_ring(groups, bearing, {node.id: node.name for node in nodes})


def named(nodes: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of nodes of an answer."""
    return [str(one["name"]) for one in nodes]


def percent(value: float) -> str:
    """A share in per cent with two significant digits: '8.6 %', '0.059 %'; 0 only where it is 0."""
    if value == 0:
        return "0 %"
    return f"{100 * value:.0f} %" if abs(value) >= 0.1 else f"{100 * value:.2g} %"


def hops(value: float | None) -> str:
    """A distance for reading; none where there is no route."""
    if value is None:
        return "no route"
    return f"{value:g} {one_or_many(value, 'hop')}"
