"""The nodes of a network on the map: a circle for each whose place is known, sized by a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any

import numpy as np
from fastapi import Request

from api.answers import entities
from api.explorer import Explorer
from api.pages import geo
from api.pages.maps import shapes_of
from api.pages.memory import remembered
from api.pages.network_frame import Frame
from api.pages.plots import area
from api.pages.words import number, plural
from graph.lookups.names import canonical_id, country_id
from graph.projection import Float64, NodeColumns, Projection
from graph.views.stored import LABEL as LOADED
from loaders.geography.rings import Point
from loaders.network.coordinates import LATITUDES, LONGITUDES, coordinate_columns, degrees

MOST_CIRCLES = 300  # more of them hide each other; those with the highest values are drawn
ARCS = 40  # the strongest ties between them
MOST_NAMES, NAME_LONG = 6, 24  # names on the map, and characters of each
CHARACTER, LINE = 7.6, 16.0  # room a name takes, in units of the map
LARGEST, LEAST = 22.0, 2.5  # radius in units of the map
PLACES = ("Country", "Region")
OUTSIDE = (-1.0, -1.0)
APART, REACH = 7.0, 28.0  # of nodes at one country: between neighbours, and from the middle to the last of many
GOLDEN = pi * (3 - sqrt(5))  # the golden angle


def node_map(request: Request, frame: Frame, values: Float64, **further: str) -> dict[str, Any] | None:
    """What the map draws of a network's values (n); None where no node has a place on it.

    `further` goes into the address of each circle.
    """
    graph = frame.graph
    shapes = shapes_of(request)
    asked = (graph.view, *sorted(graph.parameters.items()))
    own = remembered(request, ("places", *asked), lambda: places_of(frame.explorer, shapes, graph))
    around = remembered(request, ("around", *asked), lambda: around_countries(frame.explorer, graph, own))
    at = {**own, **around}
    if not at:
        return None
    shown = {place: point for place, point in at.items() if geo.FRAME.shows(point)}
    order = sorted(shown, key=lambda place: (-_known(float(values[place])), place))
    finite = values[list(at)][np.isfinite(values[list(at)])]
    most = float(finite.max()) if len(finite) else 0.0
    names = {place: graph.nodes[place] for place in order[:MOST_CIRCLES]}
    circles = []
    for place, node in names.items():
        radius = area(float(values[place]), most, LARGEST, LEAST)
        circles.append(
            {
                "id": node.id,
                "x": round(shown[place][0], 1),
                "y": round(shown[place][1], 1),
                "r": LEAST if radius is None else radius,
                "unknown": radius is None,
                "title": f"{node.name}: {'undefined' if radius is None else number(float(values[place]))}",
                "name": node.name,
                "link": frame.focus(node.id, **further),
            }
        )
    return {
        "width": shapes.width if shapes else geo.FRAME.width,
        "height": shapes.height if shapes else geo.FRAME.height,
        "land": shapes.land if shapes else "",
        "borders": shapes.borders if shapes else "",
        "areas": [shape.path for shape in shapes.regions] if shapes else [],
        "circles": circles,
        "labels": _names([one for one in circles if not one["unknown"]][:MOST_NAMES]),
        "arcs": _arcs(graph, {place: shown[place] for place in names}),
        "cut": len(shown) - len(circles),
        "outside": [graph.nodes[place].name for place in sorted(set(at) - set(shown))],
        "without": graph.n - len(at),
        "note": _note(len(around)),
        "most": most,
    }


def _names(circles: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Names of the circles, highest value first, to the right or else to the left; none that would cover another."""
    placed: list[tuple[float, float, float]] = []
    names = []
    for one in circles:
        text = one["name"] if len(one["name"]) <= NAME_LONG else f"{one['name'][: NAME_LONG - 1].rstrip()}…"
        wide, gap = CHARACTER * len(text), one["r"] + 4
        for anchor, left in (("start", one["x"] + gap), ("end", one["x"] - gap - wide)):
            free = all(abs(y - one["y"]) >= LINE or left >= right or left + wide <= begin for begin, right, y in placed)
            if free:
                placed.append((left, left + wide, one["y"]))
                x = left if anchor == "start" else left + wide
                names.append({"text": text, "x": round(x, 1), "y": round(one["y"] + 4, 1), "anchor": anchor})
                break
    return names


