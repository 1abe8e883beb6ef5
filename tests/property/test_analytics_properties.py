"""On any network: equal to networkx (1e-9), and unchanged by new names, by another order of rows, by how it is run.

Distances are compared on exact fractions: with 1/strength in floating point networkx breaks ties by rounding error (its
documentation says so), and betweenness then differs on most small networks.
"""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import Case, networks_of
from networks import network

from graph.analytics.articulation import articulation
from graph.analytics.betweenness import betweenness, dependencies
from graph.analytics.components import component_labels, components
from graph.analytics.degree import degree, strength
from graph.analytics.paths import shortest_paths
from graph.analytics.running import COMPILED, PLAIN

many = settings(deadline=None, max_examples=150)  # no deadline: the first example may compile a kernel


def cases(directed: bool | None = None) -> st.SearchStrategy[Case]:
    """Any network of up to 12 nodes: empty, scattered, sparse, dense, one-way or not."""
    return networks_of(directed, edges=30)


def close(ours: dict[str, float | None], theirs: dict[str, float]) -> None:
    assert ours.keys() == theirs.keys()
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@many
@given(cases(), st.booleans())
def test_betweenness_equals_networkx(case: Case, normalised: bool) -> None:
    expected = nx.betweenness_centrality(case.theirs, normalized=normalised)
    close(betweenness(case.ours, normalised=normalised).values, expected)


@many
@given(cases(), st.booleans())
def test_betweenness_by_distance_equals_networkx_on_exact_fractions(case: Case, normalised: bool) -> None:
    expected = nx.betweenness_centrality(case.theirs, normalized=normalised, weight="distance")
    close(betweenness(case.ours, normalised=normalised, by="distance").values, expected)


@many
@given(cases(), st.data())
def test_betweenness_equals_networkx_where_no_two_routes_tie(case: Case, data: st.DataObject) -> None:
    """With distances of which no sums are equal, plain floating point is right in both."""
    generator = random.Random(data.draw(st.integers(0, 2**32)))
    edges = [(a, b, generator.uniform(0.5, 2.0)) for a, b, _ in case.edges]
    graph = nx.DiGraph() if case.directed else nx.Graph()
    graph.add_nodes_from(case.nodes)
    graph.add_weighted_edges_from((a, b, 1.0 / weight) for a, b, weight in edges)
    ours = betweenness(network(edges, case.nodes, directed=case.directed), by="distance").values
    close(ours, nx.betweenness_centrality(graph, normalized=False, weight="weight"))


@many
@given(cases())
def test_degree_and_strength_equal_networkx(case: Case) -> None:
    graph = case.theirs
    close(degree(case.ours).values, dict(graph.degree))
    close(strength(case.ours).values, dict(graph.degree(weight="strength")))
    if len(case.nodes) > 1:  # networkx calls the degree of a lone node 1
        close(degree(case.ours, normalised=True).values, nx.degree_centrality(graph))
    if case.directed:
        close(degree(case.ours, direction="in").values, dict(graph.in_degree))
        close(strength(case.ours, direction="out").values, dict(graph.out_degree(weight="strength")))


@many
@given(cases())
def test_components_equal_networkx(case: Case) -> None:
    items = components(case.ours).items
    assert {frozenset(part) for part in items} == set(map(frozenset, nx.connected_components(_undirected(case))))
    assert [(-len(part), part[0]) for part in items] == sorted((-len(part), part[0]) for part in items)
    assert all(list(part) == sorted(part) for part in items)


