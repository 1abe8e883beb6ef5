"""Claims about `valuechain load network -`: ties from standard input are loaded like those of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run, version
from edge_lists import KITE, edge_list
from standard_input import given

from graph.ontology import Ontology
from graph.stores import EMPTY

LOAD = ("load", "network", "--name", "kite", "--format", "json")


def test_ties_come_by_standard_input_and_the_data_set_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, KITE + "Ed,Ed\n")
    report = json.loads(run(*LOAD, "-", "--rejects", tmp_path / "rejects.csv").out)
    (source,) = json.loads(run("query", "MATCH (d:Dataset) RETURN d.name AS name", "--format", "json").out)

    assert (report["state"], report["relations_written"]) == ("finished", 18)
    assert [(one["file"], one["row"]) for one in report["rejects"]] == [("standard input", 20)]
    assert "standard input,20," in (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert source["name"] == "kite: standard input"


def test_the_same_bytes_again_change_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, data: Path, tmp_path: Path, ontology: Ontology
) -> None:
    given(monkeypatch, KITE)
    run(*LOAD, "-")
    first = version(data, ontology)
    given(monkeypatch, KITE)
    again = json.loads(run(*LOAD, "-").out)
    of_file = json.loads(run(*LOAD, edge_list(tmp_path, KITE).edges).out)

    assert (again["state"], of_file["state"]) == ("already loaded", "already loaded")
    assert version(data, ontology) == first


def test_a_list_of_nodes_may_stand_beside_it(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given(monkeypatch, "source,target\na,fair\n")
    files = edge_list(tmp_path, "", "id,mode\na,\nfair,\nb,actor\n")
    report = json.loads(run(*LOAD, "--two-mode", "-", files.nodes).out)

    assert (report["nodes_written"], report["relations_written"], report["rejected"]) == (5, 1, 0)


@pytest.mark.parametrize(
    ("text", "arguments", "code", "says"),
    [
        ("", ("-",), 1, "Standard input is empty."),
        ("\n", ("-",), 1, "standard input"),
        ("source;target\na;b\n", ("-",), 1, "standard input is separated by semicolons"),
        (KITE, ("edges.csv", "-"), 1, "The list of nodes cannot come from standard input."),
        (KITE, ("-", "--two-mode", "--directed"), 2, "not allowed with"),
    ],
)
def test_what_cannot_be_loaded_from_there_is_said(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    data: Path,
    ontology: Ontology,
    text: str,
    arguments: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    given(monkeypatch, text)
    told = run(*LOAD, *arguments)

    assert told.code == code
    assert says in told.err
    assert version(data, ontology) == EMPTY


def test_the_summary_says_of_ties_without_strength_and_of_cells_that_were_left_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, "source,target,strength\na,fair,0\nb,fair,1\n")
    nodes = edge_list(tmp_path, "", "id,mode\na,woman\nb,\nfair,\n").nodes
    told = run("load", "network", "--name", "mine", "--two-mode", "-", nodes)

    assert told.code == 0
    assert "0 rows rejected" in told.out
    assert "1 cell left out of rows that were taken:\n  nodes.csv:2 mode 'woman': no mode" in told.out
    assert "Note: 1 tie has strength 0" in told.out
