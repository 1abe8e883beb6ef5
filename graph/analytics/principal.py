"""The principal eigenvector of a matrix without negative entries, and its eigenvalue.

Symmetric: locally optimal conjugate gradients (Knyazev 2001, *SIAM J. Sci. Comput.* 23(2)), in all connected parts at
once. Otherwise: Arnoldi's method with restarts (Saad 1980, *Linear Algebra and its Applications* 34). Both start from
the vector of ones, so a node's name has no part in the answer, and where several vectors belong to the largest
eigenvalue the answer is the projection of the vector of ones on them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.executor import Progress
from graph.analytics.kernels import principal as steps
from graph.analytics.products import Rows, total
from graph.analytics.running import Kernel, Values
from graph.projection import Float64

Product: TypeAlias = Callable[[Float64], Float64]
Multiply: TypeAlias = Callable[[Values, Values], None]

SHARP = 2e-14  # ‖Ax − λx‖/λ that is aimed at: some units of rounding
GOOD = 1e-12  # … with which it ends when it has become no better for a while
ENOUGH = 1e-11  # … that is accepted where it becomes no better at all; beyond, the vector counts as not found
PATIENCE = 40  # iterations without a better residual after which no better one will come
MOST_ITERATIONS = 20_000
TIED = 1e-10  # relative difference of eigenvalues below which two parts count as equal
NOISE = 1e-10  # of a length: what is left of it after taking a part away, and is no more than rounding
STEADY = 1e-13  # relative change of every value at which the last steps end
LAST_STEPS = 60
BASIS, LARGE_BASIS, LARGE = 30, 14, 200_000  # vectors kept by Arnoldi; fewer from this number of nodes on


@dataclass(frozen=True, slots=True)
class Principal:
    """`value` ≥ 0 and the `vector` (n,) of Euclidean length 1 with no negative entry; `residual` = ‖Ax − λx‖/λ.

    `parts` is the number of connected parts that share the largest eigenvalue, where that is known, else 1; `left` of
    those that share it too, but lead to one of the others, so that the vector is 0 there.
    """

    value: float
    vector: Float64
    residual: float
    iterations: int
    parts: int = 1
    left: int = 0

    @property
    def found(self) -> bool:
        """Whether the vector is one, and not a run that did not end."""
        return self.residual <= ENOUGH


def symmetric(
    rows: Rows,
    multiply: Multiply,
    label: npt.NDArray[np.int64],
    bound: Float64,
    *,
    value_only: bool = False,
    progress: Progress | None = None,
) -> Principal:
    """Of a symmetric matrix A whose connected parts are numbered by `label` (n); `multiply(x, out)` writes A x.

    `bound` (n) are the row sums: no eigenvalue of a part is larger than its largest, nor smaller than their mean.
    `value_only`: it ends when the eigenvalue is exact to `GOOD`, relative, and small values of the vector are not.
    """
    present = np.bincount(label) > 0
    group = (np.cumsum(present) - 1)[label]
    most = np.zeros(int(present.sum()))
    np.maximum.at(most, group, bound)
    sizes = np.bincount(group)
    least = np.bincount(group, bound) / sizes
    open_ = most >= least.max() * (1 - TIED)  # the others cannot hold the largest eigenvalue
    kept = open_[group]
    group = np.where(kept, np.cumsum(open_)[group] - 1, 0)  # the values of those outside are 0 and stay it
    count = int(open_.sum())
    if count == 1:
        return _of_one_part(rows, multiply, np.where(kept, bound, 0.0), value_only=value_only, progress=progress)

    def product(x: Float64) -> Float64:
        out = rows.vector(np.zeros(rows.n))
        multiply(rows.vector(x), out)
        return np.asarray(out, dtype=np.float64)

    def inner(a: Float64, b: Float64) -> Float64:
        return np.asarray(np.bincount(group, a * b, minlength=count), dtype=np.float64)

    def each(values: Float64) -> Float64:
        return np.asarray(values[group])

    start = kept.astype(np.float64)
    x = start / each(np.sqrt(inner(start, start)))
    ax = product(x)
    p, ap = np.zeros_like(x), np.zeros_like(x)
    best, since, residual, values = np.inf, 0, np.inf, np.zeros(count)
    found = x
    iteration = 0
    for iteration in range(1, MOST_ITERATIONS + 1):
        values = inner(x, ax)
        w = ax - each(values) * x
        length = np.sqrt(inner(w, w))
        top = values.max()
        rivals = values + length >= top * (1 - TIED)
        residual = float((length[rivals] / top).max())
        if residual < 0.9 * best:
            since = 0
        if residual < best:
            best, found = residual, x
        since += 1
        if residual <= SHARP or (since > PATIENCE and best <= GOOD) or since > 100 * PATIENCE:
            break
        if progress is not None:
            progress(_share(best), 100)
        for other in (x, p):
            w = w - each(inner(w, other)) * other
        w = w * each(_inverse(np.sqrt(inner(w, w)), length))
        w = w - each(inner(w, x)) * x
        aw = product(w)
        small = np.zeros((count, 3, 3))
        basis = ((x, ax), (w, aw), (p, ap))
        for i, (_, image) in enumerate(basis):
            for j, (vector, _) in enumerate(basis[: i + 1]):
                small[:, i, j] = small[:, j, i] = inner(vector, image)
        along = np.linalg.eigh(small)[1][:, :, 2]
        along = along * np.where(along[:, :1] < 0, -1.0, 1.0)
        p, ap = each(along[:, 1]) * w + each(along[:, 2]) * p, each(along[:, 1]) * aw + each(along[:, 2]) * ap
        x, ax = each(along[:, 0]) * x + p, each(along[:, 0]) * ax + ap
        scale = _inverse(np.sqrt(inner(x, x)), 0.0)
        x, ax = each(scale) * x, each(scale) * ax
        if iteration % 16 == 0:
            ax = product(x)  # what combinations of products lose in rounding is made good
        back, length = inner(p, x), np.sqrt(inner(p, p))
        p, ap = p - each(back) * x, ap - each(back) * ax
        scale = _inverse(np.sqrt(inner(p, p)), length)
        p, ap = each(scale) * p, each(scale) * ap
    x = np.abs(found)
    values = inner(x, product(x)) if best != residual else values
    winners = values >= values.max() * (1 - TIED)
    x = np.where(kept, x * each(np.where(winners, inner(x, start), 0.0)), 0.0)
    return _polished(product, float(values.max()), x, best, iteration, int(winners.sum()))


def _of_one_part(
    rows: Rows, multiply: Multiply, start: Float64, *, value_only: bool, progress: Progress | None
) -> Principal:
    """The same where one part alone can hold the largest eigenvalue: `start` is 0 outside it."""
    all_ = rows.lines(np.arange(rows.n))
    x, found = rows.vector(start / np.sqrt(total(start * start))), rows.vector(np.zeros(0))
    ax, p, ap, w, aw = (rows.vector(np.zeros(rows.n)) for _ in range(5))

    def sums(kernel: Kernel, *rest: Values) -> list[float]:
        return [sum(shares) for shares in zip(*rows.along(kernel, all_, *rest), strict=True)]

    multiply(x, ax)
    _, value, _ = sums(steps.remains, 1.0, 0.0, 0.0, 0.0, x, ax, p, ap, w)
    ww, wx, wp = sums(steps.remains, 1.0, 0.0, 0.0, value, x, ax, p, ap, w)
    best, since, iteration = np.inf, 0, 0
    for iteration in range(1, MOST_ITERATIONS + 1):
        residual = math.sqrt(ww) / value
        since = 0 if residual < 0.9 * best else since + 1
        if residual < best:
            best = residual
            if best <= ENOUGH:
                found = rows.vector(np.asarray(x))
        if residual <= (GOOD if value_only else SHARP):
            break
        if (since > PATIENCE and best <= GOOD) or since > 100 * PATIENCE:
            break
        if progress is not None:
            progress(_share(best), 100)
        before = ww
        ww, off = sums(steps.without, wx, wp, x, p, w)  # `off`: what rounding left of x in w
        scale = 1.0 / math.sqrt(ww) if ww > NOISE**2 * before else 0.0
        multiply(w, aw)
        xx, wx, ww, px, pw, pp = sums(steps.products, x, ax, w, aw, p, ap)
        ww = scale * scale * (ww - 2.0 * off * wx + off * off * xx)
        wx, pw = scale * (wx - off * xx), scale * (pw - off * px)
        top, along = np.linalg.eigh(np.array([[xx, wx, px], [wx, ww, pw], [px, pw, pp]]))
        of_x, of_w, of_p = (along[:, 2] * (-1.0 if along[0, 2] < 0 else 1.0)).tolist()
        of_w *= scale
        xx, px, pp = sums(steps.combined, of_x, -of_w * off, of_w, of_p, x, ax, w, aw, p, ap)
        scale = 1.0 / math.sqrt(xx)
        px *= scale
        left = pp - px * px
        p_scale = 1.0 / math.sqrt(left) if left > NOISE * pp and left > 1e-300 else 0.0
        value = float(top[2]) * scale * scale
        ww, wx, wp = sums(steps.remains, scale, px, p_scale, value, x, ax, p, ap, w)
        if iteration % 16 == 0:
            multiply(x, ax)  # what combinations of products lose in rounding is made good
            ww, wx, wp = sums(steps.remains, 1.0, 0.0, 1.0, value, x, ax, p, ap, w)
    value += wx  # Σ x (ax − value · x): the quotient to the last digit
    x = rows.vector(np.abs(np.asarray(found if best <= ENOUGH else x)))
    if value_only or best > ENOUGH:
        return Principal(value, np.asarray(x, dtype=np.float64), best, iteration)
    for _ in range(LAST_STEPS):
        multiply(x, ax)
        changes = rows.along(steps.compared, all_, value, x, ax)
        x, ax = ax, x
        iteration += 1
        if max(change for change, _, _ in changes) <= STEADY:
            break
    best = max(best, math.sqrt(sum(gap for _, gap, _ in changes) / sum(length for _, _, length in changes)))
    vector = np.asarray(x, dtype=np.float64)
    return Principal(value, vector / np.sqrt(total(vector * vector)), best, iteration)


def general(product: Product, n: int, *, value_only: bool = False, progress: Progress | None = None) -> Principal:
    """Of any matrix without negative entries that has a cycle: its largest eigenvalue is real and positive.

    `value_only`: without the last steps, which make small values of the vector exact.
    """
    most = min(n, BASIS if n < LARGE else LARGE_BASIS)
    x = np.full(n, 1.0 / np.sqrt(n))
    basis = np.empty((most + 1, n))
    best, since, products = np.inf, 0, 0
    found, value = x, 0.0
    while products < MOST_ITERATIONS:
        small = np.zeros((most + 1, most))
        basis[0] = x
        size = most
        for j in range(most):
            w = product(basis[j])
            products += 1
            scale = np.sqrt(total(w * w))
            for _ in range(2):  # twice is enough: Giraud, Langou & Rozložník (2005)
                along = np.einsum("ij,j->i", basis[: j + 1], w)
                w -= np.einsum("i,ij->j", along, basis[: j + 1])
                small[: j + 1, j] += along
            small[j + 1, j] = np.sqrt(total(w * w))
            if small[j + 1, j] <= 1e-14 * scale:
                size = j + 1
                break
            basis[j + 1] = w / small[j + 1, j]
        eigenvalues, vectors = np.linalg.eig(small[:size, :size])
        top = int(np.argmax(eigenvalues.real))
        value = float(eigenvalues[top].real)
        x = np.einsum("i,ij->j", np.real(vectors[:, top]), basis[:size])
        x = np.abs(x) / np.sqrt(total(x * x))
        image = product(x)
        value = total(x * image)
        residual = float(np.sqrt(total((image - value * x) ** 2))) / value if value > 0 else np.inf
        if residual < 0.9 * best:
            since = 0
        if residual < best:
            best, found = residual, x
        since += 1
        if residual <= SHARP or (since > 3 and best <= GOOD) or since > PATIENCE:
            break
        if progress is not None:
            progress(_share(best), 100)
    value = total(found * product(found))
    if value_only:
        return Principal(value, found, best, products)
    return _polished(product, value, found, best, products, 1)


def _polished(product: Product, value: float, x: Float64, residual: float, iterations: int, parts: int) -> Principal:
    """Last steps x ← Ax/λ: they only add what is positive, so that small values become as exact as large ones.

    The methods above are exact to 1e-14 of the largest value, which is nothing to go by for a node far from it.
    """
    if value > 0 and residual <= ENOUGH:
        for _ in range(LAST_STEPS):
            with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
                image = product(x) / value
                change = np.abs(image - x) / image
            x = image
            iterations += 1
            if not (change > STEADY).any():
                break
        # strengths that range too far leave nothing, or more than a double holds: then no vector was found
        with np.errstate(over="ignore", invalid="ignore"):
            length, gap = total(x * x), total((product(x) / value - x) ** 2)
        residual = max(residual, math.sqrt(gap / length)) if length > 0 and math.isfinite(gap + length) else np.inf
    length = np.sqrt(total(x * x)) if residual < np.inf else 0.0
    return Principal(value, x / length if length > 0 else x, residual, iterations, parts)


def _inverse(lengths: Float64, before: Float64 | float) -> Float64:
    """1/length, and 0 where nothing but rounding is left of the length there was before: there is no such direction."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.where((lengths > 1e-300) & (lengths > NOISE * before), 1.0 / lengths, 0.0))


def _share(residual: float) -> int:
    """How far a residual has come from 1 to `SHARP`, in hundredths on the scale of its digits."""
    if not 0 < residual < 1:
        return 0
    return int(min(99.0, 100 * np.log(residual) / np.log(SHARP)))
