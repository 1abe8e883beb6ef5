"""The stores as services, and the second, random pack in both of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_house import Neo4jHouse
from pack_oracle import PackOracle
from random_pack import RandomPack, write_random_pack
from service import World, service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore, Neo4jStore, Store
from loaders.run import load_pack
from loaders.seed import SEED

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
RANDOM_SEED = 20_260
REFURNISH = frozenset({"random_world", "both_random_services"})  # fixtures that put the random pack into the Neo4j


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What loads the random pack into the one Neo4j comes after what reads the seed pack there."""
    items.sort(key=lambda item: bool(REFURNISH & set(getattr(item, "fixturenames", ()))))


@pytest.fixture(scope="session")
def seed_world(store: Store, ontology: Ontology) -> Iterator[World]:
    """The seed pack in either store."""
    with service(store, ontology) as client:
        yield World(client, store, PackOracle(SEED))


@pytest.fixture(scope="session")
def random_pack(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> RandomPack:
    """The second pack: the same ontology, other names and ties."""
    return write_random_pack(tmp_path_factory.mktemp("random") / "pack", ontology, seed=RANDOM_SEED)


@pytest.fixture(scope="session")
def random_embedded(
    random_pack: RandomPack, ontology: Ontology, prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedStore]:
    """The random pack in the embedded store, by the public loader."""
    folder = tmp_path_factory.mktemp("random-store") / "store"
    shutil.copytree(prepared_folder, folder)
    store = EmbeddedStore(folder, ontology)
    load_pack(random_pack.folder, store, ontology)
    yield store
    store.close()


@pytest.fixture(scope="session")
def random_bolt(neo4j_house: Neo4jHouse, ontology: Ontology) -> Iterator[Neo4jStore]:
    """A store on the Neo4j, which `random_world` sees to hold the random pack."""
    store = neo4j_house.open()
    yield store
    store.close()


def furnished_with_random(request: pytest.FixtureRequest, expected: str) -> Neo4jStore:
    """The Neo4j with the random pack in it, loaded unless it is there."""
    store: Neo4jStore = request.getfixturevalue("random_bolt")
    if store.version() != expected:
        request.getfixturevalue("neo4j_house").empty().close()
        load_pack(request.getfixturevalue("random_pack").folder, store, request.getfixturevalue("ontology"))
    return store


@pytest.fixture(params=ENGINES)
def random_world(
    request: pytest.FixtureRequest, random_pack: RandomPack, random_embedded: EmbeddedStore, ontology: Ontology
) -> Iterator[World]:
    """The random pack in either store; a new service each time, its caches empty."""
    store: Store = random_embedded
    if request.param == "neo4j":
        store = furnished_with_random(request, random_embedded.version())
    with service(store, ontology) as client:
        yield World(client, store, PackOracle(random_pack.folder))


@pytest.fixture
def both_services(
    request: pytest.FixtureRequest, seed_store_embedded: EmbeddedStore, ontology: Ontology
) -> Iterator[tuple[TestClient, TestClient]]:
    """The seed pack in both stores at once, each behind a new service whose caches are empty."""
    house: Neo4jHouse = request.getfixturevalue("neo4j_house")
    neo4j = house.furnished
    house.furnish()
    with service(seed_store_embedded, ontology) as one, service(neo4j, ontology) as other:
        yield one, other


@pytest.fixture
def both_random_services(
    request: pytest.FixtureRequest, random_embedded: EmbeddedStore, ontology: Ontology
) -> Iterator[tuple[TestClient, TestClient]]:
    """The same with the random pack."""
    neo4j = furnished_with_random(request, random_embedded.version())
    with service(random_embedded, ontology) as one, service(neo4j, ontology) as other:
        yield one, other
