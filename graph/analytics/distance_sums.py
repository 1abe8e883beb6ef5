"""How many nodes each node is joined with by paths, how far together and how near: what closeness and harmonic are of.

By hops, large networks are searched from 256 nodes at once in the bits of words (Then et al. 2014, *PVLDB* 8(4)), with
a table of how many nodes are at each number of hops; a network whose distances are longer than the table is wide, and a
small one, is searched from one node at a time. Both count in whole numbers: the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.distances import BATCH, WORDS, count_at_levels, sums_by_distance, sums_by_hops
from graph.analytics.lengths import Length, buckets, distances
from graph.analytics.running import COMPILED, Run, Values, choose
from graph.projection import Projection

Side: TypeAlias = Literal["in", "out"]
SIDES: tuple[Side, ...] = ("in", "out")

LEVELS = 32  # hops the table holds. Where distances are longer, few nodes are at each, and one search at a time is fast


@dataclass(frozen=True, slots=True)
class DistanceSums:
    """Of each node (n,): how many others a path joins it with, and Σ d and Σ 1/d over these."""

    reach: npt.NDArray[np.int64]
    far: npt.NDArray[np.float64]
    near: npt.NDArray[np.float64]


def distance_sums(
    projection: Projection,
    *,
    by: Length = "hops",
    direction: Side = "in",
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
    many: bool | None = None,
) -> DistanceSums:
    """The sums over the paths to each node ("in") or from it ("out"), the same bits however they are computed.

    `many`: 256 searches at once, where None if the network is large. Raises `InvalidInput` for a distance that is not
    positive.
    """
    kernel = sums_by_hops if by == "hops" else sums_by_distance
    steps = projection.n * (projection.n + 2 * len(projection.indices)) * (1 if by == "hops" else 4)
    run = run or choose(kernel, steps=steps)
    if by == "hops" and (many if many is not None else not run.plain and projection.n >= BATCH):
        found = _at_once(projection, direction, threads, progress)
        if found is not None:
            return found
    return _one_by_one(projection, by, direction, run, threads, progress)


def _at_once(
    projection: Projection, direction: Side, threads: int | None, progress: Progress | None
) -> DistanceSums | None:
    """All sums out of one table, or None where distances are longer than it is wide."""
    n = projection.n
    indptr, indices, _ = _rows(projection, direction)
    rows = COMPILED.given(indptr), COMPILED.given(indices)
    bits = COMPILED.given(np.uint64(1) << np.arange(64, dtype=np.uint64))
    compute = COMPILED.kernel(count_at_levels)

    def part(batches: range) -> tuple[int, npt.NDArray[np.int32]]:
        seen, now, new = (np.zeros((n, WORDS), dtype=np.uint64) for _ in range(3))
        full, counts = np.zeros(WORDS, dtype=np.uint64), np.zeros((n, LEVELS), dtype=np.int32)
        hops = 0
        for batch in batches:
            first, last = batch * BATCH, min(n, (batch + 1) * BATCH)
            hops = max(hops, compute(*rows, first, last, bits, seen, now, new, full, counts))
            if hops == LEVELS:
                break
        return hops, counts

    table = np.zeros((n, LEVELS), dtype=np.int32)
    longest = 0
    for hops, counts in in_order(part, chunks(-(-n // BATCH)), threads=threads, progress=progress):
        if hops == LEVELS:
            return None
        table += counts
        longest = max(longest, hops)
    reach, far, near = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n)
    for hops in range(1, longest + 1):
        reach += table[:, hops]
        far += hops * table[:, hops].astype(np.int64)
        near += table[:, hops] / hops
    return DistanceSums(reach, far.astype(np.float64), near)


def _one_by_one(
    projection: Projection, by: Length, direction: Side, run: Run, threads: int | None, progress: Progress | None
) -> DistanceSums:
    n = projection.n
    indptr, indices, back = _rows(projection, direction)
    rows = [run.given(indptr), run.given(indices)]
    compute = run.kernel(sums_by_hops if by == "hops" else sums_by_distance)
    there = distances(projection)[1 if back else 0] if by == "distance" else np.zeros(0)
    sizes = buckets(there)
    length = run.given(there)

    def part(some: range) -> tuple[Values, Values, Values]:
        starts, count = run.given(np.arange(some.start, some.stop)), len(some)
        reach, near = run.space(count, 0, np.int64), run.space(count, 0.0, np.float64)
        far: Any
        if by == "hops":
            far = run.space(count, 0, np.int64)
            compute(*rows, starts, run.space(n, 0, np.int8), run.space(n, 0, np.int32), reach, far, near)
        else:
            far = run.space(count, 0.0, np.float64)
            space = sizes.space(run, n, len(indices))
            compute(*rows, length, sizes.scale, sizes.final, starts, *space, reach, far, near)
        return reach, far, near

    parts = list(in_order(part, chunks(n), threads=1 if run.plain else threads, progress=progress))
    reach, far, near = (np.concatenate([np.zeros(0), *(one[at] for one in parts)]) for at in range(3))
    return DistanceSums(reach.astype(np.int64), far, near)


def _rows(projection: Projection, direction: Side) -> tuple[npt.NDArray[Any], npt.NDArray[Any], bool]:
    """`indptr` and `indices` for a search from each node against its incoming ties ("in") or along its outgoing ones.

    The third is whether they are the rows of in-neighbours.
    """
    if direction == "in":
        return projection.reverse[0], projection.reverse[1], True
    return projection.indptr, projection.indices, False


def search_steps(projection: Projection, *, by: Length = "hops") -> int:
    """About how many edges and nodes are looked at in all searches."""
    once = projection.n + 2 * projection.m
    return projection.n * once // 16 if by == "hops" else 3 * projection.n * once


def side(projection: Projection, direction: Side) -> str:
    """The direction of the paths, for the definitions of a measure."""
    if not projection.directed:
        return "undirected"
    return {"in": "distances to the node, along the edges", "out": "distances from the node, along the edges"}[
        direction
    ]
