"""What is lost when nodes leave: what falls apart, who is cut off, which paths get lost and which get longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.components import labels_of
from graph.analytics.distance_matrix import AT_ONCE, distance_rows
from graph.analytics.efficiency import FORMULA, REFERENCE, inverse_sum
from graph.analytics.executor import Progress
from graph.analytics.results import Method, Piece
from graph.errors import InvalidInput
from graph.projection import Int64, Projection

NAME_UP_TO = 25  # nodes of a part that are named; of a larger one its size is given
EXAMPLES = 10  # pairs named
# Nodes of a network of which all paths are compared before and after: two searches a node, a minute at this size.
MOST_NODES = 50_000


@dataclass(frozen=True, slots=True)
class ChangedPair:
    """Two nodes, the hops between them before and after (None: no path)."""

    source: str
    target: str
    before: int
    after: int | None


@dataclass(frozen=True)
class Removal:
    """A network without some of its nodes.

    `components_before` and `components_after` are largest first; `component_before`, `component_after` (n) their
    numbers by node, from 1, 0 for a removed node. `cut_off` are nodes that were with the largest of what is left of
    their component and are not any more; `isolated` those that have lost their last edge. Pairs are of remaining nodes,
    each once in an undirected network. `efficiency_before` is over the remaining nodes, with paths through the removed.
    """

    method: Method
    removed: tuple[str, ...]
    components_before: tuple[Piece, ...]
    components_after: tuple[Piece, ...]
    cut_off: tuple[str, ...]
    isolated: tuple[str, ...]
    pairs_lost: int
    lost: tuple[ChangedPair, ...]
    pairs_longer: int
    mean_increase: float | None
    longer: tuple[ChangedPair, ...]
    efficiency_before: float | None
    efficiency_after: float | None
    warnings: tuple[str, ...] = ()
    component_before: Int64 = field(default_factory=lambda: np.zeros(0, np.int64), repr=False, compare=False)
    component_after: Int64 = field(default_factory=lambda: np.zeros(0, np.int64), repr=False, compare=False)


@checked
def removal(projection: Projection, *, nodes: Sequence[str], progress: Progress | None = None) -> Removal:
    """What changes when `nodes` leave together: parts, lost and longer paths, efficiency. Exact, all pairs by hops.

    Components ignore direction; paths follow it. Efficiency is E = 1/(r(r − 1)) Σ 1/d over the r nodes that remain.
    Raises `NotFound` for an id that is not in the network, `InvalidInput` without nodes or beyond `MOST_NODES` nodes.
    Latora & Marchiori (2001), *Physical Review Letters* 87: 198701.
    """
    if not nodes:
        raise InvalidInput("No node is named.", next_step="Give at least one id.", field="nodes")
    if projection.n > MOST_NODES:
        raise InvalidInput(
            f"The network '{projection.view}' has {projection.n} nodes; paths before and after are compared for at "
            f"most {MOST_NODES}.",
            next_step="Ask about a smaller network or a coarser level; articulation tells what falls apart.",
            field="view",
        )
    gone = np.zeros(projection.n, dtype=np.bool_)
    gone[[projection.place(one) for one in nodes]] = True
    before, after = _labels(projection, np.zeros_like(gone)), _labels(projection, gone)
    degree = _degrees(projection, np.zeros_like(gone))
    isolated = ~gone & (_degrees(projection, gone) == 0) & (degree > 0)
    paths = _compare(projection, gone, progress)
    r = int((~gone).sum())
    pairs = r * (r - 1)
    warnings = () if r > 1 else ("Fewer than two nodes remain: no pair is left, and efficiency is undefined.",)
    parts_before, number_before = _parts(projection, before)
    parts_after, number_after = _parts(projection, after)
    share = 1 if projection.directed else 2
    return Removal(
        method=_method(projection),
        removed=tuple(projection.ids[place] for place in np.flatnonzero(gone).tolist()),
        components_before=parts_before,
        components_after=parts_after,
        cut_off=tuple(projection.ids[place] for place in np.flatnonzero(_cut_off(before, after)).tolist()),
        isolated=tuple(projection.ids[place] for place in np.flatnonzero(isolated).tolist()),
        pairs_lost=paths.lost // share,
        lost=tuple(paths.named(projection, paths.lost_pairs)),
        pairs_longer=paths.longer // share,
        mean_increase=paths.increase / paths.longer if paths.longer else None,
        longer=tuple(paths.named(projection, paths.longer_pairs)),
        efficiency_before=inverse_sum(paths.before) / pairs if pairs else None,
        efficiency_after=inverse_sum(paths.after) / pairs if pairs else None,
        warnings=warnings,
        component_before=number_before,
        component_after=number_after,
    )


def _labels(projection: Projection, gone: npt.NDArray[np.bool_]) -> Int64:
    """The smallest place of each node's component, -1 for those who are gone. Shape (n,)."""
    row = np.repeat(np.arange(projection.n), np.diff(projection.indptr))
    stay = ~(gone[row] | gone[projection.indices])
    indptr = np.zeros(projection.n + 1, dtype=np.int64)
    np.cumsum(np.bincount(row[stay], minlength=projection.n), out=indptr[1:])
    label = labels_of(indptr, projection.indices[stay], directed=projection.directed)
    return np.where(gone, -1, label).astype(np.int64)


