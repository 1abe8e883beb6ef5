"""A list of ties, loaded, is a network like our own: on both stores, whatever stood there."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import networkx as nx
import pytest
from edge_lists import FLORENCE, KITE, edge_list, lines
from neo4j_house import Neo4jHouse
from networks import krackhardt_kite
from service import asked, service

from graph.analytics.constraints import Constraints, allowed
from graph.analytics.measures import MEASURES
from graph.errors import LoadError
from graph.ontology import Ontology
from graph.projection import Projection
from graph.stores import EmbeddedStore, Store
from graph.views import Networks
from loaders.network import load_network

KITE_BETWEENNESS = {  # domain.md F: Krackhardt (1990)
    "Andre": 5 / 6, "Beverly": 5 / 6, "Carol": 0.0, "Diane": 11 / 3, "Ed": 0.0, "Fernando": 25 / 3, "Garth": 25 / 3,
    "Heather": 14.0, "Ike": 8.0, "Jane": 0.0,
}  # fmt: skip


def test_a_loaded_network_answers_like_our_own(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    report = load_network(edge_list(tmp_path, KITE, name="kite", title="Krackhardt's kite"), empty_store, ontology)

    assert (report.state, report.read, report.rejected) == ("finished", 18, 0)
    with service(empty_store, ontology) as client:
        listed = {view["id"]: view for view in asked(client, "/networks")["items"]}
        assert (listed["kite"]["name"], listed["kite"]["stored"]) == ("Krackhardt's kite", True)
        network = asked(client, "/networks/kite")
        assert (network["n"], network["m"], network["directed"]) == (10, 18, False)
        ranking = asked(client, "/networks/kite/centrality/betweenness")
        assert {item["id"]: item["value"] for item in ranking["result"]["items"]} == pytest.approx(KITE_BETWEENNESS)
        assert ranking["data"]["datasets"] == ["dataset:network-kite"]
        weak = asked(client, "/networks/kite/articulation")["result"]
        assert [point["id"] for point in weak["items"]] == ["Heather", "Ike"]
        route = asked(client, "/networks/kite/paths", source="Carol", target="Jane")["result"]
        assert route["length"] == 4
        said = route["paths"][0]["hops"][-1]["evidence"][0]
        assert (said["source_id"], said["quote"]) == ("dataset:network-kite", "Ike,Jane")


def test_loaded_twice_it_changes_nothing(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    first = load_network(edge_list(tmp_path / "a", KITE), empty_store, ontology)
    counts = empty_store.schema()
    again = load_network(edge_list(tmp_path / "a", KITE), empty_store, ontology)
    shuffled = lines(["target,source", *reversed([",".join(reversed(r.split(","))) for r in KITE.split()[1:]])])
    reordered = load_network(edge_list(tmp_path / "b", shuffled), empty_store, ontology)

    assert (again.state, again.graph_version) == ("already loaded", first.graph_version)
    assert (reordered.state, reordered.graph_version) == ("unchanged", first.graph_version)
    assert (reordered.nodes_written, reordered.relations_written, reordered.removed) == (0, 0, 0)
    assert empty_store.schema().relations == counts.relations == {"TIED_TO": 18}
    assert empty_store.schema().labels["Vertex"] == 10


def test_loaded_anew_the_network_is_what_the_file_says(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load_network(edge_list(tmp_path / "a", KITE), empty_store, ontology)
    load_network(edge_list(tmp_path / "b", FLORENCE, name="florence"), empty_store, ontology)
    changed = "source,target,strength\nAndre,Beverly,2\nAndre,Zoe,3\n"
    report = load_network(edge_list(tmp_path / "c", changed), empty_store, ontology)

    networks = Networks(empty_store, ontology)
    mine = networks.projection("mine")
    assert mine.ids == ("Andre", "Beverly", "Zoe")
    assert mine.strength.tolist() == [2.0, 3.0]
    assert report.removed == 17 + 8
    assert networks.projection("florence").m == 20


def test_a_file_that_cannot_be_read_leaves_what_was_loaded(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    before = load_network(edge_list(tmp_path, KITE), empty_store, ontology).graph_version

    for text in ("source,target\nA,A\n", "source;target\n", ""):
        with pytest.raises(LoadError):
            load_network(edge_list(tmp_path / "worse", text), empty_store, ontology)
    strict = load_network(
        edge_list(tmp_path / "worse", "source,target\nA,B\nA,A\n"), empty_store, ontology, strict=True
    )

    assert strict.state == "refused"
    assert empty_store.version() == before
    assert Networks(empty_store, ontology).projection("mine").n == 10


def test_rejected_rows_are_listed_and_the_others_loaded(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    report = load_network(edge_list(tmp_path, KITE + "Andre,Andre\nJane,Ike\nEd,\n"), empty_store, ontology)

    assert [(reject.row, reject.column) for reject in report.rejects] == [
        (20, "target"),
        (21, "target"),
        (22, "target"),
    ]
    assert Networks(empty_store, ontology).projection("mine").m == 18


def test_direction_strength_names_attributes_and_time_are_kept(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    edges = lines(
        [
            "source,target,strength,relation,from,to",
            "b,a,1.5,trade,2007,2013",
            "a,b,0.25,trade,2014,2020",
            "a,b,0.5,project,2014,2016",
            "country:NO,a,3,,,",
        ]
    )
    nodes = "id,name,country,team\na,Älv,SE,red\nb,Bäck & Co,FI,\ncountry:NO,Norway,NO,red\nlonely,Ö,,\n"
    load_network(edge_list(tmp_path, edges, nodes, directed=True), empty_store, ontology)
    networks = Networks(empty_store, ontology)
    whole = networks.projection("mine")

    assert whole.directed
    assert whole.ids == ("a", "b", "country:NO", "lonely")
    assert [node.country for node in whole.nodes] == ["SE", "FI", "NO", ""]
    assert whole.attributes["team"] == ["red", "", "red", ""]
    ties = {(edge.source, edge.target): edge for edge in whole.edges}
    assert ties["a", "b"].strength == 0.75
    assert ties["a", "b"].relation == "project trade"
    quotes = [piece.quote for piece in ties["a", "b"].evidence]
    assert quotes == ["a,b,0.5,project,2014,2016", "a,b,0.25,trade,2014,2020"]
    assert ties["b", "a"].strength == 1.5
    assert ties["country:NO", "a"].evidence[0].quote == "country:NO,a,3"
    early = networks.projection("mine", {"to": "2013"})
    assert [(edge.source, edge.target) for edge in early.edges] == [("b", "a")]
    assert early.ids == ("a", "b")
    assert [(item.id, item.target) for item in early.left_out] == [("country:NO", "a")]
    assert networks.projection("mine", {"to": "2013", "undated": "include"}).m == 2


@pytest.mark.parametrize("second", ["", "c,b,0.5,funds,2021-05,"])  # with it the pair b, c has two ties
def test_a_tie_is_quoted_with_its_dates(empty_store: Store, ontology: Ontology, tmp_path: Path, second: str) -> None:
    rows = ["a,b,0.5,funds,2019,2024", "b,c,0.5,funds,,2020-12-31", "c,d,1,,2019,", "d,e,1,funds,,", "a,e,1,,,"]
    edges = lines(["source,target,strength,relation,from,to", *rows, *filter(None, [second])])
    load_network(edge_list(tmp_path, edges), empty_store, ontology)
    networks = Networks(empty_store, ontology)
    quoted = [
        {piece.quote for edge in networks.projection("mine", period).edges for piece in edge.evidence}
        for period in ({}, {"from": "2019", "to": "2019"}, {"from": "2022"})
    ]

    parallel = {"b,c,0.5,funds,2021-05,"} if second else set()
    assert quoted[0] == {*rows[:3], "d,e,1,funds", "a,e,1", *parallel}
    assert quoted[1] == set(rows[:3])
    assert quoted[2] == {rows[0], rows[2], *parallel}


def test_a_file_of_dates_without_relations_is_quoted_as_it_stands(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    edges = "source,target,from,to\na,b,2010,2014\nb,c,,\na,b,2008,\na,b,,2007\n"
    load_network(edge_list(tmp_path, edges), empty_store, ontology)
    pair, plain = Networks(empty_store, ontology).projection("mine").edges

    assert [piece.quote for piece in pair.evidence] == ["a,b,,2007", "a,b,2008,", "a,b,2010,2014"]
    assert plain.evidence[0].quote == "b,c"


def test_relations_of_several_words_and_ids_with_commas_are_quoted_as_csv(
    empty_store: Store, ontology: Ontology, tmp_path: Path
) -> None:
    edges = lines([
        "source,target,strength,relation", "a,b,1,x y", "a,b,2,x_y", '"Łódź, Polska",50% off,1,"r, s"', "c,d,1e30,",
        "c,d,1e30,r", "c,e,-0,",
    ])  # fmt: skip
    report = load_network(edge_list(tmp_path, edges), empty_store, ontology)
    mine = Networks(empty_store, ontology).projection("mine")
    ties = {(edge.source, edge.target): edge for edge in mine.edges}

    assert (report.rejected, report.relations_written) == (0, 6)
    assert (ties["a", "b"].strength, ties["a", "b"].relation) == (3.0, "x_y")
    assert [piece.quote for piece in ties["a", "b"].evidence] == ["a,b,1,x y", "a,b,2,x_y"]
    assert ties["50% off", "Łódź, Polska"].evidence[0].quote == '50% off,"Łódź, Polska",1,"r, s"'
    assert ties["c", "d"].strength == 2e30
    assert str(ties["c", "e"].strength) == "0.0"
    assert passed(mine, relations=("x y",)) == passed(mine, relations=("x_y",)) == {("a", "b")}


def passed(projection: Projection, **constraints: tuple[str, ...]) -> set[tuple[str, str]]:
    """The edges that may be used."""
    limits = allowed(projection, projection.ids[0], projection.ids[1], Constraints(**constraints))
    return {(edge.source, edge.target) for edge, shut in zip(projection.edges, limits.shut, strict=True) if not shut}


def test_both_stores_hold_the_same_network(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    """The version is a hash of the content: this one was computed once and holds for either engine."""
    report = load_network(edge_list(tmp_path, KITE, name="kite"), empty_store, ontology)

    assert report.graph_version == "782791453c745f535f6cec45decfd54b"


def test_the_built_in_networks_do_not_change(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load_network(edge_list(tmp_path, KITE), empty_store, ontology)

    assert Networks(empty_store, ontology).projection("policy").n == 0


def test_the_projection_is_the_one_made_without_a_store(empty_store: Store, ontology: Ontology, tmp_path: Path) -> None:
    load_network(edge_list(tmp_path, KITE), empty_store, ontology)
    ours, theirs = Networks(empty_store, ontology).projection("mine"), krackhardt_kite()

    for name in ("indptr", "indices", "edge_of", "edge_source", "edge_target", "strength"):
        assert getattr(ours, name).tolist() == getattr(theirs, name).tolist()
    graph = nx.Graph([(edge.source, edge.target) for edge in ours.edges])
    assert nx.is_isomorphic(graph, nx.krackhardt_kite_graph())


ANALYSES = (
    "",
    "?format=graphml",
    *(f"/centrality/{name}" for name in MEASURES),
    "/centrality/betweenness?by=distance",
    "/edge-betweenness",
    "/articulation",
    "/components?kind=strong",
    "/cohesion",
    "/communities",
    "/brokerage?group=team",
    "/prediction",
    "/whatif/links",
    "/whatif/removal",
    "/whatif/removal?nodes=n1",
    "/whatif/attack",
    "/series?measure=degree",
    "/uncertainty?measure=degree&draws=20",
    "/paths?source=n1&target=n9&method=k-shortest&k=5&by=distance",
    "/paths?source=n1&target=n9&method=widest",
    "/bridging?source=n1&target=n9",
)


@pytest.mark.neo4j
def test_every_analysis_of_a_loaded_network_has_the_same_bytes_on_both_stores(
    neo4j_house: Neo4jHouse, prepared_folder: Path, ontology: Ontology, tmp_path: Path
) -> None:
    draw = random.Random(7)
    pairs = draw.sample([(one, other) for one in range(14) for other in range(14) if one != other], 45)
    rows = [f"n{a},n{b},{draw.randint(1, 4)},{draw.choice((2005, 2010, 2016))},2018" for a, b in pairs]
    edges = lines(["source,target,strength,from,to", *rows])
    nodes = lines(["id,name,team", *(f"n{place},Node {place},{'abc'[place % 3]}" for place in range(15))])
    shutil.copytree(prepared_folder, tmp_path / "store")
    embedded, neo4j = EmbeddedStore(tmp_path / "store", ontology), neo4j_house.empty()
    different = []
    for store in (embedded, neo4j):
        load_network(edge_list(tmp_path, edges, nodes, directed=True), store, ontology)
    with service(embedded, ontology) as one, service(neo4j, ontology) as other:
        for analysis in ANALYSES:
            answers = [client.get(f"/api/v1/networks/mine{analysis}") for client in (one, other)]
            assert answers[0].status_code == 200, (analysis, answers[0].text)
            if answers[0].content != answers[1].content:
                different.append(analysis)
    embedded.close()
    neo4j.close()

    assert different == []
