"""`/health` says that the process lives, `/ready` that the store answers and a network can be made."""

from __future__ import annotations

from fastapi import APIRouter

from api.answers.shapes import Json
from api.explorer import VERSION
from api.routes import TheExplorer

router = APIRouter(tags=["service"])


@router.get("/health", summary="Does the process live")
async def health() -> Json:
    """Answers without touching the store."""
    return {"status": "ok", "version": VERSION}


@router.get("/ready", summary="Can questions be answered")
def ready(explorer: TheExplorer) -> Json:
    """Asks the store and makes the first network; 503 as problem+json where that fails."""
    explorer.store.ping()
    graph = explorer.networks.projection("countries")
    return {
        "status": "ready",
        "store": explorer.store.name,
        "graph_version": graph.graph_version,
        "nodes": graph.n,
        "edges": graph.m,
    }
