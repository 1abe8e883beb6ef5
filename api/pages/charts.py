"""The classes of a choropleth. No HTML, no answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Classes:
    """Class limits of a map: class i holds values up to `limits[i]`. There are at most five."""

    limits: tuple[float, ...]
    lowest: float = 0

    def of(self, value: float | None) -> int:
        """A shade from 1 (lightest) to 5, or 0 where nothing is known: never the lowest class."""
        if value is None:
            return 0
        place = next((place for place, limit in enumerate(self.limits) if value <= limit), len(self.limits) - 1)
        return self.shade(place)

    def shade(self, place: int) -> int:
        """The shade of the class at a place, from 0. Few classes use the whole ramp too."""
        return 3 if len(self.limits) == 1 else 1 + round(4 * place / (len(self.limits) - 1))

    def labels(self) -> list[str]:
        """What each class of whole numbers holds: '1', '2–3', …"""
        out, low = [], self.lowest
        for limit in self.limits:
            out.append(_short(limit) if low >= limit else f"{_short(low)}–{_short(limit)}")
            low = limit + 1
        return out


def classes(values: Sequence[float], most: int = 5) -> Classes:
    """At most `most` classes: limits at quantiles, and where many values are equal, wide classes are split further."""
    different = sorted(set(values))
    if len(different) <= most:
        return Classes(tuple(different), min(different, default=0))
    ordered = sorted(values)
    limits = sorted({ordered[len(ordered) * part // most - 1] for part in range(1, most)} | {ordered[-1]})
    while len(limits) < most:
        held = [
            [value for value in different if low < value <= high] for low, high in pairwise([float("-inf"), *limits])
        ]
        widest = max(held, key=lambda some: (len(some), some[-1]))
        limits = sorted({*limits, widest[(len(widest) - 1) // 2]})
    return Classes(tuple(limits), different[0])


def _short(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.3g}"
