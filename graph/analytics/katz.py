"""Katz centrality: how many walks lead to a node, the longer the less each counts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.analytics.eigenvector import eigenvector_values
from graph.analytics.executor import Progress
from graph.analytics.pagerank import two_mode
from graph.analytics.products import Rows, strength_means, strengths, total
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run
from graph.errors import InvalidInput
from graph.projection import Float64, Projection

SHARE = 0.85  # of 1/λ, where nobody names an alpha: long walks count, and the series still converges fast
MOST_SHARE = 0.999  # of 1/λ: nearer, it is eigenvector centrality, and takes thousands of steps to say so
ROUNDING = 1e-12  # relative: what an eigenvalue may be off
TOLERANCE = 1e-14  # relative, of the residual


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


@dataclass(frozen=True, slots=True)
class Katz:
    """Values (n,) of length 1, the alpha they were made with, and the largest eigenvalue (0 where no cycle makes one).

    `iterations` are products with the matrix after λ was known.
    """

    values: Float64
    alpha: float
    eigenvalue: float
    iterations: int


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
    """Solves (I − αAᵀ) x = β: undirected by conjugate gradients, directed by summing the walks length by length."""
    if not 0 < beta < math.inf:
        raise InvalidInput(f"beta is {beta:g}.", next_step="Use a number above 0, for example 1.", field="beta")
    if alpha is not None and not 0 <= alpha < math.inf:
        raise InvalidInput(f"alpha is {alpha:g}.", next_step="Use a number from 0 up, or none.", field="alpha")
    n = projection.n
    weight = strengths(projection, weighted=weighted)
    if n == 0:
        return Katz(np.zeros(0), alpha or 0.0, 0.0, 0)
    principal = eigenvector_values(projection, weighted=weighted, progress=progress, threads=threads, run=run)
    eigenvalue = principal.value
    if eigenvalue > 0 and alpha is not None and alpha > MOST_SHARE / eigenvalue * (1 + ROUNDING):
        most = MOST_SHARE / eigenvalue
        scale = 10.0 ** (5 - math.floor(math.log10(most)))
        most = math.floor(most * scale * (1 + ROUNDING)) / scale  # six digits, never above the bound
        raise InvalidInput(
            f"alpha is {alpha:g}; in this network the sum over walks has an end only below 1/λ = {1 / eigenvalue:.6g}.",
            next_step=f"Use at most {most:g}, or leave alpha out: it is then {SHARE:g}/λ = {SHARE / eigenvalue:.6g}.",
            field="alpha",
        )
    if alpha is None:
        into = np.bincount(projection.edge_target, weight, minlength=n) if projection.m else np.zeros(n)
        alpha = SHARE / (eigenvalue or float(into.max()) or 1.0)
    with Rows(projection, weighted=weighted, run=run, threads=threads) as rows:
        solve = _by_walks if projection.directed else _by_gradients
        x, iterations = solve(rows.product, n, alpha, progress)
    with np.errstate(over="ignore"):
        x = x / x.max()
    return Katz(x / np.sqrt(total(x * x)), alpha, eigenvalue, iterations)


def _by_walks(
    product: Callable[[Float64], Float64], n: int, alpha: float, progress: Progress | None
) -> tuple[Float64, int]:
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
    product: Callable[[Float64], Float64], n: int, alpha: float, progress: Progress | None
) -> tuple[Float64, int]:
    """Conjugate gradients: I − αA is symmetric and, with α below 1/λ, positive definite."""
    x = np.ones(n)
    r = alpha * product(x)
    p = r.copy()
    length = total(r * r)
    best, since, step = math.inf, 0, 0
    while length > 0:
        step += 1
        image = p - alpha * product(p)
        along = length / total(p * image)
        x += along * p
        r -= along * image
        before, length = length, total(r * r)
        left = math.sqrt(length / total(x * x))
        since = 0 if left < 0.9 * best else since + 1
        best = min(best, left)
        if left <= TOLERANCE / 10 or since > 100:
            break
        p = r + length / before * p
        if progress is not None:
            progress(int(min(99, 100 * math.log(min(left, 1.0)) / math.log(TOLERANCE / 10))), 100)
    return x, step
