"""Claims about pictures of networks: nothing overlaps or is lost, and ties cross less than before."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.crossings import crossings, fewer_crossings
from api.pages.layout import LONGEST, WIDTH, curve, in_blocks, in_ring, in_two_sides

pairs_of = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30)


def counted_by_hand(rows: list[list[str]], pairs: list[tuple[str, str]]) -> int:
    """Crossings between two columns, each pair of ties looked at."""
    place = {node: at for row in rows for at, node in enumerate(row)}
    return sum((place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in combinations(pairs, 2))


@given(pairs_of)
def test_crossings_are_counted_as_by_hand(drawn: list[tuple[int, int]]) -> None:
    rows = [[f"l{n}" for n in range(8)], [f"r{n}" for n in range(8)]]
    pairs = [(f"l{one}", f"r{other}") for one, other in drawn]
    assert crossings(rows, pairs) == counted_by_hand(rows, pairs)


@given(pairs_of)
def test_reducing_crossings_never_adds_any_and_loses_no_node(drawn: list[tuple[int, int]]) -> None:
    rows = [[f"l{n}" for n in range(8)], [f"r{n}" for n in range(8)]]
    pairs = [(f"l{one}", f"r{other}") for one, other in drawn]
    kinds = {node: node[0] for row in rows for node in row}
    better = fewer_crossings(rows, [("l",), ("r",)], kinds, pairs)
    assert [sorted(row) for row in better] == rows
    assert crossings(better, pairs) <= crossings(rows, pairs)


def test_untangles_a_reversed_ladder() -> None:
    rows = [["a", "b", "c", "d"], ["z", "y", "x", "w"]]
    pairs = [("a", "w"), ("b", "x"), ("c", "y"), ("d", "z")]
    kinds = {node: "one" if node in rows[0] else "two" for row in rows for node in row}
    assert crossings(rows, pairs) == 6
    assert crossings(fewer_crossings(rows, [("one",), ("two",)], kinds, pairs), pairs) == 0


@pytest.mark.parametrize("actors", [1, 5, LONGEST + 3, 3 * LONGEST])
def test_two_sides_put_actors_between_activities(actors: int) -> None:
    kinds = {f"c{n}": "Country" for n in range(actors)} | {f"p{n}": "Project" for n in range(6)} | {"t": "Pilot"}
    pairs = [(f"c{n}", f"p{n % 6}") for n in range(actors)] + [("c0", "t")]
    placed = in_two_sides(kinds, {f"c{n}" for n in range(actors)}, {node: node for node in kinds}, pairs)
    assert set(placed.at) == set(kinds)
    assert len(set(placed.at.values())) == len(kinds)  # no two nodes at one place
    actor_x = {placed.at[f"c{n}"][0] for n in range(actors)}
    assert placed.at["p0"][0] < min(actor_x) <= max(actor_x) < placed.at["t"][0]
    assert placed.left == {f"p{n}" for n in range(6)}
    assert all(0 <= x <= WIDTH and 0 <= y <= placed.height for x, y in placed.at.values())


def test_blocks_keep_families_together_and_fill_columns() -> None:
    kinds = {f"{kind}{n}": kind for kind in "ABCDEFGHIJ" for n in range(12)}
    pairs = [(f"A{n}", f"B{n}") for n in range(12)]
    placed = in_blocks(kinds, {kind: kind.lower() for kind in "ABCDEFGHIJ"}, {node: node for node in kinds}, pairs)
    assert set(placed.at) == set(kinds)
    assert len(set(placed.at.values())) == len(kinds)
    assert sorted(head.kinds for head in placed.heads) == [(kind,) for kind in "ABCDEFGHIJ"]
    assert len({x for x, _ in placed.at.values()}) == 4  # 120 nodes and 10 heads in columns of about 46 rows


def test_ring_keeps_names_apart_and_groups_side_by_side() -> None:
    groups = {f"r{n}": f"country {n // 5}" for n in range(40)}
    bearing = {f"country {n}": 45.0 * n for n in range(8)}
    placed = in_ring(groups, bearing, dict.fromkeys(groups, "A name of some length"))
    assert min(dist(one, other) for one, other in combinations(placed.at.values(), 2)) >= 13
    turns = sorted(groups, key=lambda node: placed.turn[node])
    assert [groups[node] for node in turns] == sorted(groups.values())  # clockwise from north, in the order of bearings


def test_places_without_a_known_direction_stand_last_on_the_ring() -> None:
    placed = in_ring({"x": "x", "a": "a", "b": "b"}, {"a": 10.0, "b": 200.0}, {"x": "X", "a": "A", "b": "B"})
    assert sorted(placed.turn, key=lambda node: placed.turn[node]) == ["a", "b", "x"]


def test_curve_is_the_same_in_both_directions() -> None:
    one, other = (10.0, 20.0), (200.0, 90.0)
    assert curve(one, other) == curve(other, one)
    assert curve(one, other, (100.0, 100.0)) == curve(other, one, (100.0, 100.0))


def test_a_network_without_nodes_has_an_empty_picture() -> None:
    assert in_two_sides({}, set(), {}, []).at == {}
    assert in_blocks({}, {}, {}, []).at == {}
    assert in_ring({}, {}, {}).at == {}
