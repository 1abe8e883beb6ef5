"""`POST /cypher`: the door for read-only queries. What holds it is in `api/door/`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.nothing_found import nothing_found
from api.responses import answered, check_format
from api.routes import TheExplorer

router = APIRouter(tags=["cypher"])


class CypherQuery(BaseModel):
    """A reading query and its parameters."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "query": "MATCH (c:Country)-[:PARTICIPATES_IN]->(p:Project {id: $id}) RETURN c.id AS id, c.name "
                    "AS name ORDER BY id",
                    "parameters": {"id": "project:knowhub"},
                }
            ]
        },
    )
    query: str = Field(
        min_length=1, description="openCypher 9 / Neo4j 5, reading only; see /api/v1/library for queries to start from."
    )
    parameters: dict[str, Any] = Field(default_factory=dict, description="Values for the $parameters of the query.")


@router.post("/cypher", summary="A read-only Cypher query")
def cypher(
    request: Request,
    explorer: TheExplorer,
    body: CypherQuery,
    format_: Annotated[str | None, Query(alias="format", description="json or csv.")] = None,
) -> Response:
    """Rows as maps in `items`, in the order of `columns`. What is cut is said in `truncated` and `warnings`; so is a
    name in the parameters of a query of the library that is not in the graph."""
    check_format(format_)
    found = explorer.door.run(body.query, body.parameters)
    items = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    missing = () if found.rows else nothing_found(explorer.networks, body.query, body.parameters)
    answer = {
        "columns": list(found.columns),
        "items": items,
        "total": None if found.truncated else len(items),
        "limit": explorer.settings.valuechain_cypher_rows,
        "next": None,
        "truncated": found.truncated,
        "warnings": [*found.warnings, *missing],
        "data": {"graph_version": explorer.store.version()},
    }
    response = answered(request, answer, format_=format_, rows=items, columns=found.columns, name="cypher")
    response.headers["Server-Timing"] = f"engine;dur={found.elapsed_ms:.1f}"
    return response
