"""Sampled sources: which are drawn, and how far an average over them can be from the one over all nodes."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

CONFIDENCE = 0.95


def drawn(n: int, size: int, seed: int) -> npt.NDArray[np.int64]:
    """`size` of n places without replacement, in ascending order. The same for the same seed, on every machine."""
    return np.sort(np.random.default_rng(seed).choice(n, size, replace=False)).astype(np.int64)


def error_bound(n: int, size: int, *, confidence: float = CONFIDENCE) -> float:
    """ε such that all n averages over `size` of n sources are within ε of those over all, with this probability.

    Each term is in [0, 1]. Hoeffding's inequality as Serfling sharpened it for draws without replacement, two-sided,
    and the union bound over the n nodes: ε = √((1 − (r − 1)/n) · ln(2n/δ) / (2r)), δ = 1 − confidence. It assumes
    nothing about the network, and is therefore wide: the estimates are as a rule much nearer than that.
    Hoeffding (1963), *JASA* 58(301); Serfling (1974), *Annals of Statistics* 2(1).
    """
    if size >= n:
        return 0.0
    return math.sqrt((1 - (size - 1) / n) * math.log(2 * n / (1 - confidence)) / (2 * size))
