"""How large a value may become: the arithmetic of `cost.py`, without its rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cypherast import ast

CHARACTERS = 16  # of a text weigh as much as one value


@dataclass(frozen=True, slots=True)
class Size:
    """Bounds of a value.

    `numeric`: surely neither list nor text; `number`: its value, where known; `text`: the text itself, where known;
    `made`: the query itself makes a list of this length, the graph has no part in it.
    """

    length: float = 1
    weight: float = 1
    steps: float = 1
    numeric: bool = False
    number: float | None = None
    text: str | None = None
    made: bool = False

    def element(self) -> Size:
        """One of its elements, on average."""
        each = max(1.0, self.weight / max(1.0, self.length))
        return Size(each, each)


NUMBER = Size(numeric=True)


def children_of(node: ast.AstNode) -> list[ast.AstNode]:
    found: list[ast.AstNode] = []
    waiting: list[object] = list(node.args.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, ast.AstNode):
            found.append(value)
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return found


def size_of_literal(node: ast.Literal) -> Size:
    if isinstance(node, ast.String):
        return size_of_parameter(node.this)
    if isinstance(node, ast.Integer | ast.Float):
        return Size(numeric=True, number=float(min(max(node.this, -1e300), 1e300)))
    return NUMBER


def size_of_parameter(value: object) -> Size:
    """The size of a parameter, exactly."""
    if isinstance(value, str):
        return Size(max(1, len(value)), max(1, len(value) / CHARACTERS), text=value)
    if isinstance(value, list | dict):
        items = [size_of_parameter(child) for child in (value.values() if isinstance(value, dict) else value)]
        return Size(max(1, len(items)), 1 + sum(item.weight for item in items), made=True)
    return replace(NUMBER, number=float(value) if isinstance(value, int | float) else None)


def largest(sizes: list[Size], *, steps: float) -> Size:
    if not sizes:
        return Size(steps=steps)
    return Size(
        max(size.length for size in sizes),
        max(size.weight for size in sizes),
        steps,
        numeric=all(size.numeric for size in sizes),
    )


def computed(node: ast.Binary, left: float | None, right: float | None) -> float | None:
    """What arithmetic on two known numbers gives; None where they are not known or there is no such number."""
    if left is None or right is None:
        return None
    try:
        if isinstance(node, ast.Add):
            return left + right
        if isinstance(node, ast.Sub):
            return left - right
        if isinstance(node, ast.Mul):
            return left * right
        if isinstance(node, ast.Pow):
            return float(left**right)
        return left / right if isinstance(node, ast.Div) else left % right
    except (ArithmeticError, TypeError):  # a complex root has no order
        return None


def approximately(number: float) -> str:
    return f"about {number:,.0f}" if number < 1e12 else "more than 1,000,000,000,000"
