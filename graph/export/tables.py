"""Rows as CSV text (RFC 4180), written piece by piece, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from graph.export.attributes import LIST_SEPARATOR

# A cell that begins so is run as a formula by spreadsheets; an apostrophe in front makes it a text.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_ROWS_A_PIECE = 500


def to_csv(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Iterator[str]:
    """The rows as pieces of CSV text: a header, then a line a row, each ended by CR LF; to be written in UTF-8.

    A cell is empty where the row lacks the column, or has None or NaN there: unknown. Lists are joined by `|`, truth
    values are `true` and `false`. A text that begins with = + - @ tab or CR gets an apostrophe in front, unless it is a
    number. A column that is not asked for is left out.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([cell(column) for column in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell(row.get(column)) for column in columns])
        if number % _ROWS_A_PIECE == 0:
            yield _taken(text)
    yield _taken(text)


def cell(value: object) -> str:
    """A value as the text of a cell, before quoting."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, bytes)):
        return _guarded(LIST_SEPARATOR.join(_plain(one) for one in value))
    return _guarded(str(value))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else cell(value)


def _guarded(text: str) -> str:
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _taken(text: io.StringIO) -> str:
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written
