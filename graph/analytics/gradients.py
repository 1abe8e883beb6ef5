"""Conjugate gradients for the systems behind PageRank and Katz centrality of undirected networks.

Hestenes & Stiefel (1952), *Journal of Research of the National Bureau of Standards* 49(6). Where the network has two
sides, ties between them only, those on one side follow from those on the other, and are put in their place: the system
of the smaller side alone needs half as many steps (Reid 1972, *SIAM Journal on Numerical Analysis* 9(2)).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.gradients import apply, descend, pull_scaled, turn
from graph.analytics.products import Rows
from graph.projection import Float64, Projection

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left after a step: the residual's sum of sizes, and the largest of them."""

    total: float
    largest: float


def smaller_side(projection: Projection) -> Bools:
    """The nodes (n) to solve for: of a two-mode network the side with fewer, else all."""
    every = np.ones(projection.n, dtype=np.bool_)
    if len(projection.modes) < 2:
        return every
    actors = projection.actors
    if (actors[projection.edge_source] == actors[projection.edge_target]).any():
        return every
    return actors if 2 * int(actors.sum()) <= projection.n else ~actors


def solved(
    rows: Rows,
    *,
    diagonal: Float64,
    alpha: float,
    right: float,
    start: Float64,
    side: Bools,
    most: int,
    enough: Callable[[Left], bool],
    told: Callable[[int, Left], None],
) -> tuple[Float64, int]:
    """y (n) with (D − αW) y = b, and how many steps it took. D > 0 diagonal, b the same everywhere.

    `start` is where to begin; only `side` of it is looked at. Ends when `enough` says so of the residual b − (D − αW)y,
    after `most` steps, or when the residual has become 0.
    """
    n, one, other = rows.n, rows.lines(np.flatnonzero(side)), rows.lines(np.flatnonzero(~side))
    share = 1.0 / diagonal
    halves = not side.all()
    scale, d = rows.run.given(share), rows.run.given(diagonal)
    nothing, even = rows.run.given(np.zeros(n)), rows.run.given(np.full(n, right))
    y, p, q, t = (rows.vector(np.zeros(n)) for _ in range(4))
    if halves:
        y = rows.vector(np.where(side, start, 0.0))
        rows.over(pull_scaled, other, scale, even, alpha, y, t)  # the other side as it follows from this one
    else:
        y = t = rows.vector(start)
    rows.over(apply, one, d, alpha, y, t, q)
    r = rows.vector(np.where(side, right - np.asarray(q), 0.0))
    begin = rows.along(descend, one, 0.0, scale, y, r, p, q)
    t = rows.vector(np.zeros(n)) if halves else p
    length, left, ratio, step = sum(part[0] for part in begin), _left(begin), 0.0, 0
    while step < most and length > 0 and not enough(left):
        step += 1
        rows.along(turn, one, ratio, scale, r, p)
        if halves:
            rows.over(pull_scaled, other, scale, nothing, alpha, p, t)
        along = sum(rows.over(apply, one, d, alpha, p, t, q))
        found = rows.along(descend, one, length / along, scale, y, r, p, q)
        before, length, left = length, sum(part[0] for part in found), _left(found)
        ratio = length / before
        told(step, left)
    if halves:
        rows.over(pull_scaled, other, scale, even, alpha, y, y)
    return np.asarray(y, dtype=np.float64), step


def _left(found: list[tuple[float, float, float]]) -> Left:
    return Left(sum(part[1] for part in found), max((part[2] for part in found), default=0.0))
