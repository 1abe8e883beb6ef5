"""Claims about periods in answers and on the page of a network: what is left out is said, and links keep the period."""

from __future__ import annotations

import re

from service import asked
from starlette.testclient import TestClient

QUERY = {"from": "2007", "to": "2013"}
PAGE = "/networks/countries?from=2007&to=2013"


def test_an_analysis_warns_of_what_has_no_date(client: TestClient) -> None:
    network = asked(client, "/networks/countries", **QUERY)
    undated = sum(item["reason"] == "no date is stated" for item in network["left_out"])

    warnings = asked(client, "/networks/countries/centrality/degree", **QUERY)["warnings"]
    kept = asked(client, "/networks/countries/centrality/degree", **QUERY, undated="include")["warnings"]

    assert (
        f"{undated} statements have no stated date and so no place in the period; undated=include keeps them."
        in warnings
    )
    assert not any("stated date" in warning for warning in kept)


def test_every_analysis_is_of_the_period(client: TestClient) -> None:
    network = asked(client, "/networks/countries", **QUERY)

    for analysis in ("centrality/degree", "components"):
        answer = asked(client, f"/networks/countries/{analysis}", **QUERY)
        assert {**answer["parameters"], **QUERY} == answer["parameters"]
        assert "from=2007&to=2013" in answer["links"]["self"]
    parts = asked(client, "/networks/countries/components", **QUERY)["result"]["items"]
    assert sum(part["size"] for part in parts) == network["n"]


def test_the_download_is_of_the_period_too(client: TestClient) -> None:
    edges = asked(client, "/networks/countries", **QUERY)["m"]

    table = client.get("/api/v1/networks/countries?from=2007&to=2013&format=csv").text.splitlines()
    graphml = client.get("/api/v1/networks/countries?from=2007&to=2013&format=graphml").text

    assert len(table) == 1 + edges
    assert graphml.count("<edge ") == edges


def test_the_page_shows_the_period_and_what_it_leaves_out(client: TestClient) -> None:
    page = client.get(PAGE).text
    network = asked(client, "/networks/countries", **QUERY)

    assert 'name="from" size="8" maxlength="10" placeholder="2014" value="2007"' in page
    assert f"A network of {network['n']} nodes" in page or f"network of {network['n']} nodes" in page
    assert page.count("no date is stated") > 0
    assert "left out at this level" not in page
    assert re.search(r'href="/api/v1/networks/countries\?from=2007&amp;to=2013', page)


def test_the_page_without_a_period_does_not_ask_for_one(client: TestClient) -> None:
    page = client.get("/networks/countries?undated=include").text

    assert 'name="undated"' not in page
    assert 'name="from"' in page


def test_the_views_say_whose_time_counts(client: TestClient) -> None:
    views = {view["id"]: view["parameters"] for view in asked(client, "/networks")["items"]}

    for view in ("participation", "regions", "countries", "policy"):
        assert {"from", "to", "undated"} <= set(views[view])
        assert "Time of a statement" in views[view]["from"]
