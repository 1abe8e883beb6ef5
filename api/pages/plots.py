"""Plots as coordinates: values in, numbers for SVG out. Pure functions; no HTML, no answers, no colours.

All lengths are user units of the plot's view box, y runs downwards. What is not known has no mark: it is never drawn as
0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.words import number

LEAST_BAR = 1.5  # units of the lowest bar that counts something: one of ten thousand can still be seen
MOST_COLUMNS = 24  # of a distribution of whole numbers; more of them are put together
LINE_HEIGHT = 15.0  # units between two labels at the ends of lines


@dataclass(frozen=True)
class Bar:
    """A column: where it stands, how many it counts, and of what."""

    x: float
    y: float
    width: float
    height: float
    count: int
    text: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Columns:
    """Columns on one base line, with the axis below them; `marks` are places of single values."""

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Tick, ...] = ()


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` + 1 round values that lie from `low` to `high`: steps of 1, 2 or 5 times a power of ten."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return [low] if math.isfinite(low) else []
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= raw * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{place * step:.12g}") for place in range(first, last + 1)]


def histogram(
    bins: Sequence[Mapping[str, Any]],
    marks: Sequence[tuple[str, float]] = (),
    *,
    width: float = 560.0,
    height: float = 190.0,
) -> Columns | None:
    """The bins of a distribution (`from`, `to`, `count`) as columns; None where there is nothing to show.

    `marks` are (name, value) of single nodes. One bin of a single value has the whole width.
    """
    if not bins:
        return None
    top, base = 34.0, height - 24.0
    least, most = float(bins[0]["from"]), float(bins[-1]["to"])
    highest = max(int(one["count"]) for one in bins)
    scale = width / (most - least) if most > least else 0.0

    def at(value: float) -> float:
        return round((value - least) * scale, 1) if scale else width / 2

    bars = []
    for one in bins:
        left, right = (at(one["from"]), at(one["to"])) if scale else (width * 0.35, width * 0.65)
        text = f"{number(float(one['from']))} to {number(float(one['to']))}" if scale else number(least)
        bars.append(_bar(left, right, int(one["count"]), highest, top, base, text))
    found = [Tick(at(value), number(value)) for value in ticks(least, most)]
    return Columns(
        width, height, base, tuple(bars), tuple(found), tuple(Tick(at(value), name) for name, value in marks)
    )


def columns(rows: Sequence[tuple[int, int]], *, width: float = 520.0, height: float = 170.0) -> Columns | None:
    """How many there are of each whole number, as (number, count) rising: a column each, or a range of numbers each."""
    if not rows:
        return None
    top, base = 20.0, height - 24.0
    groups = _grouped(rows)
    highest = max(count for _, _, count in groups)
    step = width / len(groups)
    bars, found = [], []
    every = max(-(-len(groups) // 12), 1)
    for place, (first, last, count) in enumerate(groups):
        text = f"{first:,}" if first == last else f"{first:,}–{last:,}"
        bars.append(_bar(place * step, (place + 1) * step, count, highest, top, base, text))
        if place % every == 0:
            found.append(Tick(round((place + 0.5) * step, 1), text))
    return Columns(width, height, base, tuple(bars), tuple(found))


def _grouped(rows: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(first, last, count): each number for itself, or where they are many, ranges of equal length."""
    least, most = rows[0][0], rows[-1][0]
    if len(rows) <= MOST_COLUMNS:
        return [(value, value, count) for value, count in rows]
    span = -(-(most - least + 1) // MOST_COLUMNS)
    counts: dict[int, int] = {}
    for value, count in rows:
        counts[(value - least) // span] = counts.get((value - least) // span, 0) + count
    return [(least + place * span, least + (place + 1) * span - 1, counts[place]) for place in sorted(counts)]


def _bar(left: float, right: float, count: int, highest: int, top: float, base: float, text: str) -> Bar:
    tall = max((base - top) * count / highest, LEAST_BAR) if count else 0.0
    gap = min(2.0, (right - left) * 0.15)
    return Bar(
        round(left + gap / 2, 1),
        round(base - tall, 1),
        round(max(right - left - gap, 0.5), 1),
        round(tall, 1),
        count,
        text,
    )


@dataclass(frozen=True)
class Line:
    """One series: its path with gaps where nothing is known, its points, and where its name stands."""

    d: str
    points: tuple[tuple[float, float, str], ...]
    name: str
    label: float
    last: tuple[float, float]


@dataclass(frozen=True)
class Lines:
    """Lines over places that follow each other; `right` is where the names begin."""

    width: float
    height: float
    left: float
    right: float
    base: float
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def lines(
    series: Sequence[tuple[str, Sequence[float | None]]],
    places: Sequence[str],
    *,
    width: float = 900.0,
    height: float = 360.0,
) -> Lines | None:
    """A line a series over the same places, 0 on the axis; None where no value is known.

    A value that is None has no point, and the line is broken there. Names at the right ends give way to each other.
    """
    known = [value for _, values in series for value in values if value is not None]
    if not known or not places:
        return None
    left, right, top, base = 54.0, width - 200.0, 16.0, height - 30.0
    low, high = min(0.0, *known), max(known)
    high = high if high > low else low + 1.0
    step = (right - left - 40) / max(len(places) - 1, 1)
    across = [left + 20 + (step * at if len(places) > 1 else (right - left) / 2 - 20) for at in range(len(places))]

    def y(value: float) -> float:
        return round(base - (base - top) * (value - low) / (high - low), 1)

    drawn = []
    for name, values in series:
        points = [
            (round(across[at], 1), y(value), f"{name}, {places[at]}: {number(value)}")
            for at, value in enumerate(values)
            if value is not None
        ]
        if points:
            drawn.append((name, _path(values, across, y), points))
    wanted = [points[-1][1] for _, _, points in drawn]
    found = zip(drawn, apart(wanted, LINE_HEIGHT, top, base), strict=True)
    return Lines(
        width,
        height,
        left,
        right + 8,
        base,
        tuple(Line(d, tuple(points), name, label, points[-1][:2]) for (name, d, points), label in found),
        tuple(Tick(round(x, 1), text) for x, text in zip(across, places, strict=True)),
        tuple(Tick(y(value), number(value)) for value in ticks(low, high)),
    )


def _path(values: Sequence[float | None], across: Sequence[float], y: Callable[[float], float]) -> str:
    parts, pen = [], "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{across[at]:.1f},{y(value)}")
        pen = "L"
    return "".join(parts)


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones that are at least `least` apart, from `low` to `high` as far as there is room."""
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    found = [0.0] * len(wanted)
    before = low - least
    for at in order:
        found[at] = before = max(wanted[at], before + least)
    after = max(high, low + least * (len(wanted) - 1)) + least
    for at in reversed(order):
        found[at] = after = min(found[at], after - least)
    return [round(one, 1) for one in found]


@dataclass(frozen=True)
class Span:
    """An interval with its middle, as shares of a line of 100 units."""

    low: float
    at: float
    high: float


def span(low: float, at: float, high: float, least: float, most: float) -> Span:
    """An interval on a line from `least` to `most`."""
    whole = (most - least) or 1.0
    low, at, high = (round(100 * (value - least) / whole, 2) for value in (low, at, high))
    return Span(low, at, high)


def diverging(value: float | None, most: float) -> tuple[float, float] | None:
    """A bar of −50 to 50 units about 0, as (x, width), for a value from −`most` to `most`; None where not known.

    A value beyond is drawn to the end; its number stands beside it.
    """
    if value is None or not most:
        return None
    long = round(50 * min(abs(value) / most, 1.0), 2)
    return (-long if value < 0 else 0.0), long


def area(value: float | None, most: float, largest: float, least: float) -> float | None:
    """The radius of a circle whose area grows with a value from 0 to `most`, from `least` to `largest` units.

    None where the value is not known; values below 0 have the least circle.
    """
    if value is None or math.isnan(value):
        return None
    share = min(max(value / most, 0.0), 1.0) if most > 0 else 0.0
    return round(max(largest * math.sqrt(share), least), 2)
