"""Least lengths that remain, searched backwards under masks: `closed` nodes (n), `shut` edges (m) are not passed.

States are node · layers + layer. Without stages there is one layer; with the stages 1 … k of a chain layer 0 means that
no stage was met yet, and `held` (n) has bit p set where the node holds stage p.
"""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.lengths import farther
from graph.analytics.kernels.types import Floats, Ints


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
                    further = farther(d, length[e])
                    if settled[at] == 0 and further < far[at]:
                        far[at] = further
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
                    further = farther(before_far[state], length[e])
                    if further < far[at]:
                        far[at] = further
                        if mark[at] == 0:
                            mark[at] = 1
                            following[made] = at
                            made += 1
    return made
