"""Current-flow betweenness and closeness against networkx's numbers and Kirchhoff's laws solved pair by pair."""

from __future__ import annotations

import itertools
import math

import networkx as nx
import numpy as np
import pytest
from networks import florentine_families, from_graph, krackhardt_kite, network

from graph.analytics import current_flow as module
from graph.analytics.current_flow import (
    current_flow,
    current_flow_closeness,
    current_flow_closeness_values,
    current_flow_values,
)
from graph.errors import InvalidInput
from graph.projection import Projection

# networkx 3.6.1 with scipy 1.17.1: current_flow_betweenness_centrality(florentine_families_graph(), normalized=False)
# and current_flow_closeness_centrality of the same
FLORENCE: dict[str, tuple[float, float]] = {
    "Acciaiuoli": (0.000000000000, 0.036909163128),
    "Albizzi": (24.110927152318, 0.055316420918),
    "Barbadori": (14.283112582781, 0.050897446701),
    "Bischeri": (18.971854304636, 0.055458635571),
    "Castellani": (15.894039735099, 0.052961550265),
    "Ginori": (-0.000000000000, 0.032177294763),
    "Guadagni": (33.387417218543, 0.061155267554),
    "Lamberteschi": (0.000000000000, 0.034069436219),
    "Medici": (54.504139072848, 0.070954478708),
    "Pazzi": (0.000000000000, 0.026251168047),
    "Peruzzi": (11.790562913907, 0.051921258489),
    "Ridolfi": (19.286423841060, 0.060036777496),
    "Salviati": (13.000000000000, 0.039850889058),
    "Strozzi": (20.996688741722, 0.058546987835),
    "Tornabuoni": (18.140728476821, 0.060156366715),
}


def by_kirchhoff(projection: Projection) -> tuple[np.ndarray, np.ndarray]:
    """Betweenness and closeness of a connected network: the currents of every pair, one linear system each."""
    n = projection.n
    conductance = np.zeros((n, n))
    np.add.at(conductance, (projection.edge_source, projection.edge_target), projection.strength)
    np.add.at(conductance, (projection.edge_target, projection.edge_source), projection.strength)
    laplacian = np.diag(conductance.sum(axis=1)) - conductance
    through, resistance = np.zeros(n), np.zeros(n)
    for s, t in itertools.combinations(range(n), 2):
        supply = np.zeros(n)
        supply[s], supply[t] = 1.0, -1.0
        potential = np.linalg.lstsq(laplacian, supply, rcond=None)[0]
        current = 0.5 * (conductance * np.abs(potential[:, None] - potential[None, :])).sum(axis=1)
        current[[s, t]] = 0.0
        through += current
        resistance[[s, t]] += potential[s] - potential[t]
    return through, 1 / resistance


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("directed", [False, True])
def test_flows_are_those_of_kirchhoffs_laws(seed: int, directed: bool) -> None:
    graph = nx.connected_watts_strogatz_graph(14, 4, 0.4, seed=seed)
    random = np.random.default_rng(seed)
    edges = [(f"n{a:02d}", f"n{b:02d}", random.uniform(0.2, 3.0)) for a, b in graph.edges]
    if directed:
        edges += [(b, a, 0.7) for a, b, _ in edges[::3]]
    projection = network(edges, directed=directed)
    betweenness, closeness = by_kirchhoff(projection)

    assert current_flow(projection).array == pytest.approx(betweenness, abs=1e-9)
    assert current_flow_closeness(projection).array == pytest.approx(closeness, abs=1e-9)
    assert current_flow(projection, normalised=True).array == pytest.approx(betweenness / (13 * 12 / 2), abs=1e-9)
    assert current_flow_closeness(projection, normalised=True).array == pytest.approx(13 * closeness, abs=1e-9)
    assert any("directed" in warning for warning in current_flow(projection).warnings) is directed


def test_florence_has_the_numbers_of_networkx() -> None:
    families = florentine_families()
    expected = {family: numbers[0] for family, numbers in FLORENCE.items()}
    assert current_flow(families).values == pytest.approx(expected, abs=1e-9)
    expected = {family: numbers[1] for family, numbers in FLORENCE.items()}
    assert current_flow_closeness(families).values == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("n", [3, 6])
def test_on_a_tree_all_current_takes_the_only_path(n: int) -> None:
    """There current-flow betweenness is betweenness, and resistance is distance."""
    star, path = from_graph(nx.star_graph(n)), from_graph(nx.path_graph(n))
    assert current_flow(star).array == pytest.approx([n * (n - 1) / 2] + [0.0] * n)
    assert current_flow(star, normalised=True).array[0] == pytest.approx(1.0)
    assert current_flow(path).array == pytest.approx([i * (n - 1 - i) for i in range(n)])
    assert current_flow_closeness(path).array[0] == pytest.approx(1 / (n * (n - 1) / 2))


