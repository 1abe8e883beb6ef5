"""One entity: its properties, what it is tied to, and what different sources state of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph import catalog
from graph.errors import UnknownName
from graph.lookups.names import NameIndex
from graph.ontology import Ontology
from graph.stores import Store

NOT_SHOWN = frozenset({"id", "name", "source_ids"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one source."""

    id: str
    name: str
    predicate: str
    value: str
    quote: str
    page: str
    confidence: str
    preferred: bool | None
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many relations of a type start or end at an entity."""

    relation: str
    direction: str  # "out" or "in"
    reads: str
    count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A node as the graph holds it; properties that are unknown are absent."""

    id: str
    label: str
    labels: tuple[str, ...]
    name: str
    properties: Mapping[str, Any]
    source_ids: tuple[str, ...]
    claims: tuple[Claim, ...]
    counts: tuple[RelationCount, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One relation of an entity and the node at its other end."""

    id: str
    label: str
    name: str
    relation: str
    direction: str
    reads: str
    properties: Mapping[str, Any]
    source_ids: tuple[str, ...]
    quotes: tuple[str, ...]


def read_entity(store: Store, ontology: Ontology, names: NameIndex, node_id: str) -> Entity:
    """The entity of an id. Raises `NotFound`."""
    node = names[node_id]
    type_ = ontology.node(node.label)
    rows = store.read(catalog.query("lookups", "entity").filled(label=node.label), id=node.id)
    if not rows:
        raise names.unknown(node_id)
    properties = rows[0]["properties"]
    order = [name for name in type_.properties if name in properties]
    return Entity(
        id=node.id,
        label=node.label,
        labels=type_.labels,
        name=properties.get("name", node.id),
        properties={name: properties[name] for name in [*order, *sorted(set(properties) - set(order) - NOT_SHOWN)]},
        source_ids=tuple(properties.get("source_ids") or ()),
        claims=_claims(store, node.id),
        counts=_counts(store, ontology, node.label, node.id),
    )


def _claims(store: Store, node_id: str) -> tuple[Claim, ...]:
    rows = store.read(catalog.query("lookups", "claims").text, id=node_id)
    return tuple(
        Claim(
            id=row["id"],
            name=row["name"],
            predicate=row["predicate"],
            value=row["value"],
            quote=row["quote"] or "",
            page=row["page"] or "",
            confidence=row["confidence"] or "",
            preferred=row["preferred"],
            source_ids=tuple(row["source_ids"] or ()),
        )
        for row in rows
    )


def _counts(store: Store, ontology: Ontology, label: str, node_id: str) -> tuple[RelationCount, ...]:
    counts = []
    for direction, name in (("out", "counts-out"), ("in", "counts-in")):
        for row in store.read(catalog.query("lookups", name).filled(label=label), id=node_id):
            type_ = ontology.relation(row["relation"])
            reads = type_.reads if direction == "out" else type_.reverse_reads
            counts.append(RelationCount(row["relation"], direction, reads, row["count"]))
    return tuple(sorted(counts, key=lambda count: (count.relation, count.direction)))


def read_neighbours(
    store: Store, ontology: Ontology, names: NameIndex, node_id: str, *, relation: str = "", direction: str = "both"
) -> list[Neighbour]:
    """All relations at an entity, sorted by relation, name and id. Raises `NotFound`, `UnknownName`."""
    node = names[node_id]
    if relation and relation not in ontology.relations:
        raise UnknownName(
            "relation",
            relation,
            ontology.relations,
            next_step="GET /api/v1/schema lists all relations.",
            field="relation",
        )
    if direction not in ("both", "in", "out"):
        raise UnknownName("direction", direction, ("both", "in", "out"), field="direction")
    found: list[Neighbour] = []
    for side, query in (("out", "relations-out"), ("in", "relations-in")):
        if direction not in ("both", side):
            continue
        for row in store.read(catalog.query("lookups", query).filled(label=node.label), id=node.id):
            if relation and row["relation"] != relation:
                continue
            type_ = ontology.relation(row["relation"])
            properties = row["properties"]
            found.append(
                Neighbour(
                    id=row["other"],
                    label=ontology.label_of(row["other"]).label,
                    name=row["name"] or row["other"],
                    relation=row["relation"],
                    direction=side,
                    reads=type_.reads if side == "out" else type_.reverse_reads,
                    properties={
                        name: value
                        for name, value in sorted(properties.items())
                        if name not in ("id", "source_ids", "quotes")
                    },
                    source_ids=tuple(properties.get("source_ids") or ()),
                    quotes=tuple(properties.get("quotes") or ()),
                )
            )
    return sorted(found, key=lambda neighbour: (neighbour.relation, neighbour.direction, neighbour.name, neighbour.id))
