"""Hops from one node to all, and from one to another, against networkx, from either side of the search."""

from __future__ import annotations

import networkx as nx
import pytest
from networks import from_graph, network, node_id

from graph.analytics.reach import hop_distances, hops_between
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import NotFound


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(("n", "density"), [(1, 0.0), (30, 0.04), (60, 0.02), (60, 0.4), (200, 0.1)])
def test_hops_are_those_of_networkx(n: int, density: float, directed: bool) -> None:
    graph = nx.gnp_random_graph(n, density, seed=n, directed=directed)
    projection = from_graph(graph)
    for source in range(0, n, 7):
        lengths = nx.single_source_shortest_path_length(graph, source)
        expected = [lengths.get(one, -1) for one in range(n)]
        plain, compiled = (hop_distances(projection, source=source, run=run) for run in (PLAIN, COMPILED))
        assert plain.tolist() == compiled.tolist() == expected
        assert hop_distances(projection, source=node_id(source)).tolist() == expected


def test_an_unknown_node_is_named() -> None:
    with pytest.raises(NotFound, match="'nowhere'"):
        hop_distances(network([("a", "b")]), source="nowhere")
    with pytest.raises(NotFound, match="'nowhere'"):
        hops_between(network([("a", "b")]), "a", "nowhere")


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(("n", "density"), [(1, 0.0), (30, 0.04), (40, 0.03), (40, 0.2), (40, 0.9)])
def test_hops_between_two_are_those_from_one_to_all(n: int, density: float, directed: bool) -> None:
    graph = nx.gnp_random_graph(n, density, seed=n, directed=directed)
    projection = from_graph(graph)
    for source, lengths in nx.all_pairs_shortest_path_length(graph):
        for target in range(n):
            for run in (PLAIN, COMPILED, None):  # one after the other: each leaves its space as it found it
                assert hops_between(projection, source, target, run=run) == lengths.get(target, -1)
    assert hops_between(projection, node_id(0), node_id(n - 1)) == hops_between(projection, 0, n - 1)


def test_hops_between_two_far_apart() -> None:
    chain = from_graph(nx.path_graph(500, create_using=nx.DiGraph))
    assert hops_between(chain, 0, 499) == 499
    assert hops_between(chain, 499, 0) == -1
