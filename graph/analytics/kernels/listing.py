"""Shortest paths one by one, in the order of their nodes, from what a search between two nodes has found."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def list_shortest(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    grade: Ints,
    found: Ints,
    hops: Ints,
    count: int,
    limit: int,
    hops_of: Ints,
    cursor: Ints,
    path: Ints,
    path_edges: Ints,
    listed: Ints,
    listed_edges: Ints,
) -> int:
    """Writes up to `limit` shortest paths, one after the other, to `listed` (the nodes after the start) and its edges.

    `found` and `hops` (count) are the nodes on shortest paths with their hops to the end, the start first; edges whose
    `grade` (m) is below 0 are not passed. Depth first, neighbours ascending. Returns the number of paths written.
    `cursor`, `path` and `path_edges` have room for the hops of the start and one more. On entry and on exit
    hops_of (n) = -1.
    """
    for j in range(count):
        hops_of[found[j]] = hops[j]
    length = hops[0]
    written = 0
    depth = 0
    path[0] = found[0]
    cursor[0] = indptr[found[0]]
    while depth >= 0 and written < limit:
        if depth == length:
            for j in range(length):
                listed[written * length + j] = path[j + 1]
                listed_edges[written * length + j] = path_edges[j + 1]
            written += 1
            depth -= 1
            continue
        p = cursor[depth]
        if p == indptr[path[depth] + 1]:
            depth -= 1
            continue
        cursor[depth] = p + 1
        v = indices[p]
        if hops_of[v] == length - depth - 1 and grade[edge_of[p]] >= 0:
            depth += 1
            path[depth] = v
            path_edges[depth] = edge_of[p]
            cursor[depth] = indptr[v]
    for j in range(count):
        hops_of[found[j]] = -1
    return written
