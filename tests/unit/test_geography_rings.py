"""Areas, point in polygon, and label points that are inside even where the centroid is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.geography.rings import Polygon, contains, label_point, pole_of_inaccessibility, polygon_area, ring_area

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
HOLE = [(2.0, 2.0), (2.0, 8.0), (8.0, 8.0), (8.0, 2.0), (2.0, 2.0)]
# A horseshoe: its centroid (about 5, 4.4) lies in the bay.
HORSESHOE = [(0, 0), (10, 0), (10, 10), (8, 10), (8, 2), (2, 2), (2, 10), (0, 10), (0, 0)]


def test_area_is_signed_by_orientation_and_holes_are_taken_out() -> None:
    assert ring_area(SQUARE) == 100
    assert ring_area(SQUARE[::-1]) == -100
    assert polygon_area([SQUARE, HOLE]) == 64


def test_a_hole_is_outside() -> None:
    assert contains([SQUARE, HOLE], (1, 1))
    assert not contains([SQUARE, HOLE], (5, 5))
    assert not contains([SQUARE, HOLE], (11, 5))


def test_pole_of_a_square_is_its_middle() -> None:
    assert pole_of_inaccessibility([SQUARE]) == pytest.approx((5, 5), abs=0.1)


def test_pole_lies_inside_where_the_centroid_does_not() -> None:
    ring = [(float(x), float(y)) for x, y in HORSESHOE]
    assert not contains([ring], (5, 4.4))
    assert contains([ring], pole_of_inaccessibility([ring]))


def test_pole_avoids_a_hole() -> None:
    assert contains([SQUARE, HOLE], pole_of_inaccessibility([SQUARE, HOLE]))


def test_a_line_has_no_inner_point() -> None:
    with pytest.raises(ValueError, match="no inner point"):
        pole_of_inaccessibility([[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]])


def test_label_point_is_latitude_first_and_in_the_part_that_is_largest_on_the_ground() -> None:
    """At 70° N a degree of longitude is a third of one at the equator: the broader part is not the larger one."""
    arctic: Polygon = [[(0.0, 69.5), (2.0, 69.5), (2.0, 70.5), (0.0, 70.5), (0.0, 69.5)]]
    tropic: Polygon = [[(50.0, -0.5), (51.0, -0.5), (51.0, 0.5), (50.0, 0.5), (50.0, -0.5)]]
    assert label_point([arctic, tropic]) == pytest.approx((0, 50.5), abs=0.02)


@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(1, 40)), min_size=3, max_size=12, unique_by=lambda point: point[0]
    )
)
def test_pole_of_a_skyline_is_inside(peaks: list[tuple[int, int]]) -> None:
    """Any polygon between a base line and a jagged upper edge."""
    upper = [(float(x), float(y)) for x, y in sorted(peaks)]
    ring = [(upper[0][0], -1.0), (upper[-1][0], -1.0), *reversed(upper), (upper[0][0], -1.0)]
    assert contains([ring], pole_of_inaccessibility([ring]))
