"""Betweenness from a sample of sources: within its bound, exact with all, the same for the same seed; and the queue."""

from __future__ import annotations

import math
from typing import Literal

import networkx as nx
import numpy as np
import pytest
from networks import deck, from_graph, krackhardt_kite

from graph.analytics import betweenness as module
from graph.analytics.betweenness import betweenness, dependencies
from graph.analytics.lengths import buckets
from graph.analytics.measures import measure
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.sampling import drawn, error_bound
from graph.errors import InvalidInput
from graph.projection import Projection


@pytest.fixture(scope="module", params=[False, True], ids=["undirected", "directed"])
def known(request: pytest.FixtureRequest) -> Projection:
    graph = nx.gnp_random_graph(160, 0.03, seed=11, directed=request.param)
    return from_graph(graph)


@pytest.mark.parametrize("normalised", [False, True])
def test_the_error_stays_within_the_bound_for_nearly_all_seeds(known: Projection, normalised: bool) -> None:
    exact = betweenness(known, normalised=normalised).array
    outside = 0
    for seed in range(40):
        found = betweenness(known, normalised=normalised, sample=40, seed=seed)
        bound = found.summary["error_bound"]
        assert bound is not None
        outside += int(np.abs(found.array - exact).max() > bound)
        assert found.summary["confidence"] == 0.95
        assert found.array.max() > 0
    assert outside <= 2  # 5 % of 40


def test_the_average_over_seeds_comes_to_the_exact_values(known: Projection) -> None:
    exact = betweenness(known).array
    found = np.mean([betweenness(known, sample=40, seed=seed).array for seed in range(50)], axis=0)
    assert np.abs(found - exact).sum() < 0.06 * exact.sum()


def test_a_sample_of_all_sources_is_exact_and_has_no_bound(known: Projection) -> None:
    for size in (160, 5000):
        found = betweenness(known, sample=size)
        assert found == betweenness(known)
        assert "error_bound" not in found.summary


@pytest.mark.parametrize("normalised", [False, True])
def test_the_standard_error_is_that_of_a_mean_without_replacement(known: Projection, normalised: bool) -> None:
    """By its definition: the dependencies of each source alone, their variance, the finite population correction."""
    n, size = known.n, 40
    found = betweenness(known, normalised=normalised, sample=size, seed=3)
    alone = np.array([dependencies(known, sources=np.array([s])).values for s in drawn(n, size, 3)])
    unit = (1.0 if known.directed else 0.5) * n
    if normalised:
        unit /= (n - 1) * (n - 2) / (1 if known.directed else 2)
    expected = unit * np.sqrt((1 - size / n) * alone.var(axis=0, ddof=1) / size)
    errors = found.standard_error
    assert errors is not None
    told = ~np.isnan(errors)
    assert list(errors[told]) == pytest.approx(list(expected[told]), rel=1e-9)
    assert told.sum() > n / 2
    assert not expected[~told].any()


def test_the_standard_error_is_as_large_as_the_errors_are(known: Projection) -> None:
    """Over many seeds, the root mean square of the errors of a node against the mean of its squared standard errors."""
    exact = betweenness(known).array
    every = [betweenness(known, sample=60, seed=seed) for seed in range(60)]
    off = np.mean([(one.array - exact) ** 2 for one in every], axis=0)
    told = np.mean([np.nan_to_num(one.standard_error) ** 2 for one in every if one.standard_error is not None], axis=0)
    central = exact > np.median(exact)
    assert np.sqrt(told[central].sum()) == pytest.approx(np.sqrt(off[central].sum()), rel=0.1)


def test_errors_are_of_the_node_they_stand_by_whatever_the_kernel(known: Projection) -> None:
    chosen = drawn(known.n, 30, 2)
    for by in ("hops", "distance"):
        length: Literal["hops", "distance"] = "hops" if by == "hops" else "distance"
        every = [dependencies(known, by=length, sources=chosen, spread=True, run=run) for run in (PLAIN, COMPILED)]
        assert len({one.variance.tobytes() for one in every if one.variance is not None}) == 1
        plain = dependencies(known, by=length, sources=chosen)
        assert plain.values.tobytes() == every[0].values.tobytes()  # the spread changes no sum
        assert plain.variance is None


def test_exact_values_have_no_error_and_one_source_shows_no_spread(known: Projection) -> None:
    assert betweenness(known).standard_error is None
    single = betweenness(known, sample=1).standard_error
    assert single is not None
    assert np.isnan(single).all()


def test_the_centralisation_of_a_sample_is_undefined_and_says_why() -> None:
    graph = from_graph(nx.gnp_random_graph(60, 0.1, seed=1))
    assert betweenness(graph).summary["centralisation"] is not None
    found = betweenness(graph, sample=20)
    assert found.summary["centralisation"] is None
    assert any("overstates" in warning for warning in found.warnings)
    assert "undefined for a sample" in found.method.definitions["centralisation"]


def test_the_same_seed_gives_the_same_bits_and_the_answer_names_it(known: Projection) -> None:
    first, again, other = (betweenness(known, sample=50, seed=seed) for seed in (5, 5, 6))
    assert first.array.tobytes() == again.array.tobytes() != other.array.tobytes()
    assert "seed 5" in first.method.definitions["computation"]
    assert any("50 of 160 sources" in warning for warning in first.warnings)


