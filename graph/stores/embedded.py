"""The embedded store: ArcadeDB in this process, its JRE out of the wheel, one folder on disk.

Every setting below was needed in practice; the reason stands beside it. What both engines share is in `batches.py`.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from graph import catalog
from graph.errors import QueryFailed, QueryTimeout, StoreBroken, StoreUnavailable, WriteFailed, WriteRefused
from graph.ontology import Ontology
from graph.stores.batches import run_batch
from graph.stores.fingerprint import EMPTY
from graph.stores.holder import HolderLock
from graph.stores.protocol import Batch, PlanSummary, Row, StoreSchema
from graph.stores.returned import returned_names

HEAP = "768m"  # 75k nodes and 395k relations load in it; the process stays under 1 GB
QUERY_TIMEOUT_S = 30.0  # the engine's own limit for one command; the door has its own, shorter
WRITE_RETRIES = 5  # a conflict with a concurrent commit is retried; our own lock makes it rare
_JVM_LOCK = threading.Lock()


class EmbeddedStore:
    """The `Store` over an ArcadeDB database in `folder`. Opening it a second time, anywhere, raises `StoreLocked`."""

    name = "embedded"

    def __init__(self, folder: Path, ontology: Ontology, *, query_timeout_s: float = QUERY_TIMEOUT_S) -> None:
        self._folder = folder.resolve()
        self._ontology = ontology
        self._query_timeout_s = query_timeout_s
        self._write_lock = threading.Lock()
        self._lock = HolderLock(self._folder / "store.lock")
        self._lock.acquire()
        try:
            self._database = _open(self._folder / "graph", query_timeout_s)
        except BaseException:
            self._lock.release()
            raise
        self._closed = False

    @property
    def place(self) -> str:
        return str(self._folder)

    def announce(self, address: str) -> None:
        """Tells other processes where the service that holds this store listens."""
        self._lock.announce(address)

    def read(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> list[Row]:
        with self._timeout(timeout_s), _translated():
            rows: list[Row] = self._query(query, parameters).to_list()
            return rows

    def columns(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        rows = self.read(query, timeout_s=timeout_s, **parameters)
        if not rows:
            return {name: [] for name in returned_names(query)}
        return {name: [row.get(name) for row in rows] for name in rows[0]}

    def collected(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        # as one text: a Java list handed over element by element costs a microsecond and more for each
        array = _java("com.arcadedb.serializer.json.JSONArray")
        with self._timeout(timeout_s), _translated():
            row = next(iter(self._query(query, parameters)))
            return {name: json.loads(str(array(row.get_raw(name)).toString())) for name in row.get_property_names()}

    def stream(
        self, query: str, parameters: Mapping[str, Any], *, timeout_s: float, max_rows: int
    ) -> tuple[list[str], Iterator[list[Any]]]:
        with self._timeout(timeout_s), _translated():
            rows = islice(iter(self._query(query, parameters)), max_rows)
            first = next(rows, None)
        if first is None:
            return returned_names(query), iter(())
        names = list(first.get_property_names())

        def values() -> Iterator[list[Any]]:
            with _translated():
                yield [
                    first.get_raw(name) for name in names
                ]  # unconverted: the door stops reading a heavy value midway
                for row in rows:
                    yield [row.get_raw(name) for name in names]

        return names, values()

    def explain(self, query: str, parameters: Mapping[str, Any]) -> PlanSummary | None:
        return None  # ArcadeDB's plan hides what stands in subqueries: it cannot be a wall

    def prepare(self, ontology: Ontology) -> None:
        self._ontology = ontology
        database = self._open_database()
        with self._write_lock, _translated():
            known = {row["name"] for row in database.query("sql", "SELECT name FROM schema:types").to_list()}
            for node in ontology.nodes.values():
                if node.label not in known:
                    # SQL, because ArcadeDB's Cypher has no DDL; the names come from the ontology and were checked there
                    database.command("sql", f"CREATE VERTEX TYPE `{node.label}` IF NOT EXISTS")
                    database.command("sql", f"CREATE PROPERTY `{node.label}`.id IF NOT EXISTS STRING")
                    database.command("sql", f"CREATE INDEX IF NOT EXISTS ON `{node.label}` (id) UNIQUE")
            for relation in ontology.relations.values():
                if relation.relation not in known:
                    database.command("sql", f"CREATE EDGE TYPE `{relation.relation}` IF NOT EXISTS")

    def write(self, batch: Batch) -> None:
        database = self._open_database()
        # Always inside a transaction: auto-commit is not atomic, a failing UNWIND … CREATE left 20,000 nodes behind.
        with self._write_lock:
            try:
                with _translated():
                    database.run_in_transaction(
                        lambda: run_batch(batch, self._ontology, self._run), retries=WRITE_RETRIES
                    )
            except (QueryFailed, QueryTimeout) as error:
                raise WriteFailed(
                    f"The batch was rolled back: {error.detail}",
                    next_step="Nothing of it is in the graph; mend the data and load again.",
                ) from error

    def _run(self, text: str, parameters: dict[str, Any]) -> list[Row]:
        result = self._database.command("opencypher", text, parameters)
        rows: list[Row] = result.to_list() if result is not None else []
        return rows

    def version(self) -> str:
        rows = self.read(catalog.query("schema", "graph-version").text)
        return str(rows[0]["graph_version"]) if rows else EMPTY

    def schema(self) -> StoreSchema:
        database = self._open_database()
        with _translated():
            known = {row["name"] for row in database.query("sql", "SELECT name FROM schema:types").to_list()}
            labels = {label: database.count_type(label) for label in self._ontology.nodes if label in known}
            relations = {name: database.count_type(name) for name in self._ontology.relations if name in known}
        return StoreSchema(
            {label: count for label, count in labels.items() if count},
            {name: count for name, count in relations.items() if count},
        )

    def ping(self) -> None:
        self.read("RETURN 1 AS one")

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            try:
                self._database.close()
            finally:
                self._lock.release()

    def _query(self, query: str, parameters: Mapping[str, Any]) -> Any:
        arguments = (dict(parameters),) if parameters else ()
        return self._open_database().query("opencypher", query, *arguments)

    def _open_database(self) -> Any:
        if self._closed:
            raise StoreUnavailable("The embedded store is closed.", next_step="Open it again.")
        return self._database

    @contextmanager
    def _timeout(self, timeout_s: float | None) -> Iterator[None]:
        """The engine's limit for the commands this thread begins meanwhile.

        Not the database's own setting: that one counts for every thread, and a short limit cut another thread's query.
        """
        limit = _java("com.arcadedb.query.sql.executor.CommandTimeoutOverride")
        limit.set(int((self._query_timeout_s if timeout_s is None else timeout_s) * 1000))
        try:
            yield
        finally:
            limit.clear()


@contextmanager
def _translated() -> Iterator[None]:
    """ArcadeDB's errors as ours. Java class names stay out of the text that people see."""
    import arcadedb_embedded  # noqa: PLC0415 - starts nothing; only the exception class

    try:
        yield
    except arcadedb_embedded.ArcadeDBError as error:
        raise _translation(error) from error


