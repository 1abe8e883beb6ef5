"""How far draws with replacement are off in the mean: a draw lacks units, and what is counted falls with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.projection import Float64

LEAST_SHIFT = 0.005  # relative: a smaller one is no shift of the values, and would be told as 0 %


@dataclass(frozen=True, slots=True)
class Shift:
    """What a draw lacks, on average over the draws: the shares of the different units and of the ties that it holds.

    `values` is Σ of the nodes' mean values in the draws over Σ of the observed ones, less 1: −0.24 is 24 % lower. None
    where it has no meaning: nothing observed above 0, or values below 0.
    """

    units: float
    ties: float
    values: float | None


def shift_of(observed: Float64, values: Float64, units: Float64, ties: Float64) -> Shift:
    """The shift of draws against the observed values (n,).

    `values` (draws, n), NaN where undefined; `units` and `ties` (draws): the shares that each draw holds.
    """
    defined = (~np.isnan(values)).sum(axis=0)
    both = (defined > 0) & ~np.isnan(observed)
    mean = np.nansum(values[:, both], axis=0) / defined[both]
    total = float(observed[both].sum())
    meant = total > 0 and np.isfinite(total) and not (observed[both] < 0).any() and np.isfinite(mean).all()
    return Shift(float(units.mean()), float(ties.mean()), float(mean.sum() / total - 1) if meant else None)


def said_of(shift: Shift, unit: str, measure: str) -> str:
    """The warning of a shift, with its size."""
    ties = f" and {shift.ties:.0%} of the ties" if unit == "activities" else ""
    lacks = f"A draw holds {shift.units:.0%} of the different {unit}{ties}, on average: "
    if shift.values is None:
        what = f"it shifts the values of {measure}, so that their intervals are off. Compare ranks."
    elif abs(shift.values) < LEAST_SHIFT:
        what = f"the values of {measure} are as large as in the network all the same."
    else:
        way = "low" if shift.values < 0 else "high"
        by = f"{abs(shift.values):.0%} {way}er than in the network"
        what = f"the values of {measure} are {by}, and their intervals lie too {way} by it. Compare ranks."
    return f"{lacks}{what}".replace("%", " %")
