"""Brokerage and likely links as the service answers them, recounted from the network it answers itself."""

from __future__ import annotations

import csv
import io
import itertools
import math
from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient

API = "/api/v1/networks"
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def asked(client: TestClient, address: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def as_graph(client: TestClient, view: str) -> nx.Graph:
    found = asked(client, f"{view}?limit=1000")
    graph = nx.Graph()
    graph.add_nodes_from((node["id"], node) for node in found["nodes"]["items"])
    graph.add_edges_from((edge["source"], edge["target"], edge) for edge in found["edges"]["items"])
    assert (len(graph), graph.number_of_edges()) == (found["n"], found["m"])
    return graph


@pytest.mark.parametrize("group", ["country", "region", "macro-region", "platform", "type"])
@pytest.mark.parametrize("view", ["regions", "countries", "policy"])
def test_roles_are_those_counted_from_the_network_and_the_groups_shown(
    client: TestClient, view: str, group: str
) -> None:
    graph = as_graph(client, view)
    found = asked(client, f"{view}/brokerage?group={group}&limit=1000")["result"]
    of = {item["id"]: item["group"] for item in found["items"]}
    assert of.keys() == set(graph)
    expected = {node: dict.fromkeys(ROLES, 0) for node in graph}
    for v in graph:
        for a, b in itertools.permutations(graph[v], 2):
            if None in (of[a], of[v], of[b]) or graph.has_edge(a, b):
                continue
            same = (of[a] == of[v], of[v] == of[b], of[a] == of[b])
            role = {
                (True, True, True): "coordinator",
                (False, False, True): "itinerant",
                (True, False, False): "representative",
                (False, True, False): "gatekeeper",
                (False, False, False): "liaison",
            }[same]
            expected[v][role] += 1
    for item in found["items"]:
        counts = {role: item["roles"][role]["count"] for role in ROLES}
        known = item["group"] is not None
        assert counts == (expected[item["id"]] if known else dict.fromkeys(ROLES))
        assert item["roles"]["total"]["count"] == (sum(expected[item["id"]].values()) if known else None)
    for row in found["groups"]:
        members = [item for item in found["items"] if item["group"] == row["id"]]
        assert row["nodes"] == len(members)
        for role in ROLES:
            assert row["roles"][role]["count"] == sum(item["roles"][role]["count"] for item in members)
        assert row["gatekeepers"] == sum(item["ties"]["internal"] * item["ties"]["external"] > 0 for item in members)


def test_counts_that_hold_both_orders_of_a_pair_say_so(client: TestClient) -> None:
    found = asked(client, "countries/brokerage")
    assert asked(client, "countries")["directed"] is False
    assert found["result"]["network"]["both_orders"] is True
    assert "counts twice" in found["method"]["definitions"]["roles, normalisation"]
    liaisons = [item["roles"]["liaison"]["count"] for item in found["result"]["items"]]
    assert any(liaisons)
    assert all(count % 2 == 0 for count in liaisons)


def test_structural_holes_equal_networkx(client: TestClient) -> None:
    graph = as_graph(client, "countries")
    expected = nx.constraint(graph, list(graph), weight="strength")
    sizes = nx.effective_size(graph, list(graph), weight="strength")
    for item in asked(client, "countries/brokerage?limit=1000")["result"]["items"]:
        holes = item["structural_holes"]
        if holes["constraint"] is None:
            assert math.isnan(expected[item["id"]])
            assert graph.degree(item["id"]) == 0
            continue
        assert holes["constraint"] == pytest.approx(expected[item["id"]], rel=1e-9)
        assert holes["effective_size"] == pytest.approx(sizes[item["id"]], rel=1e-9)
        assert holes["efficiency"] == pytest.approx(sizes[item["id"]] / holes["contacts"], rel=1e-9)


@pytest.mark.parametrize(
    ("sort", "path"),
    [
        ("gatekeeper", ("roles", "gatekeeper", "count")),
        ("constraint", ("structural_holes", "constraint")),
        ("effective-size", ("structural_holes", "effective_size")),
        ("bridging", ("ties", "bridging")),
    ],
)
def test_rows_are_sorted_by_the_column_asked_for(client: TestClient, sort: str, path: tuple[str, ...]) -> None:
    items = asked(client, f"regions/brokerage?sort={sort}&limit=1000")["result"]["items"]
    values = []
    for item in items:
        value: Any = item
        for name in path:
            value = value[name]
        assert item["value"] == value
        values.append(-math.inf if value is None else round(value, 10))  # ranks tell 12 digits apart
    assert values == sorted(values, reverse=True)
    assert items[0]["rank"] == 1


def test_pages_follow_each_other_and_a_download_has_them_all(client: TestClient) -> None:
    whole = asked(client, "regions/brokerage?limit=1000")["result"]
    page = asked(client, "regions/brokerage?limit=40")["result"]
    following = client.get(page["next"]).json()["result"]
    assert [*page["items"], *following["items"]][:80] == whole["items"][:80]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{API}/regions/brokerage?format=csv").text)))
    assert len(rows) == whole["total"]
    assert rows[0]["roles.total.count"] == str(whole["items"][0]["roles"]["total"]["count"])
    assert "structural_holes.constraint" in rows[0]


def test_a_group_nobody_is_known_to_be_in_is_said_and_is_no_zero(client: TestClient) -> None:
    answer = asked(client, "regions/brokerage?group=helix&limit=3")
    assert answer["result"]["groups"] == []
    assert answer["result"]["network"]["roles"]["total"] == {"count": None, "expected": None}
    assert {item["roles"]["total"]["count"] for item in answer["result"]["items"]} == {None}
    assert any("No node's helix is known" in warning for warning in answer["warnings"])


def test_one_country_a_node_is_said_to_leave_liaisons_only(client: TestClient) -> None:
    answer = asked(client, "countries/brokerage?limit=1000")
    assert answer["parameters"]["group"] == "country"
    assert any("every open two-path a liaison" in warning for warning in answer["warnings"])
    for item in answer["result"]["items"]:
        assert item["roles"]["total"]["count"] == item["roles"]["liaison"]["count"]


def test_strength_can_be_left_out_of_account(client: TestClient) -> None:
    graph = as_graph(client, "countries")
    expected = nx.constraint(graph, list(graph))
    items = asked(client, "countries/brokerage?weighted=false&limit=1000")["result"]["items"]
    for item in items:
        if item["structural_holes"]["constraint"] is not None:
            assert item["structural_holes"]["constraint"] == pytest.approx(expected[item["id"]], rel=1e-9)


@pytest.mark.parametrize(
    ("method", "theirs"),
    [
        ("adamic-adar", nx.adamic_adar_index),
        ("resource-allocation", nx.resource_allocation_index),
        ("preferential-attachment", nx.preferential_attachment),
        ("common-neighbours", None),
    ],
)
def test_likely_links_equal_networkx(client: TestClient, method: str, theirs: Any) -> None:
    graph = as_graph(client, "countries")
    if theirs is None:
        scored = [(u, v, len(list(nx.common_neighbors(graph, u, v)))) for u, v in nx.non_edges(graph)]
    else:
        scored = list(theirs(graph))
    expected = {frozenset((u, v)): score for u, v, score in scored if score > 0}
    answer = asked(client, f"countries/prediction?method={method}&limit=1000")
    found = {frozenset((item["source"]["id"], item["target"]["id"])): item for item in answer["result"]["items"]}
    assert {pair: item["score"] for pair, item in found.items()} == pytest.approx(expected)
    assert answer["result"]["pairs_total"] == len(expected)
    for pair, item in found.items():
        common = set(nx.common_neighbors(graph, *pair))
        assert item["common_neighbours_total"] == len(common)
        assert {one["id"] for one in item["common_neighbours"]} <= common
        assert len(item["common_neighbours"]) == min(len(common), 20)
    assert any("not a useful one" in warning for warning in answer["warnings"])


def test_a_table_of_likely_links_has_all_of_them_and_pages_go_on_to_the_last(client: TestClient) -> None:
    address = "regions/prediction?method=adamic-adar"
    first = asked(client, f"{address}&limit=1000")["result"]
    total = first["pairs_total"]
    assert total > 1000  # what is sought where no more are asked for
    assert first["total"] == total

    lines = client.get(f"{API}/{address}&format=csv").text.splitlines()
    assert len(lines) == 1 + total
    rest = asked(client, f"{address}&limit=1000&offset=1000")["result"]["items"]
    assert [item["rank"] for item in rest] == sorted(item["rank"] for item in rest)
    assert rest[0]["score"] <= first["items"][-1]["score"]
    assert lines[1001].split(",")[:2] == [str(rest[0]["rank"]), rest[0]["source"]["id"]]


def test_one_country_is_source_of_all_its_pairs(client: TestClient) -> None:
    items = asked(client, "countries/prediction?node=country:GB")["result"]["items"]
    assert items
    assert {item["source"]["id"] for item in items} == {"country:UK"}
    assert [item["rank"] for item in items] == sorted(item["rank"] for item in items)


def test_a_two_mode_network_names_the_views_to_ask(client: TestClient) -> None:
    problem = asked(client, "participation/prediction", status=422)
    assert "two-mode" in problem["detail"]
    assert "countries, regions" in problem["next_step"]
    pairs = asked(client, "participation/prediction?method=preferential-attachment")["result"]["items"]
    assert all(item["source"]["label"] == "Country" != item["target"]["label"] for item in pairs)


@pytest.mark.parametrize("measure", ["constraint", "effective-size", "efficiency", "hierarchy"])
def test_the_measures_of_structural_holes_are_centralities_too(client: TestClient, measure: str) -> None:
    items = asked(client, f"countries/centrality/{measure}?limit=1000")["result"]["items"]
    rows = asked(client, "countries/brokerage?limit=1000")["result"]["items"]
    expected = {row["id"]: row["structural_holes"][measure.replace("-", "_")] for row in rows}
    assert {item["id"]: item["value"] for item in items} == expected
