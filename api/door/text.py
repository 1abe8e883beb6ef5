"""The text of a query before it is parsed: one reading of it, the same for our parser and for both engines.

Whatever an engine would read differently from our parser is made plain or refused here:

- A lone carriage return ends a `//` comment for both engines, but not for our parser: `RETURN 1 // \\r CREATE (n)`
  looks harmless and is a write. Every line end becomes `\\n`.
- Neo4j decodes `\\uXXXX` before it reads a single keyword. Escapes of letters that mean nothing to Cypher are decoded
  here, so that no engine has to; all others are refused.
- Letters that fold to plain ones (`ſ` to s, `K` to k) form a keyword for one reader and a name for the other.
"""

from __future__ import annotations

import re
import unicodedata

from api.door.errors import CypherRefused, CypherSyntax

LINE_END = re.compile("\r\n?")
ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")
FORBIDDEN = {
    "Cc": "a control character",
    "Cs": "half a character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
TRY = "Try: MATCH (c:Country) RETURN c.id AS id, c.name AS name ORDER BY id LIMIT 10"


def plain_text(query: object, *, max_chars: int) -> str:
    """The text to check *and* to run.

    Raises CypherRefused for what is not text, is too long, or holds a character that engines read in several ways,
    and CypherSyntax for a text that is empty.
    """
    if not isinstance(query, str):
        raise CypherRefused("The query is not text.", next_step='Send it as {"query": "MATCH …", "parameters": {…}}.')
    if len(query) > max_chars:
        raise CypherRefused(
            f"The query has {len(query):,} characters; {max_chars:,} are allowed.",
            next_step="Put long lists and texts into 'parameters'.",
        )
    text = ESCAPE.sub(_decoded, LINE_END.sub("\n", query.removeprefix("\ufeff")))
    if "\\u" in text:
        raise CypherRefused(
            "The query holds a \\u escape that can be read in more than one way.",
            next_step="Write the character itself, or put the text into 'parameters'.",
        )
    for place, character in enumerate(text):
        kind = FORBIDDEN.get(unicodedata.category(character))
        if kind and character not in "\n\t":
            line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
            raise CypherRefused(
                f"Line {line}, column {column} holds {kind} (U+{ord(character):04X}).",
                next_step="Take it out, or put the text into 'parameters'.",
            )
    if not text.strip():
        raise CypherSyntax("The query is empty.", next_step=TRY)
    return text


def check_plain_word(word: str) -> None:
    """Refuses an unquoted name or number that is not plain ASCII but could be taken for it."""
    rest = word.replace("ß", "")  # a letter of its own, though its capital is written SS
    looks_plain = word[:1].isdigit() or unicodedata.normalize("NFKC", rest).upper().casefold().isascii()
    if not rest.isascii() and looks_plain:
        raise CypherRefused(
            f"The name '{word}' holds characters that only look like plain ones.",
            next_step="Write plain letters and digits, or put the name in backticks.",
        )


def named(character: str) -> str:
    """A character as a message shows it: `'#'`, or `U+00A0 (no-break space)` where it cannot be seen."""
    if character.isprintable() and not character.isspace():
        return f"'{character}'"
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'unnamed').lower()})"


def _decoded(match: re.Match[str]) -> str:
    """The escaped character, unless it could mean something to Cypher: then the escape stays, and is refused."""
    character = chr(int(match[2], 16))
    harmless = not character.isascii() and unicodedata.category(character)[0] in "LMNS"
    return match[1] + character if harmless else match[0]
