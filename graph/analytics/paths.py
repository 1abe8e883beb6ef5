"""Shortest paths between two nodes, by hops: one, or all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.counting import count_ways
from graph.analytics.results import Method, Path, Paths
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Projection

LIMIT = 20  # paths listed unless told; a page shows no more at once, and their number can grow with 2 to the length
EXACT = 2.0**53  # counts below it are exact in double precision


def shortest_path(projection: Projection, *, source: str, target: str, max_hops: int | None = None) -> Paths:
    """The first of the shortest paths in the order of node ids. See `shortest_paths`."""
    return shortest_paths(projection, source=source, target=target, limit=1, max_hops=max_hops)


def shortest_paths(
    projection: Projection, *, source: str, target: str, limit: int = LIMIT, max_hops: int | None = None
) -> Paths:
    """All shortest paths by hops, up to `limit` of them listed in the order of their node ids, and their exact number.

    d(s, t) = fewest edges from s to t, along their direction in a directed network. A node reaches itself in 0 hops.
    With `max_hops` longer routes are not looked for. Raises `NotFound` for an id that is not in the network,
    `InvalidInput` for a limit or a bound below 1. Breadth-first search: Moore (1959); Lee (1961).
    """
    for name, value in (("limit", limit), ("max_hops", max_hops)):
        if value is not None and value < 1:
            raise InvalidInput(
                f"{name} = {value} is not possible.", next_step="Give a whole number from 1 up.", field=name
            )
    start, end = projection.place(source), projection.place(target)
    routes = search(projection, start, end, max_hops=max_hops)
    method = _method(projection, max_hops)
    if not routes.found:
        return Paths(method, None, (), 0, False, (_no_path(projection, source, target, routes, max_hops),))
    total = routes.total()
    paths = tuple(path for path, _ in zip(routes.paths(), range(limit), strict=False))
    warnings = (f"{total} shortest paths; the first {len(paths)} are listed.",) if total > len(paths) else ()
    return Paths(method, routes.length, paths, total, total > len(paths), warnings)


@dataclass(frozen=True)
class Routes:
    """What a search backwards from the target found: hops to it and numbers of shortest paths to it (n), -1 and 0 where
    the search did not come. `reached` counts the nodes it came to."""

    projection: Projection
    start: int
    end: int
    dist: npt.NDArray[np.int32]
    ways: npt.NDArray[np.float64]
    reached: int
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
            nodes = self.projection.indices[row]
            closer = np.flatnonzero(self.dist[nodes] == self.dist[place] - 1)
            edges = self.projection.edge_of[row]
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
    projection: Projection, start: int, end: int, *, max_hops: int | None = None, run: Run | None = None
) -> Routes:
    """Searches backwards from `end` until every shortest path from `start` is counted. Both are places."""
    n = projection.n
    indptr, indices, _ = projection.reverse
    run = run or choose(count_ways, steps=5 * (n + len(indices)))  # asked again and again
    dist, ways, queue = run.space(n, -1, np.int32), run.space(n, 0.0, np.float64), run.space(n, 0, np.int32)
    bound = n if max_hops is None else min(n, max_hops)
    reached = run.kernel(count_ways)(run.given(indptr), run.given(indices), end, start, bound, dist, ways, queue)
    return Routes(projection, start, end, np.asarray(dist, np.int32), np.asarray(ways, np.float64), int(reached))


def _no_path(projection: Projection, source: str, target: str, routes: Routes, max_hops: int | None) -> str:
    if max_hops is not None and (routes.dist == max_hops).any():
        return f"No path from '{source}' to '{target}' of at most {max_hops} hops. A longer one may exist."
    reached = routes.reached - 1
    into = "leads to" if projection.directed else "is connected to"
    others = "no other node" if reached == 0 else f"{reached} other node{'s' if reached > 1 else ''}, not '{source}'"
    if projection.directed and reached:
        return f"No path: '{target}' can be reached from {others}."
    if projection.directed:
        return f"No path: no edge {into} '{target}'."
    return f"No path: '{target}' {into} {others}."


def _method(projection: Projection, max_hops: int | None) -> Method:
    definitions = {
        "direction": "directed: along the edges" if projection.directed else "undirected: an edge is passed both ways",
        "length": "hops: each edge counts 1",
        "order": "paths by their node ids, one after the other",
        "total": "all shortest paths, counted exactly, also those not listed",
    }
    if max_hops is not None:
        definitions["max_hops"] = f"routes of more than {max_hops} hops are not looked for"
    return Method(
        name="shortest paths",
        formula="d(s, t) = min number of edges on a path from s to t",
        reference="Moore (1959), Proc. Int. Symp. on the Theory of Switching: 285–292; "
        "Brandes (2001), Journal of Mathematical Sociology 25(2), for the counts",
        definitions=definitions,
    )
