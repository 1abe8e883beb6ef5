"""Claims about long analyses: asked by many, computed once, kept, stopped, bounded, never in the way of others."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from api import jobs as jobs_module
from api.answers.jobs import described
from api.jobs import NICENESS, PATIENCE, Job, JobCancelled, Jobs, StillRunning, TooManyJobs
from api.keeping import Kept, bytes_of
from graph.analytics.executor import THREADS, Progress
from graph.errors import InvalidInput, NotFound, StoreUnavailable

SOON = 5.0  # seconds after which a test gives up waiting for a thread


@pytest.fixture
def made() -> Iterator[Callable[..., Jobs]]:
    """Makes jobs that are closed after the test."""
    all_of_them: list[Jobs] = []

    def make(**settings: Any) -> Jobs:
        all_of_them.append(Jobs(**{"wait_s": SOON, **settings}))
        return all_of_them[-1]

    yield make
    for one in all_of_them:
        one.close()


class Long:
    """Work that goes on until it is let go or stopped, and counts how often it was begun."""

    def __init__(self, result: object = "done") -> None:
        self.begun, self.go, self.times, self.result = threading.Event(), threading.Event(), 0, result

    def __call__(self, progress: Progress | None) -> Any:
        self.times += 1
        self.begun.set()
        step = 0
        while not self.go.wait(0.005):
            step += 1
            if progress is not None:
                progress(min(step, 99), 100)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def until(true: Callable[[], bool]) -> None:
    """Waits until something holds; fails when it does not come to be."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def begun(jobs: Jobs, key: str, work: Long) -> Job:
    """Asks for work without waiting, and returns its job once it runs."""
    with pytest.raises(StillRunning) as still:
        jobs.answer((key,), f"analysis {key}", work, long=True)
    assert work.begun.wait(SOON)
    return still.value.job


@pytest.mark.parametrize("long", [True, False])
def test_ten_who_ask_the_same_at_once_have_it_computed_once(made: Callable[..., Jobs], long: bool) -> None:
    jobs, work = made(), Long()
    with ThreadPoolExecutor(10) as pool:
        asked = [pool.submit(jobs.answer, ("v1", "a"), "a", work, long=long) for _ in range(10)]
        assert work.begun.wait(SOON)
        time.sleep(0.05)
        work.go.set()
        answers = [one.result(SOON) for one in asked]

    assert answers == ["done"] * 10
    assert work.times == 1


@pytest.mark.parametrize("long", [True, False])
def test_what_was_computed_is_kept(made: Callable[..., Jobs], long: bool) -> None:
    jobs, calls = made(), []

    def work(_: Progress | None) -> dict[str, int]:
        calls.append(1)
        return {"n": len(calls)}

    first = jobs.answer(("v1", "a"), "a", work, long=long)
    assert jobs.answer(("v1", "a"), "a", work, long=long) is first
    assert jobs.answer(("v1", "a"), "a", work, long=not long) is first
    assert len(calls) == 1


def test_another_graph_version_is_another_question(made: Callable[..., Jobs]) -> None:
    jobs = made()
    answers = [jobs.answer((version, "a"), "a", lambda _, is_=version: is_, long=True) for version in ("v1", "v2")]

    assert answers == ["v1", "v2"]
    assert len({job.id for job in jobs.list()}) == 2


def test_keys_that_read_the_same_when_joined_are_not_the_same(made: Callable[..., Jobs]) -> None:
    jobs = made()
    assert jobs.answer(("a", "b\0c"), "x", lambda _: 1, long=True) == 1
    assert jobs.answer(("a\0b", "c"), "x", lambda _: 2, long=True) == 2
    assert len(jobs.list()) == 2


def test_quick_work_is_not_behind_a_long_job(made: Callable[..., Jobs]) -> None:
    jobs, work = made(wait_s=0), Long()
    begun(jobs, "long", work)

    assert jobs.answer(("quick",), "quick", lambda _: 1, long=False) == 1
    work.go.set()


