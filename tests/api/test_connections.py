"""Claims about routes and bridges between two: what is not listed is said, and why two have no route."""

from __future__ import annotations

from typing import Any

import pytest
from service import asked
from starlette.testclient import TestClient

ROUTE = {"source": "country:PT", "target": "country:NO"}


def paths(client: TestClient, view: str = "participation", **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/paths", **query)


def bridging(client: TestClient, view: str = "participation", **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/bridging", **query)


def test_a_route_longer_than_asked_is_not_listed_and_its_length_is_told(client: TestClient) -> None:
    answer = paths(client, **ROUTE, max_hops=3)
    result = answer["result"]

    assert (result["length"], result["total"], result["paths"], result["truncated"]) == (4, 2, [], True)
    assert answer["warnings"] == ["The shortest path has 4 hops, more than max_hops=3, and is not listed."]


def test_routes_beyond_the_limit_are_counted_and_said_to_be_missing(client: TestClient) -> None:
    answer = paths(client, **ROUTE, limit=1)
    result = answer["result"]

    assert (len(result["paths"]), result["total"], result["truncated"]) == (1, 2, True)
    assert "2 shortest paths" in answer["warnings"][0]
    assert result["paths"] == paths(client, **ROUTE)["result"]["paths"][:1]


def test_a_route_is_the_same_from_the_other_end(client: TestClient) -> None:
    forth = paths(client, **ROUTE)["result"]["paths"]
    back = paths(client, source="country:NO", target="country:PT")["result"]["paths"]

    assert {tuple(node["id"] for node in path["nodes"]) for path in forth} == {
        tuple(node["id"] for node in reversed(path["nodes"])) for path in back
    }


def test_nobody_needs_a_hop_to_himself(client: TestClient) -> None:
    result = paths(client, source="country:ES", target="country:ES")["result"]

    assert (result["length"], result["total"]) == (0, 1)
    assert result["paths"] == [
        {
            "length": 0,
            "distance": 0.0,
            "width": None,
            "nodes": [{"id": "country:ES", "label": "Country", "name": "Spain"}],
            "hops": [],
        }
    ]


@pytest.mark.parametrize(
    ("source", "query", "reason"),
    [
        ("country:ES", {"level": "region"}, "at level=region: stated for a country"),
        ("region:2021:ES21", {"level": "country"}, "at level=country: nothing ties it to anything here"),
        ("region:2021:ES1", {"level": "region", "nuts_level": "3"}, "nothing ties it"),
    ],
)
def test_who_is_not_in_a_network_is_told_why(
    client: TestClient, source: str, query: dict[str, str], reason: str
) -> None:
    answer = paths(client, source=source, target="country:NO", **query)

    assert answer["result"]["paths"] == []
    assert reason in answer["warnings"][0]


def test_great_britain_and_greece_are_understood_by_both_their_codes(client: TestClient) -> None:
    one = paths(client, source="country:GB", target="country:GR")
    other = paths(client, source="country:UK", target="country:EL")

    assert one["result"] == other["result"]
    assert one["parameters"]["source"] == "country:UK"


def test_ancestors_are_told_finest_first_and_each_has_its_route(client: TestClient) -> None:
    query = {"source": "region:2021:PT11", "target": "region:2021:NO071", "level": "region"}
    ancestors = paths(client, **query)["result"]["reachable_ancestors"]

    levels = [int(one["nuts_level"] or 0) for one in ancestors]
    assert levels == sorted(levels, reverse=True)
    assert bridging(client, **query)["result"]["reachable_ancestors"] == ancestors


def test_a_country_and_a_region_that_lies_in_it_are_not_tied_by_that(client: TestClient) -> None:
    answer = paths(client, "policy", source="region:2021:PT11", target="country:PT")

    assert answer["result"]["length"] != 1


def test_scores_are_shares_and_ranks_follow_them(client: TestClient) -> None:
    items = bridging(client, "countries", **ROUTE, limit=1000)["result"]["items"]

    assert items
    assert all(0 < item["score"] <= 1 for item in items)
    assert [item["rank"] for item in items] == [
        1 + sum(other["score"] > item["score"] for other in items) for item in items
    ]


@pytest.mark.parametrize(
    ("view", "query", "says"),
    [
        ("participation", {"source": "country:ES", "target": "country:ES"}, "Source and target are the same"),
        ("participation", {"source": "country:ES", "target": "country:PT"}, "already share"),
        ("participation", {"source": "project:knowhub", "target": "project:tr3s"}, "already share Germany"),
        ("countries", {"source": "country:ES", "target": "country:PT"}, "already share a tie"),
        (
            "participation",
            {"source": "region:2021:PT11", "target": "region:2021:NO071", "level": "region"},
            "Their ancestors have one",
        ),
    ],
)
def test_where_nobody_is_ranked_the_answer_says_why(
    client: TestClient, view: str, query: dict[str, str], says: str
) -> None:
    answer = bridging(client, view, **query)

    assert answer["result"]["items"] == []
    assert any(says in warning for warning in answer["warnings"])


def test_what_is_shared_is_named_for_what_it_is(client: TestClient) -> None:
    two_mode = bridging(client, **ROUTE)
    one_mode = bridging(client, "countries", **ROUTE)

    assert two_mode["method"]["definitions"]["with_source"].startswith("activities")
    assert one_mode["method"]["definitions"]["with_source"].startswith("neighbours")
    assert {shared["label"] for item in one_mode["result"]["items"] for shared in item["with_source"]} <= {"Country"}
