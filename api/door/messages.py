"""What the engine says when a query fails, as a person can use it: what happened, where, and the next step.

Known failures get our own words, the same for both engines. Of anything else only sentences pass that name no class,
no path, no address and no setting of the machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import QueryFailed

SCHEMA = "GET /api/v1/schema lists labels, relations and properties."
MAX_TEXT = 300  # of an engine's own words: Neo4j lists every keyword it would have liked

MAX_CAUSES = 5

PLACE = re.compile(
    r"\(?(?:\bat )?\bline (?P<line>\d+)(?:, column |:)(?P<column>\d+)(?P<offset> \(offset: \d+\))?\)?(?: - )?"
)
PREFIX = re.compile(  # what stands before the sentence: wrappers, class names, kinds of errors
    r"\s*(?:(?:Query|Command|Reading the result set) failed: |[\w.$]+(?:Exception|Error): "
    r"|[A-Z][a-z]+(?:[A-Z][a-z]+)+: |InvalidArgumentValue - |Syntax error(?: -)? )"
)
EXPECTATION = re.compile(r"(?<='): expected |, expected: | expecting \{")  # a long list of keywords follows
LEAK = re.compile(
    r"""\b(?:java|javax|jdk|sun|com|org|scala|net|io)\.\w     # packages
    |\bNeo\.\w+                                              # codes
    |\b(?:arcadedb|dbms|db|server|internal)\.[\w.]+          # settings
    |(?<![\w'"])/[\w.-]+/[\w.-]+|\b[A-Za-z]:\\               # paths
    |\b\d{1,3}(?:\.\d{1,3}){3}\b|localhost|\bfile:           # addresses
    |\bat\ [\w.$]+\(|\.java\b|\.scala\b|\.jar\b              # stack traces
    |\bclass\b|\$\$|@[0-9a-f]{6,}|\bJava\b|Exception\b       # objects
    |[A-Z]\w+Impl\b|\bImmutable\w+|\bResultInternal\b""",
    re.VERBOSE,
)
TYPES = {  # what the engines call their values: what Cypher calls them
    "ArrayList": "List", "LongRangeList": "List", "LinkedHashMap": "Map", "HashMap": "Map", "SingletonMap": "Map",
    "ImmutableVertex": "Node", "MutableVertex": "Node", "ImmutableEdge": "Relationship", "MutableEdge": "Relationship",
    "TraversalPath": "Path", "Long": "Integer", "Double": "Float",
}  # fmt: skip
TYPE = re.compile(rf"\b({'|'.join(TYPES)})\b|\bCypher(?=(?:Local)?(?:Date|Time)|Duration)")


@dataclass(frozen=True, slots=True)
class _Known:
    """A failure that each engine reports in words of its own; `{0}`, `{1}` in `detail` are what the pattern caught."""

    pattern: str
    detail: str
    next_step: str

    def match(self, text: str) -> re.Match[str] | None:
        return re.search(self.pattern, text, re.IGNORECASE)


ISO = "Write times in ISO 8601: 2020-01-31, 2020-01-31T12:00, P1M."
KNOWN = (
    _Known("/ by zero|division by zero", "Division by zero.", "Guard it: CASE WHEN d <> 0 THEN n / d END."),
    _Known(r"expected parameter\(s\): ([\w, ]+)", "A parameter is not given: {0}.", "Send it in 'parameters'."),
    _Known(
        r"variable [`'](\w+)[`'] not defined",
        "The variable {0} is not defined.",
        "Bind it before, in MATCH, WITH or UNWIND.",
    ),
    _Known(
        r"unknown function '([\w.]+)'",
        "The engine has no function {0}(…).",
        "docs/how-to/write-cypher lists what both stores have.",
    ),
    _Known(
        "long overflow|integer (?:literal )?is too large|IntegerOverflow",
        "An integer is beyond 64 bits.",
        "Use decimals: write 1.0 * …, or toFloat(…).",
    ),
    _Known(
        r"OutOfMemory|java heap space|MemoryPool|memory\.transaction|in-heap|HeapLimit|HeapBudget|more than the limit",
        "The query needs more memory than one query may have.",
        "Return fewer rows, add LIMIT, or count instead of collecting.",
    ),
    _Known("StackOverflow|stack overflow", "The query is nested too deeply.", "Break it up with WITH."),
    _Known(
        "invalid regex|regular expression|PatternSyntax|dangling meta|unclosed (?:group|character class)",
        "A regular expression cannot be used.",
        "Check its brackets, or use CONTAINS, STARTS WITH, ENDS WITH.",
    ),
    _Known(r"cannot be parsed to an? (\w+)", "A text is not a {0}.", ISO),
    _Known(r"(\w+)\(\) cannot parse '([^']{0,80})' as a", "'{1}' is not a {0}.", ISO),
)


def clear_failure(error: BaseException, *, shift: int = 0) -> QueryFailed:
    """The failure of an engine, cleared of what is nobody's business; keeps line and column where they are known.

    `shift`: characters that were put before the query's first line.
    """
    said = _words(error)
    text = "\n".join((*said, str(getattr(error, "code", ""))))
    where = _place(said[0], shift) if said else ""
    for known in KNOWN:
        if match := known.match(text):
            return QueryFailed(where + known.detail.format(*match.groups()), next_step=known.next_step)
    for words in said:
        if cleaned := clean(words):
            return QueryFailed(where + cleaned, next_step=f"Check names and types. {SCHEMA}")
    return QueryFailed(
        f"{where}The engine could not evaluate the query.", next_step=f"Try smaller parts of it. {SCHEMA}"
    )


def clean(text: str) -> str:
    """The first line of an engine's message in plain words; '' where none of it can be shown."""
    words = PLACE.sub("", text.split("\n", 1)[0].split(" (caused by ", 1)[0])
    while match := PREFIX.match(words):
        words = words[match.end() :]
    words = EXPECTATION.split(words, maxsplit=1)[0]
    words = TYPE.sub(lambda match: TYPES[match[1]] if match[1] else "", words)
    words = words.strip(" -:,;\t")
    if not words or LEAK.search(words):
        return ""
    words = words[0].upper() + words[1:] if words.split()[0].isalpha() else words
    if len(words) > MAX_TEXT:
        return f"{words[:MAX_TEXT].rpartition(' ')[0]} …"
    return words if words.endswith((".", "…", "?", "!")) else f"{words}."


def _place(text: str, shift: int) -> str:
    """`Line 1, column 17: ` where the message tells; the embedded engine counts columns from 0."""
    place = PLACE.search(text)
    if place is None or int(place["line"]) == 0:
        return ""
    column = int(place["column"]) + (place["offset"] is None) - (shift if place["line"] == "1" else 0)
    return f"Line {place['line']}, column {max(1, column)}: "


def _words(error: BaseException) -> list[str]:
    """What was said, from the store's error down to what caused it."""
    said: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(said) < MAX_CAUSES:
        said.append(str(getattr(cause, "detail", None) or getattr(cause, "message", None) or cause))
        cause = cause.__cause__
    return said
