"""Wall 2: plans as Neo4j 5.26 wrote them for queries that its read mode lets through."""

from __future__ import annotations

import pytest

from api.door import CypherRefused
from api.door.plan import check_plan
from graph.stores.protocol import PlanOperator, PlanSummary


def plan(query_type: str, *operators: tuple[str, str]) -> PlanSummary:
    return PlanSummary(query_type, tuple(PlanOperator(name, details) for name, details in operators))


@pytest.mark.parametrize(
    "read",
    [
        plan("r", ("ProduceResults@neo4j", "n"), ("AllNodesScan@neo4j", "n")),
        plan("r", ("ProduceResults@neo4j", "label"), ("ProcedureCall@neo4j", "db.labels() :: (label :: STRING)")),
        plan("r", ("ProduceResults@neo4j", "`'LOAD CSV'`"), ("Projection@neo4j", "$autostring_0 AS a")),
        plan("r", ("ProduceResults@neo4j", "n"), ("SemiApply@neo4j", ""), ("Filter@neo4j", "m.id = $autostring_1")),
        plan("r", ("ProduceResults@neo4j", "x"), ("ShortestPath@neo4j", "p"), ("SelectOrSemiApply@neo4j", "n:A")),
        plan("r", ("ProduceResults@neo4j", "x"), ("AssertSameNode@neo4j", "n")),
    ],
)
def test_a_read_is_let_through(read: PlanSummary) -> None:
    check_plan(read)


@pytest.mark.parametrize(
    "other",
    [
        plan("w", ("EmptyResult@neo4j", ""), ("Create@neo4j", "(n)")),
        plan("rw", ("SubqueryForeach@neo4j", ""), ("Create@neo4j", "(m)")),
        plan("s", ("ProcedureCall@neo4j", "dbms.listConfig() :: (name :: STRING)")),
        plan("", ("ProduceResults@neo4j", "1")),
        plan("r", ("ProduceResults@neo4j", "database"), ("ShowTransactions@neo4j", "defaultColumns, allTransactions")),
        plan("r", ("ProduceResults@neo4j", "id"), ("TerminateTransactions@neo4j", "defaultColumns, transactions(a)")),
        plan("r", ("ProduceResults@neo4j", "name"), ("ShowSettings@neo4j", "allSettings, defaultColumns")),
        plan("r", ("ProduceResults@neo4j", "l"), ("LoadCSV@neo4j", "l")),
        plan("r", ("ProcedureCall@neo4j", "db.clearQueryCaches() :: (value :: STRING)")),
        plan("r", ("ProcedureCall@neo4j", "db.labels.fake() :: (value :: STRING)")),
        plan(
            "r",
            ("ProduceResults@neo4j", "`x`"),
            (
                "Projection@neo4j",
                'CASE\n  WHEN true THEN COLLECT { LOAD CSV FROM "http://x/" AS l RETURN l AS l }\nEND AS `x`',
            ),
        ),
        plan(
            "r", ("Projection@neo4j", "COLLECT { ResolvedCall(db.info() :: id :: STRING,ArraySeq()) RETURN id } AS c")
        ),
        plan("r", ("Projection@neo4j", '"`", COLLECT { load csv from "http://x/" AS l RETURN l }, \'`\'')),
    ],
)
def test_anything_else_is_refused(other: PlanSummary) -> None:
    with pytest.raises(CypherRefused) as caught:
        check_plan(other)
    assert caught.value.next_step
