"""The best absent pairs by a score over common neighbours, or by the product of degrees."""

from __future__ import annotations

import math

from graph.analytics.kernels.types import Floats, Ints

SCALE = 2.0**40  # scores are compared in steps of 2⁻⁴⁰: what lies beneath is the rounding error of their sums


def keep_best(scores: Floats, pairs: Ints, size: int, score: float, pair: int) -> int:
    """Puts a pair into a heap of the best, worst first (equal ones: largest pair first); returns the heap's size."""
    most = len(scores)
    if size == most:
        if most == 0 or score < scores[0] or (score == scores[0] and pair > pairs[0]):
            return size
        at = 0
        while True:
            child = 2 * at + 1
            if child >= most:
                break
            other = child + 1
            if other < most and (
                scores[other] < scores[child] or (scores[other] == scores[child] and pairs[other] > pairs[child])
            ):
                child = other
            if scores[child] > score or (scores[child] == score and pairs[child] < pair):
                break
            scores[at] = scores[child]
            pairs[at] = pairs[child]
            at = child
        scores[at] = score
        pairs[at] = pair
        return size
    at = size
    while at > 0:
        parent = (at - 1) // 2
        if scores[parent] < score or (scores[parent] == score and pairs[parent] > pair):
            break
        scores[at] = scores[parent]
        pairs[at] = pairs[parent]
        at = parent
    scores[at] = score
    pairs[at] = pair
    return size + 1


def best_by_common_neighbours(
    indptr: Ints,
    indices: Ints,
    opposite: Ints,
    gives: Floats,
    first: int,
    last: int,
    every: int,
    total: Floats,
    mark: Ints,
    touched: Ints,
    scores: Floats,
    pairs: Ints,
) -> tuple[int, int]:
    """The pairs u, v at distance 2, u in first … last-1, with the largest Σ over common neighbours z of `gives[z]`.

    v > u, or every v where `every` is 1. Fills the heap `scores`, `pairs` (u·n + v); returns its size and how many
    pairs there are. On entry `total` is 0 and `mark` is -1; both have n places, as has `touched`.
    """
    n = len(total)
    size = 0
    count = 0
    for u in range(first, last):
        reached = 0
        mark[u] = u
        for p in range(indptr[u], indptr[u + 1]):
            mark[indices[p]] = u
        for p in range(indptr[u], indptr[u + 1]):
            z = indices[p]
            adds = gives[z]
            begin = indptr[z] if every == 1 else opposite[p] + 1
            for r in range(begin, indptr[z + 1]):
                v = indices[r]
                if mark[v] != u:
                    if total[v] == 0.0:
                        touched[reached] = v
                        reached += 1
                    total[v] += adds
        count += reached
        for i in range(reached):
            v = touched[i]
            score = math.floor(total[v] * SCALE + 0.5) / SCALE
            total[v] = 0.0
            if size < len(scores) or score >= scores[0]:
                size = keep_best(scores, pairs, size, score, u * n + v)
    return size, count


def best_in_dense(
    indptr: Ints,
    indices: Ints,
    opposite: Ints,
    gives: Floats,
    first: int,
    last: int,
    every: int,
    total: Floats,
    mark: Ints,
    scores: Floats,
    pairs: Ints,
) -> tuple[int, int]:
    """`best_by_common_neighbours` where most nodes are at two hops: all are added to, and looked through afterwards.

    The same sums in the same order, without a question at each step.
    """
    n = len(total)
    size = 0
    count = 0
    for u in range(first, last):
        mark[u] = u
        for p in range(indptr[u], indptr[u + 1]):
            z = indices[p]
            mark[z] = u
            adds = gives[z]
            begin = indptr[z] if every == 1 else opposite[p] + 1
            for r in range(begin, indptr[z + 1]):
                total[indices[r]] += adds
        for v in range(n):
            if total[v] != 0.0:
                if mark[v] != u:
                    count += 1
                    score = math.floor(total[v] * SCALE + 0.5) / SCALE
                    if size < len(scores) or score >= scores[0]:
                        size = keep_best(scores, pairs, size, score, u * n + v)
                total[v] = 0.0
    return size, count


def best_by_degree(
    indptr: Ints,
    indices: Ints,
    degree: Ints,
    rows: Ints,
    others: Ints,
    apart: int,
    mark: Ints,
    scores: Floats,
    pairs: Ints,
) -> int:
    """The absent pairs with the largest product of degrees; returns the size of the heap `scores`, `pairs`.

    `rows` and `others`: nodes with a tie, highest degree first, equal ones by place. A pair is one of each; where
    `apart` is 0 the two are the same nodes, else they have none in common. A row ends at the first pair that is not
    good enough: degrees fall along it, and pairs of equal score come in their order. On entry `mark` is -1.
    """
    n = len(degree)
    most = len(scores)
    size = 0
    for a in range(len(rows)):
        u = rows[a]
        start = 0 if apart == 1 else a + 1
        if start >= len(others) or (size == most and float(degree[u]) * degree[others[start]] < scores[0]):
            break
        for p in range(indptr[u], indptr[u + 1]):
            mark[indices[p]] = u
        for b in range(start, len(others)):
            v = others[b]
            score = float(degree[u]) * degree[v]
            pair = u * n + v if u < v else v * n + u
            if size == most and (score < scores[0] or (score == scores[0] and pair > pairs[0])):
                break
            if mark[v] != u:
                size = keep_best(scores, pairs, size, score, pair)
    return size