def _known(value: float) -> float:
    return float(value) if np.isfinite(value) else -np.inf


def places_of(explorer: Explorer, shapes: geo.MapShapes | None, graph: Projection) -> dict[int, Point]:
    """Where nodes lie, in units of the map, by their place in the network: by the columns of a loaded network, else by
    what the graph knows of the region or country that a node is."""
    found: dict[int, Point] = {}
    columns = coordinate_columns(graph.attributes)
    if LATITUDES in columns and LONGITUDES in columns:
        north, east = (graph.attributes[columns[names]] for names in (LATITUDES, LONGITUDES))
        for place, (lat, lon) in enumerate(zip(north, east, strict=True)):
            if (stated := degrees(lat, lon)) is not None:
                found[place] = _on_map(*stated)
    centres = {shape.id: (shape.cx, shape.cy) for shape in shapes.regions} if shapes else {}
    regions = explorer.snapshot().places.regions
    for place, node_id in enumerate(graph.ids):
        known = canonical_id(node_id)
        if place in found or not known.startswith(("region:", "country:")):
            continue
        if (region := regions.get(known)) is not None:
            point = centres.get(region.nuts_code)
            if point is None and region.lat is not None and region.lon is not None:
                point = geo.project(region.lat, region.lon)
        else:
            point = _of_country(explorer, known)
        if point is not None:
            found[place] = point
    return found


def _of_country(explorer: Explorer, node_id: str) -> Point | None:
    named = explorer.snapshot().names.nodes.get(node_id)
    if named is None or named.label not in PLACES:
        return None
    known = {one["name"]: one["value"] for one in entities.entity(explorer, node_id)["properties"]}
    if known.get("lat") is None or known.get("lon") is None:
        return None
    return geo.project(float(known["lat"]), float(known["lon"]))


def around_countries(explorer: Explorer, graph: Projection, own: Mapping[int, Point]) -> dict[int, Point]:
    """Where nodes of a loaded network stand that have no place of their own, but a country: around the point where its
    label would be, in the order of their ids, as seeds lie in a sunflower (Vogel 1979)."""
    nodes = graph.nodes
    if isinstance(nodes, NodeColumns) and not any(nodes.countries):
        return {}
    lying: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        if node.country and node.label == LOADED and place not in own:
            lying[node.country].append(place)
    found: dict[int, Point] = {}
    for code, places in lying.items():
        middle = _of_country(explorer, country_id(code))
        if middle is None:
            continue
        step = min(APART, REACH / sqrt(len(places)))
        for seed, place in enumerate(places):
            far, turned = step * sqrt(seed), GOLDEN * seed
            found[place] = middle[0] + far * cos(turned), middle[1] + far * sin(turned)
    return found


def _note(many: int) -> str:
    who = plural(many, "node of which nothing nearer is known", "nodes of which nothing nearer is known")
    return f"Placed at their country: {who}; where in it a circle stands says nothing." if many else ""


def _on_map(lat: float, lon: float) -> Point:
    """Where a point lies; one far from Europe, which the map's projection has no good place for, lies outside."""
    return geo.project(lat, lon) if 20 < lat < 89 and -60 < lon < 80 else OUTSIDE


def _arcs(graph: Projection, at: Mapping[int, Point]) -> list[dict[str, Any]]:
    """The strongest ties between nodes that are drawn."""
    inside = np.zeros(graph.n, dtype=np.bool_)
    inside[list(at)] = True
    among = np.flatnonzero(inside[graph.edge_source] & inside[graph.edge_target])
    among = among[np.argsort(-graph.strength[among], kind="stable")][:ARCS].tolist()
    strongest = float(graph.strength[among[0]]) if among else 1.0
    drawn = []
    for edge in among:
        strength = float(graph.strength[edge])
        width = 1 if strength <= strongest / 3 else 2 if strength <= strongest * 2 / 3 else 3
        ends = at[int(graph.edge_source[edge])], at[int(graph.edge_target[edge])]
        drawn.append({"d": geo.arc(*ends), "width": width})
    return drawn
