"""Plans a load: checks sources and ends, merges with what stands in the graph, and lists what is to be written.

Reads the store, writes nothing. Afterwards every rejected row is known, so a strict load can refuse before it begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeAlias, TypeVar

from graph.ontology import Fault, NodeType, Ontology, RelationType, Value, node_faults, relation_faults
from graph.stores import Batch, NodeRecord, RelationRecord, Store
from loaders.claims import ClaimBook, relation_ends, relation_id
from loaders.merging import Merged, as_text, merge, typed, united_quotes, united_sources
from loaders.standing import Count, Properties, Standing, slices
from loaders.statements import ClaimStatement, NodeStatement, Records, Reject, RelationStatement, rejected

SUGGESTIONS = 100  # rejects that get a “did you mean”: comparing with every id takes some 5 ms each
CITED = "EVIDENCED_BY"  # its target labels are those of sources
S = TypeVar("S", NodeStatement, RelationStatement, ClaimStatement)
Said: TypeAlias = list[NodeStatement] | list[RelationStatement]


@dataclass(frozen=True, slots=True)
class Unit:
    """What must stand together: a record and the claims about it. One transaction writes whole units."""

    nodes: tuple[NodeRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    new_relations: tuple[RelationRecord, ...] = ()  # known not to be in the graph

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relations) + len(self.new_relations)


@dataclass
class Plan:
    """What a load would write, in the order it must be written, and what it would refuse."""

    units: list[Unit] = field(default_factory=list)
    removals: list[Batch] = field(default_factory=list)  # written last; a pack removes nothing, a network's file may
    nodes: Count = field(default_factory=Count)
    relations: Count = field(default_factory=Count)
    claims: Count = field(default_factory=Count)
    rejects: list[Reject] = field(default_factory=list)
    to_finish: bool = False  # an earlier run was broken off: this one ends it even where nothing is left to write


def plan_load(records: Records, store: Store, ontology: Ontology) -> Plan:
    """What loading `records` into the store as it stands would do. The same records and graph give the same plan."""
    planner = _Planner(ontology, Standing(store, ontology))
    planner.plan.rejects += records.rejects
    planner.plan_nodes(records)
    planner.plan_relations(records)
    planner.plan_claims()
    planner.plan.rejects.sort()
    return planner.plan


class _Planner:
    def __init__(self, ontology: Ontology, standing: Standing) -> None:
        self._ontology = ontology
        self._standing = standing
        self._book = ClaimBook(ontology, standing)
        self.plan = Plan(claims=self._book.count)
        self._known: set[str] = set()  # ids of nodes that are or will be in the graph
        self._refused: set[str] = set()  # ids of nodes of this load that are not taken
        self._claims: dict[str, list[ClaimStatement]] = defaultdict(list)  # by subject, until the subject is planned
        self._cited: dict[str, Properties] = {}  # sources of this load: claims about them are planned last
        self._suggested = 0
        self._ids: dict[str, set[str]] = {}  # by prefix, for suggestions

    def plan_nodes(self, records: Records) -> None:
        """Sources first, so that the rows that name an unknown one are found; then everything else."""
        prefixes = {self._ontology.node(label).id_prefix for label in self._ontology.relation(CITED).target}
        sources = [node for node in records.nodes if node.id.partition(":")[0] in prefixes]
        others = [node for node in records.nodes if node.id.partition(":")[0] not in prefixes]
        for ids, groups in _grouped((source.id, source) for source in sources):
            merged = self._plan_some(ids, groups, self._standing.nodes(ids))
            self._cited.update((node_id, dict(result.properties)) for node_id, result in merged.items())
        self._look_up({s.source_id for part in (records.nodes, records.relations, records.claims) for s in part})
        for claim in self._with_source(records.claims):
            self._claims[claim.subject_id].append(claim)
        for ids, groups in _grouped((node.id, node) for node in self._with_source(others)):
            self._plan_some(ids, groups, self._standing.nodes(ids))

    def plan_relations(self, records: Records) -> None:
        """Those whose ends and sources are in the graph or come with this load."""
        statements = self._with_source(records.relations)
        self._look_up({end for statement in statements for end in (statement.source, statement.target)})
        tied = [statement for statement in statements if self._has_ends(statement)]
        for ids, groups in _grouped((self._relation_id(statement), statement) for statement in tied):
            first = [groups[relation][0] for relation in ids]
            standing = self._standing.relations({(one.relation, one.source, one.target) for one in first})
            self._plan_some(ids, groups, standing)

    def plan_claims(self) -> None:
        """Claims about what this load says nothing else of, and about its sources."""
        claims, self._claims = self._claims, defaultdict(list)
        relations = {subject: ends for subject in claims if (ends := relation_ends(subject, self._ontology))}
        standing = self._standing.nodes(subject for subject in claims if subject not in relations)
        standing.update(self._standing.relations(relations.values()))
        standing.update((subject, self._cited[subject]) for subject in claims if subject in self._cited)
        told = self._standing.claims_about(subject for subject in claims if subject in standing)
        merged: dict[str, Merged] = {}
        for subject, said in claims.items():
            if subject in standing:
                kind = self._kind(relations[subject][0] if subject in relations else subject)
                nothing: list[NodeStatement] = []
                about = told.get(subject, ())
                merged[subject] = merge(kind.properties, nothing, claims=said, standing=standing[subject], told=about)
            else:
                reason, next_step = self._unknown(subject)
                self.plan.rejects += [rejected(claim, "subject_id", subject, reason, next_step) for claim in said]
        self.plan.units += [Unit(*written) for written in self._book.written(merged, told).values() if any(written)]

    def _plan_some(
        self, ids: Sequence[str], groups: Mapping[str, Said], standing: Mapping[str, Properties]
    ) -> dict[str, Merged]:
        """Plans things of one kind; returns those that are taken."""
        told = self._standing.claims_about(thing for thing in ids if thing in standing)
        merged: dict[str, Merged] = {}
        for thing in ids:
            said, before = groups[thing], standing.get(thing)
            kind = self._kind(_kind_name(said))
            claims = self._claims.pop(thing, [])
            result = merge(kind.properties, said, claims=claims, standing=before, told=told.get(thing, ()))
            _add_sources(result.properties, said, before)
            if faults := self._faults(thing, said, kind, result.properties):
                self._refuse(thing, said, faults)
                if claims:
                    self._claims[thing] = claims  # refused with their subject, at the end
                continue
            merged[thing] = result
            if isinstance(kind, NodeType):
                self._known.add(thing)
                self._book.names[thing] = str(result.properties["name"])
        written = self._book.written(merged, told)
        for thing, result in merged.items():
            nodes, relations = written[thing]
            first = groups[thing][0]
            if isinstance(first, NodeStatement):
                if self.plan.nodes.meet(result.properties, standing.get(thing)):
                    nodes = (NodeRecord(thing, first.label, result.properties), *nodes)
            elif self.plan.relations.meet(result.properties, standing.get(thing)):
                record = RelationRecord(thing, first.relation, first.source, first.target, result.properties)
                relations = (record, *relations)
            if nodes or relations:
                self.plan.units.append(Unit(nodes, relations))
        return merged

    def _faults(
        self, thing: str, said: Said, kind: NodeType | RelationType, properties: Mapping[str, Value]
    ) -> list[Fault]:
        """What is wrong with the merged record, a required value for one."""
        known = {name: value for name, value in properties.items() if name in kind.properties}
        if isinstance(kind, NodeType):
            return node_faults(kind, thing, str(properties.get("name") or ""), known)
        first = said[0]
        if not isinstance(first, RelationStatement):
            return []
        return relation_faults(self._ontology, kind, first.source, first.target, known)

    def _refuse(self, thing: str, said: Said, faults: Sequence[Fault]) -> None:
        self._refused.add(thing)
        self.plan.rejects += [
            rejected(one, fault.column, fault.value, fault.reason, fault.next_step) for one in said for fault in faults
        ]

    def _has_ends(self, statement: RelationStatement) -> bool:
        """Whether both ends are known; rejects the row for each that is not."""
        ends = (("source", statement.source), ("target", statement.target))
        missing = [(column, end) for column, end in ends if end not in self._known]
        self.plan.rejects += [rejected(statement, column, end, *self._unknown(end)) for column, end in missing]
        return not missing

    def _with_source(self, statements: Iterable[S]) -> list[S]:
        """Those whose source is in the graph or comes with this load; the others are refused."""
        kept: list[S] = []
        for statement in statements:
            if not statement.source_id or statement.source_id in self._known:
                kept.append(statement)
                continue
            reason, next_step = self._unknown(statement.source_id)
            self.plan.rejects.append(rejected(statement, "source_id", statement.source_id, reason, next_step))
            if isinstance(statement, NodeStatement):
                self._refused.add(statement.id)
        return kept

    def _look_up(self, ids: Collection[str]) -> None:
        self._known |= self._standing.existing(node_id for node_id in ids if node_id and node_id not in self._known)

    def _unknown(self, thing: str) -> tuple[str, str]:
        """Reason and next step for an id that leads nowhere."""
        if thing in self._refused:
            return "its own row was rejected", "Mend that row first."
        reason = "neither in the pack nor in the graph"
        self._suggested += 1
        if self._suggested <= SUGGESTIONS:
            prefix = thing.partition(":")[0] + ":"
            alike = sorted({*(known for known in self._known if known.startswith(prefix)), *self._all_ids(prefix)})
            if close := get_close_matches(thing, alike, n=1, cutoff=0.8):
                return reason, f"Did you mean '{close[0]}'?"
        return reason, "Add its row, or check the spelling."

    def _all_ids(self, prefix: str) -> set[str]:
        """Every id of a label that the graph holds, read once: suggestions alone need it."""
        if prefix not in self._ids:
            self._ids[prefix] = self._standing.ids(prefix.rstrip(":"))
        return self._ids[prefix]

    def _relation_id(self, statement: RelationStatement) -> str:
        kind = self._ontology.relation(statement.relation)
        values = [typed(statement.properties.get(name), kind.properties[name]) for name in kind.key]
        known = any(value is not None for value in values)
        key = ",".join("" if value is None else as_text(value) for value in values) if known else ""
        return relation_id(statement.relation, statement.source, statement.target, key)

    def _kind(self, name: str) -> NodeType | RelationType:
        """The type of a label, of a relation, or of an id."""
        return self._ontology.relations.get(name) or self._ontology.nodes.get(name) or self._ontology.label_of(name)


def _grouped(pairs: Iterable[tuple[str, S]]) -> Iterable[tuple[Sequence[str], dict[str, list[S]]]]:
    """Statements by the id of their thing, in slices of ids; each with all groups."""
    groups: dict[str, list[S]] = defaultdict(list)
    for thing, statement in pairs:
        groups[thing].append(statement)
    for ids in slices(list(groups)):
        yield ids, groups


def _kind_name(said: Said) -> str:
    first = said[0]
    return first.label if isinstance(first, NodeStatement) else first.relation


def _add_sources(properties: dict[str, Value], said: Said, before: Properties | None) -> None:
    nodes = [one for one in said if isinstance(one, NodeStatement)]
    if nodes:
        properties["source_ids"] = united_sources(nodes, before)
        return
    relations = [one for one in said if isinstance(one, RelationStatement)]
    properties["source_ids"], properties["quotes"] = united_quotes(relations, before)
