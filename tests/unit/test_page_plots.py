"""Claims about plots as coordinates."""

from __future__ import annotations

import itertools

import pytest

from api.pages.layout import beside_the_strongest
from api.pages.plots import apart, area, columns, diverging, histogram, lines, span, ticks


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 24.67), (-3, 7), (1e-9, 3e-9), (5, 1_000_000)])
def test_ticks_are_few_round_and_inside(low: float, high: float) -> None:
    found = ticks(low, high)
    assert 2 <= len(found) <= 6
    assert all(low - 1e-12 <= one <= high + 1e-12 for one in found)
    assert len({round(one - other, 12) for other, one in itertools.pairwise(found)}) == 1


def test_ticks_of_nothing() -> None:
    assert ticks(2, 2) == [2]
    assert ticks(float("nan"), 1) == []


def test_columns_of_a_histogram_touch_the_base_and_rise_with_the_count() -> None:
    bins = [
        {"from": 0.0, "to": 1.0, "count": 4},
        {"from": 1.0, "to": 2.0, "count": 0},
        {"from": 2.0, "to": 3.0, "count": 8},
    ]
    plot = histogram(bins, [("one", 1.5)])
    assert plot is not None
    first, none, last = plot.bars
    assert none.height == 0
    assert last.height == pytest.approx(2 * first.height, abs=0.1)
    assert first.y + first.height == pytest.approx(plot.base)
    assert plot.marks[0].at == plot.width / 2
    assert [one.count for one in plot.bars] == [4, 0, 8]


def test_a_histogram_of_one_value_and_of_none() -> None:
    assert histogram([]) is None
    plot = histogram([{"from": 2.0, "to": 2.0, "count": 5}], [("one", 2.0)])
    assert plot is not None
    assert plot.bars[0].text == "2"
    assert plot.marks[0].at == plot.width / 2


def test_one_of_ten_thousand_can_be_seen() -> None:
    plot = columns([(1, 10_000), (2, 1)])
    assert plot is not None
    assert plot.bars[1].height >= 1


def test_many_different_numbers_are_put_together_and_none_is_lost() -> None:
    rows = [(value, value % 5 + 1) for value in range(3, 900, 2)]
    plot = columns(rows)
    assert plot is not None
    assert len(plot.bars) <= 24
    assert sum(one.count for one in plot.bars) == sum(count for _, count in rows)
    assert columns([]) is None


def test_a_line_is_broken_where_nothing_is_known() -> None:
    plot = lines([("a", [1.0, None, 3.0, 2.0]), ("b", [None, None, None, None])], ["1", "2", "3", "4"])
    assert plot is not None
    assert len(plot.lines) == 1
    assert plot.lines[0].d.count("M") == 2
    assert len(plot.lines[0].points) == 3
    heights = [y for _, y, _ in plot.lines[0].points]
    assert heights[1] < heights[2] < heights[0]  # y runs downwards
    assert lines([("a", [None])], ["1"]) is None
    assert lines([("a", [0.0])], ["1"]) is not None


def test_labels_give_way_to_each_other_within_the_plot() -> None:
    found = apart([100, 100, 101, 30, 199], 15, 0, 200)
    in_order = sorted(found)
    assert all(later - one >= 15 - 1e-9 for one, later in itertools.pairwise(in_order))
    assert max(found) <= 200
    assert found[3] == 30
    assert apart([], 15, 0, 100) == []


def test_spans_bars_and_circles() -> None:
    assert (span(1, 3, 5, 1, 5).low, span(1, 3, 5, 1, 5).at, span(1, 3, 5, 1, 5).high) == (0, 50, 100)
    assert diverging(-1.5, 3) == (-25, 25)
    assert diverging(9, 3) == (0, 50)
    assert diverging(None, 3) is None
    assert diverging(1, 0) is None
    assert area(None, 5, 10, 2) is None
    assert area(float("nan"), 5, 10, 2) is None
    assert area(5, 5, 10, 2) == 10
    assert area(1.25, 5, 10, 2) == 5  # a quarter of the value, a quarter of the area
    assert area(0, 0, 10, 2) == area(-1, 5, 10, 2) == 2


def test_nodes_tied_most_strongly_stand_near_each_other() -> None:
    order = beside_the_strongest(["a", "b", "c", "d"], [("a", "c"), ("b", "d"), ("a", "b"), ("c", "d")])
    assert sorted(order) == ["a", "b", "c", "d"]
    assert abs(order.index("a") - order.index("c")) == abs(order.index("b") - order.index("d")) == 1
    assert beside_the_strongest([], []) == []
