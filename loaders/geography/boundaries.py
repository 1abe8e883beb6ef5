"""GISCO boundary files (GeoJSON, degrees): reading them, and who shares a border on land with whom.

A land border is an edge (two consecutive vertices) that two regions have in common; regions that meet in a point only
are not neighbours, and a strait separates. With the 20M files of NUTS 2021 this gives 58 pairs of countries, 241 of
NUTS 1, 727 of NUTS 2 and 3786 of NUTS 3. The 727 are exactly the pairs of the published NUTS 2 adjacency list that
came with the boundaries: no pair more, none less. Five NUTS 2 pairs only touch and are left out: AT34–DE14,
CH05–DE27, LT02–PL62, NO06–SE33, NO07–SE32.

One thing the bare rule misses: where three regions meet, the generalisation sometimes leaves the meeting point beside
the straight edge of one of them. `_split_edges` mends it; in the NUTS 3 file that happens twice (UKJ36 before UKK24
and UKK25, which would be no neighbours without it, and EE009 before EE008 and EE00A), in the other levels never.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from loaders.geography.rings import Point, Polygon

Edge = tuple[Point, Point]
Shapes = Mapping[str, list[Polygon]]


def read_shapes(path: Path) -> dict[str, list[Polygon]]:
    """The polygons of each region of a GISCO GeoJSON file, by NUTS code; longitude and latitude in degrees."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["NUTS_ID"]: polygons_of(feature["geometry"]) for feature in features}


def polygons_of(geometry: Mapping[str, Any]) -> list[Polygon]:
    """The polygons of a GeoJSON Polygon or MultiPolygon. Raises ValueError for any other kind of geometry."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"Geometry of type {geometry['type']!r}: only Polygon and MultiPolygon have an inside.")
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(x, y) for x, y, *_ in ring] for ring in part] for part in parts]


def land_neighbours(shapes: Shapes) -> list[tuple[str, str]]:
    """Pairs of codes that share an edge, each pair once with the lower code first, sorted."""
    owners: dict[Edge, set[str]] = defaultdict(set)
    for code, polygons in shapes.items():
        for edge in _edges(polygons):
            owners[edge].add(code)
    pairs = {pair for codes in owners.values() for pair in combinations(sorted(codes), 2)}
    return sorted(pairs | _split_edges({edge: min(codes) for edge, codes in owners.items() if len(codes) == 1}))


def _edges(polygons: list[Polygon]) -> Iterator[Edge]:
    for polygon in polygons:
        for ring in polygon:
            for a, b in pairwise(ring):
                if a != b:
                    yield (a, b) if a < b else (b, a)


def _split_edges(unmatched: Mapping[Edge, str]) -> set[tuple[str, str]]:
    """Pairs where one region's edge a–b is drawn by others as a–m–b, m being where those others meet."""
    ends: dict[Point, set[Point]] = defaultdict(set)
    for a, b in unmatched:
        ends[a].add(b)
        ends[b].add(a)
    found = set()
    for (a, b), code in unmatched.items():
        for m in ends[a] & ends[b]:
            sides = {unmatched[min(a, m), max(a, m)], unmatched[min(b, m), max(b, m)]}
            if code not in sides and len(sides) == 2:
                found |= {(min(code, side), max(code, side)) for side in sides}
    return found
