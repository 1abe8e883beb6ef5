"""Claims about names that are HTML, script or addresses of script: every page shows them as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from service import settings_of
from small_pack import write_pack
from website import Visitor, served, visiting

from api.app import create_app
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.run import load_pack

pytestmark = pytest.mark.browser
SCRIPT = "<script>window.hacked=1</script>"
IMAGE = '"><img src=x onerror=window.hacked=1>'
BREAK = "</script><svg onload=window.hacked=1>"
PACK = {
    "nodes/Country": f"""
        id,name,iso2,source_id
        country:QX,{SCRIPT},QX,source:a
        country:QY,"{IMAGE.replace('"', '""')}",QY,source:a
    """,
    "nodes/Project": f"""
        id,name,acronym,summary,source_id,quote
        project:evil,{BREAK},{SCRIPT},{{{{ 7 * 7 }}}} {SCRIPT},source:a,{SCRIPT}
        project:evil2,Other,,,source:a,
    """,
    "relations/PARTICIPATES_IN": f"""
        source,target,role,source_id,quote
        country:QX,project:evil,lead,source:a,{SCRIPT}
        country:QY,project:evil,,source:a,
        country:QX,project:evil2,,source:a,
        country:QY,project:evil2,,source:b,
    """,
}
SOURCES = f"""
    id,name,address
    source:a,{SCRIPT},javascript:window.hacked=1
    source:b,Register B,https://example.org/
"""
PATHS = (
    "/", "/entities?q=script", "/entities/country:QX", "/entities/country:QY", "/entities/project:evil", "/map?nuts=0",
    "/networks", "/networks/participation", "/networks/participation?focus=country:QX", "/networks/countries",
    "/common?ids=project:evil,project:evil2", "/paths?source=country:QX&target=country:QY",
    "/paths?source=<img+src=x>&target=b",
    "/bridging?source=country:QX&target=country:QY", "/gaps", "/about",
    "/entities/<script>alert(1)</script>",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, prepared_folder: Path, ontology: Ontology) -> Iterator[str]:
    """A service over a pack whose names attack the page."""
    folder = tmp_path_factory.mktemp("hostile")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    report = load_pack(write_pack(folder / "pack", PACK, name="hostile", sources=SOURCES), store, ontology)
    assert not report.rejects
    with served(create_app(settings_of(), store, ontology)) as at:
        yield at
    store.close()


@pytest.mark.parametrize("path", PATHS)
def test_hostile_names_stay_text(browser: Browser, hostile: str, path: str) -> None:
    with visiting(browser, hostile, bypass_csp=True) as visitor:  # the page itself must hold, not the policy alone
        visitor.open(path)
        visitor.page.wait_for_timeout(200)
        assert visitor.page.evaluate("window.hacked") is None
        assert visitor.page.locator("main img, main script:not([type='application/json'])").count() == 0
        assert visitor.page.locator("a[href^='javascript']").count() == 0
        assert not [line for line in visitor.wrong if line.startswith("script")]


def test_hostile_names_are_shown_as_they_are(browser: Browser, hostile: str) -> None:
    with visiting(browser, hostile) as visitor:
        visitor.open("/entities/project:evil")
        assert visitor.text("h1") == BREAK
        assert SCRIPT in visitor.text(".summary")
        assert "{{ 7 * 7 }}" in visitor.text(".summary")
        visitor.open("/")
        typed_into_the_search(visitor)
        assert SCRIPT in visitor.page.get_by_role("option").first.inner_text()
        assert visitor.wrong == []


def typed_into_the_search(visitor: Visitor) -> None:
    """Types what finds the country, and waits for the suggestions."""
    visitor.page.locator("#q").focus()
    visitor.page.keyboard.type("country:QX", delay=10)
    visitor.page.get_by_role("option").first.wait_for()
