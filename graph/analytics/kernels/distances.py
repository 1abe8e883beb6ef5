"""Sums over the distances between each node and all others: how many, how far together, how near together.

Three forms. One search a node, by hops or by distance; and, for large networks whose distances are few hops, 256
searches at once in the bits of four words a node. The two by hops count the nodes at each number of hops in whole
numbers and add the levels in their order, so they give the same bits.
"""

from __future__ import annotations

from graph.analytics.kernels.bits import popcount
from graph.analytics.kernels.buckets import search_by_distance
from graph.analytics.kernels.types import Floats, Ints

WORDS = 4  # of 64 sources a node: one vector instruction; 8 are as fast on 9,000 nodes and slower on 40,000
BATCH = 64 * WORDS


def sums_by_hops(
    indptr: Ints,
    indices: Ints,
    starts: Ints,
    seen: Ints,
    queue: Ints,
    reach: Ints,
    far: Ints,
    near: Floats,
) -> None:
    """For the i-th of `starts`: nodes reached (without itself), Σ d and Σ 1/d over them. On entry seen = 0."""
    for i in range(len(starts)):
        start = starts[i]
        seen[start] = 1
        queue[0] = start
        begin = 0
        end = 1
        hops = 0
        total = 0
        nearness = 0.0
        while begin < end:
            tail = end
            for j in range(begin, end):
                u = queue[j]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if seen[v] == 0:
                        seen[v] = 1
                        queue[tail] = v
                        tail += 1
            begin = end
            end = tail
            hops += 1
            total += hops * (end - begin)
            nearness += (end - begin) / hops
        reach[i] = end - 1
        far[i] = total
        near[i] = nearness
        for j in range(end):
            seen[queue[j]] = 0


def sums_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    scale: float,
    final: bool,
    starts: Ints,
    dist: Floats,
    order: Ints,
    turn: Ints,
    head: Ints,
    after: Ints,
    before: Ints,
    heap_key: Floats,
    heap_node: Ints,
    reach: Ints,
    far: Floats,
    near: Floats,
) -> None:
    """As `sums_by_hops`, by distance; the terms are added in the order the nodes are reached."""
    n = len(dist)
    if n == 0:
        return
    infinite = dist[0]
    for i in range(len(starts)):
        reached = search_by_distance(
            indptr, indices, length, starts[i], scale, final,
            dist, order, turn, head, after, before, heap_key, heap_node,
        )  # fmt: skip
        total = 0.0
        nearness = 0.0
        for j in range(reached):
            u = order[j]
            if j > 0:
                total += dist[u]
                nearness += 1.0 / dist[u]
            dist[u] = infinite
            turn[u] = n
        reach[i] = reached - 1
        far[i] = total
        near[i] = nearness


def count_at_levels(
    back_indptr: Ints,
    back_indices: Ints,
    first: int,
    last: int,
    bits: Ints,
    seen: Ints,
    now: Ints,
    new: Ints,
    full: Ints,
    counts: Ints,
) -> int:
    """Adds how many of the nodes first … last-1 (at most `BATCH`) are d hops before each node to `counts[v, d]`.

    Compiled only; `bits` (64: one bit each), `full` (WORDS) and the rest (n, WORDS) are uint64. Returns the largest
    number of hops, or the width of `counts` when it is not less than that: the counts are then to be thrown away.
    """
    n = len(back_indptr) - 1
    empty = bits[0] ^ bits[0]
    for k in range(WORDS):
        full[k] = empty
    for v in range(n):
        for k in range(WORDS):
            seen[v, k] = empty
            now[v, k] = empty
    for source in range(first, last):
        word = (source - first) >> 6
        bit = bits[(source - first) & 63]
        seen[source, word] |= bit
        now[source, word] |= bit
        full[word] |= bit
    hops = 0
    more = True
    while more:
        hops += 1
        if hops == counts.shape[1]:
            return hops
        more = False
        for v in range(n):
            missing = empty
            for k in range(WORDS):
                missing |= seen[v, k] ^ full[k]
                new[v, k] = empty
            if missing == empty:
                continue
            for p in range(back_indptr[v], back_indptr[v + 1]):
                u = back_indices[p]
                for k in range(WORDS):
                    new[v, k] |= now[u, k]
            found = 0
            for k in range(WORDS):
                fresh = new[v, k] & ~seen[v, k]
                new[v, k] = fresh
                seen[v, k] |= fresh
                found += popcount(fresh)
            if found > 0:
                more = True
                counts[v, hops] += found
        now, new = new, now
    return hops - 1
