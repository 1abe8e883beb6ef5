"""Checks records against the ontology: every fault names the property, the value, the reason and the next step.

Text from CSV cells is read here too (`read_cell`), so that a cell and a record obey one set of rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.ontology.model import NodeType, Ontology, Property, RelationType, Value
from graph.wording import bound

DATE = re.compile(
    r"(?P<day>[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z?)?"
)
NODE_ID = re.compile(r"[a-z0-9]+:[^\s<>#|]{1,200}")  # > and # part a relation's id; Neo4j indexes 8 kB
INTEGER = re.compile(r"[+-]?[0-9]{1,30}")  # int() also takes 1_000, and digits of other scripts
FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
INTEGER_LIMIT = 2**63 - 1  # both engines keep 64-bit integers
LIST_SEPARATOR = "|"
TYPE_WORDS = {
    "string": "a text",
    "integer": "a whole number",
    "float": "a number",
    "boolean": "true or false",
    "date": "a date",
    "string_list": "a list of texts",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a record or cell cannot be taken."""

    column: str
    value: str
    reason: str
    next_step: str


def read_cell(text: str, spec: Property) -> Value:
    """The value a CSV cell stands for; None for an empty cell (unknown, never 0). Raises `ValueError`: what to
    write."""
    text = text.strip()
    if not text:
        return None
    if spec.type == "integer":
        if not INTEGER.fullmatch(text):
            raise ValueError(f"write {_example(spec)}")
        return int(text)
    if spec.type == "float":
        if not FLOAT.fullmatch(text):
            raise ValueError(f"write {_example(spec)}")
        return float(text)
    if spec.type == "boolean":
        if text.casefold() in ("true", "yes", "1"):
            return True
        if text.casefold() in ("false", "no", "0"):
            return False
        raise ValueError("write true or false")
    if spec.type == "string_list":
        return [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
    return text


def property_fault(value: Value, spec: Property) -> Fault | None:
    """Why a value does not fit its property, or None. None is unknown and fits unless the property is required."""

    def fault(reason: str, next_step: str) -> Fault:
        return Fault(spec.name, str(value), reason, next_step)

    if value is None:
        return fault("a required value is missing", f"Give {spec.name}: {spec.description}.") if spec.required else None
    if not _has_type(value, spec.type):
        return fault(f"not {TYPE_WORDS[spec.type]}", f"Write {_example(spec)}.")
    if isinstance(value, float) and not math.isfinite(value):
        return fault("not a finite number", "Leave the cell empty where the value is unknown.")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > INTEGER_LIMIT:
        return fault("larger than a 64-bit integer", "Check the unit.")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if spec.minimum is not None and value < spec.minimum:
            return fault(f"below {bound(spec.minimum)}", "Check the value.")
        if spec.maximum is not None and value > spec.maximum:
            return fault(f"above {bound(spec.maximum)}", "Check the value.")
    if spec.values and value not in spec.values:
        return fault("not one of the allowed values", f"Allowed: {', '.join(spec.values)}.")
    if spec.pattern and isinstance(value, str) and not re.fullmatch(spec.pattern, value):
        return fault(f"does not match {spec.pattern}", "Check the spelling.")
    return None


def _has_type(value: Value, type_: str) -> bool:
    if type_ == "string":
        return isinstance(value, str)
    if type_ == "date":
        return isinstance(value, str) and _is_date(value)
    if type_ == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if type_ == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type_ == "boolean":
        return isinstance(value, bool)
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_date(text: str) -> bool:
    match = DATE.fullmatch(text)
    if match is None:
        return False
    try:
        date.fromisoformat(f"{match['day']}-01-01"[:10])
    except ValueError:  # 31 February, year 0000
        return False
    return True


def _example(spec: Property) -> str:
    if spec.values:
        return f"one of {', '.join(spec.values)}"
    return {
        "integer": "a whole number such as 12",
        "float": "a number with a point such as 1674108.05",
        "boolean": "true or false",
        "date": "a date such as 2012, 2012-01 or 2012-01-31",
        "string_list": f"parts separated by {LIST_SEPARATOR}",
    }.get(spec.type, "text")


def id_fault(node: NodeType, node_id: str) -> Fault | None:
    """Why an id cannot be that of a node of this type, or None."""
    if NODE_ID.fullmatch(node_id) and node_id.split(":", 1)[0] == node.id_prefix:
        return None
    next_step = f"Write {node.id_prefix}:… without spaces and without < > # |."
    return Fault("id", node_id, f"not an id of a {node.label}", next_step)


def node_faults(node: NodeType, node_id: str, name: str, properties: Mapping[str, Value]) -> list[Fault]:
    """What is wrong with a node record; empty when it may be written."""
    faults: list[Fault] = []
    if fault := id_fault(node, node_id):
        faults.append(fault)
    if not name.strip():
        faults.append(Fault("name", name, "a name is missing", "Give the name people know it by."))
    return faults + _property_faults(node.properties, properties, node.label)


def end_faults(ontology: Ontology, relation: RelationType, source: str, target: str) -> list[Fault]:
    """What is wrong with the ends of a relation. A Pilot, which is also a Partnership, may stand where one is
    allowed."""
    faults: list[Fault] = []
    prefixes = ontology.prefixes()
    for column, node_id, allowed in (("source", source, relation.source), ("target", target, relation.target)):
        node = prefixes.get(node_id.split(":", 1)[0])
        if not NODE_ID.fullmatch(node_id) or node is None:
            faults.append(Fault(column, node_id, "not an id", "Write an id such as country:NO or region:2021:ES21."))
        elif not set(node.labels) & set(allowed):
            reason = f"a {node.label} cannot be the {column} of {relation.relation}"
            faults.append(Fault(column, node_id, reason, f"Allowed: {', '.join(allowed)}."))
    if source == target:
        faults.append(Fault("target", target, "a relation from a thing to itself", "Remove the row."))
    return faults


def relation_faults(
    ontology: Ontology, relation: RelationType, source: str, target: str, properties: Mapping[str, Value]
) -> list[Fault]:
    """What is wrong with a relation record; empty when it may be written."""
    ends = end_faults(ontology, relation, source, target)
    return ends + _property_faults(relation.properties, properties, relation.relation)


def _property_faults(specs: Mapping[str, Property], properties: Mapping[str, Value], owner: str) -> list[Fault]:
    faults = [
        Fault(name, str(value), f"{owner} has no property of this name", "GET /api/v1/schema lists the properties.")
        for name, value in properties.items()
        if name not in specs
    ]
    for name, spec in specs.items():
        if fault := property_fault(properties.get(name), spec):
            faults.append(fault)
    return faults


def csv_header(kind: NodeType | RelationType) -> list[str]:
    """The columns of the CSV template of a type, in order: the key columns, its properties, where it comes from."""
    key = ["id", "name"] if isinstance(kind, NodeType) else ["source", "target"]
    return [*key, *kind.properties, "source_id", "quote"]
