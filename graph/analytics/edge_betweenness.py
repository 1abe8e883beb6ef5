"""Edge betweenness: how often a tie lies on the shortest paths between nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import eq
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.components import scattered
from graph.analytics.dependencies import TIE_TOLERANCE, Dependencies
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.edge_betweenness import edge_betweenness_by_distance, edge_betweenness_by_hops
from graph.analytics.lengths import Length, buckets, distances, impassable, meaning
from graph.analytics.results import Method, ranking
from graph.analytics.running import Run, Values, choose
from graph.analytics.workspace import unsigned
from graph.projection import Projection

Part: TypeAlias = Callable[[range], tuple[Values, float]]


@dataclass(frozen=True, slots=True)
class EdgeScore:
    """One edge's value: ids of its ends, its place in `Projection.edges`. None where the measure is undefined."""

    source: str
    target: str
    edge: int
    value: float | None
    rank: int | None


class RankedEdges(Sequence[EdgeScore]):
    """Scores of edges in the order of their ranks; an `EdgeScore` is made when one is asked for."""

    __slots__ = ("_order", "_projection", "_ranks", "_values")

    def __init__(
        self,
        projection: Projection,
        values: npt.NDArray[np.float64],
        order: npt.NDArray[np.int64],
        ranks: npt.NDArray[np.int64],
    ) -> None:
        self._projection, self._values, self._order, self._ranks = projection, values, order, ranks

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> EdgeScore: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[EdgeScore, ...]: ...

    def __getitem__(self, at: int | slice) -> EdgeScore | tuple[EdgeScore, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        edge, ids = int(self._order[at]), self._projection.ids
        source, target = ids[self._projection.edge_source[edge]], ids[self._projection.edge_target[edge]]
        value = float(self._values[edge])
        if np.isnan(value):
            return EdgeScore(source, target, edge, None, None)
        return EdgeScore(source, target, edge, value, int(self._ranks[at]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class EdgeScores:
    """A measure of every edge: largest value first, equal values (12 significant digits) in the order of their ends.

    `array` (m) has the values in the order of the projection's edges, NaN where undefined.
    """

    method: Method
    items: Sequence[EdgeScore]
    warnings: tuple[str, ...] = ()
    array: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    summary: Mapping[str, float | None] = field(default_factory=dict)


@checked
def edge_betweenness(
    projection: Projection, *, normalised: bool = False, by: Length = "hops", progress: Progress | None = None
) -> EdgeScores:
    """Betweenness of each edge, exactly.

    C_B(e) = Σ_{s ≠ t} σ_st(e) / σ_st, σ_st the number of shortest paths from s to t and σ_st(e) of those over e;
    undirected, each pair {s, t} counts once. The ends of an edge count among s and t. Normalised: divided by the number
    of pairs, n(n − 1) directed and half of that undirected. Lengths as for betweenness of nodes (`InvalidInput` names
    an edge whose distance is not positive). Undefined for all if a count of shortest paths passes 1.8e308.
    Girvan & Newman (2002), *PNAS* 99(12); Brandes (2008), *Social Networks* 30(2).
    """
    sums = edge_dependencies(projection, by=by, progress=progress)
    pairs = projection.n * (projection.n - 1) / (1 if projection.directed else 2)
    values = sums.values * (1.0 if projection.directed else 0.5)
    if normalised and pairs:
        values = values / pairs
    warnings = scattered(projection)
    if sums.overflow:
        values = np.full(projection.m, np.nan)
        warnings += ("Undefined: a pair of nodes has more than 1.8e308 shortest paths, beyond double precision.",)
    if by == "distance":
        warnings += impassable(projection)
    order, ranks = ranking(values)
    values.setflags(write=False)
    method = _method(projection, normalised=normalised, by=by)
    return EdgeScores(method, RankedEdges(projection, values, order, ranks), warnings, values)


def edge_dependencies(
    projection: Projection,
    *,
    by: Length = "hops",
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Dependencies:
    """Sums over ordered pairs for each edge (m,); the same bits whatever the threads and the way to run the kernels."""
    n, places = projection.n, len(projection.indices)
    kernel = edge_betweenness_by_hops if by == "hops" else edge_betweenness_by_distance
    run = run or choose(kernel, steps=n * (n + 2 * places) * (1 if by == "hops" else 4))
    part = _by_hops(projection, run) if by == "hops" else _by_distance(projection, run)
    total = np.zeros(projection.m)
    largest = 0.0
    for sums, counted in in_order(part, chunks(n), threads=1 if run.plain else threads, progress=progress):
        total += np.asarray(sums, dtype=np.float64)
        largest = max(largest, counted)
    return Dependencies(total, overflow=bool(np.isinf(largest) or np.isnan(total).any()))


def _by_hops(projection: Projection, run: Run) -> Part:
    n = projection.n
    rows = [run.given(unsigned(array)) for array in (projection.indptr, projection.indices, projection.edge_of)]
    rows += [run.given(unsigned(array)) for array in projection.reverse] if projection.directed else rows
    compute = run.kernel(edge_betweenness_by_hops)

    def part(sources: range) -> tuple[Values, float]:
        given = run.given(np.arange(sources.start, sources.stop))
        dist, queue = run.space(n, -1, np.int32), run.space(n, 0, np.int32)
        sigma, coef = (run.space(n, 0.0, np.float64) for _ in range(2))
        levels = (run.space(n + 2, 0, np.int64) for _ in range(3))
        sums = run.space(projection.m, 0.0, np.float64)
        largest: float = compute(*rows, given, dist, sigma, coef, queue, *levels, sums)
        return sums, largest

    return part


def _by_distance(projection: Projection, run: Run) -> Part:
    n, places = projection.n, len(projection.indices)
    there, back = distances(projection)
    sizes = buckets(there)
    back_indptr, back_indices, back_edge_of = projection.reverse
    rows = [
        run.given(array)
        for array in (projection.indptr, projection.indices, there, back_indptr, back_indices, back, back_edge_of)
    ]
    compute = run.kernel(edge_betweenness_by_distance)

    def part(sources: range) -> tuple[Values, float]:
        given = run.given(np.arange(sources.start, sources.stop))
        dist, order, turn, *queue = sizes.space(run, n, places)
        sigma, coef = (run.space(n, 0.0, np.float64) for _ in range(2))
        parent, parents = run.space(places, 0, np.int32), run.space(n + 2, 0, np.int64)
        sums = run.space(projection.m, 0.0, np.float64)
        largest: float = compute(
            *rows, TIE_TOLERANCE, sizes.scale, sizes.final, given,
            dist, sigma, coef, order, turn, *queue, parent, parents, sums,
        )  # fmt: skip
        return sums, largest

    return part


def _method(projection: Projection, *, normalised: bool, by: Length) -> Method:
    pairs = "n(n − 1)" if projection.directed else "n(n − 1)/2"
    definitions = {
        "direction": "directed: along the edges" if projection.directed else "undirected: each pair {s, t} counts once",
        "normalisation": f"divided by {pairs}, all pairs of nodes" if normalised else "none: a sum over pairs",
        "length": meaning(projection, by),
        "endpoints": "a path that begins or ends with the edge lies on it",
        "computation": "exact, all sources",
    }
    if by == "distance":
        definitions["ties"] = f"routes within a relative {TIE_TOLERANCE:g} are equally short"
    return Method(
        name="edge betweenness",
        formula="C_B(e) = Σ_{s≠t} σ_st(e) / σ_st" + (f" / {pairs}" if normalised else ""),
        reference="Girvan & Newman (2002), PNAS 99(12): 7821–7826; Brandes (2008), Social Networks 30(2): 136–145",
        definitions=definitions,
    )
