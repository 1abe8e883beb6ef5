"""Breadth first from one node, level by level, with the number of shortest paths to each node counted."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def count_by_levels(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    source: int,
    dist: Ints,
    sigma: Floats,
    front: Floats,
    queue: Ints,
    level: Ints,
    outward: Ints,
    inward: Ints,
) -> int:
    """Distances and numbers of shortest paths from `source`: `queue` has the nodes by level, `level` where each begins.

    Returns the number of levels; `outward` and `inward` count the edges out of and into the nodes of each.
    A level is found from whichever side has fewer edges to look at: out of the nodes before it, or into those not yet
    reached (Beamer, Asanović & Patterson 2012). On entry dist = -1 and sigma = front = 0, and `front` is left so.
    """
    n = len(dist)
    dist[source] = 0
    sigma[source] = 1.0
    queue[0] = source
    level[0] = 0
    level[1] = 1
    outward[0] = indptr[source + 1] - indptr[source]
    inward[0] = back_indptr[source + 1] - back_indptr[source]
    unseen = back_indptr[n] - (back_indptr[source + 1] - back_indptr[source])
    depth = 0
    while level[depth] < level[depth + 1] and level[depth + 1] < n:
        end = level[depth + 1]
        if outward[depth] <= unseen + (n >> 2):
            for j in range(level[depth], level[depth + 1]):
                u = queue[j]
                paths = sigma[u]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if dist[v] < 0:
                        dist[v] = depth + 1
                        queue[end] = v
                        end += 1
                        sigma[v] = paths
                    elif dist[v] == depth + 1:
                        sigma[v] += paths
        else:
            for j in range(level[depth], level[depth + 1]):
                front[queue[j]] = sigma[queue[j]]
            for v in range(n):
                if dist[v] < 0:
                    paths = 0.0
                    for p in range(back_indptr[v], back_indptr[v + 1]):
                        paths += front[back_indices[p]]
                    if paths > 0.0:
                        dist[v] = depth + 1
                        queue[end] = v
                        end += 1
                        sigma[v] = paths
            for j in range(level[depth], level[depth + 1]):
                front[queue[j]] = 0.0
        depth += 1
        level[depth + 1] = end
        leaving = indptr[0]  # 0, of the same kind of number as the rows have
        entering = back_indptr[0]
        for j in range(level[depth], end):
            v = queue[j]
            leaving += indptr[v + 1] - indptr[v]
            entering += back_indptr[v + 1] - back_indptr[v]
        outward[depth] = leaving
        inward[depth] = entering
        unseen -= entering
    if level[depth] < level[depth + 1]:
        depth += 1
        level[depth + 1] = level[depth]
    return depth
