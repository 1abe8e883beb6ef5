"""Betweenness of the edges, by hops and by distance."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.counting import count_by_distance
from graph.analytics.kernels.levels import count_by_levels
from graph.analytics.kernels.types import Floats, Ints


def edge_betweenness_by_hops(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    back_edge_of: Ints,
    sources: Ints,
    dist: Ints,
    sigma: Floats,
    coef: Floats,
    queue: Ints,
    level: Ints,
    outward: Ints,
    inward: Ints,
    sums: Floats,
) -> float:
    """Brandes (2008): adds σ(u)·(1 + δ(v))/σ(v) of each edge u → v on shortest paths from a source to `sums`.

    Returns the largest count of shortest paths. Working space as for `betweenness_by_hops`.
    """
    largest = 0.0
    for i in range(len(sources)):
        depth = count_by_levels(
            indptr, indices, back_indptr, back_indices, sources[i], dist, sigma, coef, queue, level, outward, inward
        )
        for d in range(depth - 1, -1, -1):
            last = d == depth - 1
            if not last and inward[d + 1] < outward[d]:
                for j in range(level[d + 1], level[d + 2]):
                    v = queue[j]
                    share = coef[v]
                    for p in range(back_indptr[v], back_indptr[v + 1]):
                        u = back_indices[p]
                        if dist[u] == d:
                            coef[u] += share
                            sums[back_edge_of[p]] += share * sigma[u]
                for j in range(level[d], level[d + 1]):
                    u = queue[j]
                    if sigma[u] > largest:
                        largest = sigma[u]
                    coef[u] = coef[u] + 1.0 / sigma[u]
                continue
            for j in range(level[d], level[d + 1]):
                u = queue[j]
                paths = sigma[u]
                if paths > largest:
                    largest = paths
                total = 0.0
                if not last:
                    for p in range(indptr[u], indptr[u + 1]):
                        share = coef[indices[p]]
                        if share != 0.0:
                            total += share
                            sums[edge_of[p]] += share * paths
                sigma[u] = total + 1.0 / paths
            for j in range(level[d], level[d + 1]):
                coef[queue[j]] = sigma[queue[j]]
        for j in range(level[depth]):
            v = queue[j]
            dist[v] = -1
            coef[v] = 0.0
            sigma[v] = 0.0
    return largest


def edge_betweenness_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    back_indptr: Ints,
    back_indices: Ints,
    back_length: Floats,
    back_edge_of: Ints,
    tolerance: float,
    scale: float,
    final: bool,
    sources: Ints,
    dist: Floats,
    sigma: Floats,
    coef: Floats,
    order: Ints,
    turn: Ints,
    head: Ints,
    after: Ints,
    before: Ints,
    heap_key: Floats,
    heap_node: Ints,
    parent: Ints,
    parents: Ints,
    sums: Floats,
) -> float:
    """As `edge_betweenness_by_hops` with lengths, their ties and the working space as in `betweenness_by_distance`."""
    n = len(dist)
    infinite = dist[0]
    largest = 0.0
    for i in range(len(sources)):
        reached = count_by_distance(
            indptr, indices, length, back_indptr, back_indices, back_length, tolerance, scale, final, True,
            sources[i], dist, sigma, order, turn, head, after, before, heap_key, heap_node, parent, parents,
        )  # fmt: skip
        for j in range(reached - 1, 0, -1):
            u = order[j]
            if sigma[u] > largest:
                largest = sigma[u]
            share = coef[u] + 1.0 / sigma[u]
            for k in range(parents[j], parents[j + 1]):
                v = back_indices[parent[k]]
                coef[v] += share
                sums[back_edge_of[parent[k]]] += share * sigma[v]
        for j in range(reached):
            u = order[j]
            dist[u] = infinite
            turn[u] = n
            sigma[u] = 0.0
            coef[u] = 0.0
    return largest
