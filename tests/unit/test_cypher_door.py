"""The door around a store of the tests' own: deadline, workers, cuts, and which error leaves as which."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.door import CypherDoor, CypherRefused, CypherTimeout, CypherTooBusy, DoorLimits
from api.door.workers import Deadline, Workers
from graph.errors import QueryFailed, QueryTimeout, StoreUnavailable, WriteRefused
from graph.stores.protocol import PlanOperator, PlanSummary

Rows = Iterator[list[object]]


class FakeStore:
    """Answers what the test says; remembers what it was asked."""

    name = "neo4j"

    def __init__(
        self, rows: Callable[[], Rows], plan: PlanSummary | None = None, columns: tuple[str, ...] = ("x",)
    ) -> None:
        self.rows, self.plan, self.columns = rows, plan, list(columns)
        self.asked: list[tuple[str, Mapping[str, object]]] = []
        self.closed = threading.Event()

    def stream(
        self, query: str, parameters: Mapping[str, object], *, timeout_s: float, max_rows: int
    ) -> tuple[list[str], Rows]:
        self.asked.append((query, parameters))

        def given() -> Rows:
            try:
                yield from self.rows()
            finally:
                self.closed.set()

        return self.columns, given()

    def explain(self, query: str, parameters: Mapping[str, object]) -> PlanSummary | None:
        return self.plan


def raising(error: Exception) -> Callable[[], Rows]:
    def rows() -> Rows:
        raise error
        yield []

    return rows


def endless(pause: float = 0.001) -> Rows:
    while True:
        time.sleep(pause)
        yield [1]


def door(rows: Callable[[], Rows], plan: PlanSummary | None = None, limits: DoorLimits | None = None) -> CypherDoor:
    return CypherDoor(FakeStore(rows, plan), limits or DoorLimits(seconds=1.0))


def test_an_answer_has_columns_rows_and_no_warning() -> None:
    answer = door(lambda: iter([[1], [None]])).run("RETURN $a AS x", {"a": 1})
    assert (answer.columns, answer.rows, answer.truncated, answer.warnings) == (("x",), [[1], [None]], False, ())
    assert answer.elapsed_ms >= 0


def test_the_store_is_asked_with_the_text_that_was_checked() -> None:
    store = FakeStore(lambda: iter([]))
    CypherDoor(store).run("RETURN $a AS x // end\r\n;", {"a": 1, "b": 2})
    assert store.asked == [("RETURN $a AS x // end\n", {"a": 1})]


def test_a_refused_query_never_reaches_the_store() -> None:
    store = FakeStore(lambda: iter([]))
    with pytest.raises(CypherRefused):
        CypherDoor(store).run("CREATE (n)")
    assert store.asked == []


def test_a_plan_that_is_no_read_is_not_run() -> None:
    store = FakeStore(lambda: iter([]), PlanSummary("r", (PlanOperator("LoadCSV@neo4j", "l"),)))
    with pytest.raises(CypherRefused):
        CypherDoor(store).run("RETURN 1 AS x")
    assert store.asked == []


def test_rows_that_never_end_are_cut() -> None:
    store = FakeStore(endless)
    answer = CypherDoor(store, DoorLimits(max_rows=5)).run("RETURN 1 AS x")
    assert len(answer.rows) == 5
    assert answer.truncated
    assert store.closed.is_set()


def test_the_reader_leaves_when_the_deadline_has_passed() -> None:
    store = FakeStore(endless)
    opened = CypherDoor(store, DoorLimits(seconds=0.3, max_rows=10**9, max_values=10**9, max_bytes=10**9))
    started = time.monotonic()
    with pytest.raises(CypherTimeout) as caught:
        opened.run("RETURN 1 AS x")
    assert time.monotonic() - started < 1.0
    assert caught.value.seconds == 0.3
    assert store.closed.wait(1.0), "nobody computes for a caller who has left"


def test_a_store_that_hangs_keeps_its_worker_and_the_others_answer() -> None:
    release = threading.Event()
    hangs = iter([True, False, False])

    def rows() -> Rows:
        if next(hangs):
            release.wait()
        yield [1]

    opened = door(rows, limits=DoorLimits(seconds=0.2, workers=2, queue_seconds=0.1))
    with pytest.raises(CypherTimeout):
        opened.run("RETURN 1 AS x")
    assert opened.run("RETURN 1 AS x").rows == [[1]]
    assert opened.run("RETURN 1 AS x").rows == [[1]]
    release.set()


def test_when_all_are_kept_the_door_says_when_to_come_again_and_recovers() -> None:
    release = threading.Event()

    def rows() -> Rows:
        release.wait()
        yield [1]

    opened = door(rows, limits=DoorLimits(seconds=0.2, workers=2, queue_seconds=0.05))
    for _ in range(2):
        with pytest.raises(CypherTimeout):
            opened.run("RETURN 1 AS x")
    with pytest.raises(CypherTooBusy) as caught:
        opened.run("RETURN 1 AS x")
    assert caught.value.retry_after == 1
    release.set()
    time.sleep(0.1)
    assert opened.run("RETURN 1 AS x").rows == [[1]]


def test_a_query_waits_a_moment_for_a_free_worker() -> None:
    def rows() -> Rows:
        time.sleep(0.1)
        yield [1]

    opened = door(rows, limits=DoorLimits(seconds=2.0, workers=1, queue_seconds=1.5))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: opened.run("RETURN 1 AS x").rows, range(4)))
    assert answers == [[[1]]] * 4


def test_the_workers_are_daemons_and_end_with_the_door() -> None:
    workers = Workers(2, name="test-door")
    assert workers.call(lambda: threading.current_thread().daemon, Deadline(1.0), queue_seconds=0.1)
    workers.close()
    with pytest.raises(CypherTooBusy):
        workers.call(lambda: 1, Deadline(1.0), queue_seconds=0.1)
    for _ in range(100):
        if not any(thread.name.startswith("test-door") for thread in threading.enumerate()):
            return
        time.sleep(0.01)
    pytest.fail("a worker is still there")


def test_a_worker_survives_whatever_its_work_raises() -> None:
    workers = Workers(1)
    for error in (ValueError("x"), SystemExit(1), KeyboardInterrupt()):

        def work(error: BaseException = error) -> None:
            raise error

        with pytest.raises(type(error)):
            workers.call(work, Deadline(1.0), queue_seconds=0.5)
    assert workers.call(lambda: 1, Deadline(1.0), queue_seconds=0.5) == 1


class EngineError(Exception):
    """As a driver raises it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("raised", "leaves", "told"),
    [
        (QueryTimeout("The query ran longer than it may."), CypherTimeout, "within 1 seconds"),
        (WriteRefused("The query would write."), WriteRefused, "would write"),
        (QueryFailed("/ by zero"), QueryFailed, "Division by zero."),
        (StoreUnavailable("No answer from the Neo4j server."), StoreUnavailable, "No answer"),
        (
            caused(StoreUnavailable("busy"), EngineError("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "x")),
            QueryFailed,
            "more memory",
        ),
        (
            caused(
                StoreUnavailable("failed"), EngineError("Neo.DatabaseError.Statement.ExecutionFailed", "Index below 0")
            ),
            QueryFailed,
            "Index below 0.",
        ),
        (RuntimeError("java.lang.NullPointerException"), QueryFailed, "could not evaluate"),
    ],
)
def test_each_error_leaves_as_one_of_ours(raised: Exception, leaves: type[Exception], told: str) -> None:
    with pytest.raises(leaves) as caught:
        door(raising(raised)).run("RETURN 1 AS x")
    assert told in str(caught.value)
    assert "Exception" not in str(caught.value)
