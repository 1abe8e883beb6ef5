"""The depth first search behind articulation points, bridges and biconnected components."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def cut_search(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    turn: Ints,
    low: Ints,
    parent: Ints,
    parent_edge: Ints,
    size: Ints,
    order: Ints,
    next_place: Ints,
) -> None:
    """Depth first search of Hopcroft and Tarjan (1973), without recursion, from the smallest place of each component.

    `turn[v]` is v's number in order of discovery (`order` is its inverse), `low[v]` the smallest number that v's
    subtree reaches by one edge besides the one it was found by, `size[v]` the number of nodes in the subtree.
    The subtree of v is cut off by its parent when low[v] ≥ turn[parent], by the edge between when low[v] = turn[v].
    On entry turn = -1. An undirected edge stands in both rows under the same number in `edge_of`.
    """
    count = 0
    for root in range(len(turn)):
        if turn[root] >= 0:
            continue
        parent[root] = -1
        parent_edge[root] = -1
        turn[root] = count
        low[root] = count
        order[count] = root
        size[root] = 1
        next_place[root] = indptr[root]
        count += 1
        u = root
        while u >= 0:
            if next_place[u] < indptr[u + 1]:
                p = next_place[u]
                next_place[u] += 1
                v = indices[p]
                if edge_of[p] == parent_edge[u]:
                    continue
                if turn[v] < 0:
                    parent[v] = u
                    parent_edge[v] = edge_of[p]
                    turn[v] = count
                    low[v] = count
                    order[count] = v
                    size[v] = 1
                    next_place[v] = indptr[v]
                    count += 1
                    u = v
                elif turn[v] < low[u]:
                    low[u] = turn[v]
            else:
                above = parent[u]
                if above >= 0:
                    if low[u] < low[above]:
                        low[above] = low[u]
                    size[above] += size[u]
                u = above
