"""Turns a batch into the statements both engines run, grouped so that labels stand in the text and ids in
parameters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph import catalog
from graph.errors import WriteFailed
from graph.ontology import Ontology
from graph.stores.protocol import Batch, NodeRecord, RelationRecord
from graph.wording import part_of_all

ROWS_A_STATEMENT = 2_000  # one parameter list: large enough to amortise the call, small enough for both engines' memory


@dataclass(frozen=True, slots=True)
class Statement:
    """One parametrised write, and how many rows it must report (None where any number is right)."""

    text: str
    parameters: dict[str, Any]
    expected: int | None
    subject: str  # what it writes, for the message when the count is wrong


Run: TypeAlias = Callable[[str, dict[str, Any]], list[dict[str, Any]]]
"""Runs one statement inside the open transaction and returns its rows."""


def run_batch(batch: Batch, ontology: Ontology, run: Run) -> None:
    """Runs a batch inside the caller's transaction.

    Raises `WriteFailed` where a row could not find its ends, or a record is there twice: which of the two should stay?
    """
    for records in (batch.nodes, [*batch.relations, *batch.new_relations]):
        twice = [record_id for record_id, times in Counter(record.id for record in records).items() if times > 1]
        if twice:
            raise WriteFailed(f"'{twice[0]}' is in the batch twice.", next_step="Merge its records; a loader does.")
    for statement in _statements(batch, ontology, run):
        rows = run(statement.text, statement.parameters)
        written = rows[0]["written"] if rows and "written" in rows[0] else 0
        if statement.expected is not None and written != statement.expected:
            missing = statement.expected - written
            said = part_of_all(missing, statement.expected, f"{statement.subject} row", "names", "name")
            raise WriteFailed(
                f"{said} an id that is not in the graph.",
                next_step="Load the nodes first; the loader reports which rows these are.",
            )


def _statements(batch: Batch, ontology: Ontology, run: Run) -> Iterator[Statement]:
    """The statements of a batch in the order they must run: removals, nodes, then relations."""
    for group, relations in _by_type(batch.remove_relations, ontology).items():
        for some in _slices(relations):
            rows = [{"id": r.id, "source": r.source, "target": r.target} for r in some]
            text = catalog.query("schema", "remove-relations").filled(**_tokens(group))
            yield Statement(text, {"rows": rows}, None, group[0])
    for label, nodes in _by_label(batch.remove_nodes).items():
        text = catalog.query("schema", "remove-nodes").filled(label=label)
        yield Statement(text, {"ids": [node.id for node in nodes]}, None, label)
    for label, nodes in _by_label(batch.nodes).items():
        labels = ":".join(ontology.node(label).labels)
        for some in _slices(nodes):
            found = run(
                catalog.query("schema", "existing-ids").filled(label=label), {"ids": [node.id for node in some]}
            )
            known = {row["id"] for row in found}
            rows = [{"id": node.id, "properties": _present(node.id, node.properties)} for node in some]
            new = [row for row in rows if row["id"] not in known]
            old = [row for row in rows if row["id"] in known]
            if new:
                yield Statement(
                    catalog.query("schema", "create-nodes").filled(labels=labels), {"rows": new}, len(new), label
                )
            if old:
                yield Statement(
                    catalog.query("schema", "replace-nodes").filled(label=label), {"rows": old}, len(old), label
                )
    for query, written in (("upsert-relations", batch.relations), ("create-relations", batch.new_relations)):
        for group, relations in _by_type(written, ontology).items():
            text = catalog.query("schema", query).filled(**_tokens(group))
            for some in _slices(relations):
                rows = [
                    {"id": r.id, "source": r.source, "target": r.target, "properties": _present(r.id, r.properties)}
                    for r in some
                ]
                yield Statement(text, {"rows": rows}, len(rows), group[0])


def _present(identity: str, properties: Any) -> dict[str, Any]:
    return {"id": identity, **{name: value for name, value in properties.items() if value is not None}}


def _tokens(group: tuple[str, str, str]) -> dict[str, str]:
    relation, source, target = group
    return {"relation": relation, "source": source, "target": target}


def _by_label(nodes: Sequence[NodeRecord]) -> dict[str, list[NodeRecord]]:
    groups: dict[str, list[NodeRecord]] = defaultdict(list)
    for node in nodes:
        groups[node.label].append(node)
    return groups


def _by_type(
    relations: Sequence[RelationRecord], ontology: Ontology
) -> dict[tuple[str, str, str], list[RelationRecord]]:
    label_of = {prefix: node.label for prefix, node in ontology.prefixes().items()}
    groups: dict[tuple[str, str, str], list[RelationRecord]] = defaultdict(list)
    for relation in relations:
        source = label_of.get(relation.source.split(":", 1)[0]) or ontology.label_of(relation.source).label
        target = label_of.get(relation.target.split(":", 1)[0]) or ontology.label_of(relation.target).label
        groups[ontology.relation(relation.relation).relation, source, target].append(relation)
    return groups


def _slices(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        yield rows[start : start + ROWS_A_STATEMENT]
