"""On any network: closeness, harmonic and edge betweenness equal networkx's, and keep their identities."""

from __future__ import annotations

import random
from typing import Literal

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_cases import Case, networks_of
from networks import network

from graph.analytics.betweenness import betweenness
from graph.analytics.closeness import closeness
from graph.analytics.degree import degree
from graph.analytics.distance_sums import distance_sums
from graph.analytics.edge_betweenness import edge_betweenness, edge_dependencies
from graph.analytics.harmonic import harmonic
from graph.analytics.running import COMPILED, PLAIN

many = settings(deadline=None, max_examples=80)  # no deadline: the first example may compile a kernel
lengths = st.sampled_from(["hops", "distance"])
By = Literal["hops", "distance"]


def cases(directed: bool | None = None) -> st.SearchStrategy[Case]:
    """Any network of up to 11 nodes; strengths up to 9,000, so that the search goes with and without its heap."""
    return networks_of(directed, nodes=(0, 11), edges=35, strengths=st.sampled_from([1, 2, 3, 4, 9000]))


def close(ours: dict[str, float | None], theirs: dict[str, float]) -> None:
    assert ours == pytest.approx({node: float(value) for node, value in theirs.items()}, rel=1e-9, abs=1e-9)


@many
@given(cases(), lengths)
def test_closeness_and_harmonic_equal_networkx(case: Case, by: By) -> None:
    weight = "distance" if by == "distance" else None
    close(closeness(case.ours, by=by).values, nx.closeness_centrality(case.theirs, distance=weight))
    close(harmonic(case.ours, by=by).values, nx.harmonic_centrality(case.theirs, distance=weight))
    back = nx.reverse(case.theirs) if case.directed else case.theirs
    close(closeness(case.ours, by=by, direction="out").values, nx.closeness_centrality(back, distance=weight))


@many
@given(cases(), lengths, st.booleans())
def test_edge_betweenness_equals_networkx(case: Case, by: By, normalised: bool) -> None:
    weight = "distance" if by == "distance" else None
    expected = nx.edge_betweenness_centrality(case.theirs, normalized=normalised, weight=weight)
    found = {
        (item.source, item.target): item.value
        for item in edge_betweenness(case.ours, normalised=normalised, by=by).items
    }
    assert found == pytest.approx({pair: float(value) for pair, value in expected.items()}, rel=1e-9, abs=1e-9)


@many
@given(cases(), lengths)
def test_betweenness_equals_networkx_whatever_the_strengths(case: Case, by: By) -> None:
    weight = "distance" if by == "distance" else None
    close(betweenness(case.ours, by=by).values, nx.betweenness_centrality(case.theirs, weight=weight, normalized=False))


@many
@given(cases(), lengths)
def test_the_three_agree_on_what_a_path_is(case: Case, by: By) -> None:
    """Each path of h hops passes h edges and h − 1 nodes: over all, the two sums differ by the pairs with a path."""
    ours = case.ours
    ties, nodes = edge_betweenness(ours, by=by).array.sum(), betweenness(ours, by=by).array.sum()
    pairs = distance_sums(ours, by=by).reach.sum() / (1 if case.directed else 2)
    assert ties - nodes == pytest.approx(pairs, abs=1e-9)
    if by == "hops":
        assert ties == pytest.approx(distance_sums(ours).far.sum() / (1 if case.directed else 2))


@many
@given(cases(), lengths)
def test_plain_compiled_and_many_at_once_give_the_same_bits(case: Case, by: By) -> None:
    ours = case.ours
    for direction in ("in", "out"):
        ways = [(PLAIN, False), (COMPILED, False)] + ([(COMPILED, True)] if by == "hops" else [])
        bits = set()
        for run, at_once in ways:
            sums = distance_sums(ours, by=by, direction=direction, run=run, many=at_once)  # type: ignore[arg-type]
            bits.add(sums.reach.tobytes() + sums.far.tobytes() + sums.near.tobytes())
        assert len(bits) == 1
    assert len({edge_dependencies(ours, by=by, run=run).values.tobytes() for run in (PLAIN, COMPILED)}) == 1


@many
@given(cases(), lengths, st.randoms(use_true_random=False))
def test_new_names_and_another_order_of_rows_change_nothing(case: Case, by: By, shuffle: random.Random) -> None:
    names = [f"m{i:02d}" for i in range(len(case.nodes))]
    shuffle.shuffle(names)
    renamed = dict(zip(case.nodes, names, strict=True))
    rows = [(renamed[a], renamed[b], weight) for a, b, weight in case.edges]
    shuffle.shuffle(rows)
    other = network(rows, names, directed=case.directed)
    for measure in (closeness, harmonic):
        before = measure(case.ours, by=by).values  # type: ignore[operator]
        after = measure(other, by=by).values  # type: ignore[operator]
        assert {renamed[node]: value for node, value in before.items()} == pytest.approx(after, rel=1e-12)
    edges = {frozenset((item.source, item.target)): 0.0 for item in edge_betweenness(other, by=by).items}
    for item in edge_betweenness(other, by=by).items:
        edges[frozenset((item.source, item.target))] += item.value or 0.0
    for item in edge_betweenness(case.ours, by=by).items:
        edges[frozenset((renamed[item.source], renamed[item.target]))] -= item.value or 0.0
    assert np.abs([0.0, *edges.values()]).max() < 1e-9
    shuffled = list(case.edges)
    shuffle.shuffle(shuffled)
    again = network(shuffled, case.nodes, directed=case.directed)
    assert edge_betweenness(again, by=by) == edge_betweenness(case.ours, by=by)
    assert closeness(again, by=by) == closeness(case.ours, by=by)


@many
@given(cases(directed=False))
def test_centralisation_is_a_share_and_1_for_stars_alone(case: Case) -> None:
    for measure in (degree, betweenness, closeness):
        share = measure(case.ours).summary["centralisation"]  # type: ignore[operator]
        if share is None:
            assert len(case.nodes) < 3 or (measure is closeness and not nx.is_connected(case.theirs))
            continue
        assert -1e-12 <= share <= 1 + 1e-12
        star = len(case.edges) == len(case.nodes) - 1 and max(dict(case.theirs.degree).values()) == len(case.nodes) - 1
        if len(case.nodes) > 3:
            assert (share > 1 - 1e-9) == star
