"""Reads a pack: a folder of CSV files, one a label and one a relation type, into statements.

    DIR/pack.yaml             name, title; licence, attribution, version where known
    DIR/nodes/<Label>.csv     id, name, the label's properties, source_id, quote
    DIR/relations/<TYPE>.csv  source, target, the type's properties, source_id, quote
    DIR/claims.csv            subject_id, predicate, value, source_id, quote, page, confidence, preferred

Each row is one statement by one source. Whether its ends and sources exist is seen when it is loaded (`planning.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import LoadError, UnknownName
from graph.ontology import (
    TYPE_WORDS,
    NodeType,
    Ontology,
    Property,
    RelationType,
    Value,
    csv_header,
    end_faults,
    id_fault,
    property_fault,
    read_cell,
)
from graph.stores.fingerprint import NOT_CONTENT
from loaders.folder import pack_files, pack_hash, read_about
from loaders.limits import PackLimits
from loaders.statements import ClaimStatement, NodeStatement, Records, Reject, RelationStatement, shortened
from loaders.tables import Table

LOADER = "pack 1"  # goes up when the same files would make other records: then they are loaded again
CLAIM_COLUMNS = ["subject_id", "predicate", "value", "source_id", "quote", "page", "confidence", "preferred"]
ISO_TO_EUROSTAT = {"GB": "UK", "GR": "EL"}
COUNTRY_ALIAS = re.compile(r"\bcountry:(GB|GR)(?![^>#])")


def pack_labels(ontology: Ontology) -> dict[str, NodeType]:
    """The labels a pack may hold: all but those that runs make, and `Claim`, which has a file of its own."""
    return {label: node for label, node in ontology.nodes.items() if label not in NOT_CONTENT | {"Claim"}}


def pack_relations(ontology: Ontology) -> dict[str, RelationType]:
    """The relation types a pack may hold: what sources state, not what analyses or claims make."""
    return {
        name: relation
        for name, relation in ontology.relations.items()
        if not relation.derived and name != "EVIDENCED_BY"
    }


def read_pack(folder: Path, ontology: Ontology, *, limits: PackLimits | None = None) -> Records:
    """All statements of a pack, and the rows that could not be taken.

    Raises `LoadError` where a file as a whole cannot be read: its name, its header, its quotes, its size.
    """
    files = pack_files(folder)
    about = read_about(folder)
    reading = _Reading(ontology, limits or PackLimits())
    for path in files:
        if path.parent == folder / "nodes":
            reading.read_nodes(path)
        elif path.parent == folder / "relations":
            reading.read_relations(path)
        elif path.name == "claims.csv":
            reading.read_claims(path)
    return Records(
        pack=about["name"],
        title=about["title"],
        loader=LOADER,
        file_hash=pack_hash(folder),
        nodes=reading.nodes,
        relations=reading.relations,
        claims=reading.claims,
        rejects=sorted(reading.rejects),
        rows_read=reading.rows,
    )


@dataclass
class _Reading:
    """What has been read so far."""

    ontology: Ontology
    limits: PackLimits
    nodes: list[NodeStatement] = field(default_factory=list)
    relations: list[RelationStatement] = field(default_factory=list)
    claims: list[ClaimStatement] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    rows: int = 0

    def read_nodes(self, path: Path) -> None:
        file, known = f"nodes/{path.name}", pack_labels(self.ontology)
        node = known.get(path.stem)
        if node is None:
            raise _misplaced(file, path.stem, "label", known, self.ontology.nodes)
        needed = ["id", "name", *(["source_id"] if node.sourced else []), *_required(node.properties)]
        for line, cells in self._rows(path, file, csv_header(node), needed):
            faults: list[Reject] = []
            node_id = country_alias(_text(cells["id"]))
            if fault := id_fault(node, node_id):
                faults.append(Reject(file, line, "id", shortened(node_id), fault.reason, fault.next_step))
            values = self._values(cells, node.properties, file, line, faults)
            if name := " ".join(_text(cells["name"]).split()):
                values = {"name": name, **values}
            if node.label == "Country" and isinstance(code := values.get("iso2"), str):
                values["iso2"] = ISO_TO_EUROSTAT.get(code, code)
            source_id = _text(cells.get("source_id", ""))
            if not source_id and node.sourced:
                faults.append(_unsourced(file, line))
            if faults:
                self.rejects += faults
            else:
                quote = _text(cells.get("quote", ""))
                self.nodes.append(NodeStatement(node.label, node_id, values, source_id, quote, file, line))

    def read_relations(self, path: Path) -> None:
        file, known = f"relations/{path.name}", pack_relations(self.ontology)
        relation = known.get(path.stem)
        if relation is None:
            raise _misplaced(file, path.stem, "relation", known, self.ontology.relations)
        needed = ["source", "target", "source_id", *_required(relation.properties)]
        for line, cells in self._rows(path, file, csv_header(relation), needed):
            source, target = (country_alias(_text(cells[end])) for end in ("source", "target"))
            faults = [
                Reject(file, line, fault.column, shortened(fault.value), fault.reason, fault.next_step)
                for fault in end_faults(self.ontology, relation, source, target)
            ]
            values = self._values(cells, relation.properties, file, line, faults)
            source_id = _text(cells["source_id"])
            if not source_id:
                faults.append(_unsourced(file, line))
            if faults:
                self.rejects += faults
                continue
            if relation.symmetric:
                source, target = sorted((source, target))
            quote = _text(cells.get("quote", ""))
            statement = RelationStatement(relation.relation, source, target, values, source_id, quote, file, line)
            self.relations.append(statement)

    def read_claims(self, path: Path) -> None:
        file, specs = path.name, self.ontology.node("Claim").properties
        needed = ["subject_id", "predicate", "value", "source_id"]
        for line, cells in self._rows(path, file, CLAIM_COLUMNS, needed):
            faults: list[Reject] = []
            given = {column: cells.get(column, "") for column in CLAIM_COLUMNS if column in specs}
            values = self._values(given, {name: specs[name] for name in given}, file, line, faults)
            for column in needed:
                if not cells[column].strip():
                    next_step = "Fill the cell; source:unsourced marks what nobody sourced."
                    faults.append(Reject(file, line, column, "", "an empty cell", next_step))
            if faults:
                self.rejects += faults
                continue
            named = ("predicate", "value", "quote", "page", "confidence")
            texts = {name: str(values.get(name) or "") for name in named}
            preferred = values.get("preferred")
            self.claims.append(
                ClaimStatement(
                    subject_id=country_alias(_text(cells["subject_id"])),
                    source_id=_text(cells["source_id"]),
                    preferred=preferred if isinstance(preferred, bool) else None,
                    file=file,
                    row=line,
                    **texts,
                )
            )

    def _rows(self, path: Path, file: str, known: list[str], needed: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
        table = Table(path, file, known=known, needed=needed, limits=self.limits)
        for row in table.rows():
            self.rows += 1
            if self.rows > self.limits.max_rows:
                raise LoadError(
                    f"The pack has more than {self.limits.max_rows:,} rows; {file} goes beyond them.",
                    next_step="Split it, or raise the limit in the settings.",
                )
            if isinstance(row, Reject):
                self.rejects.append(row)
            else:
                yield row

    @staticmethod
    def _values(
        cells: Mapping[str, str], specs: Mapping[str, Property], file: str, line: int, faults: list[Reject]
    ) -> dict[str, Value]:
        """The values of a row that are known; adds to `faults` what does not fit."""
        values: dict[str, Value] = {}
        for name, spec in specs.items():
            text = _text(cells.get(name, ""))
            if not text:
                continue
            try:
                value = read_cell(text, spec)
            except ValueError as error:
                reason, next_step = f"not {TYPE_WORDS[spec.type]}", f"{str(error).capitalize()}."
                faults.append(Reject(file, line, name, shortened(text), reason, next_step))
                continue
            if value is None or value == []:
                continue
            if fault := property_fault(value, spec):
                faults.append(Reject(file, line, name, shortened(text), fault.reason, fault.next_step))
            else:
                values[name] = value
        return values


def country_alias(node_id: str) -> str:
    """country:GB and country:GR as Eurostat writes them, country:UK and country:EL, also inside a relation's id."""
    return COUNTRY_ALIAS.sub(lambda match: f"country:{ISO_TO_EUROSTAT[match[1]]}", node_id)


def _misplaced(file: str, stem: str, kind: str, known: Mapping[str, object], every: Mapping[str, object]) -> LoadError:
    """Why a file of this name is not read, and what to call it."""
    if stem in {"Claim", "EVIDENCED_BY"}:
        return LoadError(f"{file}: claims have a file of their own.", next_step="Write claims.csv beside pack.yaml.")
    if stem in every:
        return LoadError(f"{file}: {stem} is made by runs, not read from a pack.", next_step="Remove the file.")
    fault = UnknownName(kind, shortened(stem), known)
    return LoadError(f"{file}: {fault.detail}", next_step=fault.next_step)


def _text(cell: str) -> str:
    """A cell without the spaces around it, its letters composed one way (NFC), so that equal texts are equal."""
    text = cell.strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _required(specs: Mapping[str, Property]) -> list[str]:
    return [name for name, spec in specs.items() if spec.required]


def _unsourced(file: str, line: int) -> Reject:
    next_step = "Name a row of nodes/Source.csv or nodes/Dataset.csv; source:unsourced marks what nobody sourced."
    return Reject(file, line, "source_id", "", "no source is named", next_step)
