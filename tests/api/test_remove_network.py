"""Claims about removing a network: over HTTP with the key alone, by the command line, and only what was loaded."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from addresses import API, Wrong
from addresses.loads import GOOD_REMOVALS, REMOVAL, WRONG_REMOVALS
from command_line import Run, version
from edge_lists import KITE, edge_list
from problems import check_headers, check_problem
from service import asked, service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EMPTY, EmbeddedStore

KEY = "a key of the tests"
WITH_KEY = {"X-API-Key": KEY}


@pytest.fixture
def store(prepared_folder: Path, tmp_path: Path, ontology: Ontology) -> Iterator[EmbeddedStore]:
    """An empty store of the test's own."""
    shutil.copytree(prepared_folder, tmp_path / "own")
    opened = EmbeddedStore(tmp_path / "own", ontology)
    yield opened
    opened.close()


@pytest.fixture
def client(store: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    """A service with the network `kite` loaded."""
    with service(store, ontology, valuechain_api_key=KEY) as opened:
        sent = opened.post(
            REMOVAL,
            params={"name": "kite", "title": "Kite"},
            content=KITE,
            headers={**WITH_KEY, "Content-Type": "text/csv"},
        )
        assert sent.status_code == 200, sent.text
        yield opened


@pytest.mark.parametrize("address", GOOD_REMOVALS)
def test_a_loaded_network_is_removed_and_the_answer_says_what_went(
    client: TestClient, store: EmbeddedStore, address: str
) -> None:
    answer = client.delete(address, headers=WITH_KEY)

    assert answer.status_code == 200, answer.text
    check_headers(answer)
    report = answer.json()
    assert (report["network"], report["title"], report["nodes"], report["ties"]) == ("kite", "Kite", 10, 18)
    assert (report["source_id"], report["graph_version"]) == ("dataset:network-kite", EMPTY)
    assert "kite" not in {view["id"] for view in asked(client, "/networks")["items"]}
    check_problem(client.get(f"{API}/networks/kite"), 404, "Unknown network view 'kite'")
    check_problem(client.delete(address, headers=WITH_KEY), 404, "Unknown loaded network 'kite'")
    assert store.version() == EMPTY


@pytest.mark.parametrize("wrong", WRONG_REMOVALS, ids=str)
def test_a_wrong_removal_is_a_clear_problem_and_removes_nothing(client: TestClient, wrong: Wrong) -> None:
    check_problem(client.delete(wrong.address, headers=WITH_KEY), wrong.status, wrong.says)

    assert asked(client, "/networks/kite")["m"] == 18


def test_without_the_key_nothing_is_removed(client: TestClient, store: EmbeddedStore, ontology: Ontology) -> None:
    check_problem(client.delete(GOOD_REMOVALS[0]), 401)
    check_problem(client.delete(GOOD_REMOVALS[0], headers={"X-API-Key": "no"}), 401)
    with service(store, ontology) as closed:
        check_problem(closed.delete(GOOD_REMOVALS[0], headers=WITH_KEY), 403, "VALUECHAIN_API_KEY")

    assert asked(client, "/networks/kite")["m"] == 18


def test_the_command_removes_a_network_and_names_the_nearest(
    run: Run, data: Path, tmp_path: Path, ontology: Ontology
) -> None:
    run("load", "network", "--name", "kite", edge_list(tmp_path, KITE).edges)
    misspelt = run("remove", "network", "kyte")
    removed = run("remove", "network", "kite")
    gone = run("remove", "network", "kite")

    assert (misspelt.code, removed.code, gone.code) == (1, 0, 1)
    assert "Did you mean 'kite'?" in misspelt.err
    assert "kite: removed with 10 nodes, 18 ties and its data set dataset:network-kite" in removed.out
    assert "Unknown loaded network 'kite'" in gone.err
    assert version(data, ontology) == EMPTY
    run("load", "network", "--name", "kite", edge_list(tmp_path, KITE).edges)
    assert json.loads(run("remove", "network", "kite", "--format", "json").out)["ties"] == 18
    assert run("remove", "network", "policy").err.splitlines()[1].startswith("valuechain: 'policy' is built in")
    assert run("remove", "network").code == 2