def test_a_request_waits_as_long_as_told_and_hears_then_where_the_job_stands(made: Callable[..., Jobs]) -> None:
    jobs, work = made(wait_s=0.1), Long()
    start = time.monotonic()
    with pytest.raises(StillRunning) as still:
        jobs.answer(("a",), "betweenness", work, long=True)

    assert 0.1 <= time.monotonic() - start < SOON
    until(lambda: still.value.job.done > 0)
    seen = described(still.value.job)
    assert (seen["state"], seen["total"], seen["what"]) == ("running", 100, "betweenness")
    assert 0 < seen["progress"] < 1
    assert seen["seconds"] > 0
    work.go.set()
    until(lambda: still.value.job.ended)
    assert described(still.value.job)["progress"] == 1.0
    assert jobs.answer(("a",), "betweenness", work, long=True) == "done"
    assert work.times == 1


def test_a_request_that_will_not_wait_does_not(made: Callable[..., Jobs]) -> None:
    jobs, work = made(wait_s=60), Long()
    token = PATIENCE.set(0.0)
    try:
        begun(jobs, "a", work)
    finally:
        PATIENCE.reset(token)
    work.go.set()
    assert jobs.answer(("a",), "a", work, long=True) == "done"


def test_only_some_requests_wait_and_the_others_hear_at_once(
    made: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "WAITERS", 2)
    jobs, work = made(wait_s=60), Long()
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(jobs.answer, ("a",), "a", work, long=True) for _ in range(2)]
        assert work.begun.wait(SOON)
        time.sleep(0.1)
        start = time.monotonic()
        with pytest.raises(StillRunning):
            jobs.answer(("a",), "a", work, long=True)
        assert time.monotonic() - start < 1
        work.go.set()
        assert [one.result(SOON) for one in waiting] == ["done", "done"]


def test_a_running_job_is_stopped_and_who_waits_is_told(made: Callable[..., Jobs]) -> None:
    jobs, work = made(), Long()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(jobs.answer, ("a",), "betweenness", work, long=True)
        assert work.begun.wait(SOON)
        job = jobs.cancel(jobs.list()[0].id)
        with pytest.raises(JobCancelled, match="betweenness was cancelled"):
            waiting.result(SOON)

    assert job.state == "cancelled"
    work.go.set()
    assert jobs.answer(("a",), "betweenness", work, long=True) == "done"
    assert work.times == 2


def test_a_waiting_job_is_stopped_before_it_begins(made: Callable[..., Jobs]) -> None:
    jobs, first, second = made(wait_s=0), Long(), Long()
    begun(jobs, "first", first)
    with pytest.raises(StillRunning) as still:
        jobs.answer(("second",), "second", second, long=True)
    assert described(still.value.job)["state"] == "waiting"
    assert described(still.value.job)["progress"] is None

    assert jobs.cancel(still.value.job.id).state == "cancelled"
    first.go.set()
    until(lambda: all(job.ended for job in jobs.list()))
    assert second.times == 0


def test_who_asks_again_after_a_stop_is_told_once_and_then_it_starts_anew(made: Callable[..., Jobs]) -> None:
    """A page that loads itself again would otherwise start what somebody has just stopped."""
    jobs, work = made(wait_s=0), Long()
    job = begun(jobs, "a", work)
    jobs.cancel(job.id)
    until(lambda: job.ended)

    with pytest.raises(JobCancelled):
        jobs.answer(("a",), "a", work, long=True)
    with pytest.raises(StillRunning):
        jobs.answer(("a",), "a", work, long=True)
    work.go.set()


def test_a_finished_job_stays_finished_when_it_is_stopped(made: Callable[..., Jobs]) -> None:
    jobs = made()
    jobs.answer(("a",), "a", lambda _: 1, long=True)
    job = jobs.cancel(jobs.list()[0].id)

    assert described(job)["state"] == "finished"
    assert jobs.answer(("a",), "a", lambda _: 2, long=True) == 1


