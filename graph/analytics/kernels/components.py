"""Which nodes hang together: without direction, and along it."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def join_components(indptr: Ints, indices: Ints, directed: int, label: Ints, count: Ints) -> None:
    """Union–find over the rows, direction ignored: `label[v]` becomes the smallest place in v's component.

    Afforest (Sutton, Ben-Nun & Barak 2018): the first two neighbours of every node are joined; that makes the largest
    component nearly whole, and undirected, where each edge stands in both rows, its nodes need not be looked at again.
    A root never has a parent above itself, so the labels do not depend on the order of the edges.
    On entry label[v] = v and count = 0.
    """
    n = len(label)
    for turn in range(2):
        for v in range(n):
            p = indptr[v] + turn
            if p < indptr[v + 1]:
                join(label, v, indices[p])
    largest = 0
    for v in range(n):
        root = label[label[v]]
        label[v] = root
        count[root] += 1
        if count[root] > count[largest]:
            largest = root
    if n > 0 and count[largest] == n:
        return  # all of them hang together already
    for v in range(n):
        if directed == 0 and label[v] == largest:
            continue
        for p in range(indptr[v] + 2, indptr[v + 1]):
            if label[indices[p]] != label[v]:
                join(label, v, indices[p])
    for v in range(n):
        label[v] = label[label[v]]


def join(label: Ints, a: int, b: int) -> None:
    """Puts the trees of a and b under the smaller of their roots, halving the ways up (Tarjan & van Leeuwen 1984)."""
    while label[a] != a:
        label[a] = label[label[a]]
        a = label[a]
    while label[b] != b:
        label[b] = label[label[b]]
        b = label[b]
    if a < b:
        label[b] = a
    else:
        label[a] = b


def strong_components(
    indptr: Ints, indices: Ints, turn: Ints, low: Ints, label: Ints, stack: Ints, way: Ints, next_place: Ints
) -> None:
    """Tarjan (1972), without recursion: `label[v]` becomes the smallest place in v's strongly connected component.

    On entry turn = label = -1. `stack` holds the nodes whose component is not known yet, `way` the path from the root.
    """
    count = 0
    waiting = 0
    for root in range(len(turn)):
        if turn[root] >= 0:
            continue
        turn[root] = count
        low[root] = count
        count += 1
        stack[waiting] = root
        waiting += 1
        next_place[root] = indptr[root]
        way[0] = root
        depth = 0
        while depth >= 0:
            u = way[depth]
            p = next_place[u]
            end = indptr[u + 1]
            lowest = low[u]
            child = -1
            while p < end:
                v = indices[p]
                p += 1
                if turn[v] < 0:
                    child = v
                    break
                if label[v] < 0 and turn[v] < lowest:
                    lowest = turn[v]
            next_place[u] = p
            low[u] = lowest
            if child >= 0:
                turn[child] = count
                low[child] = count
                count += 1
                stack[waiting] = child
                waiting += 1
                next_place[child] = indptr[child]
                depth += 1
                way[depth] = child
                continue
            depth -= 1
            if depth >= 0 and lowest < low[way[depth]]:
                low[way[depth]] = lowest
            if lowest == turn[u]:
                first = waiting - 1
                smallest = u
                while stack[first] != u:
                    if stack[first] < smallest:
                        smallest = stack[first]
                    first -= 1
                for i in range(first, waiting):
                    label[stack[i]] = smallest
                waiting = first
