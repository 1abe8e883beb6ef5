"""Degree and strength, the registry of measures, ranks, and the light import."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from networks import krackhardt_kite, network

from graph.analytics import running
from graph.analytics.degree import degree, strength
from graph.analytics.executor import chunks, in_order
from graph.analytics.measures import ALSO_CALLED, ELSEWHERE, MEASURES, measure
from graph.analytics.results import Method, scores
from graph.errors import UnknownName


def test_degree_counts_ties_and_strength_adds_them() -> None:
    triangle = network([("a", "b", 2), ("b", "c", 0.5), ("a", "c", 1)], ["z"])
    assert degree(triangle).values == {"a": 2, "b": 2, "c": 2, "z": 0}
    assert degree(triangle, normalised=True).values["a"] == pytest.approx(2 / 3)
    assert strength(triangle).values == {"a": 3, "b": 2.5, "c": 1.5, "z": 0}


def test_in_and_out_are_told_apart() -> None:
    arrows = network([("a", "b", 2), ("c", "b", 3), ("b", "a", 1)], directed=True)
    assert degree(arrows, direction="in").values == {"a": 1, "b": 2, "c": 0}
    assert degree(arrows, direction="out").values == {"a": 1, "b": 1, "c": 1}
    assert degree(arrows).values == {"a": 2, "b": 3, "c": 1}
    assert strength(arrows, direction="in").values == {"a": 1, "b": 5, "c": 0}


def test_one_node_has_degree_zero() -> None:
    assert degree(network([], ["a"]), normalised=True).values == {"a": 0}
    assert degree(network([])).items == ()


def test_an_unknown_strength_leaves_the_sum_unknown_and_never_zero() -> None:
    items = strength(network([("a", "b", math.nan), ("b", "c", 1), ("c", "d", 2)])).items
    assert [(item.id, item.value, item.rank) for item in items] == [
        ("c", 3.0, 1),
        ("d", 2.0, 2),
        ("a", None, None),
        ("b", None, None),
    ]


def test_ranks_do_not_split_what_rounding_split() -> None:
    method = Method("m", "f", "r", {})
    three = network([], ["a", "b", "c"])
    items = scores(three, np.array([0.1 + 0.2, 0.3, 0.5]), method=method).items
    assert [(item.id, item.rank) for item in items] == [("c", 1), ("a", 2), ("b", 2)]


@pytest.mark.parametrize("name", list(MEASURES))
def test_each_measure_runs_on_its_defaults_and_defines_itself(name: str) -> None:
    one = measure(name)
    answer = one.compute(krackhardt_kite(), **one.read({}))
    assert len(answer.items) == 10
    assert name.replace("-", " ") in answer.method.name.replace("-", " ")
    assert answer.method.formula
    assert answer.method.reference
    assert {"direction", "normalisation"} <= set(answer.method.definitions)


def test_parameters_are_read_from_text() -> None:
    betweenness = measure("betweenness")
    assert betweenness.read({}) == {"normalised": False, "two_mode": False, "by": "hops", "sample": 0, "seed": 1}
    given = {"normalised": "True", "by": "distance", "sample": "100", "seed": "7"}
    read = betweenness.read(given)
    assert read == {"normalised": True, "two_mode": False, "by": "distance", "sample": 100, "seed": 7}


@pytest.mark.parametrize(
    ("name", "given", "hint"),
    [
        ("betweenness", {"by": "hop"}, "Did you mean 'hops'"),
        ("betweenness", {"normalised": "maybe"}, "Unknown value of normalised 'maybe'"),
        ("degree", {"normalized": "true"}, "Did you mean 'normalised'"),
        ("degree", {"direction": "inn"}, "Did you mean 'in'"),
    ],
)
def test_a_misread_parameter_names_the_nearest_one(name: str, given: dict[str, str], hint: str) -> None:
    with pytest.raises(UnknownName, match=hint) as error:
        measure(name).read(given)
    assert error.value.field in given


def test_a_misspelt_measure_names_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'betweenness'"):
        measure("betweeness")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("effective_size", "effective-size"),
        ("Effective Size", "effective-size"),
        ("PageRank", "pagerank"),
        ("betweenness-centrality", "betweenness"),
        ("degree_centrality", "degree"),
        ("current-flow-betweenness", "current-flow"),
        ("current_flow_betweenness_centrality", "current-flow"),
        ("current_flow_closeness_centrality", "current-flow-closeness"),
        ("k-core", "core"),
        ("coreness", "core"),
        ("core_number", "core"),
        ("clustering-coefficient", "clustering"),
    ],
)
def test_a_measure_answers_to_all_its_names(asked: str, name: str) -> None:
    assert measure(asked) is MEASURES[name]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("HITS", "hub and authority"),
        ("edge_betweenness", "/networks/{view}/edge-betweenness."),
        ("in-degree-centrality", "/centrality/degree?direction=in."),
        ("outdegree", "/centrality/degree?direction=out."),
        ("in_strength", "/centrality/strength?direction=in."),
        ("information", "/centrality/current-flow-closeness."),
    ],
)
def test_what_is_no_single_measure_names_the_address_that_has_it(asked: str, said: str) -> None:
    with pytest.raises(UnknownName) as error:
        measure(asked)
    assert said in error.value.next_step
    assert "Did you mean" not in str(error.value)
    assert error.value.suggestion is None


def test_other_names_lead_to_measures_and_hide_none() -> None:
    assert set(ALSO_CALLED.values()) <= set(MEASURES)
    assert not (set(ALSO_CALLED) | set(ELSEWHERE)) & set(MEASURES)
    assert not set(ALSO_CALLED) & set(ELSEWHERE)


def test_small_networks_are_analysed_without_loading_numba_or_networkx() -> None:
    script = """
