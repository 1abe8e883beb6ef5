"""Claims about rank intervals: one draw is the projection of the drawn activities, and the same seed gives the same."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from networks import deck, florentine_families, network

from graph.analytics.affiliations import RULES, Rule, affiliations_of, of_chosen, with_edges
from graph.analytics.agreement import kendall_tau_b
from graph.analytics.betweenness import betweenness
from graph.analytics.degree import degree, strength
from graph.analytics.results import NodeScores
from graph.analytics.running import COMPILED, PLAIN, PLAIN_STEPS, REPEATS, choose
from graph.analytics.settings import MOST_THRESHOLDS, changed_settings
from graph.analytics.uncertainty import MOST_DRAWS, competition_ranks, rank_draws, rank_intervals
from graph.errors import InvalidInput
from graph.projection import Projection

SEED = 7


def two_mode(text: str) -> Projection:
    """A two-mode network of `activity: actors` lines."""
    lines = [line.split(":") for line in text.split(";")]
    edges = [(actor, name.strip()) for name, actors in lines for actor in actors.split()]
    return network(edges, modes=("actor", "activity"))


def brute_force(activities: list[set[str]], sizes: list[int], rule: Rule) -> dict[frozenset[str], float]:
    """Strength of each pair by the definition, over activities that may stand several times."""
    found: Counter[frozenset[str]] = Counter()
    for actors, size in zip(activities, sizes, strict=True):
        for pair in combinations(sorted(actors), 2):
            found[frozenset(pair)] += 1.0 if rule == "count" else 1.0 / (size - 1)
    return dict(found)


def one_mode(of: Projection, rule: Rule = "count") -> Projection:
    """The one-mode network by networkx."""
    graph = nx.Graph([(edge.source, edge.target) for edge in of.edges])
    actors = sorted({edge.source for edge in of.edges})
    weigh = (
        nx.bipartite.weighted_projected_graph
        if rule == "count"
        else nx.bipartite.collaboration_weighted_projected_graph
    )
    made = weigh(graph, actors)
    return network([(a, b, data["weight"]) for a, b, data in made.edges(data=True)], actors)


def strengths(of: Projection) -> dict[frozenset[str], float]:
    return {frozenset((edge.source, edge.target)): edge.strength for edge in of.edges}


DECK = deck()
LARGER = two_mode("p: a b c; q: a b; r: b c d e; s: e f; t: g; u: a f g; v: a b c d e f")


# --- the pairs behind a one-mode network


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


# --- rank intervals


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    def asked(seed: int) -> object:
        return rank_intervals(
            one_mode(LARGER), measure=betweenness, unit="activities", affiliations=LARGER, draws=40, seed=seed
        ).items

    assert asked(SEED) == asked(SEED)
    assert asked(SEED) != asked(SEED + 1)


def test_a_node_that_is_first_in_every_draw_has_the_interval_of_one() -> None:
    hub = two_mode("; ".join(f"p{number}: hub x{number} y{number}" for number in range(30)))

    found = rank_intervals(
        one_mode(hub), measure=degree, unit="activities", affiliations=hub, draws=100, seed=SEED, top=1
    )

    first = found.items[0]
    assert (first.id, first.rank, first.rank_low, first.rank_high, first.top_share) == ("hub", 1, 1, 1, 1.0)
    assert found.units == 30
    assert all(item.top_share == 0.0 for item in found.items[1:])


def test_intervals_are_those_of_the_draws_counted_one_by_one() -> None:
    projection = one_mode(LARGER)
    pairs = affiliations_of(LARGER, projection)

    def resampled(many: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Projection:
        return with_edges(projection, pairs.source, pairs.target, pairs.strengths("newman", many))

    draws = rank_draws(resampled, measure=strength, units=7, n=projection.n, draws=50, seed=SEED)
    found = rank_intervals(
        projection,
        measure=strength,
        unit="activities",
        affiliations=LARGER,
        rule="newman",
        draws=50,
        seed=SEED,
        confidence=0.8,
        top=2,
    )

    for item in found.items:
        ranks = sorted(draws.ranks[:, projection.place(item.id)].tolist())
        values = sorted(draws.values[:, projection.place(item.id)].tolist())
        assert (item.rank_low, item.rank_high) == (ranks[4], ranks[44])  # the 5th and the 45th of 50
        assert (item.value_low, item.value_high) == pytest.approx((values[4], values[44]))
        assert item.top_share == sum(rank <= 2 for rank in ranks) / 50
        assert item.defined == 50


def test_edges_are_drawn_with_their_strength() -> None:
    projection = network([("a", "b", 3), ("b", "c", 1), ("c", "d", 2)])
    seen: list[Projection] = []

    def watching(graph: Projection) -> NodeScores:
        seen.append(graph)
        return strength(graph)

    rank_intervals(projection, measure=watching, unit="edges", draws=20, seed=SEED)

    stated = strengths(projection)
    for graph in seen[1:]:
        times = {pair: value / stated[pair] for pair, value in strengths(graph).items()}
        assert sum(times.values()) == 3
        assert all(value == int(value) >= 1 for value in times.values())
        assert graph.ids == projection.ids
    assert len({tuple(graph.strength.tolist()) for graph in seen[1:]}) > 3


def test_only_actors_are_ranked_where_activities_of_a_two_mode_network_are_drawn() -> None:
    found = rank_intervals(LARGER, measure=degree, unit="activities", draws=30, seed=SEED)

    assert sorted(item.id for item in found.items) == list("abcdefg")
    assert [item.id for item in found.items if item.rank == 1] == ["a", "b"]
    assert found.units == 7


def test_an_undefined_value_is_unknown_and_is_counted() -> None:
    def undefined_for_isolates(graph: Projection) -> NodeScores:
        of = degree(graph)
        return NodeScores(of.method, of.items, (), np.where(of.array == 0, np.nan, of.array))

    found = rank_intervals(
        network([("a", "b")], ["alone"]), measure=undefined_for_isolates, unit="edges", draws=10, seed=SEED
    )

    alone = next(item for item in found.items if item.id == "alone")
    assert (alone.value, alone.rank, alone.rank_low, alone.value_high, alone.defined) == (None, None, None, None, 0)
    assert alone.top_share == 0.0
    assert found.items[-1] is alone


@pytest.mark.parametrize("of", [network([]), network([], ["a", "b"])], ids=["empty", "without ties"])
def test_nothing_to_draw_from_gives_no_interval(of: Projection) -> None:
    found = rank_intervals(of, measure=degree, draws=10, seed=SEED)

    assert all(
        (item.rank_low, item.value_high, item.top_share, item.defined) == (None, None, None, 0) for item in found.items
    )
    assert "Only 0 edges to draw from: the intervals are rough." in found.warnings


def test_an_observed_rank_outside_its_interval_is_said() -> None:
    """One project makes the clique; without it, in more than a third of the draws, others come first."""
    projection = network([("a", "b")], ["c"])

    def odd(graph: Projection) -> NodeScores:
        of = degree(graph)
        observed = graph is projection
        return NodeScores(of.method, of.items, (), of.array if observed else -of.array)

    found = rank_intervals(projection, measure=odd, draws=10, seed=SEED)

    assert any("lies outside its interval" in warning for warning in found.warnings)


def test_progress_is_told_and_stops() -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rank_intervals(florentine_families(), measure=degree, draws=10, seed=SEED, progress=stop)
    assert seen == [(1, 10), (2, 10), (3, 10)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"draws": 0}, "draws"),
        ({"draws": MOST_DRAWS + 1}, "draws"),
        ({"confidence": 1.0}, "confidence"),
        ({"confidence": 0.0}, "confidence"),
        ({"top": 0}, "top"),
        ({"unit": "activities"}, "unit"),
    ],
)
def test_a_number_out_of_its_bounds_is_refused_by_name(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        rank_intervals(florentine_families(), measure=degree, **wrong)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_ranks_are_competition_ranks() -> None:
    assert competition_ranks(np.array([5.0, 7.0, np.nan, 5.0, 1.0])).tolist() == [2, 1, 0, 2, 4]
    assert competition_ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]
    assert competition_ranks(np.array([])).tolist() == []


def test_what_is_done_over_many_times_is_compiled_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analytics.running._compiled", {})  # as in a process that has compiled nothing yet

    def kernel() -> None:
        """Never called."""

    assert choose(kernel, steps=PLAIN_STEPS // 2) is PLAIN
    token = REPEATS.set(3)
    try:
        assert choose(kernel, steps=PLAIN_STEPS // 2) is COMPILED
    finally:
        REPEATS.reset(token)


def test_draws_tell_how_often_they_are_done_over_and_take_it_back() -> None:
    seen: list[int] = []

    def watching(graph: Projection) -> NodeScores:
        seen.append(REPEATS.get())
        return degree(graph)

    rank_intervals(DECK, measure=watching, draws=6, seed=SEED)
    changed_settings(DECK, measure=watching, thresholds=(2,))

    assert seen == [1, *[6] * 6, 1, 2]
    assert REPEATS.get() == 1


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
