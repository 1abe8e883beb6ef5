"""Claims about series over HTTP: hand-checked periods of the seed, periods of one's own, and what is undated."""

from __future__ import annotations

from typing import Any

from service import asked
from starlette.testclient import TestClient

from graph.analytics.series import PROGRAMMING_PERIODS
from graph.views.periods import UNDATED


def series(client: TestClient, view: str = "countries", **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/series", **query)


def alone(client: TestClient, view: str, measure: str, **query: Any) -> dict[str, tuple[float, int]]:
    """The same measure by the route that knows no series."""
    result = asked(client, f"/networks/{view}/centrality/{measure}", limit=1000, **query)["result"]
    return {item["id"]: (item["value"], item["rank"]) for item in result["items"]}


def test_each_period_says_what_the_network_of_that_period_says(client: TestClient) -> None:
    result = series(client, measure="degree", limit=1000)["result"]

    assert [one["name"] for one in result["periods"]] == [f"{first}-{last}" for first, last in PROGRAMMING_PERIODS]
    for number, (first, last) in enumerate(PROGRAMMING_PERIODS):
        values = [(item["id"], item["values"][number]) for item in result["items"]]
        told = {one: (value["value"], value["rank"]) for one, value in values if value["present"]}
        assert told == alone(client, "countries", "degree", **{"from": first, "to": last})
        network = asked(client, "/networks/countries", **{"from": first, "to": last})
        assert (result["periods"][number]["n"], result["periods"][number]["m"]) == (network["n"], network["m"])
        assert all(value["value"] is value["rank"] is None for _, value in values if not value["present"])


def test_a_project_stands_in_every_period_it_ran_in(client: TestClient) -> None:
    """KNOWHUB ran 2012–2014, CLUSTERIX 2.0 2016–2021, by the sources of the seed."""
    query = {"measure": "degree", "nodes": "project:knowhub,project:clusterix-2"}
    items = series(client, "participation", periods="2007-2013,2014-2020,2021-2027", **query)["result"]["items"]

    present = {item["id"]: [value["present"] for value in item["values"]] for item in items}
    assert present == {"project:knowhub": [True, True, False], "project:clusterix-2": [False, True, True]}


def test_years_are_one_by_one(client: TestClient) -> None:
    query = {"by": "year", "from": "2011", "to": "2017-06", "measure": "degree", "nodes": "project:knowhub"}
    result = series(client, "participation", **query)["result"]

    (knowhub,) = result["items"]
    assert [value["period"] for value in knowhub["values"] if value["present"]] == ["2012", "2013", "2014"]
    assert [one["name"] for one in result["periods"]] == [str(year) for year in range(2011, 2018)]


def test_from_and_to_choose_the_programming_periods_they_touch(client: TestClient) -> None:
    periods = series(client, measure="degree", **{"from": "2013", "to": "2014-01"})["result"]["periods"]

    assert [one["name"] for one in periods] == ["2007-2013", "2014-2020"]


def test_what_is_undated_is_counted_and_kept_when_asked(client: TestClient) -> None:
    network = asked(client, "/networks/countries", **{"from": "2007", "to": "2013"})
    undated = sum(item["reason"] == UNDATED for item in network["left_out"])
    answer = series(client, measure="degree", periods="2007-2013")
    kept = series(client, measure="degree", periods="2007-2013", undated="include")

    assert undated > 0
    assert answer["result"]["periods"][0]["undated"] == kept["result"]["periods"][0]["undated"] == undated
    assert f"Statements without a date are in no period: {undated}." in answer["warnings"]
    assert f"Statements without a date are in every period: {undated}." in kept["warnings"]
    assert kept["result"]["periods"][0]["n"] > answer["result"]["periods"][0]["n"]


def test_the_table_has_one_row_a_node_and_period(client: TestClient) -> None:
    query = "measure=degree&nodes=country:ES,country:NO&periods=1951,2007-2013"
    rows = client.get(f"/api/v1/networks/countries/series?{query}&undated=include&format=csv").text.splitlines()
    items = {
        item["id"]: item
        for item in series(client, **dict(part.split("=") for part in query.split("&")), undated="include")["result"][
            "items"
        ]
    }

    assert rows[0] == "period,id,name,value,rank"
    assert len(rows) == 1 + 2 * 2
    spain = items["country:ES"]["values"][1]
    assert f"2007-2013,country:ES,Spain,{spain['value']},{spain['rank']}" in rows


def test_links_lead_back_to_the_same_series(client: TestClient) -> None:
    query = {"measure": "betweenness", "length": "distance", "periods": "2014-2020", "limit": 2}
    answer = series(client, **query)

    assert client.get(answer["links"]["self"]).json() == answer
    following = client.get(answer["result"]["next"]).json()
    assert following["parameters"]["measure"] == "betweenness"
    assert following["method"] == answer["method"]
    assert {item["id"] for item in following["result"]["items"]}.isdisjoint(
        item["id"] for item in answer["result"]["items"]
    )
