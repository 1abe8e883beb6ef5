"""Core numbers."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def peel(indptr: Ints, indices: Ints, in_indptr: Ints, in_indices: Ints, core: Ints, left: Ints, queue: Ints) -> None:
    """Core number of each node, by taking away level after level: whoever has k ties left goes, and so do those who
    then have no more than k.

    The second rows are the in-neighbours of a directed network, or empty. Levels on which nobody goes are passed over,
    so all looking through `left` together costs no more than Σ core ≤ the number of ties: linear, as the buckets of
    Batagelj & Zaveršnik (2003) are, and without their four scattered writes a tie.
    Each tie is counted off without asking whether it is to be: a processor foresees no answer to that.
    On entry `core` has the degrees and left[v] = v.
    """
    k = -1
    remaining = len(core)
    while remaining > 0:
        kept = 0
        least = -1
        for i in range(remaining):
            v = left[i]
            d = core[v]
            if d > k:
                left[kept] = v
                kept += 1
                if least < 0 or d < least:
                    least = d
        remaining = kept
        k = least
        tail = 0
        for i in range(remaining):
            if core[left[i]] == k:
                queue[tail] = left[i]
                tail += 1
        head = 0
        while head < tail:
            v = queue[head]
            head += 1
            for p in range(indptr[v], indptr[v + 1]):
                u = indices[p]
                d = core[u]
                core[u] = d - (d > k)
                if d == k + 1:
                    queue[tail] = u
                    tail += 1
            for p in range(in_indptr[v], in_indptr[v + 1]):
                u = in_indices[p]
                d = core[u]
                core[u] = d - (d > k)
                if d == k + 1:
                    queue[tail] = u
                    tail += 1
