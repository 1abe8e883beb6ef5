"""A network as a picture: pyvis holds the model, with positions computed here, and the template draws it.

pyvis's own page loads from a CDN and runs script out of names; only its `Network` is used, as the exchange object that
vis-network understands. The same positions make the SVG that stands in the page before any script runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyvis.network import Network

from api.explorer import Explorer
from api.pages import geo
from api.pages.layout import Placed, curve, in_columns, on_map
from api.pages.words import joined, plural_words, words
from graph.lookups.entities import read_entity
from graph.ontology import Ontology
from graph.projection import Projection

MOST_NODES = 300  # beyond, a picture cannot be read: the nodes with most ties are drawn, and the page says so
PLACES = ("Country", "Region")


def picture(explorer: Explorer, graph: Projection, shapes: geo.MapShapes | None) -> dict[str, Any]:
    """Everything the template draws: SVG coordinates, the pyvis model, the legend, and what is not shown."""
    degree = {node.id: int(graph.indptr[place + 1] - graph.indptr[place]) for place, node in enumerate(graph.nodes)}
    kept = sorted(graph.nodes, key=lambda node: (-degree[node.id], node.id))[:MOST_NODES]
    shown = {node.id: node for node in sorted(kept, key=lambda node: node.id)}
    edges = [edge for edge in graph.edges if edge.source in shown and edge.target in shown]
    on_a_map = graph.modes == ("node",) and all(node.label in PLACES for node in shown.values())
    placed = _on_map(explorer, graph, list(shown)) if on_a_map else _in_columns(explorer.ontology, graph, set(shown))
    strongest = max((edge.strength for edge in edges), default=1.0)
    model = _model(explorer.ontology, graph, placed, degree, set(shown), level=not on_a_map)
    kinds = sorted({node.label for node in shown.values()})
    return {
        "width": placed.width,
        "height": placed.height,
        "heads": [{"text": joined([plural_words(kind) for kind in head.kinds], most=3), "x": head.x} for head in placed.heads],
        "nodes": [
            {
                "id": node.id, "name": node.name, "label": node.label, "country": node.country, "degree": degree[node.id],
                "x": placed.at[node.id][0], "y": placed.at[node.id][1],
            }
            for node in shown.values()
        ],
        "ties": [
            {
                "d": curve(placed.at[edge.source], placed.at[edge.target], level=not on_a_map),
                "width": 1 if edge.strength <= strongest / 3 else 2 if edge.strength <= strongest * 2 / 3 else 3,
            }
            for edge in edges
        ],
        "model": {"nodes": model.nodes, "edges": model.edges, "options": model.options},
        "kinds": [{"label": kind, "count": sum(1 for node in shown.values() if node.label == kind)} for kind in kinds],
        "on_map": on_a_map,
        "shown": len(shown),
        "hidden": graph.n - len(shown),
        "ties_shown": len(edges),
        "least_degree": min((degree[node.id] for node in kept), default=0),
    }


def _in_columns(ontology: Ontology, graph: Projection, shown: set[str]) -> Placed:
    groups = {label: f"{node.group} {node.colour}" for label, node in ontology.nodes.items()}
    return in_columns(
        {node.id: node.label for node in graph.nodes if node.id in shown},
        groups,
        {node.id: node.name for node in graph.nodes},
        [(edge.source, edge.target) for edge in graph.edges if edge.source in shown and edge.target in shown],
    )


def _on_map(explorer: Explorer, graph: Projection, shown: list[str]) -> Placed:
    degrees = label_points(explorer, shown)
    points = {node: geo.project(*at) for node, at in degrees.items()}
    # far-off islands would squeeze everything else: what the map frame does not hold stands with the unknown places
    points = {node: at for node, at in points.items() if geo.FRAME.shows(at)}
    return on_map(points, [node for node in shown if node not in points])


def label_points(explorer: Explorer, places: list[str]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of countries and regions, where known."""
    snapshot = explorer.snapshot()
    found: dict[str, tuple[float, float]] = {}
    for node_id in places:
        if place := snapshot.places.regions.get(node_id):
            lat, lon = place.lat, place.lon
        elif node_id.startswith("country:"):
            known: Mapping[str, Any] = read_entity(explorer.store, explorer.ontology, snapshot.names, node_id).properties
            lat, lon = known.get("lat"), known.get("lon")
        else:
            continue
        if lat is not None and lon is not None:
            found[node_id] = (float(lat), float(lon))
    return found


def _model(
    ontology: Ontology, graph: Projection, placed: Placed, degree: Mapping[str, int], shown: set[str], *, level: bool
) -> Network:
    """The network as pyvis holds it. Colours are left to the page, which knows light and dark."""
    model = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for node in graph.nodes:
        if node.id not in shown:
            continue
        x, y = placed.at[node.id]
        model.add_node(
            node.id,
            label=node.name,
            shape=ontology.node(node.label).shape,
            title=f"{node.name}\n{words(node.label)}, {degree[node.id]} ties",
            x=x,
            y=y,
            size=8,
            kind=node.label,
            degree=degree[node.id],
        )
    for edge in graph.edges:
        if edge.source in shown and edge.target in shown:
            statements = len(edge.evidence)
            model.add_edge(
                edge.source,
                edge.target,
                strength=edge.strength,
                relation=edge.relation,
                statements=statements,
                title=f"{statements} statement{'' if statements == 1 else 's'}",
                arrows="",
            )
    smooth = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45}
    model.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "nodes": {"borderWidth": 1, "borderWidthSelected": 2},
        "edges": {"smooth": smooth if level else False, "arrows": {"to": {"enabled": False}}, "selectionWidth": 1},
        "interaction": {
            "hover": True, "tooltipDelay": 120, "navigationButtons": False, "multiselect": False, "zoomView": False,
            "dragNodes": False, "keyboard": {"enabled": False},
        },
    }  # fmt: skip
    return model
