"""Wall 1 of the Cypher door: what it refuses, what it lets through, and that nothing new slips in with a new parser."""

from __future__ import annotations

import contextlib
import inspect
import time
from typing import Any

import pytest
from cypher_queries import SampleQuery, honest_queries, hostile_queries
from cypherast import ast
from cypherast.lexer import TokenKind

from api.door import CypherRefused, CypherSyntax, DoorLimits, guard, names
from api.door.guard import CheckedQuery, check
from graph import catalog

LIMITS = DoorLimits()
WRITING = ("CREATE", "MERGE", "SET ", "DELETE", "REMOVE", "INSERT", "FOREACH", "LOAD CSV")

# Every syntax node of cypherast 0.1.12 that is not allowed. A new one has to be put here, or on the list.
REFUSED_SYNTAX = frozenset(
    """
    AdminStatement Create CreateGraphType Delete Filter FilterItem For Foreach GraphTypeRef GroupBy Insert Let LoadCsv
    Merge Next OnCreate OnMatch Remove RemoveLabels Search SessionCommand Set SetItem TransactionCommand Use WhenBranch
    WhenQuery QuantifiedPath RelationshipLambda BindingTable ValueTable Placeholder Range
    """.split()
)
ABSTRACT = frozenset({"AstNode", "Literal", "Binary", "Unary", "Where"})


def refused(query: str, parameters: dict[str, Any] | None = None, limits: DoorLimits = LIMITS) -> str:
    """Why a query is refused."""
    with pytest.raises((CypherRefused, CypherSyntax)) as caught:
        check(query, parameters or {}, limits)
    assert caught.value.next_step
    return caught.value.detail


def passed(query: str, parameters: dict[str, Any] | None = None, limits: DoorLimits = LIMITS) -> CheckedQuery:
    """The query as the door lets it through."""
    return check(query, parameters or {}, limits)


@pytest.mark.parametrize("query", hostile_queries(), ids=str)
def test_a_hostile_query_is_refused_with_a_reason_and_a_next_step(query: SampleQuery) -> None:
    refused(query.text, query.parameters)


@pytest.mark.parametrize("query", honest_queries(), ids=str)
def test_an_honest_query_is_let_through(query: SampleQuery) -> None:
    assert passed(query.text, query.parameters).parameters == query.parameters


def test_both_sets_are_large() -> None:
    assert len(hostile_queries()) >= 250
    assert len(honest_queries()) >= 130


def test_every_query_of_the_library_is_let_through() -> None:
    for query in catalog.queries("library").values():
        passed(query.text, query.example)


def test_the_tree_alone_refuses_every_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_check_words", lambda text, tokens: None)
    for query in hostile_queries():
        refused(query.text, query.parameters)


def test_the_words_alone_refuse_every_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_check_node", lambda node, limits: None)
    for query in hostile_queries():
        if any(word in query.text.upper() for word in WRITING):
            refused(query.text, query.parameters)


def test_every_kind_of_syntax_has_been_decided_on() -> None:
    known = {name for name, kind in inspect.getmembers(ast, inspect.isclass) if issubclass(kind, ast.AstNode)}
    assert known - ABSTRACT == (names.SYNTAX - ABSTRACT) | REFUSED_SYNTAX
    assert not names.SYNTAX & REFUSED_SYNTAX


def test_syntax_that_nobody_knows_is_refused() -> None:
    class Novelty(ast.AstNode):
        arg_types = {"this": True}  # noqa: RUF012

    with pytest.raises(CypherRefused, match="Novelty"):
        guard._check_node(Novelty(this=1), LIMITS)
    with pytest.raises(CypherRefused, match="unknown"):
        guard._check_node(ast.Match(pattern=None, novelty=1), LIMITS)
    with pytest.raises(CypherRefused, match="unknown"):
        list(guard._walk(ast.Return(expressions=[object()]), LIMITS))


