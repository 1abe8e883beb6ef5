"""On any network: equal to networkx and to brute force, and unchanged by new names, order of rows and how it is run."""

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
from graph.analytics.biconnected import biconnected_components
from graph.analytics.clustering import clustering, triangle_values
from graph.analytics.communities import adjusted_rand, communities
from graph.analytics.components import component_labels, components, strong_labels
from graph.analytics.core import core, core_values
from graph.analytics.louvain import louvain_values, modularity
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.summary import structural_summary
from graph.analytics.ties import ties

many = settings(deadline=None, max_examples=120)  # no deadline: the first example may compile a kernel


def cases() -> st.SearchStrategy[Case]:
    """Any network of up to 12 nodes: empty, scattered, sparse, dense, one-way or not."""
    return networks_of()


def peeled(case: Case) -> dict[str, int]:
    """Core numbers by their definition: for each k, who is left when all with fewer than k edges have gone."""
    found = dict.fromkeys(case.nodes, 0)
    for k in itertools.count(1):
        left = set(case.nodes)
        while gone := {v for v in left if sum(v in e[:2] and left.issuperset(e[:2]) for e in case.edges) < k}:
            left -= gone
        if not left:
            return found
        found.update(dict.fromkeys(left, k))
    raise AssertionError


@many
@given(cases())
def test_core_numbers_are_those_of_the_definition_and_of_networkx(case: Case) -> None:
    values = core(case.ours).values
    assert values == peeled(case)
    assert values == nx.core_number(case.theirs)


@many
@given(cases())
def test_strong_components_equal_networkx_and_lie_within_the_weak_ones(case: Case) -> None:
    strong, weak = components(case.ours, kind="strong").items, components(case.ours).items
    expected = nx.strongly_connected_components(case.theirs) if case.directed else nx.connected_components(case.theirs)
    assert set(map(frozenset, strong)) == set(map(frozenset, expected))
    assert [(-len(part), part) for part in strong] == sorted((-len(part), part) for part in strong)
    assert all(len(set(weak.of[strong.places(number)].tolist())) == 1 for number in range(len(strong)))


@many
@given(cases())
def test_blocks_equal_networkx_and_share_out_the_edges(case: Case) -> None:
    projection = case.ours
    blocks = biconnected_components(projection).items
    theirs = list(nx.biconnected_components(case.undirected))
    assert sorted(sorted(part) for part in theirs) == sorted(list(block.nodes) for block in blocks)
    assert sorted(edge for block in blocks for edge in block.edges) == list(range(projection.m))
    for number, block in enumerate(blocks):
        edges = [projection.edges[edge] for edge in block.edges]
        ends = {edge.source for edge in edges} | {edge.target for edge in edges}
        assert ends == set(block.nodes)
        assert {int(blocks.of_edge[edge]) for edge in block.edges} == {number}
    assert [-len(block.nodes) for block in blocks] == sorted(-len(block.nodes) for block in blocks)


@many
@given(cases())
def test_an_articulation_point_is_a_node_in_two_blocks_and_a_bridge_a_block_of_two_nodes(case: Case) -> None:
    projection = case.ours
    blocks, points = biconnected_components(projection).items, articulation(projection)
    assert {point.id for point in points.nodes} == {
        projection.ids[place] for place in np.flatnonzero(blocks.memberships > 1)
    }
    assert {bridge.edges for bridge in points.bridges} == {block.edges for block in blocks if len(block.nodes) == 2}


@many
@given(cases())
def test_clustering_equals_networkx_without_direction(case: Case) -> None:
    graph, scores = case.undirected, clustering(case.ours)
    theirs = nx.clustering(graph)
    for node_id, value in scores.values.items():
        if graph.degree(node_id) < 2:
            assert value is None
        else:
            assert value == pytest.approx(theirs[node_id], rel=1e-9, abs=1e-12)
    assert sum(triangle_values(case.ours).tolist()) == sum(nx.triangles(graph).values())
    if case.nodes:
        assert scores.summary["mean_with_zeros"] == pytest.approx(nx.average_clustering(graph), abs=1e-12)
    if scores.summary["transitivity"] is not None:
        assert scores.summary["transitivity"] == pytest.approx(nx.transitivity(graph), abs=1e-12)


@many
@given(cases())
def test_ties_are_the_edges_without_direction(case: Case) -> None:
    projection, rows = case.ours, ties(case.ours)
    graph = case.undirected
    assert rows.count == graph.number_of_edges()
    weights = rows.sums(projection.strength)
    for place, node_id in enumerate(projection.ids):
        here = range(rows.indptr[place], rows.indptr[place + 1])
        assert [projection.ids[rows.indices[at]] for at in here] == sorted(graph[node_id])
        for at in here:
            other = projection.ids[rows.indices[at]]
            assert weights[rows.tie_of[at]] == graph[node_id][other]["weight"]
            ends = [
                {projection.edges[edge].source, projection.edges[edge].target} for edge in rows.edges(rows.tie_of[at])
            ]
            assert ends == [{node_id, other}] * sum({a, b} == {node_id, other} for a, b, _ in case.edges)


