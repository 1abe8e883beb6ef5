"""Brandes' sums: how much the shortest paths from each source depend on each node. What betweenness is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.betweenness import betweenness_by_distance, betweenness_by_hops
from graph.analytics.lengths import Length, buckets, distances
from graph.analytics.running import Run, Values, choose
from graph.analytics.sampling import Moments
from graph.analytics.workspace import unsigned
from graph.projection import Projection

# Two routes are equally short when their distances differ by less than this, relative. Distances are reciprocals, and
# 1 + 1 + 1/3 ends in other bits than 1/3 + 1 + 1. With an exact comparison, networks of 40 nodes and strengths of
# 1–4 came out wrong in 59 of 60 cases (against exact fractions).
TIE_TOLERANCE = 1e-12

# Adds the dependencies of some sources, each with its copies, to sums (n); returns the largest count of paths.
Add: TypeAlias = Callable[[npt.NDArray[np.int64], npt.NDArray[np.int64], Values], float]
Part: TypeAlias = Callable[[], Add]  # makes the space that it works in, once for a chunk


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Σ_s δ_s(v) of each node (n,), over ordered pairs; `overflow` when a count of paths left the range of a double.

    `variance` (n,), where it was asked for: s² of δ_s(v) over the sources, with r − 1 below; NaN for one source.
    """

    values: npt.NDArray[np.float64]
    overflow: bool
    variance: npt.NDArray[np.float64] | None = None


def dependencies(
    projection: Projection,
    *,
    by: Length = "hops",
    sources: npt.NDArray[np.int64] | None = None,
    spread: bool = False,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Dependencies:
    """The sums of Brandes' algorithm, the same bits whatever the number of threads and the way to run the kernels.

    `sources`: places of the nodes to start from; all where it is None. With `spread` their variance too, which takes
    each source for itself: a few passes over n numbers more than the search from it.
    """
    n = projection.n
    starts = np.arange(n) if sources is None else sources
    copies = _copies(projection, by) if sources is None and not spread else np.zeros(len(starts), dtype=np.int64)
    kernel = betweenness_by_hops if by == "hops" else betweenness_by_distance
    run = run or choose(kernel, steps=len(starts) * (n + 2 * len(projection.indices)) * (1 if by == "hops" else 4))
    part = _by_hops(projection, run) if by == "hops" else _by_distance(projection, run)

    def work(some: range) -> tuple[npt.NDArray[np.float64], float, Moments | None]:
        add, chosen, stand = part(), starts[some.start : some.stop], copies[some.start : some.stop]
        if not spread:
            sums = run.space(n, 0.0, np.float64)
            counted = add(chosen[stand >= 0], stand[stand >= 0], sums)
            return np.asarray(sums, dtype=np.float64), counted, None
        total, moments, most = np.zeros(n), Moments.none(n), 0.0
        for at in range(len(chosen)):
            one = run.space(n, 0.0, np.float64)
            most = max(most, add(chosen[at : at + 1], stand[at : at + 1], one))
            found = np.asarray(one, dtype=np.float64)
            total += found
            moments.take(found)
        return total, most, moments

    total, moments = np.zeros(n), Moments.none(n)
    largest = 0.0
    parts = chunks(len(starts))
    for sums, counted, seen in in_order(work, parts, threads=1 if run.plain else threads, progress=progress):
        total += sums
        largest = max(largest, counted)
        if seen is not None:
            moments.join(seen)
    overflow = bool(np.isinf(largest) or np.isnan(total).any())
    return Dependencies(total, overflow, moments.variance() if spread else None)


def _copies(projection: Projection, by: Length) -> npt.NDArray[np.int64]:
    """How many leaves each node (n,) stands for as a source; -1 for the leaves, which are then no sources.

    In an undirected network a node with one tie, to a node with more, is not started from: its shortest paths are those
    of the other with one more edge. Of two nodes tied only to each other both are.
    """
    copies = np.zeros(projection.n, dtype=np.int64)
    if projection.directed:
        return copies
    degree = np.diff(projection.indptr)
    leaves = np.flatnonzero(degree == 1)
    at = projection.indptr[leaves]
    holders = projection.indices[at]
    kept = degree[holders] > 1
    if by == "distance":
        kept &= np.isfinite(projection.distance[projection.edge_of[at]])
    copies += np.bincount(holders[kept], minlength=projection.n)
    copies[leaves[kept]] = -1
    return copies


def _by_hops(projection: Projection, run: Run) -> Part:
    n = projection.n
    rows = [run.given(unsigned(array)) for array in (projection.indptr, projection.indices)]
    rows += [run.given(unsigned(array)) for array in projection.reverse[:2]] if projection.directed else rows
    compute = run.kernel(betweenness_by_hops)

    def part() -> Add:
        dist, queue = run.space(n, -1, np.int32), run.space(n, 0, np.int32)
        sigma, coef = (run.space(n, 0.0, np.float64) for _ in range(2))
        levels = [run.space(n + 2, 0, np.int64) for _ in range(3)]

        def add(sources: npt.NDArray[np.int64], copies: npt.NDArray[np.int64], sums: Values) -> float:
            given = run.given(sources), run.given(copies)
            return float(compute(*rows, *given, dist, sigma, coef, queue, *levels, sums))

        return add

    return part


def _by_distance(projection: Projection, run: Run) -> Part:
    n, places = projection.n, len(projection.indices)
    there, back = distances(projection)
    sizes = buckets(there)
    rows = [run.given(array) for array in (projection.indptr, projection.indices, there)]
    rows += [run.given(array) for array in (*projection.reverse[:2], back)] if projection.directed else rows
    compute = run.kernel(betweenness_by_distance)

    def part() -> Add:
        dist, order, turn, *queue = sizes.space(run, n, places)
        sigma, coef = (run.space(n, 0.0, np.float64) for _ in range(2))
        parent, parents = run.space(places, 0, np.int32), run.space(n + 2, 0, np.int64)

        def add(sources: npt.NDArray[np.int64], copies: npt.NDArray[np.int64], sums: Values) -> float:
            largest: float = compute(
                *rows, TIE_TOLERANCE, sizes.scale, sizes.final, run.given(sources), run.given(copies),
                dist, sigma, coef, order, turn, *queue, parent, parents, sums,
            )  # fmt: skip
            return largest

        return add

    return part
