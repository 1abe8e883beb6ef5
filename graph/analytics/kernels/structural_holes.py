"""Who of a node's contacts are tied to each other, and how that constrains the node."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def structural_holes(
    indptr: Ints,
    indices: Ints,
    weight: Floats,
    one_over_total: Floats,
    one_over_largest: Floats,
    up_indptr: Ints,
    up_indices: Ints,
    up_weight: Floats,
    first: int,
    last: int,
    place_of: Ints,
    dyadic: Floats,
    constraint: Floats,
    redundancy: Floats,
) -> None:
    """Burt's dyadic constraint c_ij, constraint Σ_j c_ij and redundancy Σ_j Σ_q p_iq m_jq of the nodes first … last-1.

    Each tie between two contacts q and j of i is met once, in the upward row of its smaller end, and adds to both.
    `dyadic` holds the places of the nodes' rows, `constraint` and `redundancy` the nodes; all are 0 on entry, and
    `place_of` (n) is -1: it holds the place of a contact in the row of i, and places of earlier rows are smaller.
    """
    base = indptr[first]
    for i in range(first, last):
        begin = indptr[i]
        end = indptr[i + 1]
        share = one_over_total[i]
        for p in range(begin, end):
            place_of[indices[p]] = p
        redundant = 0.0
        for p in range(begin, end):
            q = indices[p]
            p_iq = weight[p] * share
            over_total = one_over_total[q]
            over_largest = one_over_largest[q]
            added = 0.0
            for r in range(up_indptr[q], up_indptr[q + 1]):
                j = up_indices[r]
                at = place_of[j]
                if at >= begin:
                    w = up_weight[r]
                    p_ij = weight[at] * share
                    dyadic[at - base] += p_iq * (w * over_total)
                    added += p_ij * (w * one_over_total[j])
                    redundant += p_iq * (w * one_over_largest[j]) + p_ij * (w * over_largest)
            dyadic[p - base] += added
        total = 0.0
        for p in range(begin, end):
            c = weight[p] * share + dyadic[p - base]
            c = c * c
            dyadic[p - base] = c
            total += c
        constraint[i - first] = total
        redundancy[i - first] = redundant
