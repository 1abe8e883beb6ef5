"""A network as a picture: pyvis holds the model, with positions computed here, and the template draws it.

pyvis's own page loads from a CDN and runs script out of names; only its `Network` is used, as the exchange object that
vis-network understands. The same positions make the SVG that stands in the page before any script runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, degrees, radians
from typing import Any

from pyvis.network import Network

from api.explorer import Explorer
from api.pages.layout import WIDTH, Placed, curve, in_blocks, in_ring, in_two_sides
from api.pages.words import first_upper, joined, lower_first, plural_words, words
from graph.lookups.entities import read_entity
from graph.projection import NetworkEdge, NetworkNode, Projection

MOST_NODES = 300  # beyond, a picture cannot be read: the nodes with most ties are drawn, and the page says so
MOST_MIXED = 180  # the same for many types in one picture, which stand in blocks
MOST_ON_RING = 150  # names that find room around a ring
MOST_TIES = 260  # ties drawn across a ring at once, the strongest; the others appear with the node they belong to
PLACES = ("Country", "Region")


def picture(explorer: Explorer, graph: Projection) -> dict[str, Any]:
    """Everything the template draws: SVG coordinates, the pyvis model, the legend, and what is not shown."""
    degree = {node.id: int(graph.indptr[place + 1] - graph.indptr[place]) for place, node in enumerate(graph.nodes)}
    two_mode = graph.modes == ("actor", "activity")
    ring = not two_mode and all(node.label in PLACES for node in graph.nodes)
    most = MOST_NODES if two_mode else MOST_ON_RING if ring else MOST_MIXED
    nodes = sorted(sorted(graph.nodes, key=lambda node: (-degree[node.id], node.id))[:most], key=lambda node: node.id)
    ids = {node.id for node in nodes}
    edges = [edge for edge in graph.edges if edge.source in ids and edge.target in ids]
    placed = _placed(explorer, graph, nodes, edges, ring=ring)
    names = {node.id: _written(node, ring, placed.letters) for node in nodes}
    strong = sorted(edges, key=lambda edge: (-edge.strength, edge.source, edge.target))[
        : MOST_TIES if ring else len(edges)
    ]
    drawn = {(edge.source, edge.target) for edge in strong}
    highest = max((edge.strength for edge in edges), default=1.0)
    ties = [
        {
            "d": curve(placed.at[edge.source], placed.at[edge.target], placed.centre),
            "width": 1 if edge.strength <= highest / 3 else 2 if edge.strength <= highest * 2 / 3 else 3,
            "drawn": (edge.source, edge.target) in drawn,
        }
        for edge in edges
    ]
    model = _model(explorer, nodes, edges, placed, degree, names, ties)
    return {
        "width": WIDTH,
        "height": placed.height,
        "box": _box(placed),
        "heads": [
            {"text": _head(head.kinds, placed.letters + 6), "x": head.x, "y": head.y, "left": head.left}
            for head in placed.heads
        ],
        "nodes": model.nodes,
        "ties": [tie for tie in ties if tie["drawn"]],
        "model": {"nodes": model.nodes, "edges": model.edges, "options": model.options},
        "kinds": [
            {"label": kind, "count": sum(1 for node in nodes if node.label == kind)}
            for kind in sorted({node.label for node in nodes})
        ],
        "ring": ring,
        "shown": len(nodes),
        "hidden": graph.n - len(nodes),
        "ties_shown": len(drawn),
        "ties_hidden": len(edges) - len(drawn),
        "least_degree": min((degree[node.id] for node in nodes), default=0),
    }


def _box(placed: Placed) -> str:
    """The view box around the nodes alone, for a small picture without names."""
    xs, ys = [x for x, _ in placed.at.values()] or [0.0], [y for _, y in placed.at.values()] or [0.0]
    bow = 0 if placed.centre else 60
    left, width, height = min(xs) - 20 - bow, max(xs) - min(xs) + 40 + bow, max(ys) - min(ys) + 40
    return f"{left:g} {min(ys) - 20:g} {width:g} {height:g}"


def _written(node: NetworkNode, ring: bool, letters: int = 34) -> str:
    """A name as it stands in the picture; on a ring with the country behind that of a region."""
    name = node.name if len(node.name) <= letters else f"{node.name[: letters - 1].rstrip()}…"
    return f"{name} ({node.country})" if ring and node.label == "Region" and node.country else name


def _head(kinds: Sequence[str], letters: int) -> str:
    """The types of a block in as many words as there is room for."""
    nouns = [lower_first(plural_words(kind)) for kind in kinds]
    tries = [first_upper(joined(nouns, most=most)) for most in (4, 3, 2, 1)]
    return next((text for text in tries if len(text) <= letters), tries[-1])


def _placed(
    explorer: Explorer,
    graph: Projection,
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    *,
    ring: bool,
) -> Placed:
    names = {node.id: _written(node, ring) for node in nodes}
    kinds = {node.id: node.label for node in nodes}
    pairs = [(edge.source, edge.target) for edge in edges]
    if ring:
        countries = {node.id: node.country or node.id for node in nodes}
        return in_ring(countries, _bearings(explorer, sorted(set(countries.values()))), names)
    if graph.modes == ("actor", "activity"):
        return in_two_sides(kinds, {edge.source for edge in graph.edges} & set(kinds), names, pairs)
    families = {label: f"{node.group} {node.colour}" for label, node in explorer.ontology.nodes.items()}
    return in_blocks(kinds, families, names, pairs)


def _bearings(explorer: Explorer, countries: Sequence[str]) -> dict[str, float]:
    """In which direction each country lies from the middle of all: degrees from north, clockwise; unknown: left out."""
    snapshot = explorer.snapshot()
    points: dict[str, tuple[float, float]] = {}
    for code in countries:
        node_id = f"country:{code}"
        if node_id in snapshot.names.nodes:
            known = read_entity(explorer.store, explorer.ontology, snapshot.names, node_id).properties
            if known.get("lat") is not None and known.get("lon") is not None:
                points[code] = (float(known["lat"]), float(known["lon"]))
    if not points:
        return {}
    middle = [sum(values) / len(points) for values in zip(*points.values(), strict=True)]
    squeeze = cos(radians(middle[0]))  # a degree of longitude is shorter than one of latitude
    return {
        code: round(degrees(atan2((lon - middle[1]) * squeeze, lat - middle[0])) % 360, 3)
        for code, (lat, lon) in points.items()
    }


def _model(
    explorer: Explorer,
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    placed: Placed,
    degree: Mapping[str, int],
    names: Mapping[str, str],
    ties: Sequence[Mapping[str, Any]],
) -> Network:
    """The network as pyvis holds it. Colours are left to the page, which knows light and dark."""
    model = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    shapes: dict[str, str] = defaultdict(
        lambda: "dot", {label: node.shape for label, node in explorer.ontology.nodes.items()}
    )
    for node in nodes:
        x, y = placed.at[node.id]
        further = (
            {"turn": placed.turn[node.id]}
            if node.id in placed.turn
            else {"left": True}
            if node.id in placed.left
            else {}
        )
        model.add_node(
            node.id,
            label=names[node.id],
            shape=shapes[node.label],
            title=f"{node.name}\n{words(node.label)}, {degree[node.id]} tie{'' if degree[node.id] == 1 else 's'}",
            x=x,
            y=y,
            size=6.5,
            name=node.name,
            kind=node.label,
            degree=degree[node.id],
            **further,
        )
    for edge, tie in zip(edges, ties, strict=True):
        # directed=True with arrows="" is pyvis's quick path: the undirected one looks through all edges each time
        model.add_edge(
            edge.source, edge.target, strength=edge.strength, statements=len(edge.evidence), arrows="", **tie
        )
    model.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True, "tooltipDelay": 120, "navigationButtons": False, "multiselect": False, "zoomView": False,
            "dragNodes": False, "keyboard": {"enabled": False},
        },
    }  # fmt: skip
    return model
