"""Who borders whom, on small drawings where the answer is plain."""

import json
from pathlib import Path

import pytest

from loaders.geography.boundaries import land_neighbours, polygons_of, read_shapes
from loaders.geography.rings import Point, Polygon


def area(*points: Point) -> list[Polygon]:
    return [[[*points, points[0]]]]


LEFT = area((0, 0), (1, 0), (1, 1), (0, 1))
RIGHT = area((1, 0), (2, 0), (2, 1), (1, 1))
CORNER = area((2, 1), (3, 1), (3, 2), (2, 2))
ISLAND = area((5, 5), (6, 5), (6, 6))


def test_a_shared_edge_is_a_border_named_lower_code_first() -> None:
    assert land_neighbours({"ZZ1": LEFT, "AA1": RIGHT}) == [("AA1", "ZZ1")]


def test_a_shared_corner_is_no_border() -> None:
    assert land_neighbours({"AA1": RIGHT, "AA2": CORNER}) == []


def test_an_island_has_no_neighbour() -> None:
    assert land_neighbours({"AA1": LEFT, "AA2": ISLAND}) == []


def test_a_region_inside_another_is_its_neighbour() -> None:
    town = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0)]
    country: list[Polygon] = [[[(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], town[::-1]]]
    assert land_neighbours({"AA1": country, "AA2": [[town]]}) == [("AA1", "AA2")]


def test_a_meeting_point_beside_the_edge_still_makes_two_borders() -> None:
    """One region draws its edge straight, its two neighbours meet a little off that line."""
    below = area((0, 0), (4, 0), (4, 2), (0, 2))
    upper_left, upper_right = area((0, 2), (2, 2.1), (2, 4), (0, 4)), area((2, 2.1), (4, 2), (4, 4), (2, 4))
    assert land_neighbours({"A": below, "B": upper_left, "C": upper_right}) == [("A", "B"), ("A", "C"), ("B", "C")]


def test_a_three_cornered_bay_between_two_regions_makes_no_border() -> None:
    """The same triangle of lone edges, but two of its sides are one region's coast."""
    north = area((0, 0), (2, 1), (4, 0), (4, 4), (0, 4))
    south = area((0, 0), (0, -4), (4, -4), (4, 0))
    assert land_neighbours({"A": north, "B": south}) == []


def test_shapes_are_read_with_or_without_parts_and_height(tmp_path: Path) -> None:
    square = [[0, 0, 7], [1, 0, 7], [1, 1, 7], [0, 0, 7]]
    features = [
        {"properties": {"NUTS_ID": "AA1"}, "geometry": {"type": "Polygon", "coordinates": [square]}},
        {"properties": {"NUTS_ID": "AA2"}, "geometry": {"type": "MultiPolygon", "coordinates": [[square], [square]]}},
    ]
    path = tmp_path / "shapes.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    shapes = read_shapes(path)
    assert shapes["AA1"] == [[[(0, 0), (1, 0), (1, 1), (0, 0)]]]
    assert len(shapes["AA2"]) == 2


def test_a_line_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'LineString'.*Polygon"):
        polygons_of({"type": "LineString", "coordinates": []})
