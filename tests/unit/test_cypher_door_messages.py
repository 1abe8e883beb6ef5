"""Engine messages as they were recorded (ArcadeDB 26.10, Neo4j 5.26), and what people get to read of them."""

from __future__ import annotations

import re

import pytest

from api.door.messages import clean, clear_failure
from graph.errors import QueryFailed

LEAKS = re.compile(r"Exception|Error\b|\bjava|com\.|org\.|Neo\.|dbms|arcadedb|/\w+/\w+|LinkedHash|\d+\.\d+\.\d+\.\d+")

QUERY = "Query failed: com.arcadedb.exception."  # as ArcadeDB begins
READING = "Reading the result set failed: com.arcadedb.exception."
MEMORY = "The query needs more memory than one query may have."
SECRET = "The engine could not evaluate the query."

ARCADEDB = [
    (READING + "ArithmeticErrorException: / by zero", "Division by zero."),
    (READING + "ArithmeticErrorException: long overflow", "An integer is beyond 64 bits."),
    (QUERY + "CommandParameterMissingException: Expected parameter(s): x", "A parameter is not given: x."),
    (
        QUERY + "CommandParsingException: UnknownFunction: Unknown function 'nosuch'",
        "The engine has no function nosuch(…).",
    ),
    (QUERY + "CommandSemanticException: UndefinedVariable: Variable 'm' not defined", "The variable m is not defined."),
    (
        QUERY
        + "CommandParsingException: Syntax error at line 1:16 - mismatched input 'RETURN' expecting {'$', '{', WHERE} "
        "(caused by org.antlr.v4.runtime.InputMismatchException)",
        "Line 1, column 17: Mismatched input 'RETURN'.",
    ),
    (
        QUERY + "CommandParsingException: Unexpected input ';' at line 1, column 13\n  RETURN 1",
        "Line 1, column 14: Unexpected input ';'.",
    ),
    (
        (
            "Reading the result set failed: java.lang.IllegalArgumentException: Arithmetic operations require numeric "
            "operands, got: String and Long"
        ),
        "Arithmetic operations require numeric operands, got: String and Integer.",
    ),
    (
        READING
        + "CommandSemanticException: TypeError: InvalidArgumentValue - toInteger() cannot convert LinkedHashMap",
        "toInteger() cannot convert Map.",
    ),
    (
        READING + "CommandExecutionException: TypeError: Cannot access property 'foo' on String value",
        "Cannot access property 'foo' on String value.",
    ),
    (
        READING + "CommandSemanticException: date() cannot parse 'nonsense' as a date or timezone",
        "'nonsense' is not a date.",
    ),
    ("Reading the result set failed: java.lang.OutOfMemoryError: Java heap space", MEMORY),
    (
        READING
        + "HeapLimitExceededException: Limit of allowed elements for in-heap collect() in a single query exceeded "
        "(500000). You can set arcadedb.queryMaxHeapElementsAllowedPerOp to increase this limit",
        MEMORY,
    ),
]
NEO4J = [
    ("/ by zero", "Division by zero."),
    (
        "Unknown function 'nosuch' (line 1, column 8 (offset: 7))\n\"RETURN nosuch(1) AS a\"\n        ^",
        "Line 1, column 8: The engine has no function nosuch(…).",
    ),
    (
        'Variable `m` not defined (line 1, column 25 (offset: 24))\n"MATCH (n:Region) RETURN m"\n   ^',
        "Line 1, column 25: The variable m is not defined.",
    ),
    (
        "Invalid input 'RETURN': expected a parameter, '&', ')' or '|' (line 1, column 17 (offset: 16))\n\"MATCH\"",
        "Line 1, column 17: Invalid input 'RETURN'.",
    ),
    (
        'Type mismatch: expected a map but was String("Région 0")',
        'Type mismatch: expected a map but was String("Région 0").',
    ),
    ('Text cannot be parsed to a Date\n"nonsense"\n ^', "A text is not a Date."),
    (
        (
            "The allocation of an extra 131.8 MiB would use more than the limit 716.8 MiB. Currently using 617.0 MiB. "
            "dbms.memory.transaction.total.max threshold reached"
        ),
        MEMORY,
    ),
    (
        "Cannot handle negative start index nor negative length",
        "Cannot handle negative start index nor negative length.",
    ),
]
NOBODY_S_BUSINESS = [
    (
        "Query failed: java.lang.SecurityException: LOAD CSV file:/// URLs are disabled. Set "
        "arcadedb.opencypher.loadCsv.allowFileUrls=true to enable."
    ),
    'Cannot invoke "com.arcadedb.query.sql.executor.Result.getProperty(String)" because "row" is null',
    "class java.lang.String cannot be cast to class java.util.List (both are in module java.base of 'bootstrap')",
    "Java Exception",
    "java.io.FileNotFoundException: /home/someone/store/x.bucket (No such file)",
    "Couldn't connect to 10.0.0.5:7687 (reason [Errno 111])",
    "NullPointerException",
    "\tat org.neo4j.cypher.Engine.run(Engine.scala:12)",
    "",
]
RECORDED = [*ARCADEDB, *NEO4J, *((message, SECRET) for message in NOBODY_S_BUSINESS)]


@pytest.mark.parametrize(("message", "told"), RECORDED)
def test_a_message_says_what_happened_and_nothing_of_the_machine(message: str, told: str) -> None:
    for error in (QueryFailed(message), RuntimeError(message)):
        failure = clear_failure(error)
        assert failure.detail == told
        assert failure.next_step
        assert not LEAKS.search(failure.detail)


def test_what_caused_a_failure_speaks_where_the_failure_itself_cannot() -> None:
    try:
        try:
            raise ValueError("java.lang.OutOfMemoryError: Java heap space")
        except ValueError as cause:
            raise QueryFailed("Java Exception") from cause
    except QueryFailed as error:
        failure = clear_failure(error)
    assert failure.detail == "The query needs more memory than one query may have."


def test_the_place_is_told_without_what_was_put_before_the_query() -> None:
    error = QueryFailed("Invalid input 'x' (line 1, column 18 (offset: 17))")
    assert clear_failure(error, shift=8).detail == "Line 1, column 10: Invalid input 'x'."
    later = QueryFailed("Invalid input 'x' (line 2, column 18 (offset: 40))")
    assert clear_failure(later, shift=8).detail == "Line 2, column 18: Invalid input 'x'."


def test_a_long_message_is_cut_at_a_word() -> None:
    assert len(clean("word " * 200)) < 310
    assert clean("word " * 200).endswith("word …")
