"""Claims about the pages of a network in a browser: no fault, nothing axe-core finds, no sideways scroll on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from website import Visitor, axe_findings

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PAGES = {
    "ranking with parameters": "/networks/countries?measure=closeness&normalised=true&focus=country:ES",
    "cohesion": "/networks/regions/cohesion",
    "brokerage": "/networks/regions/brokerage?group=country",
    "series": "/networks/countries/series",
    "uncertainty": "/networks/countries/uncertainty?draws=50",
}
EACH = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@EACH
def test_page_opens_without_a_fault(visit: Visit, path: str) -> None:
    visitor = visit()
    assert visitor.open(path).status == 200
    visitor.page.wait_for_timeout(150)
    assert visitor.wrong == []
    assert visitor.outside == []
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.locator(".tabs a[aria-current=page]").count() == 1


@pytest.mark.parametrize("mode", ["light", "dark", "phone"])
@EACH
def test_axe_core_finds_nothing(visit: Visit, path: str, mode: str) -> None:
    visitor = visit(mode, bypass_csp=True)
    visitor.open(path)
    assert axe_findings(visitor.page) == []
    widths = visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


def test_choosing_a_measure_changes_the_ranking(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries")
    before = visitor.text(".rank tbody")
    visitor.page.get_by_label("Rank by").select_option("core")
    expect(visitor.page.locator("#h-rank")).to_have_text("Ranking by core")
    assert visitor.text(".rank tbody") != before
    assert "core" in visitor.text("#h-net")
    assert visitor.wrong == []


def test_parameters_of_a_measure_can_be_set_without_javascript(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open("/networks/countries?measure=degree")
    visitor.page.locator(".own summary").click()
    visitor.page.get_by_label("Normalised").select_option("yes")
    visitor.page.get_by_role("button", name="Compute").click()
    assert "normalised=true" in visitor.path
    assert float(visitor.page.locator(".rank tbody td.n").nth(1).inner_text()) < 1


def test_a_circle_of_the_map_leads_to_its_node(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries?measure=degree")
    visitor.page.locator(".circles a[aria-label^='Finland']").click()
    assert "focus=country:FI" in visitor.path
    assert visitor.text(".ego h2") == "Finland and its ties"


def test_signs_are_sized_by_value_in_the_svg_and_on_the_canvas(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries?measure=degree")
    expect(visitor.page.locator("#net[data-ready]")).to_be_visible()
    sizes = visitor.page.evaluate("explorerNetwork.body.data.nodes.get().map(node => [node.id, node.size])")
    by_id = dict(sizes)
    assert by_id["country:ES"] == max(by_id.values()) > min(by_id.values())
    widths = visitor.page.evaluate(
        "[...document.querySelectorAll('.net-nodes .glyph')].map(one => +one.getAttribute('width'))"
    )
    assert max(widths) > 2 * min(widths)


def test_the_panel_says_how_strong_a_tie_is_and_the_strongest_stands_first(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries?focus=country:PT")
    first = visitor.page.get_by_label("Selected node").locator("li").first
    expect(first).to_contain_text("Spain")
    expect(first.locator("small")).to_have_text("5 shared activities, 24 statements")
    assert visitor.text(".ego .tree li") == "Spain 5 shared activities, 24 statements"


def test_a_window_that_gets_narrow_and_wide_again_raises_no_fault(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/regions")
    expect(visitor.page.locator("#net[data-ready]")).to_be_visible()
    for width in (900, 390, 320, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.page.wait_for_timeout(200)
    assert visitor.wrong == []
    assert visitor.page.evaluate("explorerNetwork.getScale()") > 0.1


def test_a_row_of_the_ranking_leads_to_the_node_and_back(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries?measure=degree")
    visitor.page.locator(".rank a", has_text="Finland").click()
    visitor.page.wait_for_url("**focus=country:FI*")
    assert "measure=degree" in visitor.path
    assert visitor.text(".ego h2") == "Finland and its ties"
    assert "focus=country:FI" in visitor.text("#citation")
    visitor.page.go_back()
    visitor.page.wait_for_url("**/networks/countries?measure=degree")
    assert "focus" not in visitor.text("#citation")


def test_controls_say_what_the_page_shows_after_going_back(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries")
    visitor.page.get_by_label("Rank by").select_option("core")
    expect(visitor.page.locator("#h-rank")).to_have_text("Ranking by core")
    visitor.page.go_back()
    expect(visitor.page.locator("#h-rank")).to_have_text("Ranking by betweenness")
    expect(visitor.page.get_by_label("Rank by")).to_have_value("betweenness")
    assert visitor.wrong == []


def test_controls_of_a_page_the_browser_kept_are_set_back(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/regions/removal?country=ES")
    visitor.page.get_by_label("Or a whole country").select_option("PT")
    visitor.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(visitor.page.get_by_label("Or a whole country")).to_have_value("ES")
    visitor.open("/networks/countries?focus=country:ES")
    visitor.page.get_by_label("Focus on").fill("Portugal")
    visitor.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(visitor.page.get_by_label("Focus on")).to_have_value("Spain")
    assert visitor.page.locator("input[type=hidden][name=focus]").first.input_value() == "country:ES"


def test_the_canvas_is_a_named_picture_and_no_stop_for_the_keyboard(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/countries")
    expect(visitor.page.locator("#net[data-ready]")).to_be_visible()
    drawn = visitor.page.locator("#canvas .vis-network")
    assert drawn.get_attribute("role") == "img"
    assert "The lists below hold the same" in (drawn.get_attribute("aria-label") or "")
    assert visitor.page.locator("#canvas [tabindex='0'], #canvas [tabindex='900']").count() == 0
