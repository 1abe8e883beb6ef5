"""Claims about tables and pictures of networks whose nodes have long names, on narrow screens and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge_lists import edge_list, lines
from playwright.sync_api import Browser, Page
from service import settings_of
from website import Visitor, served, visiting

from api.app import create_app
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network

pytestmark = pytest.mark.browser
LONG = "Institut " + "x" * 90
PAPER = {"width": 718, "height": 1000}  # A4 less its margins
CIRCLE = [f"n{at},n{(at + step) % 40}" for at in range(40) for step in (1, 2)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[str]:
    """Where a service over one network listens, in which one name is a word of 90 letters."""
    folder = tmp_path_factory.mktemp("long")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    nodes = lines(["id,name", f"n0,{LONG}", *(f"n{at},Organisation {at}" for at in range(1, 40))])
    files = edge_list(folder / "long", lines(["source,target", *CIRCLE]), nodes, name="long", directed=True)
    assert load_network(files, store, ontology).state == "finished"
    with served(create_app(settings_of(), store, ontology)) as at:
        yield at
    store.close()


def overflow(page: Page) -> int:
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def narrowest(visitor: Visitor, cells: str) -> float:
    widths = visitor.page.locator(cells).evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    return float(min(widths))


def test_names_of_the_brokerage_table_have_room_on_a_small_screen_and_on_paper(browser: Browser, address: str) -> None:
    with visiting(browser, address, viewport={"width": 1024, "height": 768}) as visitor:
        visitor.open("/networks/regions/brokerage")
        assert narrowest(visitor, "#nodes tbody th") >= 130
        assert overflow(visitor.page) <= 0
        visitor.page.set_viewport_size(PAPER)
        visitor.page.emulate_media(media="print")
        assert narrowest(visitor, "#nodes tbody th") >= 80
        assert overflow(visitor.page) <= 0


def test_names_of_the_what_if_table_have_room_on_a_phone(browser: Browser, address: str) -> None:
    with visiting(browser, address, "phone") as visitor:
        visitor.open("/networks/regions/removal")
        assert narrowest(visitor, ".missed tbody th") >= 90
        assert overflow(visitor.page) <= 0


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_a_name_of_one_long_word_stays_in_its_card(browser: Browser, site: str, width: int) -> None:
    with visiting(browser, site, viewport={"width": width, "height": 900}) as visitor:
        for path in ("/networks/long", "/networks/long/cohesion"):
            visitor.open(path)
            visitor.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
            assert overflow(visitor.page) <= 0
            beyond = visitor.page.locator("table.fold:visible").evaluate_all(
                """all => all.map(one => one.getBoundingClientRect().right
                    - one.closest('.card').getBoundingClientRect().right)"""
            )
            assert beyond
            assert max(beyond) <= 0


def test_the_tab_key_leads_from_a_field_for_a_name_to_the_next_control(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visitor:
        visitor.open("/networks/long")
        visitor.page.locator("#f-focus").focus()
        visitor.page.get_by_role("option").first.wait_for()
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.tagName") in ("A", "BUTTON", "SELECT", "INPUT")
