"""Claims about empty answers: a query of the library says which name of its parameters is not in the graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from addresses import API
from command_line import Run
from edge_lists import edge_list
from service import service
from starlette.testclient import TestClient

from graph import catalog
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network


@pytest.fixture(scope="module")
def loaded_client(
    prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory, ontology: Ontology
) -> Iterator[TestClient]:
    """A service with two loaded networks: `advice` has a node without ties."""
    folder = tmp_path_factory.mktemp("named")
    shutil.copytree(prepared_folder, folder / "own")
    store = EmbeddedStore(folder / "own", ontology)
    nodes = "id,name\nanna,Anna\nbo,Bo\nlone,Dan\n"
    load_network(edge_list(folder / "a", "source,target\nanna,bo\n", nodes, name="advice"), store, ontology)
    load_network(edge_list(folder / "b", "source,target\nx,y\n", name="trade"), store, ontology)
    with service(store, ontology) as opened:
        yield opened
    store.close()


def run(client: TestClient, name: str, **parameters: Any) -> dict[str, Any]:
    query = catalog.query("library", name)
    response = client.post(f"{API}/cypher", json={"query": query.text, "parameters": {**query.example, **parameters}})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def warned(client: TestClient, name: str, **parameters: Any) -> list[str]:
    answer = run(client, name, **parameters)
    assert answer["items"] == []
    found: list[str] = answer["warnings"]
    return found


def test_a_network_that_is_not_there_is_named_with_the_nearest(loaded_client: TestClient) -> None:
    (near,) = warned(loaded_client, "ties-of-a-network", network="advise")
    assert near == (
        "No loaded network is called 'advise'. Did you mean 'advice'? GET /api/v1/networks lists all networks."
    )
    (far,) = warned(loaded_client, "neighbours-in-a-network", network="participation", node="bo")
    assert "'participation'" in far
    assert "Loaded: advice, trade." in far
    (long,) = warned(loaded_client, "ties-of-a-network", network="x" * 5_000)
    assert len(long) < 500


def test_a_store_without_networks_says_how_to_load_one(client: TestClient) -> None:
    (warning,) = warned(client, "ties-of-a-network", network="advice")
    assert "None is loaded yet: `valuechain load network` loads one." in warning


def test_a_node_that_is_not_in_the_network_is_told_from_one_without_ties(loaded_client: TestClient) -> None:
    (absent,) = warned(loaded_client, "neighbours-in-a-network", network="advice", node="bob")
    assert absent == (
        "No node of the network 'advice' has the id 'bob'. "
        "GET /api/v1/networks/advice lists its nodes, with the ids of the file."
    )
    (alone,) = warned(loaded_client, "neighbours-in-a-network", network="advice", node="lone")
    assert alone == "'lone' is in the network 'advice' and has no tie."


@pytest.mark.parametrize(
    "query",
    [
        one.name
        for one in catalog.queries("library").values()
        if any(parameter.kind == "entity" for parameter in one.parameters)
    ],
)
def test_an_entity_that_is_not_there_is_named_by_every_query_that_takes_one(client: TestClient, query: str) -> None:
    names = [one.name for one in catalog.query("library", query).parameters if one.kind == "entity"]
    for name in names:
        (warning,) = warned(client, query, **{name: "project:knowhu"})
        assert warning.startswith("Nothing in the graph has the id 'project:knowhu'. Near it: project:knowhub.")
        assert "GET /api/v1/entities" in warning


def test_another_name_of_an_id_is_told_with_the_one_of_the_graph(client: TestClient) -> None:
    assert warned(client, "regions-of-a-country", id="country:GB") == [
        "The graph writes 'country:GB' as 'country:UK': ask for that."
    ]


def test_an_empty_answer_about_what_is_there_needs_no_warning(client: TestClient, loaded_client: TestClient) -> None:
    assert warned(client, "participants-of-a-project", id="country:PT") == []
    assert run(loaded_client, "ties-of-a-network", network="trade")["warnings"] == []
    own = {"query": "MATCH (c:Country {id: $id}) RETURN c.id AS id", "parameters": {"id": "country:XX"}}
    assert client.post(f"{API}/cypher", json=own).json()["warnings"] == []


def test_the_command_line_says_it_too(loaded: Run) -> None:
    told = loaded("query", "ties-of-a-network", "-p", "network=advise")
    assert told.code == 0
    assert "No loaded network is called 'advise'." in told.err
    there = loaded("query", "participants-of-a-project", "-p", "id=project:mini")
    assert "Nothing in the graph" not in there.err


def test_every_parameter_that_is_an_id_or_a_name_says_of_what_kind() -> None:
    for query in catalog.queries("library").values():
        for one in query.parameters:
            assert bool(one.kind) == one.meaning.startswith(("id of", "name of")), (query.name, one)
