"""A wrong argument of an analysis is refused naming it, its value and what to give instead; never taken by accident."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any, get_type_hints

import networkx as nx
import numpy as np
import pytest

import graph as ours
from graph.errors import InvalidInput, UnknownName

graph: Any = ours  # the arguments below are wrong on purpose
CHAIN = graph.from_networkx(nx.path_graph(13))
ARROWS = graph.from_networkx(nx.DiGraph([(0, 1), (1, 2)]))
THEIRS: Any = nx.path_graph(3)
ANALYSES = sorted(
    name
    for name in graph.__all__
    if inspect.isfunction(getattr(graph, name))
    and getattr(graph, name).__module__.startswith("graph.analytics")
    and name != "measure"
)
NETWORK = ("projection", "network", "networks")  # how analyses call what they are about


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_says_how_a_networkx_graph_becomes_a_network(name: str) -> None:
    analysis: Callable[..., object] = getattr(graph, name)
    first, *others = inspect.signature(analysis).parameters.values()
    assert first.name in NETWORK
    needed = [one for one in others if one.default is inspect.Parameter.empty]
    given = THEIRS if first.name != "networks" else [("now", THEIRS)]
    positional = [NEEDED.get(one.name) for one in needed if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    named = {one.name: NEEDED.get(one.name) for one in needed if one.kind is inspect.Parameter.KEYWORD_ONLY}
    with pytest.raises(InvalidInput, match=r"from_networkx\(graph\) makes a network of it") as refused:
        analysis(given, *positional, **named)
    assert refused.value.field == first.name
    assert "a Graph of networkx" in refused.value.detail


NEEDED: dict[str, Any] = {
    "source": "0",
    "target": "2",
    "node": "0",
    "nodes": ["0"],
    "activities": ["0"],
    "attribute": "team",
    "groups": graph.Grouping("team", ("a",)),
    "measure": graph.degree,
}


@pytest.mark.parametrize("name", ANALYSES)
def test_the_annotations_of_every_analysis_can_be_read(name: str) -> None:
    assert get_type_hints(getattr(graph, name))


@pytest.mark.parametrize("write", [graph.to_networkx, lambda given: next(graph.write_graphml(given))])
def test_what_is_written_is_a_network_too(write: Callable[[Any], object]) -> None:
    with pytest.raises(InvalidInput, match="from_networkx"):
        write(THEIRS)


@pytest.mark.parametrize(
    ("call", "field", "shown"),
    [
        (lambda: graph.betweenness(CHAIN, by="weight"), "by", "weight"),
        (lambda: graph.edge_betweenness(CHAIN, by="weight"), "by", "weight"),
        (lambda: graph.closeness(CHAIN, by="foo"), "by", "foo"),
        (lambda: graph.harmonic(CHAIN, by="foo"), "by", "foo"),
        (lambda: graph.closeness(CHAIN, convention="wf"), "convention", "wf"),
        (lambda: graph.closeness(ARROWS, direction="incoming"), "direction", "incoming"),
        (lambda: graph.degree(ARROWS, direction="both"), "direction", "both"),
        (lambda: graph.strength(CHAIN, direction="both"), "direction", "both"),
        (lambda: graph.components(CHAIN, kind="both"), "kind", "both"),
        (lambda: graph.attack(CHAIN, order="core"), "order", "core"),
        (lambda: graph.communities(CHAIN, algorithm="infomap"), "algorithm", "infomap"),
        (lambda: graph.predict_links(CHAIN, method="jaccard"), "method", "jaccard"),
        (lambda: graph.rank_intervals(CHAIN, measure=graph.degree, unit="nodes"), "unit", "nodes"),
        (lambda: graph.shortest_path(CHAIN, source="0", target="3", by=None), "by", "None"),
    ],
)
def test_a_name_that_is_not_offered_is_refused_with_those_that_are(
    call: Callable[[], object], field: str, shown: str
) -> None:
    with pytest.raises(UnknownName, match=f"'{shown}'") as refused:
        call()
    assert refused.value.field == field
    assert refused.value.next_step.startswith("Known: ")


@pytest.mark.parametrize(
    ("call", "field", "said"),
    [
        (lambda: graph.removal(CHAIN, nodes="12"), "nodes", r"'12'.*nodes=\['12'\]"),
        (lambda: graph.removal(CHAIN, nodes=[12]), "nodes", "12, which is no text.*'12'"),
        (lambda: graph.removal(CHAIN, nodes=12), "nodes", r"12: no list.*nodes=\['12'\]"),
        (lambda: graph.common_participants(CHAIN, "12"), "activities", r"\['12'\]"),
        (lambda: graph.Constraints(avoid="12"), "avoid", r"avoid=\['12'\]"),
        (lambda: graph.shortest_path(CHAIN, source=0, target=3), "source", "source is 0: no text.*source='0'"),
        (lambda: graph.added_links(CHAIN, node=3), "node", "node='3'"),
        (lambda: CHAIN.place(3), "node", "3 is no text.*Use '3'"),
        (lambda: graph.shortest_path(CHAIN, source="0", target="3", max_hops="5"), "max_hops", "'5': no whole number"),
        (lambda: graph.k_shortest_paths(CHAIN, source="0", target="3", k=1.5), "k", "1.5: no whole number"),
        (lambda: graph.shortest_path(CHAIN, source="0", target="3", constraints={}), "constraints", r"Constraints\("),
        (lambda: graph.pagerank(CHAIN, alpha=2), "alpha", "alpha is 2.*without, 1"),
        (lambda: graph.pagerank(CHAIN, alpha=1), "alpha", "alpha is 1"),
        (lambda: graph.pagerank(ARROWS, alpha=-1), "alpha", "alpha is -1"),
        (lambda: graph.pagerank(CHAIN, alpha=math.nan), "alpha", "alpha is nan"),
        (lambda: graph.katz(CHAIN, beta="x"), "beta", "'x': no number"),
        (lambda: graph.closeness(CHAIN, normalised="no"), "normalised", "'no'.*normalised=False"),
        (lambda: graph.betweenness(CHAIN, sample=3, seed=-1), "seed", "seed is -1"),
        (lambda: graph.attack(CHAIN, order="random", seed=-1), "seed", "seed is -1"),
        (lambda: graph.predict_links(CHAIN, limit=0), "limit", "limit is 0"),
        (lambda: graph.rank_intervals(CHAIN, measure="degree"), "measure", "'degree': no function"),
        (lambda: graph.changed_settings(CHAIN, measure=graph.degree, thresholds=2), "thresholds", "2: no list"),
        (lambda: graph.series({"now": CHAIN}, measure=graph.degree), "networks", "a dict: no list"),
        (lambda: graph.series([CHAIN], measure=graph.degree), "networks", "a Projection: not 2 things"),
        (lambda: graph.brokerage_roles(CHAIN, groups={"1": "a"}), "groups", r"a dict: not a Grouping.*groups_from"),
        (lambda: graph.embeddedness(CHAIN, groups={"1": "a"}), "groups", r"Grouping\('name', groups\)"),
        (lambda: graph.embeddedness(CHAIN, groups=graph.Grouping("x", ("a",))), "groups", "1 node, .* 13 nodes"),
        (lambda: graph.brokerage_roles(CHAIN, groups=graph.Grouping("x", ("a",))), "groups", "1 node, .* 13 nodes"),
        (lambda: graph.groups_from(CHAIN, "team"), "group", "'team'.*no columns"),
    ],
)
def test_a_value_of_another_kind_is_named_with_what_to_give(call: Callable[[], object], field: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        call()
    assert refused.value.field == field
    assert refused.value.next_step


def test_a_long_value_is_not_repeated_whole() -> None:
    with pytest.raises(InvalidInput) as refused:
        graph.removal(CHAIN, nodes="x" * 5000)
    assert len(str(refused.value)) < 600


def test_values_of_numpy_and_of_any_list_are_taken() -> None:
    assert graph.removal(CHAIN, nodes=("0", "5")).removed == ("0", "5")
    assert graph.removal(CHAIN, nodes=list(CHAIN.ids[:2])).removed == ("0", "1")
    assert graph.pagerank(CHAIN, alpha=0).values == pytest.approx(dict.fromkeys(CHAIN.ids, 1 / 13))
    sampled = graph.betweenness(CHAIN, sample=np.int64(4), seed=np.uint32(2), normalised=np.True_)
    assert sampled.summary["sample"] == 4.0


def test_an_edge_attribute_that_no_edge_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'weight'") as refused:
        graph.from_networkx(nx.les_miserables_graph(), strength="weigth")
    assert refused.value.field == "strength"
    with pytest.raises(UnknownName, match="each tie counts 1"):
        graph.from_networkx(THEIRS, strength="weight")
    partly = nx.Graph([("a", "b", {"weight": 2.0}), ("b", "c")])
    assert graph.from_networkx(partly, strength="weight").strength.tolist() == [2.0, 1.0]
    assert graph.from_networkx(nx.empty_graph(3), strength="weight").n == 3


@pytest.mark.parametrize(("given", "said"), [([("a", "b")], "network_of"), (CHAIN, "a network already")])
def test_what_is_no_networkx_graph_is_refused(given: Any, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        graph.from_networkx(given)


def test_loops_of_a_networkx_graph_are_listed_as_left_out() -> None:
    theirs = nx.Graph([(1, 1), (1, 2)])
    theirs.add_node(1, name="One")
    network = graph.from_networkx(theirs)

    assert network.m == 1
    assert [(one.id, one.name, one.target) for one in network.left_out] == [("1", "One", "1")]
    assert "itself" in network.left_out[0].reason
    assert graph.from_networkx(THEIRS).left_out == ()
