"""Freeman's centralisation against his own numbers; two-mode maxima against Borgatti & Everett's."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import pytest
from networks import deck, from_graph, krackhardt_kite, network

from graph.analytics.betweenness import betweenness
from graph.analytics.closeness import closeness
from graph.analytics.degree import degree
from graph.analytics.two_mode import largest_betweenness
from graph.errors import InvalidInput
from graph.projection import Projection


def gathered(projection: Projection) -> tuple[float | None, ...]:
    return tuple(
        measure(projection).summary["centralisation"]  # type: ignore[operator]
        for measure in (betweenness, degree, closeness)
    )


@pytest.mark.parametrize("n", [3, 5, 6, 8, 12])
def test_a_star_has_1_and_a_circle_0(n: int) -> None:
    star = gathered(from_graph(nx.star_graph(n - 1)))
    assert star == pytest.approx((1, 1, 1), rel=1e-12)
    assert all(value is not None and value <= 1 for value in star)
    assert gathered(from_graph(nx.cycle_graph(n))) == pytest.approx((0, 0, 0), abs=1e-12)


def test_freemans_chain_of_five() -> None:
    assert gathered(from_graph(nx.path_graph(5))) == pytest.approx((0.4167, 0.1667, 0.4222), abs=5e-5)


def test_normalising_the_nodes_does_not_change_the_network() -> None:
    chain = from_graph(nx.path_graph(5))
    for measure in (betweenness, degree, closeness):
        assert measure(chain, normalised=True).summary == measure(chain).summary  # type: ignore[operator]


def test_it_is_none_where_freeman_did_not_define_it() -> None:
    assert gathered(network([("a", "b")])) == (None, None, None)
    assert gathered(network([("a", "b"), ("b", "c")], directed=True)) == (None, None, None)
    assert gathered(deck()) == (None, None, None)
    parts = gathered(network([("a", "b"), ("b", "c"), ("d", "e")]))
    assert parts[2] is None
    assert parts[:2] == pytest.approx((1 / 6, 1 / 3))
    assert betweenness(network([("a", "b"), ("b", "c")]), by="distance").summary["centralisation"] is None
    assert "undirected" in closeness(deck()).method.definitions["centralisation"]


def test_two_mode_betweenness_and_degree_are_normalised_as_in_networkx() -> None:
    ours = deck()
    graph = nx.Graph([(edge.source, edge.target) for edge in ours.edges])
    top = [one for one in ours.ids if one.startswith("country:")]
    found = betweenness(ours, two_mode=True)
    assert found.values == pytest.approx(nx.bipartite.betweenness_centrality(graph, top), rel=1e-9)
    assert "Borgatti & Everett" in found.method.definitions["normalisation"]
    assert degree(ours, two_mode=True).values == pytest.approx(nx.bipartite.degree_centrality(graph, top), rel=1e-9)


def test_normalised_alone_is_by_all_pairs_and_two_mode_is_refused_elsewhere() -> None:
    ours = deck()
    graph = nx.Graph([(edge.source, edge.target) for edge in ours.edges])
    expected = nx.betweenness_centrality(graph, normalized=True)
    assert betweenness(ours, normalised=True).values == pytest.approx(expected, rel=1e-9)
    assert degree(ours, normalised=True).values == pytest.approx(nx.degree_centrality(graph), rel=1e-9)
    for measure in (betweenness, degree, closeness):
        with pytest.raises(InvalidInput, match="not of two modes"):
            measure(krackhardt_kite(), two_mode=True)  # type: ignore[operator]


@pytest.mark.parametrize(("own", "other"), [(1, 1), (1, 3), (2, 2), (2, 3), (3, 2), (3, 3), (4, 2)])
def test_no_two_mode_network_has_more_than_the_formulas_largest_betweenness(own: int, other: int) -> None:
    """Borgatti and Everett's maximum is the largest over all networks of that size, one by one."""
    pairs = list(itertools.product(range(own), range(own, own + other)))
    largest = 0.0
    for chosen in itertools.product([False, True], repeat=len(pairs)):
        graph = nx.empty_graph(own + other)
        graph.add_edges_from(pair for pair, kept in zip(pairs, chosen, strict=True) if kept)
        largest = max(largest, nx.betweenness_centrality(graph, normalized=False)[0])
    assert largest_betweenness(own, other) == pytest.approx(largest)


def test_a_two_mode_network_of_one_kind_alone_divides_by_nothing() -> None:
    lonely = network([], ["a", "b", "c"], modes=("actor", "activity"))
    for measure in (betweenness, degree, closeness):
        assert np.array_equal(measure(lonely, two_mode=True).array, np.zeros(3))  # type: ignore[operator]
