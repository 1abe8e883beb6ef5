"""Current-flow measures: ties as conductors, and a unit of current from each node to each other. For small networks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
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
# Of the pairs without the node, which are the most its value can be. The value is a difference of sums over pairs, each
# known to some 1e-15 of itself a term: what is left below this share is rounding, and would rank equal nodes apart.
NO_FLOW = 1e-12
# Strongest over weakest tie of a component. Potentials are known to about 1e-16 times this, relative: four digits are
# left here, and none at 1e16 (a value was wrong by 37 % at 1e15).
MOST_RANGE = 1e12


@checked
def current_flow(
    projection: Projection, *, normalised: bool = False, weighted: bool = True, progress: Progress | None = None
) -> NodeScores:
    """Current-flow (random-walk) betweenness of each node: how much current between others passes it.

    C(v) = Σ_{s<t, s≠v≠t} I_v(st), I_v(st) = ½ Σ_w c_vw |p_v − p_w|, c_vw the strength of a tie as its conductance and p
    the potentials when a unit of current enters at s and leaves at t. Normalised: divided by the pairs without v,
    (n − 1)(n − 2)/2, undefined (NaN) for fewer than three nodes. Direction is ignored. Current flows inside
    components; pairs in different ones add nothing. Undefined (NaN) in a component whose strengths range over more than
    12 powers of ten, where doubles do not know the potentials. Raises `InvalidInput` where a component has more than
    3,000 nodes, and for a strength that is unknown or negative.
    Newman (2005), *Social Networks* 27(1); Brandes & Fleischer (2005), LNCS 3404.
    """
    values = current_flow_values(projection, weighted=weighted, progress=progress)
    warnings = _warnings(projection, weighted=weighted) + _too_wide(int(np.isnan(values).sum()))
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
            "computation": "exact, by the inverse of the Laplacian; "
            f"below {NO_FLOW:g} of the pairs without the node it is 0, which is rounding",
        },
    )
    return scores(projection, values, method=method, warnings=warnings)


@checked
def current_flow_closeness(
    projection: Projection, *, normalised: bool = False, weighted: bool = True, progress: Progress | None = None
) -> NodeScores:
    """Current-flow closeness of each node, which is information centrality: one over its resistance to all others.

    C(v) = 1 / Σ_t R_vt over the others in its component, R_vt the effective resistance when ties are conductors of
    their strength; normalised times the number of those others: one over the mean resistance. Undefined (NaN) for a
    node tied to none, and as in `current_flow`. Direction is ignored. Raises `InvalidInput` as `current_flow` does.
    Stephenson & Zelen (1989), *Social Networks* 11(1); Brandes & Fleischer (2005), LNCS 3404.
    """
    values = current_flow_closeness_values(projection, normalised=normalised, weighted=weighted, progress=progress)
    warnings = _warnings(projection, weighted=weighted)
    undefined = int(np.isnan(values).sum())
    tied = np.zeros(projection.n, dtype=np.bool_)
    conducts = strengths(projection, weighted=weighted) > 0
    tied[projection.edge_source[conducts]] = tied[projection.edge_target[conducts]] = True
    alone = int((~tied).sum())
    warnings += _too_wide(undefined - alone)
    if alone:
        of_strength = "" if conducts.all() else " of positive strength"
        warnings += (f"{plural(alone, 'node has', 'nodes have')} no tie{of_strength}, and so no defined closeness.",)
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
    parts = []
    for part in _circuits(projection, weighted=weighted):
        if part.too_wide:
            values[part.nodes] = np.nan
        else:
            parts.append(part)
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
        found_here = 0.5 * current - 0.5 * (size - 1)
        least = NO_FLOW * max((size - 1) * (size - 2) / 2, 1.0)
        values[part.nodes] = np.where(part.ends | (found_here < least), 0.0, found_here)
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
        if part.too_wide:
            continue
        inverse = part.inverse()
        own = np.diagonal(inverse)
        resistance = len(own) * own + own.sum() - 2.0 * inverse.sum(axis=1)
        values[part.nodes] = (len(own) - 1 if normalised else 1) / resistance
        if progress is not None:
            progress(done, len(parts))
    return values


def check_size(projection: Projection, *, weighted: bool = True) -> None:
    """Raises `InvalidInput` where both measures would, before anything long is begun."""
    next(_circuits(projection, weighted=weighted), None)


@dataclass(frozen=True, slots=True)
class _Circuit:
    """One component with ties: its nodes as places in the network, its edges as places in `nodes`."""

    nodes: npt.NDArray[np.int64]
    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    conductance: Float64

    @property
    def too_wide(self) -> bool:
        """Whether the strengths range too far for doubles to know the potentials."""
        return bool(self.conductance.max() > MOST_RANGE * self.conductance.min())

    @property
    def ends(self) -> npt.NDArray[np.bool_]:
        """Which nodes have one neighbour only: no current passes a dead end."""
        size = len(self.nodes)
        pairs = np.unique(np.minimum(self.source, self.target) * size + np.maximum(self.source, self.target))
        return np.asarray(np.bincount(np.concatenate([pairs // size, pairs % size]), minlength=size) == 1)

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


def _too_wide(count: int) -> tuple[str, ...]:
    """The warning about nodes in components whose strengths range too far."""
    if not count:
        return ()
    why = f"its strongest tie is more than {MOST_RANGE:g} times its weakest, beyond the precision of these sums"
    return (f"Undefined for {plural(count, 'node')} of a component where {why}. Ask with weighted=false.",)


def _warnings(projection: Projection, *, weighted: bool) -> tuple[str, ...]:
    conducts = strengths(projection, weighted=weighted) > 0
    label = _labels(projection, np.flatnonzero(conducts))
    said: tuple[str, ...] = ()
    count = len(np.unique(label))
    if count > 1:
        without = "" if conducts.all() else " without its ties of strength 0"
        said += (f"The network has {count} components{without}: no current flows from one to another.",)
    if projection.directed:
        said += ("The network is directed, and currents know no direction: it was taken as undirected.",)
    return said
