"""Numbers, names and dates in British English. Pure text; no HTML, no answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from graph.views.stored import LABEL as LOADED
from graph.wording import one_or_many, plural_of

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LEAST_SHARE = 0.0001  # shares below it are not written out
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def words(label: str) -> str:
    """A label as words: 'DemoCase' reads 'Demo case', 'S3Stage' 'S3 stage', 'KET' stays."""
    parts = re.findall(r"S3|[A-Z]+(?![a-z])|[A-Z][a-z0-9]+|[a-z0-9]+", label) or [label]
    return " ".join([parts[0], *(part if part.isupper() else part.lower() for part in parts[1:])])


def kind_of(label: str) -> str:
    """What a node is, to a reader: one of a loaded network has no type and is a node."""
    return "Node" if label == LOADED else words(label)


def plural(count: int | float, noun: str, nouns: str = "") -> str:
    """'1 source', '3 sources', '1.5 hops'; the plural is given where it is not regular."""
    return f"{number(count)} {one_or_many(count, noun, nouns)}"


def plural_words(label: str) -> str:
    """A label as words in the plural: 'Countries', 'Demo cases'."""
    return plural_of(words(label))


def spelt(count: int) -> str:
    """Small numbers as words, as they stand in a sentence; 'no' for 0."""
    return SMALL[count] if 0 <= count < len(SMALL) else number(count)


def number(value: object) -> str:
    """A number for reading: thousands apart, at most four significant digits after the point; text stays as it is."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return f"{int(value):,}"
        return f"{value:,.2f}" if abs(value) >= 100 else f"{value:.4g}"
    return str(value)


def exact(value: object) -> str:
    """A number as it is stored, thousands apart: nothing of a stated value is rounded away."""
    if isinstance(value, float):
        return f"{value:,.12g}".replace("-", "−")
    return number(value).replace("-", "−") if isinstance(value, int) else str(value)


def share(value: float) -> str:
    """A share between 0 and 1 as per cent: whole ones from 10 %, below it two significant digits."""
    if 0 < value < LEAST_SHARE:
        return f"under {LEAST_SHARE:.2%}".replace("%", " %")
    return f"{100 * value:.2g} %" if 0 < value < 0.0995 else f"{round(value * 100)} %"


def joined(names: Sequence[str], last: str = "and", most: int = 0) -> str:
    """'A, B and C'; with `most`, the rest is counted: 'A, B and 4 more'."""
    if most and len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def dated(text: str) -> str:
    """An ISO date at the precision it has: '2012', 'January 2012', '1 January 2012'; anything else stays."""
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", str(text)):
        year, month, day = match.groups()
        if not 1 <= int(month) <= 12:
            return text
        if day is None:
            return f"{MONTHS[int(month) - 1]} {year}"
        try:
            date.fromisoformat(text)
        except ValueError:
            return text
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return str(text)


def web_address(text: str) -> str:
    """An address that may stand in a link: http and https only, since addresses come out of loaded data."""
    return text if text.lower().startswith(("https://", "http://")) else "#"


def in_lines(text: str, most: int, lines: int = 2) -> list[str]:
    """The text in lines of about `most` characters for a picture, which cannot wrap; what does not fit ends in '…'."""
    out: list[str] = []
    for word in text.split():
        if out and len(out[-1]) + 1 + len(word) <= most:
            out[-1] += f" {word}"
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], " ".join(out[lines - 1 :])]
    return [line if len(line) <= most + 2 else f"{line[: most - 1].rstrip()}…" for line in out]


def first_upper(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it is an abbreviation: 'demo cases', but 'KETs', 'S3 stages'."""
    return text if text[1:2].isupper() or text[1:2].isdigit() else text[:1].lower() + text[1:]
