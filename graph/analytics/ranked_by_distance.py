"""The k shortest paths without loops by distance: Yen's algorithm with Lawler's partition, one detour at a time."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from graph.analytics.dependencies import TIE_TOLERANCE
from graph.analytics.executor import Progress
from graph.analytics.kernels.detours import detour
from graph.analytics.question import Question
from graph.analytics.remaining import ASKED_AGAIN, rest_of, writable
from graph.analytics.results import Path
from graph.analytics.routing import Found, loopless, rounded
from graph.analytics.running import Run, Values, choose


def ranked_by_distance(
    question: Question, *, k: int, progress: Progress | None = None, run: Run | None = None
) -> list[Found]:
    """The first k loopless paths of a question by distance, without nodes to go by and stages; equally short ones (to
    12 digits) by place. A bound of hops that binds needs another search.

    Yen (1971), *Management Science* 17(11); Lawler (1972), *Management Science* 18(7).
    """
    found = list(_yen(replace(question, max_hops=None), k, progress, run))
    if question.max_hops is None or all(len(one.path.edges) <= question.max_hops for one in found):
        return found
    return list(_yen(question, k, progress, run))


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A path, and where it left those before it: at its node number `at`, by none of the edges in `barred`."""

    key: float
    places: tuple[int, ...]
    edges: tuple[int, ...]
    at: int
    barred: frozenset[int]


def _yen(question: Question, k: int, progress: Progress | None, run: Run | None) -> Iterator[Found]:
    bounded = question.max_hops is not None
    detours: _Detours = _BoundedDetours(question) if bounded else _FreeDetours(question, k, run)
    ids, lengths = question.projection.ids, question.lengths
    bound = question.projection.n if question.max_hops is None else question.max_hops
    waiting: list[_Candidate] = []

    def wait(root: tuple[int, ...], edges: tuple[int, ...], barred: frozenset[int]) -> None:
        places = detours.shortest(root[-1], bound - len(edges), barred)
        if places is not None:
            edges_of = (*edges, *(_edge(question, u, v) for u, v in pairwise(places)))
            length = math.fsum(lengths[list(edges_of)].tolist())
            heappush(waiting, _Candidate(rounded(length), (*root[:-1], *places), edges_of, len(edges), barred))

    wait((question.allowed.start,), (), frozenset())
    for done in range(1, k + 1):
        if not waiting:
            return
        best = heappop(waiting)
        path = Path(tuple(ids[place] for place in best.places), best.edges)
        yield Found(math.fsum(lengths[list(best.edges)].tolist()), path)
        if progress is not None:
            progress(done, k)
        if done == k:
            return
        for place in best.places[: best.at]:
            detours.close(place)
        for at in range(best.at, len(best.edges)):
            before = best.barred if at == best.at else frozenset[int]()
            wait(best.places[: at + 1], best.edges[:at], before | {best.edges[at]})
            detours.close(best.places[at])
        detours.reopen()


class _Detours(ABC):
    """Shortest paths to the target while nodes are closed and edges barred."""

    def __init__(self, closed: Values, shut: Values) -> None:
        self.closed, self.shut = closed, shut
        self.closed_now: list[int] = []

    def close(self, place: int) -> None:
        """Takes a node away until `reopen`."""
        if not self.closed[place]:
            self.closed[place] = 1
            self.closed_now.append(place)

    def reopen(self) -> None:
        """Gives back the nodes that were closed."""
        for place in self.closed_now:
            self.closed[place] = 0
        self.closed_now.clear()

    def shortest(self, start: int, left: int, barred: frozenset[int]) -> tuple[int, ...] | None:
        """The shortest path from `start` of at most `left` hops and by no barred edge, as places; the first by them."""
        for edge in barred:
            self.shut[edge] = 1
        found = self._found(start, left)
        for edge in barred:  # a path has passed it, so it was open before
            self.shut[edge] = 0
        return found if found is not None and len(found) - 1 <= left else None

    @abstractmethod
    def _found(self, start: int, left: int) -> tuple[int, ...] | None:
        """That path; it may be longer than `left` hops, which is then no answer."""


class _FreeDetours(_Detours):
    """By A*, with the least remaining lengths of the undisturbed network."""

    def __init__(self, question: Question, k: int, run: Run | None = None) -> None:
        projection, given = question.projection, question.allowed
        n, places = projection.n, len(projection.indices)
        run = run or choose(detour, steps=ASKED_AGAIN * k * (n + places))
        super().__init__(writable(run, given.closed), writable(run, given.shut))
        rest = np.asarray(rest_of(question).rows[0][0], dtype=np.float64)
        self.end, self.kernel = given.end, run.kernel(detour)
        rows = (projection.indptr, projection.indices, projection.edge_of, *projection.reverse)
        self.network = tuple(run.given(array) for array in (*rows, question.lengths, rest))
        self.space = (
            run.space(n, np.inf, np.float64),
            run.space(n, 0, np.uint8),
            run.space(n, -1, np.int32),
            run.space(n + places + 1, 0.0, np.float64),
            run.space(n + places + 1, 0, np.int32),
            run.space(n + 1, 0, np.int32),
        )
        self.path = run.space(n + 1, 0, np.int32)

    def _found(self, start: int, left: int) -> tuple[int, ...] | None:
        count = self.kernel(
            *self.network, start, self.end, TIE_TOLERANCE, self.closed, self.shut, *self.space, self.path
        )
        return tuple(int(place) for place in self.path[:count]) if count else None


class _BoundedDetours(_Detours):
    """With bounded hops: each detour is a search of its own, which counts the hops that are left."""

    def __init__(self, question: Question) -> None:
        self.question = question
        super().__init__(question.allowed.closed.copy(), question.allowed.shut.copy())

    def _found(self, start: int, left: int) -> tuple[int, ...] | None:
        given = replace(self.question.allowed, start=start, closed=self.closed, shut=self.shut, masked=True)
        question = replace(self.question, allowed=given, max_hops=left)
        rest = rest_of(question)
        shortest = rest.at(0, left, start)
        if shortest == math.inf:
            return None
        found = next(loopless(question, rest, ceiling=shortest))
        return tuple(self.question.projection.position[one] for one in found.path.nodes)


def _edge(question: Question, u: int, v: int) -> int:
    projection = question.projection
    begin = int(projection.indptr[u])
    at = begin + int(np.searchsorted(projection.indices[begin : projection.indptr[u + 1]], v))
    return int(projection.edge_of[at])
