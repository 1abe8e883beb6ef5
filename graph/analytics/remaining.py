"""Least remaining lengths of a constrained path, searched backwards, leg by leg, from its end to its start.

A path through nodes to go by is searched as one path of several legs; its stages as bits (`graph.analytics.staged`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.remaining import distance_to, hops_to, one_hop_more
from graph.analytics.question import Question
from graph.analytics.running import Run, Values, choose
from graph.errors import InvalidInput

MOST_LABELS = 100_000_000  # distances kept at once, 8 bytes each

# How often the steps of one search count when its kernel is chosen: paths are asked again and again, and as lists of
# plain Python the network alone takes 0.2 s a million edges, each time.
ASKED_AGAIN = 20


@dataclass(frozen=True)
class Rest:
    """Least lengths that remain (`rows[leg][hops left, at most][state]`), infinite or -1 where nothing leads on.

    Where the number of hops is not bounded, or is the length itself, there is one row a leg.
    """

    rows: tuple[tuple[Values, ...], ...]
    layers: int
    in_hops: bool

    def at(self, leg: int, left: int, place: int, stages: int = 1) -> float:
        """What remains at a place, in the best of the stages (bits) that the path may be in."""
        rows = self.rows[leg]
        row = rows[min(left, len(rows) - 1)]
        if self.layers == 1:
            value = row[place]
            return math.inf if value < 0 else value
        values = [row[place * self.layers + layer] for layer in range(self.layers) if stages >> layer & 1]
        return min((value for value in values if value >= 0), default=math.inf)


def rest_of(question: Question, *, stop: bool = False, run: Run | None = None) -> Rest:
    """Searches backwards, from the last leg to the first; with `stop` (one leg, no stages) only to the source."""
    projection, given = question.projection, question.allowed
    bounded = question.by == "distance" and question.max_hops is not None
    states, legs = projection.n * given.layers, len(question.goals)
    kernel = hops_to if question.by == "hops" else one_hop_more if bounded else distance_to
    run = run or choose(kernel, steps=ASKED_AGAIN * legs * (states + given.layers * len(projection.indices)))
    back = tuple(run.given(array) for array in projection.reverse)
    held = np.zeros(projection.n, dtype=np.int64) if given.held is None else given.held
    search = _Search(question, run, back, run.given(held), run.given(question.lengths), given.layers)
    rows: list[tuple[Values, ...]] = []
    ends = [given.start, *question.goals]
    for leg in reversed(range(legs)):
        closed = given.closed.copy()
        closed[ends] = 1  # the ends of other legs are passed in their turn only
        closed[ends[leg]] = closed[ends[leg + 1]] = 0
        masks = writable(run, closed), writable(run, given.shut)
        here = range(ends[leg + 1] * given.layers, (ends[leg + 1] + 1) * given.layers)
        if leg == legs - 1:
            bits = int(held[given.end])
            arriving = [state for layer, state in enumerate(here) if not bits or bits >> layer & 1]
            seeds: list[tuple[tuple[float, int], ...]] = [tuple((0.0, state) for state in arriving)]
        else:
            seeds = [tuple((row[state], state) for state in here if 0 <= row[state] < math.inf) for row in rows[-1]]
        if question.by == "hops":
            rows.append((search.by_hops(seeds[0], masks),))
        elif bounded:
            rows.append(search.within(seeds, masks))
        else:
            rows.append((search.by_distance(seeds[0], masks, given.start if stop else -1),))
    return Rest(tuple(reversed(rows)), given.layers, question.by == "hops")


def writable(run: Run, mask: npt.NDArray[Any]) -> Values:
    """A mask as the kernel wants it, a copy that may be written to."""
    return mask.tolist() if run.plain else mask.copy()


@dataclass(frozen=True)
class _Search:
    """The three searches of one question, with what they have in common."""

    question: Question
    run: Run
    back: tuple[Values, ...]
    held: Values
    length: Values
    layers: int

    @property
    def states(self) -> int:
        return self.question.projection.n * self.layers

    def by_hops(self, seeds: tuple[tuple[float, int], ...], masks: tuple[Values, Values]) -> Values:
        seeds = tuple(sorted(seeds))
        given = [self.run.given(np.array([seed[part] for seed in seeds], dtype=np.int64)) for part in (1, 0)]
        hops, queue = self.run.space(self.states, -1, np.int32), self.run.space(self.states, 0, np.int64)
        self.run.kernel(hops_to)(*self.back, self.held, self.layers, *given, *masks, hops, queue)
        return hops

    def by_distance(self, seeds: tuple[tuple[float, int], ...], masks: tuple[Values, Values], stop: int) -> Values:
        states = self.run.given(np.array([state for _, state in seeds], dtype=np.int64))
        lengths = self.run.given(np.array([length for length, _ in seeds], dtype=np.float64))
        far, settled = self.run.space(self.states, np.inf, np.float64), self.run.space(self.states, 0, np.uint8)
        ways = len(self.question.projection.indices) * (1 if self.layers == 1 else 3 * self.layers)
        self._fits(ways)
        size = len(seeds) + ways
        heap = self.run.space(size, 0.0, np.float64), self.run.space(size, 0, np.int64)
        self.run.kernel(distance_to)(
            *self.back, self.length, self.held, self.layers, states, lengths, stop, *masks, far, settled, *heap
        )
        return far

    def within(self, seeds: list[tuple[tuple[float, int], ...]], masks: tuple[Values, Values]) -> tuple[Values, ...]:
        """One row for each number of hops from 0 up, until a further hop makes nothing nearer."""
        kernel, most = self.run.kernel(one_hop_more), self.question.max_hops or 0
        far = self.run.space(self.states, np.inf, np.float64)
        changed, count = self.run.space(self.states, 0, np.int64), 0
        rows: list[Values] = []
        for hops in range(min(most, self.states) + 1):
            if hops:
                before, far = far, far.copy()
                mark, following = self.run.space(self.states, 0, np.uint8), self.run.space(self.states, 0, np.int64)
                count = kernel(
                    *self.back,
                    self.length,
                    self.held,
                    self.layers,
                    *masks,
                    before,
                    far,
                    changed,
                    count,
                    mark,
                    following,
                )
                changed = following
            new = [(length, state) for length, state in seeds[min(hops, len(seeds) - 1)] if length < far[state]]
            listed = set(changed[:count]) if new else set()
            for length, state in new:
                far[state] = length
                if state not in listed:
                    changed[count] = state
                    count += 1
            if not count and hops >= len(seeds) - 1:
                break
            rows.append(far)
            self._fits(len(rows) * self.states)
        return tuple(rows) or (far,)

    def _fits(self, labels: int) -> None:
        if labels > MOST_LABELS:
            raise InvalidInput(
                f"By distance this question needs {labels:,} distances at once, more than {MOST_LABELS:,}.",
                next_step="Ask by hops (by=hops), or with fewer hops, stages or nodes to go by.",
                field="by",
            )
