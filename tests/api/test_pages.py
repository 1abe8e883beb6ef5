"""Claims about pages as HTML, without a browser: other data, no data and no boundaries give good pages too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from random_pack import RandomPack, write_random_pack
from service import service
from starlette.testclient import TestClient
from website import PAGES

from api.settings import Settings
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.run import load_pack

HTML = {"Accept": "text/html"}
WITHOUT_DATA = (
    "/", "/entities", "/map", "/networks", "/networks/participation", "/networks/policy", "/networks/regions",
    "/common", "/paths", "/bridging", "/gaps", "/schema", "/console", "/docs", "/about",
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    """A service over a store that holds nothing."""
    store = EmbeddedStore(tmp_path_factory.mktemp("empty") / "store", ontology)
    store.prepare(ontology)
    with service(store, ontology) as client:
        yield client
    store.close()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[tuple[TestClient, RandomPack]]:
    """A service over a pack of other names and ties."""
    folder = tmp_path_factory.mktemp("other")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    pack = write_random_pack(folder / "pack", ontology, seed=7)
    load_pack(pack.folder, store, ontology)
    with service(store, ontology) as client:
        yield client, pack
    store.close()


@pytest.mark.parametrize("path", WITHOUT_DATA)
def test_pages_open_on_an_empty_store(empty: TestClient, path: str) -> None:
    assert empty.get(path, headers=HTML).status_code == 200


def test_start_page_of_an_empty_store_says_what_to_type(empty: TestClient) -> None:
    assert "valuechain load" in empty.get("/", headers=HTML).text


@pytest.mark.parametrize("path", WITHOUT_DATA)
def test_pages_open_on_other_data(other: tuple[TestClient, RandomPack], path: str) -> None:
    assert other[0].get(path, headers=HTML).status_code == 200


def test_start_page_asks_its_questions_of_other_data(other: tuple[TestClient, RandomPack]) -> None:
    client, _ = other
    html = client.get("/", headers=HTML).text
    assert "KNOWHUB" not in html
    links = re.findall(r'class="ask-q"><a href="([^"]+)"', html)
    assert len(links) == 3
    for link in links:
        assert client.get(link.replace("&amp;", "&"), headers=HTML).status_code == 200


def test_every_kind_of_entity_has_a_page(other: tuple[TestClient, RandomPack]) -> None:
    client, pack = other
    for label in sorted(set(pack.nodes.values())):
        for node_id in pack.of(label)[:3]:
            assert client.get(f"/entities/{node_id}", headers=HTML).status_code == 200, node_id


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages_hold_no_inline_style_script_or_handler(client: TestClient, path: str) -> None:
    html = client.get(path, headers=HTML).text
    assert not re.search(r"<[^>]*\sstyle=", html)
    assert "<style" not in html
    assert not re.search(r"<[^>]*\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", html)
    assert not re.search(r"<(?:script|link|img)[^>]*(?:src|href)=\"(?:https?:)?//", html)


def test_page_names_the_version_and_the_day_it_was_asked(client: TestClient) -> None:
    html = client.get("/entities/project:knowhub", headers=HTML).text
    version = client.get("/api/v1/entities/project:knowhub").json()["data"]["graph_version"]
    citation = re.search(r'id="citation">([^<]+)<', html)
    assert citation is not None
    assert version[:12] in citation.group(1)
    assert re.search(r"http://testserver/entities/project:knowhub, retrieved \d+ \w+ \d{4}\.", citation.group(1))


def test_conflicting_statements_stand_side_by_side_with_their_sources(client: TestClient) -> None:
    html = client.get("/entities/project:bordwiis", headers=HTML).text
    assert "Where sources disagree" in html
    claims = re.findall(r'<div class="claim( preferred)?"><p class="claim-value">([^<]+)', html)
    assert sum(1 for preferred, _ in claims if preferred) == 1
    assert {value.split(" ")[0] for _, value in claims} == {"9", "8"}


def test_map_without_boundaries_falls_back_to_points(
    seed_store_embedded: EmbeddedStore, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settings, "topology", property(lambda _: None))
    with service(seed_store_embedded, ontology) as client:
        html = client.get("/map", headers=HTML).text
    assert len(re.findall(r'<circle [^>]*data-r="region:', html)) > 30
    assert '<g class="areas"></g>' in html


def test_problem_is_json_for_programs_and_a_page_for_people(client: TestClient) -> None:
    assert client.get("/entities/country:XX").headers["content-type"] == "application/problem+json"
    page = client.get("/entities/country:XX", headers=HTML)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "country:XX" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/entities?offset=-1", "/entities?offset=x", "/entities?label=Nope", "/map?nuts=9", "/map?measure=x",
        "/networks/participatio", "/networks/participation?measure=betweeness", "/networks/participation?level=x",
        "/gaps?within=pilot:vanguard:esm&level=x", "/gaps?within=nothing-like-this", "/common?ids=a,b&level=x",
        "/common?ids=project:knowhub,country:PT", "/paths?view=nope", "/paths?source=zzzz&target=country:NO",
        "/console?query=nope", "/entities/source:%00", "/static/../settings.py", "/static/vendor/x.js",
    ],
)  # fmt: skip
def test_wrong_input_is_a_4xx_that_says_why(client: TestClient, path: str) -> None:
    response = client.get(path, headers=HTML)
    assert 400 <= response.status_code < 500
    assert "Traceback" not in response.text


def test_static_files_are_inside_the_package() -> None:
    folder = Path(__file__).parents[2] / "api" / "static"
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".css", ".js", ".svg"}
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 120_000  # ours alone, no library
