"""Labels and relations of the ontology, with their properties, units and ids."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from docs.builders.markdown import code, codes, link, sentence, table, together
from graph.ontology import NodeType, Ontology, Property, RelationType
from loaders.seed import SEED

GROUPS = {
    "place": "Places",
    "actor": "Actors",
    "activity": "Activities",
    "policy": "Policy",
    "chain": "Value chains",
    "derived": "Found by analyses",
    "provenance": "Where it comes from",
}


def _grouped(ontology: Ontology) -> list[tuple[str, list[NodeType]]]:
    groups: dict[str, list[NodeType]] = {group: [] for group in GROUPS}
    for node in ontology.nodes.values():
        groups.setdefault(node.group, []).append(node)
    return [(GROUPS.get(group, group.capitalize()), nodes) for group, nodes in groups.items() if nodes]


def labels(ontology: Ontology) -> str:
    """All labels in a table, with an id as the seed pack has one."""
    rows = [
        (link(node.label), code(f"{node.id_prefix}:"), code(_example_id(node)), node.description)
        for _, nodes in _grouped(ontology)
        for node in nodes
    ]
    return table(["Label", "Id begins with", "Example", "What it is"], rows)


def relations(ontology: Ontology) -> str:
    """All relations in a table, with their ends."""
    rows = [
        (link(one.relation), ", ".join(one.source), ", ".join(one.target), one.reads)
        for one in ontology.relations.values()
    ]
    return table(["Relation", "From", "To", "Reads"], rows)


def label_details(ontology: Ontology) -> str:
    """Each label with its properties, in groups."""
    return together(
        *(together(f"## {title}", *(_label(node) for node in nodes)) for title, nodes in _grouped(ontology))
    )


def relation_details(ontology: Ontology) -> str:
    """Each relation with what tells several apart, and its properties."""
    return together(*(_relation(one) for one in ontology.relations.values()))


def _example_id(node: NodeType) -> str:
    path = SEED / "nodes" / f"{node.label}.csv"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next((row["id"] for row in csv.DictReader(file)), "")


def _label(node: NodeType) -> str:
    notes = [sentence(node.description)]
    if node.also:
        notes.append(f"Carries the label `{node.also}` too, and may stand wherever one may.")
    if not node.sourced:
        notes.append("Needs no source of its own.")
    return together(f"### {node.label}", " ".join(notes), _properties(node.properties))


def _relation(one: RelationType) -> str:
    notes = [sentence(one.description)]
    if one.key:
        notes.append(f"Several between the same two nodes are told apart by {codes(one.key)}.")
    if one.symmetric:
        notes.append("Has no direction: it is stored once a pair, from the id that sorts first.")
    if one.derived:
        notes.append("Made by analyses, not stated by a source.")
    ends = f"{', '.join(one.source)} → {', '.join(one.target)}; read backwards: {one.reverse_reads}."
    return together(f"### {one.relation}", " ".join(notes), ends, _properties(one.properties))


def _properties(specs: Mapping[str, Property]) -> str:
    rows = [
        (code(spec.name), spec.type.replace("_", " "), spec.unit, _allowed(spec), spec.description)
        for spec in specs.values()
    ]
    return table(["Property", "Type", "Unit", "Allowed", "Meaning"], rows)


def _allowed(spec: Property) -> str:
    allowed = ["required"] if spec.required else []
    if spec.values:
        allowed.append(codes(spec.values))
    if spec.minimum is not None:
        allowed.append(f"≥ {spec.minimum:g}")
    if spec.maximum is not None:
        allowed.append(f"≤ {spec.maximum:g}")
    if spec.pattern:
        allowed.append(code(spec.pattern))
    return "; ".join(allowed)
