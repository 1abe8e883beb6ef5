"""The depth first search behind articulation points, bridges and biconnected components."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def cut_search(
    indptr: Ints,
    indices: Ints,
    turn: Ints,
    low: Ints,
    parent: Ints,
    parent_place: Ints,
    size: Ints,
    order: Ints,
    next_place: Ints,
) -> None:
    """Depth first search of Hopcroft and Tarjan (1973), without recursion, from the smallest place of each component.

    `turn[v]` is v's number in order of discovery (`order` is its inverse), `low[v]` the smallest number that v's
    subtree reaches by one tie besides the one it was found by, `size[v]` the number of nodes in the subtree,
    `parent_place[v]` the place in `indices` by which it was found (-1: a root). A pair has one tie at most.
    The subtree of v is cut off by its parent when low[v] ≥ turn[parent], by the tie between when low[v] = turn[v].
    On entry turn = -1.
    """
    count = 0
    for root in range(len(turn)):
        if turn[root] >= 0:
            continue
        parent[root] = -1
        parent_place[root] = -1
        turn[root] = count
        low[root] = count
        order[count] = root
        size[root] = 1
        next_place[root] = indptr[root]
        count += 1
        u = root
        while u >= 0:
            p = next_place[u]
            end = indptr[u + 1]
            above = parent[u]
            lowest = low[u]
            child = -1
            while p < end:
                v = indices[p]
                p += 1
                t = turn[v]
                if t < 0:
                    child = v
                    break
                if t < lowest and v != above:
                    lowest = t
            next_place[u] = p
            low[u] = lowest
            if child >= 0:
                parent[child] = u
                parent_place[child] = p - 1
                turn[child] = count
                low[child] = count
                order[count] = child
                size[child] = 1
                next_place[child] = indptr[child]
                count += 1
                u = child
            else:
                if above >= 0:
                    if lowest < low[above]:
                        low[above] = lowest
                    size[above] += size[u]
                u = above


def blocks(order: Ints, parent: Ints, turn: Ints, low: Ints, block: Ints) -> int:
    """Number of the biconnected component that holds the tie above each node, 0 … in order of discovery; -1 at a root.

    A component begins below a node that its subtree does not reach beyond. Returns how many there are.
    """
    count = 0
    for i in range(len(order)):
        v = order[i]
        above = parent[v]
        if above < 0:
            block[v] = -1
        elif low[v] >= turn[above]:
            block[v] = count
            count += 1
        else:
            block[v] = block[above]
    return count
