"""Clustering: how often two contacts of a node are tied to each other."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.executor import Progress, in_order
from graph.analytics.kernels.triangles import count_triangles, upward_rows
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run, choose
from graph.analytics.ties import Ties, ties
from graph.projection import Float64, Int64, Projection
from graph.wording import part_of_all

CHUNKS = 16  # of the count: each brings an array of n whole numbers
WORTH_CHUNKS = 20_000_000  # steps, about as many milliseconds as millions, below which one chunk is done sooner


@checked
def clustering(projection: Projection, *, progress: Progress | None = None) -> NodeScores:
    """Local clustering coefficient of each node. Unit-less, 0 … 1; NaN for a node with fewer than two contacts.

    C_i = t_i / (k_i (k_i − 1) / 2), t_i the triangles through i, k_i its contacts; direction ignored.
    `summary`: transitivity of the network, the mean over the nodes where it is defined, and the mean with 0 for those
    where it is not. None of them is defined in a two-mode network, which has no triangles.
    Watts & Strogatz (1998), *Nature* 393.
    """
    network = ties(projection)
    triangles = triangle_values(projection, network=network, progress=progress)
    values = local_clustering(network, triangles)
    warnings: tuple[str, ...] = ()
    summary: dict[str, float | None] = dict.fromkeys(("transitivity", "mean", "mean_with_zeros"))
    if len(projection.modes) > 1:
        values = np.full(projection.n, np.nan)
        warnings = ("A two-mode network has no triangles: clustering is undefined in it. Ask for a one-mode view.",)
    else:
        summary = clustering_summary(network, triangles, values)
        if undefined := int(np.isnan(values).sum()):
            has = part_of_all(undefined, projection.n, "node", "has", "have")
            warnings = (f"{has} fewer than two contacts: clustering is undefined there, and not 0.",)
    method = Method(
        name="local clustering coefficient",
        formula="C_i = t_i / (k_i (k_i − 1) / 2); t_i triangles through i, k_i contacts",
        reference="Watts & Strogatz (1998), Nature 393: 440–442",
        definitions={
            "direction": "ignored: a tie in either or both directions is one" if projection.directed else "undirected",
            "strength": "not used: each tie counts 1",
            "normalisation": "divided by the pairs of contacts",
            "undefined": "for a node with fewer than two contacts; networkx counts it as 0",
        },
    )
    return scores(projection, values, method=method, warnings=warnings, summary=summary)


def clustering_summary(network: Ties, triangles: Int64, values: Float64) -> dict[str, float | None]:
    """Numbers about the whole network; None where nothing defines them.

    `transitivity` = 3 · triangles / pairs of contacts (Newman, Watts & Strogatz 2002); `mean` over nodes with two
    contacts or more; `mean_with_zeros` over all nodes, the others counting 0 (as networkx has it).
    """
    degrees = np.diff(network.indptr)
    pairs = int((degrees * (degrees - 1) // 2).sum())
    defined = values[~np.isnan(values)]
    return {
        "transitivity": int(triangles.sum()) / pairs if pairs else None,
        "mean": float(defined.mean()) if len(defined) else None,
        "mean_with_zeros": float(defined.sum() / len(values)) if len(values) else None,
    }


def local_clustering(network: Ties, triangles: Int64) -> Float64:
    """Local clustering coefficients out of the triangles through each node. Shape (n,), NaN where undefined."""
    degrees = np.diff(network.indptr)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(degrees > 1, 2.0 * triangles / (degrees * (degrees - 1)), np.nan))


def triangle_values(
    projection: Projection, *, network: Ties | None = None, run: Run | None = None, progress: Progress | None = None
) -> Int64:
    """Triangles through each node, direction ignored; their sum is three times the triangles. Shape (n,).

    Each triangle is found once, at its corner of lowest degree: Latapy (2008), *Theoretical Computer Science* 407.
    """
    network = network or ties(projection, run=run)
    n = projection.n
    degrees = np.diff(network.indptr)
    node = np.argsort(degrees, kind="stable").astype(np.uint32)  # unsigned: see `Rows`
    rank = np.empty(n, dtype=np.uint32)
    rank[node] = np.arange(n, dtype=np.uint32)
    steps = triangle_steps(projection)
    run = run or choose(count_triangles, steps=steps)
    up_indptr, up = run.space(n + 1, 0, np.int64), run.space(network.count, 0, np.uint32)
    rows = (run.given(array) for array in (network.indptr, network.indices.view(np.uint32), rank, node))
    run.kernel(upward_rows)(*rows, up_indptr, up)
    up_indptr, up = run.given(np.asarray(up_indptr, dtype=np.int64)), run.given(np.asarray(up, dtype=np.uint32))
    kernel = run.kernel(count_triangles)

    def part(bounds: tuple[int, int]) -> Any:
        found = run.space(n, 0, np.int64)
        kernel(up_indptr, up, *bounds, run.space(n, -1, np.int32), found)
        return np.asarray(found, dtype=np.int64)

    total = np.zeros(n, dtype=np.int64)
    parts = _chunks(np.asarray(up_indptr)) if steps >= WORTH_CHUNKS else [(0, n)]
    for found in in_order(part, parts, threads=1 if run.plain or len(parts) == 1 else None, progress=progress):
        total += found
    return total[rank]


def triangle_steps(projection: Projection) -> int:
    """About how many pairs of neighbours are looked at."""
    return projection.m * (2 + 2 * projection.m // max(projection.n, 1))


def _chunks(up_indptr: Int64) -> list[tuple[int, int]]:
    """Runs of nodes with about as many entries each."""
    n, size = len(up_indptr) - 1, int(up_indptr[-1])
    cuts = np.searchsorted(up_indptr, np.linspace(0, size, CHUNKS + 1)[1:-1]) if n > CHUNKS else np.zeros(0, np.int64)
    bounds = np.unique(np.concatenate([[0], cuts, [n]])).tolist()
    return list(pairwise(bounds))
