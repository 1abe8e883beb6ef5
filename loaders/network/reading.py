"""Reads `edges.csv` and `nodes.csv` into an edge list; what cannot be taken is a `Reject` with its line and reason.

`edges.csv`: source, target[, strength, relation, from, to]. `nodes.csv`: id[, name, any further columns], of a two-mode
network also mode.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from graph.errors import LoadError
from graph.ontology import Ontology, property_fault
from graph.strengths import LEAST_STRENGTH, fault_of
from graph.wording import plural
from loaders.limits import PackLimits
from loaders.network.files import NetworkFiles
from loaders.network.modes import COLUMN as MODE
from loaders.network.modes import Modes
from loaders.statements import Reject, shortened
from loaders.tables import Table

EDGE_COLUMNS = ("source", "target", "strength", "relation", "from", "to")
NODE_COLUMNS = ("id", "name")
MEANT = {  # what other programs call a column, in small letters
    **dict.fromkeys(("weight", "weights", "value"), "strength"),
    **dict.fromkeys(("type", "kind"), "relation"),
    **dict.fromkeys(("start", "since"), "from"),
    **dict.fromkeys(("end", "until"), "to"),
}
ABOVE_ZERO = re.compile(r"[1-9]")  # in the digits before an exponent: the number is not 0, however small
UNREAD = re.compile(r"_|[^\x20-\x7e]")  # float() would take 1_000, and digits of other scripts
MAX_ROWS = (
    2_000_000  # a row takes some 300 bytes until it is written; a larger network wants a graph database's importer
)
MAX_KEY = 150  # characters of an id in the file: it becomes part of the ids in the graph, of which 200 are allowed
SUGGESTIONS = 100  # rejects that get a “did you mean”


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of `edges.csv`; what the file leaves empty is empty, an absent strength is None."""

    source: str
    target: str
    strength: float | None
    kind: str
    since: str
    until: str


@dataclass
class EdgeList:
    """What two files say: ties, and names, attributes and modes by node id.

    Undirected ties have their lower id first, those of a two-mode network their actor.
    """

    ties: list[Tie] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()  # of nodes.csv, beside id and name
    lines: dict[str, int] = field(default_factory=dict)  # of nodes.csv
    modes: dict[str, str] = field(default_factory=dict)  # of a two-mode network: actor or activity
    has_strength: bool = False
    rejects: list[Reject] = field(default_factory=list)
    left_out: list[Reject] = field(default_factory=list)  # cells that could not be taken, of rows that were
    rows_read: int = 0

    def warnings(self) -> tuple[str, ...]:
        """What whoever loads this should know, though all of it is taken."""
        zero = sum(1 for tie in self.ties if tie.strength == 0)
        if not zero:
            return ()
        many = plural(zero, "tie has", "ties have")
        return (f"{many} strength 0: a tie by hops, infinitely long by distance, and nothing where strengths add up.",)


def read_edge_list(files: NetworkFiles, ontology: Ontology, *, limits: PackLimits | None = None) -> EdgeList:
    """Reads both files. Raises `LoadError` for a file that cannot be read or that leaves no tie at all."""
    limits = limits or PackLimits(max_rows=MAX_ROWS)
    read = EdgeList()
    modes = Modes(files.nodes_name) if files.two_mode else None
    if files.nodes is not None:
        _read_nodes(files.nodes, files.nodes_name, read, modes, limits)
    _read_edges(files, read, modes, ontology, limits)
    if modes is not None:
        _settle(modes, read)
    read.rejects.sort()
    if not read.ties:
        first = next((one for one in read.rejects if one.file == files.edges_name), None)
        why = f" The first: line {first.row}, {_said(first)}." if first else ""
        mend = first.next_step if first else "A row needs a source and a target, and they differ."
        raise LoadError(
            f"{files.edges_name} holds no tie that can be taken.{why}",
            next_step=f"Nothing was changed. {mend}",
        )
    return read


def _said(reject: Reject) -> str:
    return f"{reject.column} '{reject.value}': {reject.reason}" if reject.value and reject.column else reject.reason


def _settle(modes: Modes, read: EdgeList) -> None:
    """Gives each node its mode; a listed one that has none is none of the network."""
    nowhere, unread = modes.settle(read.lines)
    without = {reject.row for reject in nowhere}
    for key in [key for key, line in read.lines.items() if line in without]:
        del read.names[key], read.attributes[key]
    read.rejects += nowhere
    read.left_out += unread
    read.modes = {key: modes.of[key] for key in read.names}


def _read_nodes(path: Path, name: str, read: EdgeList, modes: Modes | None, limits: PackLimits) -> None:
    table = Table(path, name, known=NODE_COLUMNS, needed=("id",), limits=limits, others=True, hint="id names the nodes")
    own = NODE_COLUMNS if modes is None else (*NODE_COLUMNS, MODE)
    read.columns = tuple(column for column in table.columns if column not in own)
    lines = read.lines
    for row in table.rows():
        _count(read, name, limits)
        if isinstance(row, Reject):
            read.rejects.append(row)
            continue
        line, cells = row
        key = cells["id"].strip()
        if fault := _key_fault(key):
            read.rejects.append(Reject(name, line, "id", shortened(key), *fault))
        elif key in lines:
            reason = f"the node stands in line {lines[key]} already"
            read.rejects.append(Reject(name, line, "id", shortened(key), reason, "Remove one of the two."))
        else:
            lines[key] = line
            read.names[key] = " ".join(cells.get("name", "").split()) or key
            given = {column: " ".join(cells[column].split()) for column in read.columns}
            read.attributes[key] = {column: value for column, value in given.items() if value}
            if modes is not None:
                modes.state(key, line, cells.get(MODE, ""))


