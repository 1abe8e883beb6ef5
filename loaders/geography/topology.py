"""TopoJSON: reading it, simplifying its arcs, clipping rings, and writing a quantised topology. Pure functions, no
files.

A topology draws each border once, as an *arc* that both neighbours refer to (a negative index ~i means arc i
backwards), so arcs may be simplified one by one and neighbours still fit. Format: the TopoJSON specification, 1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf
from typing import Any

from loaders.geography.laea import Box
from loaders.geography.rings import Point, Polygon

Arc = list[Point]
Indices = list[list[list[int]]]  # polygons → rings → arc indices


def decode_arcs(topology: Mapping[str, Any]) -> list[Arc]:
    """All arcs of a quantised topology, in its coordinates."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def polygon_arcs(geometry: Mapping[str, Any]) -> Indices:
    """The arc indices of a Polygon or MultiPolygon, polygon by polygon and ring by ring; empty for anything else."""
    if geometry["type"] == "MultiPolygon":
        return [[list(ring) for ring in polygon] for polygon in geometry["arcs"]]
    return [[list(ring) for ring in geometry["arcs"]]] if geometry["type"] == "Polygon" else []


def ring_points(ring: Iterable[int], arcs: Sequence[Arc]) -> Arc:
    """The closed ring that a list of arc indices describes."""
    points: Arc = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def decode_geometries(topology: Mapping[str, Any], name: str) -> Iterator[tuple[Mapping[str, Any], list[Polygon]]]:
    """Properties and polygons of every area of one object of a topology."""
    arcs = decode_arcs(topology)
    for geometry in topology["objects"][name]["geometries"]:
        polygons: list[Polygon] = [[ring_points(ring, arcs) for ring in polygon] for polygon in polygon_arcs(geometry)]
        if polygons:
            yield geometry.get("properties", {}), polygons


def effective_areas(arc: Arc) -> list[float]:
    """How much area the removal of each vertex would cost (squared coordinate units), infinite for the two ends.

    Visvalingam & Whyatt (1993), Line generalisation by repeated elimination of points: the least triangle goes first,
    and a vertex never counts for less than one removed before it.
    """
    last = len(arc) - 1
    before, after = [i - 1 for i in range(len(arc))], [i + 1 for i in range(len(arc))]
    areas, removed = [inf] * len(arc), [False] * len(arc)

    def triangle(i: int) -> float:
        (xa, ya), (xb, yb), (xc, yc) = arc[before[i]], arc[i], arc[after[i]]
        return abs((xb - xa) * (yc - ya) - (xc - xa) * (yb - ya)) / 2

    queue = [(triangle(i), i) for i in range(1, last)]
    heapify(queue)
    current = {i: area for area, i in queue}
    floor = 0.0
    while queue:
        area, i = heappop(queue)
        if removed[i] or area != current[i]:
            continue
        floor = max(floor, area)
        areas[i], removed[i] = floor, True
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < last:
                current[j] = triangle(j)
                heappush(queue, (current[j], j))
    return areas


def simplify(arcs: Sequence[Arc], *, keep: float) -> list[Arc]:
    """The arcs with a share `keep` (0–1) of all their removable vertices, the same threshold everywhere.

    Ends stay, so arcs still meet; a closed arc (an island) keeps at least a triangle.
    """
    if not 0 < keep <= 1:
        raise ValueError(f"keep={keep}: a share of the vertices between 0 and 1 is needed.")
    areas = [effective_areas(arc) for arc in arcs]
    ranked = sorted((area for row in areas for area in row if area < inf), reverse=True)
    threshold = ranked[min(int(len(ranked) * keep), len(ranked) - 1)] if ranked else 0.0
    found = []
    for arc, row in zip(arcs, areas, strict=True):
        least = sorted(row, reverse=True)[min(3, len(row) - 1)] if arc[0] == arc[-1] else inf
        found.append([point for point, area in zip(arc, row, strict=True) if area >= min(threshold, least)])
    return found


def clip(ring: Sequence[Point], box: Box) -> Arc:
    """A closed ring cut to a box (Sutherland & Hodgman 1974); empty if nothing is left.

    Parts that the box separates stay joined along its edge, which does not show in a filled shape.
    """
    x0, y0, x1, y1 = box
    sides: list[tuple[Callable[[Point], bool], int, float]] = [
        (lambda p: p[0] >= x0, 0, x0),
        (lambda p: p[0] <= x1, 0, x1),
        (lambda p: p[1] >= y0, 1, y0),
        (lambda p: p[1] <= y1, 1, y1),
    ]
    points = list(ring[:-1])
    for inside, axis, value in sides:
        kept: Arc = []
        for a, b in zip(points[-1:] + points[:-1], points, strict=True):
            if inside(a) != inside(b):
                t = (value - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if inside(b):
                kept.append(b)
        points = kept
        if not points:
            return []
    return [*points, points[0]]


def encode(
    arcs: Sequence[Arc], objects: Mapping[str, list[tuple[dict[str, Any], Indices]]], *, origin: Point, quantum: float
) -> dict[str, Any]:
    """A TopoJSON topology on a grid of `quantum` coordinate units. Arcs that no object uses are left out."""
    used = sorted(
        {max(i, ~i) for geometries in objects.values() for _, polygons in geometries for i in _flat(polygons)}
    )
    position = {index: n for n, index in enumerate(used)}

    def renumber(i: int) -> int:
        return position[i] if i >= 0 else ~position[~i]

    return {
        "type": "Topology",
        "transform": {"scale": [quantum, quantum], "translate": list(origin)},
        "objects": {
            name: {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "MultiPolygon",
                        "properties": properties,
                        "arcs": [[[renumber(i) for i in ring] for ring in polygon] for polygon in polygons],
                    }
                    for properties, polygons in geometries
                ],
            }
            for name, geometries in objects.items()
        },
        "arcs": [_deltas(arcs[index], origin, quantum) for index in used],
    }


def _flat(polygons: Indices) -> Iterator[int]:
    return (index for polygon in polygons for ring in polygon for index in ring)


def _deltas(arc: Arc, origin: Point, quantum: float) -> list[list[int]]:
    """Grid steps of an arc, points that fall on the one before left out (but never the last of a two-point arc)."""
    grid = [(round((x - origin[0]) / quantum), round((y - origin[1]) / quantum)) for x, y in arc]
    kept = [grid[0]] + [b for a, b in pairwise(grid) if a != b]
    if len(kept) == 1:
        kept.append(grid[-1])
    return [list(kept[0])] + [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(kept)]
