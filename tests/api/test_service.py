"""Claims about the service as a whole: alive without a store, ready with one, calm under many requests and faults."""

from __future__ import annotations

import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from addresses import API, GOOD, WRONG
from neo4j_server import free_port
from problems import check_headers, check_problem
from random_pack import write_random_pack
from service import asked, service
from starlette.testclient import TestClient
from stub_store import StubStore

from graph import catalog
from graph.ontology import Ontology
from graph.stores import EmbeddedStore, Neo4jStore
from loaders.run import load_pack

READING = [address for addresses in GOOD.values() for address in addresses if address.startswith(API)]
PAGES = [
    "/",
    "/networks/participation",
    "/paths",
    "/entities/project:knowhub",
    "/schema",
    "/console",
    "/docs",
    "/static/css/base.css",
]


@pytest.fixture
def own_store(prepared_folder: Path, tmp_path: Path, ontology: Ontology) -> Iterator[EmbeddedStore]:
    """An empty store of the test's own."""
    shutil.copytree(prepared_folder, tmp_path / "own")
    opened = EmbeddedStore(tmp_path / "own", ontology)
    yield opened
    opened.close()


def test_the_process_is_healthy_without_a_store(own_store: EmbeddedStore, ontology: Ontology) -> None:
    with service(own_store, ontology) as client:
        own_store.close()
        response = client.get("/health")

        assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_the_service_is_ready_with_an_empty_graph(own_store: EmbeddedStore, ontology: Ontology) -> None:
    with service(own_store, ontology) as client:
        answer = client.get("/ready").json()

        assert (answer["status"], answer["store"], answer["nodes"]) == ("ready", "embedded", 0)


def test_an_empty_graph_has_empty_answers_not_errors(own_store: EmbeddedStore, ontology: Ontology) -> None:
    with service(own_store, ontology) as client:
        for address in READING:
            response = client.get(address)
            assert response.status_code in (200, 404), (address, response.text)
            check_headers(response)


def test_a_store_that_is_gone_is_said_and_when_to_ask_again(own_store: EmbeddedStore, ontology: Ontology) -> None:
    with service(own_store, ontology) as client:
        own_store.close()
        for address in ("/ready", f"{API}/entities", f"{API}/networks/countries", f"{API}/chains", f"{API}/schema"):
            response = client.get(address)
            check_problem(response, 503, "The graph store does not answer")
            assert int(response.headers["retry-after"]) > 0
        check_problem(client.post(f"{API}/cypher", json={"query": "RETURN 1 AS one"}), 503)


def test_a_server_that_does_not_answer_is_said_and_its_address_is_for_the_log(
    ontology: Ontology, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    store = Neo4jStore(f"bolt://127.0.0.1:{port}", "neo4j", "do-not-show", ontology)
    try:
        with service(store, ontology) as client:
            response = client.get("/ready")

            check_problem(response, 503, "The graph store does not answer")
            assert str(port) not in response.text
            assert f"bolt://127.0.0.1:{port}" in caplog.text
            assert "do-not-show" not in response.text + caplog.text
            assert client.get("/health").status_code == 200
    finally:
        store.close()


@pytest.mark.parametrize("address", [f"{API}/library", f"{API}/networks/countries"])
def test_what_nobody_foresaw_tells_nothing_of_the_insides(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of /home/somebody")

    monkeypatch.setattr("api.answers.catalogue.library", broken)
    monkeypatch.setattr("api.answers.networks.network", broken)

    response = client.get(address)

    content = check_problem(response, 500, "Something went wrong here")
    assert "secret" not in str(content)
    assert "secret of /home/somebody" in caplog.text  # the log has what the answer has not


def test_every_answer_keeps_to_itself(client: TestClient) -> None:
    wrong = [wrong.address for wrongs in WRONG.values() for wrong in wrongs]
    for address in [
        *PAGES,
        *READING[:5],
        *wrong[:5],
        "/nothing",
        f"{API}/openapi.json",
        "/health",
        "/ready",
        "/favicon.ico",
    ]:
        check_headers(client.get(address))
        check_headers(client.get(address, headers={"Accept": "text/html"}))
    for method in ("HEAD", "OPTIONS", "TRACE", "DELETE"):
        check_headers(client.request(method, f"{API}/entities"))


def test_head_has_the_status_and_headers_of_get_and_no_body(client: TestClient) -> None:
    for address in [*PAGES, *READING[:5], "/health", f"{API}/openapi.json", "/nothing", f"{API}/cypher"]:
        asked, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (asked.status_code, b""), address
        told = [{name: value for name, value in one.headers.items() if name != "date"} for one in (asked, head)]
        assert told[0] == told[1], address


def test_no_answer_names_the_server_or_sets_a_cookie(client: TestClient) -> None:
    for address in [*PAGES, *READING[:5]]:
        headers = client.get(address).headers
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_many_at_once_get_the_same_bytes_as_one_after_the_other(
    client: TestClient, seed_store_embedded: EmbeddedStore, ontology: Ontology
) -> None:
    expected = {address: client.get(address).content for address in READING}

    with service(seed_store_embedded, ontology) as fresh, ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda address: (address, fresh.get(address)), READING * 2))

    for address, response in answers:
        assert response.status_code == 200
        assert response.content == expected[address]


