"""Closeness and harmonic centrality: networkx, published numbers, and the same bits from each way to compute them."""

from __future__ import annotations

from typing import Literal

import networkx as nx
import numpy as np
import pytest
from networks import deck, from_graph, krackhardt_kite, network, node_id

from graph.analytics import distance_sums as module
from graph.analytics.closeness import closeness
from graph.analytics.distance_sums import DistanceSums, distance_sums
from graph.analytics.harmonic import harmonic
from graph.analytics.lengths import RING
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput
from graph.projection import Projection


def weighted(n: int = 300, *, directed: bool, spread: float = 1.0) -> nx.Graph:
    """A network in many parts, with strengths that differ by a factor of e**(6 · spread) or so."""
    graph = nx.gnp_random_graph(n, 2.4 / n, seed=3, directed=directed)
    random = np.random.default_rng(3)
    for _, _, data in graph.edges(data=True):
        data["strength"] = float(random.lognormal(0, spread))
        data["distance"] = 1 / data["strength"]
    return graph


def same(ours: dict[str, float | None], theirs: dict[int, float]) -> None:
    assert ours == pytest.approx({node_id(node): value for node, value in theirs.items()}, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("spread", [0.3, 4.0])  # with and without the heap in the buckets
def test_scattered_networks_equal_networkx_by_hops_and_by_distance(directed: bool, spread: float) -> None:
    graph = weighted(directed=directed, spread=spread)
    ours = from_graph(graph, strength="strength")
    back = graph.reverse() if directed else graph
    for by, length in (("hops", None), ("distance", "distance")):
        along: Literal["hops", "distance"] = "hops" if by == "hops" else "distance"
        same(closeness(ours, by=along).values, nx.closeness_centrality(graph, distance=length))
        alone = closeness(ours, by=along, convention="component").values
        same(alone, nx.closeness_centrality(graph, distance=length, wf_improved=False))
        same(closeness(ours, by=along, direction="out").values, nx.closeness_centrality(back, distance=length))
        same(harmonic(ours, by=along).values, nx.harmonic_centrality(graph, distance=length))
        same(harmonic(ours, by=along, direction="out").values, nx.harmonic_centrality(back, distance=length))
    assert float(1 / ours.distance.min() * ours.distance.max()) > RING or spread < 1


def test_krackhardts_fernando_and_garth_are_the_closest() -> None:
    """Krackhardt (1990): 9 others at 14 steps in all."""
    items = closeness(krackhardt_kite()).items
    assert [(item.id, item.value, item.rank) for item in items[:4]] == [
        ("Fernando", pytest.approx(9 / 14), 1),
        ("Garth", pytest.approx(9 / 14), 1),
        ("Diane", pytest.approx(9 / 15), 3),
        ("Heather", pytest.approx(9 / 15), 3),
    ]


def test_normalised_harmonic_is_one_for_who_is_tied_to_all() -> None:
    star = from_graph(nx.star_graph(4))
    assert harmonic(star).values["n0000"] == 4
    assert harmonic(star, normalised=True).values == pytest.approx(
        {node_id(i): 1 if i == 0 else 2.5 / 4 for i in range(5)}
    )


def test_two_mode_closeness_is_relative_to_its_own_node_set_as_in_networkx() -> None:
    ours = deck()
    graph = nx.Graph([(edge.source, edge.target) for edge in ours.edges])
    top = [one for one in ours.ids if one.startswith("country:")]
    expected = nx.bipartite.closeness_centrality(graph, top, normalized=True)
    found = closeness(ours, two_mode=True)
    assert found.values == pytest.approx(expected, rel=1e-9)
    assert "Borgatti & Everett" in found.method.definitions["normalisation"]
    complete = network([(a, b) for a in "ab" for b in "xyz"], modes=("actor", "activity"))
    assert set(closeness(complete, two_mode=True).values.values()) == {1.0}


def test_without_normalisation_it_is_the_inverse_of_the_sum_of_distances() -> None:
    found = closeness(krackhardt_kite(), normalised=False).values
    assert found["Jane"] == pytest.approx(1 / 29)
    assert found["Fernando"] == pytest.approx(1 / 14)


def test_a_node_without_paths_has_closeness_0_and_the_answer_says_why() -> None:
    found = closeness(network([("a", "b")], ["z"]))
    assert found.values == {"a": 0.5, "b": 0.5, "z": 0}
    assert any("1 of 3 nodes has no path" in warning for warning in found.warnings)
    assert closeness(network([("a", "b")], ["z"]), convention="component").values == {"a": 1, "b": 1, "z": 0}


@pytest.mark.parametrize("nodes", [[], ["a"]])
def test_no_others_means_no_closeness(nodes: list[str]) -> None:
    for by in ("hops", "distance"):
        for found in (closeness(network([], nodes), by=by), harmonic(network([], nodes), normalised=True, by=by)):  # type: ignore[arg-type]
            assert [item.value for item in found.items] == [0.0] * len(nodes)


def test_ties_of_strength_0_are_not_passed_and_impossible_ones_refused() -> None:
    found = harmonic(network([("a", "b", 2), ("b", "c", 0)]), by="distance")
    assert found.values == {"a": 2, "b": 2, "c": 0}
    assert any("strength 0" in warning for warning in found.warnings)
    with pytest.raises(InvalidInput, match="a – b"):
        closeness(network([("a", "b", -1)]), by="distance")


@pytest.mark.parametrize("directed", [False, True])
def test_plain_compiled_and_many_at_once_give_the_same_bits(directed: bool) -> None:
    ours = from_graph(weighted(directed=directed), strength="strength")
    for direction in ("in", "out"):
        by_hops = {
            _bits(distance_sums(ours, direction=direction, run=run, many=many, threads=threads))  # type: ignore[arg-type]
            for run, many, threads in (
                (PLAIN, False, 1),
                (COMPILED, False, 2),
                (COMPILED, True, 1),
                (COMPILED, True, 3),
            )
        }
        assert len(by_hops) == 1
        by_distance = {
            _bits(distance_sums(ours, by="distance", direction=direction, run=run))  # type: ignore[arg-type]
            for run in (PLAIN, COMPILED)
        }
        assert len(by_distance) == 1


def test_distances_longer_than_the_table_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = from_graph(nx.path_graph(300))
    tried = []
    monkeypatch.setattr(module, "_at_once", lambda *given, real=module._at_once: tried.append(real(*given)))
    expected = _bits(distance_sums(chain, run=PLAIN, many=False))
    assert _bits(distance_sums(chain, run=COMPILED, many=True)) == expected
    assert tried == [None]
    assert distance_sums(chain, run=COMPILED, many=True).far[0] == 299 * 300 / 2


def test_a_large_network_is_searched_from_many_nodes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnm_random_graph(3000, 12000, seed=5)
    found = closeness(from_graph(graph))
    some = {node: value for node, value in found.values.items() if int(node[1:]) % 500 == 0}
    expected = {node_id(node): nx.closeness_centrality(graph, node) for node in range(0, 3000, 500)}
    assert some == pytest.approx(expected, rel=1e-9)
    monkeypatch.setattr(module, "_one_by_one", None)
    distance_sums(from_graph(graph))  # does not go one by one


def test_progress_is_told_and_may_cancel() -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    ours = from_graph(weighted(directed=False), strength="strength")
    for by in ("hops", "distance"):
        with pytest.raises(Cancelled):
            harmonic(ours, by=by, progress=stop)  # type: ignore[arg-type]


def _bits(sums: DistanceSums) -> bytes:
    return sums.reach.tobytes() + sums.far.tobytes() + sums.near.tobytes()


def test_many_sources_share_one_search_whatever_their_number() -> None:
    """One batch, one more than a batch, and several."""
    for n in (255, 256, 257, 600):
        ours: Projection = from_graph(nx.gnm_random_graph(n, 3 * n, seed=n))
        assert _bits(distance_sums(ours, run=COMPILED, many=True)) == _bits(distance_sums(ours, run=PLAIN, many=False))
