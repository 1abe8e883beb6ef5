"""Claims about the running service as its own process: it starts, shares its store with the command line, and stops."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mini_pack import BAD_ROWS, FILES, write_files
from standard_input import given

from api.cli import main
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from graph.stores.holder import read_holder
from loaders.run import load_pack

ROOT = Path(__file__).parents[2]
KEY = "a key of the tests"
START_S = 120  # 3 s on an idle machine


@dataclass
class Service:
    """A `valuechain serve` of our own."""

    process: subprocess.Popen[str]
    address: str
    data: Path

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as response:
            return json.load(response)

    def stop(self, number: int) -> tuple[int, str, str]:
        """Exit code, and what it said to the end."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


def started(data: Path, *arguments: str) -> Service:
    command = [sys.executable, "-m", "api.cli", "--data", str(data), "serve", "--port", "0", "--no-seed", *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "VALUECHAIN_API_KEY": KEY, "VALUECHAIN_CYPHER_SECONDS": "7"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    watchdog = threading.Timer(START_S, process.kill)
    watchdog.start()
    line = process.stdout.readline()
    watchdog.cancel()
    found = re.search(r"ready in [\d.]+ s: (http://\S+)", line)
    if not found:
        process.kill()
        pytest.fail(f"The service did not start: {line}{process.communicate()[1]}")
    return Service(process, found[1], data)


@pytest.fixture(scope="module")
def data(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    """A data folder with the mini pack."""
    folder = tmp_path_factory.mktemp("serve")
    shutil.copytree(prepared_folder, folder / "store")
    store = EmbeddedStore(folder / "store", ontology)
    load_pack(write_files(folder / "pack", FILES), store, ontology)
    store.close()
    return folder


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[Service]:
    running = started(data)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)


def command(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """A command beside the service."""
    capsys.readouterr()
    code = main(["--data", str(data), *map(str, arguments)])
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return code, said.out, said.err


def test_it_answers_at_the_address_it_prints(service: Service) -> None:
    assert service.get("/health")["status"] == "ok"
    assert service.get("/ready")["nodes"] == 2
    assert service.get("/api/v1/entities/project:mini")["name"] == "Mini project"


def test_it_listens_on_this_machine_only(service: Service) -> None:
    assert service.address.startswith("http://127.0.0.1:")


def test_a_second_service_says_who_holds_the_store(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = command(service.data, capsys, "serve", "--port", "0")

    assert code == 1
    assert f"process {service.process.pid}" in err
    assert service.address in err


def test_a_taken_port_is_said_before_anything_is_done(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = command(tmp_path / "new", capsys, "serve", "--port", str(port))

    assert code == 1
    assert f"127.0.0.1:{port}" in err
    assert "VALUECHAIN_PORT" in err
    assert not (tmp_path / "new").exists()


def test_a_host_that_is_none_of_this_machine_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = command(tmp_path / "new", capsys, "serve", "--host", "192.0.2.1", "--port", "0")

    assert code == 1
    assert "192.0.2.1" in err


def test_a_load_beside_the_service_is_handed_to_it(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = {
        **FILES,
        **BAD_ROWS,
        "pack.yaml": "name: second\ntitle: A second pack\n",
        "nodes/Project.csv": "id,name,source_id\nproject:second,Second project,source:mini\n",
    }
    pack = write_files(tmp_path / "second", second)
    monkeypatch.setenv("VALUECHAIN_API_KEY", KEY)

    code, out, err = command(service.data, capsys, "load", pack, "--rejects", tmp_path / "rejects.csv")

    assert (code, err.strip()) == (0, f"The store is held by the service at {service.address}; handing the load over.")
    assert "second: " in out
    assert "1 row rejected" in out
    assert "country:QZ" in (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert service.get("/api/v1/entities/project:second")["name"] == "Second project"


@pytest.mark.parametrize(("key", "says"), [("", "VALUECHAIN_API_KEY=…"), ("wrong", "X-API-Key is missing or wrong")])
def test_a_load_without_the_right_key_says_what_to_type(
    service: Service,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    says: str,
) -> None:
    monkeypatch.setenv("VALUECHAIN_API_KEY", key)

    code, _, err = command(service.data, capsys, "load", write_files(tmp_path / "pack", FILES))

    assert code == 1
    assert says in err


def test_a_strict_load_is_refused_over_the_service_too(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUECHAIN_API_KEY", KEY)
    third = {**FILES, **BAD_ROWS, "pack.yaml": "name: third\ntitle: A third pack\n"}

    code, out, _ = command(service.data, capsys, "load", "--strict", write_files(tmp_path / "third", third))

    assert code == 1
    assert "refused, nothing written" in out


def test_a_network_comes_and_goes_over_the_service_too(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VALUECHAIN_API_KEY", KEY)
    before = service.get("/api/v1/schema")["data"]["graph_version"]
    given(monkeypatch, "source,target\nanna,fair\nbo,fair\n")

    loaded, _, told = command(service.data, capsys, "load", "network", "--name", "visits", "--two-mode", "-")
    network = service.get("/api/v1/networks/visits")
    misspelt, _, nearest = command(service.data, capsys, "remove", "network", "visit")
    removed, out, err = command(service.data, capsys, "remove", "network", "visits")

    assert (loaded, misspelt, removed) == (0, 1, 0)
    assert "handing the load over" in told
    assert (network["n"], network["modes"]) == (3, ["actor", "activity"])
    assert "Did you mean 'visits'?" in nearest
    assert "handing the removal over" in err
    assert "visits: removed with 3 nodes, 2 ties" in out
    assert service.get("/api/v1/schema")["data"]["graph_version"] == before


def test_a_query_beside_the_service_is_asked_of_it(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    query = "MATCH (c:Country) RETURN c.id AS id, c.nothing AS nothing ORDER BY id"

    code, out, _ = command(service.data, capsys, "query", query, "--format", "json")

    assert code == 0
    assert json.loads(out)[0] == {"id": "country:QX", "nothing": None}


def test_a_query_the_service_refuses_says_why(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = command(service.data, capsys, "query", "MATCH (n) DETACH DELETE n")

    assert code == 1
    assert err.startswith("valuechain: ")
    assert service.get("/ready")["nodes"] == 2


def test_no_proxy_of_the_shell_comes_between(
    service: Service, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert command(service.data, capsys, "query", "RETURN 1 AS one")[0] == 0


def test_the_doctor_and_the_schema_name_the_service(service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = command(service.data, capsys, "doctor")
    assert (code, service.address in out) == (0, True)

    code, _, err = command(service.data, capsys, "schema")
    assert (code, service.address in err) == (1, True)


def post(service: Service, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        f"{service.address}/api/v1/cypher", data=body, headers={"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_ten_megabytes_get_their_answer_over_a_real_connection(service: Service) -> None:
    status, problem = post(service, b" " * 10_000_000)
    assert (status, problem["title"]) == (413, "Body too large")

    status, problem = post(service, (b" " * 100_000 for _ in range(100)))
    assert (status, problem["title"]) == (413, "Body too large")

    assert post(service, b'{"query": "RETURN 1 AS one"}')[0] == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /api/v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/v1/cypher HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /api/v1/entities/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
    ids=range(6),
)
def test_nonsense_on_the_wire_breaks_nothing(service: Service, sent: bytes) -> None:
    host, port = service.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection, contextlib.suppress(OSError):
        connection.sendall(sent)
        answer = connection.recv(65_536)
        assert not answer or re.match(rb"HTTP/1\.1 [234]\d\d ", answer)

    assert service.get("/health")["status"] == "ok"


def asked_in_vain(service: Service, body: bytes) -> None:
    """A question the service does not live to answer."""
    with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
        post(service, body)


def test_sigterm_in_the_middle_of_a_query_ends_it_cleanly_and_frees_the_store(
    service: Service, ontology: Ontology
) -> None:
    """The last test of this module: it stops the service the others used."""
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b < 0 RETURN count(*) AS n"
    body = json.dumps({"query": slow}).encode()
    asking = threading.Thread(target=asked_in_vain, args=(service, body), daemon=True)
    asking.start()
    time.sleep(0.5)

    code, out, err = service.stop(signal.SIGTERM)

    assert (code, out) == (0, "")
    assert "Traceback" not in err
    assert "Error" not in err
    assert read_holder(service.data / "store" / "store.lock") is None
    store = EmbeddedStore(service.data / "store", ontology)
    assert store.schema().labels["Country"] == 2
    store.close()


def test_ctrl_c_ends_it_cleanly_too(prepared_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared_folder, tmp_path / "store")
    running = started(tmp_path)

    code, _, err = running.stop(signal.SIGINT)

    assert code == 0
    assert "Traceback" not in err
    assert read_holder(tmp_path / "store" / "store.lock") is None
