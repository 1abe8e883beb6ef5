"""Every query of the library runs on both stores with the same rows, and is what its header says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from edge_lists import edge_list, lines
from service import World, service
from starlette.testclient import TestClient

from graph import catalog
from graph.ontology import Ontology
from graph.stores import Store
from loaders.network import load_network

LIBRARY = catalog.queries("library")
OF_LOADED = [name for name, query in LIBRARY.items() if "network" in query.example]  # the seed pack has no such network
every_query = pytest.mark.parametrize("name", LIBRARY)
ADVICE = lines(
    [
        "source,target,strength,relation,from,to",
        "anna,bo,3,advice,2015,2018",
        "bo,cara,1,advice,2016,",
        "anna,cara,2,,,",
        "bo,anna,4,,,",
    ]
)


def run(client: TestClient, name: str, **other: str) -> dict[str, Any]:
    query = LIBRARY[name]
    response = client.post("/api/v1/cypher", json={"query": query.text, "parameters": {**query.example, **other}})
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


@pytest.mark.parametrize("name", [name for name in LIBRARY if name not in OF_LOADED])
def test_the_example_answers_rows_in_the_columns_of_the_header(seed_world: World, name: str) -> None:
    answer = run(seed_world.client, name)

    assert answer["columns"] == list(LIBRARY[name].columns)
    assert answer["items"]
    assert not answer["truncated"]


def test_the_examples_on_loaded_networks_answer_by_the_ids_of_the_file(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    nodes = "id,name\nanna,Anna\nbo,Bo\ncara,Cara\nlone wolf,Dan\n"
    load_network(edge_list(tmp_path / "a", ADVICE, nodes, name="advice"), empty_store, ontology)
    load_network(edge_list(tmp_path / "b", "source,target\nanna,bo\n", name="other"), empty_store, ontology)
    with service(empty_store, ontology) as client:
        found = {name: run(client, name) for name in OF_LOADED}
        alone = run(client, "neighbours-in-a-network", node="lone wolf")
        unknown = run(client, "neighbours-in-a-network", node="zoe")

    assert alone["warnings"] == ["'lone wolf' is in the network 'advice' and has no tie."]
    assert "No node of the network 'advice' has the id 'zoe'." in unknown["warnings"][0]
    assert all(answer["columns"] == list(LIBRARY[name].columns) for name, answer in found.items())
    rows = {name: [list(item.values()) for item in answer["items"]] for name, answer in found.items()}
    assert rows["ties-of-a-network"] == [
        ["anna", "bo", 3.0, "advice", "2015", "2018"],
        ["anna", "bo", 4.0, None, None, None],
        ["anna", "cara", 2.0, None, None, None],
        ["bo", "cara", 1.0, "advice", "2016", None],
    ]
    assert rows["neighbours-in-a-network"] == [
        ["anna", "Anna", 3.0, "advice", "anna", "bo"],
        ["anna", "Anna", 4.0, None, "anna", "bo"],
        ["cara", "Cara", 1.0, "advice", "bo", "cara"],
    ]


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