import sys
from graph.analytics.measures import MEASURES
from graph.analytics.articulation import articulation
from graph.analytics.components import components
from graph.analytics.paths import shortest_paths
from graph.projection import NetworkEdge, NetworkNode, build_projection
import graph.export.networkx_graph
nodes = [NetworkNode(name, name, "Country") for name in "abc"]
edges = [NetworkEdge("a", "b", "R", 1.0, ()), NetworkEdge("b", "c", "R", 1.0, ())]
network = build_projection(view="v", parameters={}, graph_version="1", nodes=nodes, edges=edges)
for one in MEASURES.values():
    one.compute(network, **one.read({}))
articulation(network), components(network), shortest_paths(network, source="a", target="c")
print(sorted({"numba", "networkx"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_kernel_that_is_run_often_is_compiled_once_another_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def often() -> None:
        """Never called."""

    monkeypatch.setattr(running, "_compiled", {})
    monkeypatch.setattr(running, "_done", {})
    assert all(running.choose(often, steps=running.WARM_STEPS) is running.PLAIN for _ in range(20))  # no numba yet

    monkeypatch.setattr(running, "_compiled", {_double: _double})
    chosen = [running.choose(often, steps=running.WARM_STEPS // 3) for _ in range(5)]

    assert chosen == [running.PLAIN] * 3 + [running.COMPILED] * 2


def test_a_kernel_is_compiled_also_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    def njit(*kernels: object, **options: bool) -> object:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return numba_njit(*kernels, **options)  # numba, imported in parts, calls it so

    numba_njit = numba.njit
    monkeypatch.setattr(numba, "njit", njit)
    monkeypatch.setattr(running, "_compiled", {})
    twice = running.compiled(_double)
    assert twice(21) == 42


def _double(x: int) -> int:
    return 2 * x


def test_chunks_cover_everything_once_and_depend_on_n_alone() -> None:
    for n in (0, 1, 5, 63, 64, 65, 1000):
        parts = chunks(n)
        assert [i for part in parts for i in part] == list(range(n))
        assert len(parts) <= 64


def test_results_come_in_the_order_of_the_chunks_and_a_failure_comes_through() -> None:
    assert list(in_order(lambda x: x * x, range(50), threads=4)) == [x * x for x in range(50)]

    def fails(x: int) -> int:
        if x == 5:
            raise ValueError("five")
        return x

    with pytest.raises(ValueError, match="five"):
        list(in_order(fails, range(50), threads=4))
