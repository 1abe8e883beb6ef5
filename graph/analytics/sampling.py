"""Sampled sources: which are drawn, and how far an average over them can be from the one over all nodes."""

from __future__ import annotations

import math
from dataclasses import dataclass

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


def standard_error(variance: npt.NDArray[np.float64], n: int, size: int) -> npt.NDArray[np.float64]:
    """Standard error of each average (n,) over `size` of n sources, drawn without replacement.

    √((1 − r/n) · s²/r), s² the variance in the sample: the factor is the finite population correction. NaN where all
    sources drawn gave the same: the sample then shows no spread to judge by. Cochran (1977), *Sampling Techniques*,
    3rd ed., ch. 2.
    """
    known = np.where(variance > 0, variance, np.nan)
    return np.asarray(np.sqrt((1 - size / n) * known / size))


@dataclass(slots=True)
class Moments:
    """Mean and sum of squared differences from it, number by number (n,), without a difference of large sums.

    Welford (1962), *Technometrics* 4(3); joined as by Chan, Golub & LeVeque (1983), *The American Statistician* 37(3).
    """

    count: int
    mean: npt.NDArray[np.float64]
    squares: npt.NDArray[np.float64]

    @classmethod
    def none(cls, n: int) -> Moments:
        """Of no observation."""
        return cls(0, np.zeros(n), np.zeros(n))

    def take(self, values: npt.NDArray[np.float64]) -> None:
        """One observation of each number (n,)."""
        self.count += 1
        with np.errstate(invalid="ignore", over="ignore"):  # a count of paths may have left the range of a double
            off = values - self.mean
            self.mean += off / self.count
            off *= off
            off *= (self.count - 1) / self.count  # (x − mean before) · (x − mean after)
            self.squares += off

    def join(self, others: Moments) -> None:
        """The observations of another."""
        count = self.count + others.count
        if not count:
            return
        with np.errstate(invalid="ignore", over="ignore"):
            off = others.mean - self.mean
            self.squares += others.squares + off * off * (self.count * others.count / count)
            self.mean += off * (others.count / count)
        self.count = count

    def variance(self) -> npt.NDArray[np.float64]:
        """s² of each number (n,); NaN for fewer than two observations."""
        if self.count < 2:
            return np.full(len(self.mean), np.nan)
        return self.squares / (self.count - 1)
