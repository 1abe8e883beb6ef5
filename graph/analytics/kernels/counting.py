"""Shortest paths between two nodes, counted."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def count_ways(
    indptr: Ints, indices: Ints, start: int, stop: int, max_hops: int, dist: Ints, ways: Floats, queue: Ints
) -> int:
    """Breadth first from `start` until the level of `stop` is complete: hops and number of shortest paths to each node.
    With `stop` < 0 to every node that can be reached.

    Returns how many nodes were reached. Beyond 2**53 `ways` is rounded. On entry dist = -1, ways = 0.
    """
    dist[start] = 0
    ways[start] = 1.0
    queue[0] = start
    begin = 0
    end = 1
    depth = 0
    while begin < end and depth < max_hops and (stop < 0 or dist[stop] < 0):
        tail = end
        for j in range(begin, end):
            u = queue[j]
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if dist[v] < 0:
                    dist[v] = depth + 1
                    queue[tail] = v
                    tail += 1
                if dist[v] == depth + 1:
                    ways[v] += ways[u]
        begin = end
        end = tail
        depth += 1
    return end
