"""How a network falls apart when its nodes go one after the other: the best connected first, or at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.betweenness import betweenness
from graph.analytics.efficiency import efficiency_of, pair_counts
from graph.analytics.executor import Progress
from graph.analytics.kernels.removal import largest_after, order_by_degree
from graph.analytics.results import Method, significant
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection, projection_of
from graph.wording import plural

Order: TypeAlias = Literal["degree", "betweenness", "random"]
ORDERS: tuple[Order, ...] = ("degree", "betweenness", "random")

DRAWS = 100  # random orders: the mean of a share of nodes is then known to some hundredths
MOST_DRAWS = 10_000  # 100 times as many are ten times as exact; beyond, nobody sees a difference
INTERVAL = (2.5, 97.5)  # percentiles of the draws between which 95 % of them lie
EFFICIENCY_UP_TO = 300  # nodes: a search from every node after every removal
ADAPTIVE_BETWEENNESS_UP_TO = 500  # nodes: betweenness anew after every removal
ADAPTIVE_DEGREE_UP_TO = 20_000  # nodes: n² steps


@dataclass(frozen=True, slots=True)
class AttackStep:
    """What is left when `removed` nodes are gone; `node` is the last of them (empty at the start, None at random).

    `largest` is the largest component's share of all n nodes; `low` and `high` hold 95 % of the random draws.
    `efficiency` is that of the remaining nodes, None where it was not computed or fewer than two are left.
    """

    removed: int
    share: float
    node: str | None
    largest: float
    low: float | None = None
    high: float | None = None
    efficiency: float | None = None


@dataclass(frozen=True)
class Attack:
    """The curve, from 0 to n nodes removed, and the robustness R (None without nodes; random: mean and interval)."""

    method: Method
    items: Sequence[AttackStep]
    robustness: float | None
    low: float | None = None
    high: float | None = None
    warnings: tuple[str, ...] = ()


@checked
def attack(
    projection: Projection,
    *,
    order: Order = "degree",
    adaptive: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Attack:
    """Share of the nodes in the largest component (direction ignored) after each removal, and R of Schneider et al.

    R = 1/n Σ_{q=1}^{n} S(q), S(q) the share of all n nodes that are in the largest component without q nodes; at most
    1/2 (1 − 1/n). `degree` counts edges in and out; `betweenness` goes by hops. `adaptive`: ordered anew after each
    removal. Ties by id. `random`: mean over `draws` orders of `numpy`'s PCG64 with `seed`, and their 95 % interval.
    Raises `UnknownName` for an order, `InvalidInput` for draws outside 1 … `MOST_DRAWS`, an adaptive order of a network
    that is too large. Albert, Jeong & Barabási (2000), *Nature* 406; Schneider et al. (2011), *PNAS* 108(10).
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise InvalidInput(f"draws is {draws}.", next_step=f"Use 1 to {MOST_DRAWS}.", field="draws")
    n = projection.n
    method = _method(projection, order, adaptive, draws, seed)
    if n == 0:
        return Attack(method, (), None, warnings=("The network has no nodes: robustness is undefined.",))
    if order == "random":
        return _at_random(projection, draws, seed, method, progress)
    sequence = removal_order(projection, order=order, adaptive=adaptive, progress=progress)
    largest = largest_components(projection, sequence) / n
    efficiency = _efficiencies(projection, sequence, progress) if n <= EFFICIENCY_UP_TO else [None] * (n + 1)
    items = tuple(
        AttackStep(
            at,
            at / n,
            projection.ids[int(sequence[at - 1])] if at else "",
            float(largest[at]),
            None,
            None,
            efficiency[at],
        )
        for at in range(n + 1)
    )
    return Attack(method, items, float(largest[1:].sum() / n))


def largest_components(projection: Projection, order: Int64, *, run: Run | None = None) -> Int64:
    """Nodes of the largest component when the first i nodes of `order` (n places) are gone, i = 0 … n. Shape (n + 1,).

    Backwards by union–find: nearly linear. Newman & Ziff (2001), *Physical Review E* 64: 016706.
    """
    n = projection.n
    run = run or choose(largest_after, steps=4 * (n + len(projection.indices)))
    rows = run.given(projection.indptr), run.given(projection.indices)
    back = tuple(run.given(one) for one in projection.reverse[:2]) if projection.directed else rows
    largest = run.space(n + 1, 0, np.int64)
    run.kernel(largest_after)(
        *rows, *back, run.given(order), run.space(n, -1, np.int64), run.space(n, 0, np.int64), largest
    )
    return np.asarray(largest, dtype=np.int64)


