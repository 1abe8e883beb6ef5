"""A measure that is computed on many networks in one analysis: how it is asked for, and how it tells its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.analytics.executor import Progress
from graph.analytics.parameters import Measure
from graph.analytics.results import NodeScores
from graph.projection import Projection


class Repeated:
    """A measure with its values, called once a network.

    `told` is the progress of the analysis, one step a network. A measure that reports its own chunks repeats the last
    step instead, so that an analysis can be stopped within a network too.
    """

    def __init__(self, measure: Measure, values: Mapping[str, Any], progress: Progress | None, total: int) -> None:
        self._measure, self._values, self._progress = measure, values, progress
        self._at = (0, total)

    @property
    def told(self) -> Progress | None:
        """What the analysis calls after each network."""
        return None if self._progress is None else self._tell

    @property
    def score(self) -> Callable[[Projection], NodeScores]:
        """The measure of one network."""
        within = None if self._progress is None else self._repeat
        return lambda graph: self._measure.compute(graph, progress=within, **self._values)

    def _tell(self, done: int, total: int) -> None:
        self._at = (done, total)
        if self._progress is not None:
            self._progress(done, total)

    def _repeat(self, _done: int, _total: int) -> None:
        if self._progress is not None:
            self._progress(*self._at)
