"""What one row of a query may cost at most, estimated from its syntax before it runs.

Engines look at their clock and at their memory between rows, not inside one expression, so that a single
`reduce(a = [1], x IN range(1, 40) | a + a)` cannot be stopped, and on the embedded engine fills the heap of this very
process. Rows themselves (MATCH, UNWIND) are the engine's business: it can be stopped there.

Each expression gets a `Size`: how long a list (or text) it may become, how many values it may hold in all, and how many
steps it takes. Lengths that only the graph knows are assumed; what the query itself makes (literals, ranges,
parameters, doublings, comprehensions) is computed.
"""

from __future__ import annotations

from collections.abc import Mapping

from cypherast import ast

from api.door.errors import CypherRefused
from api.door.expressions import ASSUMED_NODE, ASSUMED_ROWS, Expressions, Known
from api.door.limits import DoorLimits
from api.door.names import AGGREGATION
from api.door.sizes import Size, size_of_parameter


def check_cost(tree: ast.Cypher, parameters: Mapping[str, object], limits: DoorLimits) -> None:
    """Raises CypherRefused for a query one row of which may take too many steps or grow too large."""
    given = {name: size_of_parameter(value) for name, value in parameters.items()}
    _Estimate(given, limits).query(tree.this, {})


class _Estimate(Expressions):
    """Goes through a query clause by clause."""

    def __init__(self, parameters: Mapping[str, Size], limits: DoorLimits) -> None:
        super().__init__(parameters, limits)
        self.clauses = 0

    def query(self, node: ast.AstNode, outer: Known) -> dict[str, Size]:
        """The sizes of what a (sub)query returns, by name."""
        if isinstance(node, ast.Union):
            return self.query(node.this, outer) | self.query(node.expression, outer)
        known = dict(outer)
        returned: dict[str, Size] = {}
        for clause in node.clauses if isinstance(node, ast.Query) else ():
            self.clauses += 1
            if self.clauses > self.limits.max_clauses:
                raise CypherRefused(
                    f"The query has more than {self.limits.max_clauses} clauses.", next_step="Send it in parts."
                )
            returned = self.clause(clause, known)
        return returned

    def clause(self, clause: ast.AstNode, known: dict[str, Size]) -> dict[str, Size]:
        """Takes what the clause binds into `known`; answers what a RETURN would hand out."""
        if isinstance(clause, ast.Unwind):
            source = self.expression(clause.expression, known)
            known[clause.alias.this] = source.element()
            self.made_rows *= source.length if source.made else 1
        elif isinstance(clause, ast.CallSubquery):
            known |= self.query(clause.query, known)
        elif isinstance(clause, ast.With | ast.Return):
            items = [item for item in clause.expressions if isinstance(item, ast.Alias)]
            bound = {item.alias.this: self.expression(item.this, known) for item in items}
            for item in clause.expressions:
                if not isinstance(item, ast.Alias):
                    self.expression(item, known)
            if any(_aggregates(item) for item in clause.expressions):
                self.found_rows = min(self.found_rows, ASSUMED_ROWS)
            if isinstance(clause.limit, ast.Limit) and isinstance(clause.limit.this, ast.Integer):
                self.made_rows = min(self.made_rows, clause.limit.this.this)
                self.found_rows = min(self.found_rows, clause.limit.this.this)
            known |= bound
            for part in ("order", "skip", "limit", "where"):
                self.parts(clause.args.get(part), known)
            return bound
        else:  # MATCH, CALL of a procedure
            for path in clause.pattern.paths if isinstance(clause, ast.Match) else ():
                self.found_rows *= ASSUMED_ROWS if _begins_anywhere(path, known) else 1
                self.bind(path, known)
            self.bind(clause, known)
            self.parts(list(clause.args.values()), known)
        return {}

    def bind(self, value: object, known: dict[str, Size]) -> None:
        """The variables of patterns and of YIELD."""
        if isinstance(value, list | tuple):
            for child in value:
                self.bind(child, known)
        elif isinstance(value, ast.AstNode):
            if isinstance(value, ast.NodePattern | ast.RelationshipPattern | ast.PathPattern) and value.variable:
                many = 16 if isinstance(value, ast.PathPattern) or value.args.get("variable_length") else 1
                known[value.variable.this] = Size(many, many * ASSUMED_NODE)
            self.bind([child for child in value.args.values() if not isinstance(child, str)], known)


def _aggregates(item: ast.AstNode) -> bool:
    """Whether an item of WITH puts rows together."""
    called = item.this if isinstance(item, ast.Alias) else item
    return isinstance(called, ast.FunctionCall) and str(called.name).lower() in AGGREGATION.split()


def _begins_anywhere(path: ast.PathPattern, known: Known) -> bool:
    """Whether a pattern hangs on nothing: no variable of before, no property to look a node up by."""
    ends = [element for element in path.elements if isinstance(element, ast.NodePattern)]
    return bool(ends) and not any(node.properties or (node.variable and node.variable.this in known) for node in ends)
