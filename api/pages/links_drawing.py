"""The best missing links as arcs: on the map where both ends have a place, else on a sketch of the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from fastapi import Request

from api.answers.shapes import Json
from api.answers.whatif import LinkChoices
from api.pages import geo
from api.pages.maps import shapes_of
from api.pages.network_frame import Frame
from api.pages.sketch import HEIGHT, WIDTH, labels
from api.pages.whatif_parts import line, map_points, sketched, width_class

ARCS = 10  # of the links drawn: more arcs hide each other
FAINT = 60  # ties drawn behind the arcs on the map, the strongest
WIDEST, THINNEST = 3.8, 1.0  # of an arc, in units
NAMED = 2_000  # nodes of a network up to which those that are not on the map are named


def drawing(request: Request, frame: Frame, rows: Sequence[Json], choices: LinkChoices) -> dict[str, Any]:
    """Arcs on the map where both ends of every drawn link have a place, else on a sketch of the network."""
    drawn = [one for one in rows[:ARCS] if _value(one, choices)]
    ends = list(dict.fromkeys(end["id"] for one in drawn for end in (one["source"], one["target"])))
    at = map_points(request, frame)
    if ends and all(one in at for one in ends):
        return _on_map(request, frame, drawn, ends, at, choices)
    sketch, graph = sketched(request, frame, ends), frame.graph
    inside = [one for one in drawn if one["source"]["id"] in sketch.at and one["target"]["id"] in sketch.at]
    names = {node.id: node.name for node in sketch.nodes}
    others = [node.id for node in sketch.nodes if node.id not in ends]
    arcs = _arcs(
        inside,
        sketch.at,
        lambda one: line(sketch.at, *_ends(one), ring=sketch.ring, bend=0.16),
        choices,
        graph.directed,
    )
    texts = labels(sketch.at, [*ends, *others], names, outwards=sketch.ring, meant=ends, marks=_ranks(arcs))
    return {
        "map": False,
        "width": WIDTH,
        "height": HEIGHT,
        "ring": sketch.ring,
        "hidden": sketch.hidden,
        "ties": [{"d": d, "width": width} for _, _, d, width in sketch.ties],
        "nodes": [
            {
                "id": node.id, "name": node.name, "label": node.label, "x": sketch.at[node.id][0],
                "y": sketch.at[node.id][1], "end": node.id in ends, "text": texts.get(node.id),
            }
            for node in sorted(sketch.nodes, key=lambda node: (node.id in ends, node.id))
        ],
        "kinds": sorted({node.label for node in sketch.nodes}),
        "arcs": arcs,
        "faint": len(sketch.ties),
    }  # fmt: skip


def _on_map(
    request: Request,
    frame: Frame,
    drawn: Sequence[Json],
    ends: Sequence[str],
    at: Mapping[str, tuple[float, float]],
    choices: LinkChoices,
) -> dict[str, Any]:
    graph, shapes = frame.graph, shapes_of(request)
    there = np.array([one in at for one in graph.ids], dtype=np.bool_)
    among = np.flatnonzero(there[graph.edge_source] & there[graph.edge_target])
    among = among[np.argsort(-graph.strength[among], kind="stable")][:FAINT]
    strongest = float(graph.strength[among[0]]) if len(among) else 1.0
    ties = [
        (float(graph.strength[edge]), graph.ids[graph.edge_source[edge]], graph.ids[graph.edge_target[edge]])
        for edge in among.tolist()
    ]
    names = {node_id: graph.nodes[graph.place(node_id)].name for node_id in at}
    near = {node_id: at[node_id] for node_id in ends}
    arcs = _arcs(drawn, at, lambda one: geo.arc(*(at[end] for end in _ends(one)), bend=0.22), choices, graph.directed)
    size = (shapes.width, shapes.height) if shapes else (geo.FRAME.width, geo.FRAME.height)
    return {
        "map": True,
        "width": size[0],
        "height": size[1],
        "land": shapes.land if shapes else "",
        "borders": shapes.borders if shapes else "",
        "areas": [shape.path for shape in shapes.regions] if shapes else [],
        "ties": [
            {"d": geo.arc(at[one], at[other]), "width": width_class(value, strongest)}
            for value, one, other in ties
        ],
        "points": [{"name": names[one], "x": x, "y": y, "end": one in near} for one, (x, y) in sorted(at.items())],
        "texts": list(labels(near, ends, names, size=size, meant=ends, marks=_ranks(arcs)).values()),
        "arcs": arcs,
        "outside": [node.name for node in graph.nodes if node.id not in at] if graph.n <= NAMED else [],
        "faint": len(ties),
    }  # fmt: skip


def _arcs(
    drawn: Sequence[Json],
    at: Mapping[str, tuple[float, float]],
    path: Callable[[Json], str],
    choices: LinkChoices,
    directed: bool,
) -> list[dict[str, Any]]:
    """Links as arcs as wide as their gain. The rank stands on the arc, nearer to the end that fewer arcs share."""
    highest = max((_value(one, choices) for one in drawn), default=0.0)
    shared = Counter(end for one in drawn for end in _ends(one))
    arcs = []
    for one in drawn:
        d, (source, target) = path(one), _ends(one)
        lone = target if shared[target] <= shared[source] else source
        begins = _on(d, 0.0)  # a curve is the same both ways, so it may begin at either end
        backwards = sum((a - b) ** 2 for a, b in zip(begins, at[lone], strict=True)) < 1
        even = shared[source] == shared[target]
        x, y = _on(d, 0.5 if even else 0.3 if backwards else 0.7)
        arcs.append(
            {
                "d": d,
                "wide": round(THINNEST + (WIDEST - THINNEST) * (_value(one, choices) / highest if highest else 0.0), 2),
                "x": x,
                "y": y,
                "rank": one["rank"],
                "key": pair_key(one),
                "title": f"{one['rank']}: {one['source']['name']} {'→' if directed else '–'} {one['target']['name']}",
            }
        )
    return arcs


def _ranks(arcs: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """Where the ranks stand on the arcs."""
    return [(arc["x"], arc["y"]) for arc in arcs]


def _ends(link: Json) -> tuple[str, str]:
    return link["source"]["id"], link["target"]["id"]


def pair_key(link: Json) -> str:
    """What a link is called in a page: its two ends."""
    return "|".join(_ends(link))


def _value(link: Json, choices: LinkChoices) -> float:
    """By what a link is ranked: new stages with a chain, else the gain for all, else the node's own."""
    if choices.chain:
        return float(link["new_stages"] or 0)
    return float(link["gain"] if link["gain"] is not None else link["own_gain"] or 0.0)


def _on(d: str, t: float) -> tuple[float, float]:
    """A point on a path of one line or one quadratic curve, `M x,y L x,y` or `M x,y Q x,y x,y`, at 0 ≤ t ≤ 1."""
    numbers = [float(one) for one in d[1:].replace("Q", ",").replace("L", ",").replace(" ", ",").split(",")]
    weights = (1 - t, t) if len(numbers) == 4 else ((1 - t) ** 2, 2 * t * (1 - t), t**2)
    return (
        round(sum(weight * x for weight, x in zip(weights, numbers[::2], strict=True)), 1),
        round(sum(weight * y for weight, y in zip(weights, numbers[1::2], strict=True)), 1),
    )
