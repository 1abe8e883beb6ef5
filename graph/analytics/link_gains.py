"""The numbers behind `added_links`: gains of absent links as arrays, node by node or one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.distance_matrix import BITS, DistanceMatrix
from graph.analytics.executor import Progress, in_order, part_of
from graph.analytics.kernels.whatif import gain_by_distance, gain_by_hops, gains_of_nodes
from graph.analytics.results import significant
from graph.analytics.running import Run, choose
from graph.projection import Float64, Int64, Projection

TOLERANCE = 1e-12  # relative: sums of the same distances in another order differ by less
LINKS_AT_ONCE = 4096  # of one chunk: progress, and balance between threads
ROWS_AT_ONCE = 32  # most nodes whose links are scored in one chunk
CHUNK_STEPS = 60_000_000  # words looked at in one chunk, some 0.2 s: how soon a run can be cancelled
PACKED_AT_ONCE = 256  # rows of the matrix that are packed into bits between two looks at a cancel
MOST_LEVELS = 30  # hops: in deeper networks the counts by distance cost more than they save, and links go one by one


@dataclass(frozen=True)
class Scored:
    """Links with Σ (1/d' − 1/d) (undirected: each pair once) and the pairs they bring closer; `exactly` how many."""

    source: Int64
    target: Int64
    gain: Float64
    closer: Int64
    exactly: int


def absent_links(projection: Projection) -> tuple[Int64, Int64]:
    """Places of the ends of every link that is not there, by source, then target; two-mode: actor, then activity."""
    n = projection.n
    allowed = np.ones((n, n), dtype=np.bool_)
    allowed[projection.edge_source, projection.edge_target] = False
    if not projection.directed:
        allowed[projection.edge_target, projection.edge_source] = False
    if len(projection.modes) > 1:
        allowed &= projection.actors[:, None] & ~projection.actors[None, :]
    elif not projection.directed:
        allowed = np.triu(allowed, 1)
    np.fill_diagonal(allowed, False)
    source, target = np.nonzero(allowed)
    return source.astype(np.int64), target.astype(np.int64)


def links_of(projection: Projection, place: int) -> tuple[Int64, Int64]:
    """The links of one node that are not there; directed ones in both directions."""
    n, actors = projection.n, projection.actors
    two_mode = len(projection.modes) > 1
    ways: list[tuple[Int64, Int64]] = []
    for outwards in (True, False) if projection.directed else (True,):
        indptr, indices = (projection.indptr, projection.indices) if outwards else projection.reverse[:2]
        allowed = np.ones(n, dtype=np.bool_)
        allowed[indices[indptr[place] : indptr[place + 1]]] = False
        allowed[place] = False
        if two_mode:
            allowed &= actors != actors[place]
            if projection.directed and bool(actors[place]) != outwards:
                allowed[:] = False
        others = np.flatnonzero(allowed).astype(np.int64)
        me = np.full(len(others), place, dtype=np.int64)
        if projection.directed:
            source, target = (me, others) if outwards else (others, me)
        elif two_mode:
            source, target = (me, others) if actors[place] else (others, me)
        else:
            source, target = np.minimum(me, others), np.maximum(me, others)
        ways.append((source, target))
    return np.concatenate([way[0] for way in ways]), np.concatenate([way[1] for way in ways])


def gains_by_hops(
    matrix: DistanceMatrix,
    source: Int64,
    target: Int64,
    *,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Scored:
    """Gain of each link, exactly. The same bits whatever the number of threads and the way to run."""
    n = len(matrix.hops)
    run = run or choose(gain_by_hops, steps=len(source) * n * 4)
    hops, inverse = run.given(matrix.hops.reshape(-1)), run.given(matrix.inverse)
    back = run.given(matrix.back.reshape(-1)) if matrix.directed else hops

    def part(at: slice) -> tuple[Any, Any]:
        size = len(source[at])
        gains, closer = run.space(size, 0.0, np.float64), run.space(size, 0, np.int64)
        run.kernel(gain_by_hops)(
            hops,
            back,
            n,
            run.given(source[at]),
            run.given(target[at]),
            inverse,
            run.space(n, 0, np.int32),
            run.space(n, 0, np.int32),
            gains,
            closer,
        )
        return gains, closer

    return _in_parts(part, source, target, run=run, threads=threads, progress=progress)


def gains_by_distance(
    dist: Float64,
    source: Int64,
    target: Int64,
    *,
    length: float,
    directed: bool,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Scored:
    """Gain of each link of a `length`, by a matrix of distances."""
    n = len(dist)
    run = run or choose(gain_by_distance, steps=len(source) * n * 4)
    rows = run.given(dist.reshape(-1))
    back = run.given(np.ascontiguousarray(dist.T).reshape(-1)) if directed else rows

    def part(at: slice) -> tuple[Any, Any]:
        size = len(source[at])
        gains, closer = run.space(size, 0.0, np.float64), run.space(size, 0, np.int64)
        run.kernel(gain_by_distance)(
            rows,
            back,
            n,
            run.given(source[at]),
            run.given(target[at]),
            float(length),
            TOLERANCE,
            run.space(n, 0, np.int32),
            run.space(n, 0, np.int32),
            gains,
            closer,
        )
        return gains, closer

    return _in_parts(part, source, target, run=run, threads=threads, progress=progress)


def _in_parts(
    part: Any, source: Int64, target: Int64, *, run: Run, threads: int | None, progress: Progress | None
) -> Scored:
    parts = [slice(at, at + LINKS_AT_ONCE) for at in range(0, len(source), LINKS_AT_ONCE)]
    one_thread = 1 if run.plain or len(parts) == 1 else threads
    found = list(in_order(part, parts, threads=one_thread, progress=progress))
    gains = np.concatenate([np.asarray(one, dtype=np.float64) for one, _ in found]) if found else np.zeros(0)
    closer = np.concatenate([np.asarray(one, dtype=np.int64) for _, one in found]) if found else np.zeros(0, np.int64)
    return Scored(source, target, gains, closer, len(source))


class NodeByNode:
    """Gains of all absent links of a node in n steps a link: Σ_t of what all pairs that end in t gain by d(v, t).

    Called with a run of places u it gives two arrays (len, n): Σ (1/d' − 1/d) by the link u → v, -1 where the link is
    there (and, `upwards`, for v < u), and the number of pairs closer. Memory: the matrix again, as bits by distance.
    Needs a network of at most `MOST_LEVELS` hops (`fits`).
    """

    def __init__(
        self,
        matrix: DistanceMatrix,
        *,
        upwards: bool,
        reverse: bool = False,
        run: Run | None = None,
        progress: Progress | None = None,
    ) -> None:
        hops, back = (matrix.back, matrix.hops) if reverse else (matrix.hops, matrix.back)
        n = len(hops)
        deepest = _deepest(matrix)
        self.fits = deepest <= MOST_LEVELS
        if not self.fits:
            return
        self._n, self._levels, self._words = n, deepest + 3, -(-n // 64)
        self._upwards = upwards
        self.row_steps = n * (self._levels**2 * self._words // 4 + (n // 2 if upwards else n))
        self.run = run or choose(gains_of_nodes, steps=n * self.row_steps)
        capped = np.minimum(hops, self._levels - 1).astype(np.uint8)
        capped_back = np.minimum(back, self._levels - 1).astype(np.uint8) if matrix.directed else capped
        at_level = np.zeros((n, self._levels, self._words), dtype=np.uint64)
        starts = range(0, n, PACKED_AT_ONCE)
        for done, first in enumerate(starts, start=1):
            some = slice(first, first + PACKED_AT_ONCE)
            for d in range(self._levels):
                at_level[some, d] = _packed(capped_back[some] == d, self._words)
            if progress is not None:
                progress(done, len(starts))
        rows = self.run.given(capped.reshape(-1))
        columns = self.run.given(capped_back.reshape(-1)) if matrix.directed else rows
        self._given = rows, columns, self.run.given(at_level.reshape(-1))
        self._inverse = self.run.given(matrix.inverse)

    @property
    def rows_at_once(self) -> int:
        """Nodes of one chunk: as many as take a moment, by the network alone and not by the machine."""
        return max(1, min(ROWS_AT_ONCE, CHUNK_STEPS // max(self.row_steps, 1)))

    def __call__(self, rows: range) -> tuple[Float64, Int64]:
        run, n, levels = self.run, self._n, self._levels
        gains: Any = np.zeros((len(rows), n))
        closer: Any = np.zeros((len(rows), n), dtype=np.int64)
        if run.plain:
            gains, closer = gains.tolist(), closer.tolist()
        run.kernel(gains_of_nodes)(
            *self._given[:2],
            n,
            levels,
            self._given[2],
            self._words,
            rows.start,
            rows.stop,
            int(self._upwards),
            run.given(BITS[:1]),
            self._inverse,
            run.space(levels, 0.0, np.float64),
            run.space(levels, 0, np.int64),
            gains,
            closer,
        )
        return np.asarray(gains, dtype=np.float64), np.asarray(closer, dtype=np.int64)


def _packed(rows: npt.NDArray[np.bool_], words: int) -> npt.NDArray[np.uint64]:
    padded = np.zeros((len(rows), words * 64), dtype=np.bool_)
    padded[:, : rows.shape[1]] = rows
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)


def best_links(
    projection: Projection,
    matrix: DistanceMatrix,
    *,
    best: int | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Scored:
    """All absent links scored by hops, exactly; those kept are the `best` and what equals the last of them, or all."""
    n = projection.n
    two_mode = len(projection.modes) > 1
    every = NodeByNode(matrix, upwards=not projection.directed, run=run, progress=part_of(progress, 0.0, 0.02))
    if not every.fits:
        source, target = absent_links(projection)
        return _only_best(gains_by_hops(matrix, source, target, progress=progress, threads=threads), best)
    progress = part_of(progress, 0.02, 1.0)
    size = every.rows_at_once
    parts = [range(row, min(row + size, n)) for row in range(0, n, size)]
    kept = Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64), 0)
    one_thread = 1 if every.run.plain or len(parts) == 1 else threads
    for rows, (gains, closer) in zip(parts, in_order(every, parts, threads=one_thread, progress=progress), strict=True):
        good = gains >= 0
        if two_mode:
            mine = projection.actors[rows.start : rows.stop, None]
            good &= (mine & ~projection.actors) if projection.directed else (mine != projection.actors)
        u, v = np.nonzero(good)
        new = Scored((u + rows.start).astype(np.int64), v.astype(np.int64), gains[u, v], closer[u, v], len(u))
        kept = _only_best(_joined(kept, new), best)
    return _from_actors(projection, kept)


def _joined(one: Scored, other: Scored) -> Scored:
    return Scored(
        np.concatenate([one.source, other.source]),
        np.concatenate([one.target, other.target]),
        np.concatenate([one.gain, other.gain]),
        np.concatenate([one.closer, other.closer]),
        one.exactly + other.exactly,
    )


def _only_best(of: Scored, best: int | None) -> Scored:
    if best is None or len(of.gain) <= best:
        return of
    values = significant(of.gain)
    good = values >= np.partition(values, len(values) - best)[len(values) - best]
    return Scored(of.source[good], of.target[good], of.gain[good], of.closer[good], of.exactly)


def _deepest(matrix: DistanceMatrix) -> int:
    deepest = 0
    for first in range(0, len(matrix.hops), 512):
        rows = matrix.hops[first : first + 512]
        deepest = max(deepest, int(np.max(rows, where=rows != matrix.far, initial=0)))
    return deepest


def _from_actors(projection: Projection, of: Scored) -> Scored:
    """The same links, in a two-mode network from the actor to the activity."""
    if len(projection.modes) < 2 or projection.directed:
        return of
    mine = projection.actors[of.source]
    source, target = np.where(mine, of.source, of.target), np.where(mine, of.target, of.source)
    return Scored(source, target, of.gain, of.closer, of.exactly)
