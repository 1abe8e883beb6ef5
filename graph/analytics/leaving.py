"""Who would be missed most: every single node, by what the others lose when it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.articulation import articulation
from graph.analytics.distance_matrix import Hops, distance_matrix
from graph.analytics.efficiency import REFERENCE, inverse_sum
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.leaving import pairs_moved, ways_in
from graph.analytics.results import Method, significant
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection

MOST_NODES = 5_000  # four bytes a pair of nodes: 100 MB


@dataclass(frozen=True, slots=True)
class LeavingNode:
    """`loss`: fall of the efficiency among the others (None with fewer than two others), `relative_loss` its share of
    what they have now; `cut_off` nodes lose the largest part of their component, `pairs_lost` pairs their last path."""

    rank: int | None
    id: str
    name: str
    label: str
    loss: float | None
    relative_loss: float | None
    cut_off: int
    pairs_lost: int


@dataclass(frozen=True)
class Leaving:
    """Every node, largest loss first, equal ones by id."""

    method: Method
    items: Sequence[LeavingNode]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Losses:
    """By node (n): Σ 1/d over the ordered pairs of the others, before and after it leaves, and the pairs lost."""

    before: Float64
    after: Float64
    pairs_lost: Int64


@checked
def leaving(projection: Projection, *, progress: Progress | None = None) -> Leaving:
    """What the others lose by each node's leaving, exactly: loss(v) = 1/((n−1)(n−2)) Σ_{s,t≠v} (1/d(s,t) − 1/d_v(s,t)).

    d is the distance in the network as it is, d_v without v, so that only v's work for others counts, not its own ties.
    It is 0 where nobody needs v. Raises `InvalidInput` beyond `MOST_NODES` nodes.
    After the vulnerability of Latora & Marchiori (2005), *Physical Review E* 71: 015103, among the others.
    """
    check_size(projection)
    n = projection.n
    losses = leaving_values(projection, progress=progress)
    pairs = (n - 1) * (n - 2)
    cut_off = {point.id: point.cut_off for point in articulation(projection).nodes}
    loss = (losses.before - losses.after) / pairs if pairs else np.full(n, np.nan)
    keys = significant(loss)
    order = np.argsort(-keys, kind="stable")
    items, rank = [], 0
    for at, place in enumerate(order.tolist()):
        if at == 0 or keys[place] != keys[order[at - 1]]:
            rank = at + 1
        node, known = projection.nodes[place], bool(pairs)
        before = float(losses.before[place])
        items.append(
            LeavingNode(
                rank if known else None,
                node.id,
                node.name,
                node.label,
                float(loss[place]) if known else None,
                (before - float(losses.after[place])) / before if before else None,
                cut_off.get(node.id, 0),
                int(losses.pairs_lost[place]) // (1 if projection.directed else 2),
            )
        )
    warnings = () if pairs else ("Fewer than three nodes: no pair of others is left, and the loss is undefined.",)
    return Leaving(_method(projection), tuple(items), warnings)


def check_size(projection: Projection) -> None:
    """Raises `InvalidInput` beyond `MOST_NODES` nodes."""
    if projection.n > MOST_NODES:
        raise InvalidInput(
            f"The network '{projection.view}' has {projection.n} nodes; every one is taken away for at "
            f"most {MOST_NODES}.",
            next_step="Name the nodes with nodes=, or ask about a coarser level.",
            field="view",
        )


def leaving_values(
    projection: Projection, *, progress: Progress | None = None, threads: int | None = None, run: Run | None = None
) -> Losses:
    """The sums behind `leaving`, over ordered pairs; counted in whole numbers: what does not change differs by 0.

    Only the pairs that move when a node leaves are searched for. Memory: four bytes a pair of nodes.
    """
    n, places = projection.n, len(projection.indices)
    run = run or choose(pairs_moved, steps=4 * n * (n + places))
    if n == 0:
        return Losses(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
    matrix = distance_matrix(projection, threads=threads, run=run)
    there, back = (projection.indptr, projection.indices), projection.reverse[:2]
    rows = [run.given(array) for array in (*there, *back)]
    hops, width = run.given(matrix.hops.reshape(-1)), n + 1
    parts, one_thread = chunks(n), 1 if run.plain else threads

    def entered(part: range) -> npt.NDArray[np.uint16]:
        ways = run.space(len(part) * n, 0, np.uint16)
        run.kernel(ways_in)(*rows[2:], hops, matrix.far, n, part.start, part.stop, ways)
        return np.asarray(ways, dtype=np.uint16)

    ways = run.given(np.concatenate(list(in_order(entered, parts, threads=one_thread))))

    def moves(part: range) -> Int64:
        whole = [run.space(n, value, np.int32) for value in (0, 0, 0, 0, n)]
        heap = run.space(n + places, 0.0, np.float64), run.space(n + places, 0, np.int32)
        moved = run.space(len(part) * width, 0, np.int64)
        given = matrix.far, n, part.start, part.stop, width
        run.kernel(pairs_moved)(*rows, hops, ways, *given, *whole, *heap, moved)
        return np.asarray(moved, dtype=np.int64).reshape(len(part), width)

    total = sum((_at_hops(matrix.hops[part.start : part.stop], matrix.far, width) for part in parts), _none(width))
    before_sum, after_sum, pairs_lost = np.zeros(n), np.zeros(n), np.zeros(n, dtype=np.int64)
    found = in_order(moves, parts, threads=one_thread, progress=progress)
    for part, moved in zip(parts, found, strict=True):
        for v in part:
            before = (
                total - _at_hops(matrix.hops[v], matrix.far, width) - _at_hops(matrix.hops[:, v], matrix.far, width)
            )
            after = before + moved[v - part.start]
            before_sum[v], after_sum[v] = inverse_sum(before), inverse_sum(after)
            pairs_lost[v] = int(before.sum() - after.sum())
    return Losses(before_sum, after_sum, pairs_lost)


def _at_hops(hops: Hops, far: int, width: int) -> Int64:
    """How many of these distances are d hops, by d; a node and itself, and no path, do not count. Shape (width,)."""
    counts = _none(width)
    found = np.bincount(hops.reshape(-1), minlength=1)[: min(far, width)]
    counts[: len(found)] = found
    counts[0] = 0
    return counts


def _none(width: int) -> Int64:
    return np.zeros(width, dtype=np.int64)


def _method(projection: Projection) -> Method:
    definitions = {
        "direction": "directed: along the edges" if projection.directed else "undirected",
        "normalisation": "mean over the ordered pairs of the others; relative_loss: divided by their efficiency now",
        "length": "hops: each edge counts 1; strength is not used",
        "others": "the leaving node's own ties are not counted: with them every node would be missed",
        "cut_off": "nodes that are no longer connected to the largest part of their component; direction ignored",
        "pairs_lost": "pairs of others whose last path goes" + ("" if projection.directed else ", each once"),
    }
    if len(projection.modes) > 1:
        definitions["two-mode"] = "nodes of both kinds count and are ranked, actors and activities"
    return Method(
        "loss by a node's leaving",
        "loss(v) = 1/((n − 1)(n − 2)) Σ_{s≠t; s,t≠v} (1/d(s, t) − 1/d_{G−v}(s, t))",
        f"after Latora & Marchiori (2005), Physical Review E 71: 015103; {REFERENCE}",
        definitions,
    )
