"""The Cypher door: a user's query through three walls to an answer of bounded size by a fixed time.

Wall 1 parses it (`guard.py`), wall 2 asks Neo4j's planner (`plan.py`), wall 3 is the engine's own read mode, which the
store opens. Then bounds on time and workers (`workers.py`), on rows, values and bytes (`values.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from api.door.guard import CheckedQuery, check
from api.door.limits import DoorLimits
from api.door.messages import clear_failure
from api.door.plan import check_plan
from api.door.values import Encoder, Json, TooLarge
from api.door.workers import Deadline, Workers, timed_out
from graph.errors import ExplorerError, QueryFailed, QueryTimeout, StoreUnavailable, WriteRefused
from graph.stores.protocol import PlanSummary
from graph.wording import plural


class ReadingStore(Protocol):
    """What the door needs of a store; `graph.stores.Store` has it."""

    @property
    def name(self) -> str:
        """'embedded' or 'neo4j'."""

    def stream(
        self, query: str, parameters: Mapping[str, object], *, timeout_s: float, max_rows: int
    ) -> tuple[list[str], Iterator[list[object]]]:
        """Column names and at most `max_rows` rows in the engine's own values, in read mode."""

    def explain(self, query: str, parameters: Mapping[str, object]) -> PlanSummary | None:
        """The engine's plan, or None where it tells nothing."""


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """Columns, and rows of plain JSON values in their order. `truncated`: there is more; `warnings` say why."""

    columns: tuple[str, ...]
    rows: list[list[Json]]
    truncated: bool
    elapsed_ms: float
    warnings: tuple[str, ...]


class CypherDoor:
    """Runs read-only queries against one store. Thread-safe."""

    def __init__(self, store: ReadingStore, limits: DoorLimits | None = None) -> None:
        self._store = store
        self._limits = limits or DoorLimits()
        self._workers = Workers(self._limits.workers)

    @property
    def limits(self) -> DoorLimits:
        """The bounds of this door."""
        return self._limits

    def run(self, query: object, parameters: object = None) -> DoorAnswer:
        """The answer of a query.

        Raises CypherRefused, CypherSyntax, CypherUnknown, CypherTimeout, CypherTooBusy, QueryFailed (what the engine
        could not evaluate, in plain words), WriteRefused, StoreUnavailable.
        """
        checked = check(query, parameters, self._limits)
        deadline = Deadline(self._limits.seconds)
        queue_seconds = self._limits.queue_seconds
        return self._workers.call(lambda: self._answer(checked, deadline), deadline, queue_seconds=queue_seconds)

    def close(self) -> None:
        """Takes no more queries. Does not wait for one that runs."""
        self._workers.close()

    def _answer(self, checked: CheckedQuery, deadline: Deadline) -> DoorAnswer:
        """Runs in a worker."""
        started = perf_counter()
        with _cleared(deadline, shift=len("EXPLAIN ")):
            plan = self._store.explain(checked.text, checked.parameters)
        if plan is not None:
            check_plan(plan)
        deadline.check()
        with _cleared(deadline):
            columns, rows, warnings = self._read(checked, deadline)
        elapsed_ms = (perf_counter() - started) * 1000
        return DoorAnswer(columns, rows, bool(warnings), elapsed_ms, (*checked.warnings, *warnings))

    def _read(
        self, checked: CheckedQuery, deadline: Deadline
    ) -> tuple[tuple[str, ...], list[list[Json]], tuple[str, ...]]:
        """Columns, rows, and what was cut."""
        limits = self._limits
        names, stream = self._store.stream(
            checked.text, checked.parameters, timeout_s=deadline.left(), max_rows=limits.max_rows + 1
        )
        order = sorted(range(len(names)), key=names.__getitem__) if checked.returns_star else list(range(len(names)))
        encoder = Encoder(max_values=limits.max_values, max_bytes=limits.max_bytes)
        rows: list[list[Json]] = []
        cut = ""
        try:
            for values in stream:
                deadline.check()
                if len(rows) >= limits.max_rows:
                    cut = f"{limits.max_rows:,} rows"
                    break
                rows.append(encoder.row(values[place] for place in order))
        except TooLarge as error:
            cut = error.bound
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()
        said = f"Cut after {plural(len(rows), 'row')}: an answer may hold {cut}. Add LIMIT, or return less."
        warnings = (said,) if cut else ()
        return tuple(names[place] for place in order), rows, warnings


@contextmanager
def _cleared(deadline: Deadline, *, shift: int = 0) -> Iterator[None]:
    """Whatever goes wrong at the engine leaves as one of our errors, in plain words. `shift`: columns put before."""
    try:
        yield
    except QueryTimeout:
        raise timed_out(deadline.seconds) from None
    except WriteRefused:
        raise
    except QueryFailed as error:
        raise clear_failure(error, shift=shift) from None
    except StoreUnavailable as error:
        if _is_about_the_query(error.__cause__):
            raise clear_failure(error.__cause__ or error, shift=shift) from None
        raise
    except ExplorerError:
        raise
    except Exception as error:  # noqa: BLE001 - a driver's error that no store translates: its words are not ours
        raise clear_failure(error, shift=shift) from None


def _is_about_the_query(cause: BaseException | None) -> bool:
    """Neo4j reports some failures of a query (its memory, an index below 0) as trouble of the server."""
    code = str(getattr(cause, "code", "") or "")
    return ".Statement." in code or "Memory" in code
