"""Claims about how long analyses end: stopped, failed or closed, and who is told of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from long_work import SOON, Long, begun, until

from api import jobs as jobs_module
from api.answers.jobs import described
from api.jobs import JobCancelled, Jobs, StillRunning
from graph.analytics.executor import Progress
from graph.errors import InvalidInput, StoreUnavailable


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


def test_who_polls_while_a_job_is_being_stopped_does_not_revive_it(made: Callable[..., Jobs]) -> None:
    jobs, go, times = made(wait_s=0), threading.Event(), []

    def slow_to_hear(progress: Progress | None) -> None:
        times.append(1)
        assert go.wait(SOON)
        assert progress is not None
        progress(1, 2)

    with pytest.raises(StillRunning) as still:
        jobs.answer(("a",), "a", slow_to_hear, long=True)
    until(lambda: bool(times))
    jobs.cancel(still.value.job.id)
    with pytest.raises(StillRunning) as polled:
        jobs.answer(("a",), "a", slow_to_hear, long=True)
    assert polled.value.job is still.value.job
    go.set()
    until(lambda: still.value.job.ended)

    assert still.value.job.state == "cancelled"
    with pytest.raises(JobCancelled):
        jobs.answer(("a",), "a", slow_to_hear, long=True)
    assert len(times) == 1


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


def test_closing_stops_what_runs_and_what_waits(made: Callable[..., Jobs]) -> None:
    jobs, first, second = made(wait_s=0), Long(), Long()
    running = begun(jobs, "first", first)
    with pytest.raises(StillRunning) as still:
        jobs.answer(("second",), "second", second, long=True)
    jobs.close()

    until(lambda: running.ended)
    assert (running.state, still.value.job.state, second.times) == ("cancelled", "cancelled", 0)
