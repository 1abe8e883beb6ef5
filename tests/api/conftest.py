"""The service over the seed pack in the embedded store. What both stores answer is held together in `tests/contract`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from service import service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore


@pytest.fixture(scope="session")
def client(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    """What the service did not foresee is a 500 here, as it is for users."""
    with service(seed_store_embedded, ontology, raising=False) as opened:
        yield opened
