"""Which parts of a directed network hold its largest eigenvalue, and where a vector of it can be other than 0.

The eigenvalues of a matrix without negative entries are those of its strongly connected parts. Where several share the
largest and one leads to another, no eigenvector without negative entries is other than 0 in the one that leads: what
flows on from it grows there without bound (Rothblum 1975, *Linear Algebra and its Applications* 12). Iteration over the
whole network finds such vectors, and their eigenvalue, to half the digits only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.components import strong_labels
from graph.analytics.kernels.spectral import spread
from graph.analytics.principal import TIED, general
from graph.analytics.products import Rows
from graph.analytics.running import Run, choose
from graph.projection import Float64, Int64, Projection, projection_of

Bools = npt.NDArray[np.bool_]

SMALL = 32  # nodes of a part up to which many of a size are done at once by a dense method
BOUNDING_STEPS = 12  # of the power method, whose least and largest growth bound an eigenvalue from both sides


@dataclass(frozen=True, slots=True)
class Leading:
    """`inside` (n): where a vector can be other than 0; `parts` share the largest eigenvalue there, and `own` (n) are
    the nodes of these.

    `left` further parts have the same eigenvalue and lead to one of them.
    """

    inside: Bools
    own: Bools
    parts: int
    left: int


def leading_parts(projection: Projection, weight: Float64, *, run: Run | None = None) -> Leading | None:
    """Of a directed network whose edges have the weights `weight` (m) > 0; None where it has no cycle.

    Parts whose eigenvalues differ by less than 1e-10, relative, count as equal.
    """
    n = projection.n
    label = strong_labels(projection, run=run)
    size = np.bincount(label, minlength=n)
    open_ = size > 1
    if not open_.any():
        return None
    within = np.flatnonzero(label[projection.edge_source] == label[projection.edge_target])
    source, target, weight = projection.edge_source[within], projection.edge_target[within], weight[within]
    if np.count_nonzero(open_) > 1:
        open_ = _candidates(label, open_, source, target, weight)
    candidates = np.flatnonzero(open_)
    if len(candidates) == 1:
        own = label == candidates[0]
        return Leading(_reached(projection.indptr, projection.indices, own, run), own, 1, 0)
    values = np.zeros(n)
    kept = open_[label[source]]
    _find(values, label, size, candidates, source[kept], target[kept], weight[kept], run)
    best = np.flatnonzero(values >= values.max() * (1 - TIED))
    leads = _lead(projection, label, best, run)
    last = np.zeros(n, dtype=np.bool_)
    last[best[~leads]] = True
    own = last[label]
    inside = _reached(projection.indptr, projection.indices, own, run)
    return Leading(inside, own, int((~leads).sum()), int(leads.sum()))


def inside_of(projection: Projection, kept: Bools) -> Projection:
    """The network with the edges between nodes that are kept, and all nodes. The same object where all are."""
    edges = kept[projection.edge_source] & kept[projection.edge_target]
    if edges.all():
        return projection
    return _network(
        projection.n, projection.edge_source[edges], projection.edge_target[edges], projection.strength[edges]
    )


def _network(n: int, source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], strength: Float64) -> Projection:
    return projection_of(
        view="",
        parameters={},
        graph_version="",
        nodes=range(n),  # type: ignore[arg-type]  # only their number is asked for
        edges=range(len(source)),  # type: ignore[arg-type]
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        strength=strength,
        directed=True,
    )


def _candidates(
    label: Int64, open_: Bools, source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], weight: Float64
) -> Bools:
    """Parts that can hold the largest eigenvalue: x > 0 bounds it by min (Ax)_v/x_v and max (Ax)_v/x_v in the part."""
    n = len(label)
    member = open_[label]
    x = member.astype(np.float64)
    scale = float(weight.max())
    for _ in range(BOUNDING_STEPS):
        image = np.bincount(target, weight / scale * x[source], minlength=n)
        ratio = np.divide(image, x, out=np.zeros(n), where=member & (x > 0))
        most, least = np.zeros(n), np.full(n, np.inf)
        np.maximum.at(most, label[member], ratio[member])
        np.minimum.at(least, label[member], ratio[member])
        open_ = open_ & (most >= np.where(open_, least, 0.0).max() * (1 - 2 * TIED))
        if np.count_nonzero(open_) == 1:
            break
        member = open_[label]
        x = np.where(member, x + image, 0.0)
        x /= max(float(x.max()), 1e-300)
    return open_


def _find(
    values: Float64,
    label: Int64,
    size: npt.NDArray[np.int64],
    parts: npt.NDArray[np.int64],
    source: npt.NDArray[np.int32],
    target: npt.NDArray[np.int32],
    weight: Float64,
    run: Run | None,
) -> None:
    """Writes the largest eigenvalue of each of the `parts` to `values`, at its label."""
    members = np.flatnonzero(np.isin(label, parts))
    members = members[np.argsort(label[members], kind="stable")]
    place = np.zeros(len(label), dtype=np.int64)
    first = np.searchsorted(label[members], parts)
    place[members] = np.arange(len(members)) - np.repeat(first, size[parts])
    number = np.zeros(len(label), dtype=np.int64)
    for count in np.unique(size[parts]).tolist():
        same = parts[size[parts] == count]
        if count <= SMALL:
            number[same] = np.arange(len(same))
            here = size[label[source]] == count
            at = number[label[source[here]]], place[target[here]], place[source[here]]
            matrices = np.zeros((len(same), count, count))
            matrices[at] = weight[here]
            scale = matrices.max(axis=(1, 2))
            values[same] = np.linalg.eigvals(matrices / scale[:, None, None]).real.max(axis=1) * scale
            continue
        for part in same.tolist():
            here = label[source] == part
            network = _network(count, place[source[here]], place[target[here]], weight[here])
            with Rows(network, weighted=True, run=run) as rows:
                values[part] = general(rows.product, count, value_only=True).value


def _reached(indptr: Int64, indices: npt.NDArray[np.int32], begun: Bools, run: Run | None) -> Bools:
    """The nodes that are marked, and those that rows lead to from them."""
    n = len(begun)
    run = run or choose(spread, steps=n + len(indices))
    start = np.flatnonzero(begun)
    queue, found = run.space(n, 0, np.int32), run.space(n, 0, np.int8)
    for at, node in enumerate(start.tolist()):
        queue[at] = node
        found[node] = 1
    run.kernel(spread)(run.given(indptr), run.given(indices), queue, len(start), found)
    return np.asarray(found, dtype=np.bool_)


def _lead(projection: Projection, label: Int64, parts: npt.NDArray[np.int64], run: Run | None) -> Bools:
    """Which of some strong parts lead to another of them: those met going back from where edges enter any of them."""
    among = np.zeros(projection.n, dtype=np.bool_)
    among[parts] = True
    source, target = label[projection.edge_source], label[projection.edge_target]
    before = np.zeros(projection.n, dtype=np.bool_)
    before[projection.edge_source[among[target] & (source != target)]] = True
    indptr, indices, _ = projection.reverse
    met = np.zeros(projection.n, dtype=np.bool_)
    met[label[_reached(indptr, indices, before, run)]] = True
    return met[parts]
