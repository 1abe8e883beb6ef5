"""How large one expression of a query may become and how many steps it takes for one row: the rules of `cost.py`."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from cypherast import ast

from api.door.errors import CypherRefused
from api.door.limits import DoorLimits
from api.door.patterns import check_pattern
from api.door.sizes import NUMBER, Size, approximately, children_of, computed, largest, size_of_literal

ASSUMED_ROWS = 300  # length of collect(…) and of lists nobody can see beforehand
ASSUMED_TEXT = 100  # length of a property: names, a few words, short lists
ASSUMED_PROPERTY = 10  # values in a property
ASSUMED_NODE = 50  # values in a node or relation with its properties
MAX_MEASURED = 30_000  # expressions the estimate itself looks at: reduce in reduce is followed turn by turn
SIMULATED = 25  # turns of a reduce that are followed one by one: what doubles has passed every bound by then

# the length of what a function answers
LENGTHS = {"labels": 4, "keys": 50, "nodes": 16, "relationships": 15, "split": ASSUMED_TEXT}
SAME = frozenset(  # functions whose answer is at most as large as what they are given
    "reverse tail left right substring trim btrim ltrim rtrim tolower toupper lower upper normalize tostring"
    " tostringornull properties tobooleanlist tofloatlist tointegerlist tostringlist max min coalesce nullif startnode"
    " endnode".split()
)
ELEMENT = frozenset({"head", "last"})
Known: TypeAlias = Mapping[str, "Size"]


UNKNOWN = Size(ASSUMED_ROWS, ASSUMED_ROWS)


class Expressions(ABC):
    """Measures expressions with the sizes of the variables known so far. What holds clauses again goes to `query`."""

    def __init__(self, parameters: Mapping[str, Size], limits: DoorLimits) -> None:
        self.parameters = parameters
        self.limits = limits
        self.loops = self.measured = 0
        self.made_rows = 1.0  # that lists of the query's own multiply to
        self.found_rows = 1.0  # that patterns without a tie between them may multiply to, as far as is assumed

    @abstractmethod
    def query(self, node: ast.AstNode, outer: Known) -> dict[str, Size]:
        """The sizes of what a subquery returns, by name."""

    @abstractmethod
    def bind(self, value: object, known: dict[str, Size]) -> None:
        """The variables of a pattern."""

    def parts(self, value: object, known: dict[str, Size]) -> None:
        """Every expression somewhere below a pattern, WHERE, ORDER BY …"""
        if isinstance(value, list | tuple):
            for child in value:
                self.parts(child, known)
        elif isinstance(value, ast.AstNode):
            self.expression(value, known)

    def expression(self, node: ast.AstNode, known: Known) -> Size:
        """The size of an expression; refuses it where that passes a bound."""
        size = self.measure(node, known)
        if size.steps > self.limits.max_steps:
            raise CypherRefused(
                f"One expression may take {approximately(size.steps)} steps for a single row; "
                f"{self.limits.max_steps:,.0f} are allowed, because no engine can be stopped inside one.",
                next_step="Spread it over rows with UNWIND and WITH, or make its lists shorter.",
            )
        if max(size.length, size.weight) > self.limits.max_elements:
            raise CypherRefused(
                f"One value may grow to {approximately(max(size.length, size.weight))} elements or characters; "
                f"{self.limits.max_elements:,.0f} are allowed.",
                next_step="Keep fewer things in one list or text; return rows instead.",
            )
        return size

    def measure(self, node: ast.AstNode, known: Known) -> Size:
        self.measured += 1
        if self.measured > MAX_MEASURED:
            raise CypherRefused(
                "The query is too tangled to be judged.", next_step="Use UNWIND and WITH instead of reduce."
            )
        if isinstance(node, ast.Literal):
            return size_of_literal(node)
        if isinstance(node, ast.Parameter):
            return self.parameters.get(str(node.name), UNKNOWN)
        if isinstance(node, ast.Identifier):
            return replace(known.get(str(node.this), UNKNOWN), steps=1)
        if isinstance(node, ast.Binary):
            return self.binary(node, known)
        for kinds, rule in self.rules():
            if isinstance(node, kinds):
                return rule(node, known)
        steps = 1.0 + sum(self.expression(child, known).steps for child in children_of(node))
        if isinstance(node, ast.Neg):
            number = self.measure(node.this, known).number
            return replace(NUMBER, steps=steps, number=None if number is None else -number)
        if isinstance(node, ast.Not | ast.IsNull | ast.LabelPredicate):
            return replace(NUMBER, steps=steps)
        return Size(ASSUMED_TEXT, ASSUMED_TEXT, steps)

    def rules(self) -> tuple[tuple[tuple[type[ast.AstNode], ...], Callable[[ast.AstNode, Known], Size]], ...]:
        return (
            ((ast.List, ast.Map, ast.MapProjection), self.collection),
            ((ast.Case,), self.case),
            ((ast.FunctionCall, ast.Coalesce), self.call),
            ((ast.ListComprehension, ast.Quantifier), self.loop),
            ((ast.ListLambda,), self.reduce),
            ((ast.PatternComprehension,), self.pattern_loop),
            ((ast.CountSubquery, ast.PatternPredicate), self.subquery),
            ((ast.Property, ast.ListSubscript, ast.ListSlice), self.part),
        )

    def binary(self, node: ast.Binary, known: Known) -> Size:
        """A chain like `a + b + c …` from left to right, without recursion: it may be thousands of terms long."""
        links: list[ast.Binary] = []
        first: ast.AstNode = node
        while isinstance(first, ast.Binary):
            links.append(first)
            first = first.this
        size = self.expression(first, known)
        for link in reversed(links):
            right = self.expression(link.expression, known)
            steps = size.steps + right.steps + 1
            if isinstance(link, ast.Add) and not (size.numeric and right.numeric):
                text = size.text + right.text if size.text is not None and right.text is not None else None
                length, weight = size.length + right.length, size.weight + right.weight
                size = Size(length, weight, steps + length / 10, text=text)  # ten elements are copied in a step
            elif isinstance(link, ast.Add | ast.Sub | ast.Mul | ast.Div | ast.Mod | ast.Pow):
                size = replace(NUMBER, steps=steps, number=computed(link, size.number, right.number))
            elif isinstance(link, ast.RegexMatch):
                matching = check_pattern(right.text, size.length, self.limits.max_pattern_chars)
                size = replace(NUMBER, steps=steps + matching)
            else:
                searched = right.length if isinstance(link, ast.In) else size.length
                size = replace(NUMBER, steps=steps + searched)
            if size.steps > self.limits.max_steps or size.length > self.limits.max_elements:
                break  # refused by the caller
        return size

    def collection(self, node: ast.AstNode, known: Known) -> Size:
        sizes = [self.expression(child, known) for child in children_of(node)]
        return Size(max(1, len(sizes)), 1 + sum(s.weight for s in sizes), 1 + sum(s.steps for s in sizes), made=True)

    def case(self, node: ast.AstNode, known: Known) -> Size:
        tests = [self.expression(child, known) for child in (node.this, *(test for test, _ in node.ifs)) if child]
        values = [self.expression(child, known) for child in (*(value for _, value in node.ifs), node.default) if child]
        return largest(values, steps=1 + sum(size.steps for size in (*tests, *values)))

    def call(self, node: ast.AstNode, known: Known) -> Size:
        name = "coalesce" if isinstance(node, ast.Coalesce) else str(node.name).lower()
        sizes = [self.expression(child, known) for child in node.expressions]
        steps = 1.0 + sum(size.steps + size.length / 10 for size in sizes)
        if name == "range":
            return replace(self.range(sizes), steps=steps)
        if name == "collect":
            found = min(self.found_rows, self.limits.max_elements)
            length = max(float(ASSUMED_ROWS), self.made_rows, found)
            return Size(length, max(length, ASSUMED_ROWS * (sizes[0].weight if sizes else 1)), steps)
        if name == "replace" and len(sizes) == 3:
            grown = sizes[0].length * max(1.0, sizes[2].length)
            return Size(grown, grown, steps + grown / 10)
        if name in ("size", "length", "char_length", "character_length") and sizes:
            return replace(NUMBER, steps=steps, number=sizes[0].length)
        if name in ("tointeger", "tofloat", "abs", "ceil", "floor", "round") and sizes:
            return replace(NUMBER, steps=steps, number=sizes[0].number)
        if name in SAME:
            return largest(sizes, steps=steps)
        if name in ELEMENT:
            return replace(sizes[0].element() if sizes else UNKNOWN, steps=steps)
        if name in LENGTHS:
            length = max(LENGTHS[name], sizes[0].length) if name == "split" and sizes else LENGTHS[name]
            return Size(length, length * (ASSUMED_NODE if name in ("nodes", "relationships") else 1), steps)
        if name in ("shortestpath", "allshortestpaths"):
            return Size(16, 16 * ASSUMED_NODE, steps)
        return Size(1, 1, steps, numeric="." not in name and "date" not in name)

    def range(self, sizes: list[Size]) -> Size:
        """The length of a range; where its ends are not known, as many as one may have."""
        numbers = [size.number for size in sizes if size.number is not None]
        length: float = self.limits.max_range
        if len(numbers) == len(sizes) and len(numbers) in {2, 3}:
            start, end, step = (*numbers, 1.0)[:3]
            span = (end - start) / step if step else 0.0
            length = max(0.0, span + 1) if math.isfinite(span) else math.inf
        if length > self.limits.max_range:
            raise CypherRefused(
                f"A range() has {approximately(length)} elements; {self.limits.max_range:,} are allowed.",
                next_step="Count with fewer, or use the rows of a MATCH.",
            )
        return Size(max(1.0, length), max(1.0, length), made=True)

    def loop(self, node: ast.AstNode, known: Known) -> Size:
        """`[x IN source WHERE … | …]`, `all(x IN source WHERE …)`: the source once, the rest for each element."""
        source = self.expression(node.source, known)
        inner = {**known, str(node.variable.this): source.element()}
        body = [child for child in (node.args.get("where"), node.args.get("projection")) if child is not None]
        sizes = self.inside(body, inner)
        steps = source.steps + source.length * (1 + sum(size.steps for size in sizes))
        if isinstance(node, ast.Quantifier):
            return replace(NUMBER, steps=steps)
        each = sizes[-1].weight if node.args.get("projection") is not None else source.element().weight
        return Size(source.length, max(source.length, source.length * each), steps, made=source.made)

    def pattern_loop(self, node: ast.AstNode, known: Known) -> Size:
        inner = dict(known)
        self.bind([node.pattern, node.variable], inner)
        if node.variable is not None:
            inner[str(node.variable.this)] = Size(16, 16 * ASSUMED_NODE)
        self.parts(node.pattern, inner)
        sizes = self.inside([child for child in (node.where, node.projection) if child is not None], inner)
        steps = ASSUMED_ROWS * (1 + sum(size.steps for size in sizes))
        return Size(ASSUMED_ROWS, ASSUMED_ROWS * sizes[-1].weight, steps)

    def subquery(self, node: ast.AstNode, known: Known) -> Size:
        """EXISTS, COUNT, COLLECT { … }: rows again, at which the engine can be stopped."""
        query = node.args.get("query") or node.args.get("pattern")
        if isinstance(query, ast.Query | ast.Union):
            self.query(query, known)
        else:
            inner = dict(known)
            self.bind(query, inner)
            self.parts(query, inner)
        return Size(ASSUMED_ROWS, ASSUMED_ROWS)

    def part(self, node: ast.AstNode, known: Known) -> Size:
        """`n.name`, `list[3]`, `list[1..5]`: at most the whole."""
        whole = self.expression(node.this, known)
        others = [child for child in children_of(node) if child is not node.this]
        steps = whole.steps + 1 + sum(self.expression(child, known).steps for child in others)
        if isinstance(node, ast.ListSubscript):
            return replace(whole.element(), steps=steps)
        if isinstance(node, ast.ListSlice):
            return replace(whole, steps=steps, text=None)
        if whole.weight > ASSUMED_NODE:  # a map that the query has made: the property may be all of it
            return Size(whole.weight, whole.weight, steps)
        return Size(ASSUMED_TEXT, ASSUMED_PROPERTY, steps)

    def reduce(self, node: ast.AstNode, known: Known) -> Size:
        """Follows the accumulator through the first turns, then draws the line on: what doubles has failed by then."""
        source = self.expression(node.source, known)
        value = self.expression(node.initial, known)
        inner = {**known, str(node.variable.this): source.element()}
        before, turns, steps = value, 0, source.steps + value.steps
        while turns < min(source.length, SIMULATED):
            before = value
            value = self.inside([node.expression], {**inner, str(node.accumulator.this): before})[0]
            value = replace(value, number=None, text=None)
            steps += value.steps
            turns += 1
        left = max(0.0, source.length - turns)
        grown = replace(
            value,
            length=value.length + left * max(0.0, value.length - before.length),
            weight=value.weight + left * max(0.0, value.weight - before.weight),
        )
        if left:
            last = self.inside([node.expression], {**inner, str(node.accumulator.this): grown})[0]
            steps += left * (last.steps + value.steps) / 2
        return replace(grown, steps=steps)

    def inside(self, body: list[ast.AstNode], known: Known) -> list[Size]:
        """What is evaluated once for each element of a list."""
        self.loops += 1
        if self.loops > self.limits.max_loops:
            raise CypherRefused(
                f"More than {self.limits.max_loops} comprehensions, predicates or reduce stand inside each other.",
                next_step="Use UNWIND and WITH for the outer ones.",
            )
        sizes = [self.expression(child, known) for child in body]
        self.loops -= 1
        return sizes
