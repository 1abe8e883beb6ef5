"""Search, entities and their neighbours."""

from __future__ import annotations

from typing import Any

from api.answers.shapes import API, Json, address, citation, cited, data, listing, page_of
from api.explorer import Explorer
from graph.lookups.entities import Claim, read_entity, read_neighbours
from graph.lookups.names import Named
from graph.ontology import NodeType
from graph.views import Snapshot


def search(explorer: Explorer, q: str = "", label: str = "", limit: int = 50, offset: int = 0) -> Json:
    """Entities whose name, acronym or id holds every word of `q`, best first; all of them without `q`."""
    found = explorer.snapshot().names.search(q, label)
    items = [summary(node) for node in page_of(found, limit, offset)]
    return listing(
        items, total=len(found), limit=limit, offset=offset, path=f"{API}/entities", parameters={"q": q, "label": label}
    )


def summary(node: Named) -> Json:
    """An entity in a list."""
    return {"id": node.id, "label": node.label, "name": node.name, "acronym": node.acronym or None}


def entity(explorer: Explorer, node_id: str) -> Json:
    """Everything that is known of one entity; what is unknown is absent."""
    snapshot = explorer.snapshot()
    found = read_entity(explorer.store, explorer.ontology, snapshot.names, node_id)
    type_ = explorer.ontology.node(found.label)
    path = f"{API}/entities/{found.id}"
    return {
        "id": found.id,
        "label": found.label,
        "labels": list(found.labels),
        "name": found.name,
        "description": type_.description,
        "properties": [_property(type_, name, value) for name, value in found.properties.items()],
        "unknown": [name for name in type_.properties if name not in found.properties],
        "sources": cited(snapshot, found.source_ids),
        "claims": [_claim(snapshot, claim) for claim in found.claims],
        "counts": [
            {"relation": count.relation, "direction": count.direction, "reads": count.reads, "count": count.count}
            for count in found.counts
        ],
        "citation": citation(explorer, found.name, address(f"/entities/{found.id}")),
        "data": data(explorer, {*found.source_ids, *(one for claim in found.claims for one in claim.source_ids)}),
        "links": {
            "self": address(path),
            "page": address(f"/entities/{found.id}"),
            "neighbours": address(f"{path}/neighbours"),
            "json": address(path, format="json"),
            "csv": address(path, format="csv"),
        },
    }


def _property(type_: NodeType, name: str, value: Any) -> Json:
    spec = type_.properties.get(name)
    return {
        "name": name,
        "value": value,
        "unit": (spec.unit or None) if spec else None,
        "description": spec.description if spec else "",
    }


def _claim(snapshot: Snapshot, claim: Claim) -> Json:
    return {
        "id": claim.id,
        "name": claim.name,
        "predicate": claim.predicate,
        "value": claim.value,
        "quote": claim.quote or None,
        "page": claim.page or None,
        "confidence": claim.confidence or None,
        "preferred": claim.preferred,
        "sources": cited(snapshot, claim.source_ids),
    }


def neighbours(
    explorer: Explorer, node_id: str, relation: str = "", direction: str = "both", limit: int = 50, offset: int = 0
) -> Json:
    """The relations of an entity, each with its sources."""
    snapshot = explorer.snapshot()
    found = read_neighbours(
        explorer.store, explorer.ontology, snapshot.names, node_id, relation=relation, direction=direction
    )
    items = [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "relation": one.relation,
            "direction": one.direction,
            "reads": one.reads,
            "properties": dict(one.properties),
            "sources": cited(snapshot, one.source_ids, one.quotes),
        }
        for one in page_of(found, limit, offset)
    ]
    return listing(
        items,
        total=len(found),
        limit=limit,
        offset=offset,
        path=f"{API}/entities/{snapshot.names[node_id].id}/neighbours",
        parameters={"relation": relation, "direction": direction if direction != "both" else ""},
    )
