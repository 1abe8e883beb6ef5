"""`create_app(settings, store)`: the service. Nothing connects, reads a file or starts at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from api.door import CypherDoor, DoorLimits
from api.errors import add_error_handlers
from api.explorer import VERSION, Explorer
from api.jobs import Jobs
from api.middleware import Guarded
from api.pages import mount_static, pages_router
from api.preferences import Preferring
from api.routes import brokerage as brokerage_routes
from api.routes import centrality as centrality_routes
from api.routes import cohesion as cohesion_routes
from api.routes import communities as community_routes
from api.routes import cypher, entities, health, loads, networks, only_known_parameters, paths, questions
from api.routes import jobs as job_routes
from api.routes import prediction as prediction_routes
from api.routes import series as series_routes
from api.routes import uncertainty as uncertainty_routes
from api.routes import whatif as whatif_routes
from api.settings import Settings
from graph.ontology import Ontology, read_ontology
from graph.stores import Store
from graph.views import Networks

DESCRIPTION = """
Where is a transnational value chain broken, and who could bridge it?

Lists answer `items, total, limit, next, truncated`; analyses `result, method, parameters, data, warnings, links`.
An analysis that takes long answers 202 with a job: ask again, or follow `/jobs/{job_id}`.
Errors are problem+json (RFC 9457). Every list and analysis takes `format=csv`. Ids are readable: `country:NO`,
`region:2021:ES21`, `project:knowhub`.
"""

ANALYSES = (
    brokerage_routes,
    cohesion_routes,
    community_routes,
    prediction_routes,
    series_routes,
    uncertainty_routes,
    centrality_routes,
    whatif_routes,
)
TAKES_LONG: dict[str, Any] = {
    "description": "It takes long and is being computed: `Location` is the job, `Retry-After` says when to ask again.",
    "headers": {
        "Location": {"description": "Address of the job", "schema": {"type": "string"}},
        "Retry-After": {"description": "Seconds", "schema": {"type": "integer"}},
    },
}


def create_app(settings: Settings, store: Store, ontology: Ontology | None = None) -> FastAPI:
    """The application over an open store. The caller opens and closes the store."""
    ontology = ontology or read_ontology()
    door = CypherDoor(store, door_limits(settings))
    jobs = Jobs(
        workers=settings.valuechain_job_workers,
        wait_s=settings.valuechain_wait_seconds,
        threads=settings.valuechain_analysis_threads or None,
    )
    explorer = Explorer(settings, store, ontology, Networks(store, ontology), door, jobs)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.close()
        door.close()

    app = FastAPI(
        title="Value-chain Explorer",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # the page at /docs is ours: its script comes from a package, not a CDN
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.explorer = explorer
    add_error_handlers(app)
    api = APIRouter(prefix="/api/v1", dependencies=[Depends(only_known_parameters)])
    for module in ANALYSES:
        api.include_router(module.router, responses={202: TAKES_LONG})
    for module in (paths, networks, questions, job_routes, entities, cypher, loads):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(health.router)
    mount_static(app)
    app.include_router(pages_router(), include_in_schema=False)
    app.add_middleware(Preferring)
    app.add_middleware(Guarded, settings=settings)
    return app


def door_limits(settings: Settings) -> DoorLimits:
    """The door's bounds out of the settings."""
    return DoorLimits(
        seconds=settings.valuechain_cypher_seconds,
        max_rows=settings.valuechain_cypher_rows,
        max_bytes=settings.valuechain_cypher_bytes,
        workers=settings.valuechain_cypher_workers,
    )
