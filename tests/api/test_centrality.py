"""Centralities and edge betweenness over HTTP: the numbers, their distribution, and what is said beside them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from starlette.testclient import TestClient

from api.answers.centrality import distribution
from graph.analytics.measures import MEASURES

API = "/api/v1/networks"


def answer(client: TestClient, address: str) -> dict[str, Any]:
    response = client.get(f"{API}/{address}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.fixture(scope="module")
def countries(client: TestClient) -> nx.Graph:
    """The network as a user rebuilds it from the answer."""
    found = answer(client, "countries?limit=1000")
    graph = nx.Graph()
    graph.add_nodes_from(one["id"] for one in found["nodes"]["items"])
    graph.add_weighted_edges_from(
        ((one["source"], one["target"], 1 / one["strength"]) for one in found["edges"]["items"]), weight="distance"
    )
    assert graph.number_of_edges() == found["m"] > 50
    return graph


@pytest.mark.parametrize("by", ["hops", "distance"])
def test_closeness_and_harmonic_are_networkxs(client: TestClient, countries: nx.Graph, by: str) -> None:
    weight = "distance" if by == "distance" else None
    for measure, theirs in (("closeness", nx.closeness_centrality), ("harmonic", nx.harmonic_centrality)):
        items = answer(client, f"countries/centrality/{measure}?by={by}&limit=1000")["result"]["items"]
        assert {one["id"]: one["value"] for one in items} == pytest.approx(theirs(countries, distance=weight), rel=1e-9)


def test_edge_betweenness_is_networkxs(client: TestClient, countries: nx.Graph) -> None:
    result = answer(client, "countries/edge-betweenness?normalised=true&limit=1000")["result"]
    expected = {frozenset(pair): value for pair, value in nx.edge_betweenness_centrality(countries).items()}
    found = {frozenset((one["source"]["id"], one["target"]["id"])): one["value"] for one in result["items"]}
    assert found == pytest.approx(expected, rel=1e-9)
    assert result["total"] == len(expected)
    first = result["items"][0]
    assert first["rank"] == 1
    assert {"id", "name", "label"} == set(first["source"]) == set(first["target"])


def test_the_distribution_is_of_all_nodes_not_of_the_page(client: TestClient) -> None:
    whole = answer(client, "countries/centrality/harmonic?limit=1000")["result"]
    page = answer(client, "countries/centrality/harmonic?limit=1")["result"]
    assert page["distribution"] == whole["distribution"]
    bins = whole["distribution"]["bins"]
    values = [one["value"] for one in whole["items"]]
    assert 1 < len(bins) <= 20
    assert sum(one["count"] for one in bins) == whole["total"]
    for at, one in enumerate(bins):
        last = at == len(bins) - 1
        inside = [value for value in values if one["from"] <= value and (value < one["to"] or last)]
        assert len(inside) == one["count"]


def test_a_distribution_of_few_or_unknown_values_is_still_one() -> None:
    import numpy as np

    assert distribution(np.zeros(0)) == {"bins": [], "undefined": 0}
    assert distribution(np.array([2.0, 2.0, np.nan])) == {"bins": [{"from": 2, "to": 2, "count": 2}], "undefined": 1}
    for almost in (np.array([0.1 + 0.2, 0.3, 0.3]), np.array([1e17, 1e17 + 64]), np.array([5e-324, 1e-323])):
        bins = distribution(almost)["bins"]  # which no histogram can part
        assert [(one["from"], one["to"], one["count"]) for one in bins] == [(almost.min(), almost.max(), len(almost))]
    assert distribution(np.array([1.0, 3.0]))["bins"] == [
        {"from": 1, "to": 2, "count": 1},
        {"from": 2, "to": 3, "count": 1},
    ]


def test_centralisation_is_said_where_freeman_defined_it(client: TestClient) -> None:
    for measure in ("degree", "betweenness"):
        found = answer(client, f"countries/centrality/{measure}?limit=1")
        assert 0 < found["result"]["summary"]["centralisation"] < 1
        assert "Freeman" in found["method"]["definitions"]["centralisation"]
        assert answer(client, f"participation/centrality/{measure}?limit=1")["result"]["summary"] == {
            "centralisation": None
        }


def test_a_sample_is_told_with_its_bound_and_repeats(client: TestClient) -> None:
    address = "countries/centrality/betweenness?sample=12&seed=4&normalised=true&limit=1000"
    found, again = answer(client, address), client.get(f"{API}/{address}")
    assert again.json() == found
    summary = found["result"]["summary"]
    assert summary["confidence"] == 0.95
    assert summary["sample"] == 12
    assert any("12 of" in warning for warning in found["warnings"])
    assert found["parameters"]["sample"] == "12"
    exact = answer(client, "countries/centrality/betweenness?normalised=true&limit=1000")["result"]["items"]
    values = {one["id"]: one["value"] for one in exact}
    assert all(abs(one["value"] - values[one["id"]]) <= summary["error_bound"] for one in found["result"]["items"])
    assert answer(client, address.replace("seed=4", "seed=5"))["result"]["items"] != found["result"]["items"]


def test_a_sample_tells_the_standard_error_of_each_node_and_no_centralisation(client: TestClient) -> None:
    sampled, exact = "countries/centrality/betweenness?sample=12&limit=1000", "countries/centrality/betweenness?limit=9"
    found = answer(client, sampled)
    first = found["result"]["items"][0]
    assert 0 < first["standard_error"] < first["value"]
    assert "Cochran" in found["method"]["definitions"]["standard_error"]
    assert found["result"]["summary"]["centralisation"] is None
    assert any("Centralisation is left undefined" in warning for warning in found["warnings"])

    header, line = client.get(f"{API}/{sampled}&format=csv").text.splitlines()[:2]
    assert header == "id,name,label,value,rank,standard_error"
    assert line.endswith(f",{first['standard_error']!r}")

    plain = answer(client, exact)["result"]
    assert plain["summary"]["centralisation"] is not None
    assert all("standard_error" not in item for item in plain["items"])


@pytest.mark.parametrize(
    ("asked", "name"),
    [("Degree_Centrality", "degree"), ("k-core", "core"), ("current-flow-betweenness", "current-flow")],
)
def test_a_measure_asked_by_another_name_is_answered_by_its_own(client: TestClient, asked: str, name: str) -> None:
    assert answer(client, f"countries/centrality/{asked}?limit=3") == answer(
        client, f"countries/centrality/{name}?limit=3"
    )
    for format_ in ("csv", "graphml"):
        file = client.get(f"{API}/countries/centrality/{asked}?format={format_}").headers["Content-Disposition"]
        assert f'"{name}.{format_}"' in file


def test_other_analyses_know_the_other_names_too(client: TestClient) -> None:
    for rest in ("series?by=programme&limit=3", "uncertainty?draws=20&limit=3"):
        first = answer(client, f"countries/{rest}&measure=degree_centrality")
        assert first == answer(client, f"countries/{rest}&measure=degree")


def test_csv_has_a_row_an_edge(client: TestClient) -> None:
    rows = client.get(f"{API}/participation/edge-betweenness?format=csv").text.splitlines()
    assert rows[0] == "source.id,source.label,source.name,target.id,target.label,target.name,value,rank"
    assert len(rows) == answer(client, "participation")["m"] + 1


def test_every_parameter_of_every_measure_is_documented_with_its_measures(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    known = {
        one["name"]: one.get("description", "")
        for one in paths[f"{API}/{{view}}/centrality/{{measure}}"]["get"]["parameters"]
    }
    for measure in MEASURES.values():
        for parameter in measure.parameters:
            assert measure.name in known[parameter.name]


def test_two_mode_closeness_is_that_of_the_network_as_downloaded(client: TestClient) -> None:
    found = answer(client, "participation/centrality/closeness?two_mode=true&limit=1000")["result"]["items"]
    network = answer(client, "participation?limit=1000")
    graph = nx.Graph([(one["source"], one["target"]) for one in network["edges"]["items"]])
    graph.add_nodes_from(one["id"] for one in network["nodes"]["items"])
    top = {one["source"] for one in network["edges"]["items"]}
    expected = nx.bipartite.closeness_centrality(graph, top)
    assert {one["id"]: one["value"] for one in found} == pytest.approx(expected, rel=1e-9)
