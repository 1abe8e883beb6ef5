"""Claims about the pages of a network: they open on built-in and loaded networks, say what the API says, lead nowhere
dead, and name what is wrong."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from edge_lists import FLORENCE, edge_list, halves
from service import API, service
from starlette.testclient import TestClient

from api.pages.network_frame import MOST_OPTIONS
from api.pages.networks import BRIDGES, RANKED
from api.pages.words import number, share
from graph.analytics.brokerage_roles import ROLES
from graph.analytics.measures import MEASURES
from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network
from loaders.seed import load_seed

HTML = {"Accept": "text/html"}
TABS = ("", "/cohesion", "/brokerage", "/series", "/uncertainty")
VIEWS = ("participation", "countries", "regions", "policy", "cities", "florence")
CITIES = """source,target,strength,from,to
lis,mad,2,2010,2014
mad,par,3,2010,2023
par,ber,1,2015,2023
ber,sto,2,2015,2018
par,sto,1,2021,2023
sto,someone,1,,
"""
NODES = """id,name,lat,lon,country,sector
lis,Lisboa,38.7,-9.1,PT,rail
mad,Madrid,40.4,-3.7,ES,rail
par,Paris,48.9,2.4,FR,air
ber,Berlin,52.5,13.4,DE,air
sto,Stockholm,59.3,18.1,SE,rail
someone,<b>Some one</b>,,,,
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    """A service over the seed and three loaded networks: cities with places, Florence, and one too large to draw."""
    folder = tmp_path_factory.mktemp("networks")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    load_seed(store, ontology)
    cities = edge_list(folder / "cities", CITIES, NODES, name="cities", title="Cities", directed=True)
    load_network(cities, store, ontology)
    load_network(edge_list(folder / "florence", FLORENCE, name="florence"), store, ontology)
    wheel = [f"hub{at % 7},n{at:05d}\n" for at in range(3_000)] + [f"n{at:05d},n{at + 1:05d}\n" for at in range(2_999)]
    load_network(edge_list(folder / "wheel", "source,target\n" + "".join(wheel), name="wheel"), store, ontology)
    load_network(edge_list(folder / "halves", halves(), name="halves"), store, ontology)
    clubs = edge_list(
        folder / "clubs", "source,target\nann,chess\nbob,chess\nbob,rowing\n", name="clubs", two_mode=True
    )
    load_network(clubs, store, ontology)
    with service(store, ontology) as client:
        yield client
    store.close()


def read(pages: TestClient, path: str) -> str:
    """The page at a path, which must be a good one."""
    response = pages.get(path, headers=HTML)
    assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:300]}"
    return response.text


def links(text: str) -> list[str]:
    """The addresses of the service that a page leads to, with their entities undone."""
    found = re.findall(r'<a\b[^>]*\bhref="([^"]+)"', text)
    return sorted({html.unescape(link).partition("#")[0] for link in found if link.startswith("/")})