class Overtaken(StubStore):
    """A load finishes just when the view is read for the first time."""

    def read(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> list[dict[str, Any]]:
        rows = super().read(query, timeout_s=timeout_s, **parameters)
        if query == catalog.query("views", "participation").text and self.graph_version == "v1":
            self.graph_version = "v2"
            self.tell("views", "participation", [participation("country:ES"), participation("country:NO")])
        return rows


def participation(actor: str) -> dict[str, Any]:
    known = {"edge_id": actor, "source": actor, "target": "project:a", "strength": 1.0, "relation": "PARTICIPATES_IN"}
    return {**known, "source_ids": ["source:one"], "quotes": [""], "role": None, "stated_from": actor}


@pytest.mark.parametrize("address", ["/networks/participation/centrality/degree", "/networks/participation/components"])
def test_an_answer_overtaken_by_a_load_is_made_again_from_the_new_version(ontology: Ontology, address: str) -> None:
    store = Overtaken()
    store.tell("views", "participation", [participation("country:ES")])

    with service(store, ontology) as client:  # type: ignore[arg-type]
        answer = asked(client, address)

    assert answer["data"]["graph_version"] == "v2"
    nodes = [node for item in answer["result"]["items"] for node in item.get("nodes", [item])]
    assert {node["id"] for node in nodes} == {"country:ES", "country:NO", "project:a"}


def test_answers_while_a_pack_is_loaded_are_whole_or_say_so(
    own_store: EmbeddedStore, ontology: Ontology, tmp_path: Path
) -> None:
    """Under one graph version an answer without a warning always has the same bytes."""
    pack = write_random_pack(tmp_path / "pack", ontology, seed=5, size=6)
    addresses = [
        f"{API}/networks/participation/centrality/degree?limit=1000",
        f"{API}/networks/countries/components",
        f"{API}/networks/policy/articulation",
    ]
    seen: dict[tuple[str, str], set[bytes]] = defaultdict(set)
    faults: list[str] = []
    done = threading.Event()

    with service(own_store, ontology) as client:

        def read(address: str) -> None:
            while not done.is_set():
                response = client.get(address)
                if response.status_code != 200:
                    faults.append(response.text)
                    return
                content = response.json()
                if not any("has begun and not finished" in warning for warning in content["warnings"]):
                    seen[address, content["data"]["graph_version"]].add(response.content)

        threads = [threading.Thread(target=read, args=(address,)) for address in addresses]
        for thread in threads:
            thread.start()
        report = load_pack(pack.folder, own_store, ontology)
        last = {address: client.get(address).json()["data"]["graph_version"] for address in addresses}
        done.set()
        for thread in threads:
            thread.join()

    assert faults == []
    assert set(last.values()) == {report.graph_version}
    assert {version for _, version in seen} <= {"empty", report.graph_version}
    assert all(len(bodies) == 1 for bodies in seen.values())
