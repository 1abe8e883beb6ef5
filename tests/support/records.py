"""Records to write into a store, and what a store holds afterwards."""

from __future__ import annotations

from typing import Any

from graph import catalog
from graph.stores import Batch, NodeRecord, RelationRecord, Store

COUNTRIES = "MATCH (n:Country) RETURN properties(n) AS properties ORDER BY n.id"


def country(code: str, **properties: Any) -> NodeRecord:
    """A country, with a name and a source."""
    return NodeRecord(f"country:{code}", "Country", {"name": code, "source_ids": ["source:a"], **properties})


def project(slug: str, **properties: Any) -> NodeRecord:
    """A project, with a name and a source."""
    return NodeRecord(f"project:{slug}", "Project", {"name": slug, "source_ids": ["source:a"], **properties})


def takes_part(source: str, target: str, **properties: Any) -> RelationRecord:
    """A participation, with a source and a quotation."""
    relation_id = f"PARTICIPATES_IN:{source}>{target}"
    about = {"source_ids": ["source:a"], "quotes": ["a quote"], **properties}
    return RelationRecord(relation_id, "PARTICIPATES_IN", source, target, about)


def kept(store: Store, **properties: Any) -> dict[str, Any]:
    """The properties of a node as they come back."""
    store.write(Batch(nodes=[country("NO", **properties)]))
    return dict(store.read(COUNTRIES)[0]["properties"])


def count(store: Store, label: str = "Country") -> int:
    """How many nodes of a label a store holds."""
    return int(store.read(catalog.query("schema", "count-nodes").filled(label=label))[0]["count"])
