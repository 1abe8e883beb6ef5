"""Distances from many nodes at once: rows of the matrix of all pairs, and how many pairs stand at each distance."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.bits import popcount
from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.types import Floats, Ints


def hops_from(indptr: Ints, indices: Ints, sources: Ints, blocked: Ints, far: int, queue: Ints, out: Ints) -> int:
    """Breadth first from each source, past no node that is `blocked`. Returns the largest distance found.

    `out` is the rows of the sources one after the other, `far` on entry and where there is no path.
    """
    n = len(blocked)
    deepest = 0
    for i in range(len(sources)):
        base = i * n
        queue[0] = sources[i]
        out[base + sources[i]] = 0
        end = 1
        j = 0
        while j < end:
            u = queue[j]
            j += 1
            d = out[base + u] + 1
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if out[base + v] == far and blocked[v] == 0:
                    out[base + v] = d
                    queue[end] = v
                    end += 1
        if out[base + queue[end - 1]] > deepest:
            deepest = out[base + queue[end - 1]]
    return deepest


def hops_from_many(
    indptr: Ints,
    indices: Ints,
    sources: Ints,
    blocked: Ints,
    bit: Ints,
    words: int,
    most: int,
    seen: Ints,
    now: Ints,
    then: Ints,
    fresh: Ints,
    out: Ints,
) -> int:
    """The rows of `hops_from` for 64 · `words` sources at once, a bit for each; only ever compiled.

    `indptr` and `indices` are the in-neighbours: at each level every node asks them which searches have come to them.
    Returns the largest distance, or -1 when it passes `most`, where many levels with little news make this way slow.
    `bit[i]` is 1 << i as unsigned 64-bit words; seen = now = then = 0 on entry, a word group of each node together.
    Then et al. (2014), Proceedings of the VLDB Endowment 8(4), for searches that share their bits.
    """
    n = len(blocked)
    for i in range(len(sources)):
        at = sources[i] * words + (i >> 6)
        seen[at] |= bit[i & 63]
        now[at] |= bit[i & 63]
        out[i * n + sources[i]] = 0
    last = len(sources) >> 6
    depth = 0
    more = True
    while more:
        more = False
        depth += 1
        for v in range(n):
            base = v * words
            whole = True
            for k in range(words):
                then[base + k] = 0
                fresh[k] = 0
                if k < last:
                    if popcount(seen[base + k]) < 64:
                        whole = False
                elif popcount(seen[base + k]) < len(sources) - 64 * last:
                    whole = False
            if whole or blocked[v] != 0:
                continue
            for p in range(indptr[v], indptr[v + 1]):
                u = indices[p] * words
                for k in range(words):
                    fresh[k] |= now[u + k]
            for k in range(words):
                new = fresh[k] & ~seen[base + k]
                if new != 0:
                    more = True
                    then[base + k] = new
                    seen[base + k] |= new
                    while new != 0:
                        low = new & (~new + bit[0])
                        out[(64 * k + popcount(low - bit[0])) * n + v] = depth
                        new ^= low
        if more and depth > most:
            return -1
        for at in range(n * words):
            now[at] = then[at]
    return depth - 1


def pairs_at_hops(
    indptr: Ints,
    indices: Ints,
    sources: Ints,
    blocked: Ints,
    bit: Ints,
    words: int,
    seen: Ints,
    now: Ints,
    then: Ints,
    fresh: Ints,
    counts: Ints,
) -> int:
    """Adds to `counts[d]` the pairs (source, node) at d hops, 64 · `words` sources at a time; only ever compiled.

    As `hops_from_many`, and leaves no rows behind. Returns the largest distance, or -1 when `counts` has no place for
    it. Whatever is in seen, now and then is cleared.
    """
    n = len(blocked)
    deepest = 0
    for first in range(0, len(sources), 64 * words):
        size = min(64 * words, len(sources) - first)
        used = (size + 63) >> 6
        for at in range(n * words):
            seen[at] = 0
            now[at] = 0
        for i in range(size):
            at = sources[first + i] * words + (i >> 6)
            seen[at] |= bit[i & 63]
            now[at] |= bit[i & 63]
        last = size >> 6
        depth = 0
        more = True
        while more:
            more = False
            depth += 1
            found = 0
            for v in range(n):
                base = v * words
                whole = True
                for k in range(used):
                    then[base + k] = 0
                    fresh[k] = 0
                    if k < last:
                        if popcount(seen[base + k]) < 64:
                            whole = False
                    elif popcount(seen[base + k]) < size - 64 * last:
                        whole = False
                if whole or blocked[v] != 0:
                    continue
                for p in range(indptr[v], indptr[v + 1]):
                    u = indices[p] * words
                    for k in range(used):
                        fresh[k] |= now[u + k]
                for k in range(used):
                    new = fresh[k] & ~seen[base + k]
                    if new != 0:
                        then[base + k] = new
                        seen[base + k] |= new
                        found += popcount(new)
            if found > 0:
                if depth >= len(counts):
                    return -1
                more = True
                counts[depth] += found
                if depth > deepest:
                    deepest = depth
            for at in range(n * words):
                now[at] = then[at]
    return deepest


def distances_from(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    sources: Ints,
    done: Ints,
    heap_key: Floats,
    heap_node: Ints,
    out: Floats,
) -> None:
    """Dijkstra (1959) from each source with lengths > 0 per place in `indices`; an infinite length is no edge.

    `out` is the rows of the sources, infinite on entry; done = -1; the heap has room for n + len(indices) entries.
    """
    n = len(done)
    for i in range(len(sources)):
        base = i * n
        out[base + sources[i]] = 0.0
        size = heap_push(heap_key, heap_node, 0, 0.0, sources[i])
        while size > 0:
            d = heap_key[0]
            u = heap_node[0]
            size = heap_pop(heap_key, heap_node, size)
            if done[u] == i:
                continue
            done[u] = i
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if d + length[p] < out[base + v]:
                    out[base + v] = d + length[p]
                    size = heap_push(heap_key, heap_node, size, d + length[p], v)