def cells(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table after a heading's id, as the words of their cells."""
    section = text.partition(f'id="{heading}"')[2].partition("</section>")[0]
    body = section.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in body.split("<tr")[1:]]
    return [[" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_opens_on_every_network(pages: TestClient, view: str, tab: str) -> None:
    text = read(pages, f"/networks/{view}{tab}")
    assert text.count('aria-current="page"') == 1
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", text)
    assert "nan" not in re.findall(r">\s*(nan|inf|None)\s*<", text)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("view", ["countries", "cities"])
def test_ranking_holds_the_numbers_of_the_api(pages: TestClient, view: str, measure: str) -> None:
    answer = pages.get(f"{API}/networks/{view}/centrality/{measure}", params={"limit": RANKED}).json()
    text = read(pages, f"/networks/{view}?measure={measure}")
    assert [row[:3] for row in cells(text, "h-rank")] == [
        [str(item["rank"] or "–"), item["name"], "undefined" if item["value"] is None else number(item["value"])]
        for item in answer["result"]["items"]
    ]
    bins = answer["result"]["distribution"]["bins"]
    assert [row[1] for row in cells(text, "h-dist")] == [number(one["count"]) for one in bins]
    for name, value in answer["result"]["summary"].items():
        said = "undefined here" if value is None else number(value)
        assert f"{name.replace('_', ' ').capitalize()} {said}" in " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_parameters_of_a_measure_change_the_numbers_and_stay_in_the_links(pages: TestClient) -> None:
    text = read(pages, "/networks/countries?measure=degree&normalised=true")
    answer = pages.get(f"{API}/networks/countries/centrality/degree?normalised=true&limit=1").json()
    assert cells(text, "h-rank")[0][2] == number(answer["result"]["items"][0]["value"]) != "20"
    assert all(
        "normalised=true" in link for link in links(text) if "/networks/countries?" in link and "offset=" in link
    )


def test_a_sampled_measure_is_called_an_estimate_with_its_errors(pages: TestClient) -> None:
    query = "measure=betweenness&sample=12"
    text = read(pages, f"/networks/countries?{query}")
    answer = pages.get(f"{API}/networks/countries/centrality/betweenness?sample=12&limit={RANKED}").json()["result"]
    for row, item in zip(cells(text, "h-rank"), answer["items"], strict=True):
        error = f" ± {number(item['standard_error'])}" if item["standard_error"] else ""
        assert " ".join(row[2].split()) == f"{number(item['value'])}{error}"
    assert "Estimated from a sample" in text
    assert "By a sample, " in text
    assert "Estimated from a sample" not in read(pages, "/networks/countries?measure=betweenness")


def test_a_loaded_network_leads_to_the_query_that_gives_its_ties(pages: TestClient) -> None:
    answer = pages.get(f"{API}/networks/florence?limit=1000").json()
    assert answer["links"]["cypher"] == "/console?query=ties-of-a-network&network=florence"
    text = html.unescape(read(pages, answer["links"]["cypher"]))
    assert '"network": "florence"' in text
    query = next(one for one in pages.get(f"{API}/library").json()["items"] if one["id"] == "ties-of-a-network")
    asked = {"query": query["query"], "parameters": {"network": "florence"}}
    rows = pages.post(f"{API}/cypher", json=asked).json()["items"]
    ties = {frozenset((one["source"], one["target"])) for one in answer["edges"]["items"]}
    assert {frozenset((row["source"], row["target"])) for row in rows} == ties != set()
    assert "cypher" not in pages.get(f"{API}/networks/countries").json()["links"]


def test_ranking_goes_on_page_by_page(pages: TestClient) -> None:
    ranks: list[list[str]] = []
    path: str | None = "/networks/regions?measure=degree"
    while path:
        text = read(pages, path)
        ranks += cells(text, "h-rank")
        following = re.search(r'rel="next" href="([^"]+)"', text.partition('id="h-rank"')[2])
        path = html.unescape(following.group(1)) if following else None
    total = pages.get(f"{API}/networks/regions").json()["n"]
    assert len(ranks) == len({row[1] for row in ranks}) == total


def test_a_node_in_focus_has_its_values(pages: TestClient) -> None:
    text = read(pages, "/networks/countries?measure=closeness&focus=country:ES")
    items = pages.get(f"{API}/networks/countries/centrality/closeness?limit=100").json()["result"]["items"]
    spain = next(item for item in items if item["id"] == "country:ES")
    rows = pages.get(f"{API}/networks/countries/brokerage?limit=100").json()["result"]["items"]
    broker = next(item for item in rows if item["id"] == "country:ES")
    card = text.partition('id="h-ego"')[2].partition("</section>")[0]
    assert number(spain["value"]) in card
    assert f"rank {spain['rank']} of {len(items)}" in card
    assert number(broker["structural_holes"]["constraint"]) in card
    assert number(broker["structural_holes"]["effective_size"]) in card
    assert [row[1] for row in cells(text, "h-ego")] == [number(broker["roles"][role]["count"]) for role in ROLES]
    assert re.search(r'<g class="mark">.*?>Spain</text>', text, re.DOTALL)


def test_cohesion_page_holds_the_numbers_of_the_api(pages: TestClient) -> None:
    text = read(pages, "/networks/regions/cohesion")
    summary = pages.get(f"{API}/networks/regions/cohesion").json()["result"]
    groups = pages.get(f"{API}/networks/regions/communities").json()["result"]
    assert [row[1:] for row in cells(text, "h-sum")] == [
        ["undefined" if one["value"] is None else number(one["value"]), " ".join(one["definition"].split())]
        for one in summary["statistics"]
    ]
    assert [row[:2] for row in cells(text, "h-com")] == [
        [str(one["rank"]), number(one["size"])] for one in groups["items"]
    ]
    assert list(cells(text, "h-p1")) == [[str(one["core"]), str(one["nodes"])] for one in summary["core_sizes"]]
    first = groups["items"][0]["nodes"][0]
    assert re.search(rf">1 · {re.escape(first['name'][:12])}", text)


def test_pages_say_beside_the_counts_of_roles_that_they_hold_both_orders(pages: TestClient) -> None:
    undirected, directed = (
        read(pages, "/networks/countries/brokerage"),
        read(pages, "/networks/cities/brokerage?group=sector"),
    )
    headline = undirected.partition("<h1")[2].partition("<section")[0]
    assert "each pair counts in both orders" in headline
    assert undirected.count("both orders") >= 4  # headline, what roles are, nodes, groups
    assert "both orders" not in directed
    assert "in both orders" in read(pages, "/networks/countries?focus=country:ES").partition('id="h-ego"')[2]


def test_brokerage_page_holds_the_numbers_of_the_api(pages: TestClient) -> None:
    text = read(pages, "/networks/regions/brokerage?group=country&sort=gatekeeper")
    result = pages.get(f"{API}/networks/regions/brokerage?group=country&sort=gatekeeper&limit=25").json()["result"]
    rows = cells(text, "h-nodes")
    assert [row[1] for row in rows] == [item["name"] for item in result["items"]]
    for row, item in zip(rows, result["items"], strict=True):
        assert [cell.split()[0] for cell in row[3:8]] == [
            "unknown" if item["roles"][role]["count"] is None else number(item["roles"][role]["count"])
            for role in ROLES
        ]
    best = result["items"][0]
    assert f"<b>{best['name']} is most often a gatekeeper between countries</b>" in text
    groups = cells(text, "h-groups")
    assert [row[0] for row in groups] == [one["name"] for one in result["groups"]]


def test_a_column_of_a_loaded_network_is_a_grouping(pages: TestClient) -> None:
    text = read(pages, "/networks/cities/brokerage?group=sector")
    assert {row[0] for row in cells(text, "h-groups")} == {"rail", "air"}


def test_series_page_holds_the_numbers_of_the_api(pages: TestClient) -> None:
    text = read(pages, "/networks/cities/series?measure=degree")
    result = pages.get(f"{API}/networks/cities/series?measure=degree").json()["result"]
    rows = cells(text, "h-table")
    assert [row[0] for row in rows] == [item["name"] for item in result["items"]]
    for row, item in zip(rows, result["items"], strict=True):
        assert row[1:] == [
            "–" if value["value"] is None else f"{number(value['value'])} no. {value['rank']}"
            for value in item["values"]
        ]
    assert "1 statement in no period" in text
    assert "sto" in text.partition('id="h-und"')[2].partition("</section>")[0] or "Stockholm" in text
    assert len(re.findall(r'<path class="line"', text)) == min(len(result["items"]), 8)


def test_uncertainty_page_holds_the_numbers_of_the_api(pages: TestClient) -> None:
    query = "measure=degree&draws=40&seed=3"
    text = read(pages, f"/networks/countries/uncertainty?{query}")
    result = pages.get(f"{API}/networks/countries/uncertainty?{query}").json()["result"]
    assert f"A draw holds on average {share(result['shift']['units'])} of the different activities" in text
    rows = cells(text, "h-int")
    assert [[row[0], row[1], row[3]] for row in rows] == [
        [item["name"], str(item["rank"]), f"{item['rank_low']}–{item['rank_high']}"]
        for item in result["items"][: len(rows)]
    ]
    settings = cells(text, "h-set")
    assert settings[0][2:-1] == [number(one["tau_b"]) for one in result["settings"]]
    assert settings[2][2:-1] == [str(rank) for rank in result["items"][0]["ranks_by_settings"]]


@pytest.mark.parametrize("view", ["countries", "cities"])
def test_nothing_a_network_leads_to_is_dead(pages: TestClient, view: str) -> None:
    asked: set[str] = set()
    for tab in TABS:
        focus = "?focus=country:ES" if view == "countries" and not tab else "?focus=par" if not tab else ""
        asked.update(links(read(pages, f"/networks/{view}{tab}{focus}")))
    assert len(asked) > 30
    dead = [link for link in sorted(asked) if pages.get(link, headers=HTML).status_code not in (200, 202)]
    assert dead == []


def test_a_node_of_a_loaded_network_has_attributes_and_no_page_of_its_own(pages: TestClient) -> None:
    text = read(pages, "/networks/cities?focus=par")
    card = text.partition('id="h-ego"')[2].partition("</section>")[0]
    assert "Sector: air" in card
    assert "/entities/par" not in text
    assert read(pages, "/networks/cities?focus=Paris") != ""
    assert "&lt;b&gt;Some one&lt;/b&gt;" in text
    assert "<b>Some one" not in text


def test_the_map_has_a_circle_for_each_node_with_a_place(pages: TestClient) -> None:
    text = read(pages, "/networks/cities?measure=degree")
    circles = re.findall(r'<a href="([^"]+)" tabindex="-1" aria-label="([^"]+)"><circle', text)
    assert {title.partition(":")[0] for _, title in circles} == {"Lisboa", "Madrid", "Paris", "Berlin", "Stockholm"}
    assert "1 node without a known place is not here" in text
    assert 'id="h-map"' not in read(pages, "/networks/florence")
    assert len(re.findall(r"<circle[^>]*>", read(pages, "/networks/countries").partition('id="h-map"')[2])) > 15


def test_a_large_network_says_what_is_cut(pages: TestClient) -> None:
    text = read(pages, "/networks/wheel?measure=degree")
    assert len(text.encode()) < 1_000_000
    assert "150 nodes with most ties are drawn" in text
    assert "1,000 nodes with most ties, of 3,007" in text
    options = re.search(r'id="options">(.*?)</script>', text, re.DOTALL)
    assert options is not None
    assert options.group(1).count('"id"') == MOST_OPTIONS


def test_the_index_lists_loaded_networks_and_how_to_load_one(pages: TestClient) -> None:
    text = read(pages, "/networks")
    assert "valuechain load network --name" in text
    for view in ("cities", "florence", "wheel"):
        assert f'href="/networks/{view}"' in text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/networks/nope/cohesion", 404, "nope"),
        ("/networks/countries/cohesion?resolution=x", 422, "resolution"),
        ("/networks/countries/cohesion?seed=-1", 422, "seed"),
        ("/networks/countries?measure=degree&normalised=perhaps", 422, "normalised"),
        ("/networks/countries?offset=x", 422, "offset"),
        ("/networks/countries/brokerage?group=colour", 422, "colour"),
        ("/networks/countries/brokerage?sort=size", 422, "size"),
        ("/networks/countries/brokerage?weighted=x", 422, "weighted"),
        ("/networks/countries/series?by=month", 422, "month"),
        ("/networks/countries/series?nodes=country:XX", 404, "country:XX"),
        ("/networks/countries/series?periods=20", 422, "20"),
        ("/networks/countries/uncertainty?draws=0", 422, "draws"),
        ("/networks/countries/uncertainty?confidence=2", 422, "confidence"),
        ("/networks/countries/uncertainty?unit=nodes", 422, "nodes"),
        ("/networks/countries/uncertainty?measure=size", 404, "size"),
        ("/networks/florence/uncertainty?unit=activities", 422, "activities"),
    ],
)
def test_what_is_wrong_is_a_page_that_says_what_to_do(pages: TestClient, path: str, status: int, says: str) -> None:
    response = pages.get(path, headers=HTML)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert says in html.unescape(response.text)
    assert "What you can do" in response.text


