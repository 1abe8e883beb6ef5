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