def test_strength_is_conductance() -> None:
    triangle = [("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 2.0)]
    assert current_flow(network(triangle)).values["b"] == pytest.approx(1 / 5)  # ½ + ½ in series beside 2
    assert current_flow(network(triangle), weighted=False).array == pytest.approx([1 / 3] * 3)
    assert current_flow_closeness(network(triangle)).values["b"] == pytest.approx(1 / (3 / 5 + 3 / 5))


def test_currents_flow_inside_components_and_that_is_said() -> None:
    parts = network([("a", "b"), ("b", "c"), ("d", "e"), ("e", "f"), ("f", "d"), ("f", "g", 0)], ["h"])
    flow, closeness = current_flow(parts), current_flow_closeness(parts)

    assert [flow.values[node] for node in "abcdefgh"] == pytest.approx([0, 1, 0, 1 / 3, 1 / 3, 1 / 3, 0, 0])
    assert "4 components" in flow.warnings[0]
    assert closeness.values["g"] is None
    assert closeness.values["h"] is None
    assert "2 nodes have no tie" in closeness.warnings[-1]
    assert closeness.values["b"] == pytest.approx(1 / 2)
    assert current_flow(parts, normalised=True).values["b"] == pytest.approx(1 / 21)


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_fewer_than_three_nodes(nodes: int) -> None:
    few = network([("n0", "n1")] if nodes == 2 else [], [f"n{i}" for i in range(nodes)])
    assert list(current_flow(few).array) == [0.0] * nodes
    assert all(value is None for value in current_flow(few, normalised=True).values.values())
    assert any("fewer than three" in warning for warning in current_flow(few, normalised=True).warnings) is (nodes > 0)
    assert set(current_flow_closeness(few).values.values()) == ({1.0} if nodes == 2 else {None} if nodes else set())


def test_a_component_too_large_is_refused_with_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NODES", 9)
    for measure in (current_flow, current_flow_closeness):
        with pytest.raises(InvalidInput, match=r"component of 10 nodes, and .* at most 9") as error:
            measure(krackhardt_kite())
        assert error.value.field == "measure"
        assert error.value.next_step
    assert len(current_flow(network([("a", "b")], [f"n{i}" for i in range(20)])).items) == 22


@pytest.mark.parametrize("strength", [-1.0, math.nan, math.inf])
def test_a_strength_that_is_no_conductance_is_refused(strength: float) -> None:
    with pytest.raises(InvalidInput, match="a – b"):
        current_flow(network([("a", "b", strength)]))


def test_threads_and_names_change_nothing_and_progress_is_told() -> None:
    graph = nx.connected_watts_strogatz_graph(230, 6, 0.3, seed=2)
    told: list[tuple[int, int]] = []
    one = current_flow_values(from_graph(graph), threads=1, progress=lambda done, total: told.append((done, total)))
    assert one.tobytes() == current_flow_values(from_graph(graph), threads=3).tobytes()
    assert told[-1] == (690, 690)
    turned = nx.relabel_nodes(graph, lambda node: 229 - node)
    assert current_flow_values(from_graph(turned))[::-1] == pytest.approx(one, rel=1e-9)
    assert current_flow_closeness_values(from_graph(turned))[::-1] == pytest.approx(
        current_flow_closeness_values(from_graph(graph)), rel=1e-10
    )


@pytest.mark.parametrize(
    "graph",
    [nx.star_graph(5), nx.star_graph(8), nx.balanced_tree(2, 3), *(nx.random_labeled_tree(30, seed=s) for s in (1, 8))],
)
def test_no_current_passes_a_dead_end_and_all_of_them_share_the_last_rank(graph: nx.Graph) -> None:
    random = np.random.default_rng(graph.number_of_nodes())
    for _, _, data in graph.edges(data=True):
        data["strength"] = random.uniform(0.1, 10.0)
    found = current_flow(from_graph(graph, strength="strength"))
    leaves = sorted(degree for _, degree in graph.degree).count(1)

    assert [item.value for item in found.items[-leaves:]] == [0.0] * leaves
    assert {item.rank for item in found.items[-leaves:]} == {graph.number_of_nodes() - leaves + 1}


def test_ties_of_strength_0_conduct_nothing_and_the_warnings_say_so() -> None:
    told = current_flow_closeness(network([("a", "b", 1), ("b", "c", 0)])).warnings
    assert "The network has 2 components without its ties of strength 0: no current flows from one to another." in told
    assert "1 node has no tie of positive strength, and so no defined closeness." in told
    alone = current_flow_closeness(network([("a", "b", 1)], ["z"])).warnings
    assert "1 node has no tie, and so no defined closeness." in alone
