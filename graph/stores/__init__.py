"""The two stores behind one protocol, and the one place that chooses between them."""

from __future__ import annotations

from pathlib import Path

from graph.ontology import Ontology
from graph.stores.bolt import Neo4jStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.fingerprint import EMPTY, Fingerprint, content_hash, fingerprint
from graph.stores.protocol import (
    Batch,
    NodeRecord,
    PlanOperator,
    PlanSummary,
    RelationRecord,
    Row,
    Store,
    StoreSchema,
)

__all__ = [
    "EMPTY", "Batch", "EmbeddedStore", "Fingerprint", "Neo4jStore", "NodeRecord", "PlanOperator", "PlanSummary",
    "RelationRecord", "Row", "Store", "StoreSchema", "content_hash", "fingerprint", "open_store",
]  # fmt: skip


def open_store(
    ontology: Ontology,
    *,
    data: Path,
    uri: str = "",
    username: str = "neo4j",
    password: str = "",
    database: str = "",
    query_timeout_s: float = 30.0,
) -> EmbeddedStore | Neo4jStore:
    """The store the settings ask for, prepared for the ontology: Neo4j where a URI is given, else embedded under
    `data`.

    Raises the `StoreError`s of opening: `StoreLocked`, `StoreBroken`, `StoreUnavailable`, `StoreRefusedLogin`.
    """
    store: EmbeddedStore | Neo4jStore
    if uri:
        store = Neo4jStore(uri, username, password, ontology, database=database, query_timeout_s=query_timeout_s)
    else:
        store = EmbeddedStore(data / "store", ontology, query_timeout_s=query_timeout_s)
    try:
        store.ping()
        store.prepare(ontology)
    except BaseException:
        store.close()
        raise
    return store
