"""Betweenness of edges: networkx, published numbers, the same bits from every way to compute it."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from networks import florentine_families, from_graph, krackhardt_kite, network, node_id

from graph.analytics.betweenness import betweenness
from graph.analytics.edge_betweenness import EdgeScores, edge_betweenness, edge_dependencies
from graph.analytics.running import COMPILED, PLAIN
from graph.projection import Projection


def values(found: EdgeScores) -> dict[tuple[str, str], float | None]:
    return {(item.source, item.target): item.value for item in found.items}


def weighted(directed: bool) -> nx.Graph:
    graph = nx.gnp_random_graph(80, 0.05, seed=9, directed=directed)
    random = np.random.default_rng(9)
    for _, _, data in graph.edges(data=True):
        data["strength"] = float(random.uniform(0.2, 3))
        data["distance"] = 1 / data["strength"]
    return graph


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("normalised", [False, True])
def test_scattered_networks_equal_networkx(directed: bool, normalised: bool) -> None:
    graph = weighted(directed)
    ours = from_graph(graph, strength="strength")
    for by, weight in (("hops", None), ("distance", "distance")):
        expected = nx.edge_betweenness_centrality(graph, normalized=normalised, weight=weight)
        found = values(edge_betweenness(ours, normalised=normalised, by=by))  # type: ignore[arg-type]
        assert found == pytest.approx(
            {(node_id(a), node_id(b)): value for (a, b), value in expected.items()}, rel=1e-9, abs=1e-9
        )


def test_the_tie_that_joins_two_halves_leads() -> None:
    """Girvan & Newman (2002): what joins the parts carries all pairs between them."""
    barbell = from_graph(nx.barbell_graph(4, 0))
    first = edge_betweenness(barbell).items[0]
    assert (first.source, first.target, first.value, first.rank) == ("n0003", "n0004", 16, 1)
    assert edge_betweenness(barbell, normalised=True).items[0].value == pytest.approx(16 / 28)


def test_equal_edges_share_a_rank_in_the_order_of_their_ends() -> None:
    items = edge_betweenness(krackhardt_kite()).items
    assert [(item.source, item.target, item.rank) for item in items[:4]] == [
        ("Heather", "Ike", 1),
        ("Fernando", "Heather", 2),
        ("Garth", "Heather", 2),
        ("Ike", "Jane", 4),
    ]
    assert len(items) == 18


@pytest.mark.parametrize("ours", [krackhardt_kite(), florentine_families()], ids=["kite", "florence"])
def test_what_passes_a_node_passes_its_ties(ours: Projection) -> None:
    """A node's ties carry its own pairs (n' − 1 of its component) and twice what lies between others through it."""
    ties = np.zeros(ours.n)
    for item in edge_betweenness(ours).items:
        for end in (item.source, item.target):
            ties[ours.place(end)] += item.value or 0.0
    reached = np.array([len(nx.node_connected_component(_graph(ours), one)) - 1 for one in ours.ids])
    assert ties == pytest.approx(reached + 2 * betweenness(ours).array, rel=1e-12)


def _graph(ours: Projection) -> nx.Graph:
    graph = nx.Graph([(edge.source, edge.target) for edge in ours.edges])
    graph.add_nodes_from(ours.ids)
    return graph


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("by", ["hops", "distance"])
def test_plain_compiled_and_threads_give_the_same_bits(directed: bool, by: str) -> None:
    dense = nx.gnp_random_graph(90, 0.2, seed=4, directed=directed)
    for graph in (weighted(directed), dense):
        ours = from_graph(graph, strength="strength" if graph is not dense else None)
        bits = {
            edge_dependencies(ours, by=by, run=run, threads=threads).values.tobytes()  # type: ignore[arg-type]
            for run, threads in ((PLAIN, 1), (COMPILED, 1), (COMPILED, 3))
        }
        assert len(bits) == 1


@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_no_edges_no_items(nodes: list[str]) -> None:
    assert len(edge_betweenness(network([], nodes), normalised=True).items) == 0


def test_more_paths_than_a_double_counts_are_undefined() -> None:
    edges = [
        pair
        for i in range(1100)
        for middle in "xy"
        for pair in ((f"{i:04d}", f"{i:04d}{middle}"), (f"{i:04d}{middle}", f"{i + 1:04d}"))
    ]
    found = edge_betweenness(network(edges))
    assert {item.value for item in found.items} == {None}
    assert {item.rank for item in found.items} == {None}
    assert any("1.8e308" in warning for warning in found.warnings)


def test_progress_may_cancel() -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        edge_betweenness(krackhardt_kite(), progress=stop)
