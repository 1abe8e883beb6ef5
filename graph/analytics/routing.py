"""The loopless paths of a question, in order, led by the least lengths that remain (`graph.analytics.remaining`).

The least remaining length of a place forgets which nodes the path has passed already, so it never says too much: with
it the loopless paths come out shortest first (A*Prune: Liu & Ramakrishnan 2001, IEEE INFOCOM). Without legs and stages
it says exactly what is left. Finding loopless paths through given nodes is NP-hard: the search is bounded, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

from graph.analytics.dependencies import TIE_TOLERANCE
from graph.analytics.question import Question
from graph.analytics.remaining import Rest
from graph.analytics.results import Path
from graph.analytics.staged import first_stage, next_stage

MOST_STEPS = 1_000_000  # neighbours looked at in one search for loopless paths in order: 1–2 s


class GaveUpError(Exception):
    """A search for loopless paths has looked at `MOST_STEPS` neighbours: there may be further paths."""


class Found(NamedTuple):
    """A path and its length, in hops or distance, as the question has it."""

    length: float
    path: Path


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
