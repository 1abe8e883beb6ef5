"""Properties of resampled networks and of the agreement of rankings, on random networks."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import network

from graph.analytics.affiliations import RULES, Rule, affiliations_of, with_edges
from graph.analytics.agreement import kendall_tau_b
from graph.analytics.degree import strength
from graph.analytics.draws import competition_ranks
from graph.analytics.series import series
from graph.analytics.settings import changed_settings
from graph.analytics.uncertainty import rank_intervals
from graph.projection import Projection

taking_part = st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1), min_size=1, max_size=8)
columns = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12)


def two_mode(activities: list[set[str]]) -> Projection:
    edges = [(actor, f"p{number}") for number, actors in enumerate(activities) for actor in sorted(actors)]
    return network(edges, modes=("actor", "activity"))


def one_mode(activities: list[set[str]], rule: Rule = "count") -> Projection:
    found: Counter[tuple[str, str]] = Counter()
    for actors in activities:
        for pair in combinations(sorted(actors), 2):
            found[pair] += 1.0 if rule == "count" else 1.0 / (len(actors) - 1)
    return network([(*pair, value) for pair, value in found.items()], set().union(*activities))


@given(taking_part, st.sampled_from(RULES), st.integers(0, 2**32 - 1))
def test_a_draw_is_the_one_mode_network_of_what_was_drawn(activities: list[set[str]], rule: Rule, seed: int) -> None:
    actors, of = one_mode(activities), two_mode(activities)
    pairs = affiliations_of(of, actors)
    drawn = np.random.default_rng(seed).integers(0, len(activities), size=len(activities))
    wanted = one_mode([activities[number] for number in drawn], rule)

    value = pairs.strengths(rule, np.bincount(drawn, minlength=len(activities)))
    made = with_edges(actors, pairs.source, pairs.target, value, value > 0)

    assert {(edge.source, edge.target): edge.strength for edge in made.edges} == pytest.approx(
        {(edge.source, edge.target): edge.strength for edge in wanted.edges}
    )


@given(taking_part, st.integers(0, 1000))
def test_intervals_hold_drawn_ranks_and_the_order_of_rows_changes_nothing(
    activities: list[set[str]], seed: int
) -> None:
    def asked(of: Projection) -> object:
        return rank_intervals(
            one_mode(activities), measure=strength, unit="activities", affiliations=of, draws=20, seed=seed
        ).items

    rows = [(actor, f"p{number}") for number, actors in enumerate(activities) for actor in sorted(actors)]
    turned = network(rows[::-1], modes=("actor", "activity"))
    found = asked(two_mode(activities))

    assert found == asked(turned)
    for item in found:  # type: ignore[attr-defined]
        assert 1 <= item.rank_low <= item.rank_high <= len(found)  # type: ignore[arg-type]
        assert item.value_low <= item.value_high
        assert 0 <= item.top_share <= 1


@given(taking_part)
def test_the_network_as_it_is_agrees_with_itself_and_lies_between_best_and_worst(activities: list[set[str]]) -> None:
    found = changed_settings(one_mode(activities), measure=strength, affiliations=two_mode(activities))

    assert found.settings[0].tau_b in (None, 1.0)
    assert all(item.best <= item.ranks[0] <= item.worst for item in found.items)  # type: ignore[operator]
    assert all(one.m >= other.m for one, other in zip(found.settings[:2], found.settings[1:3], strict=True))


@given(taking_part, taking_part)
def test_a_series_has_of_each_period_what_the_measure_alone_gives(early: list[set[str]], late: list[set[str]]) -> None:
    networks = [("early", one_mode(early)), ("late", one_mode(late))]

    found = {item.id: item for item in series(networks, measure=strength).items}

    for number, (_, of) in enumerate(networks):
        alone = strength(of)
        assert {one: item.values[number] for one, item in found.items() if item.present[number]} == alone.values
        assert {one: item.ranks[number] for one, item in found.items() if item.present[number]} == {
            item.id: item.rank for item in alone.items
        }


@given(columns)
def test_tau_b_is_its_definition_pair_by_pair(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array([pair[at] for pair in pairs], dtype=np.float64) for at in (0, 1))
    signs = [(np.sign(a[0] - b[0]), np.sign(a[1] - b[1])) for a, b in combinations(pairs, 2)]
    free = sum(x != 0 for x, _ in signs) * sum(y != 0 for _, y in signs)
    wanted = sum(x * y for x, y in signs) / sqrt(free) if free else None

    found = kendall_tau_b(one, other)

    assert found == (pytest.approx(wanted) if wanted is not None else None)
    assert found == kendall_tau_b(other, one)


@given(st.lists(st.integers(0, 5)))
def test_a_rank_is_one_more_than_how_many_are_larger(values: list[int]) -> None:
    ranks = competition_ranks(np.array(values, dtype=np.float64))

    assert ranks.tolist() == [1 + sum(other > value for other in values) for value in values]
