"""Searches from both ends at once: all shortest paths by hops between two nodes, counted, and listed by their ids.

By distance, the least remaining distances along them, which `graph.analytics.routing` lists and counts them by.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analytics.constraints import Allowed
from graph.analytics.kernels.counting import count_ways
from graph.analytics.kernels.meeting import meet_by_distance, meet_halfway
from graph.analytics.question import Question
from graph.analytics.remaining import ASKED_AGAIN, Rest
from graph.analytics.results import Path
from graph.analytics.running import Run, Values, choose
from graph.analytics.workspace import NO_MASK, both_rows, kept, lent, unset
from graph.projection import Projection

EXACT = 2.0**53  # counts below it are exact in double precision
SLACK = 1e-8  # relative: ties are closer by far, and add up over the hops of a path

Grades = npt.NDArray[np.int32]
NO_GRADES: Grades = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class Routes:
    """What a search found: `places` (k) of the nodes on shortest paths, with hops to the target and numbers of paths.

    Without a path those of the nodes it came to, from the target; `reached` counts them. `way` is the first path: the
    places after the source, and the edges.
    """

    projection: Projection
    start: int
    end: int
    places: npt.NDArray[np.int32]
    dist: npt.NDArray[np.int32]
    ways: npt.NDArray[np.float64]
    found: bool
    way: tuple[tuple[int, ...], ...]
    grade: Grades = field(default_factory=lambda: NO_GRADES)
    least: int = 0
    onward: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def reached(self) -> int:
        """How many nodes there are in `places`."""
        return len(self.places)

    @property
    def length(self) -> int:
        """Hops from source to target."""
        return int(self.dist[0])

    @cached_property
    def hops(self) -> dict[int, int]:
        """Hops to the target by place."""
        return dict(zip(self.places.tolist(), self.dist.tolist(), strict=True))

    @cached_property
    def at_hops(self) -> list[npt.NDArray[np.int32]]:
        """The places at each number of hops to the target, ascending. They come in levels, the furthest first."""
        cuts = np.flatnonzero(np.diff(self.dist)) + 1
        return [np.sort(level) for level in np.split(self.places, cuts)][::-1]

    def next_hops(self, place: int) -> list[tuple[int, int]]:
        """The nodes one hop closer to the target, ascending, each with the edge that leads there."""
        if place not in self.onward:
            hops = self.hops[place]
            row = slice(self.projection.indptr[place], self.projection.indptr[place + 1])
            nodes, edges = self.projection.indices[row], self.projection.edge_of[row]
            closer = self.at_hops[hops - 1] if hops else self.places[:0]
            at = np.searchsorted(nodes, closer)
            at[at == len(nodes)] = 0
            at = at[nodes[at] == closer] if len(nodes) else at[:0]
            if len(self.grade):
                at = at[self.grade[edges[at]] >= self.least]
            self.onward[place] = list(zip(nodes[at].tolist(), edges[at].tolist(), strict=True))
        return self.onward[place]

    @property
    def first(self) -> Path:
        """The first of the paths in the order of their node ids, where there is one."""
        nodes, edges = self.way
        ids = self.projection.ids
        return Path((ids[self.start], *(ids[place] for place in nodes)), edges)

    def total(self) -> int:
        """The exact number of shortest paths: the double where it is small enough to be exact, else counted again."""
        if self.ways[0] < EXACT:
            return int(self.ways[0])
        layers = [[self.start]]
        while len(layers) <= self.length:
            layers.append(sorted({v for u in layers[-1] for v, _ in self.next_hops(u)}))
        counts = {self.end: 1}
        for layer in reversed(layers[:-1]):
            counts.update({u: sum(counts[v] for v, _ in self.next_hops(u)) for u in layer})
        return counts[self.start]

    def paths(self) -> Iterator[Path]:
        """The paths one by one, in the order of their node ids (places are in that order)."""
        ids = self.projection.ids
        nodes, edges = [self.start], list[int]()
        waiting = [iter(self.next_hops(self.start))]
        while waiting:
            if nodes[-1] == self.end:
                yield Path(tuple(ids[place] for place in nodes), tuple(edges))
                step = None
            else:
                step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                nodes.pop()
                del edges[-1:]
            else:
                nodes.append(step[0])
                edges.append(step[1])
                waiting.append(iter(self.next_hops(step[0])))


def search(
    projection: Projection,
    start: int,
    end: int,
    *,
    max_hops: int | None = None,
    run: Run | None = None,
    given: Allowed | None = None,
    grade: Grades | None = None,
    least: int = 0,
) -> Routes:
    """Searches from both ends until they meet and every shortest path is counted. `start` and `end` are places.

    With `grade` (m) only over edges of at least the `least`. Where nothing is masked and there is no path, all nodes
    from which `end` can be reached are visited, to tell how many they are.
    """
    n, places = projection.n, len(projection.indices)
    masked = (given is not None and given.masked) or grade is not None
    run = run or choose(meet_halfway, steps=ASKED_AGAIN * (n + places))
    bound = n if max_hops is None else min(n, max_hops)
    rows = both_rows(projection, run)
    closed = given.closed if given is not None and masked else NO_MASK
    if grade is None:
        grade = -given.shut.astype(np.int32) if given is not None and masked else NO_GRADES
    if masked and not len(closed):
        closed = np.zeros(n, dtype=np.uint8)

    with lent(projection, run, "a search by hops", lambda: room_to_meet(n, run)) as work:
        masks = run.given(closed), run.given(grade), least
        count = run.kernel(meet_halfway)(*rows, start, end, bound, int(masked), *masks, *work)
        those = np.array(work[3][:count], dtype=np.int32)
        dist, ways = np.array(work[5][:count], dtype=np.int32), np.array(work[6][:count], dtype=np.float64)
        length = int(dist[0]) if count else 0
        way = tuple(map(int, work[7][:length])), tuple(map(int, work[8][:length]))
    if not masked and not count:
        back, queue = (run.space(n, -1, np.int32), run.space(n, 0.0, np.float64)), run.space(n, 0, np.int32)
        reached = run.kernel(count_ways)(*rows[3:5], end, -1, bound, *back, queue)
        those = np.array(queue[:reached], dtype=np.int32)
        dist, ways = np.asarray(back[0], dtype=np.int32)[those], np.asarray(back[1], dtype=np.float64)[those]
    grades = grade if masked else NO_GRADES
    return Routes(projection, start, end, those, dist, ways, count > 0, way, grades, least)


def room_to_meet(n: int, run: Run) -> tuple[Values, ...]:
    """What `meet_halfway` works on, from `ahead` on."""
    marks = run.space(n, -1, np.int32), run.space(n, -1, np.int32), run.space(n, 0.0, np.float64)
    queues = unset(run, n, np.int32), unset(run, n, np.int32)
    found = unset(run, n, np.int32), unset(run, n, np.float64)
    return (*marks, *queues, *found, unset(run, n, np.int32), unset(run, n, np.int32))


class _Known(dict[int, float]):
    """Distances by place, infinite where there is none."""

    def __missing__(self, place: int) -> float:
        return math.inf


def nearest(question: Question, run: Run | None = None) -> tuple[Question, Rest]:
    """The least distances that remain on the shortest paths by distance, and the question kept to these.

    Without nodes to go by, stages and a bound of hops. The same numbers as `rest_of` gives there.
    """
    projection, given = question.projection, question.allowed
    n, places = projection.n, len(projection.indices)
    run = run or choose(meet_by_distance, steps=ASKED_AGAIN * (n + places))

    def space() -> tuple[Values, ...]:
        far = run.space(n, np.inf, np.float64), run.space(n, np.inf, np.float64)
        marks = run.space(n, 0, np.uint8), unset(run, n + 1, np.int32)
        heaps = (unset(run, n + places + 1, kind) for _ in range(2) for kind in (np.float64, np.int32))
        return (*far, *marks, *heaps, unset(run, n, np.int32), unset(run, n, np.float64))

    rows = both_rows(projection, run)
    length = kept(projection, f"distances, {run.plain}", lambda: run.given(question.lengths))
    masks = [run.given(mask) for mask in ((given.closed, given.shut) if given.masked else (NO_MASK, NO_MASK))]
    with lent(projection, run, "a search by distance", space) as work:
        ends = given.start, given.end, SLACK, int(given.masked)
        count = run.kernel(meet_by_distance)(*rows, length, *ends, *masks, *work)
        found = np.array(work[-2][:count], dtype=np.int32)
        near = [float(one) for one in work[-1][:count]]
    rest = Rest(((_Known(zip(found.tolist(), near, strict=True)),),), 1, in_hops=False)
    return replace(question, within=np.sort(found)), rest
