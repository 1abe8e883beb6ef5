"""Claims about `from graph import …`: every name is there, and a network of any list of ties is like any other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import graph
from graph import betweenness, from_networkx, network_of, open_networks, to_networkx
from graph.errors import InvalidInput
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
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
