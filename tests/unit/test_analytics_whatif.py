"""Added links and removals against brute force: the link is added, the node taken away, and everything counted anew."""

from __future__ import annotations

import math
import random

import networkx as nx
import numpy as np
import pytest
from networks import deck, from_graph, krackhardt_kite, network, node_id

from graph.analytics import added_links as added
from graph.analytics import distance_matrix as matrices
from graph.analytics import link_gains
from graph.analytics.added_links import added_links
from graph.analytics.attack import attack, largest_components, removal_order
from graph.analytics.distance_matrix import distance_matrix, weighted_distance_matrix
from graph.analytics.efficiency import global_efficiency, pair_counts
from graph.analytics.leaving import leaving, leaving_values
from graph.analytics.link_gains import absent_links, best_links, gains_by_hops
from graph.analytics.removal import removal
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput, NotFound, UnknownName


def some(seed: int) -> nx.Graph:
    """A small random network: directed or not, scattered or dense."""
    draw = random.Random(seed)
    return nx.gnp_random_graph(draw.randint(2, 14), draw.choice([0.05, 0.15, 0.3]), seed=seed, directed=seed % 2 == 1)


def efficiency(graph: nx.Graph, weight: str | None = None) -> float:
    n = len(graph)
    if weight:
        lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight=weight))
    else:
        lengths = dict(nx.all_pairs_shortest_path_length(graph))
    total = math.fsum(1 / d for row in lengths.values() for d in row.values() if d)
    return total / (n * (n - 1)) if n > 1 else 0.0


def brute_gains(graph: nx.Graph) -> dict[tuple[str, str], float]:
    before, found = efficiency(graph), {}
    for u in graph:
        for v in graph:
            if u != v and not graph.has_edge(u, v) and (graph.is_directed() or u < v):
                with_link = graph.copy()
                with_link.add_edge(u, v)
                found[node_id(u), node_id(v)] = efficiency(with_link) - before
    return found


@pytest.mark.parametrize("seed", range(40))
def test_every_absent_link_gains_what_adding_it_gains(seed: int) -> None:
    graph = some(seed)
    found, expected = added_links(from_graph(graph)), brute_gains(graph)

    assert found.efficiency == pytest.approx(efficiency(graph), abs=1e-12)
    assert {(one.source, one.target): one.gain for one in found.items} == pytest.approx(expected, abs=1e-12)
    assert found.candidates == found.scored == len(expected)
    assert all(one.gain > 0 and one.closer > 0 and one.examples for one in found.items[:20])
    keys = [(-round(one.gain, 12), one.source, one.target) for one in found.items]
    assert keys == sorted(keys)


