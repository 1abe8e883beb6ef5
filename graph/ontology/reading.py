"""Reads the ontology's YAML files, one a type, and refuses files that contradict each other.

Adding a node or relation type is adding one file; `read_ontology(extra)` reads further folders of the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from graph.errors import OntologyError
from graph.ontology.model import PROPERTY_TYPES, RESERVED_PROPERTIES, NodeType, Ontology, Property, RelationType

T = TypeVar("T")
HERE = Path(__file__).parent
NAME = re.compile(
    r"[A-Za-z][A-Za-z0-9_]*"
)  # the only characters a label, relation or property may have: they meet Cypher
NODE_KEYS = {"label", "id_prefix", "also", "group", "colour", "shape", "sourced", "description", "properties"}
RELATION_KEYS = {
    "relation", "reads", "reverse_reads", "source", "target", "key", "symmetric", "derived", "description",
    "properties",
}  # fmt: skip
PROPERTY_KEYS = {"type", "unit", "required", "minimum", "maximum", "pattern", "values", "description"}


def read_ontology(*extra: Path) -> Ontology:
    """The project's ontology, and that of the further folders (each with `nodes/` and `relations/`).

    Raises `OntologyError` naming the file and the fault.
    """
    nodes: dict[str, NodeType] = {}
    relations: dict[str, RelationType] = {}
    for folder in (HERE, *extra):
        for path in sorted((folder / "nodes").glob("*.yaml")):
            node = _node(path)
            _add(nodes, node.label, node, path)
        for path in sorted((folder / "relations").glob("*.yaml")):
            relation = _relation(path)
            _add(relations, relation.relation, relation, path)
    _check_together(nodes, relations)
    return Ontology(MappingProxyType(nodes), MappingProxyType(relations))


def _add(known: dict[str, T], name: str, value: T, path: Path) -> None:
    if name in known:
        raise OntologyError(f"{path.name}: '{name}' is declared twice.", next_step="Remove or rename one of the files.")
    known[name] = value


def _document(path: Path, allowed: set[str], required: Iterable[str]) -> dict[str, Any]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise OntologyError(f"{path.name} is not YAML: {error}", next_step="Mend the file.") from error
    if not isinstance(document, dict):
        raise OntologyError(f"{path.name} is not a map.", next_step="Start from a file beside it.")
    if unknown := sorted(set(document) - allowed):
        raise OntologyError(
            f"{path.name}: unknown key '{unknown[0]}'.", next_step=f"Allowed: {', '.join(sorted(allowed))}."
        )
    if missing := [key for key in required if not document.get(key)]:
        raise OntologyError(f"{path.name}: '{missing[0]}' is missing.", next_step="Add it; every file has it.")
    return document


def _checked_name(name: object, path: Path) -> str:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise OntologyError(f"{path.name}: '{name}' is not a name.", next_step="Use letters, digits and _ only.")
    return name


def _node(path: Path) -> NodeType:
    document = _document(path, NODE_KEYS, ("label", "id_prefix", "description", "group", "colour", "shape"))
    prefix = document["id_prefix"]
    if not re.fullmatch(r"[a-z0-9]+", prefix):
        raise OntologyError(f"{path.name}: id_prefix '{prefix}' is not lower-case letters and digits.")
    return NodeType(
        label=_checked_name(document["label"], path),
        id_prefix=prefix,
        description=document["description"],
        group=document["group"],
        colour=document["colour"],
        shape=document["shape"],
        also=document.get("also", ""),
        sourced=document.get("sourced", True),
        properties=_properties(document.get("properties"), path),
    )


def _relation(path: Path) -> RelationType:
    document = _document(path, RELATION_KEYS, ("relation", "reads", "reverse_reads", "source", "target", "description"))
    properties = _properties(document.get("properties"), path)
    key = tuple(document.get("key", ()))
    if unknown := [name for name in key if name not in properties]:
        raise OntologyError(
            f"{path.name}: key '{unknown[0]}' is not a property.", next_step="Declare it under properties."
        )
    return RelationType(
        relation=_checked_name(document["relation"], path),
        description=document["description"],
        reads=document["reads"],
        reverse_reads=document["reverse_reads"],
        source=tuple(document["source"]),
        target=tuple(document["target"]),
        key=key,
        symmetric=document.get("symmetric", False),
        derived=document.get("derived", False),
        properties=properties,
    )


def _properties(document: Mapping[str, Mapping[str, Any]] | None, path: Path) -> Mapping[str, Property]:
    properties: dict[str, Property] = {}
    for name, spec in (document or {}).items():
        _checked_name(name, path)
        if name in RESERVED_PROPERTIES:
            raise OntologyError(f"{path.name}: property '{name}' is reserved.", next_step="Choose another name.")
        if unknown := sorted(set(spec) - PROPERTY_KEYS):
            raise OntologyError(f"{path.name}: property '{name}' has the unknown key '{unknown[0]}'.")
        if spec.get("type") not in PROPERTY_TYPES:
            raise OntologyError(
                f"{path.name}: property '{name}' has the type '{spec.get('type')}'.",
                next_step=f"Allowed: {', '.join(PROPERTY_TYPES)}.",
            )
        if not spec.get("description"):
            raise OntologyError(f"{path.name}: property '{name}' has no description.")
        properties[name] = Property(
            name=name,
            type=spec["type"],
            description=spec["description"],
            unit=spec.get("unit", ""),
            required=spec.get("required", False),
            minimum=spec.get("minimum"),
            maximum=spec.get("maximum"),
            pattern=spec.get("pattern", ""),
            values=tuple(str(value) for value in spec.get("values", ())),
        )
    return MappingProxyType(properties)


def _check_together(nodes: Mapping[str, NodeType], relations: Mapping[str, RelationType]) -> None:
    if both := sorted(set(nodes) & set(relations)):
        raise OntologyError(f"'{both[0]}' is a label and a relation.", next_step="Rename one of them.")
    prefixes: dict[str, str] = {}
    for node in nodes.values():
        if other := prefixes.get(node.id_prefix):
            raise OntologyError(f"{node.label} and {other} share the id prefix '{node.id_prefix}'.")
        prefixes[node.id_prefix] = node.label
        if node.also and node.also not in nodes:
            raise OntologyError(f"{node.label} is also '{node.also}', which is no label.")
    for relation in relations.values():
        for label in (*relation.source, *relation.target):
            if label not in nodes:
                raise OntologyError(f"{relation.relation} has the end '{label}', which is no label.")
