"""The curves of a network that falls apart, as coordinates for SVG. No HTML, no answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

WIDTH, HEIGHT = 720.0, 340.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 18.0, 14.0, 44.0
MOST_POINTS = 240  # of a line: more lie closer than a pixel


@dataclass(frozen=True)
class Tick:
    """A line of the grid with what stands at its end."""

    at: float
    text: str


def across(share: float) -> float:
    """Where a share of removed nodes stands, in units from the left."""
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def up(share: float) -> float:
    """Where a share of the nodes in the largest part stands, in units from the top."""
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def curve(points: Sequence[tuple[float, float]]) -> str:
    """The `d` of a line through (share removed, share left), thinned to what can be seen."""
    return "M" + "L".join(f"{across(x):g},{up(y):g}" for x, y in thinned(points)) if points else ""


def band(points: Sequence[tuple[float, float, float]]) -> str:
    """The `d` of the area between two curves: (share removed, low, high)."""
    some = thinned(points)
    if not some:
        return ""
    there = [f"{across(x):g},{up(high):g}" for x, _, high in some]
    back = [f"{across(x):g},{up(low):g}" for x, low, _ in reversed(some)]
    return "M" + "L".join([*there, *back]) + "Z"


def thinned(points: Sequence[T]) -> list[T]:
    """At most `MOST_POINTS` of the points, evenly, the first and the last among them."""
    if len(points) <= MOST_POINTS:
        return list(points)
    last = len(points) - 1
    return [points[round(at * last / (MOST_POINTS - 1))] for at in range(MOST_POINTS)]


def grid() -> tuple[list[Tick], list[Tick]]:
    """The ticks of both axes, every fifth."""
    fifths = [at / 5 for at in range(6)]
    return [Tick(across(one), f"{one:.0%}".replace("%", " %")) for one in fifths], [
        Tick(up(one), f"{one:.0%}".replace("%", " %")) for one in fifths
    ]
