"""What a store is: the small surface both engines have, and the records that go into it.

Everything that reads the graph goes through `Store`; writes come from `loaders` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from graph.ontology import Ontology, Value

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """A node as it shall stand in the graph. `properties` holds `name`, `source_ids` and the rest; None is left out."""

    id: str
    label: str
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A relation as it shall stand in the graph; its id is made of its type, its ends and its key properties."""

    id: str
    relation: str
    source: str
    target: str
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction writes: upserts (whole records replace what was there) and removals by id.

    `new_relations` are those the caller knows not to be in the graph; writing them costs no search at their ends.
    """

    nodes: Sequence[NodeRecord] = ()
    relations: Sequence[RelationRecord] = ()
    remove_relations: Sequence[RelationRecord] = ()
    remove_nodes: Sequence[NodeRecord] = ()
    new_relations: Sequence[RelationRecord] = ()

    def __bool__(self) -> bool:
        return bool(self.nodes or self.relations or self.new_relations or self.remove_relations or self.remove_nodes)


@dataclass(frozen=True, slots=True)
class PlanOperator:
    """One operator of a query plan."""

    name: str
    details: str


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """What the engine says it would do: 'r' read, 'rw', 'w' or 's' (schema), and its operators."""

    query_type: str
    operators: tuple[PlanOperator, ...]


@dataclass(frozen=True, slots=True)
class StoreSchema:
    """Labels and relation types that the store holds, with how many there are of each."""

    labels: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)


class Store(Protocol):
    """A property graph behind one of the two engines. Thread-safe; every method may raise the `StoreError`s."""

    @property
    def name(self) -> str:
        """'embedded' or 'neo4j'."""

    @property
    def place(self) -> str:
        """Where it is, for people: a folder or an address, never a password."""

    def read(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> list[Row]:
        """All rows of a reading query, a map each. Raises `QueryFailed`, `WriteRefused`, `QueryTimeout`,
        `StoreUnavailable`."""

    def columns(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        """The same rows as columns of equal length: the way projections read, never a map a row."""

    def collected(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        """The one row of lists a query collects, for what is long: 60,000 ties this way take a third of the time."""

    def stream(
        self, query: str, parameters: Mapping[str, Any], *, timeout_s: float, max_rows: int
    ) -> tuple[list[str], Iterator[list[Any]]]:
        """Column names and at most `max_rows` rows in the engine's own values, in read mode: for the Cypher door."""

    def explain(self, query: str, parameters: Mapping[str, Any]) -> PlanSummary | None:
        """The engine's plan, or None where the engine's plan hides subqueries (embedded)."""

    def prepare(self, ontology: Ontology) -> None:
        """Labels, relation types, constraints and indexes the ontology asks for. Idempotent."""

    def write(self, batch: Batch) -> None:
        """One batch in one transaction: all of it or, with `WriteFailed`, nothing of it."""

    def version(self) -> str:
        """The graph version of the last finished load; 'empty' before the first."""

    def schema(self) -> StoreSchema:
        """What is in the store."""

    def ping(self) -> None:
        """Returns if the store answers. Raises `StoreUnavailable` or `StoreRefusedLogin`."""

    def close(self) -> None:
        """Lets go of the engine. A second call does nothing."""
