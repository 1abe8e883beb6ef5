"""The search from both ends at once: all shortest paths by hops between two nodes, counted, and listed by their ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analytics.constraints import Allowed
from graph.analytics.kernels.counting import count_ways
from graph.analytics.kernels.routes import meet_halfway
from graph.analytics.results import Path
from graph.analytics.routing import ASKED_AGAIN
from graph.analytics.running import Run, choose
from graph.projection import Projection

EXACT = 2.0**53  # counts below it are exact in double precision


@dataclass(frozen=True)
class Routes:
    """What a search found: hops to the target and numbers of shortest paths to it (n) for every node on a shortest path
    (and some others), -1 and 0 where the search did not come. `reached` counts the nodes it came to from the target."""

    projection: Projection
    start: int
    end: int
    dist: npt.NDArray[np.int32]
    ways: npt.NDArray[np.float64]
    reached: int
    shut: npt.NDArray[np.uint8] | None = None
    onward: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is a path."""
        return bool(self.dist[self.start] >= 0)

    @property
    def length(self) -> int:
        """Hops from source to target."""
        return int(self.dist[self.start])

    def next_hops(self, place: int) -> list[tuple[int, int]]:
        """The nodes one hop closer to the target, ascending, each with the edge that leads there."""
        if place not in self.onward:
            row = slice(self.projection.indptr[place], self.projection.indptr[place + 1])
            nodes, edges = self.projection.indices[row], self.projection.edge_of[row]
            fits = self.dist[nodes] == self.dist[place] - 1
            if self.shut is not None:
                fits &= self.shut[edges] == 0
            closer = np.flatnonzero(fits)
            self.onward[place] = list(zip(nodes[closer].tolist(), edges[closer].tolist(), strict=True))
        return self.onward[place]

    def total(self) -> int:
        """The exact number of shortest paths: the double where it is small enough to be exact, else counted again."""
        if self.ways[self.start] < EXACT:
            return int(self.ways[self.start])
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
) -> Routes:
    """Searches from both ends until they meet and every shortest path is counted. `start` and `end` are places.

    Where nothing is masked and there is no path, all nodes from which `end` can be reached are visited, to tell how
    many they are.
    """
    n, places = projection.n, len(projection.indices)
    masked = given is not None and given.masked
    run = run or choose(meet_halfway, steps=ASKED_AGAIN * (n + places))
    bound = n if max_hops is None else min(n, max_hops)
    back = tuple(run.given(array) for array in projection.reverse)
    there = tuple(run.given(array) for array in (projection.indptr, projection.indices, projection.edge_of))
    none = np.zeros(0, dtype=np.uint8)
    masks = [run.given(mask) for mask in ((given.closed, given.shut) if given and masked else (none, none))]
    ahead, dist, queue, back_queue = (run.space(n, value, np.int32) for value in (-1, -1, 0, 0))
    ways = run.space(n, 0.0, np.float64)
    reached = run.kernel(meet_halfway)(
        *there, *back, start, end, bound, int(masked), *masks, ahead, dist, ways, queue, back_queue
    )
    if not masked and dist[start] < 0:
        dist, ways = run.space(n, -1, np.int32), run.space(n, 0.0, np.float64)
        reached = run.kernel(count_ways)(*back[:2], end, start, bound, dist, ways, queue)
    shut = given.shut if given and masked else None
    return Routes(projection, start, end, np.asarray(dist, np.int32), np.asarray(ways, np.float64), int(reached), shut)
