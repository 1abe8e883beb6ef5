"""Analyses that take long: computed apart from the request, with progress and cancel, each result kept for its graph.

A request for one waits a while and has its answer then, or is told where the job stands (202) and asks again. The same
question is computed once, however many ask it. Jobs run on few threads of low priority, so that requests which take
milliseconds are not behind them; short ones have a lane of their own, so that seconds do not wait for hours. What is
quick is computed in the request itself and kept too.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError as _Cancelled
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar

from api.keeping import Kept
from graph.analytics.executor import THREADS, Progress, available
from graph.errors import ExplorerError, NotFound, StoreError

T = TypeVar("T")
Key: TypeAlias = tuple[str, ...]
Work: TypeAlias = Callable[[Progress | None], T]

LOG = logging.getLogger("valuechain")
LISTED = 100  # jobs one can still ask about after they ended
QUEUED = 50  # jobs that may wait for others of their lane; more would wait for hours
WAITERS = 16  # requests that wait for a job at once; each holds one of the 40 threads that answer requests
TOLD_S = 300.0  # how long the end of a job that failed or was stopped is told to who asks its question again
NICENESS = 10  # of the threads that compute: the system lets requests go first
SWITCH_S = 0.001  # how long a thread keeps the interpreter while another wants it; Python's own is 0.005

# How long the request at hand is ready to wait for a job, None where it did not say (the setting counts then).
PATIENCE: ContextVar[float | None] = ContextVar("patience", default=None)


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
    ended_at: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[Any] | None = None  # until it ends: what it gave is kept elsewhere, and for a while only
    error: BaseException | None = None  # why it has no result, until one who asks has been told
    short: bool = False  # in the lane of short ones
    advice: str = ""  # how long it may take and how to ask for less, where that is worth saying

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.state in ("finished", "failed", "cancelled")

    @property
    def seconds(self) -> float:
        """How long it has been computing, or did."""
        return (self.ended_at or time.monotonic()) - self.begun if self.begun else 0.0


class StillRunning(Exception):
    """The answer is not there yet: not an error, answered with 202 and the job."""

    def __init__(self, job: Job) -> None:
        super().__init__(f"{job.what} is being computed.")
        self.job = job


class JobCancelled(ExplorerError):
    """Somebody stopped the analysis while this request waited for it."""


class TooManyJobs(ExplorerError):
    """More long analyses wait than would be computed in any time one would wait."""

    retry_after = 60


class _Stopped(Exception):
    """Raised inside the work at the next chunk after a cancel."""


class Jobs:
    """All jobs of one service and the results that are kept. Thread-safe."""

    def __init__(self, *, workers: int = 1, wait_s: float = 10.0, threads: int | None = None) -> None:
        self._wait_s = wait_s
        self._threads = threads or max(1, available() - 1)
        self._lanes = {
            short: ThreadPoolExecutor(workers, thread_name_prefix=name, initializer=_behind_requests)
            for short, name in ((False, "job"), (True, "short job"))
        }
        self._kept = Kept()
        self._quick: dict[Key, Future[Any]] = {}
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._waiters = threading.BoundedSemaphore(WAITERS)
        sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))

    def answer(
        self,
        key: Key,
        what: str,
        work: Work[T],
        *,
        long: bool,
        short: bool = False,
        advice: str = "",
        check: Callable[[], None] | None = None,
    ) -> T:
        """The result of `work` under `key`: kept, computed now, or, where it is `long`, by a job.

        A `short` job waits for short ones alone. `check` raises what the work is known to raise before it begins; it is
        called in the request, before there is a job. `advice` is told with the job.
        Raises `StillRunning` when the job needs more than the waiting time, `JobCancelled` when it was stopped
        meanwhile, `TooManyJobs`, and whatever the work raises.
        """
        with self._lock:
            self._kept.now = key[0].partition(" ")[0]  # what follows says that a load is half done
            known = key in self._kept
        if not long:
            made: T = self._at_once(key, work)
            return made
        if check is not None and not known:
            check()
        job, future = self._asked(key, Job("", what, short=short, advice=advice), work)
        result: T = self._awaited(job, future)
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

    def before(self, job: Job) -> int:
        """How many jobs of its lane have to end before a waiting one begins, or some of them; 0 once it has begun."""
        with self._lock:
            if job.state != "waiting":
                return 0
            ahead = 0
            for one in self._jobs.values():
                if one is job:
                    break
                ahead += one.short == job.short and not one.ended
            return ahead

    def cancel(self, job_id: str) -> Job:
        """Stops a job at its next chunk; one that ended stays as it is."""
        job = self.get(job_id)
        with self._lock:
            self._stop(job)
        return job

    def close(self) -> None:
        """Stops all jobs and does not wait for what is computing."""
        with self._lock:
            for job in self._jobs.values():
                self._stop(job)
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)

    def _stop(self, job: Job) -> None:
        if job.ended:
            return
        job.stop.set()
        if job.future is not None and job.future.cancel():  # it had not begun
            self._end(job, "cancelled", _Stopped())

    def _at_once(self, key: Key, work: Work[Any]) -> Any:
        """Kept, or computed by the first who asks while the others wait for it."""
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            future = self._quick.get(key)
            first = future is None
            if future is None:
                future = self._quick[key] = Future()
        if not first:
            return future.result()
        begun = time.monotonic()
        try:
            made = work(None)
        except BaseException as error:
            with self._lock:
                del self._quick[key]
            future.set_exception(error)
            raise
        with self._lock:
            self._kept.keep(key, made, seconds=time.monotonic() - begun)
            del self._quick[key]
        future.set_result(made)
        return made

    def _asked(self, key: Key, new: Job, work: Work[Any]) -> tuple[Job, Future[Any]]:
        """The job of this key and what it will give: a kept result, the job that runs, or the new one."""
        job_id = hashlib.sha256(repr(key).encode(errors="replace")).hexdigest()[:16]
        with self._lock:
            job = self._jobs.get(job_id)
            if key in self._kept:
                found: Future[Any] = Future()
                found.set_result(self._kept[key])
                return job or replace(new, id=job_id, state="finished"), found
            if job is not None and job.future is not None:  # one being stopped too: who polls it does not revive it
                return job, job.future
            if job is not None and job.error is not None:
                # it ended badly while nobody waited: one who asks again is told, and who asks after that starts anew
                error, job.error = job.error, None
                if time.monotonic() - job.ended_at < TOLD_S:
                    failed: Future[Any] = Future()
                    failed.set_exception(error)
                    return job, failed
            if sum(one.state == "waiting" and one.short == new.short for one in self._jobs.values()) >= QUEUED:
                raise TooManyJobs(
                    f"{QUEUED} long analyses are waiting to be computed.",
                    next_step="Ask again later; GET /api/v1/jobs lists them, and DELETE on one stops it.",
                )
            job = self._jobs[job_id] = replace(new, id=job_id)
            self._jobs.move_to_end(job_id)
            self._forget()
            future = job.future = self._lanes[job.short].submit(self._run, job, key, work)
        return job, future

    def _awaited(self, job: Job, future: Future[Any]) -> Any:
        """The result, if it comes in the time this request waits."""
        patience = PATIENCE.get()
        wait_s = self._wait_s if patience is None else min(patience, self._wait_s)
        if wait_s > 0 and not future.done() and self._waiters.acquire(blocking=False):
            try:
                with suppress(StillWaiting, _Cancelled, Exception):  # what it raised is raised below
                    future.result(timeout=wait_s)
            finally:
                self._waiters.release()
        if not future.done():
            raise StillRunning(job)
        try:
            result = future.result()
        except (_Stopped, _Cancelled) as stopped:
            job.error = None
            raise JobCancelled(
                f"{job.what} was cancelled.", next_step="Ask again to start it anew, or ask about a smaller network."
            ) from stopped
        except BaseException:
            job.error = None
            raise
        return result

    def _run(self, job: Job, key: Key, work: Work[Any]) -> Any:
        THREADS.set(self._threads)

        def progress(done: int, total: int) -> None:
            job.done, job.total = done, total
            if job.stop.is_set():
                raise _Stopped

        with self._lock:
            job.state, job.begun = "running", time.monotonic()
        try:
            progress(0, 0)
            result = work(progress)
        except _Stopped as stopped:
            with self._lock:
                self._end(job, "cancelled", stopped)
            raise
        except BaseException as error:
            if not isinstance(error, ExplorerError):
                LOG.exception("%s failed", job.what)
            with self._lock:
                job.detail = _told(error)
                self._end(job, "failed", error)
            raise
        with self._lock:
            self._kept.keep(key, result, seconds=job.seconds)
            self._end(job, "finished")
        return result

    def _end(self, job: Job, state: str, error: BaseException | None = None) -> None:
        job.state, job.ended_at, job.future = state, time.monotonic(), None
        job.error = error.with_traceback(None) if error is not None else None  # its frames hold the arrays of the work
        self._forget()

    def _forget(self) -> None:
        """Drops the oldest jobs that ended, down to `LISTED`."""
        surplus = len(self._jobs) - LISTED
        for job_id in [one for one, job in self._jobs.items() if job.ended][: max(surplus, 0)]:
            del self._jobs[job_id]


def _told(error: BaseException) -> str:
    """What may be said of an error to everybody: our own words, and of a store's fault only that there was one."""
    if isinstance(error, StoreError):
        return "The graph store did not answer."
    return str(error) if isinstance(error, ExplorerError) else "It ended with an error; the service's log says more."


def _behind_requests() -> None:
    """Lets the system prefer every other thread of this process. Threads begun by this one inherit it.

    Only where the system knows a thread by the number of a process (Linux); elsewhere all share the processors evenly.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
