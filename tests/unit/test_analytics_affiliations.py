"""Claims about the pairs behind a one-mode network: one draw is the projection of the drawn activities."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from affiliation_networks import DECK, LARGER, one_mode, strengths
from networks import florentine_families

from graph.analytics.affiliations import RULES, Rule, affiliations_of, of_chosen, with_edges
from graph.errors import InvalidInput
from graph.projection import Projection


def brute_force(activities: list[set[str]], sizes: list[int], rule: Rule) -> dict[frozenset[str], float]:
    """Strength of each pair by the definition, over activities that may stand several times."""
    found: Counter[frozenset[str]] = Counter()
    for actors, size in zip(activities, sizes, strict=True):
        for pair in combinations(sorted(actors), 2):
            found[frozenset(pair)] += 1.0 if rule == "count" else 1.0 / (size - 1)
    return dict(found)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("of", [DECK, LARGER], ids=["deck", "larger"])
def test_all_activities_once_give_networkxs_projection(of: Projection, rule: Rule) -> None:
    wanted = one_mode(of, rule)
    pairs = affiliations_of(of, wanted)

    made = with_edges(wanted, pairs.source, pairs.target, pairs.strengths(rule))

    assert strengths(made) == pytest.approx(strengths(wanted))
    assert made.indices.tolist() == wanted.indices.tolist()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", range(5))
def test_a_draw_is_the_projection_of_the_drawn_activities(rule: Rule, seed: int) -> None:
    wanted = one_mode(LARGER)
    pairs = affiliations_of(LARGER, wanted)
    places = sorted(set(LARGER.edge_target.tolist()))
    takers = [{e.source for e in LARGER.edges if e.target == LARGER.ids[place]} for place in places]
    drawn = np.random.default_rng(seed).integers(0, len(places), size=len(places))

    strength_of = pairs.strengths(rule, np.bincount(drawn, minlength=len(places)))
    made = with_edges(wanted, pairs.source, pairs.target, strength_of, strength_of > 0)

    chosen = [takers[number] for number in drawn]
    assert strengths(made) == pytest.approx(brute_force(chosen, [len(one) for one in chosen], rule))
    assert made.ids == wanted.ids


def test_an_activity_drawn_twice_stands_twice_in_a_two_mode_network() -> None:
    place = LARGER.place("q")
    made = of_chosen(LARGER, np.array([place, place]))

    graph = nx.Graph([(edge.source, edge.target) for edge in made.edges])
    assert sorted(dict(graph.degree()).values()) == [2, 2, 2, 2]
    assert made.ids[: made.n - 2] == tuple("abcdefg")
    assert made.actors.tolist() == [True] * 7 + [False] * 2


def test_a_network_not_made_of_the_activities_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is not made of the activities"):
        affiliations_of(DECK, florentine_families())
