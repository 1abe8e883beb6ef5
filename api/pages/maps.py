"""The map: participation by region or country as server-side SVG, with its table. The shapes come from `geo`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response

from api.answers import centrality, entities, networks
from api.answers.shapes import Json, address
from api.explorer import Explorer
from api.pages import geo
from api.pages.charts import classes
from api.pages.memory import explorer_of, remembered
from api.pages.render import given, page, query_of
from api.pages.words import joined, plural, share
from graph.errors import UnknownName

LEVELS = {
    "2": ("Regions, NUTS 2", {"level": "region", "nuts_level": "2"}),
    "1": ("Regions, NUTS 1", {"level": "region", "nuts_level": "1"}),
    "0": ("Countries", {"level": "country"}),
}
MEASURES = {
    "activities": (
        "activities",
        "Projects, partnerships, pilots, demonstration cases and good practices a place takes part in.",
    ),
    "betweenness": ("betweenness", "Share of the shortest routes between others that pass the place (Freeman 1977)."),
}
ARCS = 40  # the strongest ties drawn as curves: more of them hide the map


def map_page(request: Request) -> Response:
    """Where participation is known, by NUTS level and measure."""
    asked = query_of(request, "nuts", "measure")
    nuts, measure = asked["nuts"] or "2", asked["measure"] or "activities"
    if nuts not in LEVELS:
        raise UnknownName("nuts", nuts, LEVELS, next_step="Use 2, 1 or 0 (countries).", field="nuts")
    if measure not in MEASURES:
        raise UnknownName("measure of the map", measure, MEASURES, field="measure")
    drawing = participation_map(request, LEVELS[nuts][1], measure)
    return page(
        request,
        "map.html",
        title="Map",
        drawing=drawing,
        nuts=nuts,
        measure=measure,
        levels=LEVELS,
        measures=MEASURES,
        credit=geo.CREDIT,
        finding=_finding(drawing),
        graph_version=explorer_of(request).snapshot().graph_version,
    )


def participation_map(request: Request, parameters: Mapping[str, str], measure: str = "activities") -> dict[str, Any]:
    """What the map draws at a level, kept while the graph version holds."""
    explorer = explorer_of(request)
    key = ("map", measure, *sorted(parameters.items()))
    return remembered(request, key, lambda: _drawing(explorer, shapes_of(request), dict(parameters), measure))


def shapes_of(request: Request) -> geo.MapShapes | None:
    """The boundaries, decoded once a process; None where there are none."""
    state = request.app.state
    if not hasattr(state, "map_shapes"):
        path = explorer_of(request).settings.topology
        state.map_shapes = geo.load_shapes(path) if path else None
    shapes: geo.MapShapes | None = state.map_shapes
    return shapes


def _drawing(
    explorer: Explorer, shapes: geo.MapShapes | None, parameters: dict[str, str], measure: str
) -> dict[str, Any]:
    graph = explorer.networks.projection("participation", parameters)
    activities = {node.id: int(graph.indptr[place + 1] - graph.indptr[place]) for place, node in enumerate(graph.nodes)}
    ranking = centrality.centrality(explorer, "participation", "betweenness", parameters, limit=max(graph.n, 1))
    scores = ranking["result"]["items"]
    pairs = max((graph.n - 1) * (graph.n - 2) / 2, 1)
    betweenness = {item["id"]: None if item["value"] is None else item["value"] / pairs for item in scores}
    level = int(parameters.get("nuts_level", "0"))
    places = [node for node in graph.nodes if node.label in ("Region", "Country")]
    code_of = {node.id: _code(explorer, node.id) for node in places}
    rows: list[Json] = [
        {
            "id": node.id,
            "name": node.name,
            "label": node.label,
            "country": node.country,
            "code": code_of[node.id],
            "activities": activities[node.id],
            "betweenness": betweenness.get(node.id),
        }
        for node in places
    ]
    values = [row[measure] for row in rows if row[measure] is not None]
    scale = classes([round(value, 4) for value in values])
    for row in rows:
        row["class"] = scale.of(None if row[measure] is None else round(row[measure], 4))
    rows.sort(key=lambda row: (-(row[measure] or 0), row["name"], row["id"]))
    by_code = {row["code"]: row for row in rows}
    areas = _areas(shapes, by_code, level)
    points = _points(explorer, shapes, rows, drawn={area["code"] for area in areas})
    frame = geo.FRAME
    at = {point["id"]: (point["x"], point["y"]) for point in points}
    return {
        "width": shapes.width if shapes else frame.width,
        "height": shapes.height if shapes else frame.height,
        "land": shapes.land if shapes else "",
        "borders": shapes.borders if shapes else "",
        "areas": areas,
        "points": points,
        "arcs": _arcs(explorer, parameters, at),
        "rows": rows,
        "legend": [
            {"text": text, "shade": scale.shade(place)}
            for place, text in enumerate(
                [share(limit) for limit in scale.limits] if measure == "betweenness" else scale.labels()
            )
        ],
        "measure": measure,
        "outside": [row["name"] for row in rows if row["id"] not in at],
        "left_out": networks.network(explorer, "participation", parameters, limit=1)["left_out"],
        "parameters": parameters,
        "links": {
            kind: address(
                f"/api/v1/networks/participation/centrality/{'degree' if measure == 'activities' else measure}",
                **parameters,
                format=kind,
            )
            for kind in ("csv", "json")
        },
    }


def _code(explorer: Explorer, node_id: str) -> str:
    place = explorer.snapshot().places.regions.get(node_id)
    return place.nuts_code if place else node_id.rpartition(":")[2]


def _areas(shapes: geo.MapShapes | None, by_code: Mapping[str, Json], level: int) -> list[dict[str, Any]]:
    """Every NUTS 2 shape with the row whose value it shows: its own, or that of the place it lies in."""
    if shapes is None:
        return []
    areas = []
    for shape in shapes.regions:
        code = shape.id if level == 2 else shape.nuts1 if level == 1 else shape.country
        row = by_code.get(code)
        areas.append(
            {
                "d": shape.path,
                "code": code,
                "row": row["id"] if row else "",
                "class": row["class"] if row else 0,
                "name": row["name"] if row else shape.name,
                "cx": shape.cx,
                "cy": shape.cy,
            }
        )
    return areas


def _points(
    explorer: Explorer, shapes: geo.MapShapes | None, rows: list[Json], drawn: set[str]
) -> list[dict[str, Any]]:
    """A point for each row that has one: its label point, else the middle of its shape."""
    centres = {shape.id: (shape.cx, shape.cy) for shape in shapes.regions} if shapes else {}
    known = _label_points(explorer, rows)
    points = []
    for row in rows:
        degrees = known.get(row["id"])
        at = centres.get(row["code"]) or (geo.project(*degrees) if degrees else None)
        if at is None or not geo.FRAME.shows(at):
            continue
        points.append(
            {
                "id": row["id"], "name": row["name"], "x": round(at[0], 1), "y": round(at[1], 1),
                "class": row["class"], "area": row["code"] in drawn,
            }
        )  # fmt: skip
    return points


def _label_points(explorer: Explorer, rows: list[Json]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the rows' places where known."""
    regions = explorer.snapshot().places.regions
    found: dict[str, tuple[float, float]] = {}
    for row in rows:
        place = regions.get(row["id"])
        if place is not None:
            if place.lat is not None and place.lon is not None:
                found[row["id"]] = (place.lat, place.lon)
        else:
            known = {one["name"]: one["value"] for one in entities.entity(explorer, row["id"])["properties"]}
            if known.get("lat") is not None and known.get("lon") is not None:
                found[row["id"]] = (float(known["lat"]), float(known["lon"]))
    return found


