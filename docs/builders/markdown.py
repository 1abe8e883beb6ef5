"""The little Markdown the builders need. Knows nothing of what it writes about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def together(*parts: str) -> str:
    """The parts that are not empty, an empty line between them."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar inside a cell is escaped, a line break becomes a space. Empty text where there is no row."""
    lines = [f"| {' | '.join(cell(value) for value in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines]) if lines else ""


def cell(value: object) -> str:
    """A value as a table cell; None is empty."""
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def code(text: object) -> str:
    """Inline code, empty for an empty text."""
    return f"`{text}`" if str(text) else ""


def codes(texts: Iterable[object]) -> str:
    """Several pieces of inline code."""
    return ", ".join(code(text) for text in texts)


def block(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def sentence(text: str) -> str:
    """The text as a sentence: a capital at its beginning, a full stop at its end."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', ':')) else '.'}" if text else ""


def link(heading: str) -> str:
    """A link to a heading of the same page, by the anchor GitHub gives it."""
    kept = "".join(letter for letter in heading.casefold() if letter.isalnum() or letter in " -_")
    return f"[{heading}](#{kept.replace(' ', '-')})"
