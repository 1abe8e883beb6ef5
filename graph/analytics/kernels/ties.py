"""A directed network without its directions."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def tie_rows(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    in_indptr: Ints,
    in_indices: Ints,
    in_edge: Ints,
    next_place: Ints,
    row: Ints,
    tie: Ints,
    first: Ints,
    second: Ints,
    tie_indptr: Ints,
) -> int:
    """Rows of the ties, a pair being one whichever way its edges point, numbered by (smaller end, larger end).

    Sets `tie_indptr`, `row` (neighbours, sorted), `tie` (number of the tie at each place) and the edges of each tie:
    `first` is the one from the smaller end where there is one, `second` the other of two, else -1. Returns how many
    ties there are; `row` and `tie` are filled up to twice as many. On entry `in_indptr` counts the edges in; all else
    is space.
    """
    n = len(indptr) - 1
    for v in range(n):
        next_place[v] = in_indptr[v]
    for u in range(n):
        for p in range(indptr[u], indptr[u + 1]):
            v = indices[p]
            q = next_place[v]
            in_indices[q] = u
            in_edge[q] = edge_of[p]
            next_place[v] = q + 1
    for v in range(n):
        next_place[v] = indptr[v] + in_indptr[v]
    count = 0
    for u in range(n):
        p = indptr[u]
        end = indptr[u + 1]
        q = in_indptr[u]
        stop = in_indptr[u + 1]
        while p < end or q < stop:
            other = -1
            if q >= stop or (p < end and indices[p] < in_indices[q]):
                v = indices[p]
                one = edge_of[p]
                p += 1
            elif p >= end or in_indices[q] < indices[p]:
                v = in_indices[q]
                one = in_edge[q]
                q += 1
            else:
                v = indices[p]
                one = edge_of[p]
                other = in_edge[q]
                p += 1
                q += 1
            if v > u:
                first[count] = one
                second[count] = other
                row[next_place[u]] = v
                tie[next_place[u]] = count
                next_place[u] += 1
                row[next_place[v]] = u
                tie[next_place[v]] = count
                next_place[v] += 1
                count += 1
    place = 0
    for v in range(n):
        tie_indptr[v] = place
        for p in range(indptr[v] + in_indptr[v], next_place[v]):
            row[place] = row[p]
            tie[place] = tie[p]
            place += 1
    tie_indptr[n] = place
    return count
