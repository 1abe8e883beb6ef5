"""Wall 1: parse the query and let through only what is on the lists of `names.py`, within the bounds of `limits.py`.

Two looks at the same text, because each alone has been fooled: at the words (whatever stands before a bracket is an
allowed function, no writing clause begins anywhere), and at the whole syntax tree (subqueries hide inside CASE,
comprehensions, reduce, EXISTS, COUNT and COLLECT). Syntax that is not known is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from cypherast import ast
from cypherast.lexer import Token, TokenKind

from api.door import cost, names
from api.door.errors import CypherRefused, CypherSyntax, CypherUnknown
from api.door.limits import DoorLimits
from api.door.parameters import check_parameters
from api.door.parser import read_tree, read_words
from api.door.text import TRY, check_plain_word, plain_text

KEY_BEFORE = frozenset({TokenKind.LBRACE, TokenKind.COMMA})
NAME_AFTER = frozenset({TokenKind.DOT, TokenKind.COLON, TokenKind.PIPE, TokenKind.AMP, TokenKind.BANG, TokenKind.AS})
SCHEMA = "GET /api/v1/schema lists labels, relations and properties."


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run: the text to send, its parameters, whether it returns `*`, and what to tell the caller."""

    text: str
    parameters: dict[str, object]
    returns_star: bool
    warnings: tuple[str, ...]


def check(query: object, parameters: object, limits: DoorLimits) -> CheckedQuery:
    """The query as it may be sent to the engine.

    Raises CypherRefused with the reason and the next step, CypherUnknown for a function or a parameter that is not
    there, or CypherSyntax with line and column.
    """
    text = plain_text(query, max_chars=limits.max_query_chars)
    given = check_parameters(parameters, limits)
    parser = read_words(text, max_words=limits.max_words, max_depth=limits.max_depth)
    _check_words(text, parser.tokens)
    tree = read_tree(parser)
    nodes = list(_walk(tree, limits))
    for node in nodes:
        _check_node(node, limits)
    _check_end(tree, nodes)
    _check_hops(tree, limits)
    used = {str(node.name) for node in nodes if isinstance(node, ast.Parameter)}
    if missing := sorted(used - given.keys()):
        raise CypherUnknown(
            f"The query uses ${missing[0]}, which is not given.",
            next_step=f'Send it: {{"query": …, "parameters": {{"{missing[0]}": …}}}}.',
        )
    cost.check_cost(tree, given, limits)
    unused = sorted(given.keys() - used)
    warnings = (f"Not used by the query: {', '.join('$' + name for name in unused)}.",) if unused else ()
    end = parser.tokens[-1].position.offset
    return CheckedQuery(text[:end], {name: given[name] for name in used}, _returns_star(tree, nodes), warnings)


def _check_words(text: str, tokens: list[Token]) -> None:
    """Looks at each word with its neighbours, wherever it stands."""
    words = [token for token in tokens if token.kind is not TokenKind.EOF]
    if not words:
        raise CypherSyntax("The query holds only comments.", next_step=TRY)
    first, second = (token.text.upper() for token in [*words, *words][:2])
    if words[0].kind is TokenKind.IDENT and first in names.OPENINGS and (first, second) not in names.PAIRS:
        raise CypherRefused(f"{first} is not allowed here.", next_step=names.OPENINGS[first])
    for place, token in enumerate(words):
        before = words[place - 1].kind if place else None
        following = words[place + 1] if place + 1 < len(words) else None
        quoted = text[token.position.offset] in "`'\""
        if not quoted and token.kind not in {TokenKind.STRING, TokenKind.PARAMETER}:
            check_plain_word(token.text)
        if not (quoted or token.text[:1].isalpha() or token.text[:1] == "_") or token.kind is TokenKind.STRING:
            continue
        pair = (token.text.upper(), following.text.upper() if following else "")
        if pair in names.PAIRS and not quoted and (pair[0] != "IN" or before is TokenKind.RBRACE):
            raise CypherRefused(f"{' '.join(pair)} is not allowed here.", next_step=names.PAIRS[pair])
        key = following is not None and following.kind is TokenKind.COLON and before in KEY_BEFORE
        if token.kind in names.CLAUSES and before not in NAME_AFTER and not key:
            raise CypherRefused(f"{token.text.upper()} is not allowed here.", next_step=names.CLAUSES[token.kind])
        if following is not None and following.kind is TokenKind.LPAREN:
            _check_call(words, place)