def test_networkx_agrees_on_the_efficiency_of_undirected_networks() -> None:
    for seed in range(0, 20, 2):
        graph = some(seed)
        assert global_efficiency(from_graph(graph)).value == pytest.approx(nx.global_efficiency(graph), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_all_ways_to_compute_give_the_same(seed: int) -> None:
    projection = from_graph(some(seed))
    plain, compiled = (distance_matrix(projection, run=run) for run in (PLAIN, COMPILED))
    assert plain.far == compiled.far
    assert (plain.hops == compiled.hops).all()
    assert (pair_counts(projection, run=PLAIN) == pair_counts(projection, run=COMPILED)).all()
    node_wise = [best_links(projection, plain, run=run) for run in (PLAIN, COMPILED)]
    assert (node_wise[0].gain == node_wise[1].gain).all()
    source, target = absent_links(projection)
    pair_wise = [gains_by_hops(plain, source, target, run=run) for run in (PLAIN, COMPILED)]
    assert (pair_wise[0].gain == pair_wise[1].gain).all()
    assert pair_wise[0].gain == pytest.approx(node_wise[0].gain, abs=1e-12)
    assert (pair_wise[0].closer == node_wise[0].closer).all()
    assert (weighted_distance_matrix(projection, run=PLAIN) == weighted_distance_matrix(projection, run=COMPILED)).all()


@pytest.mark.parametrize("directed", [False, True])
def test_a_run_over_all_links_can_be_cancelled_from_row_to_row_and_gives_the_same(
    directed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    projection = from_graph(nx.gnm_random_graph(150, 260, seed=3, directed=directed))
    matrix = distance_matrix(projection)
    told: list[tuple[int, int]] = []
    whole = best_links(projection, matrix, best=40, run=COMPILED, progress=lambda *at: told.append(at))
    monkeypatch.setattr(link_gains, "CHUNK_STEPS", 1)
    by_row: list[tuple[int, int]] = []
    single = best_links(projection, matrix, best=40, run=COMPILED, progress=lambda *at: by_row.append(at))

    assert len(by_row) >= projection.n > 2 * len(told)
    assert [done for done, _ in by_row] == sorted(done for done, _ in by_row)
    assert by_row[-1] == told[-1] == (1000, 1000)
    for name in ("source", "target", "gain", "closer"):
        assert getattr(single, name).tobytes() == getattr(whole, name).tobytes()
    assert single.exactly == whole.exactly


def test_a_chunk_of_a_large_network_is_a_moment_and_packing_it_can_be_cancelled() -> None:
    """At 12,000 nodes a row takes a quarter of a second; 32 of them would hold a cancel up for eight."""
    projection = from_graph(nx.gnm_random_graph(700, 2000, seed=3))
    scorer = link_gains.NodeByNode(distance_matrix(projection), upwards=True)
    assert scorer.rows_at_once * scorer.row_steps <= link_gains.CHUNK_STEPS
    scorer.row_steps = 12_000 * (10 * 10 * 188 // 4 + 6_000)
    assert scorer.rows_at_once == 1

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        assert (done, total) == (1, 3)
        raise Cancelled

    with pytest.raises(Cancelled):
        link_gains.NodeByNode(distance_matrix(projection), upwards=True, progress=cancel)


def test_the_best_of_a_large_network_are_the_best_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    projection = from_graph(nx.gnm_random_graph(60, 90, seed=4))
    everything = added_links(projection)
    monkeypatch.setattr(added, "ALL_KEPT", 10)
    best = added_links(projection, best=7)

    assert tuple(best.items) == tuple(everything.items[:7])
    assert best.candidates == best.scored == everything.candidates
    assert everything.complete
    assert not best.complete


@pytest.mark.parametrize(
    "graph", [nx.path_graph(150), nx.path_graph(40), nx.disjoint_union(nx.path_graph(70), nx.path_graph(70))]
)
def test_long_chains_of_nodes_are_exact_too(graph: nx.Graph) -> None:
    projection = from_graph(graph)
    matrix = distance_matrix(projection, run=COMPILED)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    assert all(matrix.between(s, t) == lengths[s].get(t) for s in graph for t in graph)
    best = added_links(projection).items[0]
    with_link = graph.copy()
    with_link.add_edge(int(best.source[1:]), int(best.target[1:]))
    assert best.gain == pytest.approx(efficiency(with_link) - efficiency(graph), abs=1e-12)


def test_two_mode_candidates_tie_an_actor_to_an_activity() -> None:
    projection = deck()
    found = added_links(projection)
    assert all(one.source.startswith("country:") and not one.target.startswith("country:") for one in found.items)
    assert found.candidates == 14 * 5 - projection.m


def test_what_is_predicted_is_what_comes_when_the_best_link_is_added() -> None:
    kite = krackhardt_kite()
    best = added_links(kite).items[0]
    edges = [(edge.source, edge.target) for edge in kite.edges]
    after = global_efficiency(network([*edges, (best.source, best.target)])).value
    assert after == pytest.approx((global_efficiency(kite).value or 0) + (best.gain or 0), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_one_node_against_all_gains_for_itself_and_for_all(seed: int) -> None:
    graph = some(seed)
    projection = from_graph(graph)
    node = projection.ids[0]
    expected = {pair: gain for pair, gain in brute_gains(graph).items() if node in pair}
    found = added_links(projection, node=node)
    assert {(one.source, one.target): one.gain for one in found.items} == pytest.approx(expected, abs=1e-12)
    for one in found.items:
        with_link = graph.copy()
        with_link.add_edge(int(one.source[1:]), int(one.target[1:]))
        assert one.own_gain == pytest.approx(own(with_link) - own(graph), abs=1e-12)


def own(graph: nx.Graph) -> float:
    total = sum(1 / d for d in nx.single_source_shortest_path_length(graph, 0).values() if d)
    if graph.is_directed():
        total += sum(1 / d for d in nx.single_source_shortest_path_length(graph.reverse(), 0).values() if d)
    return total


def test_beyond_the_matrix_one_node_is_answered_by_its_own_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    kite = krackhardt_kite()
    expected = {one.target: one.own_gain for one in added_links(kite, node="Andre").items}
    for module in (added, matrices):
        monkeypatch.setattr(module, "MOST_NODES", 5)
    found = added_links(kite, node="Andre")
    assert {one.target: one.own_gain for one in found.items} == expected
    assert all(one.gain is None for one in found.items)
    assert "not computed" in found.warnings[-1]
    with pytest.raises(InvalidInput, match="10 nodes") as refused:
        added_links(kite)
    assert "node=" in refused.value.next_step


@pytest.mark.parametrize("directed", [False, True])
def test_by_distance_the_new_link_has_the_distance_it_is_given(directed: bool) -> None:
    graph = nx.gnp_random_graph(12, 0.2, seed=5, directed=directed)
    for number, (u, v) in enumerate(graph.edges):
        graph[u][v]["strength"] = 1.0 + number % 3
        graph[u][v]["distance"] = 1.0 / graph[u][v]["strength"]
    found = added_links(from_graph(graph, strength="strength"), by="distance", link_distance=0.4)
    for one in found.items:
        with_link = graph.copy()
        with_link.add_edge(int(one.source[1:]), int(one.target[1:]), distance=0.4)
        expected = efficiency(with_link, "distance") - efficiency(graph, "distance")
        assert one.gain == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("within", [1, 2, 3])
def test_stages_in_reach_are_those_a_search_finds(seed: int, within: int) -> None:
    graph = some(seed)
    stages = [random.Random(seed + place).choice([0, 0, 1, 2, 6]) for place in graph]

    def reached(of: nx.Graph) -> set[tuple[int, int]]:
        return {
            (s, bit)
            for s in of
            for t in nx.single_source_shortest_path_length(of, s, cutoff=within)
            for bit in range(3)
            if stages[t] >> bit & 1
        }

    found = added_links(from_graph(graph), stages=stages, within=within)
    for one in found.items:
        with_link = graph.copy()
        with_link.add_edge(int(one.source[1:]), int(one.target[1:]))
        assert one.new_stages == len(reached(with_link) - reached(graph))
    assert [one.new_stages for one in found.items] == sorted((one.new_stages for one in found.items), reverse=True)


@pytest.mark.parametrize("seed", range(30))
def test_a_removal_is_what_networkx_finds_without_the_nodes(seed: int) -> None:
    graph = some(seed)
    gone = random.Random(seed).sample(sorted(graph), min(2, len(graph)))
    rest = graph.copy()
    rest.remove_nodes_from(gone)
    found = removal(from_graph(graph), nodes=[node_id(one) for one in gone])
    before, after = (dict(nx.all_pairs_shortest_path_length(one)) for one in (graph, rest))
    pairs = [(s, t) for s in rest for t in rest if (s != t if graph.is_directed() else s < t)]
    lost = [(s, t) for s, t in pairs if t in before[s] and t not in after[s]]
    longer = {(s, t): after[s][t] - before[s][t] for s, t in pairs if t in after[s] and after[s][t] > before[s][t]}

    assert (found.pairs_lost, found.pairs_longer) == (len(lost), len(longer))
    assert {(one.source, one.target) for one in found.lost} <= {(node_id(s), node_id(t)) for s, t in lost}
    if longer:
        assert found.mean_increase == pytest.approx(sum(longer.values()) / len(longer))
        assert max(longer.values()) == (found.longer[0].after or 0) - found.longer[0].before
    assert found.efficiency_after == (pytest.approx(efficiency(rest), abs=1e-12) if len(rest) > 1 else None)
    parts = nx.weakly_connected_components(rest) if graph.is_directed() else nx.connected_components(rest)
    assert {part.ids for part in found.components_after} == {tuple(sorted(map(node_id, part))) for part in parts}


def test_without_spain_the_deck_loses_portugal() -> None:
    found = removal(deck(), nodes=["country:ES"])
    assert found.cut_off == ("country:PT", "partnership:ris3t")
    assert [part.size for part in found.components_after] == [16, 2]
    assert found.pairs_lost == 32
    with pytest.raises(NotFound):
        removal(deck(), nodes=["country:XX"])
    with pytest.raises(InvalidInput):
        removal(deck(), nodes=[])


@pytest.mark.parametrize("seed", range(16))
def test_who_is_missed_costs_the_others_what_they_lose(seed: int) -> None:
    graph = some(seed)
    projection = from_graph(graph)
    n = len(graph)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    for one in leaving(projection).items:
        v = int(one.id[1:])
        rest = graph.copy()
        rest.remove_node(v)
        if n < 3:
            assert one.loss is None
            continue
        with_v = sum(1 / d for s in rest for t, d in lengths[s].items() if d and t != v) / ((n - 1) * (n - 2))
        assert one.loss == pytest.approx(with_v - efficiency(rest), abs=1e-12)
    plain, compiled = (leaving_values(projection, run=run) for run in (PLAIN, COMPILED))
    assert (plain.after == compiled.after).all()
    assert (plain.before == compiled.before).all()


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("order", ["degree", "betweenness"])
@pytest.mark.parametrize("adaptive", [False, True])
def test_an_attack_takes_the_best_connected_first(seed: int, order: str, adaptive: bool) -> None:
    graph = some(seed)
    found = attack(from_graph(graph), order=order, adaptive=adaptive)  # type: ignore[arg-type]
    rest, n = graph.copy(), len(graph)
    assert sorted(one.node or "" for one in found.items[1:]) == [node_id(one) for one in sorted(graph)]
    for step in found.items[1:]:
        now = rest if adaptive else graph
        values = dict(now.degree) if order == "degree" else nx.betweenness_centrality(now, normalized=False)
        node = int((step.node or "")[1:])
        best = max(values[one] for one in rest)
        assert values[node] == pytest.approx(best)
        rest.remove_node(node)
        parts = nx.weakly_connected_components(rest) if graph.is_directed() else nx.connected_components(rest)
        assert step.largest == pytest.approx(max(map(len, parts), default=0) / n)
    assert found.robustness == pytest.approx(sum(step.largest for step in found.items[1:]) / n)


def test_random_orders_are_drawn_from_the_seed() -> None:
    projection = from_graph(nx.barabasi_albert_graph(40, 2, seed=1))
    one, same, other = (attack(projection, order="random", draws=30, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one.robustness != other.robustness
    assert all((step.low or 0) - 1e-12 <= step.largest <= (step.high or 0) + 1e-12 for step in one.items)
    order = removal_order(projection, order="degree")
    assert (
        largest_components(projection, order, run=PLAIN) == largest_components(projection, order, run=COMPILED)
    ).all()


def test_a_star_falls_apart_at_once() -> None:
    found = attack(from_graph(nx.star_graph(9)))
    assert [step.largest for step in found.items] == pytest.approx([1.0, *[0.1] * 9, 0.0])
    assert found.robustness == pytest.approx(0.09)
    with pytest.raises(UnknownName):
        attack(deck(), order="degre")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        attack(deck(), order="random", draws=0)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_networks_of_hardly_any_nodes_have_answers(n: int) -> None:
    projection = from_graph(nx.empty_graph(n))
    assert len(added_links(projection).items) == (1 if n == 2 else 0)
    assert global_efficiency(projection).value == (0.0 if n == 2 else None)
    assert all(one.loss is None for one in leaving(projection).items)
    assert attack(projection).robustness == (None if n == 0 else pytest.approx(0.25 if n == 2 else 0.0))
    assert np.array_equal(pair_counts(projection), [0])


def test_by_distance_it_is_said_that_no_path_passes_ties_of_strength_0() -> None:
    projection = network([("a", "b", 1), ("b", "c", 0), ("c", "d", 2)])
    says = "1 edge has strength 0, hence infinite distance, and no path passes there."
    assert says in added_links(projection, by="distance").warnings
    assert says not in added_links(projection).warnings
