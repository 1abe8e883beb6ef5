"""What stands beside a number is true of it: its definitions, and a warning where a part of it is not what it seems."""

from __future__ import annotations

import networkx as nx
import pytest

from graph import (
    Constraints,
    betweenness,
    changed_settings,
    closeness,
    clustering,
    degree,
    edge_betweenness,
    from_networkx,
    global_efficiency,
    harmonic,
    k_shortest_paths,
    network_of,
    shortest_paths,
    widest_paths,
)
from graph.lookups.groups import GROUPINGS, OWN_COLUMN, grouping_means
from graph.projection import Projection

CHAIN = from_networkx(nx.path_graph(5))


def test_closeness_centralisation_is_that_of_the_normalised_values_and_says_so() -> None:
    found = closeness(CHAIN)
    n, values = CHAIN.n, found.array
    by_the_words = (values.max() - values).sum() / ((n - 1) * (n - 2) / (2 * n - 3))
    assert found.summary["centralisation"] == pytest.approx(by_the_words)
    said = found.method.definitions["centralisation"]
    assert "(n − 1)/Σ_j d(j, i), which is normalised" in said
    assert "not normalised" not in said
    assert "C_B(i) not normalised" in betweenness(CHAIN).method.definitions["centralisation"]
    assert "k_i the number of ties" in degree(CHAIN).method.definitions["centralisation"]


def test_a_normalised_degree_in_and_out_is_not_called_the_most() -> None:
    both = network_of([("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")], directed=True)
    found = degree(both, normalised=True)
    assert found.values["b"] == 2.0 == nx.degree_centrality(nx.DiGraph([(*"ab",), (*"ba",), (*"bc",), (*"cb",)]))["b"]
    assert "the most is 2" in found.method.definitions["normalisation"]
    for other in (degree(both, normalised=True, direction="in"), degree(CHAIN, normalised=True)):
        assert other.array.max() <= 1
        assert other.method.definitions["normalisation"] == "divided by n − 1, the most a node can have"


@pytest.mark.parametrize("search", [shortest_paths, k_shortest_paths])
def test_paths_by_distance_say_which_number_is_the_sum_and_which_counts_hops(search: object) -> None:
    by_distance = search(CHAIN, source="0", target="4", by="distance")  # type: ignore[operator]
    said = by_distance.method.definitions["length"]
    assert by_distance.length == 4
    assert "`distance` is the sum of these and `length` counts hops" in said
    assert "counts 1" in search(CHAIN, source="0", target="4").method.definitions["length"]  # type: ignore[operator]


def test_a_column_of_the_network_goes_before_a_grouping_of_the_graph_and_is_called_so() -> None:
    own = {"region": {"a": "north"}, "helix": {"a": "triple"}, "platform": {"b": "p"}, "team": {"a": "red"}}
    network = network_of([("a", "b")], attributes=own, countries={"a": "PT"})
    for column in own:
        assert grouping_means(network, column) == OWN_COLUMN
    assert grouping_means(network, "macro-region") == GROUPINGS["macro-region"]
    assert grouping_means(CHAIN, "region") == GROUPINGS["region"]


def test_clustering_counts_the_nodes_it_is_undefined_for() -> None:
    assert clustering(CHAIN).warnings == (
        "2 of 5 nodes have fewer than two contacts: clustering is undefined there, and not 0.",
    )
    assert clustering(from_networkx(nx.complete_graph(4))).warnings == ()


@pytest.mark.parametrize("measure", [betweenness, closeness, harmonic, edge_betweenness, global_efficiency])
def test_pairs_that_direction_keeps_apart_are_said(measure: object) -> None:
    def said(projection: Projection) -> str:
        return " ".join(measure(projection).warnings)  # type: ignore[operator]

    connected = network_of([("a", "b"), ("b", "c")], directed=True)
    assert "there are 3 strongly connected components: though the network is connected" in said(connected)
    parts = said(network_of([("a", "b"), ("c", "d"), ("d", "c")], directed=True))
    assert "The network has 2 components" in parts
    assert "there are 3 strongly connected components: within a component" in parts
    assert "strongly" not in said(network_of([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")], directed=True))
    assert said(network_of([("a", "b"), ("b", "c"), ("c", "a")], directed=True)) == ""
    assert said(CHAIN) == ""


def test_a_threshold_that_leaves_no_tie_is_said() -> None:
    network = network_of([("a", "b", 1), ("b", "c", 2), ("c", "d", 3)])
    found = changed_settings(network, measure=degree, thresholds=(2, 99))
    assert [one.m for one in found.settings] == [3, 2, 0]
    assert found.settings[2].tau_b is None
    assert found.warnings == (
        "No tie is left with a threshold of 99: ranks tell nothing there, and agreement is undefined.",
    )
    assert changed_settings(network, measure=degree, thresholds=(2,)).warnings == ()
    ring = from_networkx(nx.cycle_graph(4))
    alike = changed_settings(ring, measure=degree, thresholds=(1,)).warnings
    assert alike == ("Agreement is undefined with a threshold of 1: fewer than two nodes have different values.",)


@pytest.mark.parametrize("search", [shortest_paths, k_shortest_paths, widest_paths])
@pytest.mark.parametrize("constraint", ["countries", "without_countries"])
def test_nodes_of_unknown_country_on_a_way_bound_by_countries_are_counted(search: object, constraint: str) -> None:
    countries = {"a": "PT", "b": "PT", "d": "ES", "e": "ES"}
    network = network_of([("a", "b"), ("b", "x"), ("x", "y"), ("y", "d"), ("d", "e")], countries=countries)
    asked = Constraints(**{constraint: ("PT", "ES") if constraint == "countries" else ()})
    if constraint == "without_countries":
        network = network_of([("a", "x"), ("x", "y"), ("y", "e"), ("a", "d")], countries=countries)
        asked = Constraints(without_countries=("ES",))
    target = "e" if constraint == "countries" else "y"

    def said(constraints: Constraints) -> list[str]:
        found = search(network, source="a", target=target, constraints=constraints)  # type: ignore[operator]
        return [one for one in found.warnings if "country" in one]

    many = "2 nodes on the way have" if constraint == "countries" else "1 node on the way has"
    (warning,) = said(asked)
    assert warning.startswith(f"{many} no known country")
    assert f"{constraint}=" in warning
    assert said(Constraints()) == []


def test_what_lies_in_no_country_by_nature_is_not_called_unknown() -> None:
    theirs = nx.Graph([("a", "project"), ("project", "b"), ("b", "c")])
    for node in "abc":
        theirs.add_node(node, name=node, label="Region", country="PT")
    theirs.add_node("project", name="project", label="Project")
    network = from_networkx(theirs)
    found = shortest_paths(network, source="a", target="c", constraints=Constraints(countries=("PT",)))
    assert found.length == 3
    assert found.warnings == ()
    theirs.nodes["b"].pop("country")
    found = shortest_paths(from_networkx(theirs), source="a", target="c", constraints=Constraints(countries=("PT",)))
    assert found.warnings[0].startswith("1 node on the way has no known country")
