"""Reads `edges.csv` and `nodes.csv` into an edge list; what cannot be taken is a `Reject` with its line and reason.

`edges.csv`: source, target[, strength, relation, from, to]. `nodes.csv`: id[, name, any further columns].
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from graph.errors import InvalidInput, LoadError
from graph.ontology import Ontology, property_fault
from graph.views.catalogue import VIEWS
from loaders.limits import PackLimits
from loaders.statements import Reject, shortened
from loaders.tables import Table

EDGE_COLUMNS = ("source", "target", "strength", "relation", "from", "to")
NODE_COLUMNS = ("id", "name")
NETWORK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MAX_ROWS = (
    2_000_000  # a row takes some 300 bytes until it is written; a larger network wants a graph database's importer
)
MAX_KEY = 150  # characters of an id in the file: it becomes part of the ids in the graph, of which 200 are allowed
SUGGESTIONS = 100  # rejects that get a “did you mean”


@dataclass(frozen=True, slots=True)
class NetworkFiles:
    """What is to be loaded, and what its steward says of it."""

    name: str
    edges: Path
    nodes: Path | None = None
    directed: bool = False
    title: str = ""
    description: str = ""
    citation: str = ""
    address: str = ""
    licence: str = ""
    file: str = ""  # name of the list of ties, where it is not that of `edges`: it was handed over

    def checked(self) -> NetworkFiles:
        """Itself. Raises `InvalidInput` for a name that cannot be that of a network."""
        if not NETWORK_NAME.fullmatch(self.name):
            raise InvalidInput(
                f"'{shortened(self.name)}' cannot be the name of a network.",
                next_step="Use up to 64 letters (a–z), digits, hyphens, dots and underscores, such as --name kite.",
                field="name",
            )
        if self.name.casefold() in VIEWS:
            raise InvalidInput(
                f"'{self.name}' is the name of a built-in network.", next_step="Choose another.", field="name"
            )
        return self

    def file_hash(self) -> str:
        """SHA-256 over the files and all that is said of them."""
        digest = hashlib.sha256()
        told = (self.name, str(self.directed), self.title, self.description, self.citation, self.address, self.licence)
        digest.update("\0".join(told).encode())
        for path in (self.edges, self.nodes):
            digest.update(b"\0" + (_sha256(path).encode() if path else b"none"))
        return digest.hexdigest()

    def edges_hash(self) -> str:
        """SHA-256 of `edges.csv`, 64 hexadecimal digits."""
        return _sha256(self.edges)


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
    """What two files say: ties, and names and attributes by node id. Undirected ties have their lower id first."""

    ties: list[Tie] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()  # of nodes.csv, beside id and name
    has_strength: bool = False
    rejects: list[Reject] = field(default_factory=list)
    rows_read: int = 0


def read_edge_list(files: NetworkFiles, ontology: Ontology, *, limits: PackLimits | None = None) -> EdgeList:
    """Reads both files. Raises `LoadError` for a file that cannot be read or that leaves no tie at all."""
    limits = limits or PackLimits(max_rows=MAX_ROWS)
    read = EdgeList()
    if files.nodes is not None:
        _read_nodes(files.nodes, read, limits)
    _read_edges(files, read, ontology, limits)
    read.rejects.sort()
    if not read.ties:
        first = f" The first: line {read.rejects[0].row}, {read.rejects[0].reason}." if read.rejects else ""
        raise LoadError(
            f"{files.edges.name} holds no tie that can be taken.{first}",
            next_step="Nothing was changed. A row needs a source and a target, and they differ.",
        )
    return read


def _read_nodes(path: Path, read: EdgeList, limits: PackLimits) -> None:
    table = Table(
        path, path.name, known=NODE_COLUMNS, needed=("id",), limits=limits, others=True, hint="id names the nodes"
    )
    read.columns = tuple(column for column in table.columns if column not in NODE_COLUMNS)
    lines: dict[str, int] = {}
    for row in table.rows():
        _count(read, path.name, limits)
        if isinstance(row, Reject):
            read.rejects.append(row)
            continue
        line, cells = row
        key = cells["id"].strip()
        if fault := _key_fault(key):
            read.rejects.append(Reject(path.name, line, "id", shortened(key), *fault))
        elif key in lines:
            reason = f"the node stands in line {lines[key]} already"
            read.rejects.append(Reject(path.name, line, "id", shortened(key), reason, "Remove one of the two."))
        else:
            lines[key] = line
            read.names[key] = " ".join(cells.get("name", "").split()) or key
            given = {column: " ".join(cells[column].split()) for column in read.columns}
            read.attributes[key] = {column: value for column, value in given.items() if value}


def _read_edges(files: NetworkFiles, read: EdgeList, ontology: Ontology, limits: PackLimits) -> None:
    name = files.edges.name
    table = Table(
        files.edges, name, known=EDGE_COLUMNS, needed=("source", "target"), limits=limits, hint="one row a tie"
    )
    read.has_strength = "strength" in table.columns
    listed = files.nodes is not None
    reader = _Ties(name, files.directed, read, ontology, listed=listed)
    for row in table.rows():
        _count(read, name, limits)
        if isinstance(row, Reject):
            read.rejects.append(row)
        else:
            reader.take(*row)


class _Ties:
    """Takes the rows of `edges.csv` one by one."""

    def __init__(self, name: str, directed: bool, read: EdgeList, ontology: Ontology, *, listed: bool) -> None:
        self._name, self._directed, self._read, self._listed = name, directed, read, listed
        self._dates = {column: ontology.relation("TIED_TO").properties[column] for column in ("from", "to")}
        self._lines: dict[tuple[str, str, str, str, str], int] = {}
        self._suggested = 0

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        """A tie, or a reject that says why it is none."""
        given = {column: cells.get(column, "").strip() for column in EDGE_COLUMNS}
        fault = self._end_fault(given) or self._strength_fault(given) or self._date_fault(given)
        if fault:
            column, reason, next_step = fault
            self._reject(line, column, given[column], reason, next_step)
            return
        source, target = given["source"], given["target"]
        if not self._directed and target < source:
            source, target = target, source
        kind = "_".join(given["relation"].split())
        key = (source, target, kind, given["from"], given["to"])
        if key in self._lines:
            either = "" if self._directed else ", in one direction or the other"
            self._reject(
                line,
                "target",
                given["target"],
                f"the tie stands in line {self._lines[key]} already{either}",
                "Add the strengths up in one row, or tell the ties apart by relation, from or to.",
            )
            return
        self._lines[key] = line
        strength = float(given["strength"]) if self._read.has_strength else None
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
                return column, "not in the list of nodes", f"{hint}Add it to nodes.csv, or correct it here."
        return None

    def _strength_fault(self, given: Mapping[str, str]) -> tuple[str, str, str] | None:
        if not self._read.has_strength:
            return None
        text = given["strength"]
        if not text:
            return "strength", "no strength", "Give a number; where none is known, leave the whole column out."
        try:
            value = float(text.replace("_", "x"))  # float() would take 1_000
        except ValueError:
            return "strength", "not a number", "Write it with a point, for example 2.5."
        if not math.isfinite(value) or value < 0:
            return "strength", "not a finite number from 0 up", "Write how strong the tie is; larger is stronger."
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


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise LoadError(
            f"'{path.name}' cannot be read: {error.strerror}.", next_step="Check the path of the file."
        ) from error
