"""The Neo4j store: a server over Bolt. Neo4j 5.26 LTS or newer, Community or Enterprise, a cluster by `neo4j://`."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import catalog
from graph.errors import (
    InvalidInput,
    QueryFailed,
    QueryTimeout,
    StoreError,
    StoreRefusedLogin,
    StoreUnavailable,
    WriteFailed,
    WriteRefused,
)
from graph.ontology import Ontology
from graph.stores.batches import run_batch
from graph.stores.fingerprint import EMPTY
from graph.stores.protocol import Batch, PlanOperator, PlanSummary, Row, StoreSchema
from graph.stores.returned import returned_names

QUERY_TIMEOUT_S = 30.0  # the server's limit for one transaction of ours
CONNECT_TIMEOUT_S = 5.0  # a server that does not answer in this time is reported as unreachable
COLLECTED_ROWS = 100_000  # rows of a lookup or view read as one list: at most some 100 MB at the server
STREAM_ROWS = 20  # rows fetched ahead for the Cypher door: each may be heavy, and most are never asked for
RETRY_S = 8.0  # how long a read or write is tried again when the server went away: a restart takes about 7 s
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
RACES = 10  # times a batch is written anew when another writer creates one of its ids meanwhile


class Neo4jStore:
    """The `Store` over a Neo4j server. `place` never shows the password."""

    name = "neo4j"

    def __init__(
        self,
        uri: str,
        username: str,
        password: str,
        ontology: Ontology,
        *,
        database: str | None = None,
        query_timeout_s: float = QUERY_TIMEOUT_S,
    ) -> None:
        self._uri = uri
        self._ontology = ontology
        self._database = database or None
        self._query_timeout_s = query_timeout_s
        if uri.partition("://")[0] not in SCHEMES:  # the driver would try http:// as a preview of another protocol
            raise _no_address(uri, f"it begins with none of {', '.join(SCHEMES)}")
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(username, password),
                connection_timeout=CONNECT_TIMEOUT_S,
                connection_acquisition_timeout=CONNECT_TIMEOUT_S * 2,
                max_transaction_retry_time=RETRY_S,
                notifications_min_severity="OFF",  # "label does not exist yet" is no news in an empty store
                user_agent="valuechain-explorer",
            )
        except (ConfigurationError, ValueError) as error:
            raise _no_address(uri, str(error)) from error

    @property
    def place(self) -> str:
        return self._uri

    def announce(self, address: str) -> None:
        """Nothing to tell: many processes may use one server."""

    def read(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> list[Row]:
        timeout = self._query_timeout_s if timeout_s is None else timeout_s

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            return [record.data() for record in transaction.run(query, parameters)]

        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def columns(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        # One list of rows as one record: a record costs some 25 µs, twenty times what a row in a list does. The limit
        # bounds the server's memory; what is longer comes record by record.
        names = returned_names(query)
        wraps = bool(names) and all(name.isidentifier() for name in names) and ";" not in query
        listed = ", ".join(f"`{name}`" for name in names)
        wrapped = f"CALL {{ {query}\n}} WITH {listed} LIMIT {COLLECTED_ROWS + 1} RETURN collect([{listed}]) AS rows"

        @neo4j.unit_of_work(timeout=timeout_s or self._query_timeout_s)
        def work(transaction: neo4j.ManagedTransaction) -> dict[str, list[Any]]:
            if wraps:
                rows = transaction.run(wrapped, parameters).single(strict=True)[0]
                if len(rows) <= COLLECTED_ROWS:
                    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
            result = transaction.run(query, parameters)
            told = list(result.keys())
            rows = [record.values() for record in result]
            return {name: [row[place] for row in rows] for place, name in enumerate(told)}

        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def collected(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        @neo4j.unit_of_work(timeout=timeout_s or self._query_timeout_s)
        def work(transaction: neo4j.ManagedTransaction) -> dict[str, list[Any]]:
            record = transaction.run(query, parameters).single(strict=True)
            return dict(zip(record.keys(), record.values(), strict=True))

        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def stream(
        self, query: str, parameters: Mapping[str, Any], *, timeout_s: float, max_rows: int
    ) -> tuple[list[str], Iterator[list[Any]]]:
        rows = self._lazily(query, dict(parameters), timeout_s, max_rows)
        return next(rows), rows

    def _lazily(
        self, query: str, parameters: dict[str, Any], timeout_s: float, max_rows: int
    ) -> Generator[list[Any], None, None]:
        """The names, then the rows as they are asked for: a heavy answer built at once took 3.9 GB. Never tried again,
        because a query that ran the server out of memory would do so twice; closing the generator ends the query."""
        with (
            self._session(neo4j.READ_ACCESS, fetch_size=STREAM_ROWS) as session,
            session.begin_transaction(timeout=timeout_s) as transaction,
        ):
            result = transaction.run(query, parameters)
            yield list(result.keys())
            for record in islice(result, max_rows):
                yield record.values()

    def explain(self, query: str, parameters: Mapping[str, Any]) -> PlanSummary | None:
        with self._session(neo4j.READ_ACCESS) as session:
            asked = neo4j.Query(f"EXPLAIN {query}", timeout=self._query_timeout_s)
            summary = session.run(asked, dict(parameters)).consume()
        return PlanSummary(summary.query_type or "", tuple(_operators(summary.plan)) if summary.plan else ())

    def prepare(self, ontology: Ontology) -> None:
        self._ontology = ontology
        text = catalog.query("schema", "unique-id")
        with self._session(neo4j.WRITE_ACCESS) as session:
            for node in ontology.nodes.values():
                session.run(text.filled(label=node.label, name=f"{node.label}_id_unique")).consume()
            session.run("CALL db.awaitIndexes(60)").consume()

    def write(self, batch: Batch) -> None:
        @neo4j.unit_of_work(timeout=self._query_timeout_s * 4)
        def work(transaction: neo4j.ManagedTransaction) -> None:
            run_batch(batch, self._ontology, lambda text, parameters: transaction.run(text, parameters).data())

        for attempt in range(RACES):
            try:
                with self._session(neo4j.WRITE_ACCESS) as session:
                    session.execute_write(work)
                return
            except (QueryFailed, QueryTimeout) as error:
                raise WriteFailed(
                    f"The batch was rolled back: {error.detail}",
                    next_step="Nothing of it is in the graph; mend the data and load again.",
                ) from error
            except WriteFailed as error:
                # An id that was free when we looked and taken when we wrote it: somebody else's write came between.
                if not isinstance(error.__cause__, ConstraintError) or attempt == RACES - 1:
                    raise

    def version(self) -> str:
        rows = self.read(catalog.query("schema", "graph-version").text)
        return str(rows[0]["graph_version"]) if rows else EMPTY

    def schema(self) -> StoreSchema:
        labels = self._counts(catalog.query("schema", "count-nodes"), "label", self._ontology.nodes)
        types = self._counts(catalog.query("schema", "count-relations"), "relation", self._ontology.relations)
        return StoreSchema(
            {label: count for label, count in labels.items() if count},
            {name: count for name, count in types.items() if count},
        )

    def _counts(self, query: catalog.Query, placeholder: str, names: Iterable[str]) -> dict[str, int]:
        """The count of each name, all in one query: a query each was 80 round trips."""
        parts = [f"CALL {{ {query.filled(**{placeholder: name})}\n}} RETURN '{name}' AS name, count" for name in names]
        return {row["name"]: row["count"] for row in self.read("\nUNION ALL ".join(parts))} if parts else {}

    def ping(self) -> None:
        with self._session(neo4j.READ_ACCESS) as session:
            session.run("RETURN 1 AS one").consume()

    def close(self) -> None:
        self._driver.close()

    @contextmanager
    def _session(self, access: str, **config: Any) -> Iterator[neo4j.Session]:
        try:
            with self._driver.session(database=self._database, default_access_mode=access, **config) as session:
                yield session
        except (Neo4jError, DriverError) as error:
            raise self._translation(error) from error

    def _translation(self, error: Neo4jError | DriverError) -> StoreError:
        if isinstance(error, AuthError):
            return StoreRefusedLogin(
                f"The Neo4j server at {self._uri} did not accept the user name or password.",
                next_step="Check NEO4J_USERNAME and NEO4J_PASSWORD.",
            )
        if isinstance(error, ServiceUnavailable | SessionExpired):
            return StoreUnavailable(
                f"No answer from the Neo4j server at {self._uri}.",
                next_step="Start it, or check NEO4J_URI; valuechain doctor says more.",
            )
        code = getattr(error, "code", None) or ""
        message = _first_sentence(getattr(error, "message", None) or str(error))
        if "AccessMode" in code or "Writing in read access mode" in message:
            return WriteRefused(
                "The query would write.", next_step="Only reading queries run here; data come in by valuechain load."
            )
        if "TransactionTimedOut" in code or "Terminated" in code:
            return QueryTimeout(
                "The query ran longer than it may.",
                next_step="Narrow it: start from an id, bound the path length, add LIMIT.",
            )
        if isinstance(error, ConstraintError):
            return WriteFailed(
                f"A uniqueness rule was broken: {message}", next_step="Nothing of the batch is in the graph."
            )
        if "DatabaseNotFound" in code:
            return StoreUnavailable(
                f"The Neo4j server at {self._uri} has no database '{self._database}'.",
                next_step="Check NEO4J_DATABASE.",
            )
        if "DatabaseError.Statement" in code or "OutOfMemory" in code:
            return QueryFailed(message, next_step="Ask for less at once: add LIMIT, or return less a row.")
        if isinstance(error, TransientError):
            return StoreUnavailable(f"The Neo4j server is busy: {message}", next_step="Try again in a moment.")
        if isinstance(error, ClientError):
            return QueryFailed(message, next_step="Check the query against GET /api/v1/schema.")
        return StoreUnavailable(f"The Neo4j server at {self._uri} failed: {message}", next_step="See its log.")


def _no_address(uri: str, reason: str) -> InvalidInput:
    return InvalidInput(
        f"NEO4J_URI '{uri}' is not an address of a Neo4j server: {reason}.",
        next_step="Write for example bolt://127.0.0.1:7687 or neo4j+s://host.",
        field="NEO4J_URI",
    )


def _first_sentence(message: str) -> str:
    return message.strip().replace("\r", "")


def _operators(plan: Mapping[str, Any]) -> Iterator[PlanOperator]:
    details = (plan.get("args") or {}).get("Details", "")
    yield PlanOperator(str(plan.get("operatorType", "")), str(details))
    for child in plan.get("children") or ():
        yield from _operators(child)
