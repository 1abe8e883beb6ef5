"""The pages and their addresses, in one list."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.pages.bridges import bridging_page, common_page
from api.pages.brokerage import brokerage_page
from api.pages.cohesion import cohesion_page
from api.pages.entities import entities_page, entity_page
from api.pages.gaps import gaps_page
from api.pages.links import links_page
from api.pages.maps import map_page
from api.pages.networks import network_page, networks_page
from api.pages.reference import about_page, console_page, docs_page, schema_page
from api.pages.removal import removal_page
from api.pages.routes import paths_page
from api.pages.series import series_page
from api.pages.start import start_page
from api.pages.uncertainty import uncertainty_page

PAGES = (
    ("/", start_page),
    ("/entities", entities_page),
    ("/entities/{entity_id:path}", entity_page),
    ("/map", map_page),
    ("/networks", networks_page),
    ("/networks/{view}", network_page),
    ("/networks/{view}/cohesion", cohesion_page),
    ("/networks/{view}/brokerage", brokerage_page),
    ("/networks/{view}/series", series_page),
    ("/networks/{view}/uncertainty", uncertainty_page),
    ("/networks/{view}/removal", removal_page),
    ("/networks/{view}/links", links_page),
    ("/common", common_page),
    ("/paths", paths_page),
    ("/bridging", bridging_page),
    ("/gaps", gaps_page),
    ("/schema", schema_page),
    ("/console", console_page),
    ("/docs", docs_page),
    ("/about", about_page),
)


def pages_router() -> APIRouter:
    """All pages. They take the explorer from `request.app.state.explorer`."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for path, page in PAGES:
        router.add_api_route(path, page, methods=["GET", "HEAD"], response_model=None)
    return router
