"""What a node's leaving does to the distances between the others, without searching the network anew."""

from __future__ import annotations

from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.types import Floats, Ints


def ways_in(
    back_indptr: Ints, back_indices: Ints, hops: Ints, far: int, n: int, first: int, last: int, ways: Ints
) -> None:
    """How many in-neighbours of each node stand one hop nearer to each of the sources `first` … `last` − 1.

    `hops` is the matrix of all distances row by row, `far` where there is no path; `ways` is the rows of the sources.
    """
    for s in range(first, last):
        row = s * n
        out = (s - first) * n
        for w in range(n):
            count = 0
            d = hops[row + w]
            if 0 < d < far:
                for p in range(back_indptr[w], back_indptr[w + 1]):
                    if hops[row + back_indices[p]] + 1 == d:
                        count += 1
            ways[out + w] = count


def pairs_moved(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    hops: Ints,
    ways: Ints,
    far: int,
    n: int,
    first: int,
    last: int,
    width: int,
    passed: Ints,
    touched: Ints,
    mark: Ints,
    queue: Ints,
    fresh: Ints,
    heap_key: Floats,
    heap_node: Ints,
    moved: Ints,
) -> None:
    """For each node v of `first` … `last` − 1: by how much the pairs (s, t) at each distance change when v leaves.

    From a source s only those t move whose shortest paths all pass v. They are found going down from v: a node moves
    when all its neighbours one hop nearer to s are v or move (`ways` counts these). Their new distances come from the
    neighbours that stay (Ramalingam & Reps 1996, Journal of Algorithms 21(2)). A t that is lost leaves the counts.
    `moved` has `width` places for each v, 0 on entry, as are passed and mark; fresh = n on entry and after.
    """
    for s in range(n):
        row = s * n
        for v in range(first, last):
            if v == s or hops[row + v] == far:
                continue
            size = 0
            seen = 0
            at = -1
            while at < size:
                x = v if at < 0 else queue[at]
                at += 1
                d = hops[row + x] + 1
                for p in range(indptr[x], indptr[x + 1]):
                    w = indices[p]
                    if hops[row + w] == d:
                        if passed[w] == 0:
                            touched[seen] = w
                            seen += 1
                        passed[w] += 1
                        if passed[w] == ways[row + w]:
                            mark[w] = 1
                            queue[size] = w
                            size += 1
            for j in range(seen):
                passed[touched[j]] = 0
            if size == 0:
                continue
            out = (v - first) * width
            entries = 0
            for j in range(size):
                w = queue[j]
                moved[out + hops[row + w]] -= 1
                for p in range(back_indptr[w], back_indptr[w + 1]):
                    x = back_indices[p]
                    if x != v and mark[x] == 0 and hops[row + x] != far and hops[row + x] + 1 < fresh[w]:
                        fresh[w] = hops[row + x] + 1
                if fresh[w] < n:
                    entries = heap_push(heap_key, heap_node, entries, float(fresh[w]), w)
            while entries > 0:
                w = heap_node[0]
                entries = heap_pop(heap_key, heap_node, entries)
                if mark[w] != 1:
                    continue
                mark[w] = 2
                moved[out + fresh[w]] += 1
                for p in range(indptr[w], indptr[w + 1]):
                    x = indices[p]
                    if mark[x] == 1 and fresh[w] + 1 < fresh[x]:
                        fresh[x] = fresh[w] + 1
                        entries = heap_push(heap_key, heap_node, entries, float(fresh[x]), x)
            for j in range(size):
                mark[queue[j]] = 0
                fresh[queue[j]] = n
