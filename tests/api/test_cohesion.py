"""Claims about cohesion and communities over HTTP: one network, told the same way by every route, page after page."""

from __future__ import annotations

import csv
import io
from typing import Any

import networkx as nx
import pytest
from service import API, asked, every_item
from starlette.testclient import TestClient


def graph_of(client: TestClient, view: str) -> nx.Graph:
    """A view as networkx, out of its own route."""
    graph = nx.DiGraph() if asked(client, f"/networks/{view}")["directed"] else nx.Graph()
    answer = asked(client, f"/networks/{view}", limit=1000)
    graph.add_nodes_from(node["id"] for node in answer["nodes"]["items"])
    graph.add_weighted_edges_from((one["source"], one["target"], one["strength"]) for one in answer["edges"]["items"])
    assert (len(graph), graph.number_of_edges()) == (answer["n"], answer["m"])
    return graph


def statistics(client: TestClient, view: str) -> dict[str, Any]:
    listed = asked(client, f"/networks/{view}/cohesion")["result"]["statistics"]
    assert all(one["definition"] for one in listed)
    return {one["name"]: one["value"] for one in listed}


def table(client: TestClient, path: str) -> list[dict[str, str]]:
    response = client.get(f"{API}{path}")
    assert response.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.text)))


def test_the_summary_is_that_of_networkx(client: TestClient) -> None:
    graph, told = graph_of(client, "countries"), statistics(client, "countries")
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    expected = {
        "density": nx.density(graph),
        "transitivity": nx.transitivity(graph),
        "clustering_with_zeros": nx.average_clustering(graph),
        "degree_assortativity": nx.degree_assortativity_coefficient(graph),
        "global_efficiency": nx.global_efficiency(graph),
        "diameter": nx.diameter(largest),
        "mean_distance": nx.average_shortest_path_length(largest),
        "components": nx.number_connected_components(graph),
        "largest_core": max(nx.core_number(graph).values()),
    }
    assert {name: told[name] for name in expected} == pytest.approx(expected, rel=1e-9)


def test_distributions_add_up_to_the_network(client: TestClient) -> None:
    result = asked(client, "/networks/participation/cohesion")["result"]
    told = {one["name"]: one["value"] for one in result["statistics"]}

    assert sum(one["nodes"] for one in result["degree_distribution"]) == told["nodes"]
    assert sum(one["degree"] * one["nodes"] for one in result["degree_distribution"]) == 2 * told["edges"]
    assert sum(one["size"] * one["components"] for one in result["component_sizes"]) == told["nodes"]
    assert sum(one["nodes"] for one in result["core_sizes"]) == told["nodes"]
    assert sum(one["blocks"] for one in result["block_sizes"]) == told["blocks"]
    assert [one["pairs"] for one in result["distance_distribution"] if one["hops"] == 1] == [2 * told["edges"]]


def test_the_points_of_failure_are_those_of_the_articulation_route(client: TestClient) -> None:
    points = asked(client, "/networks/participation/articulation")["result"]
    told = statistics(client, "participation")
    items = every_item(client, "/networks/participation/cohesion", within="result", limit=20)

    assert (told["articulation_points"], told["bridges"]) == (points["total"], points["bridges_total"])
    assert {one["id"] for one in items if one["articulation_point"]} == {one["id"] for one in points["items"]}
    assert all((one["blocks"] > 1) == one["articulation_point"] for one in items)


def test_nodes_come_by_core_number_page_after_page(client: TestClient) -> None:
    items = every_item(client, "/networks/countries/cohesion", within="result", limit=7)
    cores = nx.core_number(graph_of(client, "countries"))

    assert {one["id"]: one["core"] for one in items} == cores
    assert [one["core"] for one in items] == sorted((one["core"] for one in items), reverse=True)


def test_a_two_mode_network_has_no_clustering_and_says_so(client: TestClient) -> None:
    answer = asked(client, "/networks/participation/cohesion")

    assert {one["clustering"] for one in answer["result"]["items"]} == {None}
    assert statistics(client, "participation")["transitivity"] is None
    assert any("no triangles" in warning for warning in answer["warnings"])


def test_the_largest_blocks_are_named(client: TestClient) -> None:
    blocks = asked(client, "/networks/countries/cohesion")["result"]["largest_blocks"]
    theirs = sorted(map(len, nx.biconnected_components(graph_of(client, "countries"))), reverse=True)

    assert [one["size"] for one in blocks] == theirs[:10]
    assert all(len(one["nodes"]) == one["size"] and not one["truncated"] for one in blocks)


def test_strong_components_follow_direction(client: TestClient) -> None:
    graph = graph_of(client, "policy")
    strong = asked(client, "/networks/policy/components", kind="strong")
    expected = nx.strongly_connected_components(graph) if graph.is_directed() else nx.connected_components(graph)

    told = {frozenset(node["id"] for node in one["nodes"]) for one in strong["result"]["items"]}
    assert told == set(map(frozenset, expected))
    assert strong["parameters"]["kind"] == "strong"
    assert "kind=strong" in strong["links"]["csv"]


def test_components_are_paged_and_their_table_has_a_row_a_node(client: TestClient) -> None:
    items = every_item(client, "/networks/policy/components", within="result", limit=2)
    rows = table(client, "/networks/policy/components?format=csv")

    assert [one["rank"] for one in items] == list(range(1, len(items) + 1))
    assert len(rows) == sum(one["size"] for one in items) == asked(client, "/networks/policy")["n"]
    assert [row["id"] for row in rows] == [node["id"] for one in items for node in one["nodes"]]
    assert {row["size"] for row in rows if row["component"] == "1"} == {str(items[0]["size"])}


