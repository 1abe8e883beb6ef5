"""Searches between two nodes under masks: `closed` nodes (n) and `shut` edges (m) are not passed, where not 0.

States are node · layers + layer. Without stages there is one layer; with the stages 1 … k of a chain layer 0 means that
no stage was met yet, and `held` (n) has bit p set where the node holds stage p.
"""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
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
    shut: Ints,
    ahead: Ints,
    dist: Ints,
    ways: Floats,
    queue: Ints,
    back_queue: Ints,
) -> int:
    """Breadth first from both ends, the cheaper side first, each level complete, until the two sides meet.

    Returns how many nodes stand in `back_queue`. Then `dist` and `ways` are hops and number of shortest paths to `end`
    of every node on a shortest path, and of others near `end`; dist[start] = -1 where there is no path of at most
    `max_hops`. Pohl (1971). On entry ahead = dist = -1, ways = 0.
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
                    if ahead[v] < 0 and (masked == 0 or (closed[v] == 0 and shut[edge_of[p]] == 0)):
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
                    if masked != 0 and (closed[v] != 0 or shut[back_edge_of[p]] != 0):
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
    if not met or start == end:
        return back_stop
    total = depth + back_depth
    tail = back_stop
    for j in range(begin, stop):  # where the two sides meet: hops to the end are carried back to the start from here
        v = queue[j]
        if dist[v] >= 0 and depth > 0:
            for p in range(back_indptr[v], back_indptr[v + 1]):
                u = back_indices[p]
                if ahead[u] == depth - 1 and (masked == 0 or shut[back_edge_of[p]] == 0):
                    if dist[u] < 0:
                        dist[u] = total - ahead[u]
                        back_queue[tail] = u
                        tail += 1
                    ways[u] += ways[v]
    at = back_stop
    while at < tail:
        v = back_queue[at]
        at += 1
        for p in range(back_indptr[v], back_indptr[v + 1]):
            u = back_indices[p]
            if ahead[u] == ahead[v] - 1 and ahead[v] > 0 and (masked == 0 or shut[back_edge_of[p]] == 0):
                if dist[u] < 0:
                    dist[u] = total - ahead[u]
                    back_queue[tail] = u
                    tail += 1
                ways[u] += ways[v]
    return tail


def layer_before(held: int, held_before: int, layer: int, option: int) -> int:
    """The layer from which one comes to `layer` of a node that holds `held`; -1 where the option (0, 1, 2) has none.

    A node without a stage leaves the layer as it is; one with stages is entered from the same stage, from the one
    before, or while no stage was met yet.
    """
    if option == 0:
        before = layer
    elif held == 0:
        return -1
    elif option == 1:
        before = layer - 1
    else:
        before = 0 if layer > 1 else -1
    if before < 0 or (held_before != 0 and (before == 0 or (held_before >> before) & 1 == 0)):
        return -1
    return before


def hops_to(
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    held: Ints,
    layers: int,
    seeds: Ints,
    seed_hops: Ints,
    closed: Ints,
    shut: Ints,
    hops: Ints,
    queue: Ints,
) -> int:
    """Hops from every state to the nearest of the `seeds` (ascending in `seed_hops`, which are added). -1: none.

    Returns how many states were reached. On entry hops = -1.
    """
    begin = 0
    tail = 0
    depth = 0
    given = 0
    while begin < tail or given < len(seeds):
        if begin == tail and seed_hops[given] > depth:
            depth = seed_hops[given]
        while given < len(seeds) and seed_hops[given] == depth:
            if hops[seeds[given]] < 0:
                hops[seeds[given]] = depth
                queue[tail] = seeds[given]
                tail += 1
            given += 1
        stop = tail
        for j in range(begin, stop):
            state = queue[j]
            v = state // layers
            layer = state - v * layers
            for p in range(back_indptr[v], back_indptr[v + 1]):
                u = back_indices[p]
                if closed[u] != 0 or shut[back_edge_of[p]] != 0:
                    continue
                for option in range(3 if layers > 1 else 1):
                    before = layer_before(held[v], held[u], layer, option)
                    if before >= 0 and hops[u * layers + before] < 0:
                        hops[u * layers + before] = depth + 1
                        queue[tail] = u * layers + before
                        tail += 1
        begin = stop
        depth += 1
    return tail


def distance_to(
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    length: Floats,
    held: Ints,
    layers: int,
    seeds: Ints,
    seed_far: Floats,
    stop: int,
    closed: Ints,
    shut: Ints,
    far: Floats,
    settled: Ints,
    heap_far: Floats,
    heap_state: Ints,
) -> int:
    """Distance from every state to the nearest of the `seeds`, whose `seed_far` is added, by Dijkstra (1959).

    `length` is per edge. Ends at the first state of the node `stop` (-1: never); what is not settled then is an upper
    bound. The heaps have a place for each seed and for each way to enter a state. On entry far = inf, settled = 0.
    """
    size = 0
    for j in range(len(seeds)):
        if seed_far[j] < far[seeds[j]]:
            far[seeds[j]] = seed_far[j]
            size = heap_push(heap_far, heap_state, size, seed_far[j], seeds[j])
    count = 0
    while size > 0:
        d = heap_far[0]
        state = heap_state[0]
        size = heap_pop(heap_far, heap_state, size)
        if settled[state] != 0:
            continue
        settled[state] = 1
        count += 1
        v = state // layers
        layer = state - v * layers
        if v == stop:
            break
        for p in range(back_indptr[v], back_indptr[v + 1]):
            u = back_indices[p]
            e = back_edge_of[p]
            if closed[u] != 0 or shut[e] != 0:
                continue
            for option in range(3 if layers > 1 else 1):
                before = layer_before(held[v], held[u], layer, option)
                if before >= 0:
                    at = u * layers + before
                    if settled[at] == 0 and d + length[e] < far[at]:
                        far[at] = d + length[e]
                        size = heap_push(heap_far, heap_state, size, far[at], at)
    return count


def one_hop_more(
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    length: Floats,
    held: Ints,
    layers: int,
    closed: Ints,
    shut: Ints,
    before_far: Floats,
    far: Floats,
    changed: Ints,
    count: int,
    mark: Ints,
    following: Ints,
) -> int:
    """From the least distances by at most h hops to those by at most h + 1 (Bellman 1958, round by round).

    `far` begins as a copy of `before_far`; `changed[:count]` are the states that the round before made nearer. Returns
    how many this one did, written to `following`; `mark` (0 on entry) is 1 for these.
    """
    made = 0
    for j in range(count):
        state = changed[j]
        v = state // layers
        layer = state - v * layers
        for p in range(back_indptr[v], back_indptr[v + 1]):
            u = back_indices[p]
            e = back_edge_of[p]
            if closed[u] != 0 or shut[e] != 0:
                continue
            for option in range(3 if layers > 1 else 1):
                before = layer_before(held[v], held[u], layer, option)
                if before >= 0:
                    at = u * layers + before
                    if before_far[state] + length[e] < far[at]:
                        far[at] = before_far[state] + length[e]
                        if mark[at] == 0:
                            mark[at] = 1
                            following[made] = at
                            made += 1
    return made


def detour(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    length: Floats,
    rest: Floats,
    start: int,
    end: int,
    tolerance: float,
    closed: Ints,
    shut: Ints,
    far: Floats,
    state: Ints,
    parent: Ints,
    heap_far: Floats,
    heap_node: Ints,
    touched: Ints,
    path: Ints,
) -> int:
    """The shortest path from `start` to `end`, of equally short ones the first by node; `path` gets its nodes.

    A* (Hart, Nilsson & Raphael 1968): `rest` is the least distance to `end` when nothing further is closed or shut.
    Returns the number of nodes, 0 without a path. On entry and on exit far = inf, state = 0, parent = -1.
    """
    far[start] = 0.0
    touched[0] = start
    count = 1
    size = heap_push(heap_far, heap_node, 0, rest[start], start)
    best = INFINITE
    while size > 0:
        f = heap_far[0]
        u = heap_node[0]
        size = heap_pop(heap_far, heap_node, size)
        if f > best * (1.0 + tolerance):
            break
        if state[u] != 0:
            continue
        state[u] = 1
        if u == end:
            best = f
            continue
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            e = edge_of[p]
            if state[v] != 0 or closed[v] != 0 or shut[e] != 0:
                continue
            d = far[u] + length[e]
            if d < far[v] and rest[v] < INFINITE:
                if far[v] == INFINITE:
                    touched[count] = v
                    count += 1
                far[v] = d
                parent[v] = u
                size = heap_push(heap_far, heap_node, size, d + rest[v], v)
    steps = 0
    if best < INFINITE:
        state[end] = 2  # 2: a shortest path leads on from here to the end
        heap_node[0] = end
        size = 1
        while size > 0:
            size -= 1
            v = heap_node[size]
            for p in range(back_indptr[v], back_indptr[v + 1]):
                u = back_indices[p]
                e = back_edge_of[p]
                on_the_way = far[u] + length[e] <= far[v] * (1.0 + tolerance) and (far[u] < far[v] or parent[v] == u)
                if on_the_way and state[u] == 1 and shut[e] == 0:
                    state[u] = 2
                    heap_node[size] = u
                    size += 1
        u = start
        path[0] = start
        steps = 1
        while u != end:
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                e = edge_of[p]
                on_the_way = far[u] + length[e] <= far[v] * (1.0 + tolerance) and (far[u] < far[v] or parent[v] == u)
                if on_the_way and state[v] == 2 and shut[e] == 0:
                    path[steps] = v
                    steps += 1
                    u = v
                    break
    for j in range(count):
        far[touched[j]] = INFINITE
        state[touched[j]] = 0
        parent[touched[j]] = -1
    return steps
