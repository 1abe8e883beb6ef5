"""Brokerage and prediction on any network: identities of the measures, new names, other orders, the same bits."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import network

from graph.analytics.brokerage_roles import brokerage_role_counts, brokerage_roles
from graph.analytics.embeddedness import embeddedness
from graph.analytics.grouping import Grouping
from graph.analytics.prediction import PREDICTORS, predict_links, predicted_pairs
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.structural_holes import constraint, structural_holes_values
from graph.projection import Projection

many = settings(deadline=None, max_examples=80)  # no deadline: the first example may compile a kernel
Rows = tuple[tuple[str, ...], tuple[tuple[str, str, int], ...], bool, tuple[str | None, ...]]


@st.composite
def cases(draw: st.DrawFn) -> Rows:
    """Any network of up to 10 nodes, one-way or not, with groups of which some are unknown."""
    directed = draw(st.booleans())
    nodes = tuple(f"n{i:02d}" for i in range(draw(st.integers(0, 10))))
    pairs = list(itertools.permutations(nodes, 2) if directed else itertools.combinations(nodes, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)) if pairs else []
    edges = tuple((a, b, draw(st.integers(1, 4))) for a, b in chosen)
    return nodes, edges, directed, tuple(draw(st.sampled_from(["x", "y", "z", None])) for _ in nodes)


def ours(case: Rows) -> Projection:
    return network(case[1], case[0], directed=case[2])


@many
@given(cases())
def test_the_five_roles_sum_to_all_open_two_paths(case: Rows) -> None:
    nodes, edges, directed, _ = case
    ties = {(a, b) for a, b, _ in edges} | (set() if directed else {(b, a) for a, b, _ in edges})
    open_paths = {
        v: sum((a, v) in ties and (v, b) in ties and (a, b) not in ties for a, b in itertools.permutations(nodes, 2))
        for v in nodes
    }
    known = Grouping("g", tuple("xyz"[place % 3] for place in range(len(nodes))))
    counts = brokerage_role_counts(ours(case), groups=known)
    assert counts[:, :5].sum(axis=1).tolist() == [open_paths[v] for v in nodes]
    assert counts[:, 5].tolist() == [open_paths[v] for v in nodes]


@many
@given(cases())
def test_turning_every_arc_round_swaps_gatekeeper_and_representative(case: Rows) -> None:
    nodes, edges, directed, of = case
    groups = Grouping("g", of)
    there = brokerage_role_counts(ours(case), groups=groups)
    back = brokerage_role_counts(network([(b, a, w) for a, b, w in edges], nodes, directed=directed), groups=groups)
    assert back.tolist() == there[:, [0, 1, 3, 2, 4, 5]].tolist()


@many
@given(cases())
def test_effective_size_and_hierarchy_keep_their_bounds(case: Rows) -> None:
    values = structural_holes_values(ours(case))
    some = values.contacts > 0
    assert np.isnan(values.constraint[~some]).all()
    assert (values.effective_size[some] <= values.contacts[some] + 1e-12).all()
    assert ((values.hierarchy[some] > -1e-12) & (values.hierarchy[some] < 1 + 1e-12)).all()
    assert (values.constraint[some] >= 1 / values.contacts[some] - 1e-12).all()  # Σ p² is least when all are equal


@many
@given(cases())
def test_constraint_equals_networkx(case: Rows) -> None:
    nodes, edges, directed, _ = case
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(edges, weight="strength")
    found = constraint(ours(case)).values
    for node, expected in nx.constraint(graph, list(graph), weight="strength").items():
        if not np.isnan(expected):  # networkx: undefined for a node with no tie out; ours counts either direction
            assert found[node] == pytest.approx(expected, rel=1e-9)


@many
@given(cases())
def test_ties_of_groups_are_those_of_the_network(case: Rows) -> None:
    projection = ours(case)
    groups = Grouping("g", case[3])
    found = embeddedness(projection, groups=groups)
    known = groups.codes >= 0
    inside = known[projection.edge_source] & known[projection.edge_target]
    total = float(projection.strength[inside].sum())
    assert found.groupwise.internal.sum() + found.groupwise.external.sum() / 2 == pytest.approx(total)
    assert np.nansum(found.nodes.internal) / 2 + np.nansum(found.nodes.external) / 2 == pytest.approx(total)
    assert (found.network_ei is None) == (total == 0)


@many
@given(cases(), st.randoms(use_true_random=False))
def test_new_names_and_another_order_of_rows_change_nothing(case: Rows, shuffle: random.Random) -> None:
    nodes, edges, directed, of = case
    names = [f"m{i:02d}" for i in range(len(nodes))]
    shuffle.shuffle(names)
    renamed = dict(zip(nodes, names, strict=True))
    rows = [(renamed[a], renamed[b], weight) for a, b, weight in edges]
    shuffle.shuffle(rows)
    before, after = ours(case), network(rows, names, directed=directed)
    group_of = {renamed[node]: group for node, group in zip(nodes, of, strict=True)}
    place = [after.position[renamed[node]] for node in nodes]
    one = brokerage_roles(before, groups=Grouping("g", of))
    other = brokerage_roles(after, groups=Grouping("g", tuple(group_of[node] for node in after.ids)))
    np.testing.assert_array_equal(one.counts, other.counts[place].reshape(one.counts.shape))
    np.testing.assert_allclose(one.z, other.z[place].reshape(one.z.shape), rtol=1e-12)
    holes = structural_holes_values(before), structural_holes_values(after)
    np.testing.assert_allclose(holes[0].constraint, holes[1].constraint[place], rtol=1e-12)
    np.testing.assert_allclose(holes[0].effective_size, holes[1].effective_size[place], rtol=1e-9, atol=1e-12)
    for method in PREDICTORS:
        links = [predict_links(projection, method=method, limit=1000).items for projection in (before, after)]
        scores = [
            {frozenset(map(key, (link.source, link.target))): link.score for link in some}
            for some, key in zip(links, (renamed.__getitem__, str), strict=True)
        ]
        assert scores[0] == pytest.approx(scores[1], rel=1e-12)


@many
@given(cases())
def test_plain_and_compiled_kernels_give_the_same_bits(case: Rows) -> None:
    projection, groups = ours(case), Grouping("g", case[3])
    holes = [structural_holes_values(projection, run=run) for run in (PLAIN, COMPILED)]
    for name in ("constraint", "effective_size", "hierarchy"):
        assert getattr(holes[0], name).tobytes() == getattr(holes[1], name).tobytes()
    counts = [brokerage_role_counts(projection, groups=groups, run=run) for run in (PLAIN, COMPILED)]
    assert np.array_equal(*counts)
    for method in PREDICTORS:
        found = [predicted_pairs(projection, method=method, limit=4, run=run) for run in (PLAIN, COMPILED)]
        assert found[0][0].tobytes() == found[1][0].tobytes()
        assert (found[0][1].tolist(), found[0][2]) == (found[1][1].tolist(), found[1][2])
