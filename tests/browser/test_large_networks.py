"""Claims about the picture of a network with more nodes than have room: which names are written, and how many."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any

import pytest
from edge_lists import edge_list, halves
from playwright.sync_api import Browser, Page, expect
from service import settings_of
from website import served, visiting

from api.app import create_app
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network

pytestmark = pytest.mark.browser
DRAWN = 150
WRITTEN = """async ([nodes, further]) => {
    const { written } = await import('/static/js/names.js');
    const wide = text => 6 * text.length;
    return written(nodes, { centre: { x: 500, y: 500 }, wide, ...further })
        .map(({ node, label }) => [node.id, label]);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[str]:
    """Where a service over one loaded network of 201 nodes listens."""
    folder = tmp_path_factory.mktemp("large")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    load_network(edge_list(folder / "halves", halves(), name="halves"), store, ontology)
    with served(create_app(settings_of(), store, ontology)) as at:
        yield at
    store.close()


def names_at(page: Page, count: int | None = None) -> int:
    """How many names the picture shows, once it shows `count` of them."""
    net = page.locator("#net[data-ready]")
    expect(net).to_be_visible()
    if count is not None:
        expect(net).to_have_attribute("data-names", str(count))
    return int(net.get_attribute("data-names") or 0)


def test_every_name_is_written_where_there_is_room(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visitor:
        visitor.open("/networks/halves")
        assert names_at(visitor.page, DRAWN) == DRAWN
        assert visitor.wrong == []


def test_a_narrow_picture_writes_fewer_names_and_more_when_it_is_enlarged(browser: Browser, site: str) -> None:
    with visiting(browser, site, viewport={"width": 700, "height": 900}) as visitor:
        visitor.open("/networks/halves")
        few = names_at(visitor.page)
        assert 30 < few < DRAWN
        for _ in range(4):
            visitor.page.locator("#zin").click()
        assert names_at(visitor.page, DRAWN) == DRAWN
        visitor.page.locator("#fit").click()
        assert names_at(visitor.page, few) == few
        assert visitor.wrong == []


def test_a_chosen_node_has_its_name_and_those_of_its_neighbours(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visitor:
        visitor.open("/networks/halves?focus=go-between")
        assert names_at(visitor.page) <= 3


def on_ring(count: int, sizes: dict[int, float], radius: float = 400.0) -> list[dict[str, Any]]:
    turns = [360 * at / count - 90 for at in range(count)]
    return [
        {
            "id": at, "label": f"node {at}", "size": sizes.get(at, 2.0), "degree": 1, "turn": turn,
            "x": 500 + radius * cos(turn * pi / 180), "y": 500 + radius * sin(turn * pi / 180),
        }
        for at, turn in enumerate(turns)
    ]  # fmt: skip


def test_the_largest_have_their_names_and_no_name_covers_another(browser: Browser, site: str) -> None:
    nodes = on_ring(100, {7: 9.0, 8: 8.0, 99: 7.0, 0: 6.0})  # 25 units apart; 99 and 0 are side by side, over the top
    with visiting(browser, site) as visitor:
        visitor.open("/networks/halves")
        everywhere = [-1000, -1000, 2000, 2000]
        found = [one for one, _ in visitor.page.evaluate(WRITTEN, [nodes, {"px": 30, "box": everywhere}])]
        all_of_them = visitor.page.evaluate(WRITTEN, [nodes, {"px": 20, "box": everywhere}])
    assert {7, 99} <= set(found)
    assert not {8, 0} & set(found)  # nearer to a larger one than a line
    assert all(min(abs(a - b), 100 - abs(a - b)) > 1 for a in found for b in found if a != b)
    assert len(found) > 30
    assert len(all_of_them) == 100


def test_a_name_that_would_leave_the_picture_is_shortened_or_left_out(browser: Browser, site: str) -> None:
    column: list[dict[str, Any]] = [
        {"id": "a", "label": "a long name", "size": 2, "degree": 1, "x": 100, "y": 10},
        {"id": "b", "label": "a long name", "size": 2, "degree": 1, "x": 100, "y": 40, "left": True},
        {"id": "c", "label": "a long name", "size": 2, "degree": 1, "x": 170, "y": 40},
    ]
    with visiting(browser, site) as visitor:
        visitor.open("/networks/halves")
        found = dict(visitor.page.evaluate(WRITTEN, [column, {"px": 10, "box": [0, 0, 180, 100]}]))
    assert found == {"a": "a long na…", "b": "a long name"}


def test_a_printed_ranking_has_every_row_of_its_page_and_says_which_part_it_is(browser: Browser, site: str) -> None:
    with visiting(browser, site) as visitor:
        visitor.open("/networks/halves?offset=15")
        visitor.page.emulate_media(media="print")
        rows = visitor.page.locator(".rank tbody tr")
        assert rows.count() == 15
        assert all(rows.nth(at).is_visible() for at in range(15))
        pager = visitor.page.locator("#ranking .pager")
        expect(pager).to_be_visible()
        assert pager.inner_text().strip() == "16–30 of 201"
