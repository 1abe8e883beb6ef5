"""Claims about the words of pages of a loaded, directed network: arrows, distances, periods, ways out of an error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge_lists import edge_list, lines
from service import service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network

HTML = {"Accept": "text/html"}
CHAIN = ["a,b,0.3,2010", "b,c,1.25,2010", "c,d,3,2011", "d,e,1,2011", "a,f,1,2011"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    """A service over a directed chain of five nodes and one beside it."""
    folder = tmp_path_factory.mktemp("chain")
    store = EmbeddedStore(folder / "store", ontology)
    store.prepare(ontology)
    files = edge_list(folder / "chain", lines(["source,target,strength,from", *CHAIN]), name="chain", directed=True)
    assert load_network(files, store, ontology).state == "finished"
    yield service(store, ontology)
    store.close()


def text_of(client: TestClient, path: str, status: int = 200) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == status
    return response.text


def test_a_route_in_a_directed_network_has_arrows_a_short_distance_and_nodes(client: TestClient) -> None:
    text = text_of(client, "/paths?view=chain&source=a&target=e&by=distance")
    assert "<h4>a → b</h4>" in text
    assert '<span title="5.46666666667">5.467</span>' in text
    assert "<small>Node</small>" in text
    assert "Vertex</small>" not in text


def test_a_missing_link_of_a_directed_network_is_an_arrow(client: TestClient) -> None:
    text = text_of(client, "/networks/chain/links")
    assert " → " in text.partition('class="lead"')[2].partition("</p>")[0]
    assert "<title>1: " in text
    assert " – " not in text.partition("<title>1: ")[2].partition("</title>")[0]


def test_periods_without_a_tie_are_said_in_plain_words(client: TestClient) -> None:
    text = text_of(client, "/networks/chain/series?periods=2000-2005,2010-2010,2011-2011")
    assert "1 other period has no dated tie." in text


@pytest.mark.parametrize("path", ["/networks/none", "/networks/chain/removal?nodes=zzz", "/networks/none/links"])
def test_the_page_of_what_is_missing_links_to_the_networks_and_speaks_no_http(client: TestClient, path: str) -> None:
    text = text_of(client, path, 404)
    assert "GET /api" not in text
    assert '<a class="btn main" href="/networks">' in text
    assert ('href="/networks/chain"' in text) == ("/chain/" in path)


def test_the_json_of_what_is_missing_still_says_the_request(client: TestClient) -> None:
    assert "GET /api/v1/networks" in client.get("/api/v1/networks/none").json()["next_step"]
