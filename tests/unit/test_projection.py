"""Claims about projections: sorted, immutable arrays that say the same as the edges they were made from."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import network

from graph.errors import NotFound
from graph.projection import LeftOut, NetworkEdge, NetworkNode, Projection, build_projection

PAIRS = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=25)


def neighbours(projection: Projection, node_id: str) -> list[str]:
    place = projection.place(node_id)
    return [
        projection.ids[other] for other in projection.indices[projection.indptr[place] : projection.indptr[place + 1]]
    ]


def test_nodes_and_edges_are_in_the_order_of_their_ids() -> None:
    projection = network([("b", "c"), ("a", "c"), ("a", "b")])

    assert projection.ids == ("a", "b", "c")
    assert [(edge.source, edge.target) for edge in projection.edges] == [("a", "b"), ("a", "c"), ("b", "c")]


@given(pairs=PAIRS, directed=st.booleans(), seed=st.integers(0, 9))
def test_rows_hold_exactly_the_edges_whatever_order_they_came_in(
    pairs: set[tuple[int, int]], directed: bool, seed: int
) -> None:
    rows = [(f"n{a}", f"n{b}") for a, b in pairs if directed or a < b]
    shuffled = random.Random(seed).sample(rows, len(rows))

    projection = network(shuffled, ["n0", "n8"], directed=directed)

    for node_id in projection.ids:
        out = {b for a, b in rows if a == node_id} | (set() if directed else {a for a, b in rows if b == node_id})
        assert neighbours(projection, node_id) == sorted(out)
        place = projection.place(node_id)
        for at in range(projection.indptr[place], projection.indptr[place + 1]):
            edge = projection.edges[projection.edge_of[at]]
            ends = {edge.source, edge.target}
            assert ends == {node_id, projection.ids[projection.indices[at]]}
    assert projection.m == len(rows)
    assert len(projection.indices) == (1 if directed else 2) * projection.m


@given(pairs=PAIRS)
def test_the_reverse_of_a_directed_network_has_each_edge_at_its_target(pairs: set[tuple[int, int]]) -> None:
    projection = network([(f"n{a}", f"n{b}") for a, b in pairs], ["n0"], directed=True)

    indptr, indices, edge_of = projection.reverse

    for node_id in projection.ids:
        place = projection.place(node_id)
        row = slice(indptr[place], indptr[place + 1])
        assert {projection.ids[other] for other in indices[row]} == {f"n{a}" for a, b in pairs if f"n{b}" == node_id}
        assert all(projection.edges[edge].target == node_id for edge in edge_of[row])


def test_the_reverse_of_an_undirected_network_is_itself() -> None:
    projection = network([("a", "b")])

    assert projection.reverse[1] is projection.indices


def test_distance_is_the_reciprocal_of_strength_and_infinite_for_none() -> None:
    projection = network([("a", "b", 4.0), ("a", "c", 0.0)])

    assert projection.strength.tolist() == [4.0, 0.0]
    assert projection.distance.tolist() == [0.25, np.inf]


@pytest.mark.parametrize(
    "array", ["indptr", "indices", "edge_of", "edge_source", "edge_target", "strength", "distance"]
)
def test_no_array_can_be_written_to(array: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(network([("a", "b")]), array)[0] = 1


def test_the_callers_parameters_are_copied() -> None:
    given_parameters = {"level": "country"}
    projection = build_projection(view="v", parameters=given_parameters, graph_version="1", nodes=[], edges=[])
    given_parameters["level"] = "region"

    assert projection.parameters == {"level": "country"}
    assert (projection.n, projection.m, projection.indptr.tolist()) == (0, 0, [0])


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        ([("a", "nobody")], "no two ends"),
        ([("a", "a")], "no two ends"),
        ([("a", "b"), ("a", "b")], "a pair twice"),
        ([("a", "b"), ("b", "a")], "a pair twice"),
    ],
)
def test_a_fault_of_a_view_is_an_error_not_a_wrong_number(edges: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        build_projection(
            view="test",
            parameters={},
            graph_version="1",
            nodes=[NetworkNode(name, name, "Country") for name in "ab"],
            edges=[NetworkEdge(a, b, "KNOWS", 1.0, ()) for a, b in edges],
        )


def test_a_directed_network_may_have_both_directions() -> None:
    assert network([("a", "b"), ("b", "a")], directed=True).m == 2


def test_what_is_left_out_is_in_a_fixed_order() -> None:
    left = [LeftOut(name, name, "KNOWS", "x", "too coarse") for name in "cab"]
    projection = build_projection(view="v", parameters={}, graph_version="1", nodes=[], edges=[], left_out=left)

    assert [item.id for item in projection.left_out] == ["a", "b", "c"]


def test_an_id_that_is_no_node_is_named_with_the_view() -> None:
    projection = network([("a", "b")])

    assert "a" in projection
    assert "z" not in projection
    with pytest.raises(NotFound, match=r"'z' is not a node of the network 'test'"):
        projection.place("z")
