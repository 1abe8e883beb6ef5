"""Claims about lists and downloads: paging gives each item once, a download all of them, and what is cut is said."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pytest
from addresses import API, EMPTY, GOOD
from service import asked, every_item, service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore

PAGED = {  # address without limit → the member of the answer that holds the list
    "/entities?label=Project": "",
    "/entities?q=bio": "",
    "/entities/project:knowhub/neighbours": "",
    "/common?ids=project:knowhub,project:tr3s": "",
    "/gaps?within=initiative:vanguard": "result",
    "/chains": "",
    "/datasets": "",
    "/networks/participation?level=organisation": "edges",
    "/networks/countries": "nodes",
    "/networks/participation/centrality/degree?level=region": "result",
    "/networks/participation/bridging?source=country:PT&target=country:NO": "result",
}
TABLES = [
    address
    for path, addresses in GOOD.items()
    for address in addresses
    if path.startswith(API) and "limit=" not in address
]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def with_(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


@pytest.fixture(scope="module")
def small(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    """A service with small bounds."""
    bounds = {"valuechain_page_limit": 3, "valuechain_max_limit": 4, "valuechain_max_download_rows": 5}
    with service(seed_store_embedded, ontology, **bounds) as client:
        yield client


@pytest.mark.parametrize(("address", "within"), PAGED.items())
def test_paging_to_the_end_gives_every_item_once(client: TestClient, address: str, within: str) -> None:
    whole = asked(client, with_(address, "limit=1000"))
    items = (whole[within] if within else whole)["items"]

    paged = every_item(client, with_(address, f"limit={max(2, len(items) // 5)}"), within=within)

    assert paged == items
    assert len({str(item) for item in paged}) == len(paged) or "neighbours" in address


@pytest.mark.parametrize("address", TABLES)
def test_every_list_and_analysis_is_a_table_too(client: TestClient, address: str) -> None:
    response = client.get(with_(address, "format=csv"))

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.csv"', response.headers["content-disposition"])
    rows = table(response.text)
    if not rows:
        answer = client.get(address).json()
        told = answer.get("result", answer)
        assert not told.get("items")
        assert told.get("length", 0) in (None, 0)  # a way of no hops has no rows
    for row in rows:
        assert None not in row, "a line with more cells than the header has"
        assert "None" not in row.values()


@pytest.mark.parametrize("path", [path for path in EMPTY if path.startswith(API)])
def test_an_empty_table_has_the_header_of_a_full_one(client: TestClient, path: str) -> None:
    header, *rows = client.get(with_(EMPTY[path], "format=csv")).text.splitlines()
    full = [client.get(with_(address, "format=csv")).text.splitlines() for address in GOOD[path]]

    assert header
    assert not rows
    assert any(header == first[: len(header)] for first, *more in full if more), "columns that no row has"


@pytest.mark.parametrize("address", TABLES)
def test_every_answer_is_a_json_file_too(client: TestClient, address: str) -> None:
    response = client.get(with_(address, "format=json"))

    assert response.status_code == 200
    assert response.headers["content-disposition"].endswith('.json"')
    assert set(response.json()) == set(client.get(address).json())


@pytest.mark.parametrize(("address", "within"), PAGED.items())
def test_a_table_has_a_line_an_item_in_the_same_order(client: TestClient, address: str, within: str) -> None:
    if within == "nodes":
        within = "edges"  # the table of a network is its edge list
    answer = asked(client, with_(address, "limit=1000"))
    items = (answer[within] if within else answer)["items"]

    rows = table(client.get(f"{API}{with_(address, 'format=csv')}").text)

    assert len(rows) == len(items)
    for key in ("id", "source", "rank", "value"):
        assert [row.get(key, "") for row in rows] == [
            ("" if item.get(key) is None else str(item[key])) if key in item else "" for item in items
        ]


@pytest.mark.parametrize(
    "address", [address for address in TABLES if "/networks/" in address or "/gaps" in address or "/common" in address]
)
def test_the_links_of_an_answer_lead_where_they_say(client: TestClient, address: str) -> None:
    links = client.get(address).json()["links"]

    assert client.get(links["self"]).json()["links"]["self"] == links["self"]
    for name, kind in (("csv", "text/csv"), ("json", "application/json"), ("graphml", "application/graphml+xml")):
        if name in links:
            response = client.get(links[name])
            assert response.status_code == 200
            assert response.headers["content-type"].startswith(kind)


def test_the_download_of_an_analysis_holds_all_rows_not_the_page(client: TestClient) -> None:
    page = asked(client, "/networks/participation/centrality/degree?level=region&limit=2&offset=1")

    assert len(page["result"]["items"]) == 2
    assert len(table(client.get(page["links"]["csv"]).text)) == page["result"]["total"]


def test_a_download_that_is_cut_says_so_and_its_rest_can_be_had(small: TestClient) -> None:
    total = asked(small, "/entities?label=Project")["total"]
    assert total > 5

    rows: list[str] = []
    response = small.get(f"{API}/entities?label=Project&format=csv")
    while True:
        rows += [row["id"] for row in table(response.text)]
        link = re.fullmatch(r'<(.+)>; rel="next"', response.headers.get("link", ""))
        if link is None:
            break
        response = small.get(link[1])
        assert response.status_code == 200

    assert rows == [item["id"] for item in every_item(small, "/entities?label=Project")]
    assert len(rows) == total


def test_a_json_download_that_is_cut_can_be_followed_too(small: TestClient) -> None:
    within = {"/entities?label=Project": "", "/networks/participation/centrality/degree": "result"}
    for address, member in within.items():
        assert len(every_item(small, with_(address, "format=json"), within=member)) > 5


def test_nothing_is_cut_in_silence(small: TestClient) -> None:
    for address, within in PAGED.items():
        answer = asked(small, address)
        listed: dict[str, Any] = answer[within] if within else answer
        assert listed["limit"] == 3
        assert listed["truncated"] == (listed["total"] > 3)


@pytest.mark.parametrize("view", ["participation", "countries", "regions", "policy"])
def test_a_network_as_graphml_is_the_network(client: TestClient, view: str) -> None:
    response = client.get(f"{API}/networks/{view}?format=graphml")
    network = asked(client, f"/networks/{view}?limit=1000")

    graph = nx.read_graphml(io.BytesIO(response.content))

    assert response.headers["content-type"].startswith("application/graphml+xml")
    assert response.headers["content-disposition"] == f'attachment; filename="{view}.graphml"'
    assert (len(graph), graph.number_of_edges()) == (network["n"], network["m"])
    names = dict(graph.nodes(data="name"))
    for node in network["nodes"]["items"]:
        assert names[node["id"]] == node["name"]
    for edge in network["edges"]["items"]:
        assert graph.edges[edge["source"], edge["target"]]["strength"] == pytest.approx(edge["strength"], abs=1e-12)


@pytest.mark.parametrize(
    "address",
    [
        "countries/centrality/betweenness?normalised=true",
        "countries/centrality/betweenness?sample=12",
        "policy/centrality/core",
        "regions/brokerage?group=country&sort=gatekeeper",
        "participation/cohesion",
        "countries/components",
        "regions/communities?seed=3",
        "countries/uncertainty?measure=degree&draws=20",
        "participation/uncertainty?measure=degree&draws=20",
        "countries/whatif/removal",
        "participation/whatif/removal?country=ES",
        "participation/edge-betweenness",
    ],
)
def test_an_analysis_as_graphml_is_the_network_with_the_values_of_its_table(client: TestClient, address: str) -> None:
    view = address.partition("/")[0]
    bare = nx.read_graphml(io.BytesIO(client.get(f"{API}/networks/{view}?format=graphml").content))
    answer = asked(client, f"/networks/{with_(address, 'limit=2')}")
    response = client.get(answer["links"]["graphml"])
    graph = nx.read_graphml(io.BytesIO(response.content))
    rows = table(client.get(f"{API}/networks/{with_(address, 'format=csv')}").text)

    assert response.headers["content-type"].startswith("application/graphml+xml")
    assert graph.graph["analysis"] == answer["method"]["name"]
    assert graph.nodes.keys() == bare.nodes.keys()
    assert graph.edges.keys() == bare.edges.keys()
    own = {"id", "name", "label", "country"}
    found = 0
    for row in rows:
        if "id" in row:
            held = graph.nodes[row["id"]]
            assert held["name"] == bare.nodes[row["id"]]["name"]
        else:
            held = graph.edges[row["source.id"], row["target.id"]]
        for column, cell in row.items():
            if column in own or column.split(".")[0] in ("source", "target"):
                continue
            if cell == "":
                assert column not in held
                continue
            said = held[column]
            assert cell in (str(said), str(said).lower()), (column, cell, said)
            found += 1
    assert found >= len(rows) > 0


def test_a_download_is_tagged_like_every_answer(client: TestClient) -> None:
    for format_ in ("csv", "json", "graphml"):
        first = client.get(f"{API}/networks/countries?format={format_}")
        again = client.get(
            f"{API}/networks/countries?format={format_}", headers={"If-None-Match": first.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")


def test_a_table_opens_with_accents_and_without_formulas(client: TestClient) -> None:
    response = client.get(f"{API}/entities?q=skane&format=csv")

    assert "Skåne" in response.content.decode("utf-8")
    for row in table(response.text):
        assert not any((cell or "").startswith(("=", "@", "+")) for cell in row.values())
