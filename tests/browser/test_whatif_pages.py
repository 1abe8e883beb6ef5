"""Claims about the what-if pages in a browser: they open clean, axe-core finds nothing, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from service import settings_of
from website import MODES, axe_findings, served, visiting
from whatif_site import whatif_store

from api.app import create_app
from graph.ontology import Ontology

pytestmark = pytest.mark.browser
PAGES = {
    "before and after": "/networks/deck/removal?nodes=country:ES",
    "a country leaves": "/networks/regions/removal?country=ES",
    "missed most": "/networks/participation/removal",
    "links on the map": "/networks/countries/links",
    "links of a node": "/networks/kite/links?node=Jane",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[str]:
    """Where the service over the seed and two loaded networks listens."""
    store = whatif_store(tmp_path_factory.mktemp("whatif"), ontology)
    with served(create_app(settings_of(), store, ontology)) as at:
        yield at
    store.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_opens_without_a_fault_and_asks_nobody_else(browser: Browser, site: str, path: str) -> None:
    with visiting(browser, site) as visitor:
        assert visitor.open(path).status == 200
        visitor.page.wait_for_timeout(150)  # what scripts do after the page has loaded
        assert visitor.wrong == []
        assert visitor.outside == []
        assert visitor.page.locator("h1").count() == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_core_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, site: str, path: str, mode: str) -> None:
    with visiting(browser, site, mode, bypass_csp=True) as visitor:
        visitor.open(path)
        assert axe_findings(visitor.page) == []
        root = "document.documentElement"
        assert visitor.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_taking_a_node_away_changes_the_picture_also_without_script(browser: Browser, site: str) -> None:
    with visiting(browser, site, java_script_enabled=False) as visitor:
        visitor.open("/networks/deck/removal")
        visitor.page.get_by_role("textbox", name="Who leaves").fill("Spain")
        visitor.page.get_by_role("button", name="Take away").click()
        assert visitor.text("h1") == "Without Spain"
        before, after = (visitor.page.locator("figure svg.wi").nth(at).screenshot() for at in (0, 1))
        assert before != after
        visitor.page.get_by_role("textbox", name="Who else leaves").fill("Finland")
        visitor.page.get_by_role("button", name="Take away").click()
        assert visitor.text("h1") == "Without Spain and Finland"
        assert "Norway" in visitor.text(".lead")
        visitor.page.get_by_role("link", name="Put Spain back").click()
        assert visitor.text("h1") == "Without Finland"


def test_a_row_marks_its_arc(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visitor:
        visitor.open(PAGES["links on the map"])
        visitor.page.locator("tr[data-link]").first.locator("a").first.focus()
        assert visitor.page.locator(".new-arcs .on").count() == 1
        assert visitor.wrong == []
