"""Searches from both ends at once, under masks: `closed` nodes (n) are not passed, where not 0."""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.lengths import farther
from graph.analytics.kernels.types import Floats, Ints

INFINITE = float("inf")


def meet_halfway(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    start: int,
    end: int,
    max_hops: int,
    masked: int,
    closed: Ints,
    grade: Ints,
    least: int,
    ahead: Ints,
    dist: Ints,
    ways: Floats,
    queue: Ints,
    back_queue: Ints,
    found_dist: Ints,
    found_ways: Floats,
    path: Ints,
    path_edges: Ints,
) -> int:
    """Breadth first from both ends, the cheaper side first, each level complete, until the two sides meet.

    Where `masked`, closed nodes are not passed, nor edges whose `grade` (m) is below `least`.

    Returns how many nodes are on shortest paths: these stand in `queue`, `start` first, with the hops and the number
    of shortest paths from them to `end` in `found_dist` and `found_ways`. 0 where there is no path of at most
    `max_hops`. `path` and `path_edges` get the nodes after `start` and the edges of the first shortest path by places.
    Pohl (1971). On entry and on exit ahead = dist = -1, ways = 0.
    """
    ahead[start] = 0
    dist[end] = 0
    ways[end] = 1.0
    queue[0] = start
    back_queue[0] = end
    begin = 0
    stop = 1
    back_begin = 0
    back_stop = 1
    depth = 0
    back_depth = 0
    cost = indptr[start + 1] - indptr[start]
    back_cost = back_indptr[end + 1] - back_indptr[end]
    met = start == end
    while not met and begin < stop and back_begin < back_stop and depth + back_depth < max_hops:
        if cost <= back_cost:
            depth += 1
            tail = stop
            cost = 0
            for j in range(begin, stop):
                u = queue[j]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if ahead[v] < 0 and (masked == 0 or (closed[v] == 0 and grade[edge_of[p]] >= least)):
                        ahead[v] = depth
                        queue[tail] = v
                        tail += 1
                        cost += indptr[v + 1] - indptr[v]
                        if dist[v] >= 0:
                            met = True
            begin = stop
            stop = tail
        else:
            back_depth += 1
            tail = back_stop
            back_cost = 0
            for j in range(back_begin, back_stop):
                u = back_queue[j]
                for p in range(back_indptr[u], back_indptr[u + 1]):
                    v = back_indices[p]
                    if dist[v] >= 0 and dist[v] != back_depth:
                        continue
                    if masked != 0 and (closed[v] != 0 or grade[back_edge_of[p]] < least):
                        continue
                    if dist[v] < 0:
                        dist[v] = back_depth
                        back_queue[tail] = v
                        tail += 1
                        back_cost += back_indptr[v + 1] - back_indptr[v]
                        if ahead[v] >= 0:
                            met = True
                    ways[v] += ways[u]
            back_begin = back_stop
            back_stop = tail
    total = depth + back_depth
    tail = back_stop
    if not met:
        begin = stop
    for j in range(begin, stop):  # where the two sides meet: hops to the end are carried back to the start from here
        v = queue[j]
        if dist[v] >= 0 and depth > 0:
            for p in range(back_indptr[v], back_indptr[v + 1]):
                u = back_indices[p]
                if ahead[u] == depth - 1 and (masked == 0 or grade[back_edge_of[p]] >= least):
                    if dist[u] < 0:
                        dist[u] = total - ahead[u]
                        back_queue[tail] = u
                        tail += 1
                    ways[u] += ways[v]
    at = back_stop
    while met and at < tail:
        v = back_queue[at]
        at += 1
        for p in range(back_indptr[v], back_indptr[v + 1]):
            u = back_indices[p]
            if ahead[u] == ahead[v] - 1 and ahead[v] > 0 and (masked == 0 or grade[back_edge_of[p]] >= least):
                if dist[u] < 0:
                    dist[u] = total - ahead[u]
                    back_queue[tail] = u
                    tail += 1
                ways[u] += ways[v]
    for j in range(stop):
        ahead[queue[j]] = -1
    count = 0
    if met:
        queue[0] = start
        ahead[start] = 0
        count = 1
    at = 0
    while at < count:  # from the start along the shortest paths
        u = queue[at]
        found_dist[at] = dist[u]
        found_ways[at] = ways[u]
        at += 1
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            if dist[v] >= 0 and dist[v] == dist[u] - 1 and ahead[v] < 0 and (masked == 0 or grade[edge_of[p]] >= least):
                ahead[v] = 0
                queue[count] = v
                count += 1
    u = start
    for step in range(total if met else 0):
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            if dist[v] >= 0 and dist[v] == dist[u] - 1 and (masked == 0 or grade[edge_of[p]] >= least):
                path[step] = v
                path_edges[step] = edge_of[p]
                u = v
                break
    for j in range(count):
        ahead[queue[j]] = -1
    for j in range(tail):
        dist[back_queue[j]] = -1
        ways[back_queue[j]] = 0.0
    return count


