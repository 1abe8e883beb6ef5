"""`/common`, `/gaps`, `/chains`, `/datasets`, `/schema`, `/library`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api import columns
from api.answers import catalogue, linkage, participants, value_chains
from api.responses import answered, bounds, check_format
from api.routes import Format, Limit, NutsLevel, Offset, TheExplorer
from api.routes.steady import SteadyRoute

router = APIRouter(route_class=SteadyRoute, tags=["questions"])
LevelOf = Annotated[str, Query(description="country, region or organisation.")]


@router.get("/common", summary="Who takes part in all of them")
def common(
    request: Request,
    explorer: TheExplorer,
    ids: Annotated[
        str, Query(max_length=2000, description="Ids separated by commas, for example project:knowhub,project:tr3s.")
    ],
    level: LevelOf = "country",
    nuts_level: NutsLevel = "",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Actors that take part in every activity named. Example:
    `/api/v1/common?ids=project:knowhub,project:tr3s&level=country`."""
    check_format(format_)
    wanted = list(dict.fromkeys(part.strip() for part in ids.split(",") if part.strip()))
    answer = participants.common(explorer, wanted, level, nuts_level, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["items"], columns=columns.COMMON, name="common")


@router.get("/gaps", summary="Gaps within a partnership, initiative, platform or chain")
def gaps(
    request: Request,
    explorer: TheExplorer,
    within: Annotated[
        str, Query(max_length=200, description="Id of a project, partnership, pilot, initiative, platform or chain.")
    ],
    level: LevelOf = "region",
    limit: Limit = None,
    offset: Offset = 0,
    format_: Format = None,
) -> Response:
    """Pairs of members that nothing else ties, with shared priorities; for a chain, stages without a known holder."""
    check_format(format_)
    answer = linkage.gaps(explorer, within, level, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["result"]["items"], columns=columns.GAPS, name="gaps")


@router.get("/chains", summary="Value chains")
def chains(
    request: Request, explorer: TheExplorer, limit: Limit = None, offset: Offset = 0, format_: Format = None
) -> Response:
    """All value chains."""
    check_format(format_)
    answer = value_chains.chains(explorer, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["items"], columns=columns.CHAINS, name="chains")


@router.get("/chains/{entity_id:path}", summary="One value chain")
def chain(request: Request, explorer: TheExplorer, entity_id: str, format_: Format = None) -> Response:
    """Stages in order, who is known to hold each, and what is unknown. Example: `/api/v1/chains/chain:biopharma`."""
    check_format(format_)
    answer = value_chains.chain(explorer, entity_id)
    return answered(request, answer, format_=format_, rows=answer["stages"], columns=columns.CHAIN, name="chain")


@router.get("/datasets", summary="Data sets and sources")
def datasets(
    request: Request, explorer: TheExplorer, limit: Limit = None, offset: Offset = 0, format_: Format = None
) -> Response:
    """What the graph rests on, with addresses, licences and how to cite; and the runs of the loaders."""
    check_format(format_)
    answer = catalogue.datasets(explorer, *bounds(explorer, limit, offset, format_))
    return answered(request, answer, format_=format_, rows=answer["items"], columns=columns.DATASETS, name="datasets")


@router.get("/schema", summary="The ontology")
def schema(request: Request, explorer: TheExplorer, format_: Format = None) -> Response:
    """Labels, relations and properties with units, made from the ontology files; CSV has a line a property."""
    check_format(format_)
    answer = catalogue.schema(explorer)
    rows = [
        {"of": kind.get("label") or kind.get("relation"), **prop}
        for kind in (*answer["labels"], *answer["relations"])
        for prop in kind["properties"]
    ]
    return answered(request, answer, format_=format_, rows=rows, name="schema")


@router.get("/library", summary="Cypher queries to start from")
def library(request: Request, explorer: TheExplorer, format_: Format = None) -> Response:
    """Documented queries with parameters and examples; they run unchanged on both stores."""
    check_format(format_)
    answer = catalogue.library(explorer)
    return answered(request, answer, format_=format_, rows=answer["items"], name="library")