def test_the_bound_is_hoeffdings_with_serflings_factor_and_a_union_over_nodes() -> None:
    assert error_bound(10**9, 5000) == pytest.approx(math.sqrt(math.log(2e9 / 0.05) / 10_000), rel=1e-5)
    assert error_bound(1000, 500) == pytest.approx(math.sqrt((1 - 499 / 1000) * math.log(40_000) / 1000))
    assert error_bound(1000, 1000) == 0
    assert list(drawn(5, 5, 1)) == [0, 1, 2, 3, 4]


def test_a_network_too_large_is_sampled_and_says_so(known: Projection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXACT_STEPS", 1000)
    monkeypatch.setattr(module, "SAMPLE", 30)
    found = betweenness(known)
    assert any("too large for all sources" in warning and "30 of 160" in warning for warning in found.warnings)
    assert found.summary["error_bound"]
    asked = betweenness(known, sample=159)
    assert not any("too large" in warning for warning in asked.warnings)


def test_the_bound_of_a_two_mode_network_is_in_the_unit_of_its_values() -> None:
    exact = betweenness(deck(), two_mode=True).array
    for seed in range(20):
        found = betweenness(deck(), two_mode=True, sample=15, seed=seed)
        assert np.abs(found.array - exact).max() <= found.summary["error_bound"]  # type: ignore[operator]


def test_a_negative_sample_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        betweenness(krackhardt_kite(), sample=-1)
    assert error.value.field == "sample"
    with pytest.raises(InvalidInput):
        measure("betweenness").read({"sample": "-1"})


def test_steps_follow_the_sources_and_the_length(known: Projection) -> None:
    one = measure("betweenness")
    asked = [one.read(given) for given in ({}, {"sample": "16"}, {"by": "distance"})]
    exact, sampled, far = (one.steps(known, values) for values in asked)
    assert exact == 10 * sampled
    assert far == 3 * exact


def test_leaves_are_not_started_from_and_count_as_if_they_were() -> None:
    """A caterpillar with isolates and a pair that is tied to nobody else, with one tie that cannot be passed."""
    graph = nx.path_graph(6)
    graph.add_edges_from((i, 10 * (i + 1) + j) for i in range(6) for j in range(i))
    graph.add_edges_from([(100, 101), (200, 201)])
    graph.add_node(300)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["strength"] = [1.0, 2.0, 0.0, 3.0][number % 4]
        data["distance"] = math.inf if data["strength"] == 0 else 1 / data["strength"]
    ours = from_graph(graph, strength="strength")
    assert list(betweenness(ours).array) == pytest.approx([v for _, v in _sorted(graph)], rel=1e-12)
    passable = nx.Graph(graph)
    passable.remove_edges_from([(a, b) for a, b, data in graph.edges(data=True) if data["strength"] == 0])
    expected = [value for _, value in _sorted(passable, weight="distance")]
    assert list(betweenness(ours, by="distance").array) == pytest.approx(expected, rel=1e-12)


def _sorted(graph: nx.Graph, weight: str | None = None) -> list[tuple[int, float]]:
    return sorted(nx.betweenness_centrality(graph, normalized=False, weight=weight).items())


@pytest.mark.parametrize("lengths", ["alike", "near", "wide", "few", "huge", "tiny"])
@pytest.mark.parametrize("directed", [False, True])
def test_every_kind_of_bucket_gives_the_same_numbers(lengths: str, directed: bool) -> None:
    graph = nx.gnp_random_graph(60, 0.1, seed=5, directed=directed)
    random = np.random.default_rng(5)
    draw = {
        "alike": lambda: 1.0,
        "near": lambda: random.uniform(0.5, 2.0),
        "wide": lambda: float(random.lognormal(0, 5)),
        "few": lambda: float(2.0 ** random.integers(0, 4)),
        "huge": lambda: float(2.0 ** random.integers(960, 990)),
        "tiny": lambda: float(2.0 ** -random.integers(960, 990)),
    }[lengths]
    for _, _, data in graph.edges(data=True):
        data["strength"] = draw()
        data["distance"] = 1 / data["strength"]
    ours = from_graph(graph, strength="strength")
    assert buckets(ours.distance).final == (lengths in ("alike", "near", "few"))
    expected = [value for _, value in _sorted(graph, weight="distance")]
    by: Literal["distance"] = "distance"
    assert list(betweenness(ours, by=by).array) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    bits = {dependencies(ours, by=by, run=run).values.tobytes() for run in (PLAIN, COMPILED)}
    assert len(bits) == 1


@pytest.mark.parametrize("directed", [False, True])
def test_dense_networks_are_searched_from_both_sides(directed: bool) -> None:
    """Levels that fill most of the network are reached from the other side; the numbers do not change."""
    graph = nx.gnp_random_graph(120, 0.2, seed=2, directed=directed)
    graph.add_edges_from([(0, 120), (120, 121), (121, 122)])
    ours = from_graph(graph)
    assert list(betweenness(ours).array) == pytest.approx([value for _, value in _sorted(graph)], rel=1e-9)
    assert len({dependencies(ours, run=run).values.tobytes() for run in (PLAIN, COMPILED)}) == 1


def test_a_bound_beyond_all_pairs_is_none_and_said_to_be_none() -> None:
    told = " ".join(betweenness(from_graph(nx.karate_club_graph()), sample=1).warnings)
    assert "So few bound the error of no node." in told
    assert "of all pairs from its exact value" not in told
