"""The engine of constrained paths: least remaining lengths, leg by leg, and the loopless paths they lead to, in order.

A path through nodes to go by is searched as one path of several legs; its stages as bits (`graph.analytics.staged`).
The least remaining length of a place forgets which nodes the path has passed already, so it never says too much: with
it the loopless paths come out shortest first (A*Prune: Liu & Ramakrishnan 2001, IEEE INFOCOM). Without legs and stages
it says exactly what is left. Finding loopless paths through given nodes is NP-hard: the search is bounded, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.constraints import Allowed, Mask
from graph.analytics.dependencies import TIE_TOLERANCE
from graph.analytics.kernels.remaining import distance_to, hops_to, one_hop_more
from graph.analytics.lengths import Length
from graph.analytics.results import Path
from graph.analytics.running import Run, Values, choose
from graph.analytics.staged import first_stage, next_stage
from graph.analytics.workspace import kept
from graph.errors import InvalidInput
from graph.projection import Projection

MOST_STEPS = 1_000_000  # neighbours looked at in one search for loopless paths in order: 1–2 s
MOST_LABELS = 100_000_000  # distances kept at once, 8 bytes each


# How often the steps of one search count when its kernel is chosen: paths are asked again and again, and as lists of
# plain Python the network alone takes 0.2 s a million edges, each time.
ASKED_AGAIN = 20


class GaveUpError(Exception):
    """A search for loopless paths has looked at `MOST_STEPS` neighbours: there may be further paths."""


class Found(NamedTuple):
    """A path and its length, in hops or distance, as the question has it."""

    length: float
    path: Path


@dataclass(frozen=True)
class Question:
    """Which path is looked for: between whom, under which constraints, how long, of how many hops at most."""

    projection: Projection
    allowed: Allowed
    by: Length = "hops"
    max_hops: int | None = None
    within: npt.NDArray[np.int32] | None = None  # places, ascending: the only ones on the paths looked for

    @cached_property
    def lengths(self) -> npt.NDArray[np.float64]:
        """Length of each edge (m). Raises `InvalidInput` where a distance is not a positive number."""
        return kept(self.projection, f"lengths by {self.by}", lambda: edge_lengths(self.projection, self.by))

    @cached_property
    def goals(self) -> tuple[int, ...]:
        """Where each leg ends."""
        return (*self.allowed.via, self.allowed.end)

    @cached_property
    def onward(self) -> Onward:
        """The neighbours of a place."""
        return Onward(self.projection, self.allowed.shut if self.allowed.masked else None, self.within)


def edge_lengths(projection: Projection, by: Length) -> npt.NDArray[np.float64]:
    """Length of each edge (m): 1, or its distance. Raises `InvalidInput` where that is not a positive number."""
    if by == "hops":
        return np.ones(projection.m)
    wrong = np.flatnonzero(~(projection.distance > 0))
    if len(wrong):
        edge = projection.edges[int(wrong[0])]
        raise InvalidInput(
            f"The edge {edge.source} – {edge.target} has the distance {projection.distance[wrong[0]]}, "
            "and a route needs positive ones.",
            next_step="Ask by hops (by=hops), or give the edge a positive strength.",
            field="by",
        )
    return projection.distance


@dataclass
class Onward:
    """Neighbours, `within` these if they are given, and edges that are not shut, by place; kept once asked for."""

    projection: Projection
    shut: Mask | None
    within: npt.NDArray[np.int32] | None = None
    kept: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __getitem__(self, place: int) -> list[tuple[int, int]]:
        if place not in self.kept:
            row = slice(self.projection.indptr[place], self.projection.indptr[place + 1])
            nodes, edges = self.projection.indices[row], self.projection.edge_of[row]
            if self.within is not None:
                at = np.searchsorted(self.within, nodes)
                at[at == len(self.within)] = 0
                inside = self.within[at] == nodes if len(self.within) else at < 0
                nodes, edges = nodes[inside], edges[inside]
            if self.shut is not None:
                open_ = self.shut[edges] == 0
                nodes, edges = nodes[open_], edges[open_]
            self.kept[place] = list(zip(nodes.tolist(), edges.tolist(), strict=True))
        return self.kept[place]


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


def writable(run: Run, mask: Mask) -> Values:
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


# key (length at least), places so far, stages, leg, length so far, edges so far
_Partial: TypeAlias = tuple[float, tuple[int, ...], int, int, float, tuple[int, ...]]


def loopless(question: Question, rest: Rest, *, ceiling: float = math.inf, ties: bool = False) -> Iterator[Found]:
    """The loopless paths of a question, shortest first, equally short ones (to 12 digits) by their node ids.

    None longer than `ceiling`; with `ties` none longer than the first. Raises `GaveUpError` after `MOST_STEPS`.
    """
    given, goals, most = question.allowed, question.goals, question.max_hops
    start, lengths, ids = given.start, question.lengths, question.projection.ids
    held = given.held
    bound = question.projection.n if most is None else most
    leg = 1 if not given.via and start == given.end else 0
    stages = 1 if held is None else first_stage(int(held[start]))
    waiting: list[_Partial] = [(0.0, (start,), stages, leg, 0.0, ())]
    steps = 0
    while waiting:
        key, nodes, stages, leg, far, edges = heappop(waiting)
        if ceiling < math.inf and key > rounded(ceiling * (1 + TIE_TOLERANCE)):
            return
        if leg == len(goals):
            ceiling = min(ceiling, far) if ties else ceiling
            yield Found(far, Path(tuple(ids[place] for place in nodes), edges))
            continue
        left = bound - len(edges) - 1
        if left < 0:
            continue
        for place, edge in question.onward[nodes[-1]]:
            steps += 1
            if place in nodes:
                continue
            following = stages if held is None else next_stage(stages, int(held[place]))
            to = leg + (place == goals[leg])
            ends = to == len(goals)
            if ends != (place == given.end) or not following:
                continue
            on = far + float(lengths[edge])
            whole = on if ends else on + rest.at(to, left, place, following)
            if whole <= ceiling * (1 + TIE_TOLERANCE) and whole < math.inf and (not rest.in_hops or whole <= bound):
                heappush(waiting, (rounded(whole), (*nodes, place), following, to, on, (*edges, edge)))
        if steps > MOST_STEPS:
            raise GaveUpError


def rounded(length: float) -> float:
    """A length to 12 significant digits: sums of the same distances in another order are one length."""
    return float(f"{length:.11e}")


def counted(question: Question, rest: Rest) -> tuple[int, int]:
    """The exact number of shortest paths of a question without legs and stages, and the most hops one of them has."""
    start, lengths, shortest = question.allowed.start, question.lengths, 1 + TIE_TOLERANCE
    bounded = len(rest.rows[0]) > 1
    first = (start, (question.max_hops or 0) if bounded else 0)
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    waiting = [first]
    while waiting:
        state = waiting.pop()
        if state in onward:
            continue
        place, left = state
        here = rest.at(0, left, place)
        after = left - 1 if bounded else 0
        onward[state] = [
            (v, after)
            for v, edge in question.onward[place]
            if after >= 0 and (there := rest.at(0, after, v)) < here and lengths[edge] + there <= here * shortest
        ]
        waiting += onward[state]
    number: dict[tuple[int, int], int] = {}
    hops: dict[tuple[int, int], int] = {}
    for state in sorted(onward, key=lambda state: rest.at(0, state[1], state[0])):
        ends = state[0] == question.allowed.end
        number[state] = 1 if ends else sum(number[following] for following in onward[state])
        hops[state] = 0 if ends else 1 + max((hops[following] for following in onward[state]), default=0)
    return number[first], hops[first]