@many
@given(cases(), st.integers(0, 50), st.sampled_from([0.5, 1.0, 1.7]))
def test_communities_share_out_the_nodes_with_networkxs_modularity(case: Case, seed: int, resolution: float) -> None:
    projection, graph = case.ours, case.undirected
    found = communities(projection, seed=seed, resolution=resolution, runs=2)
    assert sorted(node for part in found.items for node in part) == list(case.nodes)
    if not case.edges:
        assert found.modularity is None
        return
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, map(set, found.items), weight="weight", resolution=resolution),
        rel=1e-9,
        abs=1e-9,
    )
    rows = ties(projection)
    alone = modularity(rows, projection.strength, np.arange(projection.n), resolution=resolution)
    assert found.modularity >= alone - 1e-9
    across = [sum(w for a, b, w in case.edges if (a in part) != (b in part)) for part in found.items]
    assert found.across.tolist() == pytest.approx(across, abs=1e-9)
    assert 2 * found.inside.sum() + found.across.sum() == pytest.approx(2 * projection.strength.sum())


@many
@given(cases(), st.integers(0, 50))
def test_no_two_communities_gain_by_being_one(case: Case, seed: int) -> None:
    """On its last level Louvain moves whole communities."""
    projection, rows = case.ours, ties(case.ours)
    labels = louvain_values(projection, seed=seed)
    score = modularity(rows, projection.strength, labels)
    if score is None:
        return
    for a, b in itertools.combinations(range(int(labels.max()) + 1), 2):
        merged = np.where(labels == b, a, labels)
        assert modularity(rows, projection.strength, merged) <= score + 1e-9


@many
@given(st.lists(st.integers(0, 4), max_size=15), st.randoms(use_true_random=False))
def test_the_adjusted_rand_index_is_that_of_counted_pairs(a: list[int], shuffle: random.Random) -> None:
    b = a.copy()
    shuffle.shuffle(b)
    pairs = list(itertools.combinations(range(len(a)), 2))
    in_a, in_b = ({pair for pair in pairs if of[pair[0]] == of[pair[1]]} for of in (a, b))
    ours = adjusted_rand(np.array(a, dtype=np.int64), np.array(b, dtype=np.int64))
    if not pairs or len(in_a) + len(in_b) == 2 * len(in_a) * len(in_b) / len(pairs):
        assert ours == 1.0
        return
    chance = len(in_a) * len(in_b) / len(pairs)
    assert ours == pytest.approx((len(in_a & in_b) - chance) / ((len(in_a) + len(in_b)) / 2 - chance))
    assert ours == pytest.approx(adjusted_rand(np.array(b), np.array(a)))


@many
@given(cases(), st.randoms(use_true_random=False))
def test_new_names_and_another_order_of_rows_change_nothing(case: Case, shuffle: random.Random) -> None:
    names = [f"m{i:02d}" for i in range(len(case.nodes))]
    shuffle.shuffle(names)
    renamed = dict(zip(case.nodes, names, strict=True))
    rows = [(renamed[a], renamed[b], weight) for a, b, weight in case.edges]
    shuffle.shuffle(rows)
    before, after = structural_summary(case.ours), structural_summary(network(rows, names, directed=case.directed))
    for one, other in zip(before.statistics, after.statistics, strict=True):
        assert other.value == (None if one.value is None else pytest.approx(one.value, rel=1e-12, abs=1e-12)), one.name
    assert {renamed[node]: value for node, value in before.core.values.items()} == after.core.values
    assert before.component_sizes == after.component_sizes
    assert before.block_sizes == after.block_sizes
    assert before.distances == after.distances


@many
@given(cases())
def test_the_summary_equals_networkx(case: Case) -> None:
    summary, graph = structural_summary(case.ours), case.theirs
    if not case.nodes:
        return
    weak = case.undirected
    parts = list(nx.connected_components(weak))
    most = max(map(len, parts))
    part = graph.subgraph(set().union(*(one for one in parts if len(one) == most)))
    lengths = [d for v, row in nx.all_pairs_shortest_path_length(part) for w, d in row.items() if v != w]
    assert summary.value("diameter") == (max(lengths) if lengths else None)
    assert summary.value("mean_distance") == (pytest.approx(sum(lengths) / len(lengths)) if lengths else None)
    assert summary.value("components") == nx.number_connected_components(weak)
    if len(case.nodes) > 1:
        assert summary.value("density") == pytest.approx(nx.density(graph))
        if not case.directed:
            assert summary.value("global_efficiency") == pytest.approx(nx.global_efficiency(graph))
    if case.directed and case.edges:
        assert summary.value("reciprocity") == pytest.approx(nx.overall_reciprocity(graph))
    mixing = summary.value("degree_assortativity")
    if mixing is not None:
        assert mixing == pytest.approx(nx.degree_assortativity_coefficient(graph), rel=1e-9, abs=1e-9)


@many
@given(cases(), st.integers(0, 20))
def test_plain_and_compiled_kernels_give_the_same_bits(case: Case, seed: int) -> None:
    projection = case.ours
    for values in (component_labels, strong_labels, core_values, triangle_values):
        plain, compiled = (values(projection, run=run) for run in (PLAIN, COMPILED))
        assert np.array_equal(plain, compiled)
    blocks = [biconnected_components(projection, run=run).items for run in (PLAIN, COMPILED)]
    assert blocks[0] == blocks[1]
    partitions = [louvain_values(projection, seed=seed, run=run) for run in (PLAIN, COMPILED)]
    assert np.array_equal(*partitions)
