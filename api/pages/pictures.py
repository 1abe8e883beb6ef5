"""A network as a picture: pyvis holds the model, with positions computed here, and the template draws it.

pyvis's own page loads from a CDN and runs script out of names; only its `Network` is used, as the exchange object that
vis-network understands. The same positions make the SVG that stands in the page before any script runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import atan2, cos, degrees, radians
from typing import Any

import numpy as np
from pyvis.network import Network

from api.answers.shapes import address
from api.explorer import Explorer
from api.pages.layout import WIDTH, Placed, beside_the_strongest, curve, in_blocks, in_ring, in_two_sides
from api.pages.network_frame import most_tied, ties_of
from api.pages.network_words import tie_said
from api.pages.render import SIGNS
from api.pages.words import first_upper, joined, lower_first, plural, plural_words, words
from graph.lookups.entities import read_entity
from graph.lookups.names import canonical_id
from graph.projection import NetworkEdge, NetworkNode, Projection
from graph.views.stored import LABEL as LOADED

MOST_NODES = 300  # beyond, a picture cannot be read: the nodes with most ties are drawn, and the page says so
MOST_MIXED = 180  # the same for many types in one picture, which stand in blocks
MOST_ON_RING = 150  # names that find room around a ring
MOST_TIES = 260  # ties drawn across a ring at once, the strongest; the others appear with the node they belong to
MOST_KEPT = 1_500  # ties that a picture knows at all, the strongest: about 300 KB
PLACES = ("Country", "Region")


def picture(explorer: Explorer, graph: Projection, shown: Sequence[int] = ()) -> dict[str, Any]:
    """Everything the template draws: SVG coordinates, the pyvis model, the legend, and what is not shown.

    `shown` are the places of the nodes to draw, as `shown_of` gives them; the nodes with most ties unless told.
    """
    degree = ties_of(graph)
    loaded, places = _of_what(explorer, graph)
    ring = loaded or places
    shown = shown or shown_of(explorer, graph)
    tied = set(most_tied(graph, len(shown))).intersection(shown)
    nodes = [graph.nodes[place] for place in shown]
    edges, cut = _edges(graph, shown)
    placed = _placed(explorer, graph, nodes, edges, places=places, loaded=loaded)
    names = {node.id: _written(node, ring, placed.letters) for node in nodes}
    drawn = {(edge.source, edge.target) for edge in edges[: MOST_TIES if ring else len(edges)]}
    edges.sort(key=lambda edge: (edge.source, edge.target))
    highest = max((edge.strength for edge in edges), default=1.0)
    ties = [
        {
            "d": curve(placed.at[edge.source], placed.at[edge.target], placed.centre),
            "width": 1 if edge.strength <= highest / 3 else 2 if edge.strength <= highest * 2 / 3 else 3,
            "drawn": (edge.source, edge.target) in drawn,
            "said": tie_said(graph, edge.strength, len(edge.evidence)),
        }
        for edge in edges
    ]
    degrees = {node.id: int(degree[place]) for node, place in zip(nodes, shown, strict=True)}
    kinds = {node.id: kind_of(graph, place) for node, place in zip(nodes, shown, strict=True)}
    model = _model(explorer, nodes, kinds, edges, placed, degrees, names, ties)
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
            {"label": kind, "count": sum(1 for of in kinds.values() if of == kind)}
            for kind in sorted(set(kinds.values()))
        ],
        "ring": ring,
        "places": places,
        "shown": len(nodes),
        "hidden": graph.n - len(nodes),
        "ties_shown": len(drawn),
        "ties_hidden": len(edges) - len(drawn),
        "ties_cut": cut,
        "least_degree": min((int(degree[place]) for place in tied), default=0),
        "further": len(shown) - len(tied),
    }


def shown_of(explorer: Explorer, graph: Projection, first: Sequence[int] = ()) -> tuple[int, ...]:
    """Places of the nodes a picture has room for: those that come first, then those with most ties; in their order."""
    tied = most_tied(graph, _most(graph, any(_of_what(explorer, graph))))
    return tuple(sorted(list(dict.fromkeys([*first, *tied]))[: len(tied)]))


def _of_what(explorer: Explorer, graph: Projection) -> tuple[bool, bool]:
    """Whether a network was loaded, and whether it is one of places; both stand on a ring."""
    loaded = explorer.networks.view(graph.view).stored
    two_mode = graph.modes == ("actor", "activity")
    return loaded, not loaded and not two_mode and all(node.label in PLACES for node in graph.nodes)


def _most(graph: Projection, ring: bool) -> int:
    return MOST_NODES if graph.modes == ("actor", "activity") else MOST_ON_RING if ring else MOST_MIXED


def kind_of(graph: Projection, place: int) -> str:
    """What a node is drawn as: its label, or in a loaded two-mode network its mode, one of `SIGNS`."""
    label = graph.nodes[place].label
    if label != LOADED or graph.modes != ("actor", "activity"):
        return label
    return "ActorNode" if graph.actors[place] else "ActivityNode"


def _edges(graph: Projection, shown: Sequence[int]) -> tuple[list[NetworkEdge], int]:
    """The edges among the nodes at these places, strongest first, and how many more there are of them."""
    inside = np.zeros(graph.n, dtype=np.bool_)
    inside[list(shown)] = True
    among = np.flatnonzero(inside[graph.edge_source] & inside[graph.edge_target])
    order = among[np.argsort(-graph.strength[among], kind="stable")]
    return [graph.edges[place] for place in order[:MOST_KEPT].tolist()], max(len(among) - MOST_KEPT, 0)


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
    places: bool,
    loaded: bool,
) -> Placed:
    names = {node.id: _written(node, places or loaded) for node in nodes}
    kinds = {node.id: node.label for node in nodes}
    pairs = [(edge.source, edge.target) for edge in edges]
    if loaded:
        order = beside_the_strongest([node.id for node in nodes], [(one.source, one.target) for one in edges])
        return in_ring({node: node for node in order}, {node: float(at) for at, node in enumerate(order)}, names)
    if places:
        countries = {node.id: node.country or node.id for node in nodes}
        return in_ring(countries, _bearings(explorer, sorted(set(countries.values()))), names)
    if graph.modes == ("actor", "activity"):
        return in_two_sides(kinds, {one.id for one in nodes if graph.actors[graph.place(one.id)]}, names, pairs)
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
    kinds: Mapping[str, str],
    edges: Sequence[NetworkEdge],
    placed: Placed,
    degree: Mapping[str, int],
    names: Mapping[str, str],
    ties: Sequence[Mapping[str, Any]],
) -> Network:
    """The network as pyvis holds it. Colours are left to the page, which knows light and dark."""
    model = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    shapes: dict[str, str] = defaultdict(
        lambda: "dot", {**SIGNS, **{label: node.shape for label, node in explorer.ontology.nodes.items()}}
    )
    for node in nodes:
        x, y = placed.at[node.id]
        of = kinds[node.id]
        further = (
            {"turn": placed.turn[node.id]}
            if node.id in placed.turn
            else {"left": True}
            if node.id in placed.left
            else {}
        )
        kind = "Node" if of == LOADED else words(of)
        model.add_node(
            node.id,
            label=names[node.id],
            shape=shapes[of],
            title=f"{node.name}\n{kind}, {plural(degree[node.id], 'tie')}",
            x=x,
            y=y,
            size=6.5,
            name=node.name,
            kind=of,
            degree=degree[node.id],
            page="" if node.label == LOADED else address(f"/entities/{canonical_id(node.id)}"),
            **further,
        )
    for edge, tie in zip(edges, ties, strict=True):
        # directed=True with arrows="" is pyvis's quick path: the undirected one looks through all edges each time
        model.add_edge(edge.source, edge.target, strength=edge.strength, arrows="", **tie)
    model.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": True, "tooltipDelay": 120, "navigationButtons": False, "multiselect": False, "zoomView": False,
            "dragNodes": False, "keyboard": {"enabled": False},
        },
    }  # fmt: skip
    return model
