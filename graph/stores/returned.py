"""The column names of a query, read from its text: the embedded engine names none where an answer has no row."""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = re.compile(
    r"""//[^\n]*|/\*.*?\*/            # comments
    |'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`   # strings and quoted names
    |[^\W\d]\w*|\s+|.                 # words, space, any other character""",
    re.VERBOSE | re.DOTALL,
)
TAIL = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"})  # what may follow the list of a RETURN
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


def returned_names(query: str) -> list[str]:
    """The names in the outermost RETURN, as the engines call them: the alias, else the expression as written.

    Empty where the query returns nothing, or everything (`RETURN *`).
    """
    items: list[list[str]] | None = None  # None: not inside a RETURN list
    found: list[list[str]] = []
    for piece, depth in _pieces(query):
        word = piece.upper() if depth == 0 else ""
        if word == "RETURN":
            items = found = [[]]
        elif items is None:
            continue
        elif word in TAIL or piece == ";":
            items = None
        elif piece == "," and depth == 0:
            items.append([])
        else:
            items[-1].append(piece)
    names = [_name(item) for item in found]
    return [] if "*" in names else [name for name in names if name]


def _pieces(query: str) -> Iterator[tuple[str, int]]:
    """Each piece of the text with the number of brackets open around it; comments are left out."""
    depth = 0
    for match in PIECE.finditer(query):
        piece = match.group()
        depth -= piece in CLOSING
        if not piece.startswith(("//", "/*")):
            yield piece, depth
        depth += piece in OPENING


def _name(item: list[str]) -> str:
    words = [place for place, piece in enumerate(item) if not piece.isspace()]
    if words and item[words[0]].upper() == "DISTINCT":
        words = words[1:]
    if not words:
        return ""
    if len(words) > 2 and item[words[-2]].upper() == "AS":
        return _unquoted(item[words[-1]])
    text = "".join(item[words[0] : words[-1] + 1])
    return _unquoted(text) if len(words) == 1 else text


def _unquoted(name: str) -> str:
    return name[1:-1].replace("``", "`") if name.startswith("`") and name.endswith("`") and len(name) > 1 else name
