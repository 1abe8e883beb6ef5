"""Every query of the library runs on both stores with the same rows, and is what its header says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from service import World
from starlette.testclient import TestClient

from graph import catalog

LIBRARY = catalog.queries("library")
every_query = pytest.mark.parametrize("name", LIBRARY)


def run(client: TestClient, name: str) -> dict[str, Any]:
    query = LIBRARY[name]
    response = client.post("/api/v1/cypher", json={"query": query.text, "parameters": query.example})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_there_are_a_dozen_queries_to_start_from() -> None:
    assert len(LIBRARY) >= 12


@every_query
def test_the_header_says_what_a_reader_needs(name: str) -> None:
    query = LIBRARY[name]

    assert query.title[0].isupper()
    assert len(query.description) > 20
    assert (
        set(re.findall(r"\$(\w+)", query.text))
        == {parameter.name for parameter in query.parameters}
        == set(query.example)
    )
    assert all(parameter.meaning for parameter in query.parameters)
    assert query.columns
    assert "ORDER BY" in query.text, "without an order the rows differ from run to run"
    assert "shortestPath(" not in query.text, "which of several shortest paths an engine takes is up to it"


@every_query
def test_the_example_answers_rows_in_the_columns_of_the_header(seed_world: World, name: str) -> None:
    answer = run(seed_world.client, name)

    assert answer["columns"] == list(LIBRARY[name].columns)
    assert answer["items"]
    assert not answer["truncated"]


@pytest.mark.neo4j
def test_both_stores_answer_the_same_rows(both_services: tuple[TestClient, TestClient]) -> None:
    for name in LIBRARY:
        one, other = (run(client, name) for client in both_services)
        assert json.dumps(one["items"]) == json.dumps(other["items"]), name


@every_query
def test_the_page_and_the_service_offer_what_the_file_holds(seed_world: World, name: str) -> None:
    items = {item["id"]: item for item in seed_world.client.get("/api/v1/library").json()["items"]}

    assert items[name]["query"] == LIBRARY[name].text
    assert items[name]["example"] == LIBRARY[name].example
