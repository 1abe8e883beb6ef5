"""Hops from one node to all, against networkx, from either side of the search."""

from __future__ import annotations

import networkx as nx
import pytest
from networks import from_graph, network, node_id

from graph.analytics.reach import hop_distances
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
