"""The Neo4j store and its server: logins, addresses, a server that goes away and comes back."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_house import Neo4jHouse
from neo4j_server import Neo4jServer

from graph.errors import InvalidInput, StoreRefusedLogin, StoreUnavailable
from graph.ontology import Ontology
from graph.stores import EMPTY, Batch, Neo4jStore, NodeRecord, open_store

NORWAY = NodeRecord("country:NO", "Country", {"name": "Norway", "source_ids": []})


@pytest.fixture
def house(neo4j_server: Neo4jServer, neo4j_house: Neo4jHouse) -> Neo4jHouse:
    """The house on a server that is up and empty."""
    neo4j_house.empty().close()
    return neo4j_house


@pytest.fixture
def ours(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """A server that may be stopped; it is up again afterwards."""
    if not neo4j_server.ours:
        pytest.skip("the server of NEO4J_TEST_URI is not ours to stop")
    yield neo4j_server
    neo4j_server.start_again()


@pytest.mark.usefixtures("house")
def test_the_settings_lead_to_the_server(neo4j_server: Neo4jServer, ontology: Ontology, tmp_path: Path) -> None:
    store = open_store(
        ontology, data=tmp_path, uri=neo4j_server.uri, username=neo4j_server.username, password=neo4j_server.password,
        database="neo4j",
    )  # fmt: skip
    try:
        assert (store.name, store.place, store.version()) == ("neo4j", neo4j_server.uri, EMPTY)
        assert list(tmp_path.iterdir()) == []
    finally:
        store.close()


def test_a_new_connection_finds_what_was_written(house: Neo4jHouse) -> None:
    first = house.open()
    first.write(Batch(nodes=[NORWAY]))
    first.close()
    first.close()
    second = house.open()
    try:
        assert second.schema().labels == {"Country": 1}
    finally:
        second.close()


def test_a_wrong_password_is_said_and_not_shown(neo4j_server: Neo4jServer, ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(StoreRefusedLogin) as caught:
        open_store(ontology, data=tmp_path, uri=neo4j_server.uri, username="neo4j", password="not this one")
    assert str(caught.value) == (
        f"The Neo4j server at {neo4j_server.uri} did not accept the user name or password. "
        "Check NEO4J_USERNAME and NEO4J_PASSWORD."
    )


def test_a_database_that_is_not_there_is_said(neo4j_server: Neo4jServer, ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="has no database 'elsewhere'"):
        open_store(
            ontology, data=tmp_path, uri=neo4j_server.uri, username=neo4j_server.username,
            password=neo4j_server.password, database="elsewhere",
        )  # fmt: skip


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:{port}", "neo4j://127.0.0.1:{port}", "bolt://nowhere.invalid:7687"])
def test_a_server_that_is_not_there_is_said_soon(ontology: Ontology, tmp_path: Path, uri: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="No answer from the Neo4j server") as caught:
        open_store(ontology, data=tmp_path, uri=uri.format(port=port), password="x")
    assert "valuechain doctor" in caught.value.next_step
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("uri", ["127.0.0.1:7687", "http://127.0.0.1:7474", "neo4j"])
def test_an_address_that_is_none_is_said(ontology: Ontology, tmp_path: Path, uri: str) -> None:
    with pytest.raises((InvalidInput, StoreUnavailable)) as caught:
        open_store(ontology, data=tmp_path, uri=uri, password="x")
    assert uri in str(caught.value)


@pytest.mark.slow
def test_a_server_lost_is_said_and_a_server_back_is_used(house: Neo4jHouse, ours: Neo4jServer) -> None:
    store = house.open()
    try:
        store.write(Batch(nodes=[NORWAY]))
        ours.stop()
        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match=f"No answer from the Neo4j server at {ours.uri}"):
            store.read("RETURN 1 AS one")
        with pytest.raises(StoreUnavailable):
            store.write(Batch(nodes=[NORWAY]))
        with pytest.raises(StoreUnavailable):
            store.ping()
        assert time.monotonic() - started < 90  # each is tried again for eight seconds
        ours.start_again()
        assert store.read("MATCH (n:Country) RETURN n.id AS id") == [{"id": "country:NO"}]
        store.write(Batch(nodes=[NORWAY]))
    finally:
        store.close()


@pytest.mark.slow
def test_what_was_written_outlives_a_crash_of_the_server(house: Neo4jHouse, ours: Neo4jServer) -> None:
    store = house.open()
    try:
        store.write(Batch(nodes=[NORWAY]))
        ours.stop(abruptly=True)
        ours.start_again()
        assert store.schema().labels == {"Country": 1}
    finally:
        store.close()


def test_a_read_goes_on_over_a_short_restart(house: Neo4jHouse, ours: Neo4jServer) -> None:
    """A restart takes as long as a read is tried again: connections of before are not used any more."""
    store = house.open()
    try:
        store.ping()
        ours.restart()
        assert store.read("RETURN 1 AS one") == [{"one": 1}]
    finally:
        store.close()


@pytest.mark.usefixtures("house")
def test_neo4j_keeps_ids_unique_by_itself(neo4j_server: Neo4jServer, ontology: Ontology) -> None:
    with neo4j_server.driver() as driver:
        rows = driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN *").records
    kept = [row for row in rows if row["properties"] == ["id"] and row["type"].endswith("UNIQUENESS")]
    unique = {row["labelsOrTypes"][0] for row in kept}
    assert set(ontology.nodes) <= unique


def test_a_closed_store_says_so(house: Neo4jHouse) -> None:
    store: Neo4jStore = house.open()
    store.close()
    with pytest.raises(StoreUnavailable):
        store.read("RETURN 1 AS one")
