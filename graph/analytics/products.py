"""The adjacency matrix of a network as an operator: products with a vector, for the measures that iterate.

Rows are independent, so threads share them out and the bits do not depend on how many there are. Sums over all nodes
are numpy's, which adds in a fixed order; BLAS is not used for them, as its order depends on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import THREADS, available
from graph.analytics.kernels.spectral import pull_even, pull_weighted
from graph.analytics.running import Kernel, Run, Values, choose
from graph.analytics.workspace import kept, unsigned
from graph.errors import InvalidInput
from graph.projection import Float64, Int32, Int64, Projection

USUAL_ITERATIONS = 50  # products of a usual run, for the choice between plain and compiled
WORTH_THREADS = 400_000  # places (m or 2m) below which one thread is as fast: waking others costs about 0.1 ms
KEPT_UP_TO = 2_000_000  # places whose strengths are kept with the network, 16 MB, for the next measure
PARTS = 16  # that a large network's rows are shared out in
LONG = 200_000  # nodes from which more than one thread pays for sums over vectors


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a network by their numbers, as kernels want them, and the parts they are done in."""

    rows: Values
    parts: list[tuple[int, int]]


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
        arrays: tuple[npt.NDArray[Any], ...] = (unsigned(indptr), unsigned(indices))
        if not even and places <= KEPT_UP_TO:
            weight = kept(projection, f"strengths of rows, {incoming}", lambda: projection.strength.take(edge_of))
            arrays += (weight,)
        elif not even:
            arrays += (projection.strength.take(edge_of),)
        self._given = tuple(self.run.given(array) for array in arrays)
        self._nothing = self.run.given(np.zeros(0))
        large = not self.run.plain and places >= WORTH_THREADS
        threads = (threads or THREADS.get() or available()) if large else 1
        self._indptr, self._count = indptr, PARTS if places >= WORTH_THREADS else 1
        self._parts = _parts(indptr, self._count)
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
        out = [0.0] * self.n if self.run.plain else np.empty(self.n)
        self.multiply(x.tolist() if self.run.plain else x, out)
        return np.asarray(out, dtype=np.float64)

    def multiply(self, x: Values, out: Values) -> None:
        """Writes A x to `out`, both as kernels have them (`vector`)."""
        given = x if self.run.plain else self.run.given(x)
        self._each(lambda first, last: self._kernel(*self._given, first, last, given, out), self._parts)

    def lines(self, numbers: npt.NDArray[np.intp]) -> Lines:
        """Some rows by their numbers, in parts with about equally many places."""
        if len(numbers) == self.n:
            return Lines(self.run.given(numbers.astype(np.uint32)), self._parts)
        ends = np.concatenate([[0], np.cumsum(np.diff(self._indptr)[numbers])])
        return Lines(self.run.given(numbers.astype(np.uint32)), _parts(ends, self._count))

    def vector(self, values: Float64) -> Values:
        """A vector (n,) for kernels to write to."""
        return values.tolist() if self.run.plain else np.array(values, dtype=np.float64)

    def over(self, kernel: Kernel, lines: Lines, *rest: Values) -> list[Any]:
        """What `kernel(indptr, indices, weight, rows, first, last, …)` returns of each part of the rows, in order.

        The parts depend on the network alone, so sums over them do not change with the number of threads.
        """
        call, given = self.run.kernel(kernel), self._given if len(self._given) == 3 else (*self._given, self._nothing)
        return self._each(lambda first, last: call(*given, lines.rows, first, last, *rest), lines.parts)

    def along(self, kernel: Kernel, lines: Lines, *rest: Values) -> list[Any]:
        """The same of a kernel that looks at the rows' own values only: `kernel(rows, first, last, …)`."""
        call = self.run.kernel(kernel)

        def work(first: int, last: int) -> Any:
            return call(lines.rows, first, last, *rest)

        if len(lines.rows) < LONG:
            return [work(*part) for part in lines.parts]
        return self._each(work, lines.parts)

    def _each(self, work: Callable[[int, int], Any], parts: Sequence[tuple[int, int]]) -> list[Any]:
        """What `work` gives for each part, in their order."""
        if self._pool is None or len(parts) == 1:
            return [work(*part) for part in parts]
        found: list[Any] = [None] * len(parts)
        waiting = list(enumerate(parts))
        take = waiting.pop  # one step under the interpreter's lock

        def some() -> None:
            while True:
                try:
                    number, part = take()
                except IndexError:
                    return
                found[number] = work(*part)

        helpers = [self._pool.submit(some) for _ in range(self._helpers)]
        some()
        for helper in helpers:
            helper.result()
        return found


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
