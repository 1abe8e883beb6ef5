"""A measure on many networks drawn from one: its values and ranks in each draw, and what each draw holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from graph.analytics.executor import Progress
from graph.analytics.results import NodeScores, significant
from graph.analytics.running import REPEATS
from graph.projection import Float64, Int32, Int64, Projection

Scorer: TypeAlias = Callable[[Projection], NodeScores]


@dataclass(frozen=True, slots=True)
class Draws:
    """Values (draws, nodes), NaN where undefined, and ranks (draws, nodes), 0 where undefined; different units and ties
    of each draw (draws)."""

    values: Float64
    ranks: Int32
    different: Int64
    ties: Int64


def rank_draws(
    resampled: Callable[[Int64], Projection],
    *,
    measure: Scorer,
    units: int,
    n: int,
    draws: int,
    seed: int,
    progress: Progress | None = None,
) -> Draws:
    """The measure on `draws` networks: `resampled` makes one of how often each unit was drawn (units).

    The first n nodes of such a network are ranked among each other. Nothing is drawn where there is no unit.
    """
    random = np.random.default_rng(seed)
    drawn = draws if units else 0
    values, ranks = np.full((drawn, n), np.nan), np.zeros((drawn, n), dtype=np.int32)
    different, ties = np.zeros(drawn, dtype=np.int64), np.zeros(drawn, dtype=np.int64)
    token = REPEATS.set(max(drawn, 1))
    try:
        for draw in range(drawn):
            multiplicity = np.bincount(random.integers(0, units, size=units), minlength=units)
            network = resampled(multiplicity)
            different[draw], ties[draw] = np.count_nonzero(multiplicity), network.m
            values[draw] = measure(network).array[:n]
            ranks[draw] = competition_ranks(values[draw])
            if progress is not None:
                progress(draw + 1, drawn)
    finally:
        REPEATS.reset(token)
    return Draws(values, ranks, different, ties)


def competition_ranks(values: Float64) -> Int32:
    """Rank of each value (n,), 1 the largest, equal ones (to 12 significant digits) alike; 0 where undefined."""
    keys = significant(values)
    defined = np.sort(keys[~np.isnan(keys)])
    larger = len(defined) - np.searchsorted(defined, keys, side="right")
    return np.where(np.isnan(keys), 0, larger + 1).astype(np.int32)