def _translation(error: Exception) -> Exception:
    text = str(error)
    message = text.split(" (caused by ", maxsplit=1)[0]
    for noise in (
        "Query failed: ",
        "Command failed: ",
        "Reading the result set failed: ",
        "Failed to commit transaction: ",
    ):
        message = message.replace(noise, "")
    kind, _, rest = message.partition(": ")
    message = rest if kind.startswith(("com.arcadedb.", "java.")) and rest else message
    if "QueryNotIdempotentException" in text:
        return WriteRefused(
            "The query would write.", next_step="Only reading queries run here; data come in by valuechain load."
        )
    if "TimeoutException" in text:
        return QueryTimeout(
            "The query ran longer than it may.",
            next_step="Narrow it: start from an id, bound the path length, add LIMIT.",
        )
    if "DatabaseIsClosedException" in text or "Database is closed" in text:
        return StoreUnavailable("The embedded store is closed.", next_step="Open it again.")
    return QueryFailed(message.strip(), next_step="Check the query against GET /api/v1/schema.")


def _open(folder: Path, query_timeout_s: float) -> Any:
    _start_jvm(folder.parent, query_timeout_s)
    import arcadedb_embedded  # noqa: PLC0415

    try:
        factory = arcadedb_embedded.DatabaseFactory(str(folder))
        return factory.open() if factory.exists() else factory.create()
    except arcadedb_embedded.ArcadeDBError as error:
        raise StoreBroken(
            f"The folder {folder} cannot be opened as an embedded store.",
            next_step="Move it away and load again: the store is made anew from the pack (valuechain load).",
        ) from error


def _start_jvm(folder: Path, query_timeout_s: float) -> None:
    import jpype  # noqa: PLC0415
    from arcadedb_embedded import jvm  # noqa: PLC0415

    with _JVM_LOCK:
        if jpype.isJVMStarted():
            return
        arguments = [
            # leaves SIGTERM and SIGINT to Python: without it SIGTERM in the middle of a query crashed the process
            "-Xrs",
            # Java guards the end of the main thread's stack at this size, 1 MB by default; OpenBLAS wants more there:
            # an inverse of 200 rows computed beside the store ended the process
            "-Xss8m",
            f"-Darcadedb.command.timeout={int(query_timeout_s * 1000)}",
            "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",  # LOAD CSV reads no file of this machine
            "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",  # and no address
            "-Darcadedb.polyglotEngineEnabled=false",  # no scripts in queries
            "-Darcadedb.queryMaxRangeSize=1000000",  # of one range(): a list of 10 million fills the heap
            f"-Djava.util.logging.config.file={Path(__file__).with_name('logging.properties')}",
            f"-XX:ErrorFile={folder / 'jvm-crash-%p.log'}",
        ]
        with _stderr_silenced():  # the JVM prints a notice of an incubator module at every start
            jvm.start_jvm(heap_size=HEAP, jvm_args=arguments)


def _java(name: str) -> Any:
    import jpype  # noqa: PLC0415

    return jpype.JClass(name)


@contextmanager
def _stderr_silenced() -> Iterator[None]:
    saved = os.dup(2)
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(sink)
