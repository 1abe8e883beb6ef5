"""The column `country` of a loaded network: known codes count, others are said and unknown; on both stores."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

from edge_lists import edge_list, lines
from mini_pack import write_mini_pack
from service import asked, service

from graph.export.networkx_graph import to_networkx
from graph.ontology import Ontology
from graph.stores import Store
from graph.views import Networks
from loaders.network import NetworkFiles, load_network
from loaders.run import load_pack

COUNTRIES = lines(
    [
        "id,name,iso2,source_id",
        *(
            f"country:{code},{name},{code},source:mini"
            for code, name in (("QX", "Quixotia"), ("QY", "Yonderland"), ("EL", "Greece"), ("UK", "United Kingdom"))
        ),
    ]
)
WRITTEN = {
    "a": "QX", "b": "GR", "c": "GB", "d": "country:QY", "e": "", "f": "Grece", "g": "qx", "h": "ZZ", "i": "ZZ",
    "country:QY": "",
}  # fmt: skip


def network(folder: Path, header: str = "country") -> NetworkFiles:
    nodes = lines([f"id,name,{header},team", *(f"{key},Node {key},{code},red" for key, code in WRITTEN.items())])
    keys = list(WRITTEN)
    ties = lines(["source,target", *(f"{one},{other}" for one, other in pairwise(keys))])
    return edge_list(folder, ties, nodes)


def test_a_code_that_is_no_country_is_said_with_the_nearest_and_unknown(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    load_pack(write_mini_pack(tmp_path / "pack", nodes__Country=COUNTRIES), empty_store, ontology)
    report = load_network(network(tmp_path), empty_store, ontology)
    again = load_network(network(tmp_path), empty_store, ontology)

    assert (report.rejected, report.nodes_written) == (0, 12)  # no row is lost
    assert [(cell.file, cell.row, cell.column, cell.value) for cell in report.left_out] == [
        ("nodes.csv", 7, "country", "Grece"),
        ("nodes.csv", 8, "country", "qx"),
        ("nodes.csv", 9, "country", "ZZ"),
        ("nodes.csv", 10, "country", "ZZ"),
    ]
    assert [cell.next_step for cell in report.left_out[:2]] == [
        "Did you mean 'EL' (Greece)?",
        "Did you mean 'QX' (Quixotia)?",
    ]
    assert "Eurostat code" in report.left_out[2].next_step
    assert "nodes.csv:7 country 'Grece': no country code the graph knows" in report.summary()
    report.write_rejects(tmp_path / "rejects.csv")
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["Grece", "qx", "ZZ", "ZZ"]
    assert (again.state, again.left_out) == ("already loaded", report.left_out)

    known = Networks(empty_store, ontology).projection("mine")
    countries = {node.id: node.country for node in known.nodes}
    assert countries == {
        "a": "QX", "b": "EL", "c": "UK", "d": "QY", "e": "", "f": "", "g": "", "h": "", "i": "", "country:QY": "QY",
    }  # fmt: skip
    assert list(known.attributes["country"]) == list(countries.values())
    assert set(known.attributes["team"]) == {"red"}
    with service(empty_store, ontology) as client:
        groups = asked(client, "/networks/mine/brokerage", group="country", limit=100)["result"]["items"]
    assert {(item["group"], item["group_name"]) for item in groups} - {(None, None)} == {
        ("QX", "Quixotia"), ("EL", "Greece"), ("UK", "United Kingdom"), ("QY", "Yonderland"),
    }  # fmt: skip


def test_a_graph_without_countries_compares_with_none_and_takes_codes_as_they_are(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    report = load_network(network(tmp_path), empty_store, ontology)
    unchecked = {node.id: node.country for node in Networks(empty_store, ontology).projection("mine").nodes}
    load_pack(write_mini_pack(tmp_path / "pack", nodes__Country=COUNTRIES), empty_store, ontology)
    checked = {node.id: node.country for node in Networks(empty_store, ontology).projection("mine").nodes}

    assert report.left_out == ()
    assert (unchecked["b"], unchecked["h"]) == ("EL", "ZZ")
    assert (checked["b"], checked["h"]) == ("EL", "")


def test_a_column_of_that_name_without_any_country_groups_by_its_values(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    load_pack(write_mini_pack(tmp_path / "pack", nodes__Country=COUNTRIES), empty_store, ontology)
    square = "source,target,from,to\na,b,2010,2010\nb,c,,\nc,d,,\nd,a,2010,2010\n"
    nodes = "id,name,country\na,A,1\nb,B,1\nc,C,2\nd,D,{}\n"
    load_network(edge_list(tmp_path / "own", square, nodes.format("2")), empty_store, ontology)
    load_network(edge_list(tmp_path / "one", square, nodes.format("QX"), name="one"), empty_store, ontology)

    networks = Networks(empty_store, ontology)
    own, one = (networks.projection(name) for name in ("mine", "one"))
    part = networks.projection("one", {"from": "2020", "undated": "include"})
    assert {node.country for node in own.nodes} == {""}
    assert list(own.attributes["country"]) == ["1", "1", "2", "2"]
    assert (own.own_countries, one.own_countries, part.own_countries) == (True, False, False)
    assert list(one.attributes["country"]) == ["", "", "", "QX"]
    assert to_networkx(own).nodes["c"]["stated_country"] == "2"
    assert "country" not in to_networkx(own).nodes["c"]
    assert "stated_country" not in to_networkx(one).nodes["d"]
    with service(empty_store, ontology) as client:
        found = asked(client, "/networks/mine/brokerage", group="country")
        known = asked(client, "/networks/one/brokerage", group="country")
        page = client.get("/networks/mine/brokerage?group=country", headers={"Accept": "text/html"}).text
    result = found["result"]
    assert {item["id"]: item["group"] for item in result["items"]} == {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert result["network"]["roles"]["total"]["count"] > 0
    assert found["method"]["definitions"]["group"] == "country: a column of the network"
    assert any("no country code the graph knows" in warning for warning in found["warnings"])
    assert known["method"]["definitions"]["group"] == "country: the country a node lies in"
    assert not any("no country code" in warning for warning in known["warnings"])
    assert "groups of country" in page
