"""Analyses that take long: computed apart from the request, with progress and cancel, each result kept for its graph.

A request for one waits for `wait_s` and has its answer then, or is told where the job stands (202) and asks again.
The same question is one job, however many ask it. Jobs run on few threads of low priority, so that requests which take
milliseconds are not behind them. What is quick is computed in the request itself and kept too.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError as _Cancelled
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from graph.analytics.executor import THREADS, Progress, available
from graph.errors import ExplorerError, NotFound

T = TypeVar("T")
Key: TypeAlias = tuple[str, ...]
Work: TypeAlias = Callable[[Progress | None], T]

KEPT = 128  # results: rankings and tables of a few hundred kB at most
LISTED = 100  # jobs one can still ask about after they ended
NICENESS = 10  # of the threads that compute: the system lets requests go first


@dataclass
class Job:
    """One long analysis. `state`: waiting, running, finished, failed or cancelled; `done` of `total` chunks."""

    id: str
    what: str
    state: str = "waiting"
    done: int = 0
    total: int = 0
    address: str = ""  # the request that has the answer when it is finished
    detail: str = ""  # why it failed
    begun: float = 0.0
    seconds: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[Any] | None = None

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.state in ("finished", "failed", "cancelled")


class StillRunning(Exception):
    """The answer is not there yet: not an error, answered with 202 and the job."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"{job.what} is being computed.")
        self.job = job


class JobCancelled(ExplorerError):
    """Somebody stopped the analysis while this request waited for it."""


class _Stopped(Exception):
    """Raised inside the work at the next chunk after a cancel."""


class Jobs:
    """All jobs of one service and the results that are kept. Thread-safe."""

    def __init__(self, *, workers: int = 1, wait_s: float = 10.0, threads: int | None = None) -> None:
        self._wait_s = wait_s
        self._threads = threads or max(1, available() - 1)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job", initializer=_behind_requests)
        self._results: OrderedDict[Key, Any] = OrderedDict()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, key: Key, what: str, work: Work[T], *, long: bool, keep: bool = True) -> T:
        """The result of `work` under `key`: kept, computed now, or, where it is `long`, by a job.

        Raises `StillRunning` when the job needs more than the waiting time, `JobCancelled` when it was stopped
        meanwhile, and whatever the work raises.
        """
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                found: T = self._results[key]
                return found
        if not long:
            made = work(None)
            if keep:
                self._keep(key, made)
            return made
        job, future = self._started(key, what, work, keep=keep)
        try:
            result: T = future.result(timeout=self._wait_s)
        except StillWaiting:
            if future.done():  # the work itself raised a TimeoutError
                raise
            raise StillRunning(job) from None
        except (_Stopped, _Cancelled) as stopped:
            raise JobCancelled(
                f"{what} was cancelled.", next_step="Ask again to start it anew, or ask about a smaller network."
            ) from stopped
        return result

    def list(self) -> list[Job]:
        """The newest jobs first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def get(self, job_id: str) -> Job:
        """The job of this id. Raises `NotFound`."""
        with self._lock:
            if job_id in self._jobs:
                return self._jobs[job_id]
        raise NotFound(
            f"There is no job '{job_id[:40]}'.",
            next_step="GET /api/v1/jobs lists them; one that ended long ago is forgotten: ask its question again.",
        )

    def cancel(self, job_id: str) -> Job:
        """Stops a job at its next chunk; one that ended stays as it is."""
        job = self.get(job_id)
        job.stop.set()
        if job.future is not None and job.future.cancel():
            job.state = "cancelled"
        return job

    def close(self) -> None:
        """Stops all jobs and does not wait for what is computing."""
        for job in self.list():
            job.stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _started(self, key: Key, what: str, work: Work[Any], *, keep: bool) -> tuple[Job, Future[Any]]:
        job_id = hashlib.sha256("\0".join(key).encode()).hexdigest()[:16]
        with self._lock:
            job = self._jobs.get(job_id)
            if job is not None and job.future is not None and not job.ended and not job.stop.is_set():
                return job, job.future
            job = Job(job_id, what)
            self._jobs[job_id] = job
            self._jobs.move_to_end(job_id)
            while len(self._jobs) > LISTED:
                oldest = next(iter(self._jobs))
                if not self._jobs[oldest].ended:
                    break
                del self._jobs[oldest]
            future = job.future = self._pool.submit(self._run, job, key, work, keep)
        return job, future

    def _run(self, job: Job, key: Key, work: Work[Any], keep: bool) -> Any:
        THREADS.set(self._threads)
        job.state, job.begun = "running", time.monotonic()

        def progress(done: int, total: int) -> None:
            job.done, job.total = done, total
            job.seconds = time.monotonic() - job.begun
            if job.stop.is_set():
                raise _Stopped

        try:
            progress(0, 0)
            result = work(progress)
        except _Stopped:
            job.state = "cancelled"
            raise
        except BaseException as error:
            job.state, job.detail = "failed", getattr(error, "detail", "") or "It ended with an error; see the log."
            raise
        if keep:
            self._keep(key, result)
        job.seconds = time.monotonic() - job.begun
        job.state = "finished"
        return result

    def _keep(self, key: Key, result: Any) -> None:
        with self._lock:
            self._results[key] = result
            while len(self._results) > KEPT:
                self._results.popitem(last=False)


def _behind_requests() -> None:
    """Lets the system prefer every other thread of this process. Threads begun by this one inherit it (Linux)."""
    with suppress(AttributeError, OSError):  # elsewhere, or not allowed: they share the processors evenly
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
