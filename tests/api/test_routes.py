"""Claims about every route: a good request is answered, an empty answer is one, a wrong request is a clear problem."""

from __future__ import annotations

from typing import Any

import pytest
from addresses import API, EMPTY, GOOD, WRONG, Wrong
from problems import check_headers, check_problem
from starlette.testclient import TestClient

GOOD_ONES = [address for addresses in GOOD.values() for address in addresses]
WRONG_ONES = [wrong for wrongs in WRONG.values() for wrong in wrongs]
POSTED = {  # held in test_cypher_route.py, test_loads.py, test_load_network.py and test_remove_network.py
    f"{API}/cypher",
    f"{API}/loads",
    f"{API}/loads/network",
    f"{API}/loads/network/{{name}}",
}
BEGUN = {f"{API}/jobs/{{job_id}}"}  # a good request needs a job that was begun: held in test_jobs.py
WITHOUT_PARAMETERS = {"/health", "/ready"}


def routes(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/openapi.json").json()["paths"]
    return found


def test_every_route_is_visited_with_good_and_with_wrong_requests(client: TestClient) -> None:
    known = set(routes(client))

    assert set(GOOD) | POSTED | BEGUN == known
    assert set(WRONG) | POSTED | WITHOUT_PARAMETERS == known
    paged = {
        path
        for path, of in routes(client).items()
        if any(one["name"] == "offset" for one in of.get("get", {}).get("parameters", ()))
    }
    assert paged <= set(EMPTY)


def test_every_route_and_parameter_is_documented(client: TestClient) -> None:
    for path, methods in routes(client).items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description") or parameter["in"] in ("path", "header"), (path, parameter["name"])


@pytest.mark.parametrize("address", GOOD_ONES)
def test_a_good_request_is_answered(client: TestClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    check_headers(response)
    check_shape(response.json())


def check_shape(answer: dict[str, Any]) -> None:
    """Lists and analyses have the members that the contract names."""
    if "items" in answer:
        check_list(answer)
    if "result" in answer:
        assert set(answer) == {"result", "method", "parameters", "data", "warnings", "links"}
        assert set(answer["method"]) == {"name", "formula", "reference", "definitions"}
        assert all(answer["method"].values())
        assert len(answer["data"]["graph_version"]) == 32
        assert {"csv", "json", "self"} <= set(answer["links"])
        if "limit" in answer["result"]:
            check_list(answer["result"])
        for path in answer["result"].get("paths", ()):
            assert path["length"] == len(path["hops"]) == len(path["nodes"]) - 1


def check_list(answer: dict[str, Any]) -> None:
    assert {"items", "total", "limit", "next", "truncated"} <= set(answer)
    assert len(answer["items"]) <= answer["limit"]
    assert answer["truncated"] == (answer["next"] is not None)
    assert answer["total"] >= len(answer["items"])


@pytest.mark.parametrize("address", [address for address in GOOD_ONES if address not in WITHOUT_PARAMETERS])
def test_the_same_request_gives_the_same_bytes_and_who_has_them_gets_none(client: TestClient, address: str) -> None:
    first, second = client.get(address), client.get(address)
    third = client.get(address, headers={"If-None-Match": first.headers["etag"]})

    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert (third.status_code, third.content) == (304, b"")
    assert third.headers["etag"] == first.headers["etag"]
    check_headers(third)


@pytest.mark.parametrize("address", EMPTY.values())
def test_nothing_to_answer_is_an_answer(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200, answer.text
    content = answer.json()
    listed = content.get("result", content)
    assert (
        listed.get("items", listed.get("paths", listed.get("edges", {}).get("items") if "edges" in listed else None))
        == []
    )
    assert listed.get("next") is None


@pytest.mark.parametrize("wrong", WRONG_ONES, ids=str)
def test_a_wrong_request_is_a_clear_problem(client: TestClient, wrong: Wrong) -> None:
    content = check_problem(client.get(wrong.address), wrong.status, wrong.says)

    if wrong.status == 422:
        assert content["errors"], "a wrong parameter is named in errors[]"
    assert len(content["instance"]) <= 500
    assert len(content["detail"]) < 700


@pytest.mark.parametrize(
    "address", ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/schema", "/nothing/at/all", "/api/v1/entities/"]
)
def test_an_unknown_address_is_a_problem_too(client: TestClient, address: str) -> None:
    check_problem(client.get(address), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_a_route_does_not_have_is_said_with_those_it_has(client: TestClient, method: str) -> None:
    response = client.request(method, f"{API}/entities/project:knowhub")

    check_problem(response, 405, f"'{method}'")
    assert "GET" in response.headers["allow"]


def test_reading_cypher_by_get_is_not_possible(client: TestClient) -> None:
    response = client.get(f"{API}/cypher")

    check_problem(response, 405)
    assert "POST" in response.headers["allow"]


def test_a_browser_gets_its_problem_as_a_page_and_a_program_as_json(client: TestClient) -> None:
    page = client.get("/entities/project:nothing", headers={"Accept": "text/html,application/xhtml+xml"})

    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "project:nothing" in page.text
    check_headers(page)
    check_problem(client.get(f"{API}/entities/project:nothing", headers={"Accept": "text/html"}), 404)


def test_what_is_unknown_is_absent_or_null_and_never_zero(client: TestClient) -> None:
    tr3s = client.get(f"{API}/entities/project:tr3s").json()
    known = {one["name"]: one["value"] for one in tr3s["properties"]}

    assert "budget_eur" not in known
    assert "budget_eur" in tr3s["unknown"]
    assert all(value not in (None, "", []) for value in known.values())
    for address in GOOD_ONES:
        check_no_blanks(client.get(address).json())


def check_no_blanks(value: Any) -> None:
    """An unknown text is null, never an empty one; the only empty texts are those of somebody's query."""
    if isinstance(value, dict):
        for name, part in value.items():
            assert part != "", name
            check_no_blanks(part)
    elif isinstance(value, list):
        for part in value:
            check_no_blanks(part)
