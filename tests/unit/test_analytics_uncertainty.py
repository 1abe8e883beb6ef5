"""Claims about rank intervals: they are those of the draws counted one by one, and the same seed gives the same."""

from __future__ import annotations

import numpy as np
import pytest
from affiliation_networks import DECK, LARGER, one_mode, strengths, two_mode
from networks import florentine_families, network

from graph.analytics.affiliations import affiliations_of, with_edges
from graph.analytics.betweenness import betweenness
from graph.analytics.degree import degree, strength
from graph.analytics.draws import competition_ranks, rank_draws
from graph.analytics.results import NodeScores
from graph.analytics.running import COMPILED, PLAIN, PLAIN_STEPS, REPEATS, choose
from graph.analytics.settings import changed_settings
from graph.analytics.shift import Shift, said_of
from graph.analytics.uncertainty import MOST_DRAWS, rank_intervals
from graph.errors import InvalidInput
from graph.projection import Projection

SEED = 7


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


def test_a_draw_of_activities_lacks_some_and_the_answer_says_how_much_lower_it_is() -> None:
    """Ten projects of three: a draw holds 1 − (9/10)¹⁰ = 65 % of them, and degree falls with them; draw by draw."""
    many = two_mode("; ".join(f"p{number}: hub x{number} y{number}" for number in range(10)))
    projection = one_mode(many)
    found = rank_intervals(projection, measure=degree, unit="activities", affiliations=many, draws=300, seed=SEED)

    random = np.random.default_rng(SEED)
    different = np.array([len(set(random.integers(0, 10, size=10).tolist())) for _ in range(300)])
    assert found.shift is not None
    assert found.shift.units == pytest.approx(different.mean() / 10) == pytest.approx(1 - 0.9**10, abs=0.02)
    assert found.shift.ties == pytest.approx(3 * different.mean() / projection.m)
    assert found.shift.values == pytest.approx(different.mean() / 10 - 1)
    lower = f"{1 - different.mean() / 10:.0%}".replace("%", " %")
    assert any(f"the values of degree are {lower} lower" in warning for warning in found.warnings)


def test_what_is_lost_by_drawing_is_not_claimed_where_nothing_is() -> None:
    """Edges drawn twice have twice their strength; activities of a two-mode network drawn twice stand twice."""
    by_edge = rank_intervals(one_mode(LARGER), measure=strength, draws=400, seed=SEED)
    assert by_edge.shift is not None
    assert by_edge.shift.values == pytest.approx(0, abs=0.05)
    standing_twice = rank_intervals(LARGER, measure=degree, unit="activities", draws=20, seed=SEED)
    assert standing_twice.shift is None
    assert not any("A draw holds" in warning for warning in standing_twice.warnings)


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
        network([("a", "b")], ["alone"]), measure=undefined_for_isolates, unit="edges", draws=20, seed=SEED
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

    found = rank_intervals(projection, measure=odd, draws=20, seed=SEED)

    assert any("lies outside its interval" in warning for warning in found.warnings)


@pytest.mark.parametrize(("confidence", "least"), [(0.9, 20), (0.95, 40), (0.5, 4)])
def test_too_few_draws_for_an_interval_give_none_and_say_so(confidence: float, least: int) -> None:
    of = florentine_families()
    few, enough = (
        rank_intervals(of, measure=degree, draws=draws, seed=SEED, confidence=confidence)
        for draws in (least - 1, least)
    )

    assert {(item.rank_low, item.rank_high, item.value_low, item.value_high) for item in few.items} == {(None,) * 4}
    assert any(f"{least - 1} draws are too few" in said and f"draws={least}" in said for said in few.warnings)
    assert {item.defined for item in few.items} == {least - 1}
    assert all(item.rank_low is not None for item in enough.items)
    assert not any("too few" in said for said in enough.warnings)


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


@pytest.mark.parametrize("values", [-0.2, 0.0, 0.3, None])
def test_a_shift_is_told_with_one_blank_before_a_percent_sign(values: float | None) -> None:
    told = said_of(Shift(0.632, 0.63, values), "edges", "degree")
    assert "63 % of the different edges" in told
    assert "  " not in told
    assert "%" not in told.replace(" %", "")


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
