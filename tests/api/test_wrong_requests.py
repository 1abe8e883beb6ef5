"""What is said of a request that does not fit its route: a sentence of ours that repeats little of what was sent."""

from __future__ import annotations

import pytest
from addresses import API, NETWORK
from problems import check_problem
from starlette.testclient import TestClient

LONG = "x" * 5_000
REPEATED = "x" * 201  # more of a wrong value than any message repeats


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("paths", "source is missing."),
        ("paths?source=&target=country:NO", "source is empty."),
        (f"paths?source={'x' * 201}&target=country:NO", "source has 201 characters; at most 200 are allowed."),
        ("paths?source=a&target=b&max_hops=x", 'max_hops is "x": a whole number is wanted.'),
        ("centrality/degree?limit=0", 'limit is "0": it must be at least 1.'),
        ("uncertainty?confidence=1", 'confidence is "1": it must be less than 1.'),
        ("uncertainty?confidence=high", 'confidence is "high": a number is wanted.'),
        ("communities?resolution=0", 'resolution is "0": it must be more than 0.'),
        ("whatif/attack?adaptive=perhaps", 'adaptive is "perhaps": true or false is wanted.'),
        ("whatif/attack?seed=4294967296", 'seed is "4294967296": it must be at most 4,294,967,295.'),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said_in_a_sentence(client: TestClient, address: str, says: str) -> None:
    content = check_problem(client.get(f"{NETWORK}/{address}"), 422)

    assert content["detail"] == content["errors"][0]["detail"] == says
    assert content["errors"][0]["field"] == says.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "query is missing."),
        ({"query": ""}, "query is empty."),
        ({"query": 3}, "query is 3: a text is wanted."),
        ({"query": "RETURN 1", "parameters": []}, "parameters is []: a map of names and values is wanted."),
        ({"query": "RETURN 1", "more": 1}, "more is no part of what this route takes."),
    ],
)
def test_what_is_wrong_with_a_body_is_said_in_a_sentence(
    client: TestClient, body: dict[str, object], says: str
) -> None:
    assert check_problem(client.post(f"{API}/cypher", json=body), 422)["detail"] == says


@pytest.mark.parametrize(
    "address",
    [
        f"{API}/entities/{LONG}",
        f"{API}/entities/{LONG}/neighbours",
        f"{API}/chains/{LONG}",
        f"{API}/networks/{LONG}",
        f"{NETWORK}/centrality/{LONG}",
        f"{NETWORK}/centrality/degree?limit={LONG}",
        f"{NETWORK}/centrality/degree?direction={LONG}",
        f"{NETWORK}/whatif/removal?nodes={LONG}",
        f"{NETWORK}/paths?source={LONG}&target=country:NO",
        f"{API}/common?ids={LONG}",
    ],
)
def test_a_long_value_is_not_sent_back_whole(client: TestClient, address: str) -> None:
    response = client.get(address)
    content = check_problem(response, response.status_code)

    assert response.status_code in (404, 422)
    del content["instance"]  # has its own bound
    assert REPEATED not in str(content)
