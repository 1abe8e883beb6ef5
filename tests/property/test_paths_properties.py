"""On any network: paths keep to what they promise, whatever nodes are called and in whatever order the rows came."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import network
from routes_brute import random_network

from graph.analytics.alternatives import k_shortest_paths
from graph.analytics.constraints import Constraints, allowed
from graph.analytics.meeting import nearest, search
from graph.analytics.paths import measured, shortest_paths
from graph.analytics.question import Question
from graph.analytics.remaining import rest_of
from graph.analytics.results import Paths
from graph.analytics.routing import counted, loopless
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.widest import widest_paths
from graph.projection import Projection, build_projection

many = settings(deadline=None, max_examples=60)  # no deadline: the first example may compile a kernel
networks = st.builds(
    random_network, st.integers(0, 10**6), directed=st.booleans(), n=st.integers(7, 11), density=st.floats(0.1, 0.6)
)
Method = Callable[[Projection, str, str], Paths]
METHODS: dict[str, Method] = {
    "hops": lambda graph, s, t: shortest_paths(graph, source=s, target=t, limit=50),
    "distance": lambda graph, s, t: shortest_paths(graph, source=s, target=t, limit=50, by="distance"),
    "bounded": lambda graph, s, t: shortest_paths(graph, source=s, target=t, limit=50, by="distance", max_hops=3),
    "alternatives": lambda graph, s, t: k_shortest_paths(graph, source=s, target=t, k=8, by="distance"),
    "widest": lambda graph, s, t: widest_paths(graph, source=s, target=t, limit=50),
    "via": lambda graph, s, t: shortest_paths(
        graph, source=s, target=t, limit=50, constraints=Constraints(via=(graph.ids[3],))
    ),
}  # fmt: skip
each_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def rebuilt(graph: Projection, names: dict[str, str], seed: int) -> Projection:
    """The same network with other names, its rows in another order."""
    draw = random.Random(seed)
    nodes = [replace(node, id=names[node.id]) for node in graph.nodes]
    edges = [replace(edge, source=names[edge.source], target=names[edge.target]) for edge in graph.edges]
    draw.shuffle(nodes)
    draw.shuffle(edges)
    return build_projection(
        view="test", parameters={}, graph_version="v", nodes=nodes, edges=edges, directed=graph.directed
    )


@each_method
@many
@given(graph=networks, seed=st.integers(0, 1000))
def test_another_order_of_rows_changes_nothing(method: Method, graph: Projection, seed: int) -> None:
    same = rebuilt(graph, {one: one for one in graph.ids}, seed)

    assert method(same, "n0", "n6") == method(graph, "n0", "n6")


@pytest.mark.parametrize("method", [METHODS[name] for name in ("hops", "distance", "bounded", "widest")])
@many
@given(graph=networks, seed=st.integers(0, 1000))
def test_other_names_give_the_same_paths(method: Method, graph: Projection, seed: int) -> None:
    new = [f"m{place:02d}" for place in range(graph.n)]
    random.Random(seed).shuffle(new)
    names = dict(zip(graph.ids, new, strict=True))
    ours, theirs = method(graph, "n0", "n6"), method(rebuilt(graph, names, seed), names["n0"], names["n6"])

    assert {tuple(names[node] for node in path.nodes) for path in ours.paths} == {path.nodes for path in theirs.paths}
    assert (ours.total, ours.truncated) == (theirs.total, theirs.truncated)


@each_method
@many
@given(graph=networks)
def test_every_path_is_one_and_is_listed_once(method: Method, graph: Projection) -> None:
    answer = method(graph, "n0", "n6")

    assert len({path.nodes for path in answer.paths}) == len(answer.paths)
    for path in answer.paths:
        assert (path.nodes[0], path.nodes[-1]) == ("n0", "n6")
        assert len(set(path.nodes)) == len(path.nodes) == len(path.edges) + 1
        for number, one, other in zip(path.edges, path.nodes, path.nodes[1:], strict=False):
            edge = graph.edges[number]
            assert (edge.source, edge.target) == (one, other) or (
                not graph.directed and (edge.target, edge.source) == (one, other)
            )


@many
@given(graph=networks)
def test_the_three_orders_agree_with_each_other(graph: Projection) -> None:
    """The nearest is no farther, the widest no narrower and the shortest no longer than any other of the three."""
    hops, distance, widest = (METHODS[name](graph, "n0", "n6") for name in ("hops", "distance", "widest"))
    if hops.length is None:
        assert distance.length is None
        assert widest.length is None
        return
    found = {name: METHODS[name](graph, "n0", "n6").paths[0] for name in ("hops", "distance", "widest")}
    far = {name: measured(graph, path)[0] for name, path in found.items()}
    wide = {name: measured(graph, path)[1] or 0.0 for name, path in found.items()}

    assert far["distance"] <= min(far.values()) * (1 + 1e-12)
    assert wide["widest"] == max(wide.values())
    assert len(found["hops"].edges) == min(len(path.edges) for path in found.values())


@many
@given(
    seed=st.integers(0, 10**6), n=st.integers(2, 30), degree=st.floats(0.5, 4), directed=st.booleans(),
    max_hops=st.one_of(st.none(), st.integers(1, 6)),
)  # fmt: skip
def test_the_search_from_both_ends_counts_what_networkx_lists(
    seed: int, n: int, degree: float, directed: bool, max_hops: int | None
) -> None:
    theirs = nx.gnp_random_graph(n, min(1.0, degree / n), seed=seed, directed=directed)
    ours = network(
        [(f"n{a:04d}", f"n{b:04d}") for a, b in theirs.edges], [f"n{one:04d}" for one in theirs], directed=directed
    )
    expected = len(list(nx.all_shortest_paths(theirs, 0, n - 1))) if nx.has_path(theirs, 0, n - 1) else 0
    if expected and max_hops is not None and nx.shortest_path_length(theirs, 0, n - 1) > max_hops:
        expected = 0
    plain, compiled = (search(ours, 0, n - 1, max_hops=max_hops, run=run) for run in (PLAIN, COMPILED))

    assert (plain.total() if plain.found else 0) == expected
    assert len(list(plain.paths())) == expected if plain.found else not expected
    assert plain.dist.tobytes() == compiled.dist.tobytes()
    assert plain.ways.tobytes() == compiled.ways.tobytes()


@many
@given(seed=st.integers(0, 10**6), n=st.integers(2, 30), degree=st.floats(0.5, 5), directed=st.booleans())
def test_the_search_by_distance_from_both_ends_finds_what_the_one_from_the_end_finds(
    seed: int, n: int, degree: float, directed: bool
) -> None:
    theirs = nx.gnp_random_graph(n, min(1.0, degree / n), seed=seed, directed=directed)
    names = [f"n{one:04d}" for one in theirs]
    strength = np.random.default_rng(seed).choice([0.1, 0.3, 1.0, 1 / 3, 2.0], theirs.number_of_edges())
    edges = zip(theirs.edges, strength.tolist(), strict=True)
    ours = network([(names[a], names[b], weight) for (a, b), weight in edges], names, directed=directed)
    question = Question(ours, allowed(ours, names[0], names[-1]), "distance")
    (free, rest), (_, compiled) = (nearest(question, run=run) for run in (PLAIN, COMPILED))
    whole = rest_of(question, run=PLAIN)

    assert dict(rest.rows[0][0]) == dict(compiled.rows[0][0])
    assert rest.at(0, 0, 0) == whole.at(0, 0, 0)
    assert all(near == whole.at(0, 0, place) for place, near in rest.rows[0][0].items())
    if rest.at(0, 0, 0) < np.inf:
        assert counted(free, rest) == counted(question, whole)
        assert list(loopless(free, rest, ties=True)) == list(loopless(question, whole, ties=True))
    again, _ = nearest(question, run=PLAIN)  # in the space the first search left behind
    assert again.within is not None
    assert free.within is not None
    assert again.within.tolist() == free.within.tolist()


@many
@given(seed=st.integers(0, 10**6), directed=st.booleans(), max_hops=st.sampled_from([None, 3, 6]))
def test_strengths_of_many_magnitudes_hide_no_path(seed: int, directed: bool, max_hops: int | None) -> None:
    draw = random.Random(seed)
    graph = nx.gnm_random_graph(9, 16, seed=seed, directed=directed)
    rows = [(f"n{a}", f"n{b}", 10.0 ** draw.randint(-20, 20)) for a, b in graph.edges]
    projection = network(rows, [f"n{place}" for place in graph], directed=directed)
    graph.add_edges_from((int(a[1:]), int(b[1:]), {"strength": strength}) for a, b, strength in rows)
    lengths = [
        math.fsum(1 / graph.edges[edge]["strength"] for edge in pairwise(path))
        for path in nx.all_simple_paths(graph, 0, 8, cutoff=max_hops)
    ]

    answer = shortest_paths(projection, source="n0", target="n8", by="distance", limit=1, max_hops=max_hops)
    alternative = k_shortest_paths(projection, source="n0", target="n8", by="distance", k=1, max_hops=max_hops)

    for found in (answer, alternative):
        assert bool(found.paths) == bool(lengths)
        if lengths:
            assert measured(projection, found.paths[0])[0] == pytest.approx(min(lengths), rel=1e-11)
