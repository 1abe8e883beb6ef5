"""Katz centrality: how many walks lead to a node, the longer the less each counts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.eigenvector import eigenvector_values
from graph.analytics.executor import Progress
from graph.analytics.gradients import Bools, Left, smaller_side, solved
from graph.analytics.pagerank import two_mode
from graph.analytics.principal import Product
from graph.analytics.products import Rows, strength_means, strengths, total
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run
from graph.errors import InvalidInput
from graph.projection import Float64, Projection
from graph.wording import bound

SHARE = 0.85  # of 1/λ, where nobody names an alpha: long walks count, and the series still converges fast
MOST_SHARE = 0.999  # of 1/λ: nearer, it is eigenvector centrality, and takes thousands of steps to say so
ROUNDING = 1e-12  # relative: what an eigenvalue may be off
TOLERANCE = 1e-14  # of the residual, where the right-hand side is 1
MOST = 2_000  # steps of a solver; more than any alpha that is allowed needs
RESTARTS = 5


@checked
def katz(
    projection: Projection,
    *,
    alpha: float | None = None,
    beta: float = 1.0,
    weighted: bool = True,
    progress: Progress | None = None,
) -> NodeScores:
    """Katz centrality of each node: x_v = α Σ_{u→v} w_uv x_u + β, scaled to Euclidean length 1; unit-less.

    Directed: over the edges into v. `alpha` must be below 1/λ, λ the largest eigenvalue (`InvalidInput` names the
    largest allowed, 0.999/λ); by default it is 0.85/λ. Where no cycle makes a λ any alpha will do, and the default is
    0.85 over the largest strength into a node. `beta` is a constant for all nodes and falls out of the scaled values;
    it must be above 0. Raises `InvalidInput` for a strength that is unknown or negative.
    Katz (1953), *Psychometrika* 18(1).
    """
    found = katz_values(projection, alpha=alpha, beta=beta, weighted=weighted, progress=progress)
    chosen = "given" if alpha is not None else f"chosen here as {SHARE:g}/λ"
    if alpha is None and not found.eigenvalue:
        chosen = "chosen here as 0.85 over the largest strength into a node, since λ = 0"
    method = Method(
        name="katz",
        formula=f"x_v = α Σ_{{u→v}} w_uv x_u + β, α = {found.alpha:.6g}, β = {beta:g}",
        reference="Katz (1953), Psychometrika 18(1): 39–43",
        definitions={
            "direction": "directed: walks that end at the node" if projection.directed else "undirected",
            "normalisation": "Euclidean length 1: Σ x² = 1",
            "strength": strength_means(projection, weighted=weighted),
            "alpha": f"{found.alpha:.12g}, {chosen}; the largest eigenvalue λ is {found.eigenvalue:.12g}",
            "computation": f"solved until the residual is below {TOLERANCE:g}, relative",
            **two_mode(projection),
        },
    )
    summary = {"alpha": found.alpha, "eigenvalue": found.eigenvalue}
    return scores(projection, found.values, method=method, summary=summary)


@dataclass(frozen=True)
class Katz:
    """Values (n,) of length 1, the alpha they were made with, and how many products with the matrix that took."""

    values: Float64
    alpha: float
    iterations: int
    find: Callable[[], float] = field(repr=False, compare=False)

    @cached_property
    def eigenvalue(self) -> float:
        """The largest eigenvalue, 0 where no cycle makes one. Found when asked for where the values did not need it."""
        return self.find()


def katz_values(
    projection: Projection,
    *,
    alpha: float | None = None,
    beta: float = 1.0,
    weighted: bool = True,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Katz:
    """Solves (I − αAᵀ) x = β: by conjugate gradients, directed by biconjugate ones, without a cycle by the walks.

    An alpha below 0.999 over the largest sum of strengths into a node, or out of one, is sure to be below 0.999/λ.
    """
    if not 0 < beta < math.inf:
        raise InvalidInput(f"beta is {bound(beta)}.", next_step="Use a number above 0, for example 1.", field="beta")
    if alpha is not None and not 0 <= alpha < math.inf:
        raise InvalidInput(f"alpha is {bound(alpha)}.", next_step="Use a number from 0 up, or none.", field="alpha")
    n = projection.n
    weight = strengths(projection, weighted=weighted)
    if n == 0:
        return Katz(np.zeros(0), alpha or 0.0, 0, lambda: 0.0)

    def find() -> float:
        return eigenvector_values(
            projection, weighted=weighted, value_only=True, progress=progress, threads=threads, run=run
        ).value

    into = np.bincount(projection.edge_target, weight, minlength=n).astype(np.float64)
    out = np.bincount(projection.edge_source, weight, minlength=n).astype(np.float64)
    if not projection.directed:
        into = out = into + out
    known: float | None = None
    if alpha is None or not alpha * min(float(into.max()), float(out.max())) <= MOST_SHARE:
        known = find()
    alpha = _allowed(alpha, known, float(into.max()))
    start = 1.0 + alpha * into  # the walks of no step and of one
    with Rows(projection, weighted=weighted, run=run, threads=threads) as rows:
        if not projection.directed:
            x, iterations = _by_gradients(rows, smaller_side(projection), start, alpha, progress)
        elif known == 0:
            x, iterations = _by_walks(rows.product, n, alpha, progress)
        else:
            x, iterations = _by_bi_gradients(rows.product, start, alpha, progress)
    with np.errstate(over="ignore"):
        x = x / x.max()
    return Katz(x / np.sqrt(total(x * x)), alpha, iterations, find if known is None else lambda: known)


def _allowed(alpha: float | None, eigenvalue: float | None, most_into: float) -> float:
    """The alpha to use. Raises `InvalidInput` for one that is too near 1/λ, or beyond."""
    if eigenvalue and alpha is not None and alpha > MOST_SHARE / eigenvalue * (1 + ROUNDING):
        most = MOST_SHARE / eigenvalue
        scale = 10.0 ** (5 - math.floor(math.log10(most)))
        most = math.floor(most * scale * (1 + ROUNDING)) / scale  # six digits, never above the bound
        raise InvalidInput(
            f"alpha is {bound(alpha)}; in this network the sum over walks has an end only below 1/λ = "
            f"{1 / eigenvalue:.6g}.",
            next_step=f"Use at most {most:g}, or leave alpha out: it is then {SHARE:g}/λ = {SHARE / eigenvalue:.6g}.",
            field="alpha",
        )
    return alpha if alpha is not None else SHARE / (eigenvalue or most_into or 1.0)


def _by_walks(product: Product, n: int, alpha: float, progress: Progress | None) -> tuple[Float64, int]:
    """x = Σ_k α^k (Aᵀ)^k 1, added up until a term no longer changes any value: all terms are positive, none cancels.

    Without a cycle it ends exactly, after the longest path; with one the terms shrink by αλ ≤ 0.999 a step.
    """
    x = term = np.ones(n)
    step = 0
    while True:
        step += 1
        term = alpha * product(term)
        x = x + term
        left = float((term / x).max())
        if left == 0 or (left <= TOLERANCE / 100 and step > 3):
            return x, step
        if progress is not None and step % 8 == 0:
            progress(int(min(99, 100 * math.log(min(left, 1.0)) / math.log(TOLERANCE / 100))), 100)


def _by_gradients(
    rows: Rows, side: Bools, start: Float64, alpha: float, progress: Progress | None
) -> tuple[Float64, int]:
    """Conjugate gradients: I − αA is symmetric and, with α below 1/λ, positive definite.

    (I − αA)⁻¹ has no negative entry, and x is its product with 1; so no value is further off, relative to itself, than
    the largest residual.
    """
    best, since = math.inf, 0

    def enough(left: Left) -> bool:
        nonlocal best, since
        since = 0 if left.largest < 0.9 * best else since + 1
        best = min(best, left.largest)
        return left.largest <= TOLERANCE / 10 or since > 100

    def told(_: int, left: Left) -> None:
        if progress is not None:
            progress(_share(left.largest), 100)

    return solved(
        rows,
        diagonal=np.ones(rows.n),
        alpha=alpha,
        right=1.0,
        start=start,
        side=side,
        most=MOST,
        enough=enough,
        told=told,
    )


def _by_bi_gradients(product: Product, start: Float64, alpha: float, progress: Progress | None) -> tuple[Float64, int]:
    """Stabilised biconjugate gradients: van der Vorst (1992), *SIAM J. Sci. Stat. Comput.* 13(2).

    The bound is that of `_by_gradients`, and the residual is taken anew at the end, so that it is one. Where the method
    comes to a halt before it holds, it starts again from what it has, and at last the walks are summed: these are sure.
    """
    n = len(start)
    x, products, best = start, 0, math.inf
    for _ in range(RESTARTS):
        r = 1.0 - (x - alpha * product(x))
        products += 1
        left = float(np.abs(r).max())
        if left <= TOLERANCE or (left > best / 2 and left <= TOLERANCE * float(x.max())):  # rounding allows no better
            return x, products
        best = left
        shadow, p, v = r.copy(), np.zeros(n), np.zeros(n)
        rho = step = omega = 1.0
        for _ in range(MOST):
            before, rho = rho, total(shadow * r)
            if rho == 0 or omega == 0:
                break
            p = r + (rho / before) * (step / omega) * (p - omega * v)
            v = p - alpha * product(p)
            across = total(shadow * v)
            if across == 0:
                break
            step = rho / across
            s = r - step * v
            t = s - alpha * product(s)
            products += 2
            length = total(t * t)
            omega = total(t * s) / length if length > 0 else 0.0
            x = x + step * p + omega * s
            r = s - omega * t
            left = float(np.abs(r).max())
            if not math.isfinite(left) or left <= TOLERANCE / 10:
                break
            if progress is not None:
                progress(_share(left), 100)
        if not np.isfinite(x).all():
            break
    x, steps = _by_walks(product, n, alpha, progress)
    return x, products + steps


def _share(left: float) -> int:
    """How far a residual has come from 1 to the tolerance, in hundredths on the scale of its digits."""
    if not left > 0:
        return 99
    return int(max(0, min(99, 100 * math.log(min(left, 1.0)) / math.log(TOLERANCE / 10))))