def _degrees(projection: Projection, gone: npt.NDArray[np.bool_]) -> Int64:
    stay = ~(gone[projection.edge_source] | gone[projection.edge_target])
    ends = np.concatenate([projection.edge_source[stay], projection.edge_target[stay]])
    return np.bincount(ends, minlength=projection.n).astype(np.int64)


def _cut_off(before: Int64, after: Int64) -> npt.NDArray[np.bool_]:
    """Who remains, and not in the largest part left of the component it was in. Of equal parts the first stays."""
    left = np.flatnonzero(after >= 0)
    cut = np.zeros(len(after), dtype=np.bool_)
    sizes = np.bincount(after[left], minlength=len(after))
    main: dict[int, int] = {}
    for place in left[np.lexsort((after[left], -sizes[after[left]], before[left]))].tolist():
        cut[place] = main.setdefault(int(before[place]), int(after[place])) != after[place]
    return cut


def _parts(projection: Projection, label: Int64) -> tuple[tuple[Piece, ...], Int64]:
    """The parts, largest first, equal ones by first id, and the number of each node's, from 1 (0: none)."""
    number = np.zeros(projection.n, dtype=np.int64)
    left = label[label >= 0]
    roots, sizes = np.unique(left, return_counts=True)
    pieces = []
    for rank, at in enumerate(np.lexsort((roots, -sizes)).tolist(), start=1):
        members = np.flatnonzero(label == roots[at]) if len(roots) < 1000 or sizes[at] > 1 else roots[at : at + 1]
        number[members] = rank
        ids = tuple(projection.ids[one] for one in members.tolist()) if sizes[at] <= NAME_UP_TO else ()
        pieces.append(Piece(int(sizes[at]), ids))
    return tuple(pieces), number


@dataclass
class _Paths:
    """Ordered pairs of remaining nodes, compared."""

    before: Int64
    after: Int64
    lost: int = 0
    longer: int = 0
    increase: int = 0
    lost_pairs: list[tuple[int, int, int, int]] = field(default_factory=list)  # sort key, s, t, hops before
    longer_pairs: list[tuple[int, int, int, int]] = field(default_factory=list)

    def named(self, projection: Projection, pairs: list[tuple[int, int, int, int]]) -> list[ChangedPair]:
        return [
            ChangedPair(
                projection.ids[s], projection.ids[t], before, before - key if pairs is self.longer_pairs else None
            )
            for key, s, t, before in pairs
        ]


def _compare(projection: Projection, gone: npt.NDArray[np.bool_], progress: Progress | None) -> _Paths:
    left = np.flatnonzero(~gone)
    paths = _Paths(np.zeros(projection.n + 1, np.int64), np.zeros(projection.n + 1, np.int64))
    parts = [left[at : at + AT_ONCE] for at in range(0, len(left), AT_ONCE)]
    for done, part in enumerate(parts, start=1):
        rows_before, far_before = distance_rows(projection, part)
        rows_after, far_after = distance_rows(projection, part, blocked=gone)
        before, after = rows_before[:, left].astype(np.int32), rows_after[:, left].astype(np.int32)
        for counts, rows, far in ((paths.before, before, far_before), (paths.after, after, far_after)):
            found = np.bincount(rows[rows != far].reshape(-1), minlength=1)
            found[0] = 0
            counts[: len(found)] += found
        lost = (before != far_before) & (after == far_after)
        longer = (after != far_after) & (after > before)
        rise = np.where(longer, after - before, 0)
        paths.lost += int(lost.sum())
        paths.longer += int(longer.sum())
        paths.increase += int(rise.sum())
        once = np.ones_like(lost) if projection.directed else part[:, None] < left[None, :]
        # the nearest pairs that are parted, and the pairs whose way grows most
        paths.lost_pairs = _first(paths.lost_pairs, part, left, lost & once, before, before)
        paths.longer_pairs = _first(paths.longer_pairs, part, left, longer & once, -rise, before)
        if progress is not None:
            progress(done, len(parts))
    return paths


def _first(
    known: list[tuple[int, int, int, int]],
    part: npt.NDArray[Any],
    left: npt.NDArray[Any],
    good: npt.NDArray[np.bool_],
    key: npt.NDArray[Any],
    before: npt.NDArray[Any],
) -> list[tuple[int, int, int, int]]:
    a, b = np.nonzero(good)
    order = np.lexsort((left[b], part[a], key[a, b]))[:EXAMPLES]
    new = [
        (int(key[a[at], b[at]]), int(part[a[at]]), int(left[b[at]]), int(before[a[at], b[at]])) for at in order.tolist()
    ]
    return sorted(known + new)[:EXAMPLES]


def _method(projection: Projection) -> Method:
    definitions = {
        "direction": "paths along the edges; components ignore direction" if projection.directed else "undirected",
        "normalisation": "efficiency: mean over the ordered pairs of the nodes that remain, before and after",
        "length": "hops: each edge counts 1; strength is not used",
        "cut_off": "nodes that are no longer connected to the largest part left of the component they were in",
        "pairs": "of remaining nodes" + ("" if projection.directed else ", each once"),
        "lost": "pairs that had a path and have none; examples: the nearest ones",
        "longer": "pairs whose shortest path grows; mean_increase in hops over these; examples: those that grow most",
    }
    if len(projection.modes) > 1:
        definitions["two-mode"] = "nodes of both kinds count, actors and activities"
    return Method("removal of nodes", f"G − R, paths and components compared with G; {FORMULA}", REFERENCE, definitions)
