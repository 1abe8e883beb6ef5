"""Claims about bridging actors: who lies on the shortest routes between two, against networkx and brute force."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import deck, krackhardt_kite, network

from graph.analytics.bridging import Bridging, bridging_actors, counted_distances
from graph.errors import NotFound
from graph.projection import Projection

TWO_MODE = ("actor", "activity")


def by_id(found: Bridging) -> dict[str, tuple[int, float]]:
    return {one.id: (one.rank, one.score) for one in found.items}


def test_the_deck_bridges_portugal_and_norway_through_spain_and_finland() -> None:
    found = bridging_actors(deck(), "country:PT", "country:NO")

    assert (found.distance, found.routes, found.shared) == (6, 1, ())
    assert by_id(found) == {"country:ES": (1, 1.0), "country:FI": (1, 1.0)}
    spain, finland = found.items
    assert (spain.with_source, spain.with_target) == (("partnership:ris3t",), ())
    assert (finland.with_source, finland.with_target) == ((), ("goodpractice:nordland-triple-helix",))


def test_only_actors_bridge_in_a_two_mode_network() -> None:
    found = bridging_actors(deck(), "country:AT", "country:IT")

    assert found.items
    assert all(one.id.startswith("country:") for one in found.items)


def test_scores_are_shares_of_the_routes_and_equal_ones_share_a_rank() -> None:
    # s and t are joined through u (two activities on one side: 2 routes), v and w (1 route each)
    ties = [("s", "1"), ("s", "2"), ("u", "1"), ("u", "2"), ("u", "5"), ("t", "5")]
    ties += [("s", "3"), ("v", "3"), ("v", "6"), ("t", "6"), ("s", "4"), ("w", "4"), ("w", "7"), ("t", "7")]

    found = bridging_actors(network(ties, modes=TWO_MODE), "s", "t")

    assert (found.distance, found.routes) == (4, 4)
    assert [(one.id, one.rank, one.score) for one in found.items] == [("u", 1, 0.5), ("v", 2, 0.25), ("w", 2, 0.25)]
    assert found.items[0].with_source == ("1", "2")
    assert found.items[0].with_target == ("5",)
    back = bridging_actors(network(ties, modes=TWO_MODE), "t", "s")
    assert by_id(back) == by_id(found)
    assert back.items[0].with_source == ("5",)


def test_nobody_needs_to_bridge_two_that_share_an_activity() -> None:
    found = bridging_actors(deck(), "country:ES", "country:PT")

    assert (found.distance, found.shared, found.items) == (2, ("partnership:ris3t",), ())


def test_nobody_needs_to_bridge_two_that_are_tied() -> None:
    found = bridging_actors(krackhardt_kite(), "Heather", "Ike")

    assert (found.distance, found.items) == (1, ())


def test_an_actor_does_not_bridge_to_itself() -> None:
    assert bridging_actors(deck(), "country:ES", "country:ES") == Bridging(0, 1, (), ())


def test_without_a_route_nobody_bridges() -> None:
    parts = network([("a", "1"), ("b", "1"), ("c", "2"), ("d", "2")], modes=TWO_MODE)

    assert bridging_actors(parts, "a", "c") == Bridging(None, 0, (), ())


@pytest.mark.parametrize(("source", "target"), [("country:XX", "country:ES"), ("country:ES", "country:XX")])
def test_an_id_that_is_not_in_the_network_is_named(source: str, target: str) -> None:
    with pytest.raises(NotFound, match="country:XX"):
        bridging_actors(deck(), source, target)


def brute_force(projection: Projection, source: str, target: str) -> tuple[int | None, dict[str, Fraction]]:
    """Every shortest path written out and counted."""
    graph = nx.Graph()
    graph.add_nodes_from(projection.ids)
    graph.add_edges_from((edge.source, edge.target) for edge in projection.edges)
    if not nx.has_path(graph, source, target):
        return None, {}
    paths = list(nx.all_shortest_paths(graph, source, target))
    actors = {edge.source for edge in projection.edges} if projection.modes == TWO_MODE else set(projection.ids)
    inner = [node for path in paths for node in path[1:-1] if node in actors]
    return len(paths[0]) - 1, {node: Fraction(inner.count(node), len(paths)) for node in set(inner)}


LAYERS = st.lists(
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=6), min_size=2, max_size=4
)


def layered(layers: list[set[tuple[int, int]]]) -> list[tuple[str, str]]:
    """Ties from layer to layer, so that most pairs of ends have several shortest routes between them."""
    return [(f"n{depth}{a}", f"n{depth + 1}{b}") for depth, ties in enumerate(layers) for a, b in sorted(ties)]


@given(layers=LAYERS)
def test_two_mode_scores_are_those_of_all_paths_written_out(layers: list[set[tuple[int, int]]]) -> None:
    deep = layers + layers[:1] if len(layers) % 2 else layers  # from an actor to an actor
    ties = [(a, b) if int(a[1]) % 2 == 0 else (b, a) for a, b in layered(deep)]  # even layers are actors
    source, target = "n00", f"n{len(deep)}0"
    projection = network(ties, [source, target], modes=TWO_MODE)

    found = bridging_actors(projection, source, target)
    distance, expected = brute_force(projection, source, target)

    assert found.distance == distance
    if distance is not None and distance > 2:
        assert {one.id: Fraction(one.score).limit_denominator(10**6) for one in found.items} == expected
    else:
        assert found.items == ()


@given(layers=LAYERS, further=st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=2))
def test_one_mode_scores_are_those_of_all_paths_written_out(
    layers: list[set[tuple[int, int]]], further: set[tuple[int, int]]
) -> None:
    ties = {*layered(layers), *((f"n0{a}", f"n2{b}") for a, b in further)}
    source, target = "n00", f"n{len(layers)}0"
    projection = network(ties, [source, target])

    found = bridging_actors(projection, source, target)
    distance, expected = brute_force(projection, source, target)

    assert found.distance == distance
    assert {one.id: Fraction(one.score).limit_denominator(10**6) for one in found.items} == expected
    ranks = [one.rank for one in found.items]
    assert ranks == [1 + sum(other.score > one.score for other in found.items) for one in found.items]


def test_counts_of_routes_are_exact_beyond_double_precision() -> None:
    # a ladder of 60 diamonds has 2^60 shortest routes; adding one route more has to show
    ties = []
    for rung in range(60):
        ties += [
            (f"n{rung:02}", f"u{rung:02}"),
            (f"n{rung:02}", f"v{rung:02}"),
            (f"u{rung:02}", f"n{rung + 1:02}"),
            (f"v{rung:02}", f"n{rung + 1:02}"),
        ]
    ties += [("n00", "w"), ("w", "n01")]
    projection = network(ties)

    _, count = counted_distances(projection, projection.place("n00"))

    assert count[projection.place("n60")] == 3 * 2**59
