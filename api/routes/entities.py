"""`/entities`: search, one entity, its neighbours."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import entities
from api.responses import answered, bounds, check_format
from api.routes import Format, Limit, Offset, TheExplorer
from api.routes.steady import SteadyRoute

router = APIRouter(route_class=SteadyRoute, tags=["entities"])


@router.get("/entities", summary="Search")
def search(
    request: Request,
    explorer: TheExplorer,
    q: Annotated[
        str, Query(max_length=200, description="Words of a name, an acronym or an id; case and accents do not matter.")
    ] = "",
    label: Annotated[str, Query(description="Only this label; Partnership finds pilots too.")] = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Entities whose name, acronym or id holds every word of `q`, best first. Example: `/api/v1/entities?q=skane`."""
    check_format(format_)
    answer = entities.search(explorer, q, label, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["items"], columns=columns.ENTITIES, name="entities")


@router.get("/entities/{entity_id:path}/neighbours", summary="What an entity is tied to")
def neighbours(
    request: Request,
    explorer: TheExplorer,
    entity_id: str,
    relation: Annotated[str, Query(description="Only this relation type.")] = "",
    direction: Annotated[str, Query(description="both, in or out.")] = "both",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Relations of an entity with their sources. Example: `/api/v1/entities/project:knowhub/neighbours`."""
    check_format(format_)
    answer = entities.neighbours(explorer, entity_id, relation, direction, *bounds(explorer, limit, offset, format_))
    return answered(
        request, answer, format_=format_, rows=answer["items"], columns=columns.NEIGHBOURS, name="neighbours"
    )


@router.get("/entities/{entity_id:path}", summary="One entity")
def entity(request: Request, explorer: TheExplorer, entity_id: str, format_: Format = None) -> Response:
    """Properties, sources, claims and counts. Example: `/api/v1/entities/project:bordwiis`."""
    check_format(format_)
    answer = entities.entity(explorer, entity_id)
    return answered(request, answer, format_=format_, rows=answer["properties"], name="entity")
