"""Shortest paths, counted: between two nodes by hops, and from one node by distance."""

from __future__ import annotations

from graph.analytics.kernels.buckets import search_by_distance
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


def count_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    back_indptr: Ints,
    back_indices: Ints,
    back_length: Floats,
    tolerance: float,
    scale: float,
    final: bool,
    places: bool,
    source: int,
    dist: Floats,
    sigma: Floats,
    order: Ints,
    turn: Ints,
    head: Ints,
    after: Ints,
    before: Ints,
    heap_key: Floats,
    heap_node: Ints,
    parent: Ints,
    parents: Ints,
) -> int:
    """As `search_by_distance`, with the number of shortest paths to each node in `sigma`. How many nodes are reached.

    Routes whose lengths differ by no more than `tolerance` (relative) are equally short: in floating point
    1 + 1 + 1/3 depends on the order of the terms, and an exact comparison would break true ties.
    `parent` takes the nodes before each on its shortest paths, or their `places` in the back rows, those of the j-th
    up to `parents[j + 1]`.
    """
    reached = search_by_distance(
        indptr, indices, length, source, scale, final, dist, order, turn, head, after, before, heap_key, heap_node
    )
    sigma[source] = 1.0
    count = 0
    parents[1] = 0
    for j in range(1, reached):
        u = order[j]
        most = dist[u] * (1.0 + tolerance)
        paths = 0.0
        for p in range(back_indptr[u], back_indptr[u + 1]):
            v = back_indices[p]
            if dist[v] + back_length[p] <= most and turn[v] < j:
                paths += sigma[v]
                parent[count] = p if places else v
                count += 1
        sigma[u] = paths
        parents[j + 1] = count
    return reached
