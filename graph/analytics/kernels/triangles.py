"""Triangles through each node."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def upward_rows(indptr: Ints, indices: Ints, rank: Ints, node: Ints, up_indptr: Ints, up: Ints) -> None:
    """Rows in the order of the ranks, holding the ranks of those neighbours that rank higher.

    With ranks by degree no row has more than √(2m) entries (Chiba & Nishizeki 1985).
    """
    place = 0
    for r in range(len(node)):
        up_indptr[r] = place
        v = node[r]
        for p in range(indptr[v], indptr[v + 1]):
            if rank[indices[p]] > r:
                up[place] = rank[indices[p]]
                place += 1
    up_indptr[len(node)] = place


def count_triangles(up_indptr: Ints, up: Ints, begin: int, end: int, mark: Ints, triangles: Ints) -> None:
    """Adds each triangle whose lowest rank is from `begin` up to `end` to its three corners, by rank.

    On entry mark = -1.
    """
    for a in range(begin, end):
        for p in range(up_indptr[a], up_indptr[a + 1]):
            mark[up[p]] = a
        of_a = 0
        for p in range(up_indptr[a], up_indptr[a + 1]):
            b = up[p]
            of_b = 0
            for q in range(up_indptr[b], up_indptr[b + 1]):
                c = up[q]
                closed = int(mark[c] == a)  # added without asking: a processor foresees no answer to that
                triangles[c] += closed
                of_b += closed
            triangles[b] += of_b
            of_a += of_b
        triangles[a] += of_a
