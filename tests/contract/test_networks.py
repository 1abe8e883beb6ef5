"""Networks as the service answers them, on both stores, held against networkx over the pack's own CSV rows.

The oracle (`pack_oracle`) reads the rows with the standard library and joins and rolls them up by itself.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest
from pack_oracle import Graph, Network
from service import World, asked, every_item

CASES: list[tuple[str, dict[str, str]]] = [
    ("participation", {}),
    ("participation", {"level": "country"}),
    ("participation", {"level": "region"}),
    ("participation", {"level": "region", "nuts_level": "1"}),
    ("participation", {"level": "region", "nuts_level": "2"}),
    ("participation", {"level": "region", "nuts_level": "3"}),
    ("participation", {"level": "organisation"}),
    ("countries", {}),
    ("countries", {"projection": "newman"}),
    ("regions", {}),
    ("regions", {"nuts_level": "2"}),
    ("regions", {"nuts_level": "3", "projection": "newman"}),
    ("policy", {}),
]
NAMES = [f"{view}-{'-'.join(parameters.values()) or 'default'}" for view, parameters in CASES]
every_view = pytest.mark.parametrize(("view", "parameters"), CASES, ids=NAMES)


def expected(world: World, view: str, parameters: dict[str, str]) -> Network:
    """The network by the oracle; one-mode ones without evidence."""
    nuts_level = int(parameters["nuts_level"]) if "nuts_level" in parameters else None
    if view == "participation":
        return world.oracle.participation(parameters.get("level", "country"), nuts_level)
    if view == "policy":
        return world.oracle.policy()
    level = {"countries": "country", "regions": "region"}[view]
    graph = world.oracle.one_mode(level, nuts_level, newman=parameters.get("projection") == "newman")
    return Network(graph, {}, world.oracle.participation(level, nuts_level).left_out)


def check_nodes_and_edges(world: World, view: str, parameters: dict[str, str]) -> None:
    oracle = expected(world, view, parameters)

    answer = asked(world.client, f"/networks/{view}", **parameters)
    edges = every_item(world.client, f"/networks/{view}", within="edges", limit=500, **parameters)
    nodes = every_item(world.client, f"/networks/{view}", within="nodes", limit=500, **parameters)

    assert (answer["n"], answer["m"]) == (len(oracle.graph), oracle.graph.number_of_edges())
    assert {node["id"]: node["degree"] for node in nodes} == dict(oracle.graph.degree())
    assert len(edges) == len({frozenset((edge["source"], edge["target"])) for edge in edges})
    strengths = {frozenset((edge["source"], edge["target"])): edge["strength"] for edge in edges}
    assert strengths == pytest.approx(
        {frozenset(pair): data["strength"] for *pair, data in oracle.graph.edges(data=True)}, abs=1e-9
    )
    if oracle.evidence:
        counts = {frozenset((edge["source"], edge["target"])): edge["evidence_count"] for edge in edges}
        assert counts == {pair: len(stated) for pair, stated in oracle.evidence.items()}
    assert {(item["id"], item["relation"], item["target"]) for item in answer["left_out"]} == oracle.left_out


def check_measures(world: World, view: str, parameters: dict[str, str]) -> None:
    graph = expected(world, view, parameters).graph
    wanted: dict[tuple[str, str], dict[str, float]] = {
        ("betweenness", ""): nx.betweenness_centrality(graph, normalized=False),
        ("betweenness", "normalised"): nx.betweenness_centrality(graph, normalized=True),
        ("degree", ""): dict(graph.degree()),
        ("strength", ""): dict(graph.degree(weight="strength")),
    }
    for (measure, normalised), values in wanted.items():
        query = {**parameters, **({"normalised": "true"} if normalised else {})}
        items = every_item(world.client, f"/networks/{view}/centrality/{measure}", within="result", limit=1000, **query)
        assert {item["id"]: item["value"] for item in items} == pytest.approx(values, rel=1e-9, abs=1e-9)
        told_apart = [
            float(f"{item['value']:.12g}") for item in items
        ]  # beyond 12 digits stands the rounding of long sums
        assert [(-value, item["id"]) for value, item in zip(told_apart, items, strict=True)] == sorted(
            (-value, item["id"]) for value, item in zip(told_apart, items, strict=True)
        )
        assert [item["rank"] for item in items] == [
            1 + sum(other > value for other in told_apart) for value in told_apart
        ]


def check_weak_points(world: World, view: str, parameters: dict[str, str]) -> None:
    graph = expected(world, view, parameters).graph

    found = asked(world.client, f"/networks/{view}/articulation", **parameters)["result"]
    parts = asked(world.client, f"/networks/{view}/components", **parameters)["result"]

    assert {item["id"] for item in found["items"]} == set(nx.articulation_points(graph))
    ends = [frozenset((bridge["source"]["id"], bridge["target"]["id"])) for bridge in found["bridges"]]
    assert set(ends) == {frozenset(pair) for pair in nx.bridges(graph)}
    assert (
        (found["total"], found["bridges_total"])
        == (len(found["items"]), len(ends))
        == (len(found["items"]), len(set(ends)))
    )
    for item in found["items"][:10]:
        assert sorted(piece["size"] for piece in item["pieces"]) == pieces_without(graph, item["id"])
        assert item["cut_off"] == sum(sorted(piece["size"] for piece in item["pieces"])[:-1])
    members = {frozenset(node["id"] for node in part["nodes"]) for part in parts["items"]}
    assert members == {frozenset(part) for part in nx.connected_components(graph)}
    assert [part["size"] for part in parts["items"]] == sorted((len(part) for part in members), reverse=True)


def pieces_without(graph: Graph, node: str) -> list[int]:
    """Sizes of what a node's component falls into without it."""
    component = graph.subgraph(nx.node_connected_component(graph, node) - {node})
    return sorted(len(part) for part in nx.connected_components(component))


