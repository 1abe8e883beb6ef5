"""Claims about reading a list of ties: what fits is taken, and what does not is named with its line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from edge_lists import KITE, edge_list, lines

from graph.errors import InvalidInput, LoadError
from graph.ontology import Ontology
from loaders.limits import PackLimits
from loaders.network import NetworkFiles, read_edge_list
from loaders.network.reading import Tie
from loaders.network.records import UNSAFE, tie_key, vertex_id


def test_source_and_target_are_enough(tmp_path: Path, ontology: Ontology) -> None:
    read = read_edge_list(edge_list(tmp_path, KITE), ontology)

    assert (len(read.ties), len(read.names), read.rejects, read.rows_read) == (18, 10, [], 18)
    assert not read.has_strength
    assert read.ties[0] == Tie("Andre", "Beverly", None, "", "", "")


def test_every_column_is_read(tmp_path: Path, ontology: Ontology) -> None:
    files = edge_list(tmp_path, "from,to,relation,strength,target,source\n2014,2020-12,joint  project,2.5,B,A\n")

    assert read_edge_list(files, ontology).ties == [Tie("A", "B", 2.5, "joint project", "2014", "2020-12")]


def test_an_undirected_tie_has_its_lower_id_first_and_a_directed_one_as_it_stands(
    tmp_path: Path, ontology: Ontology
) -> None:
    text = "source,target\nB,A\n"

    assert [tie.source for tie in read_edge_list(edge_list(tmp_path, text), ontology).ties] == ["A"]
    assert [tie.source for tie in read_edge_list(edge_list(tmp_path, text, directed=True), ontology).ties] == ["B"]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("A,A,1,,,", "target", "itself"),
        (",B,1,,,", "source", "without an id"),
        ("A,  ,1,,,", "target", "without an id"),
        (f"{'x' * 151},B,1,,,", "source", "151 characters"),
        ("A,B,,,,", "strength", "no strength"),
        ("A,B,strong,,,", "strength", "not a number"),
        ("A,B,1_000,,,", "strength", "not a number"),
        ("A,B,٣,,,", "strength", "not a number"),
        ("A,B,２.5,,,", "strength", "not a number"),
        ("A,B,1,,٢٠١٤,", "from", "date"),
        ("A,B,-1,,,", "strength", "from 0 up"),
        ("A,B,1e160,,,", "strength", "too large"),
        ("A,B,1e308,,,", "strength", "from 1e-30 to 1e+30"),
        ("A,B,1e-31,,,", "strength", "too small"),
        ("A,B,1e-400,,,", "strength", "too small"),
        ("A,B,nan,,,", "strength", "finite"),
        ("A,B,inf,,,", "strength", "finite"),
        ("A,B,1,,14.3.2014,", "from", "date"),
        ("A,B,1,,2015,2014", "to", "before 2015"),
        ("A,B,1", "", "3 cells where the header has 6"),
        ('"A,B",C,1,,,', None, None),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_line(
    tmp_path: Path, ontology: Ontology, row: str, column: str | None, reason: str | None
) -> None:
    header = "source,target,strength,relation,from,to"
    read = read_edge_list(edge_list(tmp_path, lines([header, "Y,Z,1,,,", row])), ontology)

    if column is None:
        assert read.rejects == []
        assert read.ties[1].source == "A,B"
        return
    (reject,) = read.rejects
    assert (reject.file, reject.row, reject.column) == ("edges.csv", 3, column)
    assert str(reason) in reject.reason
    assert reject.next_step
    assert len(read.ties) == 1


def test_the_same_tie_twice_is_refused_the_second_time_in_either_direction(tmp_path: Path, ontology: Ontology) -> None:
    text = "source,target\nA,B\nA,B\nB,A\nB,C\n"
    undirected = read_edge_list(edge_list(tmp_path, text), ontology)
    directed = read_edge_list(edge_list(tmp_path, text, directed=True), ontology)

    assert [reject.row for reject in undirected.rejects] == [3, 4]
    assert all("line 2" in reject.reason for reject in undirected.rejects)
    assert [reject.row for reject in directed.rejects] == [3]


def test_ties_of_another_relation_or_period_are_not_the_same(tmp_path: Path, ontology: Ontology) -> None:
    rows = ["source,target,relation,from,to", "A,B,trade,,", "A,B,project,,", "A,B,project,2014,", "B,A,project,2015,"]
    read = read_edge_list(edge_list(tmp_path, lines(rows)), ontology)

    assert (len(read.ties), read.rejects) == (4, [])


def test_a_relation_with_a_blank_is_not_that_with_an_underscore(tmp_path: Path, ontology: Ontology) -> None:
    text = "source,target,strength,relation\na,b,1,x y\na,b,2,x_y\na,b,3, x  y \n"
    read = read_edge_list(edge_list(tmp_path, text), ontology)

    assert [(tie.kind, tie.strength) for tie in read.ties] == [("x y", 1.0), ("x_y", 2.0)]
    assert [reject.row for reject in read.rejects] == [4]


def test_ties_that_differ_have_keys_that_differ() -> None:
    ties = [("x y", "", ""), ("x_y", "", ""), ("x%20y", "", ""), ("2014", "", ""), ("", "2014", ""), ("", "", "2014"),
            ("a/2014", "", ""), ("a", "2014", ""), ("a", "", "2014"), ("", "", ""), ("/", "", "")]  # fmt: skip

    assert len({tie_key(*tie) for tie in ties}) == len(ties)


def test_minus_zero_is_zero(tmp_path: Path, ontology: Ontology) -> None:
    read = read_edge_list(edge_list(tmp_path, "source,target,strength\nA,B,-0\nB,C,0e5\nC,D,-0.0\n"), ontology)

    assert [str(tie.strength) for tie in read.ties] == ["0.0"] * 3
    assert read.warnings()[0].startswith("3 ties have strength 0")


def test_nodes_have_names_and_attributes_and_may_have_no_tie(tmp_path: Path, ontology: Ontology) -> None:
    files = edge_list(tmp_path, "source,target\nA,B\n", "id,name,country,team\nA,Anna,SE,red\nB,,NO,\nC,Carl,,blue\n")
    read = read_edge_list(files, ontology)

    assert read.names == {"A": "Anna", "B": "B", "C": "Carl"}
    assert read.columns == ("country", "team")
    assert read.attributes == {"A": {"country": "SE", "team": "red"}, "B": {"country": "NO"}, "C": {"team": "blue"}}


def test_with_a_list_of_nodes_an_end_that_is_not_in_it_is_refused_with_the_nearest(
    tmp_path: Path, ontology: Ontology
) -> None:
    files = edge_list(tmp_path, "source,target\nAnna,Carl\nAnna,Carla\n", "id\nAnna\nCarl\nAnna\n")
    read = read_edge_list(files, ontology)

    twice, unknown = sorted(read.rejects, key=lambda reject: reject.file, reverse=True)
    assert (twice.file, twice.row) == ("nodes.csv", 4)
    assert (unknown.row, unknown.column, unknown.value) == (3, "target", "Carla")
    assert "Did you mean 'Carl'?" in unknown.next_step


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("source,target\n", "no tie"),
        ("source,target\nA,A\n", "itself"),
        ("source,target,Weight\nA,B,1\n", "Unknown column 'Weight'. Did you mean 'strength'?"),
        ("Source,Target\nA,B\n", "Did you mean 'source'?"),
        ("a,b\nb,c\n", "The first line must be the header, and no column of it is known."),
        ("from,to\n2014,2015\n", "'source' is missing"),
        ("source;target\nA;B\n", "semicolons"),
        ('source,target\nA,"B\n', "never closed"),
    ],
)
def test_a_file_that_leaves_no_tie_is_refused_whole(tmp_path: Path, ontology: Ontology, text: str, says: str) -> None:
    with pytest.raises(LoadError) as refused:
        read_edge_list(edge_list(tmp_path, text), ontology)

    assert says in refused.value.detail
    assert refused.value.next_step


def test_a_list_of_nodes_without_a_header_is_said(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(LoadError, match="must be the header"):
        read_edge_list(edge_list(tmp_path, KITE, "Andre,A\nBeverly,B\n"), ontology)
    with pytest.raises(LoadError) as refused:
        read_edge_list(edge_list(tmp_path, KITE, "ID,team\nAndre,A\n"), ontology)
    assert refused.value.next_step == "Write 'id' for 'ID'."


def test_a_row_with_too_few_cells_is_not_told_to_put_quotes(tmp_path: Path, ontology: Ontology) -> None:
    text = "source,target,strength\nA,B,1\nB,C\nC,D,1,2\n"
    few, many = read_edge_list(edge_list(tmp_path, text), ontology).rejects

    assert (few.row, "missing" in few.next_step, "quotes" in few.next_step) == (3, True, False)
    assert (many.row, "quotes" in many.next_step) == (4, True)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="is a folder"):
        NetworkFiles("mine", tmp_path).checked()


def test_a_file_that_is_not_there_is_named(tmp_path: Path, ontology: Ontology) -> None:
    files = edge_list(tmp_path, KITE)
    files.edges.unlink()

    with pytest.raises(LoadError, match=r"edges\.csv"):
        read_edge_list(files, ontology)


def test_more_rows_than_allowed_are_refused(tmp_path: Path, ontology: Ontology) -> None:
    with pytest.raises(LoadError, match="more than 17 rows"):
        read_edge_list(edge_list(tmp_path, KITE), ontology, limits=PackLimits(max_rows=17))


@pytest.mark.parametrize("name", ["", "a b", "../x", "é", "x" * 65, "-x", "policy", "Countries"])
def test_a_name_that_cannot_stand_in_an_address_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        edge_list(tmp_path, KITE, name=name).checked()

    assert refused.value.field == "name"
    assert "--name" not in refused.value.next_step


def test_ids_of_files_become_ids_of_the_graph_and_differ_where_they_differ() -> None:
    keys = ["Region Skåne", "Region%20Skåne", "a>b", "a#b", "a|b", "<a", "a\u00a0b", "region:2021:ES21"]
    ids = [vertex_id("n", key) for key in keys]

    assert len(set(ids)) == len(keys)
    assert ids[0] == "vertex:n:Region%20Skåne"
    assert not any(UNSAFE.sub("", node_id) != node_id.replace("%", "") for node_id in ids)
