"""Sparse products, and the search that says where a principal eigenvector is not 0."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def pull_even(indptr: Ints, indices: Ints, first: int, last: int, x: Floats, out: Floats) -> None:
    """out[v] = Σ x[u] over the places of row v, for the rows from `first` to before `last`. Rows are independent."""
    for v in range(first, last):
        total = 0.0
        for p in range(indptr[v], indptr[v + 1]):
            total += x[indices[p]]
        out[v] = total


def pull_weighted(indptr: Ints, indices: Ints, weight: Floats, first: int, last: int, x: Floats, out: Floats) -> None:
    """out[v] = Σ weight · x[u] over the places of row v; `weight` stands per place in `indices`."""
    for v in range(first, last):
        total = 0.0
        for p in range(indptr[v], indptr[v + 1]):
            total += weight[p] * x[indices[p]]
        out[v] = total


def spread(indptr: Ints, indices: Ints, queue: Ints, begun: int, found: Ints) -> int:
    """Marks what is reached along the edges from the first `begun` nodes of `queue`, which are marked (`found` = 1)."""
    end = begun
    j = 0
    while j < end:
        u = queue[j]
        j += 1
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            if found[v] == 0:
                found[v] = 1
                queue[end] = v
                end += 1
    return end
