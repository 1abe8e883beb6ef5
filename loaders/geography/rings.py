"""Plane geometry of polygons given as rings of points: area, point in polygon, and a label point that is truly inside.

A polygon is a list of closed rings (first point = last point), the outer one first, holes after it. Coordinates are
plain numbers; `label_point` alone knows that they are degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from math import cos, hypot, inf, radians, sqrt

Point = tuple[float, float]
Ring = Sequence[Point]
Polygon = Sequence[Ring]


def ring_area(ring: Ring) -> float:
    """Signed area of a closed ring in squared coordinate units (shoelace formula); positive if counter-clockwise."""
    return sum(xa * yb - xb * ya for (xa, ya), (xb, yb) in pairwise(ring)) / 2


def polygon_area(polygon: Polygon) -> float:
    """Area of a polygon without its holes, in squared coordinate units."""
    return abs(ring_area(polygon[0])) - sum(abs(ring_area(hole)) for hole in polygon[1:])


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies inside a polygon and outside its holes (even-odd rule; undefined on the boundary)."""
    x, y = point
    inside = False
    for ring in polygon:
        for (xa, ya), (xb, yb) in pairwise(ring):
            if (ya > y) != (yb > y) and x < (xb - xa) * (y - ya) / (yb - ya) + xa:
                inside = not inside
    return inside


def _distance_to_boundary(polygon: Polygon, point: Point) -> float:
    """Distance from a point to the nearest edge: positive inside the polygon, negative outside."""
    x, y = point
    nearest = inf
    for ring in polygon:
        for (xa, ya), (xb, yb) in pairwise(ring):
            dx, dy = xb - xa, yb - ya
            length = dx * dx + dy * dy
            t = max(0.0, min(1.0, ((x - xa) * dx + (y - ya) * dy) / length)) if length else 0.0
            nearest = min(nearest, hypot(x - xa - t * dx, y - ya - t * dy))
    return nearest if contains(polygon, point) else -nearest


def pole_of_inaccessibility(polygon: Polygon, *, precision: float = 0.01) -> Point:
    """The inner point farthest from the boundary, found by refining a grid of square cells, best bound first.

    `precision` is a share of the polygon's shorter side. Garcia-Castellanos & Lombardo (2007), Scottish Geographical
    Journal 123(3), define the point. Raises ValueError for a polygon without area.
    """
    xs, ys = [x for x, _ in polygon[0]], [y for _, y in polygon[0]]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    size = min(width, height)
    if size <= 0 or polygon_area(polygon) <= 0:
        raise ValueError("A polygon without area has no inner point.")
    queue: list[tuple[float, float, float, float, float]] = []  # -(bound), x, y, half cell, distance

    def push(x: float, y: float, half: float) -> None:
        distance = _distance_to_boundary(polygon, (x, y))
        heappush(queue, (-(distance + half * sqrt(2)), x, y, half, distance))

    half = size / 2
    for i in range(int(width / size) + 1):
        for j in range(int(height / size) + 1):
            push(min(xs) + half + i * size, min(ys) + half + j * size, half)
    best_distance, best = -inf, (0.0, 0.0)
    while queue:
        bound, x, y, half, distance = heappop(queue)
        if distance > best_distance:
            best_distance, best = distance, (x, y)
        if -bound - best_distance <= precision * size and best_distance > 0:
            break
        for sx in (-0.5, 0.5):
            for sy in (-0.5, 0.5):
                push(x + sx * half, y + sy * half, half / 2)
    return best


def label_point(polygons: Sequence[Polygon]) -> Point:
    """Latitude and longitude of a point inside the largest part of a region given in degrees (longitude, latitude).

    Longitudes are first shortened by the cosine of the part's middle latitude, so that “largest” and “farthest from the
    boundary” mean about what they mean on the ground. Rounded to 5 decimals (a metre).
    """

    def ground(polygon: Polygon) -> tuple[float, list[list[Point]]]:
        middle = (min(y for _, y in polygon[0]) + max(y for _, y in polygon[0])) / 2
        shrink = cos(radians(middle))
        return shrink, [[(x * shrink, y) for x, y in ring] for ring in polygon]

    shrink, largest = max((ground(polygon) for polygon in polygons), key=lambda part: polygon_area(part[1]))
    x, y = pole_of_inaccessibility(largest)
    return round(y, 5), round(x / shrink, 5)
