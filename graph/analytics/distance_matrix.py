"""All-pairs distances: by hops as small whole numbers, or along the view's distances.

What the what-if analyses rest on. n² bytes by hops (twice that on networks deeper than 126 hops, and on directed ones,
which need the matrix both ways), 8 n² by distance; beyond the bounds here it is refused, with the way out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import Progress, in_order
from graph.analytics.kernels.matrix import distances_from, hops_from, hops_from_many
from graph.analytics.lengths import positive_distances
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Projection

MOST_NODES = 20_000  # n² = 400 MB by hops; what a service may hold beside its store
MOST_NODES_BY_DISTANCE = 5_000  # 8 n² = 200 MB
AT_ONCE = 512  # sources of one search: eight words a node, which fill a cache line

# Distances up to here are kept in bytes: two of them and a new link, 2·126 + 1, are still less than 255, `far`.
SHALLOW = 126
FAR_SHALLOW, FAR_DEEP = 255, 65_535

Hops = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
BITS: npt.NDArray[np.uint64] = np.left_shift(np.uint64(1), np.arange(64, dtype=np.uint64))


@dataclass(frozen=True)
class DistanceMatrix:
    """`hops[s, t]` (n, n): fewest edges from s to t; `far` where there is no path. Symmetric when undirected."""

    hops: Hops
    far: int
    directed: bool

    @cached_property
    def back(self) -> Hops:
        """The transposed matrix, rows together in memory; the same one when undirected."""
        if not self.directed:
            return self.hops
        turned: Hops = self.hops.T.copy(order="C")
        return turned

    @cached_property
    def inverse(self) -> Float64:
        """1/d by distance d, with 0 at 0 and at `far`. Shape (far + 1,)."""
        return inverses(self.far)

    def between(self, source: int, target: int) -> int | None:
        """Hops between two places, None where there is no path."""
        found = int(self.hops[source, target])
        return None if found == self.far else found


def inverses(far: int) -> Float64:
    """1/d by distance d, with 0 at 0 (a node and itself) and at `far`. Shape (far + 1,)."""
    table = np.zeros(far + 1)
    table[1:far] = 1.0 / np.arange(1, far)
    return table


def distance_matrix(
    projection: Projection,
    *,
    blocked: npt.NDArray[np.bool_] | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> DistanceMatrix:
    """Hops between all pairs, along the edges of a directed network; past no node of `blocked` (n), nor from or to it.

    d(s, t) = min number of edges on a path from s to t. The same whole numbers from every way to compute them.
    Raises `InvalidInput` beyond `MOST_NODES`. Moore (1959); 512 searches at once: Then et al. (2014), PVLDB 8(4).
    """
    at_most(projection, MOST_NODES)
    rows, far = distance_rows(
        projection, np.arange(projection.n), blocked=blocked, progress=progress, threads=threads, run=run
    )
    return DistanceMatrix(rows, far, projection.directed)


def at_most(projection: Projection, most: int) -> None:
    """Raises `InvalidInput` for a network that has too many nodes for a matrix of them."""
    if projection.n > most:
        raise InvalidInput(
            f"The network '{projection.view}' has {projection.n} nodes, and a matrix of all pairs is made for at most "
            f"{most}.",
            next_step="Ask about a smaller network or a coarser level, or about one node with node=.",
            field="view",
        )


def distance_rows(
    projection: Projection,
    sources: npt.NDArray[np.integer[Any]],
    *,
    blocked: npt.NDArray[np.bool_] | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> tuple[Hops, int]:
    """Hops from each source (k) to all nodes, shape (k, n), and the number that says there is no path.

    The rows of blocked sources hold that number, also for themselves. Memory: k·n bytes, or twice that.
    """
    n, places = projection.n, len(projection.indices)
    run = run or choose(hops_from_many, steps=len(sources) * (n + places))
    open_ = np.zeros(n, dtype=np.bool_) if blocked is None else blocked
    parts = [sources[at : at + AT_ONCE] for at in range(0, len(sources), AT_ONCE)]
    shut = run.given(open_.astype(np.int8))
    found: Hops
    if not run.plain:
        found = np.full((len(sources), n), FAR_SHALLOW, dtype=np.uint8)
        indptr, indices, _ = projection.reverse

        def many(at: int) -> bool:
            asked = parts[at]
            words = -(-len(asked) // 64)
            space = (np.zeros(n * words, dtype=np.uint64) for _ in range(3))
            deepest = run.kernel(hops_from_many)(
                run.given(indptr),
                run.given(indices),
                run.given(np.asarray(asked, dtype=np.int64)),
                shut,
                run.given(BITS),
                words,
                SHALLOW,
                *space,
                np.zeros(words, dtype=np.uint64),
                found[at * AT_ONCE : at * AT_ONCE + len(asked)].reshape(-1),
            )
            return bool(deepest >= 0)

        if all(in_order(many, range(len(parts)), threads=threads, progress=progress)):
            found[open_[sources]] = FAR_SHALLOW
            return found, FAR_SHALLOW

    # plain, or so deep that a search a source is faster
    found = np.full((len(sources), n), FAR_DEEP, dtype=np.uint16)

    def one_by_one(at: int) -> int:
        asked = parts[at]
        queue = run.space(n, 0, np.int32)
        rows = found[at * AT_ONCE : at * AT_ONCE + len(asked)]
        out = run.space(len(asked) * n, FAR_DEEP, np.uint16)
        deepest = run.kernel(hops_from)(
            run.given(projection.indptr),
            run.given(projection.indices),
            run.given(np.asarray(asked, dtype=np.int64)),
            shut,
            FAR_DEEP,
            queue,
            out,
        )
        rows[:] = np.asarray(out, dtype=np.uint16).reshape(rows.shape)
        return int(deepest)

    one_thread = 1 if run.plain else threads
    deepest = max(in_order(one_by_one, range(len(parts)), threads=one_thread, progress=progress), default=0)
    found[open_[sources]] = FAR_DEEP
    if deepest > SHALLOW:
        return found, FAR_DEEP
    return np.where(found == FAR_DEEP, FAR_SHALLOW, found).astype(np.uint8), FAR_SHALLOW


def turned(projection: Projection) -> Projection:
    """The network with every edge the other way; rows from it are columns of the network's matrix."""
    indptr, indices, edge_of = projection.reverse
    return replace(
        projection,
        indptr=indptr,
        indices=indices,
        edge_of=edge_of,
        edge_source=projection.edge_target,
        edge_target=projection.edge_source,
    )


