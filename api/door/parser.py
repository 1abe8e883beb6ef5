"""Cypher text to a syntax tree: cypherast's parser, with the places mended where it read too little or too much.

As it comes (0.1.12), it drops a `WHERE` inside parentheses from the tree, eats a closing bracket after a pattern, takes
any sign for a name, and does not know `WITH *, x`, `COLLECT { … }`, `COUNT { (a)-->(b) WHERE … }`, `:!A` or `||`. A
guard that walks the tree needs a tree that holds everything the engine will read.
`tests/unit/test_cypher_door_parser.py` holds what is relied on, so that a new version of cypherast shows.
"""

from __future__ import annotations

import cypherast
from cypherast import ast
from cypherast.errors import ParseError
from cypherast.lexer import Token, TokenKind
from cypherast.parser import Parser

from api.door.errors import CypherRefused, CypherSyntax
from api.door.text import named

DIALECT = "neo4j5"
MAX_PARSE_STEPS = 50_000  # an honest query takes some 1,000; the parser tries several readings of a bracket
CLOSER = {
    TokenKind.LPAREN: TokenKind.RPAREN,
    TokenKind.LBRACKET: TokenKind.RBRACKET,
    TokenKind.LBRACE: TokenKind.RBRACE,
}


class DoorParser(Parser):
    """Reads one statement. `tokens` is what the engine will see, comments left out."""

    def __init__(self, text: str, *, max_words: int, max_depth: int) -> None:
        super().__init__(text, dialect=DIALECT)
        self._steps = 0
        self.tokens = _single_statement(self.tokens)
        if len(self.tokens) > max_words:
            raise CypherRefused(
                f"The query has {len(self.tokens):,} words and signs; {max_words:,} are allowed.",
                next_step="Send long lists in 'parameters'.",
            )
        _check_nesting(self.tokens, max_depth)

    def _advance(self) -> Token:
        self._steps += 1
        if self._steps > MAX_PARSE_STEPS:
            raise CypherRefused(
                "The query is too tangled to be read.", next_step="Use fewer brackets inside each other."
            )
        return super()._advance()

    def parse_return_items(self) -> list[ast.AstNode]:
        """`*`, and also `*, expression AS name`, which the original stops before."""
        if not self._match(TokenKind.STAR):
            return super().parse_return_items()
        rest = super().parse_return_items() if self._match(TokenKind.COMMA) else []
        return [ast.Star(), *rest]

    def parse_not(self) -> ast.AstNode:
        """`NOT` before any expression; the original takes `NOT (n:Region AND …)` for a pattern."""
        if self._match(TokenKind.NOT):
            with self._nesting():
                return ast.Not(this=self.parse_not())
        return self.parse_comparison()

    def parse_add(self) -> ast.AstNode:
        """Also `a || b`, which the original does not know."""
        left = super().parse_add()
        while self._check(TokenKind.PIPE) and self._check_ahead(TokenKind.PIPE):
            self._advance()
            self._advance()
            left = ast.Add(this=left, expression=super().parse_add())
        return left

    def parse_primary(self) -> ast.AstNode:
        """Also `COLLECT { … }`, as the original reads `COUNT { … }`."""
        if self._check(TokenKind.COLLECT) and self._check_ahead(TokenKind.LBRACE):
            self._advance()
            return ast.CountSubquery(query=self._subquery())
        return super().parse_primary()

    def parse_exists(self) -> ast.AstNode:
        """`EXISTS { … }` with any read inside, `exists((a)-->(b))`, `exists(n.name)`."""
        self._expect(TokenKind.EXISTS)
        if self._check(TokenKind.LBRACE):
            return ast.PatternPredicate(pattern=self._subquery(), not_=False)
        self._expect(TokenKind.LPAREN)
        inner = self.parse_expression()
        self._expect(TokenKind.RPAREN)
        return (
            inner if isinstance(inner, ast.PatternPredicate) else ast.FunctionCall(name="exists", expressions=[inner])
        )

    def parse_variable(self) -> ast.Identifier:
        """A name; the original takes any sign for one."""
        found = super().parse_variable()
        self._never_empty(str(found.this))
        return found

    def _parse_unquoted_name(self) -> str:
        return self._never_empty(super()._parse_unquoted_name())

    def _parse_type_name(self) -> str:
        return self._never_empty(super()._parse_type_name())

    def _never_empty(self, name: str) -> str:
        if not name:
            self._i -= 1
            raise self._err("Expected a name", code="CG1104")
        return name

    def _parse_labels(self) -> ast.LabelExpression:
        """`:A:B`, `:A|B`, `:!(A&B)`: the labels that are named; the original stops after `!`."""
        labels: list[str] = []
        while self._match(TokenKind.COLON):
            self._label_term(labels)
            while self._match(TokenKind.AMP) or self._match(TokenKind.PIPE):
                self._label_term(labels)
        return ast.LabelExpression(labels=labels)

    def _label_term(self, labels: list[str]) -> None:
        with self._nesting():
            while self._match(TokenKind.BANG):
                pass
            if not self._match(TokenKind.LPAREN):
                labels.append(self._parse_unquoted_name())
                return
            self._label_term(labels)
            while self._match(TokenKind.AMP) or self._match(TokenKind.PIPE):
                self._label_term(labels)
            self._expect(TokenKind.RPAREN)

    def _parse_count_subquery(self) -> ast.CountSubquery:
        self._expect(TokenKind.COUNT)
        return ast.CountSubquery(query=self._subquery())

    def _subquery(self) -> ast.AstNode:
        """`{ query }`, or `{ (a)-->(b) WHERE … }`, which stands for a MATCH."""
        self._expect(TokenKind.LBRACE)
        named_path = self._check(TokenKind.IDENT) and self._check_ahead(TokenKind.EQ)
        if (
            self._check(TokenKind.LPAREN)
            or named_path
            or self._check_any(TokenKind.SHORTESTPATH, TokenKind.ALLSHORTESTPATHS)
        ):
            pattern = self.parse_pattern()
            where = ast.Where(this=self.parse_expression()) if self._match(TokenKind.WHERE) else None
            query: ast.AstNode = ast.Query(clauses=[ast.Match(pattern=pattern, where=where)])
        else:
            query = self.parse_statement()
        self._expect(TokenKind.RBRACE)
        return query

    def _parse_paren_or_pattern(self) -> ast.AstNode:
        """A path `(a)-->(b)` or an expression in brackets, and of both exactly what they hold."""
        if self._looks_like_pattern_start():
            start = self._i
            try:
                path = self.parse_path_pattern()
                if len(path.elements) > 1:
                    return ast.PatternPredicate(pattern=path, not_=False)
            except ParseError:
                pass
            self._i = start
        self._expect(TokenKind.LPAREN)
        inner = self.parse_expression()
        self._expect(TokenKind.RPAREN)
        return inner


