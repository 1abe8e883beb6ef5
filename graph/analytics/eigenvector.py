"""Eigenvector centrality: a node counts as much as the nodes it is tied to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.components import component_labels
from graph.analytics.executor import Progress
from graph.analytics.leading_parts import inside_of, leading_parts
from graph.analytics.pagerank import two_mode
from graph.analytics.principal import Principal, general, symmetric
from graph.analytics.products import Rows, strength_means, strengths
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run
from graph.projection import Float64, Projection
from graph.wording import plural


@checked
def eigenvector(projection: Projection, *, weighted: bool = True, progress: Progress | None = None) -> NodeScores:
    """Eigenvector centrality of each node: x_v = (1/λ) Σ_{u→v} w_uv x_u with the largest λ; unit-less, length 1.

    Directed: over the edges into v. Where parts of the network are not joined, the value is 0 outside the part with
    the largest λ; where several share it, each keeps the share that the vector of ones has in it, unless edges lead on
    from it to another of them: then it is 0 there (see `leading_parts`). Undefined (NaN) for
    all where there is no such λ > 0: no edges, or a directed network without a cycle; and where the iteration finds
    none. Raises `InvalidInput` for a strength that is unknown or negative.
    Bonacich (1972), *Journal of Mathematical Sociology* 2(1); (1987), *American Journal of Sociology* 92(5).
    """
    found = eigenvector_values(projection, weighted=weighted, progress=progress)
    values = found.vector if found.found else np.full(projection.n, np.nan)
    method = Method(
        name="eigenvector",
        formula="x_v = (1/λ) Σ_{u→v} w_uv x_u, λ the largest eigenvalue",
        reference="Bonacich (1972), Journal of Mathematical Sociology 2(1): 113–120",
        definitions={
            "direction": "directed: over the edges into a node" if projection.directed else "undirected",
            "normalisation": "Euclidean length 1: Σ x² = 1, no value negative",
            "strength": strength_means(projection, weighted=weighted),
            "parts": "0 outside the part with the largest λ"
            + (
                ", unless edges lead there from it; 0 too in a part with this λ that leads to another with it"
                if projection.directed
                else ""
            ),
            "computation": "iterated to the precision of doubles",
            **two_mode(projection),
        },
    )
    defined = found.value > 0 and found.found
    summary = {"eigenvalue": found.value if defined else None}
    return scores(projection, values, method=method, warnings=_warnings(projection, found), summary=summary)


def eigenvector_values(
    projection: Projection,
    *,
    weighted: bool = True,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
    value_only: bool = False,
) -> Principal:
    """λ and the vector (n,). λ = 0 with a residual of inf where there is none.

    `value_only`: λ is as exact, the vector is not, which takes fewer steps.
    """
    weight = strengths(projection, weighted=weighted)
    nothing = Principal(0.0, np.full(projection.n, np.nan), np.inf, 0)
    if not (weight > 0).any():
        return nothing
    tied = positive(projection, weight)
    if not tied.directed:
        weight = weight if tied is projection else weight[weight > 0]
        sums = np.zeros(tied.n)
        for end in (tied.edge_source, tied.edge_target):
            sums += np.bincount(end, weight, minlength=tied.n)
        label = component_labels(tied, run=run)
        with Rows(tied, weighted=weighted, run=run, threads=threads) as rows:
            return symmetric(rows, rows.multiply, label, sums, value_only=value_only, progress=progress)
    leading = leading_parts(tied, weight[weight > 0], run=run)
    if leading is None:
        return nothing
    tied = inside_of(tied, leading.own if value_only else leading.inside)
    with Rows(tied, weighted=weighted, run=run, threads=threads) as rows:
        found = general(rows.product, tied.n, value_only=value_only, progress=progress)
    if value_only:
        return found
    vector = np.where(leading.inside, found.vector, 0.0)
    return replace(found, vector=vector, parts=leading.parts, left=leading.left)


def positive(projection: Projection, weight: Float64) -> Projection:
    """The network without edges of weight 0, which are none to a walk. The same object where there are none such."""
    kept = weight > 0
    if kept.all():
        return projection
    from graph.projection import projection_of  # noqa: PLC0415

    return projection_of(
        view=projection.view,
        parameters=projection.parameters,
        graph_version=projection.graph_version,
        nodes=projection.nodes,
        edges=range(int(kept.sum())),  # type: ignore[arg-type]  # only their number is asked for
        source=projection.edge_source[kept],
        target=projection.edge_target[kept],
        strength=projection.strength[kept],
        directed=projection.directed,
        strength_means=projection.strength_means,
        modes=projection.modes,
        actors=projection.actors,
    )


def _warnings(projection: Projection, found: Principal) -> tuple[str, ...]:
    if projection.n and found.value <= 0:
        why = "there is no edge with a strength"
        if projection.directed and projection.m and found.iterations == 0 and (projection.strength > 0).any():
            why = "no cycle leads back to any node, so that the only eigenvalue is 0"
        return (f"Undefined: {why}. Katz centrality or PageRank is defined here.",)
    if not projection.n:
        return ()
    if not found.found:
        why = f"(residual {found.residual:.0e}): several parts have the same eigenvalue, or nearly"
        return (f"Undefined: no eigenvector was found to the precision needed {why}. PageRank is defined here.",)
    said: tuple[str, ...] = ()
    if found.parts > 1:
        why = f"{found.parts} parts that are not joined share the largest eigenvalue: the vector is not unique"
        said += (f"{why}. By convention it is the projection of the vector of ones on all of them.",)
    if found.left:
        many = plural(found.left, "part has", "parts have")
        why = f"{many} the largest eigenvalue and an edge or path to another part with it"
        said += (f"{why}: no eigenvector without negative values is other than 0 there. PageRank tells those apart.",)
    outside = int((found.vector == 0).sum())
    if outside:
        many = plural(outside, "node has", "nodes have")
        why = f"{many} the value 0, lying outside the part with the largest eigenvalue"
        said += (f"{why}: it says nothing of the place in the own part.",)
    return said
