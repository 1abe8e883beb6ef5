"""Maps as server-side SVG: region shapes as path strings, and any latitude and longitude in the same frame.

`load_shapes` turns the TopoJSON of `loaders.geography` (NUTS 2, EPSG:3035) into paths; without that file a page still
has `project` and draws points. Colours, links and the credit line are the templates' business, but the credit is not
optional: `CREDIT` goes on every map that shows these boundaries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.geography.laea import MAP_FRAME, Box, forward
from loaders.geography.rings import Point
from loaders.geography.topology import Arc, Indices, decode_arcs, polygon_arcs, ring_points

CREDIT = "© EuroGeographics for the administrative boundaries; land: Natural Earth"
WIDTH = 760  # user units of the view box; the page scales the drawing to its column


@dataclass(frozen=True)
class Frame:
    """A rectangle of EPSG:3035 metres drawn `width` user units wide; y runs downwards as in SVG."""

    box: Box = MAP_FRAME
    width: int = WIDTH

    @property
    def scale(self) -> float:
        """User units a metre."""
        return self.width / (self.box[2] - self.box[0])

    @property
    def height(self) -> int:
        return round((self.box[3] - self.box[1]) * self.scale)

    def place(self, metres: Point) -> Point:
        """User units of a point in metres."""
        return (metres[0] - self.box[0]) * self.scale, (self.box[3] - metres[1]) * self.scale

    def shows(self, point: Point) -> bool:
        """Whether a point in user units lies on the drawing."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


FRAME = Frame()


@dataclass(frozen=True)
class RegionShape:
    """One NUTS 2 region: `id` is its NUTS code, `path` the `d` of an SVG path, (`cx`, `cy`) a point inside it."""

    id: str
    name: str
    country: str
    path: str
    cx: float
    cy: float

    @property
    def nuts1(self) -> str:
        """Code of the NUTS 1 region it is part of; with `country`, enough to colour this map by a coarser level."""
        return self.id[:3]


@dataclass(frozen=True)
class MapShapes:
    """Everything a map draws, in user units: land first, then regions, then the borders between countries."""

    width: int
    height: int
    regions: tuple[RegionShape, ...]
    borders: str
    land: str


def project(lat: float, lon: float, *, frame: Frame = FRAME) -> Point:
    """Where a point given in degrees lies on the map, in user units; outermost regions fall outside (`Frame.shows`)."""
    return frame.place(forward(lat, lon))


def load_shapes(path: Path, *, frame: Frame = FRAME) -> MapShapes | None:
    """The shapes of a topology with the objects `nuts2` and `land`, or None if there is no such file.

    Reads and decodes at every call (about 0.1 s): the caller keeps the result. Raises ValueError for a file that is not
    such a topology.
    """
    if not path.is_file():
        return None
    try:
        return _shapes(json.loads(path.read_text(encoding="utf-8")), frame)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path} is not a topology with the objects 'nuts2' and 'land' ({error}). "
            "Delete it to have points only, or build it again: python -m loaders.geography.build_nuts2_topology --help"
        ) from error


def arc(start: Point, end: Point, *, bend: float = 0.18) -> str:
    """The `d` of a curve between two points, bent upwards by a share of their distance; the same both ways."""
    (xa, ya), (xb, yb) = sorted((start, end))
    dx, dy = xb - xa, yb - ya
    return f"M{xa:.1f},{ya:.1f}Q{(xa + xb) / 2 + dy * bend:.1f},{(ya + yb) / 2 - dx * bend:.1f} {xb:.1f},{yb:.1f}"


def _shapes(topology: Mapping[str, Any], frame: Frame) -> MapShapes:
    arcs = [[frame.place(point) for point in metres] for metres in decode_arcs(topology)]
    geometries = topology["objects"]["nuts2"]["geometries"]
    regions = []
    users: dict[int, set[str]] = {}
    for geometry in geometries:
        properties, polygons = geometry["properties"], polygon_arcs(geometry)
        cx, cy = frame.place((properties["at"][0], properties["at"][1]))
        path = _path(polygons, arcs)
        regions.append(
            RegionShape(properties["id"], properties["name"], properties["c"], path, round(cx, 1), round(cy, 1))
        )
        for index in (index for polygon in polygons for ring in polygon for index in ring):
            users.setdefault(max(index, ~index), set()).add(properties["c"])
    land = "".join(_path(polygon_arcs(geometry), arcs) for geometry in topology["objects"]["land"]["geometries"])
    borders = "".join(_line(arcs[index]) for index, countries in sorted(users.items()) if len(countries) > 1)
    return MapShapes(frame.width, frame.height, tuple(regions), borders, land)


def _path(polygons: Indices, arcs: Sequence[Arc]) -> str:
    return "".join(_line(ring_points(ring, arcs)[:-1]) + "Z" for polygon in polygons for ring in polygon)


def _line(points: Iterable[Point]) -> str:
    """Move and line commands through points, to a tenth of a user unit, repeated points left out."""
    steps: list[str] = []
    for x, y in points:
        step = f"{round(x, 1):g},{round(y, 1):g}"
        if not steps or step != steps[-1]:
            steps.append(step)
    return "M" + "L".join(steps) if steps else ""
