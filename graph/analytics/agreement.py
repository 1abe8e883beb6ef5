"""How far two rankings agree."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from graph.analytics.results import significant


def kendall_tau_b(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float | None:
    """Kendall's τ_b of two columns of values, over the places where both are defined; None where it is undefined.

    τ_b = (C − D) / √((P − T₁)(P − T₂)), C and D the pairs in the same and in opposite order, P = k(k − 1)/2 pairs of k
    places, T the pairs tied in one column. From −1 to 1; undefined where a column has one value only. Values equal to
    12 significant digits are tied. Kendall (1945), *Biometrika* 33(3); counted as Knight (1966), *JASA* 61(314).
    """
    both = ~(np.isnan(one) | np.isnan(other))
    first = np.unique(significant(one[both]), return_inverse=True)[1].astype(np.int64)
    second = np.unique(significant(other[both]), return_inverse=True)[1].astype(np.int64)
    pairs = _tied(np.zeros(len(first), dtype=np.int64))
    tied_first, tied_second = _tied(first), _tied(second)
    free = (pairs - tied_first, pairs - tied_second)
    if 0 in free:
        return None
    discordant = _inversions(second[np.lexsort((second, first))])
    tied_both = _tied(first * (len(first) + 1) + second)
    concordant = pairs - tied_first - tied_second + tied_both - discordant
    return (concordant - discordant) / math.sqrt(free[0] * free[1])


def _tied(keys: npt.NDArray[np.int64]) -> int:
    """Number of pairs of equal keys."""
    counts = np.unique(keys, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _inversions(keys: npt.NDArray[np.int64]) -> int:
    """Number of places i < j with a larger key at i. Bit by bit: within equal higher bits, ones before zeros."""
    found = 0
    keys = keys.copy()
    for bit in reversed(range(int(keys.max(initial=0)).bit_length())):
        prefix = keys >> (bit + 1)
        keys = keys[np.argsort(prefix, kind="stable")]
        prefix = np.sort(prefix)
        ones = (keys >> bit) & 1
        before = np.cumsum(ones) - ones
        begins = np.flatnonzero(np.diff(prefix, prepend=-1))
        group = np.cumsum(np.diff(prefix, prepend=-1) > 0) - 1
        found += int(((before - before[begins][group]) * (1 - ones)).sum())
    return found
