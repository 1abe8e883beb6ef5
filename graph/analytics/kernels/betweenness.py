"""Betweenness of the nodes, by hops and by distance."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.counting import count_by_distance
from graph.analytics.kernels.levels import count_by_levels
from graph.analytics.kernels.types import Floats, Ints


def betweenness_by_hops(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    sources: Ints,
    copies: Ints,
    dist: Ints,
    sigma: Floats,
    coef: Floats,
    queue: Ints,
    level: Ints,
    outward: Ints,
    inward: Ints,
    sums: Floats,
) -> float:
    """Brandes (2001): adds each source's dependency on v to `sums[v]`. Returns the largest count of shortest paths.

    Breadth first from each source counts the shortest paths `sigma`; backwards, level by level,
    δ(u) = σ(u) · Σ over next nodes v of (1 + δ(v))/σ(v). `coef[v]` holds (1 + δ(v))/σ(v) of the levels that are
    done and 0 elsewhere, so no neighbour has to be asked for its level. The terms come from the side with fewer edges.
    A source stands for itself and `copies` leaves that hang on it: what it adds to others they add too, and the paths
    of each pass through it.
    On entry dist = -1, sigma = coef = 0; `level`, `outward`, `inward` have n + 2 places.
    """
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        times = 1.0 + copies[i]
        depth = count_by_levels(
            indptr, indices, back_indptr, back_indices, source, dist, sigma, coef, queue, level, outward, inward
        )
        reached = level[depth]
        if reached > 2:
            sums[source] += copies[i] * (reached - 2.0)
        for d in range(depth - 1, 0, -1):
            if d < depth - 1 and inward[d + 1] < outward[d]:
                for j in range(level[d + 1], level[d + 2]):
                    v = queue[j]
                    share = coef[v]
                    for p in range(back_indptr[v], back_indptr[v + 1]):
                        u = back_indices[p]
                        if dist[u] == d:
                            coef[u] += share
                for j in range(level[d], level[d + 1]):
                    u = queue[j]
                    delta = coef[u] * sigma[u]
                    sums[u] += times * delta
                    if sigma[u] > largest:
                        largest = sigma[u]
                    coef[u] = (1.0 + delta) / sigma[u]
                continue
            for j in range(level[d], level[d + 1]):
                u = queue[j]
                total = 0.0
                if d < depth - 1:
                    for p in range(indptr[u], indptr[u + 1]):
                        total += coef[indices[p]]
                delta = total * sigma[u]
                sums[u] += times * delta
                if sigma[u] > largest:
                    largest = sigma[u]
                sigma[u] = (1.0 + delta) / sigma[u]
            for j in range(level[d], level[d + 1]):
                coef[queue[j]] = sigma[queue[j]]
        for j in range(reached):
            v = queue[j]
            dist[v] = -1
            coef[v] = 0.0
            sigma[v] = 0.0
    return largest


def betweenness_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    back_indptr: Ints,
    back_indices: Ints,
    back_length: Floats,
    tolerance: float,
    scale: float,
    final: bool,
    sources: Ints,
    copies: Ints,
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
    """Brandes (2001) with lengths > 0 per place in `indices`; an infinite length is no edge. Returns the largest count.

    Routes whose lengths differ by no more than `tolerance` (relative) are equally short; `count_by_distance` says why.
    On entry dist = inf, turn = n (not reached), head = -1, sigma = coef = 0; `search_by_distance` says the rest.
    """
    n = len(dist)
    infinite = dist[0]
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        times = 1.0 + copies[i]
        reached = count_by_distance(
            indptr, indices, length, back_indptr, back_indices, back_length, tolerance, scale, final, False,
            source, dist, sigma, order, turn, head, after, before, heap_key, heap_node, parent, parents,
        )  # fmt: skip
        if reached > 2:
            sums[source] += copies[i] * (reached - 2.0)
        for j in range(reached - 1, 0, -1):
            u = order[j]
            delta = coef[u] * sigma[u]
            sums[u] += times * delta
            if sigma[u] > largest:
                largest = sigma[u]
            share = (1.0 + delta) / sigma[u]
            for k in range(parents[j], parents[j + 1]):
                coef[parent[k]] += share
        for j in range(reached):
            u = order[j]
            dist[u] = infinite
            turn[u] = n
            sigma[u] = 0.0
            coef[u] = 0.0
    return largest
