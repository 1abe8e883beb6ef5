"""Claims about `POST /cypher`: rows as maps, and every way of sending something else is a clear problem."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from addresses import API
from problems import check_headers, check_problem
from service import service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore

CYPHER = f"{API}/cypher"
KNOWHUB = "MATCH (c:Country)-[:PARTICIPATES_IN]->(p:Project {id: $id}) RETURN c.id AS id, c.name AS name ORDER BY id"
BOMB = "RETURN reduce(a = [1], x IN range(1, 40) | a + a) AS x"


def ask(client: TestClient, query: str, **parameters: Any) -> Any:
    return client.post(CYPHER, json={"query": query, "parameters": parameters})


def test_rows_are_maps_in_the_order_of_the_columns(client: TestClient) -> None:
    answer = ask(client, KNOWHUB, id="project:knowhub").json()

    assert answer["columns"] == ["id", "name"]
    assert [item["id"] for item in answer["items"]] == [
        f"country:{code}" for code in ("AT", "BG", "DE", "ES", "FR", "HU", "PL")
    ]
    assert answer["items"][0] == {"id": "country:AT", "name": "Austria"}
    assert (answer["total"], answer["truncated"], answer["next"]) == (7, False, None)
    assert len(answer["data"]["graph_version"]) == 32


def test_no_row_is_an_empty_list_with_its_columns(client: TestClient) -> None:
    answer = ask(client, KNOWHUB, id="project:nothing").json()

    assert (answer["columns"], answer["items"], answer["total"]) == (["id", "name"], [], 0)


def test_unknown_is_null(client: TestClient) -> None:
    answer = ask(client, "MATCH (p:Project {id: 'project:tr3s'}) RETURN p.budget_eur AS budget").json()

    assert answer["items"] == [{"budget": None}]


def test_rows_come_as_csv_too(client: TestClient) -> None:
    response = client.post(f"{CYPHER}?format=csv", json={"query": KNOWHUB, "parameters": {"id": "project:knowhub"}})

    assert response.headers["content-type"].startswith("text/csv")
    assert next(csv.reader(io.StringIO(response.text))) == ["id", "name"]
    check_headers(response)


@pytest.mark.parametrize("value", ["0.0 / 0.0", "1.0 / 0.0", "sqrt(-1)", "toFloat('NaN')"])
def test_what_is_not_a_number_is_never_a_broken_answer(client: TestClient, value: str) -> None:
    response = ask(client, f"RETURN {value} AS x")

    assert response.status_code in (200, 400)
    json.loads(response.text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_large_numbers_and_texts_come_through_unchanged(client: TestClient) -> None:
    answer = ask(client, "RETURN $n AS n, $text AS text", n=2**53 - 1, text="Skåne „𝔘“ \u0000 end").json()
    beyond = ask(client, "RETURN $n AS n", n=2**62 + 1).json()

    assert answer["items"] == [{"n": 2**53 - 1, "text": "Skåne „𝔘“ \u0000 end"}]
    assert beyond["items"] == [{"n": {"_kind": "integer", "value": str(2**62 + 1)}}]  # JavaScript would round it


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Project {id: 'project:hacked'}) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Project) SET n.name = 'hacked'",
        "MERGE (n:Project {id: 'project:hacked'})",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "CALL dbms.listConfig()",
        "SHOW USERS",
    ],
)
def test_a_query_that_does_more_than_read_is_refused_and_nothing_is_lost(client: TestClient, query: str) -> None:
    before = ask(client, "MATCH (n) RETURN count(n) AS n").json()["items"]

    content = check_problem(ask(client, query), 403)

    assert content["type"].endswith("cypher-refused")
    assert ask(client, "MATCH (n) RETURN count(n) AS n").json()["items"] == before
    assert client.get(f"{API}/entities/project:hacked").status_code == 404


def test_a_bomb_is_refused_before_it_runs(client: TestClient) -> None:
    check_problem(ask(client, BOMB), 403, "allowed")


def test_a_query_that_runs_too_long_is_ended_and_said(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> None:
    with service(seed_store_embedded, ontology, valuechain_cypher_seconds=0.5) as hasty:
        response = ask(
            hasty, "MATCH (a:Region), (b:Region), (c:Region) WHERE a.name + b.name = c.name RETURN count(*) AS n"
        )

        check_problem(response, 504, "0.5")
        assert ask(hasty, "RETURN 1 AS one").status_code in (200, 503)


@pytest.fixture(scope="module")
def small(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    with service(seed_store_embedded, ontology, valuechain_cypher_rows=3, valuechain_body_bytes=2_000) as client:
        yield client


def test_rows_that_are_cut_are_said_to_be(small: TestClient) -> None:
    answer = ask(small, "MATCH (r:Region) RETURN r.id AS id ORDER BY id").json()

    assert (len(answer["items"]), answer["truncated"], answer["total"], answer["limit"]) == (3, True, None, 3)
    assert any("3" in warning for warning in answer["warnings"])


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("MATCH (n:Project RETURN n", 400, ""),
        ("RETURN nobody", 400, "nobody"),
        ("RETURN $missing AS x", 400, "missing"),
        ("RETURN toUper('a') AS x", 400, "Did you mean toupper(…)?"),
        ("RETURN nosuchthing(1) AS x", 400, "nosuchthing(…) is unknown"),
        ("RETURN date.trunk('day', date()) AS x", 400, "date.trunk(…) is unknown"),
        ("RETURN 1 / 0 AS x", 400, "zero"),
        ("", 422, "query"),
        ("   ", 400, ""),
        ("RETURN 'never closed", 400, ""),
    ],
)
def test_a_query_nobody_can_run_says_why(client: TestClient, query: str, status: int, says: str) -> None:
    check_problem(ask(client, query), status, says)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"{", 400, "no JSON"),
        (b"", 422, "missing"),
        (b"\xff\xfe\x00", 400, "no JSON"),
        (b"[]", 422, "body"),
        (b"null", 422, "body"),
        (b'"RETURN 1"', 422, "body"),
        (b'{"parameters": {}}', 422, "query is missing"),
        (b'{"query": 1}', 422, "query is 1"),
        (b'{"query": null}', 422, "query"),
        (b'{"query": "RETURN 1 AS x", "parameters": []}', 422, "parameters is"),
        (b'{"query": "RETURN 1 AS x", "paramters": {}}', 422, "paramters"),
        (b'{"query": "RETURN 1 AS x", "query": "RETURN 2 AS x", "limit": 3}', 422, "limit"),
        (b'{"query": "RETURN $a AS x", "parameters": {"a": NaN}}', 0, ""),
        (b'{"query": "RETURN $a AS x", "parameters": {"a": 1e999}}', 0, ""),
        (b'{"query": "RETURN $a AS x", "parameters": {"a": 99999999999999999999999}}', 0, ""),
        (b'{"query": "RETURN $a AS x", "parameters": {"a": "\\ud800"}}', 0, ""),
        (b"[" * 100_000, 400, ""),
    ],
    ids=lambda value: str(value[:60]) if isinstance(value, bytes) else None,
)
def test_a_body_that_is_no_query_is_a_clear_problem(client: TestClient, body: bytes, status: int, says: str) -> None:
    response = client.post(CYPHER, content=body, headers={"Content-Type": "application/json"})

    if status:
        check_problem(response, status, says)
    else:  # a value JSON, or an engine, has no number for: either answer is fine, as long as it is one
        assert response.status_code in (200, 400, 403, 422), response.text
        check_headers(response)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_type_is_not_guessed_at(client: TestClient, kind: str) -> None:
    body = b'{"query": "RETURN 1 AS one"}'
    response = client.post(CYPHER, content=body, headers={"Content-Type": kind} if kind else {})

    check_problem(response, 415, "application/json")


@pytest.mark.parametrize("query", ["format=xml", "fromat=csv"])
def test_a_wrong_query_parameter_is_said_here_too(client: TestClient, query: str) -> None:
    check_problem(
        client.post(f"{CYPHER}?{query}", json={"query": "RETURN 1 AS x"}), 422, query.split("=", maxsplit=1)[0]
    )


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 100_000):
        yield b" " * 100_000


def test_a_body_of_ten_megabytes_is_too_large(client: TestClient) -> None:
    check_problem(
        client.post(CYPHER, content=b" " * 10_000_000, headers={"Content-Type": "application/json"}), 413, "1,000,000"
    )


def test_a_body_in_chunks_without_a_length_is_too_large_too(client: TestClient) -> None:
    response = client.post(CYPHER, content=chunks(10_000_000), headers={"Content-Type": "application/json"})

    assert "content-length" not in response.request.headers
    check_problem(response, 413, "1,000,000")


def test_a_body_of_the_largest_size_is_taken(small: TestClient) -> None:
    def body(size: int) -> bytes:
        empty = json.dumps({"query": "RETURN 1 AS one", "parameters": {"x": ""}}).encode()
        return empty.replace(b'""', b'"' + b"a" * (size - len(empty)) + b'"')

    assert len(body(2_000)) == 2_000
    assert small.post(CYPHER, content=body(2_000), headers={"Content-Type": "application/json"}).status_code == 200
    check_problem(small.post(CYPHER, content=body(2_001), headers={"Content-Type": "application/json"}), 413, "2,000")


@pytest.mark.parametrize("length", ["-1", "many", "9" * 5_000])
def test_a_length_that_is_a_lie_breaks_nothing(client: TestClient, length: str) -> None:
    response = client.post(
        CYPHER, content=b"{}", headers={"Content-Type": "application/json", "Content-Length": length}
    )

    assert response.status_code in (413, 422)
    check_headers(response)


def test_the_query_an_answer_names_gives_what_the_answer_gives(client: TestClient) -> None:
    chain = client.get(f"{API}/chains/chain:biopharma").json()
    link = urlsplit(chain["links"]["cypher"])
    values = dict(parse_qsl(link.query))
    name = values.pop("query")
    query = next(one for one in client.get(f"{API}/library").json()["items"] if one["id"] == name)

    rows = ask(client, query["query"], **values).json()["items"]

    assert [(row["position"], row["id"], row["name"]) for row in rows] == [
        (stage["position"], stage["id"], stage["name"]) for stage in chain["stages"]
    ]
    page = html.unescape(client.get(chain["links"]["cypher"], headers={"Accept": "text/html"}).text)
    assert query["name"] in page
    assert json.dumps(values, indent=2) in page


def test_values_in_the_address_of_the_console_replace_those_of_the_example(client: TestClient) -> None:
    page = client.get("/console?query=stages-of-a-chain&id=chain:mine", headers={"Accept": "text/html"})
    assert '"id": "chain:mine"' in html.unescape(page.text)
    assert "chain:biopharma" not in html.unescape(page.text).partition("<textarea")[2]
