"""Cores, blocks, strong components, clustering and the structural summary against networkx and published numbers."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from networks import deck, florentine_families, from_graph, krackhardt_kite, network, node_id

from graph.analytics.articulation import articulation, articulation_values
from graph.analytics.biconnected import biconnected_components
from graph.analytics.clustering import clustering, triangle_values
from graph.analytics.components import components, strong_labels
from graph.analytics.core import core, core_values
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.summary import StructuralSummary, structural_summary
from graph.errors import UnknownName

ZACHARY = nx.karate_club_graph()


def statistics(summary: StructuralSummary) -> dict[str, float | int | None]:
    return {one.name: one.value for one in summary.statistics}


def test_the_karate_club_has_four_cores_of_which_ten_members_are_in_the_innermost() -> None:
    scores = core(from_graph(ZACHARY))
    assert scores.summary == {"largest": 4.0, "in_largest": 10.0}
    assert scores.values == {node_id(node): float(k) for node, k in nx.core_number(ZACHARY).items()}


def test_a_clique_is_one_core_and_an_isolate_is_in_none_but_the_outermost() -> None:
    scores = core(from_graph(nx.disjoint_union(nx.complete_graph(5), nx.empty_graph(1))))
    assert list(scores.values.values()) == [4.0] * 5 + [0.0]
    assert core(network([])).summary == {}


def test_cores_of_a_directed_network_count_edges_in_and_out() -> None:
    scores = core(network([("a", "b"), ("b", "a"), ("b", "c")], directed=True))
    assert scores.values == {"a": 2.0, "b": 2.0, "c": 1.0}
    assert "in and out" in scores.method.definitions["direction"]


def test_a_part_of_a_directed_network_is_strong_where_paths_lead_both_ways() -> None:
    ring_and_tail = network([("b", "c"), ("c", "a"), ("a", "b"), ("c", "d"), ("e", "d")], directed=True)
    assert components(ring_and_tail, kind="strong").items == (("a", "b", "c"), ("d",), ("e",))
    assert len(components(ring_and_tail).items) == 1
    assert "followed" in components(ring_and_tail, kind="strong").method.definitions["direction"]


def test_undirected_strong_components_are_the_connected_ones() -> None:
    families = florentine_families()
    assert components(families, kind="strong").items == components(families).items


def test_an_unknown_kind_of_component_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'strong'"):
        components(network([]), kind="stong")  # type: ignore[arg-type]


def test_a_long_directed_ring_is_one_strong_component() -> None:
    ring = from_graph(nx.cycle_graph(3000, create_using=nx.DiGraph))
    assert len(components(ring, kind="strong").items) == 1


def test_what_hangs_on_a_strong_component_from_either_side_is_not_of_it() -> None:
    """The component of the hub is found by two searches; what leads there, leads away, or does neither, by another."""
    inside = [(f"h{a}", f"h{b}") for a in range(9) for b in range(9) if a != b]
    around = [("before", "h3"), ("h4", "after"), ("after", "last"), ("last", "after"), ("first", "before")]
    apart = [("x", "y"), ("y", "x"), ("y", "z")]
    found = components(network(inside + around + apart, directed=True), kind="strong").items
    hub = tuple(sorted(f"h{place}" for place in range(9)))
    assert found == (hub, ("after", "last"), ("x", "y"), ("before",), ("first",), ("z",))


def test_groups_can_be_asked_for_one_by_one_and_from_the_end() -> None:
    parts = components(network([("a", "b")], ["z"])).items
    assert (parts[0], parts[-1], parts[0:1]) == (("a", "b"), ("z",), (("a", "b"),))
    assert parts.sizes.tolist() == [2, 1]
    assert parts.of.tolist() == [0, 0, 1]
    with pytest.raises(IndexError):
        parts[2]


def test_the_blocks_of_a_lollipop_are_its_clique_and_every_tie_of_its_stick() -> None:
    blocks = biconnected_components(from_graph(nx.lollipop_graph(4, 2))).items
    assert [block.nodes for block in blocks] == [
        ("n0000", "n0001", "n0002", "n0003"),
        ("n0003", "n0004"),
        ("n0004", "n0005"),
    ]
    assert blocks.edge_counts.tolist() == [6, 1, 1]
    assert blocks.memberships.tolist() == [1, 1, 1, 2, 2, 1]


def test_an_isolate_is_in_no_block() -> None:
    answer = biconnected_components(network([("a", "b")], ["z"]))
    assert [block.nodes for block in answer.items] == [("a", "b")]
    assert answer.items.memberships.tolist() == [1, 1, 0]
    assert len(biconnected_components(network([])).items) == 0


def test_both_edges_of_a_pair_tied_both_ways_are_in_one_block() -> None:
    blocks = biconnected_components(network([("a", "b"), ("b", "a"), ("b", "c")], directed=True)).items
    assert [(block.nodes, block.edges) for block in blocks] == [(("a", "b"), (0, 1)), (("b", "c"), (2,))]


@pytest.mark.parametrize("directed", [False, True])
def test_articulation_values_are_the_points_and_bridges_of_the_result(directed: bool) -> None:
    projection = from_graph(nx.gnp_random_graph(80, 0.02, seed=5, directed=directed))
    points, bridges = articulation_values(projection)
    answer = articulation(projection)
    assert {projection.ids[place] for place in np.flatnonzero(points)} == {point.id for point in answer.nodes}
    assert set(np.flatnonzero(bridges).tolist()) == {edge for bridge in answer.bridges for edge in bridge.edges}


def test_clustering_is_undefined_for_fewer_than_two_contacts() -> None:
    scores = clustering(from_graph(nx.lollipop_graph(3, 2)))
    assert scores.values == {
        "n0000": 1.0,
        "n0001": 1.0,
        "n0002": pytest.approx(1 / 3),
        "n0003": 0.0,
        "n0004": None,
    }
    assert scores.summary["mean"] == pytest.approx((1 + 1 + 1 / 3) / 4)
    assert scores.summary["mean_with_zeros"] == pytest.approx(nx.average_clustering(nx.lollipop_graph(3, 2)))


def test_two_mode_networks_have_no_clustering_and_say_so() -> None:
    scores = clustering(deck())
    assert set(scores.values.values()) == {None}
    assert scores.summary == {"transitivity": None, "mean": None, "mean_with_zeros": None}
    assert "two-mode" in scores.warnings[0]


@pytest.mark.parametrize("directed", [False, True])
def test_plain_and_compiled_kernels_agree(directed: bool) -> None:
    projection = from_graph(nx.gnp_random_graph(150, 0.05, seed=3, directed=directed))
    for values in (core_values, strong_labels, triangle_values):
        assert np.array_equal(values(projection, run=PLAIN), values(projection, run=COMPILED))
    blocks = [biconnected_components(projection, run=run).items for run in (PLAIN, COMPILED)]
    assert np.array_equal(blocks[0].of_edge, blocks[1].of_edge)
    assert blocks[0] == blocks[1]


def test_the_summary_of_the_karate_club_is_that_of_networkx() -> None:
    summary = statistics(structural_summary(from_graph(ZACHARY)))
    assert summary == {
        "nodes": 34,
        "edges": 78,
        "density": pytest.approx(nx.density(ZACHARY), rel=1e-9),
        "mean_degree": pytest.approx(156 / 34),
        "mean_degree_actors": None,
        "mean_degree_activities": None,
        "reciprocity": None,
        "degree_assortativity": pytest.approx(nx.degree_assortativity_coefficient(ZACHARY), rel=1e-9),
        "components": 1,
        "largest_component": 34,
        "isolates": 0,
        "diameter": 5,
        "mean_distance": pytest.approx(nx.average_shortest_path_length(ZACHARY), rel=1e-9),
        "global_efficiency": pytest.approx(nx.global_efficiency(ZACHARY), rel=1e-9),
        "transitivity": pytest.approx(nx.transitivity(ZACHARY), rel=1e-9),
        "clustering": pytest.approx(nx.average_clustering(ZACHARY) * 34 / 33, rel=1e-9),  # one member has one contact
        "clustering_with_zeros": pytest.approx(nx.average_clustering(ZACHARY), rel=1e-9),
        "degree_centralisation": pytest.approx(0.3996, abs=1e-4),  # as R's igraph with loops = FALSE
        "betweenness_centralisation": pytest.approx(0.4056, abs=1e-4),  # centr_betw: 0.4055572
        "closeness_centralisation": pytest.approx(0.2982, abs=1e-4),  # centr_clo: 0.2981949
        "largest_core": 4,
        "in_largest_core": 10,
        "blocks": 3,
        "largest_block": 28,
        "articulation_points": 1,
        "bridges": 1,
    }


def test_a_star_is_all_centre() -> None:
    summary = statistics(structural_summary(from_graph(nx.star_graph(6))))
    for name in ("degree_centralisation", "betweenness_centralisation", "closeness_centralisation"):
        assert summary[name] == pytest.approx(1.0)
    assert summary["bridges"] == summary["blocks"] == 6
    assert summary["degree_assortativity"] == pytest.approx(-1.0)


def test_the_distances_are_those_of_the_largest_component() -> None:
    parts = nx.disjoint_union(nx.path_graph(5), nx.path_graph(3))
    summary = structural_summary(from_graph(parts))
    assert summary.value("diameter") == 4
    assert summary.value("mean_distance") == pytest.approx(nx.average_shortest_path_length(nx.path_graph(5)))
    assert summary.value("global_efficiency") == pytest.approx(nx.global_efficiency(parts))
    assert summary.component_sizes == ((3, 1), (5, 1))
    assert dict(summary.distances) == {1: 12, 2: 8, 3: 4, 4: 2}
    assert "2 components" in summary.warnings[0]


def test_of_components_of_one_size_none_counts_before_the_others() -> None:
    star, path = [("a", "b"), ("a", "c")], [("x", "y"), ("y", "z")]
    summary = structural_summary(network(star + path, ["alone"], directed=True))

    assert (summary.value("diameter"), summary.value("mean_distance")) == (2, 6 / 5)
    assert "those of the 2 largest, of 3 nodes each" in summary.warnings[0]


def test_a_directed_network_has_reciprocity_and_no_freeman_centralisation() -> None:
    graph = nx.gnp_random_graph(25, 0.15, seed=4, directed=True)
    summary = statistics(structural_summary(from_graph(graph)))
    assert summary["density"] == pytest.approx(nx.density(graph))
    assert summary["reciprocity"] == pytest.approx(nx.overall_reciprocity(graph))
    assert summary["degree_assortativity"] == pytest.approx(nx.degree_assortativity_coefficient(graph), rel=1e-9)
    assert summary["transitivity"] == pytest.approx(nx.transitivity(graph.to_undirected()))
    assert summary["degree_centralisation"] is None
    assert any("Freeman" in warning for warning in structural_summary(from_graph(graph)).warnings)


def test_two_mode_density_is_of_actors_and_activities() -> None:
    summary = statistics(structural_summary(deck()))
    assert summary["density"] == pytest.approx(22 / (14 * 5))
    assert (summary["mean_degree_actors"], summary["mean_degree_activities"]) == (22 / 14, 22 / 5)
    assert summary["transitivity"] is summary["clustering"] is None


def test_what_nothing_defines_is_unknown_and_never_zero() -> None:
    nothing = statistics(structural_summary(network([])))
    alone = statistics(structural_summary(network([], ["a"])))
    for name in ("density", "diameter", "mean_distance", "global_efficiency", "degree_assortativity", "clustering"):
        assert nothing[name] is None
        assert alone[name] is None
    assert (alone["components"], alone["isolates"], alone["largest_core"]) == (1, 1, 0)


def test_a_network_too_large_for_all_distances_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analytics.summary.DISTANCE_STEPS", 10)
    monkeypatch.setattr("graph.analytics.summary.PATH_STEPS", 10)
    summary = structural_summary(krackhardt_kite())
    assert summary.value("diameter") is None
    assert summary.value("betweenness_centralisation") is None
    assert summary.value("degree_centralisation") is not None
    assert any("too large" in warning for warning in summary.warnings)


def test_every_node_is_told_what_holds_it() -> None:
    summary = structural_summary(from_graph(nx.lollipop_graph(4, 2)))
    assert summary.is_articulation.tolist() == [False, False, False, True, True, False]
    assert math.isnan(summary.clustering[5])
    assert summary.core.values["n0000"] == 3.0
    assert summary.core_sizes == ((1, 2), (3, 4))
