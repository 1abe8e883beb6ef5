"""Claims about the command line as such, its schema and its doctor: exit codes 0, 1 and 2, and no traceback unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

from api.cli import main
from api.explorer import VERSION

# --- the command as such


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    told = run()

    assert told.code == 2
    for command in ("serve", "load", "query", "schema", "doctor"):
        assert command in told.out


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.strip() == f"valuechain {VERSION}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["lod"],
        ["query"],
        ["load", "--format", "xml"],
        ["serve", "--port", "eighty"],
        ["query", "RETURN 1", "--formt", "csv"],
    ],
)
def test_a_command_typed_wrong_exits_2_and_names_what_was_wrong(run: Run, arguments: list[str]) -> None:
    told = run(*arguments)

    assert told.code == 2
    assert arguments[-1] in told.err or "query" in told.err


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("VALUECHAIN_PORT", "eighty", ["schema"]),
        ("VALUECHAIN_CYPHER_ROWS", "-1", ["query", "RETURN 1 AS one"]),
    ],
)
def test_a_wrong_setting_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, arguments: list[str]
) -> None:
    monkeypatch.setenv(name, value)

    told = run(*arguments)

    assert told.code == 1
    assert f"{name} is '{value}'" in told.err


def test_a_port_no_machine_has_is_said_without_a_traceback(run: Run) -> None:
    told = run("serve", "--port", "99999")

    assert told.code == 1
    assert "VALUECHAIN_PORT is '99999'" in told.err


# --- schema and doctor


def test_the_schema_lists_labels_and_relations_with_their_counts(loaded: Run) -> None:
    rows = {row["name"]: row for row in json.loads(loaded("schema", "--format", "json").out)}

    assert (rows["Country"]["count"], rows["PARTICIPATES_IN"]["count"], rows["Region"]["count"]) == (2, 2, 0)
    assert "Country" in rows["PARTICIPATES_IN"]["ends"]


def test_the_doctor_says_what_is_set_up_and_how_to_mend_the_rest(run: Run, pack: Path) -> None:
    empty = run("doctor", "--format", "json")
    run("load", pack)
    full = run("doctor")

    findings = {row["what"]: row for row in json.loads(empty.out)}
    assert empty.code == full.code == 0
    assert findings["graph"]["state"] == "note"
    assert "valuechain load" in findings["graph"]["mend"]
    assert all(row["mend"] for row in findings.values() if row["state"] != "ok")
    assert "graph version" in full.out


def test_the_doctor_names_a_server_that_does_not_answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "do-not-show")

    told = run("doctor")

    assert told.code == 1
    assert "bolt://127.0.0.1:1" in told.out
    assert "do-not-show" not in told.out + told.err


def test_the_doctor_finds_a_folder_that_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data" / "store" / "graph").mkdir(parents=True)
    (tmp_path / "data" / "store" / "graph" / "schema.json").write_text("not a schema", encoding="utf-8")

    code = main(["--data", str(tmp_path / "data"), "doctor"])
    said = capsys.readouterr()

    assert "Traceback" not in said.out + said.err
    assert code in (0, 1)
    assert "store" in said.out
