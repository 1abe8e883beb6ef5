"""Betweenness of the nodes, by hops and by distance."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.types import Floats, Ints


def betweenness_by_hops(
    indptr: Ints,
    indices: Ints,
    sources: Ints,
    dist: Ints,
    sigma: Floats,
    coef: Floats,
    queue: Ints,
    level: Ints,
    sums: Floats,
) -> float:
    """Brandes (2001): adds each source's dependency on v to `sums[v]`. Returns the largest count of shortest paths.

    Breadth first from each source counts the shortest paths `sigma`; backwards, level by level,
    δ(u) = σ(u) · Σ over next nodes v of (1 + δ(v))/σ(v). `coef[v]` holds (1 + δ(v))/σ(v) of the levels that are
    done and 0 elsewhere, so no neighbour has to be asked for its level.
    On entry dist = -1, sigma = coef = 0; `level` has n + 2 places.
    """
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        dist[source] = 0
        sigma[source] = 1.0
        queue[0] = source
        level[0] = 0
        level[1] = 1
        depth = 0
        while level[depth] < level[depth + 1]:
            end = level[depth + 1]
            for j in range(level[depth], level[depth + 1]):
                u = queue[j]
                paths = sigma[u]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if dist[v] < 0:
                        dist[v] = depth + 1
                        queue[end] = v
                        end += 1
                        sigma[v] = paths
                    elif dist[v] == depth + 1:
                        sigma[v] += paths
            depth += 1
            level[depth + 1] = end
        reached = level[depth]
        for d in range(depth - 1, 0, -1):
            for j in range(level[d], level[d + 1]):
                u = queue[j]
                total = 0.0
                if d < depth - 1:
                    for p in range(indptr[u], indptr[u + 1]):
                        total += coef[indices[p]]
                delta = total * sigma[u]
                sums[u] += delta
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
    tolerance: float,
    sources: Ints,
    dist: Floats,
    sigma: Floats,
    coef: Floats,
    order: Ints,
    turn: Ints,
    heap_key: Floats,
    heap_node: Ints,
    sums: Floats,
) -> float:
    """Brandes (2001) with lengths > 0 per place in `indices`; an infinite length is no edge. Returns the largest count.

    Routes whose lengths differ by no more than `tolerance` (relative) are equally short: in floating point
    1 + 1 + 1/3 depends on the order of the terms, and an exact comparison would break true ties.
    On entry dist = inf, turn = n (not reached), sigma = coef = 0; the heap has room for n + len(indices) entries.
    """
    n = len(dist)
    infinite = dist[0]
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        dist[source] = 0.0
        size = heap_push(heap_key, heap_node, 0, 0.0, source)
        reached = 0
        while size > 0:
            d = heap_key[0]
            u = heap_node[0]
            size = heap_pop(heap_key, heap_node, size)
            if turn[u] < n:
                continue
            turn[u] = reached
            order[reached] = u
            reached += 1
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if d + length[p] < dist[v]:
                    dist[v] = d + length[p]
                    size = heap_push(heap_key, heap_node, size, dist[v], v)
        sigma[source] = 1.0
        for j in range(reached):
            u = order[j]
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if j < turn[v] < n and dist[u] + length[p] <= dist[v] * (1.0 + tolerance):
                    sigma[v] += sigma[u]
        for j in range(reached - 1, 0, -1):
            u = order[j]
            total = 0.0
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if j < turn[v] < n and dist[u] + length[p] <= dist[v] * (1.0 + tolerance):
                    total += coef[v]
            delta = total * sigma[u]
            sums[u] += delta
            if sigma[u] > largest:
                largest = sigma[u]
            coef[u] = (1.0 + delta) / sigma[u]
        for j in range(reached):
            u = order[j]
            dist[u] = infinite
            turn[u] = n
            sigma[u] = 0.0
            coef[u] = 0.0
    return largest