def meet_by_distance(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    length: Floats,
    start: int,
    end: int,
    slack: float,
    masked: int,
    closed: Ints,
    shut: Ints,
    far: Floats,
    near: Floats,
    state: Ints,
    touched: Ints,
    heap_far: Floats,
    heap_node: Ints,
    back_far: Floats,
    back_node: Ints,
    found: Ints,
    found_near: Floats,
) -> int:
    """Dijkstra's search from both ends, the side with fewer open nodes first, until no path can be as short any more.

    Returns how many nodes are on paths within a relative `slack` of the shortest: these stand in `found`, `start`
    first, with their distance to `end` in `found_near`, the same sums as a search from `end` alone makes. 0: no path.
    A node of such a path is settled from one side at least; what is settled from the start alone is then searched from
    the end again, past no other node. Pohl (1971). `length` is per edge. On entry and on exit far = near = inf and
    state = 0: bit 1 says settled from the start, bit 2 from the end, bit 4 found.
    """
    far[start] = 0.0
    near[end] = 0.0
    touched[0] = start
    touched[1] = end
    count = 2
    best = 0.0 if start == end else INFINITE
    size = heap_push(heap_far, heap_node, 0, 0.0, start)
    back_size = heap_push(back_far, back_node, 0, 0.0, end)
    while size > 0 and back_size > 0 and heap_far[0] + back_far[0] <= best * (1.0 + slack):
        if size <= back_size:
            u = heap_node[0]
            size = heap_pop(heap_far, heap_node, size)
            if state[u] & 1 != 0:
                continue
            state[u] |= 1
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if state[v] & 1 != 0 or (masked != 0 and (closed[v] != 0 or shut[edge_of[p]] != 0)):
                    continue
                d = farther(far[u], length[edge_of[p]])
                if d < far[v]:
                    if far[v] == INFINITE and near[v] == INFINITE:
                        touched[count] = v
                        count += 1
                    far[v] = d
                    size = heap_push(heap_far, heap_node, size, d, v)
                    best = min(best, d + near[v])
        else:
            u = back_node[0]
            back_size = heap_pop(back_far, back_node, back_size)
            if state[u] & 2 != 0:
                continue
            state[u] |= 2
            for p in range(back_indptr[u], back_indptr[u + 1]):
                v = back_indices[p]
                if state[v] & 2 != 0 or (masked != 0 and (closed[v] != 0 or shut[back_edge_of[p]] != 0)):
                    continue
                d = farther(near[u], length[back_edge_of[p]])
                if d < near[v]:
                    if far[v] == INFINITE and near[v] == INFINITE:
                        touched[count] = v
                        count += 1
                    near[v] = d
                    back_size = heap_push(back_far, back_node, back_size, d, v)
                    best = min(best, far[v] + d)
    size = 0
    steps = 0
    longest = best * (1.0 + slack)
    if best < INFINITE:
        for j in range(back_size):
            v = back_node[j]
            if state[v] == 1 and far[v] + near[v] <= longest:
                size = heap_push(heap_far, heap_node, size, near[v], v)
        while size > 0:
            u = heap_node[0]
            size = heap_pop(heap_far, heap_node, size)
            if state[u] & 2 != 0:
                continue
            state[u] |= 2
            for p in range(back_indptr[u], back_indptr[u + 1]):
                v = back_indices[p]
                if state[v] != 1 or (masked != 0 and shut[back_edge_of[p]] != 0):
                    continue
                d = farther(near[u], length[back_edge_of[p]])
                if d < near[v] and far[v] + d <= longest:
                    near[v] = d
                    size = heap_push(heap_far, heap_node, size, d, v)
        found[0] = start
        state[start] |= 6
        steps = 1
    at = 0
    while at < steps:  # from the start along the shortest paths
        u = found[at]
        found_near[at] = near[u]
        at += 1
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            if state[v] & 6 != 2 or near[v] >= near[u] or (masked != 0 and shut[edge_of[p]] != 0):
                continue
            if length[edge_of[p]] + near[v] <= near[u] * (1.0 + slack):
                state[v] |= 4
                found[steps] = v
                steps += 1
    for j in range(count):
        far[touched[j]] = INFINITE
        near[touched[j]] = INFINITE
        state[touched[j]] = 0
    return steps
