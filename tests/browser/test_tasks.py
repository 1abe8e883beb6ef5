"""Claims about what people do here: search by keyboard, ask the three questions, run a query, switch to dark, print."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from website import PAGES, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]


def test_keyboard_leads_from_search_to_an_entity(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    keyboard = visitor.page.keyboard
    keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent") == "Skip to content"
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.id") == "q"
    keyboard.type("knowh", delay=20)
    expect(visitor.page.get_by_role("option").first).to_contain_text("KNOWHUB")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(visitor.page.locator("h1")).to_have_text("KNOWHUB")
    assert visitor.path == "/entities/project:knowhub"
    assert visitor.wrong == []


def test_search_works_without_javascript(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open("/")
    visitor.page.get_by_label("Find a region").fill("norte")
    visitor.page.get_by_role("button", name="Search").click()
    visitor.page.get_by_role("link", name="Norte", exact=True).first.click()
    assert visitor.path == "/entities/region:2021:PT11"


def test_three_questions_lead_to_their_answers(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    asked = visitor.page.locator(".ask-q a")
    assert asked.count() == 3
    leads = []
    for number in range(3):
        asked.nth(number).click()
        leads.append(visitor.text(".lead"))
        visitor.page.go_back()
    assert leads[0].startswith("Germany, Spain, Hungary and Poland took part in both KNOWHUB and TR3S")
    assert leads[1].startswith("Portugal is 4 hops from Norway")
    assert re.match(r"\d+ of \d+ pairs of members of Bio-economy are tied by nothing else", leads[2])


def test_route_from_portugal_to_norway_has_four_cited_hops(visit: Visit) -> None:
    visitor = visit()
    visitor.open(PAGES["routes"])
    route = visitor.page.locator(".route").first
    stops = route.locator(".stop-name").all_inner_texts()
    assert len(stops) == 5
    assert (stops[0], stops[2], stops[4]) == ("Portugal", "Finland", "Norway")
    hops = route.locator(".hop")
    assert hops.count() == 4
    for number in range(4):
        assert hops.nth(number).locator(".src a").count() >= 1


def test_where_no_route_is_the_coarser_ones_are_offered(visit: Visit) -> None:
    visitor = visit()
    visitor.open(PAGES["no route"])
    assert "No route is known from Norte to Nordland at this level" in visitor.text(".lead")
    assert visitor.page.locator(".stop").count() == 0
    visitor.page.locator(".anc-card").last.click()
    assert visitor.text(".lead").startswith("Portugal is 4 hops from Norway")


def test_fields_take_names_and_ask_back_where_a_name_is_not_clear(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open("/paths")
    visitor.page.get_by_label("From").fill("Portugal")
    visitor.page.get_by_label("To", exact=True).fill("Nor")
    visitor.page.get_by_role("button", name="Find routes").click()
    assert "fits several entities" in visitor.text("[role=alert]")
    visitor.page.locator(".chip", has_text="country:NO").click()
    assert visitor.text(".lead").startswith("Portugal is 4 hops from Norway")


def test_console_shows_rows_and_refusals(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/console?query=common-countries")
    editor = visitor.page.get_by_label("Cypher query")
    editor.focus()
    visitor.page.keyboard.press("Control+Enter")
    rows = visitor.page.locator("#rows tbody tr")
    expect(rows).not_to_have_count(0)
    assert visitor.page.locator("#rows a").first.get_attribute("href") == "/entities/country:DE"
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="CSV").click()
    assert saved.value.path().read_text(encoding="utf-8").startswith("id,name")
    assert visitor.wrong == []

    editor.fill("MATCH (n) DETACH DELETE n")
    visitor.page.keyboard.press("Control+Enter")
    refusal = visitor.page.locator("#refusal")
    expect(refusal).to_be_visible()
    assert len(refusal.inner_text()) > 30
    expect(visitor.page.locator("#rows")).to_be_hidden()
    assert all("403" in line for line in visitor.wrong)  # the browser notes the refused request, and nothing else


def test_console_highlights_without_making_html_of_a_query(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/console")
    visitor.page.get_by_label("Cypher query").fill(
        "MATCH (n) WHERE n.name = '<img src=x onerror=alert(1)>' RETURN n.id"
    )
    assert visitor.page.locator(".paint .tok-k").first.inner_text() == "MATCH"
    assert visitor.page.locator(".paint img").count() == 0
    assert visitor.wrong == []


def test_dark_is_remembered(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    light = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    visitor.page.get_by_role("button", name="Switch between light and dark").click()
    dark = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    visitor.open("/networks/participation")
    assert visitor.page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert visitor.page.evaluate("localStorage.getItem('theme')") == "dark"


def test_network_picture_shows_a_node_and_its_ties(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/networks/participation")
    expect(visitor.page.locator("#net[data-ready]")).to_be_visible()
    visitor.page.locator(".rank a", has_text="Finland").click()
    expect(visitor.page.locator("#net[data-ready]")).to_be_visible()
    assert "focus=country:FI" in visitor.path
    panel = visitor.page.get_by_label("Selected node")
    expect(panel).to_contain_text("Finland")
    expect(panel.get_by_role("button", name="Triple-helix")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert visitor.wrong == []


def test_network_is_one_node_and_its_ties_on_a_phone(visit: Visit) -> None:
    visitor = visit("phone")
    visitor.open("/networks/participation")
    expect(visitor.page.locator("#net")).to_be_hidden()
    expect(visitor.page.locator(".ego .tree").first).to_be_visible()
    visitor.page.locator(".tree .beyond a", has_text="Finland").first.click()
    assert "focus=country:FI" in visitor.path
    assert visitor.text(".ego h2") == "Finland and its ties"


def test_network_stands_as_svg_before_any_script(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.open("/networks/participation")
    svg = visitor.page.locator("#net > svg")
    expect(svg).to_be_visible()
    with_script = visit()
    with_script.open("/networks/participation")
    model = json.loads(with_script.page.locator("#model").inner_text())
    assert svg.locator(".net-nodes .glyph").count() == len(model["nodes"]) > 0
    assert svg.locator(".net-ties path").count() == sum(edge["drawn"] for edge in model["edges"])


def test_map_and_table_point_at_each_other(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/map")
    row = visitor.page.locator("#table tbody tr").first
    row.hover()
    place = row.get_attribute("data-r")
    assert visitor.page.locator(f'#map .areas path.on[data-r="{place}"]').count() >= 1
    assert "© EuroGeographics" in visitor.text(".credit")
    visitor.page.get_by_role("button", name="Betweenness").click()
    assert visitor.page.locator("#table th[aria-sort]").inner_text().startswith("Betweenness")


def test_print_shows_answers_and_no_controls(visit: Visit) -> None:
    visitor = visit("dark")
    visitor.open(PAGES["routes"])
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator(".nav").is_visible()
    assert not visitor.page.locator("form").first.is_visible()
    assert visitor.page.locator(".strip").first.is_visible()
    assert visitor.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert visitor.page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 32, 42)"
    assert visitor.page.pdf().startswith(b"%PDF")
