"""The ontology as data: one YAML file a type, and what is derived from it."""

from graph.ontology.checking import (
    TYPE_WORDS,
    Fault,
    csv_header,
    end_faults,
    id_fault,
    node_faults,
    property_fault,
    read_cell,
    relation_faults,
)
from graph.ontology.model import NodeType, Ontology, Property, RelationType, Value
from graph.ontology.reading import read_ontology

__all__ = [
    "TYPE_WORDS", "Fault", "NodeType", "Ontology", "Property", "RelationType", "Value",
    "csv_header", "end_faults", "id_fault", "node_faults", "property_fault", "read_cell", "read_ontology",
    "relation_faults",
]  # fmt: skip
