"""Lengths that add up."""

from __future__ import annotations

NEXT = 1.0 + 2.0**-52  # a double times this is one or two doubles further


def farther(far: float, length: float) -> float:
    """far + length, and where that is lost in the sum (a length of 1 after one of 1e20) the least that is more.

    So each node of a path is farther than the one before, whatever their lengths, and the path can be followed.
    """
    further = far + length
    return further if further > far else far * NEXT
