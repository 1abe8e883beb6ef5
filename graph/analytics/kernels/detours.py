"""The shortest way round what is closed, between two nodes: one detour of Yen's algorithm."""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.types import Floats, Ints

INFINITE = float("inf")


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