def read_words(text: str, *, max_words: int, max_depth: int) -> DoorParser:
    """A parser that has read the words of one statement, and not yet what they mean."""
    try:
        return DoorParser(text, max_words=max_words, max_depth=max_depth)
    except cypherast.CypherastError as error:
        raise _syntax_error(error, text) from None


def read_tree(parser: DoorParser) -> ast.Cypher:
    """The tree of the statement. Raises CypherSyntax with the place, or CypherRefused."""
    try:
        tree = parser.parse()
    except cypherast.CypherastError as error:
        raise _syntax_error(error, parser.source) from None
    except (CypherRefused, CypherSyntax):
        raise
    except Exception as error:
        # A parser that stumbles (an integer of 5,000 digits, …) has not read the query: the door stays shut.
        raise CypherSyntax("The query cannot be read.", next_step="Check numbers, names and brackets.") from error
    if not isinstance(tree, ast.Cypher):
        raise CypherSyntax("The query cannot be read.", next_step="Begin with MATCH, WITH, UNWIND or RETURN.")
    return tree


def _single_statement(tokens: list[Token]) -> list[Token]:
    """Without `;` at the end; one anywhere else would begin a second statement."""
    body, end = tokens[:-1], tokens[-1]
    while body and body[-1].kind is TokenKind.SEMICOLON:
        end = body.pop()
    if any(token.kind is TokenKind.SEMICOLON for token in body):
        raise CypherRefused("There is more than one statement.", next_step="Send one at a time.")
    return [*body, Token(TokenKind.EOF, "", end.position)]


def _check_nesting(tokens: list[Token], max_depth: int) -> None:
    """Brackets close in their order and are not nested too deeply: said before anybody recurses into them."""
    open_ones: list[Token] = []
    for token in tokens:
        if token.kind in CLOSER:
            open_ones.append(token)
            if len(open_ones) > max_depth:
                raise CypherRefused(
                    f"Brackets are nested more than {max_depth} deep.", next_step="Break the query up with WITH."
                )
        elif token.kind in CLOSER.values() and (not open_ones or CLOSER[open_ones.pop().kind] is not token.kind):
            raise _bracket_error(token, "closes nothing", "Check the brackets before it.")
    if open_ones:
        raise _bracket_error(open_ones[-1], "is never closed", "Close it.")


def _bracket_error(token: Token, what: str, next_step: str) -> CypherSyntax:
    line, column = token.position.line, token.position.col
    detail = f"Syntax error in line {line}, column {column}: '{token.text}' {what}."
    return CypherSyntax(detail, next_step=next_step, line=line, column=column)


def _syntax_error(error: cypherast.CypherastError, text: str) -> CypherSyntax | CypherRefused:
    if error.code == "CG1105":
        return CypherRefused("The query is nested too deeply.", next_step="Break it up with WITH.")
    if error.position is None:
        return CypherSyntax("The query cannot be read.", next_step="Check the brackets and quotes.")
    line, column, offset = error.position.line, error.position.col, error.position.offset
    rest = text[offset:].split()
    found = f"'{rest[0][:40]}' was not expected here" if rest else "the query ends too early"
    step = "Check the spelling and the brackets before that place; a name that is also a keyword goes in backticks."
    if error.code == "CG1001":
        found, step = f"{named(text[offset])} is not Cypher", "Replace it, or put the name in backticks."
    elif error.code in {"CG1002", "CG1003"}:
        found, step = "a quote or comment begins here and never ends", "Close it."
    elif error.code in {"CG1004", "CG1005"}:
        found = "this is not a number" if error.code == "CG1004" else "this is not the name of a parameter"
        step = "Write numbers as 12, 1.5 or 1e3, and parameters as $name."
    return CypherSyntax(
        f"Syntax error in line {line}, column {column}: {found}.", next_step=step, line=line, column=column
    )
