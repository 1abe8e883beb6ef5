"""What all tests share: the ontology, the two stores (empty, or loaded with the seed pack), a clean environment.

`empty_store` is a test's own; `store` holds the seed pack, is shared and only read. Both come on either engine.
One Neo4j serves both: the tests that empty it run last, and a test that wants the seed after all finds it loaded again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from neo4j_house import Neo4jHouse
from neo4j_server import Neo4jServer, Neo4jUnavailable, why_no_neo4j

from graph.ontology import Ontology, read_ontology
from graph.stores import EmbeddedStore, Neo4jStore, Store
from loaders.seed import load_seed

pytest_plugins = ["skips"]

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
KEPT = ("NEO4J_TEST_URI", "NEO4J_TEST_USERNAME", "NEO4J_TEST_PASSWORD", "VALUECHAIN_NEO4J_CACHE")
EMPTIES = frozenset({"empty_store", "neo4j_server"})  # fixtures of tests that leave another Neo4j than they found
HOUSE = pytest.StashKey[Neo4jHouse]()

# No deadline: a first example may start an engine or compile. Few examples: the suite runs at every commit.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")


def pytest_configure() -> None:
    """Nobody's own Neo4j and no setting of the shell reaches the tests, nor the processes they start."""
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "VALUECHAIN_")) and name not in KEPT]:
        del os.environ[name]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test that touches Neo4j, and runs those that empty it last, so that the seed is loaded once."""
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.neo4j)
    items.sort(key=lambda item: bool(EMPTIES & set(getattr(item, "fixturenames", ()))))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that reads the seed in Neo4j finds it there, whatever ran before."""
    house = item.config.stash.get(HOUSE, None)
    call = getattr(item, "callspec", None)
    if house is not None and call is not None and call.params.get("store") == "neo4j":
        house.furnish()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The project's ontology."""
    return read_ontology()


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j for the whole run. Skips, saying why, where this machine has none."""
    if reason := why_no_neo4j():
        pytest.skip(reason)
    try:
        server = Neo4jServer.start()
    except Neo4jUnavailable as error:
        pytest.skip(str(error))
    with server:
        yield server


@pytest.fixture(scope="session")
def neo4j_house(request: pytest.FixtureRequest, neo4j_server: Neo4jServer, ontology: Ontology) -> Iterator[Neo4jHouse]:
    """Knows what the Neo4j holds just now."""
    house = Neo4jHouse(neo4j_server, ontology)
    request.config.stash[HOUSE] = house
    yield house
    house.close()


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    """The folder of an empty, prepared embedded store: copying it is ten times faster than preparing one."""
    folder = tmp_path_factory.mktemp("prepared") / "store"
    store = EmbeddedStore(folder, ontology)
    store.prepare(ontology)
    store.close()
    return folder


@pytest.fixture(params=ENGINES)
def empty_store(
    request: pytest.FixtureRequest, ontology: Ontology, prepared_folder: Path, tmp_path: Path
) -> Iterator[Store]:
    """An empty, prepared store of the test's own, on either engine."""
    store: EmbeddedStore | Neo4jStore
    if request.param == "embedded":
        shutil.copytree(prepared_folder, tmp_path / "store")
        store = EmbeddedStore(tmp_path / "store", ontology)
    else:
        store = request.getfixturevalue("neo4j_house").empty()
    yield store
    store.close()


@pytest.fixture(scope="session")
def seed_store_embedded(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[EmbeddedStore]:
    """The seed pack in an embedded store, loaded by the public loader. For reading only."""
    store = EmbeddedStore(tmp_path_factory.mktemp("seed") / "store", ontology)
    store.prepare(ontology)
    load_seed(store, ontology)
    yield store
    store.close()


@pytest.fixture(scope="session", params=ENGINES)
def store(request: pytest.FixtureRequest) -> Store:
    """The seed pack in either engine, loaded by the public loader. For reading only."""
    found: Store
    if request.param == "embedded":
        found = request.getfixturevalue("seed_store_embedded")
    else:
        found = request.getfixturevalue("neo4j_house").furnished
    return found
