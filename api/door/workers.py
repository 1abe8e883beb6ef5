"""A few threads of the door's own: an answer at the deadline whatever the engine does.

A query that no engine can stop keeps its worker until it ends by itself; meanwhile the others answer, and when all
are kept, the door says so. The threads are daemons: none holds up a shutdown.
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from api.door.errors import CypherTimeout, CypherTooBusy

T = TypeVar("T")
NARROW = "Narrow it: start from an id, bound the path length, add LIMIT."


class Deadline:
    """When an answer is due; the work looks at it between rows, so that nobody computes for a caller who has left."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self._end - monotonic())

    def check(self) -> None:
        """Raises CypherTimeout once the deadline has passed."""
        if monotonic() > self._end:
            raise timed_out(self.seconds)


class _Job(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.done = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
            self.error = error
        finally:
            self.done.set()


class Workers:
    """`size` threads, started with the first query."""

    def __init__(self, size: int, *, name: str = "cypher-door") -> None:
        self.size = size
        self._name = name
        self._free = threading.BoundedSemaphore(size)
        self._jobs: queue.SimpleQueue[_Job[object] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._closed = False

    def call(self, work: Callable[[], T], deadline: Deadline, *, queue_seconds: float) -> T:
        """The result of `work`. Raises CypherTooBusy, CypherTimeout, or what `work` raises."""
        if not self._free.acquire(timeout=min(queue_seconds, deadline.left())) or self._closed:
            wait = max(1, math.ceil(deadline.seconds))
            raise CypherTooBusy(
                f"All {self.size} workers for Cypher queries are occupied.",
                next_step=f"Try again in {wait} seconds; every other page and route answers meanwhile.",
                retry_after=wait,
            )
        self._start()
        job: _Job[T] = _Job(work)
        self._jobs.put(job)  # type: ignore[arg-type]  # the threads only run it
        if not job.done.wait(deadline.left()):
            raise timed_out(deadline.seconds)
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[return-value]  # done without an error: there is one

    def close(self) -> None:
        """Takes no more work and lets idle threads end. Waits for nobody."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)

    def _start(self) -> None:
        with self._lock:
            if not self._threads:
                self._threads = [
                    threading.Thread(target=self._serve, name=f"{self._name}-{number}", daemon=True)
                    for number in range(1, self.size + 1)
                ]
                for thread in self._threads:
                    thread.start()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # or the last answer would live until the next query
            self._free.release()


def timed_out(seconds: float) -> CypherTimeout:
    """The error of a query that gave no answer in time."""
    return CypherTimeout(f"The query gave no answer within {seconds:g} seconds.", next_step=NARROW, seconds=seconds)
