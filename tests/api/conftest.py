"""The service over the seed pack in the embedded store. What both stores answer is compared in `tests/contract`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from service import service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore


@pytest.fixture(scope="session")
def client(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    """One client for the whole run; the service behind it keeps its caches."""
    with service(seed_store_embedded, ontology) as opened:
        yield opened
