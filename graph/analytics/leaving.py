"""Who would be missed most: every single node, by what the others lose when it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.articulation import articulation
from graph.analytics.distance_matrix import AT_ONCE, turned
from graph.analytics.efficiency import REFERENCE, PairCounter, inverse_sum
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.kernels.matrix import pairs_at_hops
from graph.analytics.results import Method, significant
from graph.analytics.running import Run, choose
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection

MOST_NODES = 5_000  # n searches from all others: minutes at this size


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


def leaving(projection: Projection, *, progress: Progress | None = None) -> Leaving:
    """What the others lose by each node's leaving, exactly: loss(v) = 1/((n−1)(n−2)) Σ_{s,t≠v} (1/d(s,t) − 1/d_v(s,t)).

    d is the distance in the network as it is, d_v without v, so that only v's work for others counts, not its own ties.
    It is 0 where nobody needs v. Raises `InvalidInput` beyond `MOST_NODES` nodes.
    After the vulnerability of Latora & Marchiori (2005), *Physical Review E* 71: 015103, among the others.
    """
    if projection.n > MOST_NODES:
        raise InvalidInput(
            f"The network '{projection.view}' has {projection.n} nodes; every one is taken away for at "
            f"most {MOST_NODES}.",
            next_step="Name the nodes with nodes=, or ask about a coarser level.",
            field="view",
        )
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


def leaving_values(
    projection: Projection, *, progress: Progress | None = None, threads: int | None = None, run: Run | None = None
) -> Losses:
    """The sums behind `leaving`, over ordered pairs; counted in whole numbers: what does not change differs by 0."""
    n = projection.n
    run = run or choose(pairs_at_hops, steps=n * n * (n + len(projection.indices)))
    sources = np.arange(n)

    def part(rows: range) -> list[tuple[float, float, int]]:
        counter = PairCounter(projection, run=run)
        gone = np.zeros(n, dtype=np.bool_)
        found = []
        for v in rows:
            gone[v] = True
            others = np.delete(sources, v)
            after = _counted(counter, others, gone)
            gone[v] = False
            before = total.copy()
            for row in (out_counts[v], in_counts[v]):
                before[: len(row)] -= row
            found.append((inverse_sum(before), inverse_sum(after), int(before.sum() - after.sum())))
        return found

    one = PairCounter(projection, run=run)
    nobody = np.zeros(n, dtype=np.bool_)
    total = _counted(one, sources, nobody)
    out_counts = [one.counts(sources[v : v + 1], nobody) for v in range(n)]
    in_counts = out_counts if not projection.directed else _counts_in(projection, run)
    parts = chunks(n)
    rows = [
        row for some in in_order(part, parts, threads=1 if run.plain else threads, progress=progress) for row in some
    ]
    columns = np.array([row[:2] for row in rows], dtype=np.float64).reshape(n, 2)
    return Losses(columns[:, 0], columns[:, 1], np.array([row[2] for row in rows], dtype=np.int64))


def _counted(counter: PairCounter, sources: Int64, gone: npt.NDArray[np.bool_]) -> Int64:
    total = np.zeros(1, dtype=np.int64)
    for at in range(0, len(sources), AT_ONCE):
        counts = counter.counts(sources[at : at + AT_ONCE], gone)
        longer, shorter = (counts, total) if len(counts) > len(total) else (total, counts)
        total = longer.copy()
        total[: len(shorter)] += shorter
    return total


def _counts_in(projection: Projection, run: Run) -> list[Int64]:
    counter = PairCounter(turned(projection), run=run)
    nobody = np.zeros(projection.n, dtype=np.bool_)
    return [counter.counts(np.array([v]), nobody) for v in range(projection.n)]


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
