"""Taking nodes away one after the other: sizes of the largest component, and the order by degree of what is left."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def largest_after(
    indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints, order: Ints, parent: Ints, size: Ints, largest: Ints
) -> None:
    """`largest[i]`: nodes of the largest component when the first i of `order` are gone; direction ignored.

    Backwards, as Newman and Ziff (2001) do: the nodes come back last first and are joined to the neighbours that are
    there, by union–find. On entry parent = -1; `largest` has n + 1 places. The same rows twice when undirected.
    """
    n = len(order)
    most = 0
    largest[n] = 0
    for i in range(n - 1, -1, -1):
        v = order[i]
        parent[v] = v
        size[v] = 1
        most = max(most, 1)
        for way in range(2):
            start = indptr[v] if way == 0 else rindptr[v]
            stop = indptr[v + 1] if way == 0 else rindptr[v + 1]
            for p in range(start, stop):
                a = indices[p] if way == 0 else rindices[p]
                if parent[a] < 0:
                    continue
                while parent[a] != a:
                    parent[a] = parent[parent[a]]
                    a = parent[a]
                b = v
                while parent[b] != b:
                    parent[b] = parent[parent[b]]
                    b = parent[b]
                if a != b:
                    if size[a] < size[b]:
                        c = a
                        a = b
                        b = c
                    parent[b] = a
                    size[a] += size[b]
                    most = max(most, size[a])
        largest[i] = most


def order_by_degree(indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints, degree: Ints, order: Ints) -> None:
    """The node of most edges first, then of most among the rest, and so on; equal ones by place. n² steps.

    `degree` holds the edges of each node on entry; both rows are counted when directed.
    """
    n = len(order)
    for i in range(n):
        best = -1
        for v in range(n):
            if degree[v] >= 0 and (best < 0 or degree[v] > degree[best]):
                best = v
        order[i] = best
        degree[best] = -1
        for p in range(indptr[best], indptr[best + 1]):
            if degree[indices[p]] >= 0:
                degree[indices[p]] -= 1
        for p in range(rindptr[best], rindptr[best + 1]):
            if degree[rindices[p]] >= 0:
                degree[rindices[p]] -= 1