@many
@given(cases())
def test_articulation_points_and_bridges_equal_networkx_and_brute_force(case: Case) -> None:
    graph = _undirected(case)
    answer = articulation(case.ours)
    assert {point.id for point in answer.nodes} == set(nx.articulation_points(graph))
    bridges = {frozenset((bridge.source, bridge.target)): bridge for bridge in answer.bridges}
    assert len(bridges) == len(answer.bridges)
    assert bridges.keys() == set(map(frozenset, nx.bridges(graph)))
    for point in answer.nodes:
        whole = graph.subgraph(nx.node_connected_component(graph, point.id))
        pieces = nx.connected_components(whole.subgraph(set(whole) - {point.id}))
        expected = sorted((tuple(sorted(piece)) for piece in pieces), key=lambda ids: (-len(ids), ids))
        assert [piece.ids for piece in point.pieces] == expected
        assert point.cut_off == len(whole) - 1 - len(expected[0])
    for pair, bridge in bridges.items():
        without = graph.copy()
        without.remove_edge(*pair)
        sides = [tuple(sorted(nx.node_connected_component(without, end))) for end in (bridge.source, bridge.target)]
        assert [piece.ids for piece in bridge.pieces] == sides
        edges = [case.ours.edges[edge] for edge in bridge.edges]
        assert all({edge.source, edge.target} == pair for edge in edges)
        assert len(edges) == sum({a, b} == pair for a, b, _ in case.edges)


@many
@given(cases(), st.data())
def test_all_shortest_paths_equal_networkx(case: Case, data: st.DataObject) -> None:
    if not case.nodes:
        return
    source, target = data.draw(st.sampled_from(case.nodes)), data.draw(st.sampled_from(case.nodes))
    limit = data.draw(st.integers(1, 30))
    answer = shortest_paths(case.ours, source=source, target=target, limit=limit)
    if not nx.has_path(case.theirs, source, target):
        assert (answer.length, answer.total, answer.paths) == (None, 0, ())
        assert answer.warnings
        return
    expected = sorted(map(tuple, nx.all_shortest_paths(case.theirs, source, target)))
    assert answer.length == len(expected[0]) - 1
    assert answer.total == len(expected)
    assert answer.truncated == (len(expected) > limit)
    assert [path.nodes for path in answer.paths] == expected[:limit]
    for path in answer.paths:
        hops = [(case.ours.edges[edge].source, case.ours.edges[edge].target) for edge in path.edges]
        steps = list(itertools.pairwise(path.nodes))
        assert hops == steps if case.directed else list(map(set, hops)) == list(map(set, steps))


@many
@given(cases(), st.booleans(), st.randoms(use_true_random=False))
def test_new_names_and_another_order_of_rows_change_nothing(case: Case, by_hops: bool, shuffle: random.Random) -> None:
    names = [f"m{i:02d}" for i in range(len(case.nodes))]
    shuffle.shuffle(names)
    renamed = dict(zip(case.nodes, names, strict=True))
    rows = [(renamed[a], renamed[b], weight) for a, b, weight in case.edges]
    shuffle.shuffle(rows)
    by = "hops" if by_hops else "distance"
    before = {item.id: item for item in betweenness(case.ours, by=by).items}  # type: ignore[arg-type]
    after = {item.id: item for item in betweenness(network(rows, names, directed=case.directed), by=by).items}  # type: ignore[arg-type]
    for node, item in before.items():
        assert after[renamed[node]].value == pytest.approx(item.value, rel=1e-12)
        assert after[renamed[node]].rank == item.rank
    shuffled = list(case.edges)
    shuffle.shuffle(shuffled)
    again = betweenness(network(shuffled, case.nodes, directed=case.directed), by=by)  # type: ignore[arg-type]
    assert again == betweenness(case.ours, by=by)  # type: ignore[arg-type]


@many
@given(cases())
def test_plain_and_compiled_kernels_give_the_same_bits(case: Case) -> None:
    projection = case.ours
    for by in ("hops", "distance"):
        bits = {dependencies(projection, by=by, run=run).values.tobytes() for run in (PLAIN, COMPILED)}  # type: ignore[arg-type]
        assert len(bits) == 1
    labels = [component_labels(projection, run=run) for run in (PLAIN, COMPILED)]
    assert np.array_equal(*labels)


def _undirected(case: Case) -> nx.Graph:
    return nx.Graph(case.theirs)
