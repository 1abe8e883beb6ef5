"""Claims about `valuechain load`: the report says what was done and what was rejected; a refusal writes nothing."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run, version
from mini_pack import BAD_ROWS, FILES, NO_TABLE, write_files

from graph.ontology import Ontology
from graph.stores import EMPTY


def test_a_pack_is_loaded_and_the_report_says_what_was_done(
    run: Run, pack: Path, data: Path, ontology: Ontology
) -> None:
    told = run("load", pack)

    assert told.code == 0
    assert "mini: 6 rows read, 6 records written" in told.out
    assert version(data, ontology) in told.out


def test_a_second_load_changes_nothing(run: Run, pack: Path, data: Path, ontology: Ontology) -> None:
    run("load", pack)
    first = version(data, ontology)
    told = run("load", pack)

    assert (told.code, version(data, ontology)) == (0, first)
    assert "already loaded" in told.out


def test_the_report_comes_as_json(run: Run, pack: Path) -> None:
    report = json.loads(run("load", pack, "--format", "json").out)

    assert (report["pack"], report["state"], report["nodes_written"], report["rejects"]) == ("mini", "finished", 4, [])


def test_a_row_that_cannot_be_taken_is_told_and_the_rest_is_loaded(run: Run, pack: Path, tmp_path: Path) -> None:
    write_files(pack, BAD_ROWS)

    told = run("load", pack, "--rejects", tmp_path / "rejects.csv")

    assert told.code == 0
    assert "1 row rejected" in told.out
    assert "relations/PARTICIPATES_IN.csv:4" in told.out
    (reject,) = csv.DictReader(io.StringIO((tmp_path / "rejects.csv").read_text(encoding="utf-8")))
    assert (reject["file"], reject["row"], reject["column"], reject["value"]) == (
        "relations/PARTICIPATES_IN.csv",
        "4",
        "source",
        "country:QZ",
    )
    assert reject["reason"]
    assert reject["next_step"]
    assert (
        len(run("query", "MATCH ()-[r:PARTICIPATES_IN]->() RETURN r.id AS id", "--format", "csv").out.splitlines()) == 3
    )


def test_strict_writes_nothing_when_a_row_is_rejected(
    run: Run, pack: Path, data: Path, ontology: Ontology, tmp_path: Path
) -> None:
    write_files(pack, BAD_ROWS)

    told = run("load", pack, "--strict", "--rejects", tmp_path / "rejects.csv")

    assert told.code == 1
    assert "refused, nothing written" in told.out
    assert (tmp_path / "rejects.csv").exists()
    assert version(data, ontology) == EMPTY


def test_a_table_that_is_none_is_named_with_its_line_and_nothing_is_written(
    run: Run, pack: Path, data: Path, ontology: Ontology
) -> None:
    write_files(pack, NO_TABLE)

    told = run("load", pack)

    assert told.code == 1
    assert "nodes/Project.csv" in told.err
    assert version(data, ontology) == EMPTY


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda pack: (pack / "pack.yaml").unlink(), "pack.yaml"),
        (lambda pack: (pack / "nodes" / "Projekt.csv").write_text("id\n"), "Did you mean 'Project'?"),
        (lambda pack: (pack / "nodes" / "Project.csv").write_bytes(b"id,name\n\xff\xfe\x00\n"), "nodes/Project.csv"),
        (lambda pack: (pack / "nodes" / "Project.csv").write_text("id;name;source_id\n"), "nodes/Project.csv"),
        (shutil.rmtree, "is not a folder"),
    ],
)
def test_a_folder_that_is_no_pack_is_a_clear_message(
    run: Run, pack: Path, spoil: Callable[[Path], object], says: str
) -> None:
    spoil(pack)

    told = run("load", pack)

    assert told.code == 1
    assert says in told.err
    assert told.err.splitlines()[1].startswith("valuechain: ")


def test_rejects_that_cannot_be_written_are_said(run: Run, pack: Path, tmp_path: Path) -> None:
    told = run("load", pack, "--rejects", tmp_path / "no" / "such" / "folder.csv")

    assert told.code == 1
    assert "folder.csv" in told.err


def test_templates_can_be_filled_and_loaded(run: Run, tmp_path: Path) -> None:
    told = run("load", "--template", tmp_path / "mine")
    again = run("load", "--template", tmp_path / "mine")

    assert told.code == 0
    assert (tmp_path / "mine" / "nodes" / "Project.csv").read_text(encoding="utf-8").startswith("id,name,")
    assert again.code == 1
    assert "holds a pack already" in again.err
    write_files(tmp_path / "mine", {name: text for name, text in FILES.items() if name != "pack.yaml"})
    yaml = tmp_path / "mine" / "pack.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace('title: ""', "title: Mine"), encoding="utf-8")
    assert run("load", tmp_path / "mine").code == 0
