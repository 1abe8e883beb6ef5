"""Strengths of 1e-30 beside 1e30: every measure gives finite numbers, or none and says so."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from graph import MEASURES, communities, network_of, pagerank, rank_intervals, structural_summary
from graph.analytics.current_flow import MOST_RANGE, current_flow, current_flow_closeness
from graph.projection import Projection

LEAST, MOST = 1e-30, 1e30


def networks() -> dict[str, Projection]:
    random = np.random.default_rng(3)
    pairs = [(f"n{a:02d}", f"n{b:02d}") for a, b in itertools.combinations(range(14), 2) if random.random() < 0.35]
    drawn = [(a, b, 10.0 ** random.uniform(-30, 30)) for a, b in pairs]
    path = [("a", "b", LEAST), ("b", "c", MOST)]
    both = [*path, ("b", "a", LEAST)]
    return {
        "path": network_of(path),
        "triangle": network_of([*path, ("a", "c", 1.0)]),
        "two parts": network_of([("a", "b", LEAST), ("c", "d", MOST)]),
        "drawn": network_of(drawn),
        "least": network_of([(a, b, LEAST) for a, b in pairs]),
        "most": network_of([(a, b, MOST) for a, b in pairs]),
        "directed path": network_of(both, directed=True),
        "directed": network_of([*drawn, *((b, a, w) for a, b, w in drawn[::2])], directed=True),
        "two-mode": network_of(path, actors=["a", "c"]),
    }


NETWORKS = networks()
SAID_ELSEWHERE = {"clustering"}  # what is undefined there has nothing to do with strengths


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.filterwarnings("error")
def test_values_are_finite_or_none_with_a_warning(name: str, measure: str) -> None:
    found = MEASURES[measure].compute(NETWORKS[name])

    assert all(item.value is None or math.isfinite(item.value) for item in found.items)
    assert all(value is None or math.isfinite(value) for value in found.summary.values())
    if measure not in SAID_ELSEWHERE and any(item.value is None for item in found.items):
        assert any("ndefined" in warning or "no defined" in warning for warning in found.warnings)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.filterwarnings("error")
def test_communities_summary_and_uncertainty_stay_finite(name: str) -> None:
    network = NETWORKS[name]

    assert -0.5 <= (communities(network).modularity or 0.0) <= 1.0
    assert structural_summary(network) is not None
    found = rank_intervals(network, measure=pagerank, draws=20)
    assert all(item.value is None or math.isfinite(item.value) for item in found.items)


def test_pagerank_is_that_of_the_shares() -> None:
    """a and c hang on b, which sends all but 1e-60 of its mass to c."""
    found = pagerank(NETWORKS["path"]).values

    assert found["a"] == pytest.approx(0.05, rel=1e-9)
    assert found["b"] == pytest.approx((0.05 + 0.85 * (0.05 + 0.05)) / (1 - 0.85**2), rel=1e-9)


def test_current_flow_is_undefined_where_strengths_range_too_far() -> None:
    ties = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 2 * MOST_RANGE), ("d", "e", 1.0), ("e", "f", 3.0)]
    for found in (current_flow(network_of(ties)), current_flow_closeness(network_of(ties))):
        assert [found.values[node] for node in "abc"] == [None] * 3
        assert all(found.values[node] is not None for node in "def")
        assert any("Undefined for 3 nodes" in warning for warning in found.warnings)
    near = current_flow(network_of([*ties[:2], ("c", "a", MOST_RANGE / 2)]))
    assert None not in near.values.values()
    assert None not in current_flow(network_of(ties), weighted=False).values.values()
