"""Wall 2, Neo4j only: what the server's own planner says it would do.

The operators alone are not enough: `RETURN CASE WHEN true THEN COLLECT { LOAD CSV FROM 'http://…' AS l RETURN l } END`
plans as ProduceResults and Projection, and does fetch. So the operators' details are read too. Nothing quoted is taken
out of them first: a quote inside a text would hide what follows it.
"""

from __future__ import annotations

from api.door.errors import CypherRefused
from api.door.names import PROCEDURES
from graph.stores.protocol import PlanSummary

READS = "r"
HIDDEN = ("LOAD CSV", "RESOLVEDCALL(")  # as they stand in the details of an expression that holds a subquery
REFUSED_OPERATORS = (  # by how their names begin
    *("loadcsv", "show", "terminate"),
    *("create", "merge", "delete", "detachdelete", "set", "remove", "foreach", "subqueryforeach", "transaction"),
    *("drop", "alter", "grant", "deny", "revoke", "system"),
)
COLUMNS_ONLY = "produceresults"  # its details are the names of the columns, which may be any text


def check_plan(plan: PlanSummary) -> None:
    """Raises CypherRefused where the plan is not a plain read of the graph."""
    if plan.query_type != READS:
        raise CypherRefused(
            "The query would do more than read.", next_step="Send MATCH … RETURN … without writing clauses."
        )
    for operator in plan.operators:
        name = operator.name.partition("@")[0].lower()
        details = operator.details.upper()
        if name == COLUMNS_ONLY:
            continue
        if name == "procedurecall":
            called = operator.details.partition("(")[0].strip().lower()
            if called not in PROCEDURES:
                raise CypherRefused(f"The procedure {called[:80]} is not allowed here.", next_step="Leave it out.")
        elif name.startswith(REFUSED_OPERATORS) or any(word in details for word in HIDDEN):
            raise CypherRefused(
                "The query would read more than the graph.",
                next_step="Leave LOAD CSV, SHOW and procedures out; name columns that hold such words with AS.",
            )
