"""Claims about reading a list of ties as two-mode: each node has one mode, and what says otherwise is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from edge_lists import edge_list, lines

from graph.errors import InvalidInput
from graph.ontology import Ontology
from loaders.network import EdgeList, read_edge_list
from loaders.network.records import nodes_of, ties_of

TIES = "source,target\nbo,fair\nanna,fair\nanna,ball\n"


def read(folder: Path, ontology: Ontology, edges: str, nodes: str | None = None) -> EdgeList:
    return read_edge_list(edge_list(folder, edges, nodes, two_mode=True), ontology)


def test_sources_are_actors_and_targets_activities_and_ties_stay_as_written(tmp_path: Path, ontology: Ontology) -> None:
    found = read(tmp_path, ontology, TIES)

    assert found.modes == {"bo": "actor", "anna": "actor", "fair": "activity", "ball": "activity"}
    assert [(tie.source, tie.target) for tie in found.ties] == [("bo", "fair"), ("anna", "fair"), ("anna", "ball")]


def test_the_records_say_the_mode_and_those_of_other_networks_do_not(tmp_path: Path, ontology: Ontology) -> None:
    files = edge_list(tmp_path, TIES, two_mode=True)
    found = read_edge_list(files, ontology)
    _, network, *vertices = nodes_of(files, found)
    plain = edge_list(tmp_path, TIES)
    others = list(nodes_of(plain, read_edge_list(plain, ontology)))

    assert network.properties["two_mode"] is True
    assert {node.properties["key"]: node.properties["mode"] for node in vertices} == found.modes
    assert {tie.source for tie in ties_of(files, found)} == {"vertex:mine:anna", "vertex:mine:bo"}
    assert not any("mode" in node.properties or "two_mode" in node.properties for node in others)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("fair,bo", "source", "'fair' is a source here and a target in line 2"),
        ("anna,bo", "target", "'bo' is a target here and a source in line 2"),
        ("ball,new", "source", "'ball' is a source here and a target in line 4"),
        ("bo,fair", "target", "the tie stands in line 2 already"),
    ],
)
def test_a_tie_with_a_node_on_the_other_side_is_refused_by_its_name(
    tmp_path: Path, ontology: Ontology, row: str, column: str, reason: str
) -> None:
    found = read(tmp_path, ontology, f"{TIES}{row}\n")

    (reject,) = found.rejects
    assert (reject.file, reject.row, reject.column, reject.reason) == ("edges.csv", 5, column, reason)
    assert reject.next_step
    assert len(found.ties) == 3


def test_a_row_that_is_rejected_says_nothing_of_modes(tmp_path: Path, ontology: Ontology) -> None:
    found = read(tmp_path, ontology, "source,target,strength\nfair,bo,-1\nbo,fair,1\n")

    assert [reject.row for reject in found.rejects] == [2]
    assert found.modes == {"bo": "actor", "fair": "activity"}


def test_the_list_of_nodes_says_the_mode_of_those_alone_and_goes_before_the_ties(
    tmp_path: Path, ontology: Ontology
) -> None:
    nodes = "id,mode,team\nbo,,red\nanna,Actor,\nfair, activity ,\nball,,\nlone,actor,\nempty,ACTIVITY,\n"
    found = read(tmp_path, ontology, "source,target\nfair,anna\nbo,ball\nanna,ball\n", nodes)

    assert found.modes == {
        "bo": "actor", "anna": "actor", "ball": "activity", "fair": "activity", "lone": "actor", "empty": "activity",
    }  # fmt: skip
    (reject,) = found.rejects
    assert (reject.row, reject.column) == (2, "source")
    assert reject.reason == "'fair' is an activity in nodes.csv, line 4, and no source"
    assert found.columns == ("team",)
    assert found.left_out == []


def test_who_has_neither_tie_nor_mode_is_rejected_and_a_word_that_is_no_mode_left_out(
    tmp_path: Path, ontology: Ontology
) -> None:
    nodes = "id,mode\nbo,1\nanna,\nfair,\nball,event\nlone,\nodd,woman\n"
    found = read(tmp_path, ontology, TIES, nodes)

    assert [(one.file, one.row, one.column, one.value) for one in found.rejects] == [
        ("nodes.csv", 6, "mode", ""),
        ("nodes.csv", 7, "mode", "woman"),
    ]
    assert [(one.row, one.value, one.reason) for one in found.left_out] == [
        (2, "1", "no mode; by its ties the node is an actor"),
        (5, "event", "no mode; by its ties the node is an activity"),
    ]
    assert set(found.names) == set(found.modes) == {"bo", "anna", "fair", "ball"}


def test_a_column_mode_is_one_like_any_other_where_the_network_is_not_two_mode(
    tmp_path: Path, ontology: Ontology
) -> None:
    files = edge_list(tmp_path, "source,target\na,b\n", "id,mode\na,bus\nb,train\nc,\n")
    found = read_edge_list(files, ontology)

    assert (found.columns, found.attributes["a"], found.modes) == (("mode",), {"mode": "bus"}, {})
    assert set(found.names) == {"a", "b", "c"}


def test_two_mode_and_directed_are_refused_together(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="two-mode or as directed") as refused:
        edge_list(tmp_path, TIES, two_mode=True, directed=True).checked()

    assert (refused.value.field, bool(refused.value.next_step)) == ("two_mode", True)


def test_what_is_said_of_the_ties_is_part_of_what_was_loaded(tmp_path: Path) -> None:
    ways = ({}, {"directed": True}, {"two_mode": True})

    assert len({edge_list(tmp_path, TIES, **way).file_hash() for way in ways}) == 3


def test_ties_of_strength_0_are_counted(tmp_path: Path, ontology: Ontology) -> None:
    rows = ["source,target,strength", "a,b,0", "b,c,0.0", "c,d,1", "d,e,1e-9", "e,e,0"]
    some = read_edge_list(edge_list(tmp_path, lines(rows)), ontology)
    one = read_edge_list(edge_list(tmp_path, lines(rows[:2])), ontology)
    none = read_edge_list(edge_list(tmp_path, TIES), ontology)

    assert len(some.ties) == 4
    assert some.warnings()[0].startswith("2 ties have strength 0: ")
    assert one.warnings()[0].startswith("1 tie has strength 0: ")
    assert none.warnings() == ()
