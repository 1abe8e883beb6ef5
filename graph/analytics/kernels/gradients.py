"""Steps of conjugate gradients for (D − αW) y = b, D a diagonal and W the strengths between nodes.

Each goes over some rows of the network, numbered by `rows` from `first` to before `last`, and returns its share of the
sums, so that parts can be done by several threads and be added in order. `weight` stands per place in `indices`; empty,
each place counts 1.
"""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def pull_scaled(
    indptr: Ints,
    indices: Ints,
    weight: Floats,
    rows: Ints,
    first: int,
    last: int,
    scale: Floats,
    added: Floats,
    alpha: float,
    x: Floats,
    out: Floats,
) -> float:
    """out = scale · (added + α W x) in the rows. Returns 0."""
    for i in range(first, last):
        v = rows[i]
        total = 0.0
        if len(weight) > 0:
            for p in range(indptr[v], indptr[v + 1]):
                total += weight[p] * x[indices[p]]
        else:
            for p in range(indptr[v], indptr[v + 1]):
                total += x[indices[p]]
        out[v] = scale[v] * (added[v] + alpha * total)
    return 0.0


def apply(
    indptr: Ints,
    indices: Ints,
    weight: Floats,
    rows: Ints,
    first: int,
    last: int,
    diagonal: Floats,
    alpha: float,
    p: Floats,
    near: Floats,
    q: Floats,
) -> float:
    """q = D p − α W near in the rows. Returns Σ p q."""
    along = 0.0
    for i in range(first, last):
        v = rows[i]
        total = 0.0
        if len(weight) > 0:
            for place in range(indptr[v], indptr[v + 1]):
                total += weight[place] * near[indices[place]]
        else:
            for place in range(indptr[v], indptr[v + 1]):
                total += near[indices[place]]
        image = diagonal[v] * p[v] - alpha * total
        q[v] = image
        along += p[v] * image
    return along


def descend(
    rows: Ints, first: int, last: int, step: float, share: Floats, y: Floats, r: Floats, p: Floats, q: Floats
) -> tuple[float, float, float]:
    """y += step · p and r −= step · q in the rows. Returns Σ r²·share, Σ |r| and the largest |r|."""
    length = 0.0
    sizes = 0.0
    largest = 0.0
    for i in range(first, last):
        v = rows[i]
        y[v] += step * p[v]
        left = r[v] - step * q[v]
        r[v] = left
        length += left * left * share[v]
        size = abs(left)
        sizes += size
        if size > largest:
            largest = size
    return length, sizes, largest


def turn(rows: Ints, first: int, last: int, ratio: float, share: Floats, r: Floats, p: Floats) -> float:
    """p = share · r + ratio · p in the rows. Returns 0."""
    for i in range(first, last):
        v = rows[i]
        p[v] = share[v] * r[v] + ratio * p[v]
    return 0.0