@pytest.mark.parametrize("tab", TABS)
def test_pages_open_on_an_empty_network(tmp_path: Path, prepared_folder: Path, ontology: Ontology, tab: str) -> None:
    shutil.copytree(prepared_folder, tmp_path / "store")
    store = EmbeddedStore(tmp_path / "store", ontology)
    with service(store, ontology) as client:
        for view in ("countries", "participation"):
            read(client, f"/networks/{view}{tab}")
    store.close()


@pytest.mark.parametrize(("view", "query"), [("regions", ""), ("countries", ""), ("participation", ""), ("cities", "")])
def test_ties_without_which_a_network_falls_apart_are_named(pages: TestClient, view: str, query: str) -> None:
    text = read(pages, f"/networks/{view}{query}")
    section = text.partition('id="h-weak"')[2].partition("</section>")[0]
    result = pages.get(f"{API}/networks/{view}/articulation").json()["result"]
    rows = re.findall(r"<li>(.*?)</li>", section.partition('class="plain bridges"')[2], re.DOTALL)
    assert len(rows) == min(result["bridges_total"], BRIDGES) > 0
    for row, tie in zip(rows, result["bridges"], strict=False):
        assert row.count("<a href") == 2
        assert html.escape(tie["source"]["name"]) in row
        assert html.escape(tie["target"]["name"]) in row
    more = result["bridges_total"] - len(rows)
    assert (f"and {more} more in the" in section) == (more > 0)


