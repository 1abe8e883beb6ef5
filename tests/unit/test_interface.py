"""Claims about `from graph import …`: every name is there, and a network of any list of ties is like any other."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

import graph
from graph import betweenness, degree, from_networkx, groups_from, network_of, open_networks, to_networkx
from graph.errors import InvalidInput
from graph.ontology import Ontology
from graph.projection import projection_of
from graph.stores import EmbeddedStore
from graph.strengths import LEAST_STRENGTH, MOST_STRENGTH, fault_of
from loaders.seed import load_seed


@pytest.mark.parametrize("name", [name for name in graph.__all__ if name != "MEASURES"])
def test_every_name_is_found_and_has_a_docstring(name: str) -> None:
    found = getattr(graph, name)

    assert found.__doc__
    assert name in dir(graph)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="betweeness"):
        graph.__getattr__("betweeness")


def test_importing_graph_alone_loads_neither_numpy_nor_networkx() -> None:
    code = "import sys, graph; print([name for name in ('numpy', 'networkx', 'numba') if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert out.strip() == "[]"


def test_parallel_ties_are_added_up_and_directions_kept() -> None:
    ties = [("b", "a", 2.0), ("a", "b"), ("b", "c", 0.5)]
    undirected, directed = network_of(ties, nodes=["d"]), network_of(ties, directed=True)

    assert undirected.ids == ("a", "b", "c", "d")
    assert undirected.strength.tolist() == [3.0, 0.5]
    assert directed.strength.tolist() == [1.0, 2.0, 0.5]


@pytest.mark.parametrize("tie", [("a", "a"), ("a", "b", -1.0), ("a", "b", float("nan"))])
def test_what_is_no_tie_is_named(tie: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput, match="'a'"):
        network_of([tie])


@pytest.mark.parametrize(
    "tie", ["x", "ab", ("a",), ("a", "b", 1.0, 2.0), ("a", None), 5, ("a", "b", None), ("a", "b", "z")]
)
def test_an_entry_that_is_no_tie_is_named(tie: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        network_of([("c", "d"), tie])
    assert repr(tie) in str(refused.value)


@pytest.mark.parametrize("strength", [math.inf, math.nan, -1.0, 1e31, 9e-31, 10**400])
def test_a_strength_outside_the_rule_is_refused_naming_the_tie(strength: float) -> None:
    theirs = nx.Graph([("a", "b", {"weight": strength})])
    for made in (lambda: network_of([("a", "b", strength)]), lambda: from_networkx(theirs)):
        with pytest.raises(InvalidInput, match="'a', 'b'"):
            made()


@pytest.mark.parametrize("strength", [0.0, LEAST_STRENGTH, 1.0, MOST_STRENGTH])
def test_a_strength_inside_the_rule_is_taken(strength: float) -> None:
    assert fault_of(strength) == ""
    assert network_of([("a", "b", strength)]).strength.tolist() == [strength]


def test_parallel_ties_may_not_add_up_to_more_than_the_most() -> None:
    with pytest.raises(InvalidInput, match=r"2e\+30"):
        network_of([("a", "b", MOST_STRENGTH), ("b", "a", MOST_STRENGTH)])


def test_a_negative_zero_is_zero() -> None:
    assert fault_of(-0.0) == ""
    network = network_of([("a", "b", -0.0)])
    assert math.copysign(1.0, network.strength[0]) == 1.0
    assert network.distance[0] == math.inf

    again = projection_of(
        view="",
        parameters={},
        graph_version="",
        nodes=network.nodes,
        edges=network.edges,
        source=network.edge_source,
        target=network.edge_target,
        strength=np.array([-0.0]),
    )
    assert math.copysign(1.0, again.strength[0]) == 1.0
    assert again.distance[0] == math.inf


def test_two_nodes_of_one_text_are_named() -> None:
    theirs = nx.Graph([(1, 2)])
    theirs.add_node("1")
    with pytest.raises(InvalidInput, match="1 and '1'"):
        from_networkx(theirs)


@pytest.mark.parametrize(
    ("carried", "strength", "taken", "said"),
    [
        ({"strength": 2.0, "weight": 3.0}, None, 2.0, "'strength'"),
        ({"weight": 3.0}, None, 3.0, "'weight'"),
        ({"cost": 4.0}, None, 1.0, "each tie counts 1"),
        ({"strength": 2.0, "cost": 4.0}, "cost", 4.0, "'cost'"),
    ],
)
def test_the_strength_taken_is_said(carried: dict[str, float], strength: str | None, taken: float, said: str) -> None:
    network = from_networkx(nx.Graph([("a", "b", carried)]), strength=strength)

    assert network.strength.tolist() == [taken]
    assert said in network.strength_means


def test_davis_women_and_events_are_two_modes() -> None:
    theirs = nx.davis_southern_women_graph()
    network = from_networkx(theirs)

    assert network.modes == ("actor", "activity")
    assert {network.ids[at] for at in np.flatnonzero(network.actors)} == set(theirs.graph["top"])
    assert network.actors[network.edge_source].all()


def test_a_tie_inside_a_mode_makes_no_two_modes() -> None:
    theirs = nx.davis_southern_women_graph()
    theirs.add_edge("E1", "E2")

    assert from_networkx(theirs).modes == ("node",)


def test_actors_make_a_two_mode_network() -> None:
    network = network_of([("event", "b"), ("a", "event")], actors=["a", "b", "alone"])

    assert network.modes == ("actor", "activity")
    assert network.actors.tolist() == [True, True, True, False]
    assert degree(network, two_mode=True).values == pytest.approx({"a": 1, "b": 1, "alone": 0, "event": 2 / 3})
    with pytest.raises(InvalidInput, match="two actors"):
        network_of([("a", "b")], actors=["a", "b"])
    with pytest.raises(InvalidInput, match="undirected"):
        network_of([("a", "event")], actors=["a"], directed=True)


def test_there_and_back_groups_countries_and_modes_are_kept() -> None:
    ties = [("a", "event", 2.0), ("b", "event"), ("b", "other", 0.5)]
    groups = {"a": "red", "b": "blue", "event": "red"}
    network = network_of(
        ties, actors=["a", "b"], names={"a": "Ann"}, countries={"a": "PT"}, attributes={"group": groups}
    )
    back = from_networkx(to_networkx(network))

    assert list(back.nodes) == list(network.nodes)
    assert back.nodes[0].country == "PT"
    assert back.attributes == network.attributes
    assert back.modes == network.modes
    assert back.actors.tolist() == network.actors.tolist()
    assert back.strength.tolist() == network.strength.tolist()
    assert groups_from(back, "group").of == ("red", "blue", "red", None)
    assert groups_from(back, "country").of == ("PT", None, None, None)


@pytest.mark.parametrize("directed", [False, True])
def test_a_networkx_graph_comes_back_as_it_was(directed: bool) -> None:
    theirs = nx.gnm_random_graph(20, 50, seed=3, directed=directed)
    network = from_networkx(theirs)
    back = to_networkx(network)

    assert {frozenset(map(str, pair)) for pair in theirs.edges} == {frozenset(pair) for pair in back.edges}
    expected = nx.betweenness_centrality(theirs, normalized=False)
    assert betweenness(network).values == pytest.approx({str(node): value for node, value in expected.items()})


def test_a_store_is_opened_read_and_closed(tmp_path: Path, ontology: Ontology, prepared_folder: Path) -> None:
    store = EmbeddedStore(tmp_path / "store", ontology)
    store.prepare(ontology)
    load_seed(store, ontology)
    store.close()

    with open_networks(tmp_path) as networks:
        found = networks.projection("countries")
    assert "country:ES" in found
    EmbeddedStore(tmp_path / "store", ontology).close()  # it is free again
