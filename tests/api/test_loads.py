"""Claims about `POST /loads`: off without a key, closed to others, and no zip writes anywhere but into the graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from addresses import API
from mini_pack import BAD_ROWS, FILES, NO_TABLE, zipped
from problems import check_headers, check_problem
from service import asked, service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EMPTY, EmbeddedStore

LOADS = f"{API}/loads"
KEY = "a key of the tests"
WITH_KEY = {"X-API-Key": KEY, "Content-Type": "application/zip"}


@pytest.fixture
def store(prepared_folder: Path, tmp_path: Path, ontology: Ontology) -> Iterator[EmbeddedStore]:
    """An empty store of the test's own."""
    shutil.copytree(prepared_folder, tmp_path / "own")
    opened = EmbeddedStore(tmp_path / "own", ontology)
    yield opened
    opened.close()


@pytest.fixture
def open_to_loads(store: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    with service(store, ontology, valuechain_api_key=KEY, valuechain_load_bytes=100_000) as client:
        yield client


def test_loads_are_off_without_a_key(store: EmbeddedStore, ontology: Ontology) -> None:
    with service(store, ontology) as client:
        for headers in ({}, {"X-API-Key": ""}, {"X-API-Key": "any"}):
            check_problem(client.post(LOADS, content=zipped(FILES), headers=headers), 403, "VALUECHAIN_API_KEY")
    assert store.version() == EMPTY


@pytest.mark.parametrize("key", ["", "wrong", KEY + " ", KEY[:-1], "ключ".encode().decode("latin-1")])
def test_a_wrong_key_opens_nothing(open_to_loads: TestClient, store: EmbeddedStore, key: str) -> None:
    response = open_to_loads.post(LOADS, content=zipped(FILES), headers={"X-API-Key": key.encode("latin-1")})

    check_problem(response, 401, "X-API-Key")
    assert "www-authenticate" in response.headers
    assert KEY not in response.text
    assert store.version() == EMPTY


def test_the_key_opens_and_the_answer_is_the_report(open_to_loads: TestClient) -> None:
    response = open_to_loads.post(LOADS, content=zipped(FILES), headers=WITH_KEY)

    assert response.status_code == 200, response.text
    report = response.json()
    assert (report["pack"], report["state"], report["rejected"]) == ("mini", "finished", 0)
    assert (report["nodes_written"], report["relations_written"]) == (4, 2)
    check_headers(response)
    assert asked(open_to_loads, "/entities/project:mini")["name"] == "Mini project"
    assert asked(open_to_loads, "/networks/countries")["data"]["graph_version"] == report["graph_version"]


def test_a_second_load_changes_nothing(open_to_loads: TestClient) -> None:
    first = open_to_loads.post(LOADS, content=zipped(FILES), headers=WITH_KEY).json()
    second = open_to_loads.post(LOADS, content=zipped(FILES), headers=WITH_KEY).json()

    assert second["state"] == "already loaded"
    assert second["graph_version"] == first["graph_version"]
    assert asked(open_to_loads, "/datasets")["loads"][0]["pack"] == "mini"
    assert len(asked(open_to_loads, "/datasets")["loads"]) == 1


def test_a_folder_around_the_pack_does_not_matter(open_to_loads: TestClient) -> None:
    wrapped = zipped({f"my pack/{name}": text for name, text in FILES.items()})

    assert open_to_loads.post(LOADS, content=wrapped, headers=WITH_KEY).json()["state"] == "finished"


def test_a_row_that_cannot_be_taken_is_told_with_its_line(open_to_loads: TestClient) -> None:
    report = open_to_loads.post(LOADS, content=zipped({**FILES, **BAD_ROWS}), headers=WITH_KEY).json()

    assert report["rejected"] == 1
    (reject,) = report["rejects"]
    assert (reject["file"], reject["row"], reject["column"], reject["value"]) == (
        "relations/PARTICIPATES_IN.csv",
        4,
        "source",
        "country:QZ",
    )
    assert asked(open_to_loads, "/entities/project:mini")["counts"][0]["count"] == 2


def test_strict_refuses_the_whole_pack(open_to_loads: TestClient, store: EmbeddedStore) -> None:
    report = open_to_loads.post(f"{LOADS}?strict=true", content=zipped({**FILES, **BAD_ROWS}), headers=WITH_KEY).json()

    assert (report["state"], report["nodes_written"], report["rejected"]) == ("refused", 0, 1)
    assert store.version() == EMPTY


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "zip"),
        (b"not a zip at all", "zip"),
        (zipped(FILES)[:200], "zip"),
        (zipped({}), "pack.yaml"),
        (zipped({"README.txt": "hello"}), "pack.yaml"),
        (zipped({name: text for name, text in FILES.items() if name != "pack.yaml"}), "pack.yaml"),
        (zipped({**FILES, **NO_TABLE}), "Project.csv"),
        (zipped({**FILES, "nodes/Projekt.csv": "id\n"}), "Did you mean 'Project'?"),
        (zipped({**FILES, "../outside.csv": "id\n"}), "outside.csv"),
        (zipped({**FILES, "nodes/../../outside.csv": "id\n"}), "outside.csv"),
        (zipped({**FILES, "/srv/outside.csv": "id\n"}), "outside.csv"),
        (zipped({**FILES, "nodes\\..\\outside.csv": "id\n"}), "outside.csv"),
        (zipped({**FILES, "nodes/Region.csv": "id,name\n" + "x" * 60_000}), "Region.csv"),
    ],
)
def test_a_zip_that_is_no_pack_is_a_clear_problem_and_writes_nothing(
    open_to_loads: TestClient, store: EmbeddedStore, tmp_path: Path, body: bytes, says: str
) -> None:
    check_problem(open_to_loads.post(LOADS, content=body, headers=WITH_KEY), 422, says)

    assert store.version() == EMPTY
    assert not list(tmp_path.rglob("outside*"))
    assert not Path("/srv/outside.csv").exists()
    assert asked(open_to_loads, "/entities")["total"] == 0


def test_a_zip_larger_than_its_bound_is_not_read(open_to_loads: TestClient) -> None:
    check_problem(open_to_loads.post(LOADS, content=b"x" * 100_001, headers=WITH_KEY), 413, "100,000")


def test_reading_goes_on_while_a_pack_is_loaded(open_to_loads: TestClient) -> None:
    """A new version appears only as a whole: names, places and networks of one version."""
    before = asked(open_to_loads, "/networks/countries")
    open_to_loads.post(LOADS, content=zipped(FILES), headers=WITH_KEY)
    after = asked(open_to_loads, "/networks/countries")

    assert (before["n"], after["n"], after["m"]) == (0, 2, 1)
    assert before["data"]["graph_version"] != after["data"]["graph_version"]
