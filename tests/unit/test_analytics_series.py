"""Claims about series: each period is measured by itself, and what is absent is unknown."""

from __future__ import annotations

import networkx as nx
import pytest
from networks import network

from graph.analytics.betweenness import betweenness
from graph.analytics.degree import degree
from graph.analytics.series import PROGRAMMING_PERIODS, density, series

EARLY = network([("a", "b"), ("b", "c")], ["d"])
LATE = network([("a", "c"), ("a", "d"), ("c", "d"), ("e", "f")])
EMPTY = network([])


def test_each_period_has_the_values_of_its_own_network() -> None:
    found = series([("early", EARLY), ("late", LATE)], measure=degree)

    assert {item.id: item.values for item in found.items} == {
        "a": (1, 2), "b": (2, None), "c": (1, 2), "d": (0, 2), "e": (None, 1), "f": (None, 1),
    }  # fmt: skip
    assert {item.id: item.ranks for item in found.items} == {
        "a": (2, 1), "b": (1, None), "c": (2, 1), "d": (4, 1), "e": (None, 4), "f": (None, 4),
    }  # fmt: skip


def test_absent_is_told_from_no_ties() -> None:
    found = {item.id: item for item in series([("early", EARLY), ("late", LATE)], measure=degree).items}

    assert (found["d"].values[0], found["d"].present[0]) == (0, True)
    assert (found["e"].values[0], found["e"].present[0]) == (None, False)


def test_totals_agree_with_networkx() -> None:
    graphs = [nx.Graph([("a", "b"), ("b", "c")]), nx.Graph([("a", "c"), ("a", "d"), ("c", "d"), ("e", "f")])]
    graphs[0].add_node("d")

    found = series([("early", EARLY), ("late", LATE)], measure=degree, undated=[3, 3])

    for totals, graph in zip(found.periods, graphs, strict=True):
        assert (totals.n, totals.m) == (len(graph), graph.number_of_edges())
        assert totals.density == pytest.approx(nx.density(graph))
        assert totals.components == nx.number_connected_components(graph)
        assert totals.largest == len(max(nx.connected_components(graph), key=len))
        assert totals.undated == 3
    assert [totals.name for totals in found.periods] == ["early", "late"]


def test_the_largest_value_of_any_period_stands_first() -> None:
    found = series([("early", EARLY), ("late", LATE)], measure=betweenness)

    assert [item.id for item in found.items] == ["b", "a", "c", "d", "e", "f"]


def test_an_empty_period_is_said_and_has_no_values() -> None:
    found = series([("before", EMPTY), ("early", EARLY)], measure=degree)

    assert found.periods[0].density is None
    assert (found.periods[0].components, found.periods[0].largest) == (0, 0)
    assert all(item.values[0] is None and not item.present[0] for item in found.items)
    assert found.warnings == ("Nothing is stated for before: no node has a value there.",)
    assert series([("only", EMPTY)], measure=degree).items == ()


def test_no_period_at_all_is_an_empty_series() -> None:
    assert series([], measure=degree).items == ()


def test_density_of_two_modes_and_directed_networks() -> None:
    two_mode = network([("a", "p"), ("b", "p"), ("b", "q")], modes=("actor", "activity"))

    assert density(two_mode) == pytest.approx(
        nx.bipartite.density(nx.Graph([("a", "p"), ("b", "p"), ("b", "q")]), "ab")
    )
    assert density(network([("a", "b")], ["c"], directed=True)) == pytest.approx(1 / 6)
    assert density(network([], ["a"])) is None


def test_the_summary_of_the_measure_is_given_for_each_period() -> None:
    found = series([("early", EARLY), ("late", LATE)], measure=betweenness)

    assert [dict(totals.summary) for totals in found.periods] == [
        dict(betweenness(EARLY).summary), dict(betweenness(LATE).summary),
    ]  # fmt: skip


def test_the_method_says_what_a_series_adds() -> None:
    found = series([("early", EARLY)], measure=betweenness)

    assert found.method.name == "betweenness by period"
    assert found.method.reference == betweenness(EARLY).method.reference
    assert {"absence", "periods", *betweenness(EARLY).method.definitions} <= set(found.method.definitions)


def test_progress_counts_periods() -> None:
    seen: list[tuple[int, int]] = []

    series([("early", EARLY), ("late", LATE)], measure=degree, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 2), (2, 2)]


def test_programming_periods_follow_each_other_without_a_gap() -> None:
    assert [last + 1 for _, last in PROGRAMMING_PERIODS[:-1]] == [first for first, _ in PROGRAMMING_PERIODS[1:]]
    assert (2007, 2013) in PROGRAMMING_PERIODS
