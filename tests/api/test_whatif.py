"""Claims about what-if: who is cut off when somebody leaves, and which missing link would help most."""

from __future__ import annotations

import csv
import io

import pytest
from problems import check_problem
from service import API, asked
from starlette.testclient import TestClient

REMOVAL = f"{API}/networks/countries/whatif/removal"


def test_when_spain_leaves_portugal_is_still_reached_on_all_facts(client: TestClient) -> None:
    result = asked(client, "/networks/participation/whatif/removal", country="ES")["result"]

    assert [one["id"] for one in result["removed"]] == ["country:ES"]
    assert "country:PT" not in {one["id"] for one in result["cut_off"]}
    assert result["pairs_longer"]["total"] > 0
    assert result["efficiency"]["after"] < result["efficiency"]["before"]


@pytest.mark.parametrize("named", ["country:ES", "es", " ES "])
def test_a_country_is_named_by_its_id_too(client: TestClient, named: str) -> None:
    address = "/networks/regions/whatif/removal"
    by_code = asked(client, address, country="ES")["result"]
    page = client.get(f"/networks/regions/removal?country={named}", headers={"Accept": "text/html"})

    assert asked(client, address, country=named)["result"]["removed"] == by_code["removed"]
    assert '<option value="ES" selected>' in page.text
    assert "Spain’s" in page.text


def test_a_country_leaves_the_regions_with_all_its_nodes(client: TestClient) -> None:
    result = asked(client, "/networks/regions/whatif/removal", country="ES")["result"]

    assert len(result["removed"]) > 1
    assert all(one["id"].startswith("region:2021:ES") for one in result["removed"])
    assert all(item["component_after"] is None for item in result["items"] if item["removed"])


def test_everybody_is_ranked_by_what_the_others_lose(client: TestClient) -> None:
    result = asked(client, "/networks/countries/whatif/removal", limit=1000)["result"]
    values = [item["value"] for item in result["items"]]

    assert values == sorted(values, reverse=True)
    assert min(values) >= 0


def test_the_links_of_one_node_come_with_its_own_gain(client: TestClient) -> None:
    everything = asked(client, "/networks/participation/whatif/links", limit=1000)["result"]
    mine = asked(client, "/networks/participation/whatif/links", node="country:PT", limit=1000)["result"]

    assert everything["scored"] == everything["candidates"] == everything["total"]
    assert all(item["source"]["id"] == "country:PT" and item["own_gain"] > 0 for item in mine["items"])
    best = mine["items"][0]
    assert best["examples"]
    assert best["gain"] == pytest.approx(best["relative_gain"] * mine["efficiency"])


def test_a_chain_ranks_links_by_the_stages_they_bring_within_reach(client: TestClient) -> None:
    result = asked(client, "/networks/policy/whatif/links", chain="chain:biopharma")["result"]
    stages = [item["new_stages"] for item in result["items"]]

    assert stages == sorted(stages, reverse=True)
    assert stages[0] > 0
    assert all("country:IE" in (item["source"]["id"], item["target"]["id"]) for item in result["items"][:3])


def test_a_network_without_a_holder_of_the_chain_says_so(client: TestClient) -> None:
    answer = asked(client, "/networks/participation/whatif/links", chain="chain:biopharma", limit=3)

    assert all(item["new_stages"] == 0 for item in answer["result"]["items"])
    assert "No node of this network is known to hold a stage" in answer["warnings"][0]


def test_the_curve_of_an_attack_goes_from_all_to_nobody(client: TestClient) -> None:
    result = asked(client, "/networks/countries/whatif/attack", limit=1000)["result"]

    assert result["items"][0]["removed"] == 0
    assert result["items"][-1]["largest"] == 0
    assert 0 < result["robustness"]["value"] < 0.5


def test_the_table_of_an_attack_has_no_column_that_is_always_empty(client: TestClient) -> None:
    text = client.get("/api/v1/networks/countries/whatif/attack?format=csv&limit=1000").text
    rows = list(csv.DictReader(io.StringIO(text)))

    assert "node.id" in rows[0]
    assert "node" not in rows[0]
    assert rows[0]["node.id"] == ""  # before anybody leaves


def test_a_country_that_nobody_lies_in_is_named_beside_those_there_are(client: TestClient) -> None:
    unknown = check_problem(client.get(f"{REMOVAL}?country=XX"), 404, "lies in 'XX'.")
    known = check_problem(client.get(f"{REMOVAL}?country=IS"), 404, "lies in 'IS', Iceland.")
    there = {one["country"] for one in asked(client, "/networks/countries", limit=1000)["nodes"]["items"]}

    for said in (unknown["next_step"], known["next_step"]):
        listed, more = said.split(" more. ")[0].removeprefix("Its nodes lie in ").rsplit(" and ", 1)
        codes = [one.split(" (")[0] for one in listed.split(", ")]
        assert set(codes) <= there
        assert len(codes) + int(more) == len(there)
        assert "GET /api/v1/networks/countries" in said
