"""Link prediction against networkx on every absent pair; two-mode networks; what the answer says it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from networks import deck, from_graph, krackhardt_kite, network, node_id

from graph.analytics.prediction import PREDICTORS, Predictor, predict_links, predicted_pairs
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput, NotFound, UnknownName

THEIRS: dict[str, Callable[..., Any]] = {
    "adamic-adar": nx.adamic_adar_index,
    "resource-allocation": nx.resource_allocation_index,
    "preferential-attachment": nx.preferential_attachment,
    "common-neighbours": lambda graph: (
        (u, v, len(list(nx.common_neighbors(graph, u, v)))) for u, v in nx.non_edges(graph)
    ),
}


@pytest.mark.parametrize("method", PREDICTORS)
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("chance", [0.05, 0.2, 0.7])
def test_every_absent_pair_scores_as_in_networkx(method: Predictor, seed: int, chance: float) -> None:
    graph = nx.gnp_random_graph(30, chance, seed=seed)
    expected = {frozenset((node_id(u), node_id(v))): score for u, v, score in THEIRS[method](graph) if score > 0}
    found = predict_links(from_graph(graph), method=method, limit=1000)
    assert {frozenset((link.source, link.target)): link.score for link in found.items} == pytest.approx(expected)
    assert found.total == len(expected)
    order = [(-round(link.score, 11), link.source, link.target) for link in found.items]
    assert order == sorted(order)


@pytest.mark.parametrize("method", PREDICTORS)
@pytest.mark.parametrize("limit", [1, 5, 37])
def test_the_best_few_are_the_beginning_of_all(method: Predictor, limit: int) -> None:
    projection = from_graph(nx.barabasi_albert_graph(60, 3, seed=4))
    everything = predict_links(projection, method=method, limit=10_000)
    best = predict_links(projection, method=method, limit=limit)
    assert best.items == everything.items[:limit]
    assert best.total == everything.total == len(everything.items)
    assert any(f"the {limit} highest" in warning for warning in best.warnings)
    for run in (PLAIN, COMPILED):
        scores, pairs, _ = predicted_pairs(projection, method=method, limit=limit, run=run, threads=2)
        ids = projection.ids
        assert [(ids[u], ids[v]) for u, v in pairs.tolist()] == [(one.source, one.target) for one in best.items]
        assert scores.tolist() == pytest.approx([one.score for one in best.items], abs=1e-11)


@pytest.mark.parametrize("method", PREDICTORS)
def test_one_node_has_the_pairs_it_has_in_the_whole_network(method: Predictor) -> None:
    projection = krackhardt_kite()
    everything = predict_links(projection, method=method, limit=1000).items
    for node in projection.ids:
        expected = {
            link.target if link.source == node else link.source: link.score
            for link in everything
            if node in (link.source, link.target)
        }
        found = predict_links(projection, method=method, node=node)
        assert {link.target: link.score for link in found.items} == pytest.approx(expected)
        assert all(link.source == node for link in found.items)


def test_common_neighbours_are_the_evidence() -> None:
    kite = krackhardt_kite()
    best = predict_links(kite, method="common-neighbours", node="Andre").items[0]
    assert (best.target, best.score) == ("Garth", 3.0)
    assert [kite.ids[place] for place in best.common] == ["Beverly", "Diane", "Fernando"]


def test_equal_scores_share_a_rank_and_stand_in_order() -> None:
    star = network([("hub", other) for other in "abc"])
    found = predict_links(star, method="adamic-adar").items
    assert [(link.source, link.target, link.rank) for link in found] == [("a", "b", 1), ("a", "c", 1), ("b", "c", 1)]


def test_all_products_equal_are_cut_by_id() -> None:
    ring = from_graph(nx.cycle_graph(40))
    found = predict_links(ring, method="preferential-attachment", limit=4)
    assert [(link.source, link.target) for link in found.items] == [("n0000", f"n000{i}") for i in (2, 3, 4, 5)]
    assert found.total == 40 * 39 // 2 - 40


def test_direction_is_ignored_and_a_tie_either_way_is_no_absent_pair() -> None:
    arcs = network([("a", "b"), ("c", "b"), ("c", "d"), ("b", "a")], directed=True)
    found = predict_links(arcs, method="common-neighbours")
    assert [(link.source, link.target) for link in found.items] == [("a", "c"), ("b", "d")]
    assert found.method.definitions["direction"].startswith("ignored")


def test_a_likely_link_is_not_called_useful() -> None:
    found = predict_links(krackhardt_kite())
    assert "not a useful one" in found.warnings[0]
    assert "complementarity" in found.method.definitions["meaning"]


def test_a_two_mode_network_has_only_preferential_attachment() -> None:
    for method in ("adamic-adar", "common-neighbours", "resource-allocation"):
        with pytest.raises(InvalidInput, match="two-mode") as refused:
            predict_links(deck(), method=method)  # type: ignore[arg-type]
        assert "countries" in refused.value.next_step
    found = predict_links(deck(), method="preferential-attachment", limit=1000)
    graph = nx.Graph([(edge.source, edge.target) for edge in deck().edges])
    expected = {
        frozenset((u, v)): score
        for u, v, score in nx.preferential_attachment(graph)
        if u.startswith("country:") != v.startswith("country:")
    }
    assert {frozenset((link.source, link.target)): link.score for link in found.items} == expected
    assert found.total == len(expected)
    one = predict_links(deck(), method="preferential-attachment", node="country:ES").items
    assert {link.target for link in one} == {"goodpractice:nordland-triple-helix", "project:bordwiis-plus"}


@pytest.mark.parametrize("method", PREDICTORS)
@pytest.mark.parametrize("nodes", [[], ["a"], ["a", "b"]])
def test_without_ties_nothing_is_likely(method: Predictor, nodes: list[str]) -> None:
    found = predict_links(network([], nodes), method=method)
    assert (found.items, found.total) == ((), 0)
    assert found.warnings[-1] == "No absent pair has a score above 0."
    for node in nodes:
        assert predict_links(network([], nodes), method=method, node=node).items == ()


def test_wrong_names_are_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'adamic-adar'"):
        predict_links(krackhardt_kite(), method="adamic-ader")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        predict_links(krackhardt_kite(), node="Nobody")
