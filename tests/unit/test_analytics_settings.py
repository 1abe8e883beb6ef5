"""Claims about changed settings: each rule and threshold is ranked, and Kendall's tau says how far rankings agree."""

from __future__ import annotations

import numpy as np
import pytest
from affiliation_networks import DECK, LARGER, one_mode, strengths
from networks import network

from graph.analytics.agreement import kendall_tau_b
from graph.analytics.degree import degree, strength
from graph.analytics.settings import MOST_THRESHOLDS, changed_settings
from graph.errors import InvalidInput

# --- changed settings


def test_settings_are_all_rules_and_thresholds_with_the_network_as_it_is_first() -> None:
    projection = one_mode(LARGER, "newman")

    found = changed_settings(projection, measure=strength, affiliations=LARGER, rule="newman", thresholds=(3, 2))

    assert [(one.rule, one.least) for one in found.settings] == [
        ("newman", None), ("newman", 2), ("newman", 3), ("count", None), ("count", 2), ("count", 3),
    ]  # fmt: skip
    shared = strengths(one_mode(LARGER))
    assert [one.m for one in found.settings] == [
        sum(many >= least for many in shared.values()) for least in (1, 2, 3)
    ] * 2
    assert found.settings[0].tau_b == 1.0


def test_a_threshold_counts_shared_activities_under_either_rule() -> None:
    found = changed_settings(one_mode(LARGER), measure=strength, affiliations=LARGER, thresholds=(2,))
    kept = {pair for pair, many in strengths(one_mode(LARGER)).items() if many >= 2}
    newman = {pair: value for pair, value in strengths(one_mode(LARGER, "newman")).items() if pair in kept}
    wanted = strength(network([(*sorted(pair), value) for pair, value in newman.items()], "abcdefg"))

    at = [(one.rule, one.least) for one in found.settings].index(("newman", 2))

    assert {item.id: item.ranks[at] for item in found.items} == {item.id: item.rank for item in wanted.items}


def test_best_and_worst_are_of_all_settings() -> None:
    projection = network([("a", "b", 5), ("b", "c", 1), ("c", "d", 1), ("c", "e", 1)])

    found = changed_settings(projection, measure=degree, thresholds=(2,))

    assert {item.id: (item.ranks, item.best, item.worst) for item in found.items} == {
        "c": ((1, 3), 1, 3), "b": ((2, 1), 1, 2), "a": ((3, 1), 1, 3), "d": ((3, 3), 3, 3), "e": ((3, 3), 3, 3),
    }  # fmt: skip
    assert [one.m for one in found.settings] == [4, 1]


def test_where_no_tie_is_left_nobody_has_a_rank() -> None:
    found = changed_settings(network([("a", "b"), ("b", "c")]), measure=degree, thresholds=(2,))

    assert {item.id: (item.ranks, item.best, item.worst) for item in found.items} == {
        "b": ((1, None), 1, 1), "a": ((2, None), 2, 2), "c": ((2, None), 2, 2),
    }  # fmt: skip


def test_of_a_two_mode_network_the_actors_alone_can_be_ranked() -> None:
    everybody = changed_settings(DECK, measure=degree, thresholds=(2,))
    actors = changed_settings(DECK, measure=degree, thresholds=(2,), actors_only=True)

    assert {item.id for item in actors.items} == {DECK.ids[at] for at in np.flatnonzero(DECK.actors).tolist()}
    values = degree(DECK).values
    for item in actors.items:
        above = sum((values[other.id] or 0) > (values[item.id] or 0) for other in actors.items)
        assert item.ranks[0] == 1 + above
    assert len(everybody.items) == DECK.n > len(actors.items)
    assert "actors alone" in actors.method.definitions["nodes"]


def test_too_many_thresholds_are_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        changed_settings(DECK, measure=degree, thresholds=range(1, MOST_THRESHOLDS + 2))
    assert caught.value.field == "thresholds"


# --- agreement of two rankings


def test_kendalls_tau_of_textbook_rankings() -> None:
    one = np.array([1.0, 2, 3, 4, 5])

    assert kendall_tau_b(one, one) == 1.0
    assert kendall_tau_b(one, -one) == -1.0
    assert kendall_tau_b(one, np.array([2.0, 1, 3, 4, 5])) == pytest.approx(0.8)
    # Agresti's formula with ties: x 1 2 2 3, y 1 3 2 3: C = 4, D = 0, one pair tied in each
    assert kendall_tau_b(np.array([1.0, 2, 2, 3]), np.array([1.0, 3, 2, 3])) == pytest.approx(4 / 5)


def test_kendalls_tau_is_undefined_where_a_ranking_tells_nothing_apart() -> None:
    assert kendall_tau_b(np.array([1.0, 1.0]), np.array([1.0, 2.0])) is None
    assert kendall_tau_b(np.array([1.0]), np.array([1.0])) is None
    assert kendall_tau_b(np.array([np.nan, 1.0, 2.0]), np.array([5.0, 1.0, 2.0])) == 1.0
