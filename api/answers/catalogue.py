"""What the graph is made of and rests on: data sets and loads, the ontology, the library of queries."""

from __future__ import annotations

from typing import Any

from api.answers.shapes import (
    API,
    Json,
    data,
    listing,
    page_of,
)
from api.explorer import Explorer
from graph import catalog


def datasets(explorer: Explorer, limit: int = 50, offset: int = 0) -> Json:
    """Data sets and sources the graph rests on, with address, licence and how to cite."""
    snapshot = explorer.snapshot()
    ordered = sorted(snapshot.sources.values(), key=lambda one: (not one.id.startswith("dataset:"), one.name, one.id))
    items = [
        {
            "id": one.id,
            "label": "Dataset" if one.id.startswith("dataset:") else "Source",
            "name": one.name,
            "address": one.address or None,
            "licence": one.licence or None,
            "citation": one.citation or None,
            "retrieved": one.retrieved or None,
            "sha256": one.sha256 or None,
            "note": one.note or None,
        }
        for one in page_of(ordered, limit, offset)
    ]
    loads = explorer.store.read(catalog.query("lookups", "loads").text)
    return listing(
        items,
        total=len(ordered),
        limit=limit,
        offset=offset,
        path=f"{API}/datasets",
        parameters={},
        loads=[{name: value for name, value in row.items() if value is not None} for row in loads],
        data=data(explorer),
    )


def schema(explorer: Explorer) -> Json:
    """The ontology: labels, relations, their properties with units, and how many of each the graph holds."""
    held = explorer.store.schema()
    ontology = explorer.ontology

    def properties(specs: Any) -> list[Json]:
        return [
            {
                "name": spec.name,
                "type": spec.type,
                "unit": spec.unit or None,
                "required": spec.required,
                "minimum": spec.minimum,
                "maximum": spec.maximum,
                "pattern": spec.pattern or None,
                "values": list(spec.values) or None,
                "description": spec.description,
            }
            for spec in specs.values()
        ]

    return {
        "labels": [
            {
                "label": node.label,
                "labels": list(node.labels),
                "id_prefix": node.id_prefix,
                "description": node.description,
                "group": node.group,
                "colour": node.colour,
                "shape": node.shape,
                "sourced": node.sourced,
                "count": held.labels.get(node.label, 0),
                "properties": properties(node.properties),
            }
            for node in ontology.nodes.values()
        ],
        "relations": [
            {
                "relation": relation.relation,
                "description": relation.description,
                "reads": relation.reads,
                "reverse_reads": relation.reverse_reads,
                "source": list(relation.source),
                "target": list(relation.target),
                "key": list(relation.key),
                "symmetric": relation.symmetric,
                "derived": relation.derived,
                "count": held.relations.get(relation.relation, 0),
                "properties": properties(relation.properties),
            }
            for relation in ontology.relations.values()
        ],
        "every_node": ["id", "name", "source_ids"],
        "every_relation": ["id", "source_ids", "quotes"],
        "data": data(explorer),
    }


def library(explorer: Explorer) -> Json:
    """The documented Cypher queries to start from."""
    items = [
        {
            "id": query.name,
            "label": "Query",
            "name": query.title,
            "description": query.description,
            "parameters": [{"name": one.name, "meaning": one.meaning} for one in query.parameters],
            "example": query.example,
            "columns": list(query.columns),
            "query": query.text,
        }
        for query in catalog.queries("library").values()
    ]
    return listing(items, total=len(items), limit=len(items), offset=0, path=f"{API}/library", parameters={})
