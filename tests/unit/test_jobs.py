"""Claims about long analyses: asked by many, computed once, kept, bounded, never in the way of others."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from long_work import SOON, Long, begun, until

from api import jobs as jobs_module
from api.answers.jobs import described
from api.jobs import NICENESS, PATIENCE, Job, Jobs, StillRunning, TooManyJobs
from api.keeping import KEPT
from graph.analytics.executor import THREADS, Progress
from graph.errors import InvalidInput, NotFound


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


def test_a_short_job_does_not_wait_for_a_long_one_and_knows_what_it_does_wait_for(made: Callable[..., Jobs]) -> None:
    jobs, long, short = made(), Long(), Long()
    token = PATIENCE.set(0.0)
    running = begun(jobs, "hours", long)
    PATIENCE.reset(token)
    assert jobs.answer(("second",), "second", lambda _: 1, long=True, short=True) == 1
    assert running.state == "running"

    token = PATIENCE.set(0.0)
    asked: list[Job] = []
    for name in ("first short", "second short", "third short", "more hours"):
        with pytest.raises(StillRunning) as still:
            jobs.answer((name,), name, short, long=True, short="short" in name)
        asked.append(still.value.job)
    until(lambda: asked[0].state == "running")
    PATIENCE.reset(token)

    assert [jobs.before(job) for job in (running, *asked)] == [0, 0, 1, 2, 1]
    assert jobs.cancel(asked[1].id).state == "cancelled"
    assert jobs.before(asked[2]) == 1
    long.go.set()
    short.go.set()
    until(lambda: all(job.ended for job in asked))


def test_what_is_known_to_fail_is_refused_before_there_is_a_job(made: Callable[..., Jobs]) -> None:
    def check() -> None:
        raise InvalidInput("too large")

    jobs, work = made(), Long()
    with pytest.raises(InvalidInput, match="too large"):
        jobs.answer(("a",), "a", work, long=True, check=check)
    assert (jobs.list(), work.times) == ([], 0)


def test_what_took_long_is_kept_longer_than_what_did_not(made: Callable[..., Jobs]) -> None:
    jobs, calls = made(), []

    def dear(_: Progress | None) -> str:
        calls.append(1)
        time.sleep(0.2)
        return "dear"

    jobs.answer(("v1", "dear"), "dear", dear, long=True)
    jobs.answer(("v1", "dear at once"), "dear", dear, long=False)
    for number in range(KEPT):
        jobs.answer(("v1", str(number)), "cheap", lambda _: 1, long=False)
    jobs.answer(("v1", "dear"), "dear", dear, long=True)
    jobs.answer(("v1", "dear at once"), "dear", dear, long=False)
    assert len(calls) == 2

    for number in range(KEPT):  # another version of the graph: what belonged to the last one goes first
        jobs.answer(("v2", str(number)), "cheap", lambda _: 1, long=False)
    jobs.answer(("v1", "dear"), "dear", dear, long=True)
    assert len(calls) == 3


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
    with pytest.raises(StillRunning):  # short ones do not wait for these
        jobs.answer(("short",), "a", work, long=True, short=True)
    with pytest.raises(StillRunning):  # a job there is already is no new one
        jobs.answer(("1",), "a", work, long=True)
    work.go.set()


@pytest.mark.skipif(sys.platform != "linux", reason="the priority of a thread is Linux's")
def test_jobs_run_at_a_lower_priority_on_the_threads_they_are_given(made: Callable[..., Jobs]) -> None:
    def look(_: Progress | None) -> tuple[int, int | None]:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), THREADS.get()

    mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    nice, threads = made(threads=3).answer(("a",), "a", look, long=True)

    assert nice == min(mine + NICENESS, 19) or nice == max(NICENESS, mine)
    assert threads == 3
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == mine