@pytest.mark.parametrize("tab", [*TABS, "/removal", "/links"])
@pytest.mark.parametrize("view", ["countries", "cities"])
def test_an_empty_period_is_said_alike_on_every_page(pages: TestClient, view: str, tab: str) -> None:
    text = read(pages, f"/networks/{view}{tab}?from=1950&to=1951")
    assert "<b>Nothing is stated in this period</b>: the network is empty." in text
    left = pages.get(f"{API}/networks/{view}?from=1950&to=1951").json()["left_out"]
    undated = sum("date" in one["reason"] for one in left)
    assert undated > 0
    assert f"{undated} statement{' has' if undated == 1 else 's have'} no date" in text
    assert "at this level" not in text
    assert "takes the network apart" not in text
    assert text.count("Not counted") == 0


def test_the_two_modes_of_a_loaded_network_are_told_apart(pages: TestClient) -> None:
    text = read(pages, "/networks/clubs")
    assert {row[1]: row[2] for row in cells(text, "h-rank")} == {
        "ann": "actor", "bob": "actor", "chess": "activity", "rowing": "activity",
    }  # fmt: skip
    legend = text.partition('<fieldset class="kinds">')[2].partition("</fieldset>")[0]
    assert "Actor nodes" in legend
    assert "Activity nodes" in legend
    assert 'href="#s-square"' in legend
    drawn = text.partition('class="net-nodes"')[2].partition("</section>")[0]
    assert drawn.count("glyph t-ActivityNode") == drawn.count("#s-square") == 2
    assert "Mode" not in cells(read(pages, "/networks/florence"), "h-rank")[0]


