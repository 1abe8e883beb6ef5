"""The queue behind Dijkstra's search: a ring of buckets, each a list of nodes, and a heap for the nodes of one bucket.

Dial (1969), *Communications of the ACM* 12(11), with the bucket width of Dinitz (1978): no wider than the shortest
edge, a bucket holds only nodes whose distance is final, in any order, and no heap is needed. Where lengths differ too
much for that, buckets are wider, and the few nodes of the bucket at hand go through the heap.
"""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.types import Floats, Ints


def search_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    source: int,
    scale: float,
    final: bool,
    dist: Floats,
    order: Ints,
    turn: Ints,
    head: Ints,
    after: Ints,
    before: Ints,
    heap_key: Floats,
    heap_node: Ints,
) -> int:
    """Distances from one node: `order` has the nodes as they are reached, `turn` the place of each in it. How many.

    A node at distance d stands in bucket ⌊d · scale⌋ of a ring of len(head) (a power of two, two more than the longest
    edge spans). `final`: no edge is shorter than a bucket is wide. An infinite length is no edge.
    On entry dist = inf, turn = n, head = -1; the caller restores dist and turn of the nodes in `order`.
    """
    n = len(dist)
    ring = len(head) - 1
    infinite = dist[source]
    dist[source] = 0.0
    after[source] = -1
    before[source] = -1
    head[0] = source
    now = 0
    waiting = 1  # nodes in buckets
    size = 0  # entries of the heap, all of the bucket `now`
    reached = 0
    while waiting > 0 or size > 0:
        if size > 0:
            u = heap_node[0]
            size = heap_pop(heap_key, heap_node, size)
            if turn[u] < n:
                continue
        else:
            while head[now & ring] < 0:
                now += 1
            u = head[now & ring]
            if not final:
                head[now & ring] = -1
                while u >= 0:
                    size = heap_push(heap_key, heap_node, size, dist[u], u)
                    before[u] = -2  # in the heap, in no bucket
                    waiting -= 1
                    u = after[u]
                continue
            v = after[u]
            head[now & ring] = v
            if v >= 0:
                before[v] = -1
            waiting -= 1
        turn[u] = reached
        order[reached] = u
        reached += 1
        d = dist[u]
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            new = d + length[p]
            if new < dist[v]:
                place = int(new * scale)
                if turn[v] < n:
                    continue  # by rounding alone: a node is final when its bucket is at hand
                if dist[v] < infinite and before[v] != -2:
                    old = int(dist[v] * scale)
                    if old == place and (final or place > now):
                        dist[v] = new
                        continue
                    if before[v] >= 0:
                        after[before[v]] = after[v]
                    else:
                        head[old & ring] = after[v]
                    if after[v] >= 0:
                        before[after[v]] = before[v]
                    waiting -= 1
                dist[v] = new
                if place <= now and not final:
                    size = heap_push(heap_key, heap_node, size, new, v)
                    before[v] = -2
                else:
                    first = head[place & ring]
                    after[v] = first
                    before[v] = -1
                    if first >= 0:
                        before[first] = v
                    head[place & ring] = v
                    waiting += 1
    return reached
