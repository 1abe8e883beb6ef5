"""Steps of locally optimal conjugate gradients for the largest eigenvalue of a symmetric matrix A.

x is the vector so far, p the direction of the last step, w the new one; ax, ap, aw are their images. Each goes over
some nodes, numbered by `rows` from `first` to before `last`, and returns its share of the sums over them.
"""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def without(
    rows: Ints, first: int, last: int, of_x: float, of_p: float, x: Floats, p: Floats, w: Floats
) -> tuple[float, float]:
    """w −= of_x · x + of_p · p. Returns Σ w² and Σ w x."""
    ww = 0.0
    wx = 0.0
    for i in range(first, last):
        v = rows[i]
        left = w[v] - of_x * x[v] - of_p * p[v]
        w[v] = left
        ww += left * left
        wx += left * x[v]
    return ww, wx


def products(
    rows: Ints, first: int, last: int, x: Floats, ax: Floats, w: Floats, aw: Floats, p: Floats, ap: Floats
) -> tuple[float, float, float, float, float, float]:
    """Σ x ax, Σ w ax, Σ w aw, Σ p ax, Σ p aw and Σ p ap."""
    xx = 0.0
    wx = 0.0
    ww = 0.0
    px = 0.0
    pw = 0.0
    pp = 0.0
    for i in range(first, last):
        v = rows[i]
        xx += x[v] * ax[v]
        wx += w[v] * ax[v]
        ww += w[v] * aw[v]
        px += p[v] * ax[v]
        pw += p[v] * aw[v]
        pp += p[v] * ap[v]
    return xx, wx, ww, px, pw, pp


def combined(
    rows: Ints,
    first: int,
    last: int,
    kept: float,
    of_x: float,
    of_w: float,
    of_p: float,
    x: Floats,
    ax: Floats,
    w: Floats,
    aw: Floats,
    p: Floats,
    ap: Floats,
) -> tuple[float, float, float]:
    """p = of_x · x + of_w · w + of_p · p, x = kept · x + p, and the same of the images. Returns Σ x², Σ p x, Σ p²."""
    xx = 0.0
    px = 0.0
    pp = 0.0
    for i in range(first, last):
        v = rows[i]
        along = of_w * w[v] + of_x * x[v] + of_p * p[v]
        image = of_w * aw[v] + of_x * ax[v] + of_p * ap[v]
        p[v] = along
        ap[v] = image
        new = kept * x[v] + along
        x[v] = new
        ax[v] = kept * ax[v] + image
        xx += new * new
        px += along * new
        pp += along * along
    return xx, px, pp


def remains(
    rows: Ints,
    first: int,
    last: int,
    scale: float,
    of_x: float,
    p_scale: float,
    value: float,
    x: Floats,
    ax: Floats,
    p: Floats,
    ap: Floats,
    w: Floats,
) -> tuple[float, float, float]:
    """x = scale · x, p = p_scale · (p − of_x · x), the same of the images, and w = ax − value · x.

    Returns Σ w², Σ w x and Σ w p.
    """
    ww = 0.0
    wx = 0.0
    wp = 0.0
    for i in range(first, last):
        v = rows[i]
        one = scale * x[v]
        image = scale * ax[v]
        along = p_scale * (p[v] - of_x * one)
        x[v] = one
        ax[v] = image
        p[v] = along
        ap[v] = p_scale * (ap[v] - of_x * image)
        left = image - value * one
        w[v] = left
        ww += left * left
        wx += left * one
        wp += left * along
    return ww, wx, wp


def compared(rows: Ints, first: int, last: int, value: float, x: Floats, image: Floats) -> tuple[float, float, float]:
    """image /= value. Returns the largest relative change from x to it, Σ (image − x)² and Σ x²."""
    change = 0.0
    gap = 0.0
    length = 0.0
    for i in range(first, last):
        v = rows[i]
        new = image[v] / value
        image[v] = new
        off = new - x[v]
        gap += off * off
        length += x[v] * x[v]
        if new > 0.0 and abs(off) > change * new:
            change = abs(off) / new
    return change, gap, length
