"""Betweenness against published numbers; the same bits from every way to compute it; what is undefined says so."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from networks import deck, florentine_families, from_graph, krackhardt_kite, network

from graph.analytics.betweenness import betweenness, dependencies
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput
from graph.projection import Projection


def test_krackhardts_kite_has_the_published_betweenness() -> None:
    expected = {
        "Andre": 0.833333,
        "Beverly": 0.833333,
        "Carol": 0,
        "Diane": 3.666667,
        "Ed": 0,
        "Fernando": 8.333333,
        "Garth": 8.333333,
        "Heather": 14,
        "Ike": 8,
        "Jane": 0,
    }
    assert betweenness(krackhardt_kite()).values == pytest.approx(expected, abs=1e-6)


def test_the_medici_lead_florence_by_the_published_numbers() -> None:
    raw = betweenness(florentine_families())
    assert [item.id for item in raw.items[:3]] == ["Medici", "Guadagni", "Albizzi"]
    assert [item.value for item in raw.items[:3]] == pytest.approx([47.5, 23.1667, 19.3333], abs=1e-4)
    assert betweenness(florentine_families(), normalised=True).values["Medici"] == pytest.approx(0.521978, abs=1e-6)


def test_spain_and_finland_bridge_the_deck() -> None:
    scores = betweenness(deck())
    countries = [(item.id, item.value) for item in scores.items if item.id.startswith("country:")]
    assert countries[:2] == [("country:ES", pytest.approx(39.25)), ("country:FI", pytest.approx(32.0))]
    assert "two-mode" in scores.method.definitions


@pytest.mark.parametrize("n", [3, 4, 10])
def test_the_centre_of_a_star_lies_between_all_others(n: int) -> None:
    star = from_graph(nx.star_graph(n))
    assert betweenness(star).items[0].value == n * (n - 1) / 2
    assert betweenness(star, normalised=True).items[0].value == 1.0


def test_equal_values_share_a_rank_and_the_next_one_skips() -> None:
    items = betweenness(krackhardt_kite()).items
    assert [(item.id, item.rank) for item in items[:4]] == [
        ("Heather", 1),
        ("Fernando", 2),
        ("Garth", 2),
        ("Ike", 4),
    ]


@pytest.mark.parametrize("nodes", [0, 1, 2])
@pytest.mark.parametrize("normalised", [False, True])
def test_fewer_than_three_nodes_have_nothing_between_them(nodes: int, normalised: bool) -> None:
    scores = betweenness(network([], [f"n{i}" for i in range(nodes)]), normalised=normalised)
    assert [item.value for item in scores.items] == [0.0] * nodes
    assert any("three nodes" in warning for warning in scores.warnings) is normalised


def test_a_network_in_two_parts_says_so() -> None:
    assert "2 components" in betweenness(network([("a", "b"), ("c", "d")])).warnings[0]
    assert betweenness(network([("a", "b"), ("b", "c")])).warnings == ()


def test_direction_is_followed() -> None:
    there = [("a", "b"), ("b", "c")]
    assert betweenness(network(there, directed=True)).values["b"] == 1.0
    assert betweenness(network([("a", "b"), ("c", "b")], directed=True)).values["b"] == 0.0


def test_routes_of_equal_distance_tie_whatever_the_order_of_their_parts() -> None:
    """1 + 1 + 1/3 and 1/3 + 1 + 1 differ in the last bit; both routes from s to t are equally short."""
    assert 1 + 1 + 1 / 3 != 1 / 3 + 1 + 1
    routes = [("s", "a", 1), ("a", "b", 1), ("b", "t", 3), ("s", "c", 3), ("c", "d", 1), ("d", "t", 1)]
    for directed in (False, True):
        for run in (PLAIN, COMPILED):
            sums = dependencies(network(routes, directed=directed), by="distance", run=run).values
            assert dict(zip("abcdst", sums, strict=True)) == pytest.approx(_by_fractions(routes, directed))


def _by_fractions(routes: list[tuple[str, str, int]], directed: bool) -> dict[str, float]:
    from fractions import Fraction

    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_weighted_edges_from((a, b, Fraction(1, strength)) for a, b, strength in routes)
    exact = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    return {node: value if directed else 2 * value for node, value in exact.items()}


def test_a_tie_of_strength_zero_is_not_passed() -> None:
    scores = betweenness(network([("a", "b", 1), ("b", "c", 0)]), by="distance")
    assert scores.values["b"] == 0.0
    assert any("strength 0" in warning for warning in scores.warnings)


@pytest.mark.parametrize("strength", [-1.0, math.nan, math.inf])
def test_a_distance_that_is_not_positive_is_refused_by_name(strength: float) -> None:
    with pytest.raises(InvalidInput, match="a – b") as error:
        betweenness(network([("a", "b", strength), ("b", "c", 1)]), by="distance")
    assert error.value.field == "by"
    assert error.value.next_step


def test_more_shortest_paths_than_a_double_can_count_leave_the_value_undefined() -> None:
    edges = [
        pair
        for i in range(1100)
        for middle in "xy"
        for pair in ((f"{i:04d}", f"{i:04d}{middle}"), (f"{i:04d}{middle}", f"{i + 1:04d}"))
    ]
    scores = betweenness(network(edges))
    assert {item.value for item in scores.items} == {None}
    assert any("1.8e308" in warning for warning in scores.warnings)


@pytest.fixture(params=["undirected", "directed"])
def busy(request: pytest.FixtureRequest) -> Projection:
    graph = nx.gnp_random_graph(150, 0.05, seed=7, directed=request.param == "directed")
    random = np.random.default_rng(7)
    for _, _, data in graph.edges(data=True):
        data["strength"] = random.uniform(0.1, 3.0)
    return from_graph(graph, strength="strength")


@pytest.mark.parametrize("by", ["hops", "distance"])
def test_plain_and_compiled_kernels_give_the_same_bits(busy: Projection, by: str) -> None:
    plain = dependencies(busy, by=by, run=PLAIN).values  # type: ignore[arg-type]
    compiled = dependencies(busy, by=by, run=COMPILED).values  # type: ignore[arg-type]
    assert plain.tobytes() == compiled.tobytes()
    assert plain.max() > 0


@pytest.mark.parametrize("by", ["hops", "distance"])
def test_the_number_of_threads_does_not_change_a_bit(busy: Projection, by: str) -> None:
    answers = {
        dependencies(busy, by=by, run=COMPILED, threads=threads).values.tobytes()  # type: ignore[arg-type]
        for threads in (1, 2, 3, 8)
    }
    assert len(answers) == 1


def test_overlapping_calls_do_not_disturb_each_other(busy: Projection) -> None:
    expected = dependencies(busy, run=COMPILED).values.tobytes()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: dependencies(busy, run=COMPILED).values.tobytes(), range(24)))
    assert set(answers) == {expected}


def test_progress_is_told_and_may_cancel() -> None:
    told: list[tuple[int, int]] = []
    betweenness(krackhardt_kite(), progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 10) for done in range(1, 11)]

    class Cancelled(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise Cancelled

    for run in (PLAIN, COMPILED):
        with pytest.raises(Cancelled):
            dependencies(krackhardt_kite(), progress=stop, run=run)
