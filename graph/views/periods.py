"""Periods: what part of time a network is asked for, and which statements fall into it.

For a view of any kind: `PERIOD_PARAMETERS` are the parameters `from`, `to` and `undated` with their descriptions;
`checked_period(parameters)` checks them in place; `Period.of(parameters)` is the period, or None where none is asked;
`Period.keeps(start, end)` says whether a statement stays, `Period.overlaps(start, end)` whether it falls into the
period or is undated, and `Period.mask(starts, ends)` the same for columns. `checked_date` checks one date of a file.
`UNDATED` is the reason that `left_out` gives.

Dates are ISO texts at the precision that is known: 2012, 2012-03, 2012-03-31. A date stands for all its days: a
statement of 2012 overlaps a period that begins on 2012-12-01. A start or end that is not stated is open; where neither
is stated, the statement is undated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidInput, UnknownName

PERIOD_PARAMETERS: Mapping[str, str] = {
    "from": "first day, month or year asked for (2014, 2014-01 or 2014-01-01); what is stated for a time that overlaps "
    "the period stays",
    "to": "last day, month or year asked for, inclusive",
    "undated": "with from or to: exclude (default) leaves out what has no stated date and lists it; include keeps it",
}
UNDATED = "no date is stated"
UNDATED_CHOICES = ("exclude", "include")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_OPEN_START, _OPEN_END = "0000-00-00", "9999-99-99"  # before and after every date, as texts


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of `start` to the last day of `end`, both inclusive; an empty text is open.

    `undated` says whether statements without a date are kept.
    """

    start: str = ""
    end: str = ""
    undated: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Period | None:
        """The period of checked parameters; None where none is asked."""
        start, end = parameters.get("from", ""), parameters.get("to", "")
        return cls(start, end, parameters.get("undated") == "include") if start or end else None

    def overlaps(self, start: str | None, end: str | None) -> bool | None:
        """Whether a time from `start` to `end` has a day in this period; None where neither is stated."""
        if not start and not end:
            return None
        begins = first_day(start) if start else _OPEN_START
        ends = last_day(end) if end else _OPEN_END
        return begins <= (last_day(self.end) if self.end else _OPEN_END) and ends >= (
            first_day(self.start) if self.start else _OPEN_START
        )

    def keeps(self, start: str | None, end: str | None) -> bool:
        """Whether a statement of this time stays in the network."""
        within = self.overlaps(start, end)
        return self.undated if within is None else within

    def mask(
        self, starts: Sequence[str | None], ends: Sequence[str | None]
    ) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """For columns of n dates: which stay (n), and which are undated (n)."""
        known: dict[tuple[str | None, str | None], bool | None] = {}
        found: list[bool | None] = []
        for pair in zip(starts, ends, strict=True):
            if pair not in known:
                known[pair] = self.overlaps(*pair)
            found.append(known[pair])
        undated = np.array([one is None for one in found], dtype=np.bool_)
        within = np.array([bool(one) for one in found], dtype=np.bool_)
        return (within | undated if self.undated else within), undated


@lru_cache(maxsize=4096)
def first_day(text: str) -> str:
    """The first day of a date, as text that sorts: 2012 → 2012-01-01."""
    return text + ("", "-01", "-01-01")[2 - text.count("-")]


@lru_cache(maxsize=4096)
def last_day(text: str) -> str:
    """A text that sorts with the last day of a date, and after every other of its days: 2012-02 → 2012-02-31."""
    return text + ("", "-31", "-12-31")[2 - text.count("-")]


def checked_date(text: str, field: str) -> str:
    """The date without spaces around it. Raises `InvalidInput` where it is no year, month or day."""
    given = text.strip()
    match = _DATE.fullmatch(given)
    try:
        if match is None:
            raise ValueError(given)
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise InvalidInput(
            f"{field} is '{given[:40]}', which is no date.",
            next_step="Give a year, a month or a day: 2014, 2014-01 or 2014-01-31.",
            field=field,
        ) from None
    return given


def checked_period(given: MutableMapping[str, str]) -> None:
    """Checks `from`, `to` and `undated` of view parameters in place; the default of `undated` does not stay.

    Raises `InvalidInput` for what is no date, for a period that ends before it begins, and for `undated` without one.
    """
    for name in ("from", "to"):
        if name in given:
            given[name] = checked_date(given[name], name)
    start, end = given.get("from", ""), given.get("to", "")
    if start and end and last_day(end) < first_day(start):
        raise InvalidInput(
            f"The period from {start} to {end} ends before it begins.",
            next_step="Give a `to` that is not before `from`.",
            field="to",
        )
    if "undated" not in given:
        return
    if given["undated"] not in UNDATED_CHOICES:
        raise UnknownName("value of undated", given["undated"], UNDATED_CHOICES, field="undated")
    if not (start or end):
        raise InvalidInput(
            "undated goes with a period.", next_step="Add from=YYYY or to=YYYY, or leave undated out.", field="undated"
        )
    if given["undated"] == "exclude":
        del given["undated"]