def test_articulation_is_paged_for_both_its_lists(client: TestClient) -> None:
    whole = asked(client, "/networks/participation/articulation")["result"]
    points, bridges = [], []
    following: str | None = f"{API}/networks/participation/articulation?limit=4"
    while following:
        result = client.get(following).json()["result"]
        assert len(result["items"]) <= 4
        points += result["items"]
        bridges += result["bridges"]
        following = result["next"]

    assert (points, bridges) == (whole["items"], whole["bridges"])
    assert (len(points), len(bridges)) == (whole["total"], whole["bridges_total"])


def test_the_table_of_points_of_failure_has_the_bridges_too(client: TestClient) -> None:
    result = asked(client, "/networks/participation/articulation")["result"]
    rows = table(client, "/networks/participation/articulation?format=csv")
    points = [row for row in rows if row["kind"] == "point"]
    bridges = [row for row in rows if row["kind"] == "bridge"]

    assert len(points) + len(bridges) == len(rows)
    assert [row["id"] for row in points] == [one["id"] for one in result["items"]]
    ends = [(one["source"]["id"], one["target"]["id"]) for one in result["bridges"]]
    assert [(row["source.id"], row["target.id"]) for row in bridges] == ends != []
    for row, one in zip(rows, [*result["items"], *result["bridges"]], strict=True):
        assert row["cut_off"] == str(one["cut_off"])
        assert row["piece_sizes"] == "|".join(str(piece["size"]) for piece in one["pieces"])
        assert row["pieces_total"] == str(len(one["pieces"]))
        assert "{" not in "".join(row.values())


def test_communities_share_out_the_nodes_with_the_modularity_of_networkx(client: TestClient) -> None:
    graph = graph_of(client, "countries")
    result = asked(client, "/networks/countries/communities", limit=1000)["result"]
    parts = [{node["id"] for node in one["nodes"]} for one in result["items"]]

    assert sorted(node for part in parts for node in part) == sorted(graph)
    assert result["modularity"] == pytest.approx(nx.community.modularity(graph, parts), rel=1e-9)
    assert [one["size"] for one in result["items"]] == sorted(map(len, parts), reverse=True)
    for one, part in zip(result["items"], parts, strict=True):
        assert one["inside"] == pytest.approx(graph.subgraph(part).size(weight="weight"))
        assert one["across"] == pytest.approx(nx.cut_size(graph, part, weight="weight"))
        for node in one["nodes"]:
            inside = sum(data["weight"] for other, data in graph[node["id"]].items() if other in part)
            whole = graph.degree(node["id"], weight="weight")
            assert node["within"] == (pytest.approx(inside / whole) if whole else None)


def test_the_stability_of_communities_is_told(client: TestClient) -> None:
    told = asked(client, "/networks/regions/communities", runs=6, seed=2)["result"]["stability"]
    alone = asked(client, "/networks/regions/communities", runs=1)["result"]["stability"]

    assert told["runs"] == 6
    assert 1 <= told["distinct"] <= 6
    assert -0.5 <= told["agreement_min"] <= told["agreement_mean"] <= 1
    assert alone == {"runs": 1, "distinct": 1, "agreement_mean": None, "agreement_min": None}


def test_a_higher_resolution_gives_smaller_communities_and_the_method_says_it(client: TestClient) -> None:
    coarse = asked(client, "/networks/regions/communities", resolution=0.3)
    fine = asked(client, "/networks/regions/communities", resolution=5)

    assert coarse["result"]["communities"] < fine["result"]["communities"]
    assert "5" in fine["method"]["definitions"]["resolution"]
    assert fine["parameters"]["resolution"] == 5


def test_the_table_of_communities_has_a_row_a_node(client: TestClient) -> None:
    items = asked(client, "/networks/countries/communities", limit=1000)["result"]["items"]
    rows = table(client, "/networks/countries/communities?format=csv")
    part = table(client, "/networks/countries/communities?format=csv&limit=3&offset=2")

    assert [(row["community"], row["id"]) for row in rows] == [
        (str(one["rank"]), node["id"]) for one in items for node in one["nodes"]
    ]
    assert part == rows[2:5]


def test_leiden_is_answered_or_says_how_to_get_it(client: TestClient) -> None:
    response = client.get(f"{API}/networks/countries/communities", params={"algorithm": "leiden", "runs": 1})

    if response.status_code == 200:
        assert "Traag" in response.json()["method"]["reference"]
    else:
        assert response.status_code == 422
        assert "pip install valuechain-explorer[leiden]" in response.text


def test_core_and_clustering_are_measures_too(client: TestClient) -> None:
    graph = graph_of(client, "countries")
    core = asked(client, "/networks/countries/centrality/core", limit=1000)["result"]["items"]
    clustering = asked(client, "/networks/countries/centrality/clustering", limit=1000)["result"]["items"]

    assert {one["id"]: one["value"] for one in core} == nx.core_number(graph)
    known = {one["id"]: one["value"] for one in clustering if one["value"] is not None}
    assert known == pytest.approx(
        {node: value for node, value in nx.clustering(graph).items() if graph.degree(node) > 1}
    )
