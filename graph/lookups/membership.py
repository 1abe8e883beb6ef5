"""Who belongs to a project, partnership, pilot, initiative or platform, and which priorities places have stated."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph import catalog
from graph.errors import InvalidInput
from graph.lookups.chains import evidence_of
from graph.lookups.names import NameIndex
from graph.projection import Evidence
from graph.stores import Store

WITH_MEMBERS = ("Project", "Partnership", "Pilot", "DemoCase", "Initiative", "Platform")


@dataclass(frozen=True, slots=True)
class Membership:
    """One statement that somebody belongs to the thing, or takes part in what is under it."""

    member: str
    via: str
    relation: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority of a place; `code` is empty where nobody assigned one."""

    place: str
    priority: str
    priority_name: str
    source_ids: tuple[str, ...]
    code: str
    code_name: str
    assigned_by: str


def read_members(store: Store, names: NameIndex, node_id: str) -> list[Membership]:
    """Direct members and participants; for a platform or initiative without direct ones, those of what is under it.

    Raises `NotFound`, and `InvalidInput` for a thing that has no members.
    """
    node = names[node_id]
    if node.label not in WITH_MEMBERS:
        raise InvalidInput(
            f"'{node.id}' is a {node.label}, which has no members.",
            next_step=f"Give the id of a {', '.join(WITH_MEMBERS)} or of a value chain.",
            field="within",
        )
    rows = [
        Membership(
            row["member"],
            row["via"],
            row["relation"],
            evidence_of(row["relation"], row["member"], row["via"], row["source_ids"], row["quotes"], row["role"]),
        )
        for row in store.read(catalog.query("lookups", "members").filled(label=node.label), id=node.id)
    ]
    direct = [row for row in rows if row.via == node.id]
    return sorted(direct or rows, key=lambda row: (row.member, row.via, row.relation))


def read_priorities(store: Store) -> dict[str, list[PriorityRow]]:
    """Stated priorities by place, sorted."""
    rows: dict[str, set[PriorityRow]] = defaultdict(set)
    for row in store.read(catalog.query("lookups", "priorities").text):
        rows[row["place"]].add(
            PriorityRow(
                row["place"],
                row["priority"],
                row["priority_name"],
                tuple(row["source_ids"] or ()),
                row["code"] or "",
                row["code_name"] or "",
                row["assigned_by"] or "",
            )
        )
    return {place: sorted(some, key=lambda row: (row.priority, row.code)) for place, some in rows.items()}