def _arcs(
    explorer: Explorer, parameters: Mapping[str, str], at: Mapping[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    """The strongest ties between places that are on the map."""
    view = "countries" if parameters["level"] == "country" else "regions"
    graph = explorer.networks.projection(view, given({"nuts_level": parameters.get("nuts_level", "")}))
    drawn = [edge for edge in graph.edges if edge.source in at and edge.target in at]
    drawn.sort(key=lambda edge: (-edge.strength, edge.source, edge.target))
    names = {node.id: node.name for node in graph.nodes}
    strongest = max((edge.strength for edge in drawn), default=1)
    return [
        {
            "d": geo.arc(at[edge.source], at[edge.target]),
            "a": edge.source,
            "b": edge.target,
            "width": 1 if edge.strength <= strongest / 3 else 2 if edge.strength <= strongest * 2 / 3 else 3,
            "title": f"{names[edge.source]} – {names[edge.target]}: {_joint(edge.strength)}",
        }
        for edge in drawn[:ARCS]
    ]


def _joint(strength: float) -> str:
    return plural(int(strength), "joint activity", "joint activities")


def _finding(drawing: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows, measure = drawing["rows"], drawing["measure"]
    if not rows:
        return [("No participation is known at this level", "; what is stated more coarsely is listed below.")]
    noun = ("country", "countries") if drawing["parameters"]["level"] == "country" else ("region", "regions")
    best = rows[0][measure]
    top = [row["name"] for row in rows if row[measure] == best]
    if measure == "activities":
        verb = "takes" if len(top) == 1 else "take"
        bold = f"{joined(top, most=3)} {verb} part in {plural(best, 'activity', 'activities')}"
        tail = f", more than any other of the {plural(len(rows), *noun)} with known participation."
    else:
        bold = (
            f"{joined(top, most=3)} {'lies' if len(top) == 1 else 'lie'} on {share(best or 0)} of the shortest routes"
        )
        tail = f" of this network, most of {plural(len(rows), *noun)}."
    sentences = [(bold, tail)]
    if drawing["left_out"]:
        sentences.append(
            (
                "",
                f"{plural(len(drawing['left_out']), 'statement')} too coarse for this level stand in a list below.",
            )
        )
    return sentences
