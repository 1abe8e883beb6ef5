"""The adjacency matrix of a network as an operator: products with a vector, for the measures that iterate.

Rows are independent, so threads share them out and the bits do not depend on how many there are. Sums over all nodes
are numpy's, which adds in a fixed order; BLAS is not used for them, as its order depends on the number of threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from types import TracebackType

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import THREADS, available
from graph.analytics.kernels.spectral import pull_even, pull_weighted
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Int32, Int64, Projection

USUAL_ITERATIONS = 50  # products of a usual run, for the choice between plain and compiled
WORTH_THREADS = 400_000  # places (m or 2m) below which one thread is as fast: waking others costs about 0.1 ms


class Rows:
    """y = A x: `y[v]` is the sum of `x` over the neighbours in v's row, each times the strength of its edge.

    `incoming` rows hold the nodes that point at v (Aᵀ of the adjacency a_uv of u → v), the others those v points at;
    undirected they are the same. Not `weighted`: each edge counts 1. To be used in a `with`, which ends its threads.
    """

    def __init__(
        self,
        projection: Projection,
        *,
        weighted: bool,
        incoming: bool = True,
        run: Run | None = None,
        threads: int | None = None,
    ) -> None:
        indptr, indices, edge_of = projection.reverse if incoming else _forward(projection)
        self.n, places = projection.n, len(indices)
        even = not weighted or bool((projection.strength == 1.0).all())
        kernel = pull_even if even else pull_weighted
        self.run = run or choose(kernel, steps=USUAL_ITERATIONS * (self.n + places))
        self._kernel = self.run.kernel(kernel)
        unsigned = indices.view(np.uint32)  # compiled, it spares the question whether a place counts from the end
        arrays = (indptr, unsigned) if even else (indptr, unsigned, projection.strength[edge_of])
        self._given = tuple(self.run.given(array) for array in arrays)
        threads = 1 if self.run.plain or places < WORTH_THREADS else (threads or THREADS.get() or available())
        self._parts = _parts(indptr, 4 * threads if threads > 1 else 1)
        self._helpers = threads - 1
        self._pool = ThreadPoolExecutor(threads - 1, thread_name_prefix="analysis") if threads > 1 else None

    def __enter__(self) -> Rows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()

    def product(self, x: Float64) -> Float64:
        """A x. Shape (n,)."""
        if self.run.plain:
            plain = [0.0] * self.n
            self._kernel(*self._given, 0, self.n, x.tolist(), plain)
            return np.array(plain, dtype=np.float64)
        out = np.empty(self.n)
        given = self.run.given(x)
        if self._pool is None:
            self._kernel(*self._given, 0, self.n, given, out)
            return out
        waiting = list(self._parts)
        take = waiting.pop  # one step under the interpreter's lock

        def work() -> None:
            while True:
                try:
                    first, last = take()
                except IndexError:
                    return
                self._kernel(*self._given, first, last, given, out)

        helpers = [self._pool.submit(work) for _ in range(self._helpers)]
        work()
        for helper in helpers:
            helper.result()
        return out


def strengths(projection: Projection, *, weighted: bool) -> Float64:
    """The weight of each edge (m): its strength, or 1.

    Raises `InvalidInput` naming an edge whose strength is unknown, infinite or negative: such weights have no walk.
    """
    if not weighted:
        return np.ones(projection.m)
    wrong = np.flatnonzero(~(projection.strength >= 0) | np.isinf(projection.strength))
    if len(wrong):
        edge = projection.edges[int(wrong[0])]
        raise InvalidInput(
            f"The edge {edge.source} – {edge.target} has the strength {edge.strength}, and this measure needs "
            "strengths that are known and not negative.",
            next_step="Ask with weighted=false, where each tie counts 1, or give the edge a strength.",
            field="weighted",
        )
    return projection.strength


def total(values: Float64) -> float:
    """The sum of an array, added in an order that depends on its length alone."""
    return float(np.sum(values))


def strength_means(projection: Projection, *, weighted: bool) -> str:
    """The words about strength in a definition."""
    if not weighted:
        return "not used: each edge counts 1"
    return f"used as the weight of an edge; {projection.strength_means or 'as the view gives it'}"


def _forward(projection: Projection) -> tuple[Int64, Int32, Int32]:
    return projection.indptr, projection.indices, projection.edge_of


def _parts(indptr: npt.NDArray[np.int64], count: int) -> list[tuple[int, int]]:
    """Runs of rows with about equally many places each."""
    n = len(indptr) - 1
    cuts = np.searchsorted(indptr, np.linspace(0, int(indptr[-1]), count + 1)[1:-1])
    edges = [0, *np.unique(cuts).tolist(), n]
    return [(first, last) for first, last in pairwise(edges) if first < last]
