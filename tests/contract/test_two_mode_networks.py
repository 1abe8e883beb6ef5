"""A list of ties between two kinds of nodes, loaded as two-mode, is one like `participation`: on both stores.

Davis, Gardner and Gardner's Southern women (1941): 18 women at 14 events. The oracle is networkx's bipartite module.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from edge_lists import edge_list, lines
from neo4j_house import Neo4jHouse
from networkx.algorithms import bipartite
from service import asked, service
from starlette.testclient import TestClient

from graph.analytics.affiliations import with_edges
from graph.analytics.degree import degree
from graph.errors import InvalidInput
from graph.export.networkx_graph import to_networkx
from graph.ontology import Ontology
from graph.stores import EmbeddedStore, Store
from graph.views import Networks
from loaders.network import load_network

DAVIS = nx.davis_southern_women_graph()
WOMEN = sorted(node for node, of in DAVIS.nodes(data=True) if of["bipartite"] == 0)
EVENTS = sorted(node for node, of in DAVIS.nodes(data=True) if of["bipartite"] == 1)
TIES = [(one, other) if one in WOMEN else (other, one) for one, other in DAVIS.edges]
CSV = lines(["source,target", *(f"{woman},{event}" for woman, event in TIES)])


def values(client: TestClient, measure: str, **query: str) -> dict[str, float]:
    found = asked(client, f"/networks/davis/centrality/{measure}", limit=1000, **query)["result"]["items"]
    return {item["id"]: item["value"] for item in found}


def test_the_southern_women_have_the_known_two_mode_centralities(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    report = load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), empty_store, ontology)

    assert (report.state, report.read, report.rejected, report.left_out, report.warnings) == ("finished", 89, 0, (), ())
    with service(empty_store, ontology) as client:
        listed = {view["id"]: view for view in asked(client, "/networks")["items"]}["davis"]
        network = asked(client, "/networks/davis")
        assert (network["n"], network["m"], network["directed"]) == (32, 89, False)
        assert listed["modes"] == network["modes"] == ["actor", "activity"]
        for measure, oracle in (
            ("degree", bipartite.degree_centrality(DAVIS, WOMEN)),
            ("closeness", bipartite.closeness_centrality(DAVIS, WOMEN)),
            ("betweenness", bipartite.betweenness_centrality(DAVIS, WOMEN)),
        ):
            assert values(client, measure, two_mode="true") == pytest.approx(oracle, abs=1e-9), measure
        # Borgatti & Halgin (2011), "Analyzing Affiliation Networks", print these of Evelyn, to three digits
        assert values(client, "degree", two_mode="true")["Evelyn Jefferson"] == pytest.approx(0.571, abs=5e-4)
        assert values(client, "betweenness", two_mode="true")["Evelyn Jefferson"] == pytest.approx(0.097, abs=5e-4)


def test_what_is_two_mode_of_the_built_in_networks_is_of_a_loaded_one(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), empty_store, ontology)
    with service(empty_store, ontology) as client:
        clustering = values(client, "clustering")
        cohesion = asked(client, "/networks/davis/cohesion")
        links = asked(client, "/networks/davis/whatif/links", limit=1000)["result"]["items"]
        likely = asked(client, "/networks/davis/prediction", method="preferential-attachment", limit=1000)["result"]
        sure = asked(client, "/networks/davis/uncertainty", measure="degree", draws=10, limit=1000)
        bridging = asked(client, "/networks/davis/bridging", source=WOMEN[0], target=WOMEN[1])["result"]
        refused = client.get("/api/v1/networks/davis/prediction?method=adamic-adar")

    assert set(clustering) == set(WOMEN) | set(EVENTS)
    statistics = {one["name"]: one["value"] for one in cohesion["result"]["statistics"]}
    assert statistics["density"] == pytest.approx(bipartite.density(DAVIS, WOMEN))
    assert {(link["source"]["id"] in WOMEN, link["target"]["id"] in EVENTS) for link in links} == {(True, True)}
    assert {(pair["source"]["id"] in WOMEN) != (pair["target"]["id"] in WOMEN) for pair in likely["items"]} == {True}
    assert sorted(item["id"] for item in sure["result"]["items"]) == WOMEN  # who takes part is drawn by activities
    assert {one["id"] for one in bridging["shared"]} == set(DAVIS[WOMEN[0]]) & set(DAVIS[WOMEN[1]])
    assert refused.status_code == 422


def test_the_modes_are_attributes_one_can_group_by_and_see(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), empty_store, ontology)
    mine = Networks(empty_store, ontology).projection("davis")

    assert dict(zip(mine.ids, mine.attributes["mode"], strict=True)) == {
        **dict.fromkeys(WOMEN, "actor"),
        **dict.fromkeys(EVENTS, "activity"),
    }
    assert [mine.ids[place] for place in range(mine.n) if mine.actors[place]] == WOMEN
    assert {edge.source for edge in mine.edges} == set(WOMEN)
    assert nx.utils.graphs_equal(nx.Graph(to_networkx(mine).edges()), nx.Graph(TIES))
    with service(empty_store, ontology) as client:
        page = client.get("/networks/davis", params={"focus": EVENTS[0]}, headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "Mode: activity" in page.text
        assert 'name="two_mode"' in page.text
        assert "/paths?view=davis" in page.text


def test_who_is_alone_keeps_the_mode_of_the_list_and_counts_among_its_kind(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    nodes = lines(["id,mode", *(f"{one}," for one in [*WOMEN, *EVENTS]), "Nobody,actor", "Cancelled,activity"])
    load_network(edge_list(tmp_path, CSV, nodes, name="davis", two_mode=True), empty_store, ontology)
    networks = Networks(empty_store, ontology)
    whole = networks.projection("davis")
    with_two = DAVIS.copy()
    with_two.add_nodes_from(["Nobody", "Cancelled"])

    assert (whole.n, int(whole.actors.sum())) == (34, 19)
    assert degree(whole, two_mode=True).values == pytest.approx(
        bipartite.degree_centrality(with_two, [*WOMEN, "Nobody"]), abs=1e-9
    )
    without_ties = with_edges(
        whole, whole.edge_source, whole.edge_target, whole.strength, np.zeros(whole.m, dtype=np.bool_)
    )
    assert without_ties.actors.tolist() == whole.actors.tolist()  # who loses all ties in a draw is what it was


def test_a_period_keeps_the_modes_of_those_in_it(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    ties = "source,target,from,to\nz,fair,2010,2012\na,fair,2015,2016\na,ball,2011,2011\n"
    load_network(edge_list(tmp_path, ties, name="visits", two_mode=True), empty_store, ontology)
    early = Networks(empty_store, ontology).projection("visits", {"to": "2013"})

    assert early.modes == ("actor", "activity")
    assert early.ids == ("a", "ball", "fair", "z")
    assert early.actors.tolist() == [True, False, False, True]
    assert [(edge.source, edge.target) for edge in early.edges] == [("a", "ball"), ("z", "fair")]
    late = Networks(empty_store, ontology).projection("visits", {"from": "2014"})
    assert (late.ids, late.actors.tolist()) == (("a", "fair"), [True, False])


def test_loading_with_the_other_setting_replaces_the_network(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    two_mode = load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), empty_store, ontology)
    one_mode = load_network(edge_list(tmp_path, CSV, name="davis"), empty_store, ontology)
    plain = Networks(empty_store, ontology).projection("davis")
    again = load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), empty_store, ontology)

    assert (one_mode.state, again.state, plain.modes) == ("finished", "finished", ("node",))
    assert empty_store.schema().relations == {"TIED_TO": 89}
    assert (again.graph_version, one_mode.graph_version == again.graph_version) == (two_mode.graph_version, False)
    with pytest.raises(InvalidInput, match="not of two modes"):
        degree(plain, two_mode=True)


def test_a_node_on_both_sides_is_a_rejected_row_that_names_it(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    wrong = "E1,Evelyn Jefferson\nEvelyn Jefferson,Laura Mandeville\nE2,New\n"
    report = load_network(edge_list(tmp_path, CSV + wrong, name="davis", two_mode=True), empty_store, ontology)

    assert [(one.row, one.column, one.value) for one in report.rejects] == [
        (91, "source", "E1"),
        (92, "target", "Laura Mandeville"),
        (93, "source", "E2"),
    ]
    assert report.rejects[0].reason == "'E1' is a source here and a target in line 2"
    assert Networks(empty_store, ontology).projection("davis").n == 32


@pytest.mark.neo4j
def test_a_two_mode_network_has_the_same_bytes_on_both_stores(
    neo4j_house: Neo4jHouse, prepared_folder: Path, ontology: Ontology, tmp_path: Path
) -> None:
    shutil.copytree(prepared_folder, tmp_path / "store")
    embedded, neo4j = EmbeddedStore(tmp_path / "store", ontology), neo4j_house.empty()
    versions = [
        load_network(edge_list(tmp_path, CSV, name="davis", two_mode=True), store, ontology).graph_version
        for store in (embedded, neo4j)
    ]
    different = []
    with service(embedded, ontology) as one, service(neo4j, ontology) as other:
        for analysis in (
            "",
            "/centrality/betweenness?two_mode=true",
            "/centrality/pagerank",
            "/cohesion",
            "/communities",
            "/brokerage?group=mode",
            "/whatif/links",
            "/whatif/removal",
            "/uncertainty?measure=degree&draws=20",
        ):
            answers = [client.get(f"/api/v1/networks/davis{analysis}") for client in (one, other)]
            assert answers[0].status_code == 200, (analysis, answers[0].text)
            if answers[0].content != answers[1].content:
                different.append(analysis)
    embedded.close()
    neo4j.close()

    assert versions[0] == versions[1]
    assert different == []
