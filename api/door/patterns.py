"""Regular expressions in a query: Java's matcher goes back and forth for ever on some, and nothing stops it.

The embedded engine ends a match after a second; Neo4j does not (`.*.*.*x` against 3,000 letters went on for minutes).
"""

from __future__ import annotations

from math import factorial

from api.door.errors import CypherRefused

REPEATS = "*+"


def check_pattern(pattern: str | None, subject_length: float, max_chars: int) -> float:
    """How many steps a match may take: lengthⁿ/n! for n repetitions without an end.

    Raises CypherRefused for a pattern that is not known before the query runs, is too long, or repeats a group
    that itself repeats.
    """
    if pattern is None:
        raise CypherRefused(
            "A regular expression is put together from values that are not known before the query runs.",
            next_step="Write it as text or as a $parameter, or use CONTAINS, STARTS WITH, ENDS WITH.",
        )
    if len(pattern) > max_chars:
        raise CypherRefused(
            f"A regular expression has {len(pattern):,} characters; {max_chars:,} are allowed.",
            next_step="Use several with AND or OR.",
        )
    repeats = _repetitions(pattern)
    return float(max(subject_length, 1.0) ** repeats / factorial(repeats))


def _repetitions(pattern: str) -> int:
    """The number of repetitions without an upper end. A repeated group must not hold one of them, or alternatives."""
    total, place = 0, 0
    varied: list[bool] = [False]  # for each open group: whether what it matches can be cut in several ways
    ended: bool | None = None  # of the group that has just been closed
    while place < len(pattern):
        character, group = pattern[place], ended
        ended = None
        if character == "\\":
            place += 1
        elif character == "[":
            place = _end_of_class(pattern, place)
        elif character == "(":
            varied.append(False)
        elif character == ")":
            ended = varied.pop() if len(varied) > 1 else False
            varied[-1] = varied[-1] or ended
        elif character == "|":
            varied[-1] = True
        elif character in REPEATS or (character == "{" and _many(pattern, place)):
            if group:
                raise CypherRefused(
                    "A regular expression repeats a group that itself repeats or has alternatives.",
                    next_step="Take the inner or the outer repetition away, or use CONTAINS.",
                )
            varied[-1] = True
            total += 1
        place += 1
    return total


def _end_of_class(pattern: str, place: int) -> int:
    """Where the character class that opens at `place` closes."""
    depth = 0
    while place < len(pattern):
        if pattern[place] == "\\":
            place += 1
        elif pattern[place] == "[":
            depth += 1
        elif pattern[place] == "]":
            depth -= 1
            if not depth:
                return place
        place += 1
    return place


def _many(pattern: str, place: int) -> bool:
    """Whether `{…}` at `place` repeats without an end, or more than a few times."""
    bounds = pattern[place + 1 : pattern.find("}", place)].split(",")
    return not (bounds[-1].isdigit() and int(bounds[-1]) <= 4)
