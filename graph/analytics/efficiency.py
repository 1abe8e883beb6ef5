"""Global efficiency, and the counts of pairs by distance it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.components import scattered
from graph.analytics.distance_matrix import AT_ONCE, BITS, SHALLOW, DistanceMatrix, distance_rows
from graph.analytics.executor import Progress
from graph.analytics.kernels.matrix import pairs_at_hops
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.projection import Float64, Int64, Projection

FORMULA = "E = 1/(n(n − 1)) Σ_{s≠t} 1/d(s, t)"
REFERENCE = "Latora & Marchiori (2001), Physical Review Letters 87: 198701"


@dataclass(frozen=True, slots=True)
class Efficiency:
    """How well the nodes reach each other: 1 when all are tied, 0 when none are; None with fewer than two nodes."""

    method: Method
    value: float | None
    warnings: tuple[str, ...] = ()


@checked
def global_efficiency(projection: Projection, *, progress: Progress | None = None) -> Efficiency:
    """Mean of 1/d over all ordered pairs of nodes, d in hops, 1/∞ = 0; along the edges of a directed network.

    E = 1/(n(n − 1)) Σ_{s≠t} 1/d(s, t). Latora & Marchiori (2001), *Physical Review Letters* 87: 198701.
    """
    counts = pair_counts(projection, progress=progress)
    method = Method(
        "global efficiency",
        FORMULA,
        REFERENCE,
        {
            "direction": "directed: along the edges" if projection.directed else "undirected",
            "normalisation": "mean over all ordered pairs: 1 where every pair is tied",
            "length": "hops: each edge counts 1; strength is not used",
            "no path": "adds 0",
        },
    )
    return Efficiency(method, efficiency_of(counts, projection.n), scattered(projection))


def efficiency_of(counts: Int64, n: int) -> float | None:
    """Efficiency of n nodes whose ordered pairs stand at the distances counted: counts[d] pairs at d hops."""
    return None if n < 2 else inverse_sum(counts) / (n * (n - 1))


def matrix_efficiency(distances: DistanceMatrix | Float64 | None, n: int) -> float | None:
    """Efficiency of n nodes by all of their distances, in hops or as stated; the diagonal adds nothing."""
    if n < 2 or distances is None:
        return None
    if isinstance(distances, DistanceMatrix):
        counts = np.zeros(distances.far + 1, dtype=np.int64)
        for first in range(0, n, 512):
            counts += np.bincount(distances.hops[first : first + 512].reshape(-1), minlength=distances.far + 1)
        return float((counts * distances.inverse).sum()) / (n * (n - 1))
    with np.errstate(divide="ignore"):
        inverse = 1.0 / distances
    np.fill_diagonal(inverse, 0.0)
    return float(inverse.sum()) / (n * (n - 1))


def inverse_sum(counts: Int64) -> float:
    """Σ_d counts[d]/d. Whole numbers until the end, so that what has not changed differs by exactly 0."""
    return float((counts[1:] / np.arange(1, len(counts))).sum())


def pair_counts(
    projection: Projection,
    *,
    blocked: npt.NDArray[np.bool_] | None = None,
    progress: Progress | None = None,
    run: Run | None = None,
) -> Int64:
    """How many ordered pairs stand at d hops, by d; past no node of `blocked` (n). [0] is 0."""
    n = projection.n
    run = run or choose(pairs_at_hops, steps=n * (n + len(projection.indices)))
    shut = np.zeros(n, dtype=np.bool_) if blocked is None else blocked
    counter = PairCounter(projection, run=run)
    total = np.zeros(max(n, 1) + 1, dtype=np.int64)
    sources = np.flatnonzero(~shut)
    parts = [sources[at : at + AT_ONCE] for at in range(0, len(sources), AT_ONCE)]
    for done, part in enumerate(parts, start=1):
        counts = counter.counts(part, shut)
        total[: len(counts)] += counts
        if progress is not None:
            progress(done, len(parts))
    return np.trim_zeros(total, "b") if total.any() else total[:1]


class PairCounter:
    """Counts pairs by distance again and again on one network, with other nodes blocked each time: its space stays."""

    def __init__(self, projection: Projection, *, run: Run) -> None:
        self._projection, self._run = projection, run
        if not run.plain:
            indptr, indices, _ = projection.reverse
            self._rows = run.given(indptr), run.given(indices)
            self._words = min(AT_ONCE // 64, max(1, -(-projection.n // 64)))
            self._space = [np.zeros(projection.n * self._words, dtype=np.uint64) for _ in range(3)]
            self._kernel = run.kernel(pairs_at_hops)

    def counts(self, sources: Int64, blocked: npt.NDArray[np.bool_]) -> Int64:
        """Pairs (source, node) at d hops, by d; [0] is 0. No source may be blocked."""
        if not self._run.plain:
            run, counts = self._run, np.zeros(SHALLOW + 1, dtype=np.int64)
            deepest = self._kernel(
                *self._rows,
                run.given(sources.astype(np.int64)),
                run.given(blocked.astype(np.int8)),
                run.given(BITS),
                self._words,
                *self._space,
                np.zeros(self._words, dtype=np.uint64),
                counts,
            )
            if deepest >= 0:
                return counts[: deepest + 1]
        rows, far = distance_rows(self._projection, sources, blocked=blocked, run=self._run, threads=1)
        found = np.bincount(rows.reshape(-1), minlength=1).astype(np.int64)[:far]
        found[0] = 0
        return np.trim_zeros(found, "b") if found.any() else found[:1]
