"""What tests of long analyses share: jobs that are closed after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from long_work import SOON

from api.jobs import Jobs


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
