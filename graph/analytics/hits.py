"""Hubs and authorities: good hubs point at good authorities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.eigenvector import eigenvector_values, positive
from graph.analytics.executor import Progress
from graph.analytics.kernels.components import join_components
from graph.analytics.pagerank import two_mode
from graph.analytics.principal import Principal, symmetric
from graph.analytics.products import Rows, strength_means, strengths, total
from graph.analytics.reach import hop_distances
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run, Values, choose
from graph.projection import Float64, Projection
from graph.wording import plural

Side: TypeAlias = Literal["hub", "authority"]
MEANS: dict[Side, str] = {"hub": "h_v = Σ_{v→u} w_vu a_u", "authority": "a_v = Σ_{u→v} w_uv h_u"}


@dataclass(frozen=True, slots=True)
class HubsAndAuthorities:
    """Both vectors (n,), each with the sum 1; NaN where there is no edge. `principal` is the eigenvector of AᵀA."""

    hub: Float64
    authority: Float64
    principal: Principal


@checked
def hub(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """How much each node points at good authorities: h = A a, where a = Aᵀ h, up to scale; all together 1.

    Undirected, hub and authority are the same: eigenvector centrality, scaled to the sum 1. Conventions as there.
    Undefined (NaN) for all without an edge. Kleinberg (1999), *Journal of the ACM* 46(5).
    """
    return _scored(projection, "hub", weighted, progress)


@checked
def authority(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """How much each node is pointed at by good hubs: a = Aᵀ h, where h = A a, up to scale; all together 1.

    Undirected, hub and authority are the same: eigenvector centrality, scaled to the sum 1. Conventions as there.
    Undefined (NaN) for all without an edge. Kleinberg (1999), *Journal of the ACM* 46(5).
    """
    return _scored(projection, "authority", weighted, progress)


def hits_values(
    projection: Projection,
    *,
    weighted: bool = True,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> HubsAndAuthorities:
    """Hubs and authorities of all nodes. Raises `InvalidInput` for a strength that is unknown or negative."""
    n = projection.n
    weight = strengths(projection, weighted=weighted)
    unknown = np.full(n, np.nan)
    if not (weight > 0).any():
        return HubsAndAuthorities(unknown, unknown, Principal(0.0, unknown, np.inf, 0))
    if not projection.directed:
        found = eigenvector_values(projection, weighted=weighted, progress=progress, threads=threads, run=run)
        both = found.vector / total(found.vector) if found.found else unknown
        return HubsAndAuthorities(both, both, found)
    tied = positive(projection, weight)
    weight = weight[weight > 0]
    out = np.bincount(tied.edge_source, weight, minlength=n)
    with (
        Rows(tied, weighted=weighted, incoming=True, run=run, threads=threads) as into,
        Rows(tied, weighted=weighted, incoming=False, run=run, threads=threads) as out_of,
    ):
        bound = np.zeros(n)
        bound += np.bincount(tied.edge_target, weight * out[tied.edge_source], minlength=n)  # row sums of AᵀA
        between = into.vector(np.zeros(n))

        def multiply(x: Values, out: Values) -> None:
            out_of.multiply(x, between)
            into.multiply(between, out)

        found = symmetric(into, multiply, _cocited(tied, run=run), bound, progress=progress)
        a = found.vector
        h = out_of.product(a)
    if not found.found:
        return HubsAndAuthorities(unknown, unknown, found)
    return HubsAndAuthorities(h / total(h), a / total(a), replace(found, value=float(np.sqrt(found.value))))


def _cocited(projection: Projection, *, run: Run | None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The connected part of AᵀA each node is in (n): nodes pointed at from one node are joined.

    They are the components of the network in which each node stands twice, as one that points and one pointed at.
    """
    n = projection.n
    run = run or choose(join_components, steps=3 * (2 * n + projection.m))
    label = list(range(2 * n)) if run.plain else np.arange(2 * n, dtype=np.int32)
    indptr = np.concatenate([projection.indptr, np.full(n, projection.m)])
    rows = run.given(indptr), run.given(projection.indices + np.int32(n))
    run.kernel(join_components)(*rows, 1, label, run.space(2 * n, 0, np.int32))
    return np.asarray(label, dtype=np.int64)[n:]


def _scored(projection: Projection, side: Side, weighted: bool, progress: Progress | None) -> NodeScores:
    found = hits_values(projection, weighted=weighted, progress=progress)
    values = found.hub if side == "hub" else found.authority
    undirected = "undirected: hub and authority are the same, eigenvector centrality scaled to the sum 1"
    method = Method(
        name=side,
        formula=f"{MEANS[side]}, up to scale; the pair with the largest singular value",
        reference="Kleinberg (1999), Journal of the ACM 46(5): 604–632",
        definitions={
            "direction": "directed: a hub points at authorities" if projection.directed else undirected,
            "normalisation": "all values together are 1",
            "strength": strength_means(projection, weighted=weighted),
            "parts": "0 outside the part with the largest singular value; parts hang together by common hubs",
            "computation": "iterated to the precision of doubles",
            **two_mode(projection),
        },
    )
    return scores(projection, values, method=method, warnings=_warnings(projection, found, values))


def _warnings(projection: Projection, found: HubsAndAuthorities, values: Float64) -> tuple[str, ...]:
    if not projection.n:
        return ()
    if found.principal.value <= 0:
        return ("Undefined: there is no edge with a strength.",)
    if not found.principal.found:
        return ("Undefined: no pair of vectors was found to the precision needed; several parts nearly tie.",)
    said: tuple[str, ...] = ()
    if found.principal.parts > 1:
        why = f"{found.principal.parts} parts share the largest singular value: the vectors are not unique"
        said += (f"{why}. By convention they are the projection of the vector of ones on all of them.",)
    if not projection.directed and _two_sided(projection, int(np.argmax(values))):
        double = "The leading part has two sides with ties between them only: its largest singular value is double, so "
        said += (f"{double}the vectors are not unique. By convention they are those of the eigenvector, both alike.",)
    outside = int((values == 0).sum())
    if outside:
        said += (f"{plural(outside, 'node has', 'nodes have')} the value 0: no edge of the leading part gives any.",)
    return said


def _two_sided(projection: Projection, place: int) -> bool:
    """Whether the part of a node is bipartite: no edge joins nodes at an even distance from each other."""
    hops = hop_distances(projection, source=place)
    ends = hops[projection.edge_source], hops[projection.edge_target]
    return bool(((ends[0] < 0) | ((ends[0] - ends[1]) % 2 == 1)).all())
