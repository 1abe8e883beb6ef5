"""Communities: known partitions are found, modularity is networkx's, and runs that differ are told."""

from __future__ import annotations

import sys

import networkx as nx
import numpy as np
import pytest
from networks import deck, from_graph, network

from graph.analytics.communities import Communities, adjusted_rand, communities, disconnected_communities, stability
from graph.analytics.louvain import louvain_values, modularity
from graph.analytics.running import COMPILED, PLAIN
from graph.analytics.ties import ties
from graph.errors import InvalidInput, UnknownName


def modularity_by_networkx(found: Communities, graph: nx.Graph, resolution: float = 1.0) -> float:
    parts = [{int(node[1:]) for node in part} for part in found.items]
    return float(nx.community.modularity(graph, parts, weight="weight", resolution=resolution))


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_karate_clubs_modularity_is_networkxs_and_near_the_best_known(weighted: bool, resolution: float) -> None:
    graph = nx.karate_club_graph()
    if not weighted:
        nx.set_edge_attributes(graph, 1, "weight")
    found = communities(from_graph(graph, strength="weight"), resolution=resolution)
    assert found.modularity == pytest.approx(modularity_by_networkx(found, graph, resolution), rel=1e-9)
    if resolution == 1.0 and not weighted:
        assert 0.41 <= found.modularity <= 0.419790  # Brandes et al. (2008): 0.4198 is the largest there is


def test_cliques_on_a_ring_are_the_communities() -> None:
    found = communities(from_graph(nx.ring_of_cliques(20, 6)))
    assert {tuple(map(int, (node[1:] for node in part))) for part in found.items} == {
        tuple(range(start, start + 6)) for start in range(0, 120, 6)
    }
    assert found.stability.distinct == 1
    assert (found.stability.agreement_mean, found.stability.agreement_min) == (1.0, 1.0)


def test_inside_across_and_within_are_shares_of_strength() -> None:
    found = communities(network([("a", "b", 3), ("c", "d", 3), ("b", "c", 1)], ["z"]))
    assert found.items == (("a", "b"), ("c", "d"), ("z",))
    assert found.inside.tolist() == [3.0, 3.0, 0.0]
    assert found.across.tolist() == [1.0, 1.0, 0.0]
    assert found.within.tolist()[:4] == [1.0, 0.75, 0.75, 1.0]
    assert np.isnan(found.within[4])


def test_strengths_of_both_directions_are_added() -> None:
    there = [("a", "b", 2.0), ("b", "a", 1.0), ("b", "c", 1.0), ("c", "d", 3.0)]
    one = [("a", "b", 3.0), ("b", "c", 1.0), ("c", "d", 3.0)]
    directed, undirected = communities(network(there, directed=True)), communities(network(one))
    assert directed.items == undirected.items
    assert directed.modularity == undirected.modularity
    assert directed.method.definitions["direction"].startswith("ignored")


def test_the_same_seed_gives_the_same_and_more_runs_begin_with_the_same_ones() -> None:
    projection = from_graph(nx.gnp_random_graph(60, 0.1, seed=1))
    again = [communities(projection, seed=4, runs=3) for _ in range(2)]
    assert again[0].items == again[1].items
    assert again[0].stability == again[1].stability
    more = communities(projection, seed=4, runs=20)
    assert more.modularity >= again[0].modularity
    assert 1 < more.stability.distinct <= 20
    assert more.stability.agreement_min < more.stability.agreement_mean < 1


def test_one_run_has_no_agreement() -> None:
    found = communities(from_graph(nx.karate_club_graph()), runs=1)
    assert (found.stability.runs, found.stability.distinct) == (1, 1)
    assert found.stability.agreement_mean is None


def test_the_adjusted_rand_index_is_the_published_one() -> None:
    """Hubert and Arabie's index of sklearn's documentation: [0, 0, 1, 2] and [0, 0, 1, 1] agree by 0.571…"""
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(4 / 7)
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1.0
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)
    assert adjusted_rand(np.array([0]), np.array([0])) == 1.0


def test_partitions_with_other_numbers_are_one() -> None:
    told = stability([np.array([0, 0, 1]), np.array([1, 1, 0]), np.array([0, 1, 1])])
    assert (told.runs, told.distinct) == (3, 2)
    assert told.agreement_mean == pytest.approx((1 + 2 * adjusted_rand(np.array([0, 0, 1]), np.array([0, 1, 1]))) / 3)


