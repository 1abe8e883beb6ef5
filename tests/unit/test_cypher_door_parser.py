"""What the door relies on in cypherast, and what it had to mend: a new version of it has to pass here first."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from cypherast import ast
from cypherast.lexer import Lexer, TokenKind

from api.door import CypherSyntax
from api.door.parser import DoorParser, read_tree, read_words
from api.door.text import plain_text


def parsed(text: str) -> ast.Cypher:
    return read_tree(read_words(plain_text(text, max_chars=20_000), max_words=4_000, max_depth=40))


def found(text: str, kind: type[ast.AstNode]) -> list[ast.AstNode]:
    """Syntax nodes of a kind, looked for everywhere."""
    waiting: list[object] = [parsed(text)]
    nodes = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, list | tuple):
            waiting.extend(value)
        elif isinstance(value, ast.AstNode):
            waiting.extend(value.args.values())
            nodes.extend([value] if isinstance(value, kind) else [])
    return nodes


def test_the_version_is_the_one_that_was_read() -> None:
    """The tree of a 0.x may change with any release: read the changes, then raise this."""
    assert version("cypherast").startswith("0.1.")


@pytest.mark.parametrize(
    "method",
    [
        *(
            "_advance",
            "_check_ahead",
            "_check_any",
            "_err",
            "_expect",
            "_looks_like_pattern_start",
            "_match",
            "_nesting",
        ),
        *(
            "_parse_count_subquery",
            "_parse_labels",
            "_parse_paren_or_pattern",
            "_parse_type_name",
            "_parse_unquoted_name",
        ),
        *("parse_add", "parse_exists", "parse_not", "parse_primary", "parse_return_items", "parse_variable"),
    ],
)
def test_the_methods_that_are_replaced_or_used_exist(method: str) -> None:
    assert any(method in base.__dict__ for base in DoorParser.__mro__[1:])


@pytest.mark.parametrize(
    "text",
    [
        "RETURN ((n WHERE f(1)))",
        "RETURN ((n) WHERE f(1))",
        "RETURN (n | f(1))",
        "MATCH (n) WHERE ((n)-->(m) WHERE f(1)) RETURN n",
        "RETURN n.'x'",
        "RETURN 1 AS 'x'",
        "RETURN 1 AS =",
        "MATCH (n:'x') RETURN n",
        "MATCH (n:) RETURN n",
        "MATCH ()-[:'x']->() RETURN 1",
        "RETURN {'a': 1}",
        "RETURN {(: 1}",
    ],
)
def test_what_a_tolerant_parser_would_swallow_is_a_syntax_error(text: str) -> None:
    with pytest.raises(CypherSyntax):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "RETURN ((g((f(1)))))",
        "MATCH (n) WHERE (n.a = 1 AND (n)-->({x: f(1)})) RETURN n",
        "MATCH (n) WHERE NOT (n:A AND f(1)) RETURN n",
        "RETURN COUNT { (a)-->(b) WHERE f(1) }",
        "RETURN COLLECT { MATCH (a) WHERE f(1) RETURN a }",
        "RETURN EXISTS { (a {x: f(1)}) }",
        "RETURN exists((a)-->({x: f(1)}))",
        "WITH *, f(1) AS x RETURN x",
        "RETURN 'a' || f(1)",
        "RETURN CASE WHEN true THEN f(1) END",
        "RETURN CASE f(1) WHEN 1 THEN 2 END",
        "RETURN {a: [f(1)]}",
        "RETURN n {.a, b: f(1)}",
        "RETURN [x IN [1] WHERE f(1) | x]",
        "RETURN [(a)-->(b) WHERE f(1) | a]",
        "RETURN reduce(a = 1, x IN [1] | f(1))",
        "RETURN all(x IN [1] WHERE f(1))",
        "RETURN [1][f(1)..]",
        "RETURN 1 ORDER BY f(1)",
        "RETURN 1 SKIP f(1)",
        "RETURN 1 LIMIT f(1)",
        "UNWIND f(1) AS x RETURN x",
        "CALL { RETURN f(1) AS x } RETURN x",
        "CALL db.labels(f(1)) YIELD label RETURN label",
        "CALL db.labels() YIELD label WHERE f(1) RETURN label",
        "MATCH (n WHERE f(1)) RETURN n",
        "MATCH ()-[r WHERE f(1)]->() RETURN r",
        "MATCH ()-[r {a: f(1)}]->() RETURN r",
        "MATCH p = shortestPath((a {x: f(1)})-[*..2]-(b)) RETURN p",
        "RETURN shortestPath((a {x: f(1)})-[*..2]-(b)) AS p, 1 AS q",
        "RETURN 1 AS x UNION RETURN f(1) AS x",
    ],
)
def test_a_call_is_in_the_tree_wherever_it_stands(text: str) -> None:
    assert "f" in [call.name for call in found(text, ast.FunctionCall)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (":A", ["A"]),
        (":A:B", ["A", "B"]),
        (":A|B", ["A", "B"]),
        (":A&!B", ["A", "B"]),
        (":!(A|B)&C", ["A", "B", "C"]),
        (":`a b`", ["a b"]),
        (":End", ["End"]),
    ],
)
def test_labels_are_read_in_every_form(text: str, labels: list[str]) -> None:
    (expression,) = found(f"MATCH (n{text}) RETURN 1", ast.LabelExpression)
    assert expression.labels == labels


def test_a_closing_bracket_after_a_pattern_is_left_where_it_is() -> None:
    assert len(found("RETURN size([(a)-->(b) | 1]) AS x, ((a)-->(b)) AS y", ast.PatternPredicate)) == 1
    parsed("MATCH (a) WHERE (a.x = 1 AND (a)-->()) OR (a.y = 2) RETURN a")


def test_the_lexer_reads_comments_quotes_and_names_as_the_engines_do() -> None:
    def kinds(text: str) -> list[TokenKind]:
        return [token.kind for token in Lexer(text).tokenize()][:-1]

    assert kinds("// CREATE\n/* SET \n */") == []
    assert kinds(r"'it\'s' 'back\\'") == [TokenKind.STRING, TokenKind.STRING]
    assert kinds("`CREATE` `a``b`") == [TokenKind.IDENT, TokenKind.IDENT]
    assert kinds("create Set DELETE") == [TokenKind.CREATE, TokenKind.SET, TokenKind.DELETE]