def test_work_that_knows_no_progress_ends_by_itself_and_its_result_counts(made: Callable[..., Jobs]) -> None:
    jobs, go, times = made(wait_s=0), threading.Event(), []

    def stubborn(_: Progress | None) -> str:
        times.append(1)
        assert go.wait(SOON)
        return "done"

    with pytest.raises(StillRunning) as still:
        jobs.answer(("a",), "a", stubborn, long=True)
    until(lambda: bool(times))
    jobs.cancel(still.value.job.id)
    assert described(still.value.job)["state"] == "cancelling"
    with pytest.raises(StillRunning) as again:  # somebody asks anew while the old one has not heard
        jobs.answer(("a",), "a", stubborn, long=True)
    go.set()
    until(lambda: again.value.job.ended)

    assert jobs.answer(("a",), "a", stubborn, long=True) == "done"
    assert len(times) == 1


@pytest.mark.parametrize("long", [True, False])
def test_a_failure_reaches_who_asked_and_is_not_kept(made: Callable[..., Jobs], long: bool) -> None:
    jobs, times = made(), []

    def fails(_: Progress | None) -> str:
        times.append(1)
        if len(times) == 1:
            raise InvalidInput("alpha is 9.", next_step="Use less.", field="alpha")
        return "done"

    with pytest.raises(InvalidInput, match="alpha is 9"):
        jobs.answer(("a",), "a", fails, long=long)
    assert jobs.answer(("a",), "a", fails, long=long) == "done"


def test_a_failure_while_nobody_waits_is_told_to_who_asks_next(made: Callable[..., Jobs]) -> None:
    jobs, work = made(wait_s=0), Long(InvalidInput("alpha is 9."))
    job = begun(jobs, "a", work)
    work.go.set()
    until(lambda: job.ended)

    with pytest.raises(InvalidInput, match="alpha is 9"):
        jobs.answer(("a",), "a", work, long=True)
    assert work.times == 1
    assert described(job)["detail"] == "alpha is 9."
    with pytest.raises(StillRunning):
        jobs.answer(("a",), "a", work, long=True)


def test_a_failure_of_long_ago_is_told_to_nobody(made: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "TOLD_S", 0.0)
    jobs, work = made(wait_s=0), Long(InvalidInput("alpha is 9."))
    job = begun(jobs, "a", work)
    work.go.set()
    until(lambda: job.ended)

    with pytest.raises(StillRunning):
        jobs.answer(("a",), "a", Long("now"), long=True)


def test_a_timeout_inside_the_work_is_a_failure_and_not_a_job_still_running(made: Callable[..., Jobs]) -> None:
    def slow_store(_: Progress | None) -> None:
        raise TimeoutError("the store")

    with pytest.raises(TimeoutError, match="the store"):
        made().answer(("a",), "a", slow_store, long=True)


def test_the_reason_of_a_failure_tells_nothing_of_the_insides(
    made: Callable[..., Jobs], caplog: pytest.LogCaptureFixture
) -> None:
    errors = [RuntimeError("secret of /home/somebody"), StoreUnavailable("bolt://db:7687 does not answer.")]
    errors[0].detail = "Traceback secret"  # type: ignore[attr-defined]
    jobs = made()
    for number, error in enumerate(errors):
        work = Long(error)
        work.go.set()
        with pytest.raises(type(error)):
            jobs.answer((str(number),), "a", work, long=True)
    told = " ".join(str(described(job)) for job in jobs.list())

    assert all(job.state == "failed" and job.detail for job in jobs.list())
    assert not any(word in told for word in ("secret", "Traceback", "bolt", "7687"))
    assert "secret of /home/somebody" in caplog.text  # the log has what the answer has not