def _read_edges(
    files: NetworkFiles, read: EdgeList, modes: Modes | None, ontology: Ontology, limits: PackLimits
) -> None:
    name = files.edges_name
    table = Table(
        files.edges,
        name,
        known=EDGE_COLUMNS,
        needed=("source", "target"),
        limits=limits,
        hint="one row a tie",
        meant=MEANT,
    )
    read.has_strength = "strength" in table.columns
    reader = _Ties(name, files.directed, read, modes, ontology, listed=files.nodes_name)
    for row in table.rows():
        _count(read, name, limits)
        if isinstance(row, Reject):
            read.rejects.append(row)
        else:
            reader.take(*row)


class _Ties:
    """Takes the rows of `edges.csv` one by one."""

    def __init__(
        self, name: str, directed: bool, read: EdgeList, modes: Modes | None, ontology: Ontology, *, listed: str
    ) -> None:
        self._name, self._read, self._modes = name, read, modes
        self._listed = listed  # name of the list of nodes, where there is one
        self._as_written = directed or modes is not None  # else a tie is the same from either end
        self._dates = {column: ontology.relation("TIED_TO").properties[column] for column in ("from", "to")}
        self._lines: dict[tuple[str, str, str, str, str], int] = {}
        self._suggested = 0

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        """A tie, or a reject that says why it is none."""
        given = {column: cells.get(column, "").strip() for column in EDGE_COLUMNS}
        fault = self._end_fault(given) or self._strength_fault(given) or self._date_fault(given)
        if not fault and self._modes is not None:
            fault = self._modes.fault(given)
        if fault:
            column, reason, next_step = fault
            self._reject(line, column, given[column], reason, next_step)
            return
        source, target = given["source"], given["target"]
        if not self._as_written and target < source:
            source, target = target, source
        kind = " ".join(given["relation"].split())
        key = (source, target, kind, given["from"], given["to"])
        if key in self._lines:
            either = "" if self._as_written else ", in one direction or the other"
            self._reject(
                line,
                "target",
                given["target"],
                f"the tie stands in line {self._lines[key]} already{either}",
                "Add the strengths up in one row, or tell the ties apart by relation, from or to.",
            )
            return
        self._lines[key] = line
        if self._modes is not None:
            self._modes.take(given, line)
        strength = float(given["strength"]) + 0.0 if self._read.has_strength else None  # -0.0 is 0
        self._read.ties.append(Tie(source, target, strength, kind, given["from"], given["to"]))
        if not self._listed:
            for end in (source, target):
                self._read.names.setdefault(end, end)

    def _reject(self, line: int, column: str, value: str, reason: str, next_step: str) -> None:
        self._read.rejects.append(Reject(self._name, line, column, shortened(value), reason, next_step))

    def _end_fault(self, given: Mapping[str, str]) -> tuple[str, str, str] | None:
        for column in ("source", "target"):
            if fault := _key_fault(given[column]):
                return column, *fault
        if given["source"] == given["target"]:
            return "target", "a tie of a node with itself", "Remove the row: no measure here counts it."
        for column in ("source", "target"):
            if self._listed and given[column] not in self._read.names:
                self._suggested += 1
                near = get_close_matches(given[column], self._read.names, n=1) if self._suggested < SUGGESTIONS else []
                hint = f"Did you mean '{near[0]}'? " if near else ""
                return column, "not in the list of nodes", f"{hint}Add it to {self._listed}, or correct it here."
        return None

    def _strength_fault(self, given: Mapping[str, str]) -> tuple[str, str, str] | None:
        if not self._read.has_strength:
            return None
        text = given["strength"]
        if not text:
            return "strength", "no strength", "Give a number; where none is known, leave the whole column out."
        try:
            value = float(UNREAD.sub("x", text))
        except ValueError:
            return "strength", "not a number", "Write it with a point, for example 2.5."
        if not math.isfinite(value) or value < 0:
            return "strength", "not a finite number from 0 up", "Write how strong the tie is; larger is stronger."
        if value == 0 and ABOVE_ZERO.search(text.lower().partition("e")[0]):
            value = LEAST_STRENGTH / 2  # smaller than any number a computer tells from 0
        if fault := fault_of(value):
            return "strength", fault, "Write the strengths of the file in a unit that brings them there."
        return None

    def _date_fault(self, given: Mapping[str, str]) -> tuple[str, str, str] | None:
        for column, spec in self._dates.items():
            if given[column] and (fault := property_fault(given[column], spec)):
                return column, fault.reason, fault.next_step
        since, until = given["from"], given["to"]
        if since and until and until < since[: len(until)]:
            return "to", f"before {since}, when the tie begins", "Exchange the two, or correct one."
        return None


def _key_fault(key: str) -> tuple[str, str] | None:
    if not key:
        return "a node without an id", "Fill the cell."
    if len(key) > MAX_KEY:
        return f"an id of {len(key)} characters; {MAX_KEY} are allowed", "Use a short id, and a name in nodes.csv."
    return None


def _count(read: EdgeList, name: str, limits: PackLimits) -> None:
    read.rows_read += 1
    if read.rows_read > limits.max_rows:
        raise LoadError(
            f"{name} has more than {limits.max_rows:,} rows.", next_step="Load a part of it; nothing was changed."
        )