def test_every_writing_keyword_of_the_lexer_is_named() -> None:
    reading = set(
        """
        MATCH OPTIONAL WHERE WITH UNWIND RETURN AS ORDER BY ASC DESC SKIP LIMIT DISTINCT UNION ALL AND OR XOR NOT IN IS
        NULL_KW TRUE FALSE CASE WHEN THEN ELSE END STARTS ENDS CONTAINS INDEX SCAN JOIN CALL YIELD EXISTS COUNT COLLECT
        SHORTESTPATH ALLSHORTESTPATHS ANY NONE SINGLE
        """.split()
    )
    words = {kind.name for kind in TokenKind if kind.value >= TokenKind.MATCH.value} - {"BANG", "AMP"}
    assert words - reading == {kind.name for kind in names.CLAUSES}


@pytest.mark.parametrize(
    ("query", "reason", "step"),
    [
        ("CREATE (n)", "CREATE is not allowed", "valuechain load"),
        ("RETURN util.sleep(1)", "util.sleep(…)", "functions"),
        ("RETURN toUper('a')", "Did you mean toupper(…)?", "functions"),
        ("CALL dbms.listConfig()", "The procedure dbms.listConfig", "db.labels"),
        ("LOAD CSV FROM 'http://x/' AS l RETURN l", "LOAD CSV is not allowed", "no files and no addresses"),
        ("MATCH (a)-[*]-(b) RETURN a", "no upper end; 6 are allowed", "Write [*..6]"),
        ("MATCH (a)-[*..9]-(b) RETURN a", "up to 9 hops; 6 are allowed", "Write [*..6]"),
        ("MATCH p = shortestPath((a)-[*]-(b)) RETURN p", "15 are allowed inside shortestPath", "Write [*..15]"),
        ("MATCH (n) RETURN $x", "uses $x, which is not given", '"x": …'),
        ("SHOW USERS", "SHOW is not allowed", "/api/v1/schema"),
        ("USE x RETURN 1", "USE is not allowed", "one graph"),
        ("RETURN 1; RETURN 2", "more than one statement", "one at a time"),
        ("MATCH (n)", "returns nothing", "End it with RETURN"),
    ],
)
def test_a_refusal_names_the_reason_and_the_next_step(query: str, reason: str, step: str) -> None:
    with pytest.raises((CypherRefused, CypherSyntax)) as caught:
        check(query, {}, LIMITS)
    assert reason in caught.value.detail
    assert step in caught.value.next_step


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("MATCH (n:Region) RETURN 1 2", 1, 27),
        ("MATCH (n:Region)\nRETURN n.name AS name nonsense", 2, 23),
        ("MATCH (n:Region RETURN n", 1, 7),
        ("RETURN 'a", 1, 8),
        ("RETURN 1\u00a0+ 1", 1, 9),
        ("RETURN #", 1, 8),
    ],
)
def test_a_syntax_error_keeps_its_place(query: str, line: int, column: int) -> None:
    with pytest.raises(CypherSyntax) as caught:
        check(query, {}, LIMITS)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert f"line {line}, column {column}" in caught.value.detail