def removal_order(
    projection: Projection, *, order: Order, adaptive: bool = False, progress: Progress | None = None
) -> Int64:
    """Places in the order in which they go, by degree or betweenness; ties by place, which is by id. Shape (n,)."""
    n = projection.n
    most = ADAPTIVE_DEGREE_UP_TO if order == "degree" else ADAPTIVE_BETWEENNESS_UP_TO
    if adaptive and n > most:
        raise InvalidInput(
            f"The network '{projection.view}' has {n} nodes; an adaptive order by {order} is made for at most {most}.",
            next_step="Use adaptive=false, another order, or a coarser level.",
            field="adaptive",
        )
    if order == "degree":
        degree = np.diff(projection.indptr) + (np.diff(projection.reverse[0]) if projection.directed else 0)
        return _degree_adaptively(projection, degree) if adaptive else np.argsort(-degree, kind="stable")
    if not adaptive:
        return np.argsort(-significant(betweenness(projection, progress=progress).array), kind="stable")
    left, rest, sequence = np.arange(n), projection, []
    for done in range(n):
        first = int(np.argmax(significant(betweenness(rest).array)))
        sequence.append(int(left[first]))
        left, rest = np.delete(left, first), _without(rest, first)
        if progress is not None:
            progress(done + 1, n)
    return np.array(sequence, dtype=np.int64)


def _degree_adaptively(projection: Projection, degree: Int64) -> Int64:
    n = projection.n
    run = choose(order_by_degree, steps=n * n)
    rows = run.given(projection.indptr), run.given(projection.indices)
    empty = run.given(np.zeros(n + 1, dtype=np.int64)), run.given(np.zeros(0, dtype=np.int32))
    back = tuple(run.given(one) for one in projection.reverse[:2]) if projection.directed else empty
    left = degree.astype(np.int64).tolist() if run.plain else degree.astype(np.int64)
    sequence = run.space(n, 0, np.int64)
    run.kernel(order_by_degree)(*rows, *back, left, sequence)
    return np.asarray(sequence, dtype=np.int64)


def _without(projection: Projection, place: int) -> Projection:
    """The arrays of a network without one node; enough for a measure, not for an answer."""
    stay = (projection.edge_source != place) & (projection.edge_target != place)
    source, target = projection.edge_source[stay], projection.edge_target[stay]
    made = projection_of(
        view=projection.view,
        parameters=projection.parameters,
        graph_version=projection.graph_version,
        nodes=[*projection.nodes[:place], *projection.nodes[place + 1 :]],
        edges=[],
        source=(source - (source > place)).astype(np.int32),
        target=(target - (target > place)).astype(np.int32),
        strength=projection.strength[stay],
        directed=projection.directed,
        modes=projection.modes,
        actors=np.delete(projection.actors, place),
    )
    return replace(made, edges=range(int(stay.sum())))  # type: ignore[arg-type]  # only their number is asked for


def _efficiencies(projection: Projection, sequence: Int64, progress: Progress | None) -> list[float | None]:
    gone = np.zeros(projection.n, dtype=np.bool_)
    found = [efficiency_of(pair_counts(projection), projection.n)]
    for at, place in enumerate(sequence.tolist(), start=1):
        gone[place] = True
        found.append(efficiency_of(pair_counts(projection, blocked=gone), projection.n - at))
        if progress is not None:
            progress(at, projection.n)
    return found


def _at_random(projection: Projection, draws: int, seed: int, method: Method, progress: Progress | None) -> Attack:
    n, random = projection.n, np.random.default_rng(seed)
    curves: Float64 = np.empty((draws, n + 1))
    for draw in range(draws):
        curves[draw] = largest_components(projection, random.permutation(n)) / n
        if progress is not None:
            progress(draw + 1, draws)
    low, high = np.percentile(curves, INTERVAL, axis=0)
    mean = curves.mean(axis=0)
    robustness = curves[:, 1:].sum(axis=1) / n
    items = tuple(AttackStep(at, at / n, None, float(mean[at]), float(low[at]), float(high[at])) for at in range(n + 1))
    bounds = np.percentile(robustness, INTERVAL)
    return Attack(method, items, float(robustness.mean()), float(bounds[0]), float(bounds[1]))


def _method(projection: Projection, order: Order, adaptive: bool, draws: int, seed: int) -> Method:
    means = {
        "degree": "most edges first" + (", in and out together" if projection.directed else ""),
        "betweenness": "largest betweenness by hops first",
        "random": f"mean over {plural(draws, 'random order')} (PCG64, seed {seed}); low and high hold 95 % of them",
    }
    definitions = {
        "direction": "components ignore direction" if projection.directed else "undirected",
        "normalisation": "largest: share of all n nodes, removed ones included; efficiency: among those that remain",
        "length": "hops: each edge counts 1; strength is not used",
        "order": means[order] + ("" if order == "random" else "; equal ones by id"),
        "adaptive": "the order is made anew after each removal"
        if adaptive
        else "the order is that of the whole network",
        "efficiency": f"for networks of up to {EFFICIENCY_UP_TO} nodes, not for random orders",
    }
    if len(projection.modes) > 1:
        definitions["two-mode"] = "nodes of both kinds are removed and count"
    return Method(
        "attack curve",
        "R = 1/n Σ_{q=1}^{n} S(q), S(q) = share of the nodes in the largest component without q nodes",
        "Albert, Jeong & Barabási (2000), Nature 406: 378–382; Schneider et al. (2011), PNAS 108(10): 3838–3841; "
        "Newman & Ziff (2001), Physical Review E 64: 016706",
        definitions,
    )
