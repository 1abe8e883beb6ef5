"""Work that a test lets go or stops, and waiting for what threads do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from api.jobs import Job, Jobs, StillRunning
from graph.analytics.executor import Progress

SOON = 5.0  # seconds after which a test gives up waiting for a thread


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
