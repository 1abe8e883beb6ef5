"""What the what-if pages share: the network asked for, its sketch, where places lie, and numbers in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Any

import numpy as np
from fastapi import Request

from api.answers.nodes import node_of
from api.explorer import Explorer
from api.pages import geo
from api.pages.layout import curve
from api.pages.lookup import Choice, chosen
from api.pages.maps import shapes_of
from api.pages.memory import explorer_of, remembered
from api.pages.render import given, query_of
from api.pages.sketch import HEIGHT, WIDTH, Points, by_stress, on_ring
from graph.errors import NotFound
from graph.lookups.entities import read_entity
from graph.lookups.names import Named, canonical_id
from graph.projection import NetworkNode, Projection
from graph.views.periods import PERIOD_PARAMETERS

IN_VIEW = ("level", "nuts_level", "projection", *PERIOD_PARAMETERS)
DRAWN = 140  # nodes of a sketch: more cannot be told apart at half a page's width
TIES_DRAWN = 700  # ties of a sketch, the strongest
OFFERED = 2_000  # nodes a field suggests: 150 KB; of a larger network those with most ties, and any id can be written
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


def network_asked(request: Request, view: str) -> tuple[Projection, dict[str, str]]:
    """The network of the address and the parameters that choose it. Raises `UnknownName`."""
    explorer = explorer_of(request)
    takes = explorer.networks.view(view).parameters
    asked = query_of(request, *IN_VIEW)
    parameters = given({name: asked[name] for name in IN_VIEW if name in takes})
    if parameters.get("level", "region") != "region":
        parameters.pop("nuts_level", None)
    if not ("from" in parameters or "to" in parameters):
        parameters.pop("undated", None)  # a form sends it whether or not a period is asked for
    return explorer.networks.projection(view, parameters), parameters


def node_meant(explorer: Explorer, graph: Projection, text: str) -> Choice:
    """The node of the network a reader means by an id or a name. Raises `NotFound` in a loaded network."""
    if text in graph or explorer.networks.view(graph.view).stored:
        node = graph.nodes[graph.place(node_of(explorer, graph, text))]
        return Choice(text, Named(node.id, node.label, node.name))
    choice = chosen(explorer, text)
    inside = tuple(one for one in choice.near if one.id in graph)
    return Choice(text, inside[0]) if len(inside) == 1 else Choice(text, choice.picked, inside or choice.near)


def options(graph: Projection) -> list[dict[str, str]]:
    """Nodes for the suggestions of a field, those with most ties where there are too many."""
    nodes = [graph.nodes[place] for place in sorted(_most_tied(graph)[:OFFERED].tolist())]
    return [{"id": node.id, "label": node.label, "name": node.name} for node in nodes]


def countries_of(graph: Projection) -> list[str]:
    """Codes of the countries its nodes lie in, in order; none where the network has only one or is too large to ask."""
    if graph.n > 50_000:
        return []
    found = {node.country for node in graph.nodes if node.country}
    found |= {one.removeprefix("country:") for one in graph.ids if one.startswith("country:")}
    return sorted(found) if len(found) > 1 else []


def sketched(request: Request, graph: Projection, first: Sequence[str]) -> Sketched:
    """The network drawn: the nodes named `first` and their neighbours before those with most ties."""
    key = ("sketch", graph.view, *sorted(graph.parameters.items()), *(first if graph.n > DRAWN else ()))
    return remembered(request, key, lambda: _sketched(request, graph, first))


def _sketched(request: Request, graph: Projection, first: Sequence[str]) -> Sketched:
    wanted = dict.fromkeys(graph.place(one) for one in first)
    beside = {
        int(other) for place in wanted for other in graph.indices[graph.indptr[place] : graph.indptr[place + 1]]
    }
    order = _most_tied(graph)
    chosen_places = [*wanted, *(at for at in order.tolist() if at in beside and at not in wanted)][:DRAWN]
    inside = np.zeros(graph.n, dtype=np.bool_)
    inside[chosen_places] = True
    for place in order[: 2 * DRAWN].tolist():
        if inside.sum() >= DRAWN:
            break
        inside[place] = True
    nodes = tuple(graph.nodes[place] for place in np.flatnonzero(inside).tolist())
    kept = np.flatnonzero(inside[graph.edge_source] & inside[graph.edge_target])
    strength = graph.strength[kept]
    pairs = [(graph.ids[graph.edge_source[at]], graph.ids[graph.edge_target[at]]) for at in kept.tolist()]
    ring = bool(nodes) and all(node.label in PLACES for node in nodes)
    ids = [node.id for node in nodes]
    at = _round(request, nodes) if ring else by_stress(ids, pairs)
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


def map_points(request: Request, nodes: Iterable[NetworkNode]) -> dict[str, tuple[float, float]]:
    """Where the places among the nodes lie on the map, in its units; those without a known point and outside: not."""
    explorer, shapes = explorer_of(request), shapes_of(request)
    centres = {shape.id: (shape.cx, shape.cy) for shape in shapes.regions} if shapes else {}
    found: dict[str, tuple[float, float]] = {}
    for node in nodes:
        at, code = coordinates(explorer, node)
        point = centres.get(code) or (geo.project(*at) if at else None)
        if point is not None and geo.FRAME.shows(point):
            found[node.id] = (round(point[0], 1), round(point[1], 1))
    return found


def coordinates(explorer: Explorer, node: NetworkNode) -> tuple[tuple[float, float] | None, str]:
    """Latitude and longitude of a country or region where known, and a region's NUTS code."""
    snapshot, known = explorer.snapshot(), canonical_id(node.id)
    region = snapshot.places.regions.get(known)
    if region is not None:
        at = (region.lat, region.lon) if region.lat is not None and region.lon is not None else None
        return at, region.nuts_code
    if node.label != "Country" or known not in snapshot.names.nodes:
        return None, ""
    found = read_entity(explorer.store, explorer.ontology, snapshot.names, known).properties
    lat, lon = found.get("lat"), found.get("lon")
    return ((float(lat), float(lon)) if lat is not None and lon is not None else None), ""


def _round(request: Request, nodes: Sequence[NetworkNode]) -> Points:
    """Places on a ring in the direction in which their country lies from the middle of all."""
    groups = {node.id: node.country or node.id for node in nodes}
    points = map_points(request, (NetworkNode(f"country:{one}", one, "Country") for one in sorted(set(groups.values()))))
    by_code = {one.removeprefix("country:"): at for one, at in points.items()}
    middle = [sum(values) / len(by_code) for values in zip(*by_code.values(), strict=True)] if by_code else [0.0, 0.0]
    bearing = {
        code: round(degrees(atan2(x - middle[0], middle[1] - y)) % 360, 3) for code, (x, y) in by_code.items()
    }
    return on_ring(groups, bearing, {node.id: node.name for node in nodes})


def _most_tied(graph: Projection) -> Any:
    """Places by number of ties, most first, equal ones by id."""
    degree = np.bincount(graph.edge_source, minlength=graph.n) + np.bincount(graph.edge_target, minlength=graph.n)
    return np.argsort(-degree, kind="stable")


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
    return f"{value:g} hop{'' if value == 1 else 's'}"