def test_an_ended_job_holds_neither_its_result_nor_the_frames_of_its_error(made: Callable[..., Jobs]) -> None:
    jobs, work = made(wait_s=0), Long(InvalidInput("no"))
    job = begun(jobs, "a", work)
    work.go.set()
    until(lambda: job.ended)

    assert job.future is None
    assert job.error is not None


def test_the_list_of_jobs_is_bounded_and_keeps_those_that_run(
    made: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "LISTED", 5)
    jobs, work = made(workers=2, wait_s=SOON), Long()
    token = PATIENCE.set(0.0)
    begun(jobs, "running", work)
    PATIENCE.reset(token)
    for number in range(20):
        jobs.answer((str(number),), str(number), lambda _: 1, long=True)

    listed = jobs.list()
    assert len(listed) == 5
    assert listed[-1].what == "analysis running"
    assert [job.what for job in listed[:4]] == ["19", "18", "17", "16"]
    with pytest.raises(NotFound, match="There is no job"):
        jobs.get("0" * 16)
    work.go.set()


def test_no_more_jobs_wait_than_anybody_would_wait_for(
    made: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "QUEUED", 3)
    jobs, work = made(wait_s=0), Long()
    begun(jobs, "running", work)
    for number in range(3):
        with pytest.raises(StillRunning):
            jobs.answer((str(number),), "a", work, long=True)

    with pytest.raises(TooManyJobs, match="3 long analyses"):
        jobs.answer(("one more",), "a", work, long=True)
    with pytest.raises(StillRunning):  # a job there is already is no new one
        jobs.answer(("1",), "a", work, long=True)
    work.go.set()


def test_closing_stops_what_runs_and_what_waits(made: Callable[..., Jobs]) -> None:
    jobs, first, second = made(wait_s=0), Long(), Long()
    running = begun(jobs, "first", first)
    with pytest.raises(StillRunning) as still:
        jobs.answer(("second",), "second", second, long=True)
    jobs.close()

    until(lambda: running.ended)
    assert (running.state, still.value.job.state, second.times) == ("cancelled", "cancelled", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the priority of a thread is Linux's")
def test_jobs_run_at_a_lower_priority_on_the_threads_they_are_given(made: Callable[..., Jobs]) -> None:
    def look(_: Progress | None) -> tuple[int, int | None]:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), THREADS.get()

    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    nice, threads = made(threads=3).answer(("a",), "a", look, long=True)

    assert nice == min(mine + NICENESS, 19) or nice == max(NICENESS, mine)
    assert threads == 3
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == mine


def test_only_so_many_results_are_kept_the_ones_asked_for_last() -> None:
    kept = Kept(entries=3)
    for name in "abc":
        kept[name,] = name
    assert kept["a",] == "a"
    kept["d",] = "d"

    assert [name for name in "abcd" if (name,) in kept] == ["a", "c", "d"]


def test_only_so_many_bytes_are_kept_and_the_newest_in_any_case() -> None:
    kept = Kept(size=10_000)
    for name in "abc":
        kept[name,] = np.zeros(500)  # 4,000 bytes
    assert [name for name in "abc" if (name,) in kept] == ["b", "c"]

    kept["large",] = np.zeros(5_000)
    assert len(kept) == 1
    assert ("large",) in kept
    kept["large",] = np.zeros(10)
    kept["small",] = np.zeros(10)
    assert len(kept) == 2
    assert kept.size < 300


def test_the_size_of_a_result_is_that_of_its_arrays_and_texts() -> None:
    @dataclass(frozen=True)
    class Result:
        values: np.ndarray[Any, Any]
        names: tuple[str, ...]
        more: dict[str, np.ndarray[Any, Any]]

    result = Result(np.zeros(1_000), ("x" * 1_000,) * 100, {"a": np.zeros(1_000)})

    assert bytes_of(result) == pytest.approx(8_000 + 100_000 + 8_000, rel=0.15)
