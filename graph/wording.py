"""How messages write counts and bounds: '1 node', '12,000 nodes', 'from 1 to 1,000,000'. Pure text, for every layer."""

from __future__ import annotations

import math


def plural(count: int, noun: str, nouns: str = "") -> str:
    """'1 source', '3 sources'; with a verb, or where it is not regular, the plural is given: 'nodes are'."""
    return f"{count:,} {one_or_many(count, noun, nouns)}"


def part_of_all(count: int, total: int, noun: str, verb: str, verbs: str) -> str:
    """'1 of 3 nodes has', '2 of 3 nodes have': the verb goes with the part, the noun with the whole."""
    return f"{count:,} of {plural(total, noun)} {verb if count == 1 else verbs}"


def one_or_many(count: float, noun: str, nouns: str = "") -> str:
    """The noun as it stands behind this count, without the count."""
    return noun if count == 1 else nouns or plural_of(noun)


def plural_of(noun: str) -> str:
    """The regular English plural."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch")) else f"{noun}s"


def bound(value: float) -> str:
    """A bound as it is read: '1,000,000', '0.001', '1e-09'; never a whole number as a power of ten below 10¹⁵."""
    if math.isfinite(value) and float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:g}"


def between(least: float, most: float) -> str:
    """The bounds of a number, either of which may be infinite."""
    if math.isinf(most):
        return "of any size" if math.isinf(least) else f"from {bound(least)} up"
    return f"up to {bound(most)}" if math.isinf(least) else f"from {bound(least)} to {bound(most)}"
