"""Claims about every page: it opens, nothing on it is refused, fails or leaves the machine, axe-core finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from website import MODES, PAGES, Visitor, axe_findings

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_opens_without_a_fault_and_asks_nobody_else(visit: Visit, path: str) -> None:
    visitor = visit()
    assert visitor.open(path).status == 200
    visitor.page.wait_for_timeout(150)  # what scripts do after the page has loaded
    assert visitor.wrong == []
    assert visitor.outside == []
    assert visitor.page.locator("h1:not(#swagger *)").count() == 1
    assert visitor.page.title().endswith("Value-chain Explorer")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_core_finds_nothing(visit: Visit, path: str, mode: str) -> None:
    visitor = visit(mode, bypass_csp=True)  # the rule that keeps foreign script out would keep axe-core out
    visitor.open(path)
    assert axe_findings(visitor.page) == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_phone_never_scrolls_sideways(visit: Visit, path: str) -> None:
    visitor = visit("phone")
    visitor.open(path)
    widths = visitor.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1] == 390
    edges = visitor.page.evaluate("[...document.querySelectorAll('.nav a')].map(a => a.getBoundingClientRect().right)")
    assert len(edges) == 9
    assert max(edges) <= 390


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_says_its_answer_without_javascript(visit: Visit, path: str) -> None:
    visitor = visit(java_script_enabled=False)
    assert visitor.open(path).status == 200
    assert len(visitor.text("main")) > 150
    assert visitor.wrong == []


@pytest.mark.parametrize(("path", "status"), [("/entities/country:XX", 404), ("/nowhere", 404), ("/map?nuts=7", 422)])
def test_error_is_a_page_with_a_next_step(visit: Visit, path: str, status: int) -> None:
    visitor = visit(bypass_csp=True)
    assert visitor.open(path).status == status
    assert visitor.text("h2") == "What you can do"
    assert axe_findings(visitor.page) == []
