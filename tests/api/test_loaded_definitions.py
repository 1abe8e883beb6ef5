"""What an answer says beside its numbers is true of a loaded network: groups, lengths, countries, direction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edge_lists import edge_list
from service import asked, service
from starlette.testclient import TestClient

from graph.ontology import Ontology
from graph.stores import EmbeddedStore
from loaders.network import load_network

TIES = "source,target,strength\na,b,0.5\nb,c,0.5\nc,d,0.5\nd,e,0.5\n"
NODES = (
    "id,name,region,platform,team,country\n"
    "a,A,north,x,red,PT\nb,B,north,x,red,ES\nc,C,south,y,blue,\nd,D,south,,,ES\ne,E,,,,PT\n"
)


@pytest.fixture(scope="module")
def client(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("definitions")
    shutil.copytree(prepared_folder, folder / "own")
    store = EmbeddedStore(folder / "own", ontology)
    for name, directed in (("mine", False), ("arrows", True)):
        files = edge_list(folder / name, TIES, NODES, name=name, directed=directed)
        assert load_network(files, store, ontology).state == "finished"
    with service(store, ontology) as opened:
        yield opened
    store.close()


@pytest.fixture(scope="module")
def seed_client(seed_store_embedded: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    with service(seed_store_embedded, ontology) as opened:
        yield opened


def found(client: TestClient, path: str, **query: Any) -> dict[str, Any]:
    answer: dict[str, Any] = asked(client, path, **query)
    return answer


@pytest.mark.parametrize("column", ["region", "platform", "team"])
def test_a_column_of_the_file_is_what_the_groups_go_by(client: TestClient, column: str) -> None:
    answer = found(client, "/networks/mine/brokerage", group=column)
    assert answer["method"]["definitions"]["group"] == f"{column}: a column of the network"
    page = client.get("/networks/mine/brokerage", params={"group": column}).text
    assert "NUTS 2 region a node lies in" not in page


def test_a_grouping_of_the_graph_keeps_its_definition(client: TestClient) -> None:
    answer = found(client, "/networks/mine/brokerage", group="helix")
    assert answer["method"]["definitions"]["group"] == "helix: the helix of an organisation; unknown for all else"


def test_by_distance_length_counts_hops_and_distance_is_the_sum(client: TestClient) -> None:
    answer = found(client, "/networks/mine/paths", source="a", target="e", by="distance")
    assert (answer["result"]["length"], answer["result"]["paths"][0]["distance"]) == (4, 8.0)
    assert "`length` counts hops" in answer["method"]["definitions"]["length"]


def test_a_node_of_unknown_country_on_the_way_is_counted(client: TestClient) -> None:
    answer = found(client, "/networks/mine/paths", source="a", target="e", countries="ES,PT")
    assert answer["result"]["length"] == 4
    (warning,) = answer["warnings"]
    assert warning.startswith("1 node on the way has no known country")
    assert "countries=ES,PT" in warning


def test_the_seed_calls_no_project_unknown(seed_client: TestClient) -> None:
    query = {"source": "country:PT", "target": "country:NO", "countries": "ES,FI"}
    answer = found(seed_client, "/networks/participation/paths", **query)
    assert answer["result"]["paths"]
    assert not [one for one in answer["warnings"] if "no known country" in one]


@pytest.mark.parametrize("path", ["centrality/betweenness", "centrality/harmonic", "edge-betweenness"])
def test_unreachable_pairs_of_a_directed_network_are_said(client: TestClient, path: str) -> None:
    assert "5 strongly connected components" in found(client, f"/networks/arrows/{path}")["warnings"][0]
    assert found(client, f"/networks/mine/{path}")["warnings"] == []


def test_nodes_without_clustering_are_counted(client: TestClient) -> None:
    assert "2 of 5 nodes have fewer" in found(client, "/networks/mine/centrality/clustering")["warnings"][0]


def test_a_threshold_without_ties_is_said(client: TestClient) -> None:
    query = {"measure": "degree", "draws": 20, "thresholds": 99}
    answer = found(client, "/networks/mine/uncertainty", **query)
    assert answer["result"]["settings"][1]["m"] == 0
    assert any("No tie is left with a threshold of 99" in one for one in answer["warnings"])
