"""What a loader hands to the load run: statements, each by one source, with the place it was read from.

Several statements about one thing are merged by the run (`merging.py`); readers do not merge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graph.ontology import Value

SHOWN = 120  # characters of a rejected value that are shown: enough to find it, a whole book is not


@dataclass(frozen=True, slots=True, order=True)
class Reject:
    """A row that could not be taken. `row` is the line of the file its row begins at; the header is line 1."""

    file: str
    row: int
    column: str
    value: str
    reason: str
    next_step: str

    @property
    def place(self) -> str:
        """File and line, as editors read them."""
        return f"{self.file}:{self.row}"


@dataclass(frozen=True, slots=True)
class NodeStatement:
    """What one source says of a node. `properties` holds what is known, `name` among it; unknown is absent."""

    label: str
    id: str
    properties: Mapping[str, Value]
    source_id: str = ""
    quote: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RelationStatement:
    """What one source says of a tie between two nodes. A symmetric relation has its lower id as `source`."""

    relation: str
    source: str
    target: str
    properties: Mapping[str, Value]
    source_id: str = ""
    quote: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """What a source states of a node or relation that is no plain property of it, or is disputed."""

    subject_id: str
    predicate: str
    value: str
    source_id: str
    quote: str = ""
    page: str = ""
    confidence: str = ""
    preferred: bool | None = None
    file: str = ""
    row: int = 0


Statement: TypeAlias = NodeStatement | RelationStatement | ClaimStatement


@dataclass(frozen=True, slots=True)
class Records:
    """All that one run reads. `pack` is the short name, `title` the one for people, `file_hash` of what was read.

    `left_out` are cells that could not be taken, of rows that were; `warnings` what a steward should know beside.
    """

    pack: str
    title: str
    loader: str
    file_hash: str
    nodes: Sequence[NodeStatement] = ()
    relations: Sequence[RelationStatement] = ()
    claims: Sequence[ClaimStatement] = ()
    rejects: Sequence[Reject] = ()
    rows_read: int = 0
    left_out: Sequence[Reject] = ()
    warnings: Sequence[str] = ()
    doing: str = "Load"  # what the run is called: 'Load of …'


def shortened(value: str) -> str:
    """A value as messages show it: on one line, without control characters, at most `SHOWN` characters."""
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in value[: SHOWN + 1])
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def rejected(statement: Statement, column: str, value: str, reason: str, next_step: str) -> Reject:
    """The row of a statement, refused."""
    return Reject(statement.file, statement.row, column, shortened(value), reason, next_step)
