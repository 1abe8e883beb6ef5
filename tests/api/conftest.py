"""The service over the seed pack, and the command line over a data folder, in the embedded store.

What both stores answer is compared in `tests/contract`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run, commands
from mini_pack import FILES, write_files
from service import service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore


@pytest.fixture(scope="session")
def client(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    """One client for the whole run; the service behind it keeps its caches."""
    with service(seed_store_embedded, ontology) as opened:
        yield opened


@pytest.fixture
def data(prepared_folder: Path, tmp_path: Path) -> Path:
    """A data folder with an empty store: preparing one takes seconds."""
    shutil.copytree(prepared_folder, tmp_path / "data" / "store")
    return tmp_path / "data"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder with a small pack."""
    return write_files(tmp_path / "pack", FILES)


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the data folder."""
    return commands(data, capsys)


@pytest.fixture
def loaded(run: Run, pack: Path) -> Run:
    """Runs a command on the data folder, with the small pack loaded."""
    assert run("load", pack).code == 0
    return run
