"""PageRank: where somebody who follows ties at random, and now and then starts anew anywhere, is to be found."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from graph.analytics.arguments import checked, share
from graph.analytics.executor import Progress
from graph.analytics.gradients import Bools, Left, smaller_side, solved
from graph.analytics.products import Rows, strength_means, strengths, total
from graph.analytics.results import Method, NodeScores, scores
from graph.analytics.running import Run
from graph.analytics.workspace import kept
from graph.projection import Float64, Projection

ALPHA = 0.85  # Brin and Page's
TOLERANCE = 1e-12  # of Σ_v |error|, where the sum of all values is 1


@checked
def pagerank(
    projection: Projection, *, alpha: float = ALPHA, weighted: bool = True, progress: Progress | None = None
) -> NodeScores:
    """PageRank of each node; unit-less, all together 1.

    x_v = (1 − α)/n + α (Σ_{u→v} x_u w_uv/s_u + D/n), s_u the strength of the edges out of u and D the sum of x over the
    nodes with none (dangling), whose mass goes to all nodes evenly. Undirected, each edge leads both ways.
    The sum of all errors is below 1e-12. Raises `InvalidInput` for a strength that is unknown or negative,
    and for an alpha that is not from 0 up to, and without, 1.
    Brin & Page (1998), *Computer Networks and ISDN Systems* 30.
    """
    share("alpha", alpha)
    values = pagerank_values(projection, alpha=alpha, weighted=weighted, progress=progress)
    way = "undirected: each edge leads both ways" if not projection.directed else "directed: along the edges"
    method = Method(
        name="pagerank",
        formula=f"x_v = (1 − α)/n + α (Σ_{{u→v}} x_u w_uv / s_u + D/n), α = {alpha:g}",
        reference="Brin & Page (1998), Computer Networks and ISDN Systems 30(1–7): 107–117",
        definitions={
            "direction": way,
            "normalisation": "all values together are 1",
            "strength": strength_means(projection, weighted=weighted),
            "dangling": "D is the sum over nodes without outgoing strength; it goes to all n nodes evenly",
            "computation": f"iterated until the sum of all errors is below {TOLERANCE:g}",
            **two_mode(projection),
        },
    )
    return scores(projection, values, method=method)


def two_mode(projection: Projection) -> dict[str, str]:
    """The definition that belongs to measures which take a two-mode network as it is; empty for others."""
    if len(projection.modes) < 2:
        return {}
    return {"two-mode": f"on the two-mode network itself: nodes of both kinds ({' and '.join(projection.modes)}) count"}


def pagerank_values(
    projection: Projection,
    *,
    alpha: float = ALPHA,
    weighted: bool = True,
    progress: Progress | None = None,
    threads: int | None = None,
    run: Run | None = None,
) -> Float64:
    """PageRank. Shape (n,). Undirected by conjugate gradients, directed by the power method.

    Both treat all nodes alike, so that equal nodes have equal values; Gauss–Seidel, which is as fast, does not.
    """
    n = projection.n
    weight = strengths(projection, weighted=weighted)
    if n == 0:
        return np.zeros(0)
    out = kept(projection, f"strengths out of nodes, {weighted}", lambda: _out(projection, weight))
    with Rows(projection, weighted=weighted, run=run, threads=threads) as rows:
        if projection.directed:
            with np.errstate(divide="ignore", over="ignore"):
                x = _by_power(rows.product, np.where(out > 0, 1.0 / out, 0.0), alpha, progress)
        else:
            x = _by_gradients(rows, out, smaller_side(projection), alpha, progress)
    return x / total(x)


def _out(projection: Projection, weight: Float64) -> Float64:
    """The strength of the edges out of each node (n); undirected, of all its edges."""
    out = np.bincount(projection.edge_source, weight, minlength=projection.n).astype(np.float64)
    if not projection.directed:
        out += np.bincount(projection.edge_target, weight, minlength=projection.n)
    out.setflags(write=False)
    return out


def _by_power(
    product: Callable[[Float64], Float64], share: Float64, alpha: float, progress: Progress | None
) -> Float64:
    """The power method: each step lessens the sum of errors by α or more, so the last change bounds what is left."""
    n = len(share)
    dangling = np.flatnonzero(share == 0)
    x = np.full(n, 1.0 / n)
    most = _steps(alpha)
    for step in range(1, most + 1):
        image = product(x * share)
        image *= alpha
        image += (1.0 - alpha + alpha * total(x[dangling])) / n
        x -= image
        change = total(np.abs(x, out=x))
        x = image
        if alpha * change <= TOLERANCE * (1 - alpha):
            break
        if progress is not None:
            progress(step, most)
    return x


def _by_gradients(rows: Rows, out: Float64, side: Bools, alpha: float, progress: Progress | None) -> Float64:
    """Conjugate gradients for (S − αW) y = (1 − α)/n, where S has the strengths of the nodes and x = S y.

    Nodes without ties only need the constant. Dangling mass spread evenly is the same as none spread and the solution
    scaled to the sum 1 (Del Corso, Gullí & Romani 2005). It begins with a mixture of the constant and the strengths,
    which is near, and such that the residual sums to 0 and stays so: the slowest part of the error, along the
    strengths, is gone before the first step.
    """
    n = len(out)
    tied = out > 0
    x = np.full(n, (1.0 - alpha) / n)
    if not tied.any() or alpha == 0:
        return x
    scale = float(out.max())
    with np.errstate(under="ignore"):
        diagonal = np.where(tied, out, scale)  # of a node alone any will do: nothing comes of it
    inside, outside = float(np.count_nonzero(tied & side)), float(np.count_nonzero(tied & ~side))
    ways = alpha if side.all() else alpha * alpha  # what comes back to the side from itself
    whole = (inside + alpha * outside) * x[0] / (1 - ways)
    start = x / diagonal + np.where(tied, (whole - inside * x[0]) / total(out[side]), 0.0)
    bound, most = TOLERANCE * (1 - alpha), _steps(alpha)
    best, since = math.inf, 0

    def enough(left: Left) -> bool:
        nonlocal best, since
        since = 0 if left.total < best else since + 1
        best = min(best, left.total)
        return left.total <= bound * held or since > 20  # rounding allows no better

    def told(step: int, _: Left) -> None:
        if progress is not None:
            progress(step, most)

    held = (inside + outside) / n + (n - inside - outside) * x[0]  # what all values sum to, before they are scaled
    y, _ = solved(
        rows,
        diagonal=diagonal,
        alpha=alpha,
        right=float(x[0]),
        start=start,
        side=side,
        most=most,
        enough=enough,
        told=told,
    )
    return np.where(tied, y * out, x)


def _steps(alpha: float) -> int:
    """Steps after which the power method is there, whatever the network."""
    return 2 if alpha == 0 else 10 + math.ceil(math.log(TOLERANCE * (1 - alpha) / 2) / math.log(alpha))
