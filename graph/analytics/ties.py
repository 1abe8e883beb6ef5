"""A network without its directions: what cohesion is measured on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from graph.analytics.kernels.ties import tie_rows
from graph.analytics.running import Run, choose
from graph.projection import Float64, Int32, Int64, Projection

_NONE = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Ties:
    """Rows of the ties of a network: a pair is one tie, whichever way its edges point.

    `indptr` (n + 1), `indices` (2 a tie: it stands in both rows, sorted), `tie_of` the number of the tie at each place.
    `first` and `second` are the edges of each tie of a directed network, -1 where there is no second; in an undirected
    one they are empty, and a tie has the number of its edge.
    """

    indptr: Int64
    indices: Int32
    tie_of: Int32
    count: int
    first: Int32 = field(default_factory=lambda: _NONE)
    second: Int32 = field(default_factory=lambda: _NONE)

    def edges(self, tie: int) -> tuple[int, ...]:
        """Places in `Projection.edges`: one, or two where a directed network has the tie both ways."""
        if not len(self.first):
            return (tie,)
        return tuple(int(edge) for edge in (self.first[tie], self.second[tie]) if edge >= 0)

    def sums(self, weight: Float64) -> Float64:
        """A weight per edge (m) summed over the edges of each tie. Shape (count,)."""
        if not len(self.first):
            return weight
        return weight[self.first] + np.where(self.second >= 0, weight[self.second], 0.0)


def ties(projection: Projection, *, run: Run | None = None) -> Ties:
    """The ties of a network."""
    if not projection.directed:
        return Ties(projection.indptr, projection.indices, projection.edge_of, projection.m)
    n, m = projection.n, projection.m
    run = run or choose(tie_rows, steps=3 * (n + 2 * m))
    in_indptr = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(projection.edge_target, minlength=n), out=in_indptr[1:])
    in_indices, in_edge, first, second = (run.space(m, 0, np.int32) for _ in range(4))
    row, tie = (run.space(2 * m, 0, np.int32) for _ in range(2))
    next_place, indptr = run.space(n, 0, np.int64), run.space(n + 1, 0, np.int64)
    rows = (run.given(array) for array in (projection.indptr, projection.indices, projection.edge_of, in_indptr))
    count = run.kernel(tie_rows)(*rows, in_indices, in_edge, next_place, row, tie, first, second, indptr)
    return Ties(
        np.asarray(indptr, dtype=np.int64),
        np.asarray(row[: 2 * count], dtype=np.int32),
        np.asarray(tie[: 2 * count], dtype=np.int32),
        count,
        np.asarray(first[:count], dtype=np.int32),
        np.asarray(second[:count], dtype=np.int32),
    )
