"""Shortest paths: their length, all of them, their exact number, and a clear answer where there is none."""

from __future__ import annotations

import networkx as nx
import pytest
from networks import deck, from_graph, network

from graph.analytics.meeting import search
from graph.analytics.paths import shortest_path, shortest_paths
from graph.analytics.running import COMPILED, PLAIN
from graph.errors import InvalidInput, NotFound


def test_portugal_reaches_norway_through_spain_and_finland_on_the_deck() -> None:
    answer = shortest_paths(deck(), source="country:PT", target="country:NO")
    assert answer.length == 6
    assert [path.nodes for path in answer.paths] == [
        (
            "country:PT",
            "partnership:ris3t",
            "country:ES",
            "project:tr3s",
            "country:FI",
            "goodpractice:nordland-triple-helix",
            "country:NO",
        )
    ]


def test_each_hop_names_its_edge() -> None:
    projection = deck()
    (path,) = shortest_paths(projection, source="country:PT", target="country:NO").paths
    for edge, here, there in zip(path.edges, path.nodes, path.nodes[1:], strict=False):
        assert {projection.edges[edge].source, projection.edges[edge].target} == {here, there}


def test_paths_come_in_the_order_of_their_node_ids_and_the_limit_is_said() -> None:
    grid = from_graph(nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 4)))
    everything = shortest_paths(grid, source="n0000", target="n0015", limit=100)
    assert everything.total == 20
    assert not everything.truncated
    nodes = [path.nodes for path in everything.paths]
    assert nodes == sorted(nodes)
    some = shortest_paths(grid, source="n0000", target="n0015", limit=7)
    assert [path.nodes for path in some.paths] == nodes[:7]
    assert (some.total, some.truncated) == (20, True)
    assert "20" in some.warnings[0]
    assert shortest_path(grid, source="n0000", target="n0015").paths == everything.paths[:1]


def test_a_count_beyond_double_precision_is_exact() -> None:
    edges = [
        pair
        for i in range(60)
        for middle in "xyz"
        for pair in ((f"{i:02d}", f"{i:02d}{middle}"), (f"{i:02d}{middle}", f"{i + 1:02d}"))
    ]
    answer = shortest_paths(network(edges), source="00", target="60", limit=2)
    assert answer.total == 3**60
    assert answer.length == 120
    assert len(answer.paths) == 2


def test_a_node_reaches_itself_in_no_hops() -> None:
    answer = shortest_paths(network([("a", "b")]), source="a", target="a")
    assert (answer.length, answer.total) == (0, 1)
    assert answer.paths[0].nodes == ("a",)
    assert answer.paths[0].edges == ()


def test_no_path_is_an_answer_that_says_how_far_one_comes() -> None:
    answer = shortest_paths(network([("a", "b"), ("c", "d")], ["z"]), source="a", target="d")
    assert (answer.length, answer.paths, answer.total, answer.truncated) == (None, (), 0, False)
    assert "1 other node" in answer.warnings[0]
    alone = shortest_paths(network([("a", "b")], ["z"]), source="a", target="z")
    assert "no other node" in alone.warnings[0]


def test_direction_is_followed() -> None:
    one_way = network([("a", "b"), ("b", "c")], directed=True)
    assert shortest_paths(one_way, source="a", target="c").length == 2
    assert shortest_paths(one_way, source="c", target="a").length is None
    assert "no edge leads to 'a'" in shortest_paths(one_way, source="c", target="a").warnings[0]


def test_max_hops_bounds_the_search_and_the_answer_says_so() -> None:
    chain = network([("a", "b"), ("b", "c"), ("c", "d")])
    assert shortest_paths(chain, source="a", target="d", max_hops=3).length == 3
    cut = shortest_paths(chain, source="a", target="d", max_hops=2)
    assert cut.length is None
    assert "at most 2 hops" in cut.warnings[0]
    apart = shortest_paths(network([("a", "b"), ("c", "d")]), source="a", target="d", max_hops=2)
    assert "1 other node" in apart.warnings[0]


def test_an_unknown_node_and_a_limit_below_one_are_refused() -> None:
    chain = network([("a", "b")])
    with pytest.raises(NotFound, match="'nowhere'"):
        shortest_paths(chain, source="a", target="nowhere")
    with pytest.raises(InvalidInput, match="limit = 0") as error:
        shortest_paths(chain, source="a", target="b", limit=0)
    assert error.value.field == "limit"
    with pytest.raises(InvalidInput, match="max_hops = -1"):
        shortest_paths(chain, source="a", target="b", max_hops=-1)


@pytest.mark.parametrize("directed", [False, True])
def test_plain_and_compiled_searches_agree(directed: bool) -> None:
    projection = from_graph(nx.gnp_random_graph(80, 0.04, seed=5, directed=directed))
    for end in range(1, 40):
        plain, compiled = (search(projection, 0, end, run=run) for run in (PLAIN, COMPILED))
        assert plain.dist.tobytes() == compiled.dist.tobytes()
        assert plain.ways.tobytes() == compiled.ways.tobytes()
        assert plain.reached == compiled.reached
