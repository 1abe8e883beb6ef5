"""Reads what stands in the graph about given ids, for a load that merges into it. Many ids a query, nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from graph import catalog
from graph.ontology import Ontology
from graph.stores import Store

IDS_A_QUERY = 2_000  # as many as a batch writes; both engines answer in some 20 ms
Properties: TypeAlias = dict[str, Any]
T = TypeVar("T")


@dataclass
class Count:
    """How many records of a kind a load meets: new, changed by it, and already as it says."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def written(self) -> int:
        """New and changed."""
        return self.new + self.changed

    def meet(self, properties: Mapping[str, Any], standing: Mapping[str, Any] | None) -> bool:
        """Counts a record; whether it is to be written."""
        if standing is None:
            self.new += 1
            return True
        if properties == {name: value for name, value in standing.items() if name != "id"}:
            self.unchanged += 1
            return False
        self.changed += 1
        return True


class Standing:
    """The graph before the load. Labels and types it does not hold are not asked for: a first load reads nothing."""

    def __init__(self, store: Store, ontology: Ontology) -> None:
        self._store = store
        self._ontology = ontology
        self._prefixes = ontology.prefixes()
        self._present = store.schema()

    def nodes(self, ids: Iterable[str]) -> dict[str, Properties]:
        """Properties by id, of those that are there."""
        found: dict[str, Properties] = {}
        for label, some in self._by_label(ids):
            rows = self._store.read(catalog.query("schema", "some-nodes").filled(label=label), ids=some)
            found.update((row["id"], row["properties"]) for row in rows)
        return found

    def existing(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are there."""
        found: set[str] = set()
        for label, some in self._by_label(ids):
            rows = self._store.read(catalog.query("schema", "existing-ids").filled(label=label), ids=some)
            found.update(row["id"] for row in rows)
        return found

    def ids(self, prefix: str) -> set[str]:
        """All ids of the label with this id prefix."""
        label = self._label(f"{prefix}:")
        if not label:
            return set()
        return set(self._store.columns(catalog.query("lookups", "names").filled(label=label))["id"])

    def relations(self, ends: Iterable[tuple[str, str, str]]) -> dict[str, Properties]:
        """Properties by id, of the relations of a type between two nodes: (type, source, target)."""
        groups: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
        for relation, source, target in ends:
            from_label, to_label = self._label(source), self._label(target)
            if relation in self._present.relations and from_label and to_label:
                groups[relation, from_label, to_label].append({"source": source, "target": target})
        found: dict[str, Properties] = {}
        for (relation, from_label, to_label), rows in groups.items():
            query = catalog.query("schema", "some-relations")
            text = query.filled(relation=relation, source=from_label, target=to_label)
            for some in slices(rows):
                for row in self._store.read(text, rows=some):
                    found[row["properties"]["id"]] = row["properties"]
        return found

    def claims_about(self, ids: Iterable[str]) -> dict[str, list[Properties]]:
        """Claims by the id of their subject."""
        told: dict[str, list[Properties]] = defaultdict(list)
        if "Claim" in self._present.labels:
            for some in slices(list(ids)):
                for row in self._store.read(catalog.query("schema", "claims-about").text, ids=some):
                    told[row["properties"]["subject_id"]].append(row["properties"])
        return told

    def _by_label(self, ids: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for node_id in ids:
            if label := self._label(node_id):
                groups[label].append(node_id)
        for label, members in groups.items():
            for some in slices(members):
                yield label, list(some)

    def _label(self, node_id: str) -> str:
        """The label an id belongs to, empty where the graph holds none of it."""
        node = self._prefixes.get(node_id.partition(":")[0])
        return node.label if node and node.label in self._present.labels else ""


def slices(rows: Sequence[T], size: int = IDS_A_QUERY) -> Iterator[Sequence[T]]:
    """The rows in pieces of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