@pytest.mark.parametrize("nodes", [0, 1, 3])
def test_without_ties_each_node_stands_for_itself_and_modularity_is_unknown(nodes: int) -> None:
    found = communities(network([], [f"n{i}" for i in range(nodes)]))
    assert [len(part) for part in found.items] == [1] * nodes
    assert found.modularity is None
    assert "undefined" in found.warnings[0]


def test_an_unknown_strength_is_left_out_and_said() -> None:
    found = communities(network([("a", "b", 1), ("c", "d", 1), ("b", "c", float("nan"))]))
    assert found.items == (("a", "b"), ("c", "d"))
    assert any("1 edge has no known strength" in warning for warning in found.warnings)


def test_two_mode_networks_get_a_reserve() -> None:
    assert any("Barber" in warning for warning in communities(deck()).warnings)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"resolution": 0.0}, "resolution is 0.0"),
        ({"resolution": float("nan")}, "resolution is nan"),
        ({"runs": 0}, "runs is 0"),
        ({"runs": 101}, "runs is 101"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_a_choice_out_of_bounds_is_refused(choices: dict[str, float], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        communities(deck(), **choices)  # type: ignore[arg-type]


def test_a_strength_below_zero_is_refused() -> None:
    with pytest.raises(InvalidInput, match="strength below 0"):
        communities(network([("a", "b", -1)]))


def test_an_unknown_algorithm_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'louvain'"):
        communities(deck(), algorithm="louvian")  # type: ignore[arg-type]


def test_leiden_without_its_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(InvalidInput, match=r"pip install valuechain-explorer\[leiden\]"):
        communities(deck(), algorithm="leiden")


def test_leiden_finds_the_cliques_of_a_ring() -> None:
    pytest.importorskip("leidenalg")
    found = communities(from_graph(nx.ring_of_cliques(20, 6)), algorithm="leiden", runs=2)
    assert found.items == communities(from_graph(nx.ring_of_cliques(20, 6))).items
    assert "Traag" in found.method.reference


@pytest.mark.parametrize("directed", [False, True])
def test_plain_and_compiled_kernels_agree(directed: bool) -> None:
    graph = nx.gnp_random_graph(150, 0.05, seed=3, directed=directed)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["strength"] = 0.1 + number % 7 / 3
    projection = from_graph(graph, strength="strength")
    for seed in range(3):
        plain, compiled = (louvain_values(projection, seed=seed, run=run) for run in (PLAIN, COMPILED))
        assert np.array_equal(plain, compiled)


def test_a_community_in_two_parts_is_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = np.array([0, 1, 0, 2, 2])
    chain = network([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")])
    assert disconnected_communities(ties(chain), apart) == 1
    assert disconnected_communities(ties(chain), np.array([0, 0, 0, 1, 1])) == 0
    monkeypatch.setattr("graph.analytics.communities.louvain_values", lambda *_, **__: apart)
    found = communities(chain, runs=1)
    assert found.disconnected == 1
    assert "1 community is not connected in itself" in found.warnings[0]


@pytest.mark.parametrize(("resolution", "best"), [(1.7, 0.2005), (2.0, 0.13)])
def test_of_equal_moves_one_is_drawn_so_that_runs_differ(resolution: float, best: float) -> None:
    """By the order of the rows alone, no run of a hundred found these: 0.192 and 0.125. networkx finds them."""
    families = nx.convert_node_labels_to_integers(nx.florentine_families_graph())
    assert communities(from_graph(families), resolution=resolution, runs=40).modularity == pytest.approx(
        best, abs=1e-12
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_single_move_raises_the_modularity_of_a_partition(seed: int) -> None:
    projection = from_graph(nx.gnm_random_graph(40, 80, seed=seed))
    network, strength = ties(projection), projection.strength
    label = louvain_values(projection, seed=seed)
    reached = modularity(network, strength, label)
    assert reached is not None
    for place in range(projection.n):
        for community in range(int(label.max()) + 1):
            moved = label.copy()
            moved[place] = community
            assert (modularity(network, strength, moved) or 0.0) <= reached + 1e-9


def test_what_leaves_a_community_keeps_its_digits_beside_strengths_of_another_magnitude() -> None:
    large = [("a", "b", 1e30), ("a", "d", 1e15), ("d", "e", 1e30)]
    euros = [("a", "b", 2132078622.1), ("b", "c", 3.3), ("a", "d", 0.7), ("d", "e", 1207787.76), ("d", "f", 943074.51)]
    assert communities(network(large)).across.tolist() == [1e15, 1e15]
    assert communities(network(euros)).across.tolist() == [0.7, 0.7]


def test_a_network_without_nodes_has_no_agreement() -> None:
    assert communities(network([])).stability.agreement_mean is None