def check_paths(world: World, view: str, parameters: dict[str, str]) -> None:
    graph = expected(world, view, parameters).graph
    ids = sorted(graph)
    pairs = list(combinations(ids, 2))
    for source, target in pairs[:: max(1, len(pairs) // 12)]:
        query: dict[str, Any] = {"source": source, "target": target, "limit": 500, **parameters}
        result = asked(world.client, f"/networks/{view}/paths", **query)["result"]
        if not nx.has_path(graph, source, target):
            assert (result["length"], result["total"], result["paths"]) == (None, 0, [])
            continue
        every = sorted(nx.all_shortest_paths(graph, source, target))
        assert (result["length"], result["total"]) == (len(every[0]) - 1, len(every))
        listed = [[node["id"] for node in path["nodes"]] for path in result["paths"]]
        assert listed == every[:500] or result["length"] > 12
        for path in result["paths"][:5]:
            check_hops(path)


def check_hops(path: dict[str, Any]) -> None:
    """Each hop joins its two nodes, and every statement behind it names a source."""
    nodes = [node["id"] for node in path["nodes"]]
    assert [(hop["source"], hop["target"]) for hop in path["hops"]] == list(pairwise(nodes))
    assert path["length"] == len(path["hops"])
    for hop in path["hops"]:
        assert hop["evidence"]
        for piece in hop["evidence"]:
            assert piece["source_id"].startswith(("source:", "dataset:"))
            assert piece["source_name"] != piece["source_id"]
            assert piece["relation"] in hop["relation"].split() or hop["relation"] == "SHARED_PARTICIPATION"


def check_evidence(world: World, level: str, nuts_level: int | None) -> None:
    """Every stated row is behind exactly one edge, or left out: nothing is lost and nothing is made up."""
    parameters = {"level": level, **({"nuts_level": str(nuts_level)} if nuts_level else {})}
    oracle = world.oracle.participation(level, nuts_level)
    stated = set().union(*(pieces for _, _, pieces in world.oracle.participation_rows))
    answer = asked(world.client, "/networks/participation", **parameters)
    left_out = {(item["id"], item["relation"], item["target"]) for item in answer["left_out"]}
    behind: set[tuple[str, ...]] = set()
    network = world.client.app.state.explorer.networks.projection("participation", parameters)  # type: ignore[attr-defined]
    for number, edge in enumerate(network.edges):
        pieces = {(one.relation, one.source, one.target, one.source_id, one.quote, one.role) for one in edge.evidence}
        assert pieces == oracle.evidence[frozenset((edge.source, edge.target))]
        assert len(pieces) == len(edge.evidence)
        assert not pieces & behind
        behind |= pieces
        if number % 20 == 0:
            query: dict[str, Any] = {"source": edge.source, "target": edge.target, **parameters}
            (hop,) = asked(world.client, "/networks/participation/paths", **query)["result"]["paths"][0]["hops"]
            told = {
                (
                    one["relation"],
                    one["source"]["id"],
                    one["target"]["id"],
                    one["source_id"],
                    one["quote"] or "",
                    one["role"] or "",
                )
                for one in hop["evidence"]
            }
            assert told == pieces
    too_coarse = {
        piece
        for actor, activity, pieces in world.oracle.participation_rows
        for piece in pieces
        if (actor, piece[0], activity) in left_out
    }
    assert behind | too_coarse == stated
    assert not behind & too_coarse


# --- the seed pack


@every_view
def test_nodes_edges_and_what_is_left_out_are_those_of_the_rows(
    seed_world: World, view: str, parameters: dict[str, str]
) -> None:
    check_nodes_and_edges(seed_world, view, parameters)


@every_view
def test_measures_agree_with_networkx(seed_world: World, view: str, parameters: dict[str, str]) -> None:
    check_measures(seed_world, view, parameters)


@every_view
def test_articulation_bridges_and_components_agree_with_networkx(
    seed_world: World, view: str, parameters: dict[str, str]
) -> None:
    check_weak_points(seed_world, view, parameters)


@every_view
def test_all_shortest_paths_agree_with_networkx(seed_world: World, view: str, parameters: dict[str, str]) -> None:
    check_paths(seed_world, view, parameters)


@pytest.mark.parametrize(
    ("level", "nuts_level"),
    [("country", None), ("region", None), ("region", 1), ("region", 2), ("region", 3), ("organisation", None)],
)
def test_every_statement_is_behind_one_edge_or_left_out(seed_world: World, level: str, nuts_level: int | None) -> None:
    check_evidence(seed_world, level, nuts_level)


@pytest.mark.parametrize("view", ["participation", "regions", "countries", "policy"])
def test_territory_is_never_a_hop(seed_world: World, view: str) -> None:
    """Part_of alone would join a region to its country; so no edge between two places may have it as its reason."""
    for edge in every_item(seed_world.client, f"/networks/{view}", within="edges", limit=1000):
        assert not set(edge["relation"].split()) & {"PART_OF", "BORDERS", "SUCCEEDED_BY"}


@pytest.mark.parametrize("nuts_level", [1, 2, 3])
def test_a_roll_up_agrees_with_the_codes_of_nuts(seed_world: World, nuts_level: int) -> None:
    """A NUTS code begins with the code of what it lies in: a second, independent way to roll up."""
    expected_regions = set()
    for actor, _, _ in seed_world.oracle.participation_rows:
        place = next(
            (one for one in seed_world.oracle.above(actor) if seed_world.oracle.level.get(one, 0) >= nuts_level), None
        )
        if place:
            expected_regions.add(place[: len("region:2021:XX") + nuts_level])
    parameters = {"level": "region", "nuts_level": str(nuts_level)}

    nodes = every_item(seed_world.client, "/networks/participation", within="nodes", limit=1000, **parameters)

    assert {node["id"] for node in nodes if node["label"] == "Region"} == expected_regions


def test_regions_that_are_too_coarse_are_said_with_the_reason(seed_world: World) -> None:
    answer = asked(seed_world.client, "/networks/participation", level="region", nuts_level="3")

    reasons = {item["reason"] for item in answer["left_out"]}
    assert "stated for a country" in reasons
    assert "stated at NUTS 2, coarser than NUTS 3" in reasons


# --- the random pack


@every_view
def test_the_random_pack_holds_against_networkx_too(random_world: World, view: str, parameters: dict[str, str]) -> None:
    check_nodes_and_edges(random_world, view, parameters)
    check_measures(random_world, view, parameters)
    check_weak_points(random_world, view, parameters)
    check_paths(random_world, view, parameters)


def test_every_statement_of_the_random_pack_is_behind_one_edge_or_left_out(random_world: World) -> None:
    for level, nuts_level in (("country", None), ("region", None), ("region", 2), ("organisation", None)):
        check_evidence(random_world, level, nuts_level)
