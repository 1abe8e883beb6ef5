"""What an absent link changes besides the whole: for its own node, in reachable stages, and for which pairs most."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.distance_matrix import DistanceMatrix, distance_rows, turned
from graph.analytics.kernels.whatif import own_gains, stages_gained
from graph.analytics.link_gains import TOLERANCE
from graph.analytics.results import significant
from graph.analytics.running import Run, choose
from graph.projection import Float64, Int64, Projection


def own_gain_values(
    projection: Projection, place: int, others: Int64, *, outwards: bool = True, run: Run | None = None
) -> Float64:
    """Σ_t (1/d' − 1/d) of one node by a link to each of `others`; not `outwards`: over those who come to it."""
    n = projection.n
    run = run or choose(own_gains, steps=len(others) * (n + len(projection.indices)))
    indptr, indices, _ = (
        (projection.indptr, projection.indices, None) if outwards or not projection.directed else projection.reverse
    )
    hops, far = distance_rows(projection if outwards else turned(projection), np.array([place]))
    row = hops[0].astype(np.int64)
    row[row == far] = n + 1
    inverse = np.zeros(n + 2)
    inverse[1 : n + 1] = 1.0 / np.arange(1, n + 1)
    gains = run.space(len(others), 0.0, np.float64)
    run.kernel(own_gains)(
        run.given(indptr),
        run.given(indices),
        run.given(row),
        run.given(others),
        run.given(inverse),
        run.space(n, -1, np.int64),
        run.space(n, 0, np.int32),
        run.space(n, 0, np.int32),
        gains,
        run.space(len(others), 0, np.int64),
    )
    return np.asarray(gains, dtype=np.float64)


def own_gains_of_links(
    projection: Projection, place: int, source: Int64, target: Int64, dist: Float64 | None, link_distance: float
) -> Float64:
    """Σ (1/d' − 1/d) over the pairs that have the node at `place` as an end, by each of its absent links.

    By hops, or by the distances `dist` (n, n), with `link_distance` for the link.
    """
    values = np.zeros(len(source))
    if dist is None:
        for outwards in (True, False):
            mine = (source == place) if outwards else (target == place)
            others = (target if outwards else source)[mine]
            values[mine] = own_gain_values(projection, place, others, outwards=outwards)
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        for at, (u, v) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
            forward = u == place or not projection.directed
            before = dist[place] if forward else dist[:, place]
            after = link_distance + (dist[v if u == place else u] if forward else dist[:, u])
            closer = after < before * (1.0 - TOLERANCE)
            values[at] = float((1.0 / after[closer] - 1.0 / before[closer]).sum())
    return values


def stage_gains(
    projection: Projection,
    matrix: DistanceMatrix,
    source: Int64,
    target: Int64,
    stages: npt.NDArray[np.uint64],
    within: int,
    *,
    run: Run | None = None,
) -> Int64:
    """Pairs (node, stage) that come within `within` hops by each link. `stages` (n): a bit for each stage held.

    Along the edges of a directed network: a node has in reach what it can come to. Two-mode: pairs of actors.
    """
    n = projection.n
    within = min(within, n)  # no path is longer
    reached = reached_stages(matrix, stages, within)
    near = matrix.back <= within - 1
    ball_start = np.concatenate([[0], np.cumsum(near.sum(axis=1))]).astype(np.int64)
    ball = np.nonzero(near)[1].astype(np.int32)
    run = run or choose(stages_gained, steps=int(2 * ball_start[-1] / max(n, 1) * len(source)))
    gained = run.space(len(source), 0, np.int64)
    run.kernel(stages_gained)(
        run.given(matrix.back.reshape(-1)),
        n,
        run.given(source),
        run.given(target),
        within,
        int(not projection.directed),
        run.given(ball_start),
        run.given(ball),
        run.given(projection.actors.astype(np.int8)),
        run.given(reached.reshape(-1)),
        gained,
    )
    return np.asarray(gained, dtype=np.int64)


def reached_stages(matrix: DistanceMatrix, stages: npt.NDArray[np.uint64], within: int) -> npt.NDArray[np.uint64]:
    """The stages within h hops of each node, h = 0 … within, as bits. Shape (within + 1, n)."""
    n = len(matrix.hops)
    reached = np.zeros((within + 1, n), dtype=np.uint64)
    for bit in range(64):
        word = np.uint64(1) << np.uint64(bit)
        holders = np.flatnonzero(stages & word)
        if not len(holders):
            continue
        nearest = matrix.hops[:, holders].min(axis=1)
        for h in range(within + 1):
            reached[h, (nearest <= h) & (nearest != matrix.far)] |= word
    return reached


def changes_by(
    matrix: DistanceMatrix | None, dist: Float64 | None, length: float, directed: bool, u: int, v: int, most: int
) -> list[tuple[int, int, float, float]]:
    """The `most` pairs (s, t) that gain most by the link u → v: places, distance before (infinite: none) and after.

    Largest rise of 1/d first, equal ones by places. Undirected: each pair once, smaller place first.
    """
    if matrix is not None:
        length = 1.0
        to_u, to_v, from_u, from_v = (
            _real(row, matrix.far) for row in (matrix.back[u], matrix.back[v], matrix.hops[u], matrix.hops[v])
        )
    else:
        assert dist is not None  # noqa: S101
        to_u, to_v, from_u, from_v = dist[:, u], dist[:, v], dist[u], dist[v]
    starts = np.flatnonzero(to_u + length < to_v)
    stops = np.flatnonzero(from_v + length < from_u)
    kept: list[tuple[float, int, int, float, float]] = []
    for at in range(0, len(starts) if len(stops) else 0, 256):  # a block of rows at a time: memory stays at 256 · n
        some = starts[at : at + 256]
        cells = np.ix_(some, stops)
        before = _real(matrix.hops[cells], matrix.far) if matrix is not None else np.asarray(dist)[cells]
        after = to_u[some][:, None] + length + from_v[stops][None, :]
        with np.errstate(divide="ignore", invalid="ignore"):
            rise = significant(np.where(after < before * (1.0 - TOLERANCE), 1.0 / after - 1.0 / before, 0.0))
        last = np.partition(rise, -most, axis=None)[-most] if rise.size > most else 0.0
        a, b = np.nonzero((rise >= last) & (rise > 0))
        s, t = some[a], stops[b]
        if not directed:
            s, t = np.minimum(s, t), np.maximum(s, t)
        for one in np.lexsort((t, s, -rise[a, b]))[:most].tolist():
            cell = a[one], b[one]
            kept.append((-float(rise[cell]), int(s[one]), int(t[one]), float(before[cell]), float(after[cell])))
    return [(s, t, before, after) for _, s, t, before, after in sorted(kept)[:most]]


def _real(hops: npt.NDArray[Any], far: int) -> Float64:
    values = hops.astype(np.float64)
    values[values == far] = np.inf
    return values
