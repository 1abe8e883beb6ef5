"""Components, articulation points and bridges: what hangs together, and what falls apart when one goes."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from networks import deck, florentine_families, from_graph, krackhardt_kite, network

from graph.analytics.articulation import articulation, search
from graph.analytics.components import component_labels, components
from graph.analytics.running import COMPILED, PLAIN


def test_the_parts_come_largest_first_and_an_isolate_is_a_part() -> None:
    parts = components(network([("e", "f"), ("c", "b"), ("b", "a"), ("g", "h")], ["z"])).items
    assert parts == (("a", "b", "c"), ("e", "f"), ("g", "h"), ("z",))


def test_an_empty_network_has_no_parts_and_no_points_of_failure() -> None:
    nothing = network([])
    assert components(nothing).items == ()
    assert articulation(nothing).nodes == ()
    assert articulation(nothing).bridges == ()


def test_direction_does_not_divide() -> None:
    parts = components(network([("a", "b"), ("c", "b")], directed=True))
    assert parts.items == (("a", "b", "c"),)
    assert parts.method.definitions["direction"] == "ignored"


def test_published_articulation_points() -> None:
    assert {point.id for point in articulation(krackhardt_kite()).nodes} == {"Heather", "Ike"}
    families = {point.id for point in articulation(florentine_families()).nodes}
    assert families == {"Albizzi", "Guadagni", "Medici", "Salviati"}


def test_the_centre_of_a_star_is_its_only_point_of_failure_and_every_tie_a_bridge() -> None:
    answer = articulation(from_graph(nx.star_graph(5)))
    assert [(point.id, point.cut_off, [piece.size for piece in point.pieces]) for point in answer.nodes] == [
        ("n0000", 4, [1, 1, 1, 1, 1])
    ]
    assert len(answer.bridges) == 5


def test_what_falls_apart_is_named() -> None:
    spain = next(point for point in articulation(deck()).nodes if point.id == "country:ES")
    assert spain.cut_off == 2
    assert spain.pieces[1].ids == ("country:PT", "partnership:ris3t")
    assert spain.pieces[0].size == 16


def test_a_piece_beyond_the_bound_has_a_size_and_no_names() -> None:
    point = articulation(deck(), name_up_to=2).nodes[0]
    assert [bool(piece.ids) for piece in point.pieces] == [piece.size <= 2 for piece in point.pieces]


def test_the_pieces_of_a_bridge_are_the_sides_of_its_source_and_its_target() -> None:
    (bridge,) = articulation(network([("b", "a")])).bridges
    assert (bridge.source, bridge.target) == ("b", "a")
    assert (bridge.pieces[0].ids, bridge.pieces[1].ids) == (("b",), ("a",))


def test_a_tie_in_both_directions_is_one_tie_and_a_bridge() -> None:
    answer = articulation(network([("a", "b"), ("b", "a"), ("b", "c")], directed=True))
    assert [(bridge.source, bridge.target, len(bridge.edges)) for bridge in answer.bridges] == [
        ("a", "b", 2),
        ("b", "c", 1),
    ]
    assert [point.id for point in answer.nodes] == ["b"]
    assert answer.method.definitions["direction"].startswith("ignored")


def test_a_ring_has_no_point_of_failure() -> None:
    answer = articulation(from_graph(nx.cycle_graph(6)))
    assert answer.nodes == ()
    assert answer.bridges == ()


def test_a_chain_longer_than_pythons_recursion_limit_is_no_trouble() -> None:
    chain = from_graph(nx.path_graph(5000))
    answer = articulation(chain)
    assert len(answer.nodes) == 4998
    assert answer.nodes[0].cut_off == 2499
    assert len(components(chain).items) == 1


@pytest.mark.parametrize("directed", [False, True])
def test_plain_and_compiled_kernels_agree(directed: bool) -> None:
    projection = from_graph(nx.gnp_random_graph(200, 0.006, seed=3, directed=directed))
    plain, compiled = (search(projection, run=run) for run in (PLAIN, COMPILED))
    for name in ("turn", "low", "parent", "parent_tie", "size", "order", "root"):
        assert np.array_equal(getattr(plain, name), getattr(compiled, name))
    labels = (component_labels(projection, run=run).tobytes() for run in (PLAIN, COMPILED))
    assert len(set(labels)) == 1
