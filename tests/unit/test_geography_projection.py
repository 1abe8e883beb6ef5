"""EPSG:3035 against published coordinates, and the drawing frame made of it."""

import math

import pytest

from api.pages.geo import FRAME, Frame, arc, project
from loaders.geography.laea import MAP_FRAME, forward
from loaders.geography.rings import ring_area


def test_projection_centre_has_the_false_origin() -> None:
    assert forward(52, 10) == pytest.approx((4_321_000, 3_210_000), abs=1e-6)


def test_projection_gives_the_published_example() -> None:
    # IOGP Geomatics Guidance Note 7-2, Lambert Azimuthal Equal Area, example: 50° N 5° E in ETRS89-LAEA.
    assert forward(50, 5) == pytest.approx((3_962_799.45, 2_999_718.85), abs=0.01)


@pytest.mark.parametrize(("lat", "lon"), [(35.2, 25.0), (52.0, 10.0), (64.1, -21.9), (69.9, 26.0)])
def test_projection_keeps_area(lat: float, lon: float) -> None:
    """A cell of a tenth of a degree has the area that the radii of curvature of GRS 1980 give it: M·N·cos φ·Δφ·Δλ."""
    a, e2, step = 6_378_137.0, 0.006694380022901, math.radians(0.1)
    w2 = 1 - e2 * math.sin(math.radians(lat)) ** 2
    expected = a * (1 - e2) / w2**1.5 * a / math.sqrt(w2) * math.cos(math.radians(lat)) * step**2
    ring = [forward(lat + dy, lon + dx) for dx, dy in ((-0.05, -0.05), (0.05, -0.05), (0.05, 0.05), (-0.05, 0.05))]
    assert ring_area([*ring, ring[0]]) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [
        ("Valletta", 35.898, 14.513),
        ("Nicosia", 35.17, 33.36),
        ("Reykjavík", 64.147, -21.943),
        ("North Cape", 71.171, 25.784),
        ("Lisbon", 38.722, -9.139),
        ("Gavdos", 34.83, 24.09),
    ],
)
def test_frame_shows_every_edge_of_europe(place: str, lat: float, lon: float) -> None:
    assert FRAME.shows(project(lat, lon)), place


@pytest.mark.parametrize(
    ("place", "lat", "lon"),
    [("La Réunion", -21.1, 55.5), ("Las Palmas", 28.12, -15.43), ("Ponta Delgada", 37.74, -25.67)],
)
def test_frame_says_that_outermost_regions_are_outside(place: str, lat: float, lon: float) -> None:
    assert not FRAME.shows(project(lat, lon)), place


def test_north_is_up_and_east_is_right() -> None:
    porto, bodo = project(41.15, -8.61), project(67.28, 14.4)
    assert bodo[1] < porto[1]
    assert bodo[0] > porto[0]


def test_frame_keeps_its_proportions_at_any_width() -> None:
    x0, y0, x1, y1 = MAP_FRAME
    for width in (320, 760, 1520):
        frame = Frame(width=width)
        assert frame.height / frame.width == pytest.approx((y1 - y0) / (x1 - x0), abs=1 / width)
        assert frame.place((x1, y0)) == pytest.approx((width, frame.height), abs=1)


def test_arc_is_the_same_both_ways_and_bends_upwards() -> None:
    assert arc((10, 100), (110, 100)) == arc((110, 100), (10, 100)) == "M10.0,100.0Q60.0,82.0 110.0,100.0"
