"""The load run: one `Load` node, batches of one transaction each, and the graph version at the end.

Readers see a new graph version only when the run has finished: `Store.version` gives that of the last finished load. A
killed run leaves its `Load` node running; loading the same pack again ends at the same content as an undisturbed run,
because every record is written whole and by its own id.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph import catalog
from graph.errors import LoadError
from graph.ontology import Ontology, Value
from graph.stores import Batch, NodeRecord, Store, fingerprint
from loaders.folder import pack_hash, read_about
from loaders.limits import PackLimits
from loaders.pack import LOADER, read_pack
from loaders.planning import Plan, Unit, plan_load
from loaders.progress import Progress
from loaders.report import LoadReport
from loaders.statements import Records

NETWORK_LOADER = "network"  # of edge lists, by which their runs are known
BATCH_RECORDS = 5_000  # records of one transaction: some 5 MB; smaller ones took longer, larger ones no less
_RUNNING: set[str] = set()
_RUNNING_LOCK = threading.Lock()


def load_pack(
    folder: Path,
    store: Store,
    ontology: Ontology,
    *,
    strict: bool = False,
    again: bool = False,
    progress: Progress | None = None,
    limits: PackLimits | None = None,
) -> LoadReport:
    """Reads a pack and loads it. A pack whose last load read the same files is not read again, unless `again`.

    `strict`: any rejected row refuses the whole pack. Raises `LoadError` and the `StoreError`s.
    """
    started = time.monotonic()
    file_hash = pack_hash(folder)  # first: it refuses a folder that is no pack
    name = read_about(folder)["name"]
    if not again and _is_loaded(store, name, LOADER, file_hash):
        return _already(store, name, started)
    records = read_pack(folder, ontology, limits=limits)
    return load(records, store, ontology, strict=strict, again=again, progress=progress, started=started)


def load(
    records: Records,
    store: Store,
    ontology: Ontology,
    *,
    strict: bool = False,
    again: bool = False,
    progress: Progress | None = None,
    batch_records: int = BATCH_RECORDS,
    started: float | None = None,
    planner: Callable[[Records, Store, Ontology], Plan] = plan_load,
) -> LoadReport:
    """Loads what a reader has read: plans, writes, and names the new graph version.

    `again` compares record by record even where the last load of this pack read the same files. `started` is the
    `time.monotonic()` the seconds are counted from. Raises `LoadError` while another load runs, and the `StoreError`s;
    what was written until then stays, and the graph version stays that of the last finished load.
    """
    started = time.monotonic() if started is None else started
    with _one_at_a_time(store.place):
        if not again and _is_loaded(store, records.pack, records.loader, records.file_hash):
            return _already(store, records.pack, started, records)
        plan = planner(records, store, ontology)
        if strict and plan.rejects:
            return _report(records, plan, "refused", store.version(), started, wrote=False)
        nothing = not (plan.units or plan.removals or plan.to_finish)
        if nothing and (_is_recorded(store, records) or not records.rows_read):
            return _report(records, plan, "unchanged", store.version(), started)
        run = _Run(store, ontology, records, plan)
        try:
            run.begin()
            run.write_all(batch_records, progress)
            version = run.finish()
        except BaseException:
            run.fail()
            raise
        state = "finished" if plan.units or plan.removals else "unchanged"
        return _report(records, plan, state, version, started, load_id=run.load_id)


class _Run:
    """One run and its `Load` node."""

    def __init__(self, store: Store, ontology: Ontology, records: Records, plan: Plan) -> None:
        now = datetime.now(UTC)
        self._store = store
        self._ontology = ontology
        self._plan = plan
        self._network = records.pack if records.loader == NETWORK_LOADER else ""
        self.load_id = f"load:{now:%Y%m%dT%H%M%S%fZ}-{records.file_hash[:8]}"
        self._about: dict[str, Value] = {
            "name": f"{records.doing} of {records.title}",
            "loader": records.loader,
            "pack": records.pack,
            "file_hash": records.file_hash,
            "started": _time_text(now),
            "source_ids": [],
        }
        self._unfinished = [
            NodeRecord(row["id"], "Load", {**_without_id(row["properties"]), "state": "failed"})
            for row in _loads_of(store, records.pack, records.loader)
            if row["properties"].get("state") == "running"
        ]

    def begin(self) -> None:
        """Writes the node as running, and notes as failed the runs of this pack that were killed."""
        self._store.write(Batch(nodes=[*self._unfinished, self._node(state="running")]))

    def write_all(self, batch_records: int, progress: Progress | None) -> None:
        """Writes the plan, a batch a transaction."""
        total = sum(len(unit) for unit in self._plan.units)
        done = 0
        for batch in batches(self._plan.units, batch_records):
            self._store.write(batch)
            done += len(batch.nodes) + len(batch.relations) + len(batch.new_relations)
            if progress:
                progress("loading", done, total)
        total = sum(len(one.remove_nodes) + len(one.remove_relations) for one in self._plan.removals)
        done = 0
        for batch in self._plan.removals:
            self._store.write(batch)
            done += len(batch.remove_nodes) + len(batch.remove_relations)
            if progress:
                progress("removing", done, total)

    def finish(self) -> str:
        """Writes the node as finished, with the graph version; returns that."""
        found = fingerprint(self._store, self._ontology, known=self._other_networks())
        content = {"content": found.networks[self._network]} if self._network in found.networks else {}
        self._store.write(Batch(nodes=[self._node(state="finished", graph_version=found.version, **content)]))
        return found.version

    def _other_networks(self) -> dict[str, str]:
        """Hashes of the networks this run does not touch, where the last run of each has finished and kept it."""
        known: dict[str, str] = {}
        for run in self._store.read(catalog.query("schema", "network-contents").text, loader=NETWORK_LOADER):
            known.pop(run["network"], None)
            if run["state"] == "finished" and run["content"]:
                known[run["network"]] = run["content"]
        known.pop(self._network, None)
        return known

    def fail(self) -> None:
        """Notes that the run ended early, if the store still answers: what ended it is what people should see."""
        with suppress(Exception):
            self._store.write(Batch(nodes=[self._node(state="failed")]))

    def _node(self, *, state: str, **more: Value) -> NodeRecord:
        plan = self._plan
        about: dict[str, Value] = {**self._about, "state": state, **more}
        if state == "finished":
            about |= {
                "finished": _time_text(datetime.now(UTC)),
                "nodes_written": plan.nodes.written + plan.claims.written,
                "relations_written": plan.relations.written,
                "nodes_unchanged": plan.nodes.unchanged + plan.claims.unchanged,
                "relations_unchanged": plan.relations.unchanged,
                "rejected": len({(reject.file, reject.row) for reject in plan.rejects}),
            }
        return NodeRecord(self.load_id, "Load", about)


def batches(units: Sequence[Unit], size: int) -> Iterator[Batch]:
    """Whole units, at most `size` records together where one unit is not larger by itself; in the order given."""
    together: list[Unit] = []
    length = 0
    for unit in units:
        if together and length + len(unit) > size:
            yield _batch(together)
            together, length = [], 0
        together.append(unit)
        length += len(unit)
    if together:
        yield _batch(together)


def _batch(units: Sequence[Unit]) -> Batch:
    return Batch(
        nodes=[node for unit in units for node in unit.nodes],
        relations=[relation for unit in units for relation in unit.relations],
        new_relations=[relation for unit in units for relation in unit.new_relations],
    )


@contextmanager
def _one_at_a_time(place: str) -> Iterator[None]:
    """Two runs into one store would plan on what the other is changing."""
    with _RUNNING_LOCK:
        if place in _RUNNING:
            raise LoadError("Another load is running.", next_step="Wait until it has finished, then load again.")
        _RUNNING.add(place)
    try:
        yield
    finally:
        with _RUNNING_LOCK:
            _RUNNING.discard(place)


def _loads_of(store: Store, pack: str, loader: str) -> list[dict[str, Any]]:
    return store.read(catalog.query("schema", "loads-of").text, pack=pack, loader=loader)


def _newest(store: Store, pack: str, loader: str) -> dict[str, Any]:
    """Properties of the newest run of a pack, empty where it was never loaded."""
    runs = _loads_of(store, pack, loader)
    return dict(runs[0]["properties"]) if runs else {}


def _is_loaded(store: Store, pack: str, loader: str, file_hash: str) -> bool:
    """Whether the newest run of this pack read these files, took every row, and finished."""
    newest = _newest(store, pack, loader)
    return newest.get("state") == "finished" and newest.get("file_hash") == file_hash and not newest.get("rejected")


def _is_recorded(store: Store, records: Records) -> bool:
    """Whether the newest run of this pack finished on these files, with rejected rows or without."""
    newest = _newest(store, records.pack, records.loader)
    return newest.get("state") == "finished" and newest.get("file_hash") == records.file_hash


def _already(store: Store, pack: str, started: float, read: Records | None = None) -> LoadReport:
    """`read`: the files were read all the same, and what is to be said of them is said again."""
    left_out, warnings = (read.left_out, read.warnings) if read else ((), ())
    return LoadReport(
        pack,
        "already loaded",
        store.version(),
        time.monotonic() - started,
        left_out=tuple(left_out),
        warnings=tuple(warnings),
    )


def _report(
    records: Records, plan: Plan, state: str, version: str, started: float, *, load_id: str = "", wrote: bool = True
) -> LoadReport:
    return LoadReport(
        pack=records.pack,
        state=state,
        graph_version=version,
        seconds=time.monotonic() - started,
        load_id=load_id,
        read=records.rows_read,
        nodes_written=plan.nodes.written if wrote else 0,
        relations_written=plan.relations.written if wrote else 0,
        merged=plan.nodes.changed + plan.relations.changed if wrote else 0,
        removed=sum(len(one.remove_nodes) + len(one.remove_relations) for one in plan.removals) if wrote else 0,
        nodes_unchanged=plan.nodes.unchanged,
        relations_unchanged=plan.relations.unchanged,
        claims=plan.claims.written if wrote else 0,
        rejects=tuple(plan.rejects),
        left_out=tuple(records.left_out),
        warnings=tuple(records.warnings),
    )


def _without_id(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name != "id"}


def _time_text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"
