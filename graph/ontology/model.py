"""What an ontology is: node types, relation types and their properties, as frozen values.

Reading the YAML files is `reading.py`; checking records against them is `checking.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from graph.errors import UnknownName

Value: TypeAlias = str | int | float | bool | list[str] | None
"""A property value. Dates are ISO 8601 text at the precision that is known, so that both engines order them alike."""

PROPERTY_TYPES = ("string", "integer", "float", "boolean", "date", "string_list")

RESERVED_PROPERTIES = frozenset({"id", "name", "source_ids", "quotes", "type", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property of a node or relation type."""

    name: str
    type: str
    description: str
    unit: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeType:
    """One label. `also` is the primary label of a type that carries two (`Pilot` is also a `Partnership`)."""

    label: str
    id_prefix: str
    description: str
    group: str
    colour: str
    shape: str
    also: str = ""
    sourced: bool = True  # every node of this type must name at least one source
    properties: Mapping[str, Property] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels a node of this type carries, primary first."""
        return (self.also, self.label) if self.also else (self.label,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """One relation type: `source -[relation]-> target`."""

    relation: str
    description: str
    reads: str
    reverse_reads: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    key: tuple[str, ...] = ()  # properties that tell two relations between the same ends apart
    symmetric: bool = False
    derived: bool = False  # made by an analysis, not stated by a source
    properties: Mapping[str, Property] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types, by name. Immutable; one is read per process and handed down."""

    nodes: Mapping[str, NodeType]
    relations: Mapping[str, RelationType]

    def node(self, label: str) -> NodeType:
        """The node type of a label. Raises `UnknownName` with the nearest label."""
        try:
            return self.nodes[label]
        except KeyError:
            raise UnknownName(
                "label", label, self.nodes, next_step="GET /api/v1/schema lists all labels.", field="label"
            ) from None

    def relation(self, relation: str) -> RelationType:
        """The relation type of a name. Raises `UnknownName` with the nearest relation."""
        try:
            return self.relations[relation]
        except KeyError:
            raise UnknownName(
                "relation", relation, self.relations, next_step="GET /api/v1/schema lists all relations."
            ) from None

    def prefixes(self) -> dict[str, NodeType]:
        """Id prefix → node type."""
        return {node.id_prefix: node for node in self.nodes.values()}

    def label_of(self, node_id: str) -> NodeType:
        """The node type an id belongs to, by its prefix. Raises `UnknownName` for a prefix nobody declares."""
        prefix = node_id.split(":", 1)[0]
        for node in self.nodes.values():
            if node.id_prefix == prefix:
                return node
        raise UnknownName(
            "id prefix",
            prefix,
            (node.id_prefix for node in self.nodes.values()),
            next_step=f"The id '{node_id}' must start with a known prefix and a colon, for example 'country:NO'.",
            field="id",
        )

    def labels_under(self, label: str) -> tuple[str, ...]:
        """`label` and the labels whose nodes carry it too: ('Partnership', 'Pilot') for 'Partnership'."""
        self.node(label)
        return (label, *(other.label for other in self.nodes.values() if other.also == label))
