"""Breadth first from one node."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def hops_of_all(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    source: int,
    hops: Ints,
    queue: Ints,
    front: Ints,
) -> int:
    """Hops from `source` to each node; returns how many nodes it reaches. On entry hops = -1 and front = 0.

    A level is found from whichever side looks at fewer edges: out of the nodes before it, or into those not reached
    yet, which stop at the first neighbour in front (Beamer, Asanović & Patterson 2012, SC '12). `front` has n places.
    """
    n = len(hops)
    hops[source] = 0
    queue[0] = source
    begin = 0
    end = 1
    depth = 0
    leaving = indptr[source + 1] - indptr[source]
    unseen = back_indptr[n] - (back_indptr[source + 1] - back_indptr[source])
    while begin < end < n:
        tail = end
        following = 0
        entered = 0
        if leaving * 8 <= unseen + n:
            for j in range(begin, end):
                u = queue[j]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if hops[v] < 0:
                        hops[v] = depth + 1
                        queue[tail] = v
                        tail += 1
        else:
            for j in range(begin, end):
                front[queue[j]] = 1
            for v in range(n):
                if hops[v] < 0:
                    for p in range(back_indptr[v], back_indptr[v + 1]):
                        if front[back_indices[p]] != 0:
                            hops[v] = depth + 1
                            queue[tail] = v
                            tail += 1
                            break
            for j in range(begin, end):
                front[queue[j]] = 0
        for j in range(end, tail):
            v = queue[j]
            following += indptr[v + 1] - indptr[v]
            entered += back_indptr[v + 1] - back_indptr[v]
        begin = end
        end = tail
        leaving = following
        unseen -= entered
        depth += 1
    return end
