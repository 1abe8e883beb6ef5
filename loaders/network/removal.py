"""Removes a loaded network: its nodes with their ties, itself, and the source that stood for its files; nothing else.

A removal is a run like a load: one at a time, with a `Load` node that tells of it, and a new graph version at its end.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graph import catalog
from graph.errors import InvalidInput, LoadError, UnknownName
from graph.ontology import Ontology
from graph.stores import Batch, NodeRecord, Store
from graph.views.catalogue import VIEWS
from graph.wording import plural
from loaders.network.records import WHOLE_S, dataset_id
from loaders.planning import Plan
from loaders.progress import Progress
from loaders.run import NETWORK_LOADER, load
from loaders.statements import Records, shortened

NOTHING_READ = "removed"  # stands where a load has the hash of its files: the same files may be loaded again
AT_ONCE = 5_000  # ties a transaction removes: half a millisecond each in the embedded engine, and a write has 30 s


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What a removal took away: nodes and ties of one network, and its source."""

    network: str
    title: str
    nodes: int
    ties: int
    source_id: str
    graph_version: str  # after the removal
    seconds: float = 0.0
    load_id: str = ""  # of the Load node that tells of it

    def headline(self) -> str:
        """One line for people."""
        return (
            f"{self.network}: removed with {plural(self.nodes, 'node')}, {plural(self.ties, 'tie')} and its data set "
            f"{self.source_id}; {self.seconds:.1f} s; graph version {self.graph_version}"
        )

    def as_dict(self) -> dict[str, Any]:
        """As JSON answers have it; `from_dict` reads it back."""
        return asdict(self)

    def as_json(self) -> str:
        """`as_dict` as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> RemovalReport:
        """Reads `as_dict` back. Raises `LoadError` for anything else."""
        try:
            return cls(**{name: document[name] for name in cls.__slots__})
        except (KeyError, TypeError) as error:
            raise LoadError(
                "The answer is no report of a removal.", next_step="Is the service of the same version?"
            ) from error


def remove_network(name: str, store: Store, ontology: Ontology, *, progress: Progress | None = None) -> RemovalReport:
    """Removes the network of this name; what else is in the graph stays as it is.

    A removal that was broken off is taken up again. Raises `UnknownName` with the nearest loaded network,
    `InvalidInput` for a built-in one, `LoadError` while a load runs, and the `StoreError`s.
    """
    started = time.monotonic()
    titles, _ = _found(name, store)
    title = titles.get(name, name)
    records = Records(pack=name, title=title, loader=NETWORK_LOADER, file_hash=NOTHING_READ, doing="Removal")
    removal = _Removal(name)
    report = load(records, store, ontology, again=True, progress=progress, started=started, planner=removal.plan)
    return RemovalReport(
        network=name,
        title=title,
        nodes=removal.nodes,
        ties=removal.ties,
        source_id=dataset_id(name),
        graph_version=report.graph_version,
        seconds=report.seconds,
        load_id=report.load_id,
    )


class _Removal:
    """Plans a removal once no other run is in the way, and keeps what it found."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.nodes = self.ties = 0

    def plan(self, _: Records, store: Store, __: Ontology) -> Plan:
        """The removals in their order: the network itself last, so that what was broken off can be named again."""
        titles, broken_off = _found(self._name, store)
        plan = Plan(to_finish=broken_off)
        present = store.schema()
        if "Vertex" in present.labels:
            text = catalog.query("schema", "network-vertex-ids").text
            found = store.columns(text, timeout_s=WHOLE_S, network=self._name)
            ties = dict(zip(found["id"], found["ties"], strict=True))
            self.nodes, self.ties = len(ties), sum(ties.values()) // 2  # each stands at both its ends
            plan.removals += [
                Batch(remove_nodes=[NodeRecord(one, "Vertex", {}) for one in some]) for some in _parts(ties)
            ]
        if self._name in titles:
            source = NodeRecord(dataset_id(self._name), "Dataset", {})
            plan.removals.append(Batch(remove_nodes=[source, NodeRecord(f"network:{self._name}", "Network", {})]))
        return plan


def _parts(ties: Mapping[str, int]) -> Iterator[list[str]]:
    """All nodes, those together that have some `AT_ONCE` ties between them.

    A hub comes last, when its ties have gone with its neighbours: at once they may be more than a transaction removes.
    Ids run backwards: the embedded engine finds the tie that was written last first.
    """
    part: list[str] = []
    many = 0
    for one in sorted(sorted(ties, reverse=True), key=lambda one: ties[one] > AT_ONCE):
        if part and many + ties[one] > AT_ONCE:
            yield part
            part, many = [], 0
        part.append(one)
        many += 1 + ties[one]
    if part:
        yield part


def _found(name: str, store: Store) -> tuple[dict[str, str], bool]:
    """Titles of the loaded networks by name, and whether the newest run of this one was broken off.

    Raises `UnknownName` where it is neither there nor half there.
    """
    if name.casefold() in VIEWS:
        raise InvalidInput(
            f"'{name}' is built in and cannot be removed.",
            next_step="GET /api/v1/networks says which networks were loaded.",
            field="name",
        )
    titles: dict[str, str] = {}
    if "Network" in store.schema().labels:
        rows = store.read(catalog.query("lookups", "stored-networks").text)
        titles = {row["key"]: row["name"] for row in rows}
    runs = store.read(catalog.query("schema", "loads-of").text, pack=name, loader=NETWORK_LOADER)
    broken_off = bool(runs) and runs[0]["properties"].get("state") != "finished"
    if name not in titles and not broken_off:
        known = ", ".join(sorted(titles)) or "none"
        raise UnknownName(
            "loaded network", shortened(name), titles, next_step=f"Loaded networks: {known}.", field="network"
        )
    return titles, broken_off
