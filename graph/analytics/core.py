"""Core numbers: how deep inside the dense middle of a network a node sits."""

from __future__ import annotations

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.kernels.core import peel
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run, choose
from graph.projection import Int64, Projection


@checked
def core(projection: Projection) -> NodeScores:
    """Core number of each node: the largest k for which it belongs to the k-core. Unit: edges; 0 for an isolate.

    The k-core is the largest part of the network in which every node has at least k edges to others in it.
    `summary` has the largest core number, and how many nodes have it.
    Seidman (1983), *Social Networks* 5(3); Batagelj & Zaveršnik (2003), arXiv:cs/0310049.
    """
    values = core_values(projection)
    most = int(values.max(initial=0))
    method = Method(
        name="core number",
        formula="core(v) = max { k : v ∈ H, H the largest subgraph with deg_H(u) ≥ k for all u ∈ H }",
        reference="Seidman (1983), Social Networks 5(3): 269–287; Batagelj & Zaveršnik (2003), arXiv:cs/0310049",
        definitions={
            "direction": "edges in and out together: a pair tied both ways has two"
            if projection.directed
            else "undirected",
            "strength": "not used: each edge counts 1",
            "normalisation": "none: a count of edges",
        },
    )
    summary = {"largest": float(most), "in_largest": float(np.count_nonzero(values == most))} if projection.n else {}
    return scores(projection, values.astype(np.float64), method=method, summary=summary)


def core_values(projection: Projection, *, run: Run | None = None) -> Int64:
    """Core numbers in the order of the nodes. Shape (n,)."""
    n = projection.n
    run = run or choose(peel, steps=4 * (n + 2 * projection.m))
    degrees = np.diff(projection.indptr)
    in_indptr, in_indices = np.zeros(n + 1, dtype=np.int64), np.zeros(0, dtype=np.int32)
    if projection.directed:
        in_indptr, in_indices, _ = projection.reverse
        degrees = degrees + np.diff(in_indptr)
    numbers: list[int] | np.ndarray[tuple[int], np.dtype[np.int32]]
    numbers = degrees.tolist() if run.plain else degrees.astype(np.int32)
    left = list(range(n)) if run.plain else np.arange(n, dtype=np.uint32)
    # unsigned places spare a compiled kernel the question whether they count from the end
    there, back = (projection.indptr, projection.indices.view(np.uint32)), (in_indptr, in_indices.view(np.uint32))
    rows = (run.given(array) for array in (*there, *back))
    run.kernel(peel)(*rows, numbers, left, run.space(n, 0, np.uint32))
    return np.asarray(numbers, dtype=np.int64)
