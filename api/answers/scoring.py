"""A measure that is computed on many networks in one analysis: how it is asked for, and how it tells its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.analytics.executor import Progress
from graph.analytics.parameters import Measure
from graph.analytics.results import NodeScores
from graph.projection import Projection

PARTS = 100  # steps that one network counts in the progress


class Repeated:
    """A measure with its values, called once for each of `total` networks.

    Progress is told in hundredths of a network: a measure that reports its own chunks moves it within one too.
    """

    def __init__(self, measure: Measure, values: Mapping[str, Any], progress: Progress | None, total: int) -> None:
        self._measure, self._values, self._progress, self._total = measure, values, progress, total
        self._scored = 0

    @property
    def told(self) -> Progress | None:
        """What the analysis calls after each network, which is where one that reports no chunks can be stopped."""
        return None if self._progress is None else lambda _done, _total: self._tell(0)

    @property
    def score(self) -> Callable[[Projection], NodeScores]:
        """The measure of one network."""
        return self._score

    def _score(self, graph: Projection) -> NodeScores:
        within = None if self._progress is None else self._within
        scores = self._measure.compute(graph, progress=within, **self._values)
        self._scored += 1
        return scores

    def _within(self, done: int, total: int) -> None:
        self._tell(PARTS * done // total if total else 0)

    def _tell(self, part: int) -> None:
        if self._progress is not None:
            most = PARTS * self._total
            self._progress(min(PARTS * self._scored + part, most), most)
