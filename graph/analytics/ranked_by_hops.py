"""The k shortest paths without loops by hops: all equally short ones of a part at once.

Yen's algorithm with Lawler's partition searches anew after each path. By hops many paths are equally short, and one
search from both ends finds them all: so a part of the paths is split further only when all its shortest ones are out
and longer ones are still wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

import numpy as np

from graph.analytics.executor import Progress
from graph.analytics.kernels.listing import list_shortest
from graph.analytics.kernels.meeting import meet_halfway
from graph.analytics.meeting import room_to_meet
from graph.analytics.question import Question
from graph.analytics.remaining import ASKED_AGAIN, writable
from graph.analytics.results import Path
from graph.analytics.routing import Found
from graph.analytics.running import Run, Values, choose
from graph.analytics.workspace import both_rows, lent, unset

Places: TypeAlias = tuple[int, ...]
FEW = 20  # places that are set one by one more quickly than at once


class _Way(NamedTuple):
    """A path from the source on: its nodes (places) and its edges, one fewer."""

    nodes: Places
    edges: Places


@dataclass(frozen=True, slots=True)
class _Part:
    """The paths that go along `way` to its node number `at` and leave it by none of the edges in `barred`."""

    way: _Way
    at: int
    barred: set[int]

    def split(self, shortest: list[_Way]) -> list[_Part]:
        """The parts of what remains without its `shortest` paths (in the order of their nodes)."""
        parts: dict[tuple[int, int], _Part] = {}
        length = len(shortest[0].edges)
        owner = [0] * length  # of the node at each number of hops: the first of the paths that share it and all before
        for number, way in enumerate(shortest):
            hop = self.at
            while number and shortest[number - 1].edges[hop] == way.edges[hop]:
                hop += 1
            owner[hop + 1 :] = [number] * (length - hop - 1)
            for leaves in range(hop, length):
                key = owner[leaves], leaves
                if key not in parts:
                    barred = set(self.barred) if leaves == self.at else set[int]()
                    parts[key] = _Part(shortest[owner[leaves]], leaves, barred)
                parts[key].barred.add(way.edges[leaves])
        return list(parts.values())


@dataclass(slots=True)
class _Shortest:
    """The shortest paths of a part, written out when their turn comes: of each the `hops` nodes and edges after the
    part's own. `complete` is False where it has more of them than were wanted."""

    part: _Part
    hops: int
    nodes: list[int]
    edges: list[int]
    number: int
    complete: bool
    ways: list[_Way] = field(default_factory=list)

    def following(self) -> _Way | None:
        """The next one in the order of their nodes, None after the last."""
        at = len(self.ways)
        if at == self.number:
            return None
        rest = slice(at * self.hops, (at + 1) * self.hops)
        before, leaves = self.part.way, self.part.at
        nodes = (*before.nodes[: leaves + 1], *self.nodes[rest])
        self.ways.append(_Way(nodes, (*before.edges[:leaves], *self.edges[rest])))
        return self.ways[-1]


class _Waiting(NamedTuple):
    """A path that was found, or (without nodes) a part whose paths have at least these hops, not searched yet."""

    hops: int
    nodes: Places
    number: int  # which makes the order whole
    edges: Places
    of: _Shortest | _Part


def ranked_by_hops(
    question: Question, *, k: int, progress: Progress | None = None, run: Run | None = None
) -> list[Found]:
    """The first k loopless paths of a question by hops, without nodes to go by and stages; equally short ones by place.

    Yen (1971), *Management Science* 17(11); Lawler (1972), *Management Science* 18(7); Pohl (1971) for each search.
    """
    ids, start = question.projection.ids, question.allowed.start
    bound = question.projection.n if question.max_hops is None else question.max_hops
    waiting = [_Waiting(0, (), 0, (), _Part(_Way((start,), ()), 0, set()))]
    number = 0
    found: list[Found] = []
    with _searches(question, k, run) as searches:
        while waiting and len(found) < k:
            hops, nodes, _, edges, of = heappop(waiting)
            if isinstance(of, _Part):
                shortest = searches.shortest(of, bound - of.at, k - len(found))
            else:
                shortest = of
                found.append(Found(float(hops), Path(tuple([ids[place] for place in nodes]), edges)))
                if progress is not None:
                    progress(len(found), k)
            way = shortest.following()
            if way is not None:
                number += 1
                heappush(waiting, _Waiting(len(way.edges), way.nodes, number, way.edges, shortest))
            elif shortest.complete and shortest.number and hops < bound and len(found) < k:
                for part in shortest.part.split(shortest.ways):
                    number += 1
                    heappush(waiting, _Waiting(hops + 1, (), number, (), part))
    return found


@dataclass(frozen=True, slots=True)
class _Searches:
    """Searches from both ends on the same masks (`closed`, n; `grade`, m, below 0 where an edge is shut) and space.

    `rows` and `seen` are what kernels read: the network, and the masks, which are written to between two searches.
    """

    end: int
    run: Run
    rows: tuple[Values, ...]
    closed: Values
    grade: Values
    seen: tuple[Values, Values]
    work: tuple[Values, ...]

    def shortest(self, part: _Part, most: int, limit: int) -> _Shortest:
        """Up to `limit` shortest paths of a part, of at most `most` hops from where it leaves."""
        before = part.way.nodes[: part.at]
        self._close(before, 1)
        for edge in part.barred:
            self.grade[edge] = -1
        found = self._found(part, most, limit)
        self._close(before, 0)  # a path has passed them, so they were open
        for edge in part.barred:
            self.grade[edge] = 0
        return found

    def _found(self, part: _Part, most: int, limit: int) -> _Shortest:
        (closed, grade), work = self.seen, self.work
        start = part.way.nodes[part.at]
        count = self.run.kernel(meet_halfway)(*self.rows, start, self.end, most, 1, closed, grade, 0, *work)
        if not count:
            return _Shortest(part, 0, [], [], 0, complete=True)
        _, hops_of, _, found, cursor, found_hops, found_ways, path, path_edges = work
        hops, ways = int(found_hops[0]), found_ways[0]
        limit = int(min(limit, ways))
        nodes, edges = unset(self.run, limit * hops, np.int32), unset(self.run, limit * hops, np.int32)
        room = hops_of, cursor, path, path_edges, nodes, edges
        self.run.kernel(list_shortest)(*self.rows[:3], grade, found, found_hops, count, limit, *room)
        if not self.run.plain:
            nodes, edges = nodes.tolist(), edges.tolist()
        return _Shortest(part, hops, nodes, edges, limit, complete=ways <= limit)

    def _close(self, places: Places, value: int) -> None:
        if self.run.plain or len(places) < FEW:
            for place in places:
                self.closed[place] = value
        else:
            self.closed[list(places)] = value


@contextmanager
def _searches(question: Question, k: int, run: Run | None) -> Iterator[_Searches]:
    projection, given = question.projection, question.allowed
    n, m = projection.n, projection.m
    run = run or choose(meet_halfway, steps=ASKED_AGAIN * k * (n + len(projection.indices)))

    def space() -> tuple[Values, ...]:
        return run.space(n, 0, np.uint8), run.space(m, 0, np.int32), room_to_meet(n, run)

    with lent(projection, run, "detours by hops", space) as (all_open, all_passed, work):
        closed, grade = all_open, all_passed
        if given.masked:
            closed, grade = writable(run, given.closed), writable(run, -given.shut.astype(np.int32))
        seen = (closed, grade) if run.plain else (run.given(closed), run.given(grade))
        yield _Searches(given.end, run, both_rows(projection, run), closed, grade, seen, work)
