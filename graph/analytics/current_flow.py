"""Current-flow measures: ties as conductors, and a unit of current from each node to each other. For small networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.components import component_labels
from graph.analytics.executor import Progress, chunks, in_order
from graph.analytics.pagerank import two_mode
from graph.analytics.products import strength_means, strengths
from graph.analytics.results import Method, NodeScores, scores
from graph.errors import InvalidInput
from graph.projection import Float64, Projection
from graph.wording import plural

# Most nodes of one component. The inverse of its Laplacian is dense: 72 MB at 3,000 nodes, and a second; the flows
# through its edges are sorted one by one, 0.15 ms each at that size.
MOST_NODES = 3_000


def current_flow(
    projection: Projection, *, normalised: bool = False, weighted: bool = True, progress: Progress | None = None
) -> NodeScores:
    """Current-flow (random-walk) betweenness of each node: how much current between others passes it.

    C(v) = Σ_{s<t, s≠v≠t} I_v(st), I_v(st) = ½ Σ_w c_vw |p_v − p_w|, c_vw the strength of a tie as its conductance and p
    the potentials when a unit of current enters at s and leaves at t. Normalised: divided by the pairs without v,
    (n − 1)(n − 2)/2, undefined (NaN) for fewer than three nodes. Direction is ignored. Current flows inside
    components; pairs in different ones add nothing. Raises `InvalidInput` where a component has more than 3,000 nodes,
    and for a strength that is unknown or negative.
    Newman (2005), *Social Networks* 27(1); Brandes & Fleischer (2005), LNCS 3404.
    """
    values = current_flow_values(projection, weighted=weighted, progress=progress)
    warnings = _warnings(projection, weighted=weighted)
    n = projection.n
    if normalised and n < 3:
        values = np.full(n, np.nan)
        warnings += ("Undefined: with fewer than three nodes there is no pair without the node.",) if n else ()
    elif normalised:
        values = values / ((n - 1) * (n - 2) / 2)
    pairs = "divided by (n − 1)(n − 2)/2, the pairs without the node" if normalised else "none: a sum over pairs"
    method = Method(
        name="current-flow betweenness",
        formula="C(v) = Σ_{s<t, s≠v≠t} ½ Σ_w c_vw |p_v(st) − p_w(st)|"
        + (" / ((n − 1)(n − 2)/2)" if normalised else ""),
        reference="Newman (2005), Social Networks 27(1): 39–54; Brandes & Fleischer (2005), LNCS 3404: 533–544",
        definitions={
            **_definitions(projection, weighted=weighted),
            "normalisation": pairs,
            "endpoints": "not counted as lying on their flow",
            "parts": "current flows inside components; pairs in different ones add nothing",
            "computation": "exact, by the inverse of the Laplacian",
        },
    )
    return scores(projection, values, method=method, warnings=warnings)


def current_flow_closeness(
    projection: Projection, *, normalised: bool = False, weighted: bool = True, progress: Progress | None = None
) -> NodeScores:
    """Current-flow closeness of each node, which is information centrality: one over its resistance to all others.

    C(v) = 1 / Σ_t R_vt over the others in its component, R_vt the effective resistance when ties are conductors of
    their strength; normalised times the number of those others: one over the mean resistance. Undefined (NaN) for a
    node tied to none. Direction is ignored. Raises `InvalidInput` as `current_flow` does.
    Stephenson & Zelen (1989), *Social Networks* 11(1); Brandes & Fleischer (2005), LNCS 3404.
    """
    values = current_flow_closeness_values(projection, normalised=normalised, weighted=weighted, progress=progress)
    warnings = _warnings(projection, weighted=weighted)
    alone = int(np.isnan(values).sum())
    if alone:
        warnings += (f"{plural(alone, 'node has', 'nodes have')} no tie, and so no defined closeness.",)
    others = "times the number of others in the component, so that components compare" if normalised else "none"
    method = Method(
        name="current-flow closeness",
        formula=("(n_c − 1)" if normalised else "1") + " / Σ_t R_vt",
        reference="Stephenson & Zelen (1989), Social Networks 11(1): 1–37; "
        "Brandes & Fleischer (2005), LNCS 3404: 533–544",
        definitions={
            **_definitions(projection, weighted=weighted),
            "normalisation": others,
            "parts": "the sum is over the node's own component of n_c nodes",
            "computation": "exact, by the inverse of the Laplacian",
        },
    )
    return scores(projection, values, method=method, warnings=warnings)


def current_flow_values(
    projection: Projection, *, weighted: bool = True, progress: Progress | None = None, threads: int | None = None
) -> Float64:
    """Σ over pairs of the current through each node. Shape (n,).

    Of an edge that carries the potential differences f(s) − f(t), all pairs together are Σ_k (2k − n + 1) f_(k) over
    the sorted f. That counts the pairs that end at the node too, each with a current of ½: n − 1 halves to take away.
    """
    values = np.zeros(projection.n)
    parts = list(_circuits(projection, weighted=weighted))
    todo = sum(len(part.source) for part in parts)
    done = 0
    for part in parts:
        size = len(part.nodes)
        inverse = part.inverse()
        turn = np.asarray(2.0 * np.arange(size) - size + 1, dtype=np.float64)

        def flows(run: range, part: _Circuit = part, inverse: Float64 = inverse, turn: Float64 = turn) -> Float64:
            at = slice(run.start, run.stop)
            rows = inverse[part.source[at]] - inverse[part.target[at]]
            rows.sort(axis=1)
            return np.asarray((rows * turn).sum(axis=1) * part.conductance[at])

        runs = chunks(len(part.source), count=max(1, -(-len(part.source) // 64)))  # 64 rows: 1.5 MB at most
        sums = []
        for run, found in zip(runs, in_order(flows, runs, threads=threads if size > 200 else 1), strict=True):
            sums.append(found)
            done += len(run)
            if progress is not None:
                progress(done, todo)
        through = np.concatenate(sums)
        current = np.bincount(part.source, through, minlength=size) + np.bincount(part.target, through, minlength=size)
        values[part.nodes] = np.maximum(0.5 * current - 0.5 * (size - 1), 0.0)
    return values


def current_flow_closeness_values(
    projection: Projection, *, normalised: bool = False, weighted: bool = True, progress: Progress | None = None
) -> Float64:
    """One over the sum (or mean) of effective resistances. Shape (n,), NaN for nodes without a tie.

    R_vt = G_vv + G_tt − 2 G_vt for any generalised inverse G of the Laplacian.
    """
    values = np.full(projection.n, np.nan)
    parts = list(_circuits(projection, weighted=weighted))
    for done, part in enumerate(parts, start=1):
        inverse = part.inverse()
        own = np.diagonal(inverse)
        resistance = len(own) * own + own.sum() - 2.0 * inverse.sum(axis=1)
        values[part.nodes] = (len(own) - 1 if normalised else 1) / resistance
        if progress is not None:
            progress(done, len(parts))
    return values


@dataclass(frozen=True, slots=True)
class _Circuit:
    """One component with ties: its nodes as places in the network, its edges as places in `nodes`."""

    nodes: npt.NDArray[np.int64]
    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    conductance: Float64

    def inverse(self) -> Float64:
        """A generalised inverse of the Laplacian: that of the circuit with its last node at potential 0."""
        size = len(self.nodes)
        laplacian = np.zeros((size, size))
        np.subtract.at(laplacian, (self.source, self.target), self.conductance)
        np.subtract.at(laplacian, (self.target, self.source), self.conductance)
        laplacian[np.diag_indices(size)] = -laplacian.sum(axis=1)
        grounded = np.zeros((size, size))
        grounded[:-1, :-1] = np.linalg.inv(laplacian[:-1, :-1])
        return grounded


def _circuits(projection: Projection, *, weighted: bool) -> Iterator[_Circuit]:
    """The components that have ties. Raises `InvalidInput` for one with more than `MOST_NODES` nodes."""
    weight = strengths(projection, weighted=weighted)
    kept = np.flatnonzero(weight > 0)
    label = _labels(projection, kept)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    sizes = np.diff(starts, append=projection.n)
    if len(sizes) and sizes.max() > MOST_NODES:
        raise InvalidInput(
            f"The network has a component of {sizes.max():,} nodes, and current-flow measures take at most "
            f"{MOST_NODES:,}: they need a dense matrix of that size.",
            next_step="Ask about a coarser level or a part of the network, or use betweenness or harmonic closeness.",
            field="measure",
        )
    place = np.empty(projection.n, dtype=np.int64)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        place[order[start : start + size]] = np.arange(size)
    by_label = kept[np.argsort(label[projection.edge_source[kept]], kind="stable")]
    ends = np.cumsum(np.bincount(label[projection.edge_source[kept]], minlength=projection.n))
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        if size > 1:
            nodes = order[start : start + size]
            first = int(nodes[0])
            edges = by_label[ends[first - 1] if first else 0 : ends[first]]
            yield _Circuit(
                nodes, place[projection.edge_source[edges]], place[projection.edge_target[edges]], weight[edges]
            )


def _labels(projection: Projection, kept: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Components over the edges that conduct."""
    from graph.analytics.eigenvector import positive  # noqa: PLC0415

    weight = np.zeros(projection.m)
    weight[kept] = 1.0
    return component_labels(positive(projection, weight))


def _definitions(projection: Projection, *, weighted: bool) -> dict[str, str]:
    direction = "ignored; where ties go both ways their conductances add up" if projection.directed else "undirected"
    means = strength_means(projection, weighted=weighted)
    return {"direction": direction, "strength": f"conductance of a tie: {means}", **two_mode(projection)}


def _warnings(projection: Projection, *, weighted: bool) -> tuple[str, ...]:
    label = _labels(projection, np.flatnonzero(strengths(projection, weighted=weighted) > 0))
    said: tuple[str, ...] = ()
    count = len(np.unique(label))
    if count > 1:
        said += (f"The network has {count} components: no current flows from one to another.",)
    if projection.directed:
        said += ("The network is directed, and currents know no direction: it was taken as undirected.",)
    return said
