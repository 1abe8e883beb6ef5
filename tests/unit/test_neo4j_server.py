"""The test server, started as docker-compose.yml would have it: what it keeps over a restart, and what it refuses."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from compose import neo4j_settings
from neo4j.exceptions import ClientError, ServiceUnavailable
from neo4j_server import SETTINGS, Neo4jFailed, Neo4jServer, Neo4jUnavailable, why_no_neo4j

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """Ours even under NEO4J_TEST_URI: it is stopped and started here."""
    reason = why_no_neo4j(_environ())
    if reason:
        pytest.skip(reason)
    memory = {name: value for name, value in SETTINGS.items() if ".memory." in name}
    try:
        started = Neo4jServer.start(_environ(), settings={**neo4j_settings(), **memory})
    except Neo4jUnavailable as error:
        pytest.skip(str(error))
    with started:
        yield started


@pytest.fixture(autouse=True)
def _empty(server: Neo4jServer) -> None:
    server.wipe()


def _environ() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}


def _lent(server: Neo4jServer, password: str | None = None) -> dict[str, str]:
    return {"NEO4J_TEST_URI": server.uri, "NEO4J_TEST_PASSWORD": password or server.password}


def test_data_and_port_survive_a_restart_and_a_crash(server: Neo4jServer) -> None:
    uri, first = server.uri, server.pid
    with server.driver() as driver:
        driver.execute_query("CREATE (:Kept {id: 'a'})")
        server.stop()
        assert server.pid is None
        with server.driver() as other, pytest.raises(ServiceUnavailable):
            other.verify_connectivity()
        server.start_again()
        assert (server.uri, server.pid == first) == (uri, False)
        server.stop(abruptly=True)
        server.start_again()
        assert driver.execute_query("MATCH (n:Kept) RETURN n.id AS id").records[0]["id"] == "a"


def test_wipe_leaves_neither_data_nor_schema(server: Neo4jServer) -> None:
    with server.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT `odd ``name` FOR (a:A) REQUIRE a.id IS UNIQUE")
        driver.execute_query("CREATE FULLTEXT INDEX words FOR (a:A) ON EACH [a.name]")
        driver.execute_query("UNWIND range(1, 50) AS i CREATE (:A {id: i})-[:R]->(:B)")
        server.wipe()
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0
        left = driver.execute_query("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP' RETURN type").records
        assert left == []


def test_a_lent_server_is_used_and_given_back_empty(server: Neo4jServer) -> None:
    with Neo4jServer.start(_lent(server)) as lent:
        assert not lent.ours
        with lent.driver() as driver:
            driver.execute_query("CREATE (:Mine)")
        with pytest.raises(Neo4jFailed, match="is not stopped by the tests"):
            lent.stop()
    with server.driver() as driver:
        assert driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0


@pytest.mark.parametrize("statement", ["CREATE (:Theirs)", "CREATE INDEX theirs FOR (a:A) ON (a.x)"])
def test_a_lent_server_that_is_not_empty_is_refused_and_left_alone(server: Neo4jServer, statement: str) -> None:
    with server.driver() as driver:
        driver.execute_query(statement)
    for _ in range(2):  # the refusal itself removes nothing
        with pytest.raises(Neo4jFailed, match="is not empty"):
            Neo4jServer.start(_lent(server))


def test_a_wrong_password_names_the_variable_to_set(server: Neo4jServer) -> None:
    with pytest.raises(Neo4jFailed, match="set NEO4J_TEST_PASSWORD"):
        Neo4jServer.start(_lent(server, "wrong-password"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_compose_settings_keep_load_csv_from_every_address(server: Neo4jServer, host: str) -> None:
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keeps quiet."""

    trap = HTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    try:
        with server.driver() as driver, pytest.raises(ClientError, match="blocked"):
            driver.execute_query(f"LOAD CSV FROM 'http://{host}:{trap.server_port}/x' AS line RETURN line")
    finally:
        trap.shutdown()
        trap.server_close()
    assert asked == []


def test_compose_settings_keep_load_csv_from_files(server: Neo4jServer) -> None:
    with server.driver() as driver, pytest.raises(ClientError, match="allow_csv_import_from_file_urls"):
        driver.execute_query("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line")
