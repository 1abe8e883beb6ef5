"""Claims about common participants: an intersection, with the edge for each side and what could not be compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from networks import DECK, deck, network

from graph.analytics.common import common_participants
from graph.projection import LeftOut, NetworkEdge, NetworkNode, build_projection

TWO_MODE = ("actor", "activity")


def ids(*activities: str) -> list[str]:
    return [one.id for one in common_participants(deck(), activities).items]


def test_knowhub_and_tr3s_share_four_countries() -> None:
    assert ids("project:knowhub", "project:tr3s") == ["country:DE", "country:ES", "country:HU", "country:PL"]


def test_each_one_has_its_edge_to_every_activity_in_the_order_asked() -> None:
    found = common_participants(deck(), ["project:tr3s", "project:knowhub"])

    assert [edge.target for edge in found.items[0].edges] == ["project:tr3s", "project:knowhub"]
    assert {edge.source for edge in found.items[0].edges} == {"country:DE"}


def test_the_number_known_of_each_activity_is_told() -> None:
    assert common_participants(deck(), ["project:knowhub", "partnership:ris3t"]).participants == (7, 2)


def test_an_activity_nobody_is_known_in_gives_nobody_not_everybody() -> None:
    found = common_participants(deck(), ["project:knowhub", "project:not-here"])

    assert found.items == ()
    assert found.participants == (7, 0)


def test_nothing_asked_is_nothing_answered() -> None:
    assert common_participants(deck(), []).items == ()


def test_what_was_too_coarse_is_told_for_each_activity() -> None:
    left = LeftOut("country:ES", "Spain", "PARTICIPATES_IN", "project:b", "stated for a country")
    projection = build_projection(
        view="participation",
        parameters={},
        graph_version="v1",
        nodes=[NetworkNode("region:1", "One", "Region"), NetworkNode("project:a", "A", "Project")],
        edges=[NetworkEdge("region:1", "project:a", "PARTICIPATES_IN", 1.0, ())],
        left_out=[left],
        modes=TWO_MODE,
    )

    found = common_participants(projection, ["project:a", "project:b"])

    assert found.left_out == ((), (left,))


@given(
    pairs=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1),
    asked=st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True),
)
def test_it_is_the_intersection_of_the_neighbourhoods(pairs: set[tuple[int, int]], asked: list[int]) -> None:
    projection = network([(f"a{actor}", f"x{activity}") for actor, activity in pairs], modes=TWO_MODE)

    found = common_participants(projection, [f"x{activity}" for activity in asked])

    expected = set.intersection(*({f"a{a}" for a, x in pairs if x == activity} for activity in asked))
    assert [one.id for one in found.items] == sorted(expected)


def test_the_deck_used_here_is_that_of_the_founders() -> None:
    assert set(DECK["project:knowhub"].split()) & set(DECK["project:tr3s"].split()) == {"PL", "HU", "ES", "DE"}
