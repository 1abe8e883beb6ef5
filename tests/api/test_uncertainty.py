"""Claims about rank intervals over HTTP: the observed ranks are those of the ranking, and a seed is an answer."""

from __future__ import annotations

from typing import Any

import pytest
from service import asked
from starlette.testclient import TestClient

from graph.analytics.measures import MEASURES


def uncertainty(client: TestClient, view: str = "countries", **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/uncertainty", **{"measure": "degree", "draws": 60, "limit": 1000, **query})


@pytest.mark.parametrize(
    ("view", "query"),
    [
        ("countries", {"measure": "betweenness"}),
        ("countries", {"measure": "strength", "projection": "newman"}),
        ("regions", {"measure": "degree", "nuts_level": "2"}),
        ("countries", {"measure": "degree", "from": "2014", "to": "2020"}),
        ("policy", {"measure": "degree"}),
    ],
)
def test_observed_values_and_ranks_are_those_of_the_ranking(
    client: TestClient, view: str, query: dict[str, str]
) -> None:
    rest = {name: value for name, value in query.items() if name != "measure"}
    ranking = asked(client, f"/networks/{view}/centrality/{query['measure']}", limit=1000, **rest)["result"]["items"]

    items = uncertainty(client, view, **query)["result"]["items"]

    assert [(item["id"], item["value"], item["rank"]) for item in items] == [
        (item["id"], item["value"], item["rank"]) for item in ranking
    ]
    for item in items:
        assert 1 <= item["rank_low"] <= item["rank_high"] <= len(items)
        assert item["best_by_settings"] <= item["rank"] <= item["worst_by_settings"]
        assert item["draws_defined"] == 60


def test_activities_are_drawn_where_the_network_is_made_of_them(client: TestClient) -> None:
    network = asked(client, "/networks/participation")
    activities = {edge["target"] for edge in asked(client, "/networks/participation", limit=1000)["edges"]["items"]}

    countries, policy = uncertainty(client), uncertainty(client, "policy")
    actors = uncertainty(client, "participation")["result"]

    assert (countries["parameters"]["unit"], countries["result"]["units"]) == ("activities", len(activities))
    assert (policy["parameters"]["unit"], policy["result"]["units"]) == (
        "edges",
        asked(client, "/networks/policy")["m"],
    )
    assert actors["total"] == network["n"] - len(activities)
    assert all(item["label"] == "Country" for item in actors["items"])
    assert all(item["ranks_by_settings"][0] == item["rank"] for item in actors["items"])  # of actors alone, both


def test_every_answer_of_a_one_mode_view_says_how_far_its_draws_are_off(client: TestClient) -> None:
    answer = uncertainty(client, "countries")
    shift = answer["result"]["shift"]

    assert 0.6 < shift["units"] < 0.67
    assert shift["ties"] < 1
    assert shift["values"] < 0
    lower = f"{-shift['values']:.0%}".replace("%", " %")
    assert any(f"degree are {lower} lower than in the network" in warning for warning in answer["warnings"])
    assert uncertainty(client, "participation")["result"]["shift"] is None


def test_a_seed_is_an_answer(client: TestClient) -> None:
    assert uncertainty(client, seed=1)["result"] == uncertainty(client, seed=1)["result"]
    assert uncertainty(client, seed=1)["result"]["items"] != uncertainty(client, seed=2)["result"]["items"]


def test_more_confidence_gives_no_narrower_interval(client: TestClient) -> None:
    wide, narrow = (
        {item["id"]: item for item in uncertainty(client, confidence=confidence)["result"]["items"]}
        for confidence in (0.95, 0.5)
    )

    for node_id, item in wide.items():
        assert item["rank_low"] <= narrow[node_id]["rank_low"]
        assert item["rank_high"] >= narrow[node_id]["rank_high"]
    assert any(item["rank_high"] > narrow[node_id]["rank_high"] for node_id, item in wide.items())


def test_settings_are_both_rules_and_the_thresholds_asked_for(client: TestClient) -> None:
    settings = uncertainty(client, thresholds="3")["result"]["settings"]
    network = asked(client, "/networks/countries", limit=1000)

    assert [(one["rule"], one["least"]) for one in settings] == [
        ("count", None), ("count", 3.0), ("newman", None), ("newman", 3.0),
    ]  # fmt: skip
    strong = sum(edge["strength"] >= 3 for edge in network["edges"]["items"])
    assert [one["m"] for one in settings] == [network["m"], strong] * 2
    assert settings[0]["tau_b"] == 1.0
    assert settings[2]["tau_b"] == 1.0  # degree knows no strength


def test_the_method_names_the_measure_and_what_is_drawn(client: TestClient) -> None:
    method = uncertainty(client, measure="betweenness", length="distance")["method"]

    assert method["name"] == "rank intervals of betweenness"
    assert "Efron (1979)" in method["reference"]
    assert {"drawn", "reading", "interval", "seed", "direction", "normalisation"} <= set(method["definitions"])


def test_links_lead_back_to_the_same_draws(client: TestClient) -> None:
    answer = uncertainty(client, measure="strength", seed=5, thresholds="2", limit=3)

    assert client.get(answer["links"]["self"]).json() == answer
    following = client.get(answer["result"]["next"]).json()
    assert following["parameters"]["seed"] == 5
    assert len({item["id"] for part in (answer, following) for item in part["result"]["items"]}) == 6


def test_every_measure_can_be_asked_for_with_its_own_parameters(client: TestClient) -> None:
    for name, measure in MEASURES.items():
        own = {parameter.name: str(parameter.default).lower() for parameter in measure.parameters}
        query = {("length" if one == "by" else one): value for one, value in own.items() if value != "none"}
        query.pop("seed", None)

        answer = uncertainty(client, measure=name, draws=3, **query)

        ranking = asked(client, f"/networks/countries/centrality/{name}", limit=1000)["result"]["items"]
        assert [(item["id"], item["rank"]) for item in answer["result"]["items"]] == [
            (item["id"], item["rank"]) for item in ranking
        ], name
        assert len(asked(client, "/networks/countries/series", measure=name)["result"]["periods"]) == 5


def test_too_few_draws_give_no_interval_over_http_and_on_the_page(client: TestClient) -> None:
    answer = uncertainty(client, draws=5)
    page = client.get("/networks/countries/uncertainty?measure=degree&draws=5", headers={"Accept": "text/html"}).text

    assert {(item["rank_low"], item["value_high"]) for item in answer["result"]["items"]} == {(None, None)}
    assert any("5 draws are too few" in warning for warning in answer["warnings"])
    assert "5 draws hold no interval of 90" in page
