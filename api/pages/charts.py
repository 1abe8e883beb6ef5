"""Numbers into SVG by hand: the classes of a choropleth and the layered picture of routes. No HTML, no answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Classes:
    """Class limits of a map: class i holds values up to `limits[i]`. There are at most five, the lowest is class 1."""

    limits: tuple[float, ...]

    def of(self, value: float | None) -> int:
        """1 to 5, or 0 where nothing is known: never the lowest class."""
        if value is None:
            return 0
        return next((place for place, limit in enumerate(self.limits, start=1) if value <= limit), len(self.limits))

    def labels(self, words: str = "") -> list[str]:
        """What each class holds: '1', '2–3', …"""
        out, low = [], None
        for limit in self.limits:
            first = limit if low is None else low
            out.append(_short(first) if _short(first) == _short(limit) else f"{_short(first)}–{_short(limit)}")
            low = limit + 1 if float(limit).is_integer() else limit
        return [f"{label} {words}".strip() for label in out]


def classes(values: Sequence[float], most: int = 5) -> Classes:
    """Limits at quantiles of the different values, so that each class is used; whole numbers stay whole."""
    different = sorted(set(values))
    if not different:
        return Classes(())
    if len(different) <= most:
        return Classes(tuple(different))
    ordered = sorted(values)
    limits = []
    for part in range(1, most + 1):
        limit = ordered[min(len(ordered) - 1, len(ordered) * part // most)] if part < most else ordered[-1]
        if not limits or limit > limits[-1]:
            limits.append(limit)
    return Classes(tuple(limits))


def _short(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.3g}"
