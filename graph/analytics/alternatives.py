"""Alternatives: the k shortest paths without loops between two nodes, by hops or by distance, under constraints."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from graph.analytics.constraints import NONE, Constraints, allowed, strength_of_all
from graph.analytics.dependencies import TIE_TOLERANCE
from graph.analytics.executor import Progress
from graph.analytics.kernels.detours import detour
from graph.analytics.lengths import Length
from graph.analytics.paths import check, definitions, gave_up_after, none_allowed, taken
from graph.analytics.question import Question
from graph.analytics.remaining import ASKED_AGAIN, rest_of, writable
from graph.analytics.results import Method, Path, Paths
from graph.analytics.routing import Found, loopless, rounded
from graph.analytics.running import Run, Values, choose
from graph.projection import Projection
from graph.wording import part_of_all, plural

K = 5  # paths answered unless told otherwise: what a reader compares


def k_shortest_paths(
    projection: Projection,
    *,
    source: str,
    target: str,
    k: int = K,
    by: Length = "hops",
    max_hops: int | None = None,
    constraints: Constraints = NONE,
    progress: Progress | None = None,
) -> Paths:
    """The k shortest paths without loops from s to t, shortest first, equally short ones by their node ids.

    The length of a path is its number of edges or the sum of their distances; lengths equal to 12 significant digits
    are one length. With `max_hops` only paths of at most so many hops are considered. `Paths.total` is None (they are
    not counted) unless there are no more than k; `Paths.length` is in hops, of the first path.
    Yen (1971), *Management Science* 17(11), with the partition of Lawler (1972), *Management Science* 18(7); with nodes
    to go by or stages A*Prune, Liu & Ramakrishnan (2001), which a warning says when it ends before it is done.
    Raises as `shortest_paths`.
    """
    check(by, k=k, max_hops=max_hops)
    given = allowed(projection, source, target, constraints)
    question = Question(projection, given, by, max_hops)
    method = described(projection, k, max_hops, by, constraints)
    if given.in_order:
        found, done = taken(loopless(question, rest_of(question)), k + 1)
        gave_up = not done and len(found) <= k
        more = not done
    else:
        found, done = taken(_in_bounds(question, k + 1, progress), k + 1)
        gave_up, more = False, not done
    paths = tuple(one.path for one in found[:k])
    if not paths and not gave_up:
        return Paths(method, None, (), 0, False, (none_allowed(source, target, max_hops, constraints),))
    warnings = []
    if gave_up:
        warnings.append(gave_up_after(f"{part_of_all(len(paths), k, 'path', 'was', 'were')} found."))
    elif len(paths) < k:
        are = "is" if len(paths) == 1 else "are"
        bound = (
            f" of at most {plural(max_hops, 'hop')}; longer ones were not looked for" if max_hops is not None else ""
        )
        warnings.append(f"There {are} no more than {plural(len(paths), 'path')}{bound}.")
    warnings += strength_of_all(projection, constraints, paths)
    length = len(paths[0].edges) if paths else None
    return Paths(method, length, paths, None if more else len(paths), more, tuple(warnings))


def _in_bounds(question: Question, k: int, progress: Progress | None) -> Iterator[Found]:
    """The paths of a question whose hops may be bounded: by distance, a bound that binds needs another search."""
    if question.by == "hops" or question.max_hops is None:
        yield from yen(question, progress=progress, k=k)
        return
    free = replace(question, max_hops=None)
    found = list(yen(free, progress=progress, k=k))
    if all(len(one.path.edges) <= question.max_hops for one in found):
        yield from found
        return
    yield from yen(question, progress=progress, k=k)


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A path, and where it left those before it: at its node number `at`, by none of the edges in `barred`."""

    key: float
    places: tuple[int, ...]
    edges: tuple[int, ...]
    at: int
    barred: frozenset[int]


def yen(question: Question, *, k: int, progress: Progress | None = None, run: Run | None = None) -> Iterator[Found]:
    """The first k loopless paths of a question without nodes to go by and stages, shortest first."""
    binds = question.by == "distance" and question.max_hops is not None
    detours: _Detours = _BoundedDetours(question) if binds else _FreeDetours(question, k, run)
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
        rest = np.asarray(rest_of(replace(question, max_hops=None)).rows[0][0], dtype=np.float64)
        rest[rest < 0] = np.inf
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
    """By distance with bounded hops: each detour is a search of its own, which counts the hops that are left."""

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


def described(projection: Projection, k: int, max_hops: int | None, by: Length, constraints: Constraints) -> Method:
    """How the paths are found, for an answer that has none."""
    in_order = bool(constraints.via) or constraints.stages is not None
    further = (
        ("k", f"the {k} shortest; no node twice on a path"),
        ("order", "by length, equal lengths (to 12 digits) by node ids"),
        ("total", "not counted, unless there are no more than k"),
    )
    reference = "Yen (1971), Management Science 17(11): 712–716; Lawler (1972), Management Science 18(7): 401–405"
    if in_order:
        reference = (
            "Yen (1971), Management Science 17(11): 712–716; search: Liu & Ramakrishnan (2001), INFOCOM: 743–749"
        )
    return Method(
        name="k shortest paths without loops",
        formula="P_1, …, P_k: the loopless paths from s to t with the least length, ℓ(P_1) ≤ … ≤ ℓ(P_k)",
        reference=reference,
        definitions=definitions(projection, max_hops, by, constraints, further),
    )
