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


def hops_to_meet(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    start: int,
    end: int,
    side: Ints,
    queue: Ints,
) -> int:
    """Fewest hops from `start` to `end`, -1 where no path leads: breadth first from both, the cheaper level first.

    It ends at the first edge between the two sides: no path is shorter than the levels done before, and this one is one
    hop longer. Pohl (1971). `queue` (n) is filled from both its ends. On entry and on exit side = 0; 1 is ahead of
    `start`, 2 before `end`.
    """
    if start == end:
        return 0
    last = len(side) - 1
    side[start] = 1
    side[end] = 2
    queue[0] = start
    queue[last] = end
    begin = 0
    stop = 1
    back_begin = last
    back_stop = last - 1
    cost = indptr[start + 1] - indptr[start]
    back_cost = back_indptr[end + 1] - back_indptr[end]
    hops = 0
    met = False
    while not met and begin < stop and back_begin > back_stop:
        hops += 1
        if cost <= back_cost:
            tail = stop
            cost = 0
            for j in range(begin, stop):
                u = queue[j]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if side[v] == 0:
                        side[v] = 1
                        queue[tail] = v
                        tail += 1
                        cost += indptr[v + 1] - indptr[v]
                    elif side[v] == 2:
                        met = True
                        break
                if met:
                    break
            begin = stop
            stop = tail
        else:
            tail = back_stop
            back_cost = 0
            for j in range(back_begin, back_stop, -1):
                u = queue[j]
                for p in range(back_indptr[u], back_indptr[u + 1]):
                    v = back_indices[p]
                    if side[v] == 0:
                        side[v] = 2
                        queue[tail] = v
                        tail -= 1
                        back_cost += back_indptr[v + 1] - back_indptr[v]
                    elif side[v] == 1:
                        met = True
                        break
                if met:
                    break
            back_begin = back_stop
            back_stop = tail
    for j in range(stop):
        side[queue[j]] = 0
    for j in range(back_stop + 1, last + 1):
        side[queue[j]] = 0
    return hops if met else -1