@pytest.mark.parametrize(
    ("query", "limits"),
    [
        ("RETURN 1 AS a" + " " * 100, DoorLimits(max_query_chars=50)),
        ("RETURN " + "+".join("1" * 30), DoorLimits(max_words=50)),
        ("RETURN ((((1))))", DoorLimits(max_depth=3)),
        ("RETURN " + "NOT " * 30 + "true", DoorLimits(max_depth=5)),
        ("MATCH (a) MATCH (b) RETURN 1", DoorLimits(max_clauses=2)),
        ("RETURN [1, 2, 3]", DoorLimits(max_list_items=2)),
        ("RETURN {a: 1, b: 2, c: 3}", DoorLimits(max_list_items=2)),
        ("MATCH ()-[*..3]-() RETURN 1", DoorLimits(max_hops=2)),
        ("MATCH p = shortestPath(()-[*..3]-()) RETURN p", DoorLimits(max_shortest_hops=2)),
        ("MATCH (a) RETURN [(a)--()-[*..2]-() | 1] AS l", DoorLimits(max_comprehension_hops=2)),
        ("RETURN [x IN [1] | [y IN [1] | y]]", DoorLimits(max_loops=1)),
        ("RETURN range(1, 10)", DoorLimits(max_range=9)),
        ("RETURN [x IN range(1, 100) | x + 1]", DoorLimits(max_steps=100)),
        ("RETURN [1, 2, 3] + [4, 5, 6]", DoorLimits(max_elements=6)),
        ("RETURN 'a' =~ 'aaaaaaaa'", DoorLimits(max_pattern_chars=5)),
    ],
)
def test_every_bound_holds_where_it_is_set(query: str, limits: DoorLimits) -> None:
    refused(query, limits=limits)
    passed(query)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ([1], "not a map"),
        ({"a b": 1}, "'a b' cannot be the name"),
        ({1: 1}, "'1' cannot be the name"),
        ({"x": 2**63}, "beyond 64 bits"),
        ({"x": [float("nan")]}, "no form for"),
        ({"x": object()}, "not JSON"),
        ({"x": {1: 2}}, "key that is not text"),
        ({"x": "\ud800"}, "half a character"),
        ({"x": [[[[[[[[[1]]]]]]]]]}, "more than 8 deep"),
        ({"x": list(range(60_000))}, "50,000 values"),
        ({"x": "a" * 1_000_001}, "1,000,000 characters"),
    ],
)
def test_parameters_are_plain_json_of_bounded_size(parameters: Any, reason: str) -> None:
    with pytest.raises(CypherRefused) as caught:
        check("RETURN $x AS x", parameters, LIMITS)
    assert reason in caught.value.detail


def test_no_parameters_may_be_none() -> None:
    assert check("RETURN 1 AS x", None, LIMITS).parameters == {}


def test_an_unused_parameter_is_said_and_not_sent() -> None:
    checked = passed("RETURN $a AS a", {"a": 1, "b": 2})
    assert checked.parameters == {"a": 1}
    assert checked.warnings == ("Not used by the query: $b.",)


def test_the_text_that_is_checked_is_the_text_that_runs() -> None:
    assert passed("RETURN 'caf\\u00e9' AS a // x\r\n;  ").text == "RETURN 'café' AS a // x\n"
    assert passed("\ufeffRETURN 1 AS a ; // end").text == "RETURN 1 AS a "


def test_a_star_is_noticed() -> None:
    assert passed("MATCH (n) RETURN *").returns_star
    assert not passed("MATCH (n) WITH * RETURN n").returns_star


@pytest.mark.parametrize(
    "query",
    [
        "RETURN " + "(" * 39 + "1" + ")" * 39,
        "RETURN " + " OR ".join(f"x.id = '{number}'" for number in range(450)),
        "RETURN " + "-" * 3_900 + "1",
        "RETURN " + "[x IN " * 39 + "y" + "]" * 39,
        "MATCH (a)" + "--(a)" * 900 + " RETURN 1",
        "RETURN " + "CASE WHEN true THEN " * 300 + "1" + " END" * 300,
        "RETURN " + "reduce(a=1,x IN range(1,100)|" * 3 + "a" + "+a" * 1_500 + ")" * 3,
        "RETURN " + "EXISTS { MATCH (n) WHERE " * 39 + "true" + " RETURN n }" * 39,
        "RETURN $a" + ".b" * 1_900,
        "RETURN 0x" + "F" * 19_000,
        "RETURN 1" + "0" * 19_000,
        "RETURN " + "NOT (a)-[:X]->(" * 200,
    ],
)
def test_the_guard_itself_cannot_be_kept_busy(query: str) -> None:
    started = time.process_time()
    with contextlib.suppress(CypherRefused, CypherSyntax):
        check(query, {"a": 1}, LIMITS)
    assert time.process_time() - started < 5  # about 1 s at most; a shared machine may be slow
