"""Claims about the what-if pages as HTML: who is cut off, what helps, the same numbers as over HTTP, no dead link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from service import asked, service
from starlette.testclient import TestClient
from whatif_site import whatif_store

from api.pages.words import number
from graph.ontology import Ontology

HTML = {"Accept": "text/html"}
GOOD = (
    "/networks/participation/removal", "/networks/participation/removal?nodes=country:ES",
    "/networks/participation/removal?nodes=country:ES,country:IT&level=country",
    "/networks/countries/removal?nodes=Spain",
    "/networks/countries/removal?nodes=country:ES&nodes=country:FI", "/networks/regions/removal?country=ES",
    "/networks/regions/removal?nuts_level=2", "/networks/policy/removal?nodes=country:IE", "/networks/kite/removal",
    "/networks/kite/removal?nodes=Heather", "/networks/deck/removal?country=ES",
    "/networks/participation/links", "/networks/countries/links", "/networks/countries/links?node=country:PT",
    "/networks/regions/links?offset=20", "/networks/policy/links?chain=chain:biopharma&within_hops=3",
    "/networks/countries/links?likely=common-neighbours", "/networks/kite/links", "/networks/kite/links?node=Jane",
    "/networks/deck/links", "/networks/participation/links?from=2030&to=2031",
    "/networks/participation/removal?from=2030&to=2031",
)  # fmt: skip
WRONG = {
    "/networks/nope/removal": 404,
    "/networks/nope/links": 404,
    "/networks/countries/removal?nodes=zzzz": 404,
    "/networks/countries/removal?nodes=project:knowhub": 404,
    "/networks/kite/removal?nodes=nobody": 404,
    "/networks/countries/removal?country=XX": 404,
    "/networks/participation/removal?level=x": 422,
    "/networks/participation/removal?nodes=Nor": 422,
    "/networks/countries/links?node=zzzz": 404,
    "/networks/countries/links?chain=chain:none": 404,
    "/networks/countries/links?within_hops=99": 422,
    "/networks/countries/links?offset=-1": 422,
    "/networks/countries/links?likely=magic": 422,
    "/networks/participation/links?likely=adamic-adar": 422,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    """The service over the seed and two loaded networks."""
    store = whatif_store(tmp_path_factory.mktemp("whatif"), ontology)
    with service(store, ontology) as opened:
        yield opened
    store.close()


def page(site: TestClient, path: str) -> str:
    answer = site.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def lead(text: str) -> str:
    """The sentence of the finding, without markup."""
    found = re.search(r'<p class="lead">(.*?)</p>', text, re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).split())


def panels(text: str) -> list[str]:
    return re.findall(r'<svg class="wi".*?\n</svg>', text, re.DOTALL)


@pytest.mark.parametrize("path", GOOD)
def test_page_opens_small_and_without_inline_script_or_style(site: TestClient, path: str) -> None:
    text = page(site, path)
    assert len(text) < 1_000_000
    assert len(lead(text)) > 20
    assert not re.search(r"<[^>]*\sstyle=|<style|<[^>]*\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text)


@pytest.mark.parametrize(("path", "status"), WRONG.items(), ids=WRONG.keys())
def test_wrong_question_is_a_page_that_says_why(site: TestClient, path: str, status: int) -> None:
    answer = site.get(path, headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/networks/deck/removal?nodes=country:ES", "/networks/deck/removal", "/networks/deck/links",
        "/networks/kite/removal?nodes=Heather", "/networks/kite/links", "/networks/countries/removal?nodes=country:FI",
        "/networks/countries/links",
    ],
)  # fmt: skip
def test_no_link_is_dead(site: TestClient, path: str) -> None:
    text = page(site, path)
    main = text[text.index("<main") : text.index("</main>")]
    links = {html.unescape(link) for link in re.findall(r'href="([^"#]+)(?:#[^"]*)?"', main)}
    own = sorted(link for link in links if link.startswith("/"))
    assert len(own) > 15
    for link in own[:60]:
        assert site.get(link, headers=HTML).status_code in (200, 202), link


def test_on_the_deck_portugal_is_cut_off_without_spain(site: TestClient) -> None:
    text = page(site, "/networks/deck/removal?nodes=country:ES")

    assert lead(text).startswith(
        "Without Spain, Portugal and RIS3T Galicia–Norte are cut off: 32 pairs lose every route."
    )
    before, after = panels(text)
    assert (before.count('class="leaving"'), before.count('class="cut"')) == (1, 0)
    assert (after.count('class="leaving"'), after.count('class="cut"')) == (0, 2)
    assert re.search(r'class="glyph gone"><use[^>]*/><title>Spain: has left</title>', after)


def test_on_all_facts_portugal_is_still_reached_without_spain(site: TestClient) -> None:
    text = page(site, "/networks/participation/removal?nodes=country:ES")
    cut = text[text.index('id="h-cut"') : text.index('id="h-lost"')]

    assert "Portugal" not in lead(text)
    assert "Portugal" not in cut


def test_both_pictures_have_the_same_positions(site: TestClient) -> None:
    before, after = panels(page(site, "/networks/deck/removal?nodes=country:ES"))
    places = [re.findall(r'<svg x="([\d.]+)" y="([\d.]+)"', one) for one in (before, after)]

    assert sorted(places[0]) == sorted(places[1])
    assert len(set(places[0])) == len(places[0]) == 19
    assert before.count("<path") - after.count("<path") == 3  # the ties of Spain


def test_numbers_before_and_after_are_those_over_http(site: TestClient) -> None:
    result = asked(site, "/networks/participation/whatif/removal", nodes="country:ES")["result"]
    text = page(site, "/networks/participation/removal?nodes=country:ES")

    for value in (result["efficiency"]["before"], result["efficiency"]["after"], result["pairs_lost"]["total"]):
        assert f'<td class="n">{number(value)}</td>' in text
    assert f"+{number(result['pairs_longer']['mean_increase'])}" in text
    assert f"{result['pairs_longer']['total']} routes get longer" in lead(text)


def test_ranking_and_curves_are_those_over_http(site: TestClient) -> None:
    ranked = asked(site, "/networks/participation/whatif/removal", limit=5)["result"]["items"]
    text = page(site, "/networks/participation/removal")

    assert lead(text).startswith(f"{ranked[0]['name']} would be missed most")
    for one in ranked:
        assert f"/networks/participation/removal?nodes={one['id']}" in text
        assert f'data-v="{one["value"]}">{number(one["value"])}<' in text
    for order in ("degree", "betweenness", "random"):
        robustness = asked(site, "/networks/participation/whatif/attack", order=order)["result"]["robustness"]
        assert f'<td class="n">{number(robustness["value"])}' in text
        assert f'class="cv cv-{order}" d="M' in text


def test_nobody_without_a_loss_is_ranked_as_if_there_were_one(site: TestClient) -> None:
    items = asked(site, "/networks/countries/whatif/removal", limit=100)["result"]["items"]
    idle = sum(1 for one in items if one["value"] == 0)
    text = page(site, "/networks/countries/removal")

    assert text.count('<tr><td class="n">') == len(items) - idle
    assert f"{idle} would leave a loss of 0" in html.unescape(text)


def test_links_are_ranked_as_over_http_and_drawn_on_the_map(site: TestClient) -> None:
    result = asked(site, "/networks/countries/whatif/links", limit=20)["result"]
    text = page(site, "/networks/countries/links")
    keys = [f"{one['source']['id']}|{one['target']['id']}" for one in result["items"]]

    rows = re.findall(r'<tr data-link="([^"]+)"><td class="n" data-th="rank">(\d+)', text)
    assert rows == [(key, str(one["rank"])) for key, one in zip(keys, result["items"], strict=True)]
    for one in result["items"]:
        assert f'data-th="gain">{number(one["gain"])}<' in text
    arcs = re.findall(r'<g data-link="([^"]+)"><path d="M[^"]+Q', text)
    assert arcs == keys[:10]
    assert "© EuroGeographics" in text


def test_links_without_places_are_dashed_on_the_network(site: TestClient) -> None:
    text = page(site, "/networks/kite/links?node=Jane")

    assert '<g class="dashed">' in text
    assert "EuroGeographics" not in text
    own = asked(site, "/networks/kite/whatif/links", node="Jane")["result"]["items"][0]["own_gain"]
    assert f'data-th="own gain">{number(own)}<' in text


def test_a_chain_brings_stages_into_reach(site: TestClient) -> None:
    best = asked(site, "/networks/policy/whatif/links", chain="chain:biopharma")["result"]["items"][0]
    text = page(site, "/networks/policy/links?chain=chain:biopharma")

    assert f"{best['new_stages']} pairs of node and stage within 2 hops" in lead(text)
    assert f'data-th="node–stage pairs into reach">{best["new_stages"]}<' in text


def test_likely_links_stand_apart_and_say_that_they_are_neither_useful_nor_complementary(site: TestClient) -> None:
    text = page(site, "/networks/countries/links")
    useful, likely = text[: text.index('id="h-likely"')], text[text.index('id="h-likely"') :]
    first = asked(site, "/networks/countries/prediction", limit=1)["result"]["items"][0]

    assert "adamic-adar" not in useful
    assert "Likely is not useful, and not complementary." in likely
    assert f'data-th="score">{number(first["score"])}<' in likely
    gains = asked(site, "/networks/countries/whatif/links", limit=1000)["result"]["items"]
    pair = {first["source"]["id"], first["target"]["id"]}
    rank = next(one["rank"] for one in gains if {one["source"]["id"], one["target"]["id"]} == pair)
    assert f'data-th="rank by gain">{rank}<' in likely


def test_a_node_of_a_loaded_network_has_no_link_to_an_entity_it_is_not(site: TestClient) -> None:
    for path in ("/networks/kite/removal?nodes=Heather", "/networks/kite/links", "/networks/kite/removal"):
        assert 'href="/entities/' not in page(site, path)