def test_a_network_without_places_says_that_it_has_no_map(pages: TestClient) -> None:
    assert "No node has a known place, so there is no map." in read(pages, "/networks/florence")
    assert "so there is no map" not in read(pages, "/networks/cities")


def test_ties_of_the_ego_say_their_strength_in_the_words_of_the_view(pages: TestClient) -> None:
    def first(path: str) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", read(pages, path).partition('class="tree"')[2]).split())[:120]

    assert "Spain 5 shared activities, 24 statements" in first("/networks/countries?focus=country:PT")
    assert "Newman’s weight" in first("/networks/countries?focus=country:PT&projection=newman")
    assert "Madrid strength 3" in first("/networks/cities?focus=par")


def test_uncertainty_says_where_a_rule_can_change_no_rank(pages: TestClient) -> None:
    said = "takes no notice of strength"
    path = "/networks/countries/uncertainty?draws=20&measure"
    assert f"<b>Betweenness as asked for {said}</b>" in read(pages, f"{path}=betweenness")
    assert said not in read(pages, f"{path}=strength")
    assert said not in read(pages, f"{path}=betweenness&length=distance")
    assert said not in read(pages, "/networks/florence/uncertainty?draws=20&measure=betweenness")  # no other rule


def test_brokerage_where_each_node_is_its_own_group_leads_to_groupings_that_answer(pages: TestClient) -> None:
    text = read(pages, "/networks/countries/brokerage?group=country")
    assert "Each node is its own country here" in text
    there = links(text)
    assert "/networks/regions/brokerage?group=country" in "\n".join(there)
    assert any("/networks/countries/brokerage?" in link and "group=macro-region" in link for link in there)
    assert "its own country" not in read(pages, "/networks/regions/brokerage?group=country")


def test_pages_speak_to_a_reader_and_not_to_a_program(pages: TestClient) -> None:
    for path in ("/networks/regions", "/networks/regions?from=2014", "/networks/countries/brokerage?from=2014"):
        text = html.unescape(read(pages, path))
        assert "left_out lists" not in text
        assert "undated=include keeps" not in text
        assert not re.search(r"<code>(projection|limit|offset)=", text)
    assert "the overview of the network lists it all" in read(pages, "/networks/regions")
    assert "projection: count" in read(pages, "/networks/countries").partition('id="h-how"')[2]
    removal = read(pages, "/networks/regions/removal?country=ES")
    assert "Spain as a whole" in removal
    assert '<option value="PT">Portugal</option>' in removal


def test_the_first_of_the_ranking_are_drawn_however_few_ties_they_have(pages: TestClient) -> None:
    by_betweenness = read(pages, "/networks/halves")
    assert "go-between" in [row[1] for row in cells(by_betweenness, "h-rank")[:3]]
    drawn = by_betweenness.partition('class="net-nodes"')[2].partition("</svg>\n")[0]
    assert ">go-between</text>" in drawn
    said = re.search(
        r"The (\d+) nodes with most ties are drawn \(each has 4 or more\), and (\d+) others that are among the first "
        r"of the ranking; 51 more",
        by_betweenness,
    )
    assert said
    assert int(said[1]) + int(said[2]) == 150
    by_degree = read(pages, "/networks/halves?measure=degree")
    assert ">go-between</text>" not in by_degree
    assert "The 150 nodes with most ties are drawn (each has 4 or more); 51 more" in by_degree