def _check_call(words: list[Token], place: int) -> None:
    """The word at `place` stands before a bracket: a keyword that may, or the last part of a function's name."""
    token = words[place]
    part_of_name = place > 0 and words[place - 1].kind is TokenKind.DOT
    if token.kind in names.BEFORE_BRACKET and not part_of_name:
        return
    name = token.text
    while place >= 2 and words[place - 1].kind is TokenKind.DOT:
        place -= 2
        name = f"{words[place].text}.{name}"
    if place and words[place - 1].kind is TokenKind.CALL:
        _check_procedure(name)
    elif name.lower() not in names.FUNCTIONS | names.LIST_LAMBDAS:
        _refuse_function(name)


def _walk(tree: ast.AstNode, limits: DoorLimits) -> Iterator[ast.AstNode]:
    """Every syntax node, in no particular order. Refuses what hides from it, and trees that are too deep."""
    waiting: list[tuple[object, int]] = [(tree, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, ast.AstNode):
            if depth > limits.max_depth * 2:
                raise CypherRefused("The query is nested too deeply.", next_step="Break it up with WITH.")
            yield value
            chain = isinstance(value, ast.Binary)  # `a AND b AND c …` is a list to everybody but the tree
            waiting.extend(
                (child, depth if chain and part == "this" else depth + 1) for part, child in value.args.items()
            )
        elif isinstance(value, list | tuple):
            waiting.extend((child, depth) for child in value)
        elif value is not None and not isinstance(value, str | int | float | ast.Direction):
            raise CypherRefused(f"The query holds something unknown ({type(value).__name__}).", next_step=SCHEMA)


def _check_node(node: ast.AstNode, limits: DoorLimits) -> None:
    kind = type(node).__name__
    if kind not in names.SYNTAX:
        if isinstance(node, ast.QuantifiedPath):
            raise CypherRefused("A quantified path is not allowed here.", next_step="Write -[:TYPE*1..3]-> instead.")
        raise CypherRefused(f"{kind} is not allowed here.", next_step=names.ONE_READ)
    for part, value in node.args.items():
        if (kind, part) in names.REFUSED_PARTS and value:
            raise CypherRefused(f"{names.REFUSED_PARTS[kind, part]} is not allowed here.", next_step="Leave it out.")
        if part not in node.arg_types and not (kind == "Null" and part == "this"):
            raise CypherRefused(f"{kind} holds something unknown ({part}).", next_step=SCHEMA)
    if isinstance(node, ast.FunctionCall) and str(node.name).lower() not in names.FUNCTIONS:
        _refuse_function(str(node.name))
    if isinstance(node, ast.ListLambda) and node.name not in names.LIST_LAMBDAS:
        raise CypherRefused(f"{node.name}(…) is not allowed here.", next_step="Write [x IN list WHERE … | …].")
    if isinstance(node, ast.CallProcedure):
        _check_procedure(str(node.name))
    if isinstance(node, ast.PatternComprehension):
        _check_comprehension(node, limits)
    if isinstance(node, ast.List | ast.Map):
        count = len(node.expressions if isinstance(node, ast.List) else node.entries)
        if count > limits.max_list_items:
            raise CypherRefused(
                f"A list or map has {count:,} entries; {limits.max_list_items:,} may be written out.",
                next_step="Send it in 'parameters'.",
            )


def _check_comprehension(node: ast.PatternComprehension, limits: DoorLimits) -> None:
    """A pattern comprehension is walked to its end for each row, whatever the clock says."""
    relations = [part for part in node.pattern.elements if isinstance(part, ast.RelationshipPattern)]
    hops = sum((part.max_hops or 1) if part.variable_length else 1 for part in relations)
    if hops > limits.max_comprehension_hops:
        raise CypherRefused(
            f"A pattern comprehension goes up to {hops} hops; {limits.max_comprehension_hops} are allowed.",
            next_step="Use MATCH, or COLLECT { MATCH … RETURN … }.",
        )


def _check_procedure(name: str) -> None:
    if name.lower() not in names.PROCEDURES:
        raise CypherRefused(
            f"The procedure {name} is not allowed here.",
            next_step=f"Allowed are db.labels and db.relationshipTypes. {SCHEMA}",
        )


def _refuse_function(name: str) -> None:
    """A name without a dot that no engine is known to have is a slip, and said to be one; others are refused."""
    close = get_close_matches(name.lower(), sorted(names.FUNCTIONS), n=1, cutoff=0.85)
    hint = f" Did you mean {close[0]}(…)?" if close else ""
    step = "Pure functions of openCypher 9 and Neo4j 5 are allowed; docs/how-to/write-cypher says which."
    if names.may_be_a_slip(name):
        raise CypherUnknown(f"The function {name[:80]}(…) is unknown here.{hint}", next_step=step)
    raise CypherRefused(f"The function {name[:80]}(…) is not allowed here.{hint}", next_step=step)


def _check_end(tree: ast.Cypher, nodes: list[ast.AstNode]) -> None:
    """Each part of a UNION returns something; what stands alone as a CALL answers by itself."""
    if not isinstance(_last_clause(tree), ast.Return | ast.CallProcedure):
        raise CypherSyntax("The query returns nothing.", next_step="End it with RETURN ….")
    for node in nodes:
        if isinstance(node, ast.Query) and not node.clauses:
            raise CypherSyntax("A part of the query is empty.", next_step="Write MATCH … RETURN …")


def _returns_star(tree: ast.Cypher, nodes: list[ast.AstNode]) -> bool:
    """Whether the answer's columns are all variables. Refuses `RETURN *, x`: the embedded engine drops x in silence."""
    for node in nodes:
        if (
            isinstance(node, ast.Return)
            and len(node.expressions) > 1
            and any(isinstance(e, ast.Star) for e in node.expressions)
        ):
            raise CypherRefused("RETURN * has more columns beside it.", next_step="Write WITH *, … AS name RETURN *.")
    last = _last_clause(tree)
    return isinstance(last, ast.Return) and isinstance(last.expressions[0], ast.Star)


def _last_clause(tree: ast.Cypher) -> ast.AstNode | None:
    query = tree.this
    while isinstance(query, ast.Union):
        query = query.expression
    return query.clauses[-1] if isinstance(query, ast.Query) and query.clauses else None


def _check_hops(tree: ast.AstNode, limits: DoorLimits) -> None:
    """Each pattern of variable length has an upper end, a higher one inside shortestPath."""
    waiting: list[tuple[object, bool]] = [(tree, False)]
    while waiting:
        value, shortest = waiting.pop()
        if isinstance(value, list | tuple):
            waiting.extend((child, shortest) for child in value)
        if not isinstance(value, ast.AstNode):
            continue
        if isinstance(value, ast.FunctionCall):
            shortest = str(value.name).lower() in {"shortestpath", "allshortestpaths"}
        shortest = shortest or isinstance(value, ast.ShortestPath)
        if isinstance(value, ast.RelationshipPattern) and value.variable_length:
            cap = limits.max_shortest_hops if shortest else limits.max_hops
            if value.max_hops is None or value.max_hops > cap:
                written = "no upper end" if value.max_hops is None else f"up to {value.max_hops} hops"
                where = " inside shortestPath" if shortest else ""
                raise CypherRefused(
                    f"A pattern has {written}; {cap} are allowed{where}.", next_step=f"Write [*..{cap}]."
                )
        waiting.extend((child, shortest) for child in value.args.values())