def weighted_distance_matrix(
    projection: Projection, *, progress: Progress | None = None, threads: int | None = None, run: Run | None = None
) -> Float64:
    """Distances between all pairs along the view's distances, shape (n, n); infinite where there is no path.

    An edge of strength 0 is not passed. Raises `InvalidInput` beyond `MOST_NODES_BY_DISTANCE` and for a distance that
    is not positive. Dijkstra (1959), *Numerische Mathematik* 1.
    """
    at_most(projection, MOST_NODES_BY_DISTANCE)
    n, places = projection.n, len(projection.indices)
    distance = positive_distances(projection)
    run = run or choose(distances_from, steps=4 * n * (n + places))
    length = run.given(distance[projection.edge_of])
    indptr, indices = run.given(projection.indptr), run.given(projection.indices)
    out = np.full((n, n), np.inf)

    def part(at: range) -> None:
        rows = run.space(len(at) * n, np.inf, np.float64)
        heap = run.space(n + places + 1, 0.0, np.float64), run.space(n + places + 1, 0, np.int32)
        given = run.given(np.arange(at.start, at.stop))
        done = run.space(n, -1, np.int32)
        run.kernel(distances_from)(indptr, indices, length, given, done, *heap, rows)
        out[at.start : at.stop] = np.asarray(rows).reshape(len(at), n)

    parts = [range(at, min(at + 64, n)) for at in range(0, n, 64)]
    for _ in in_order(part, parts, threads=1 if run.plain else threads, progress=progress):
        pass
    return out
