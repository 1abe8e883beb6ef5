"""Claims about the command line: it says what it did, exits 0, 1 or 2, and never shows a traceback unless asked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_pack import BAD_ROWS, FILES, NO_TABLE, write_files

from api.cli import main
from api.explorer import VERSION
from graph.ontology import Ontology
from graph.stores import EMPTY, EmbeddedStore


@pytest.fixture
def data(prepared_folder: Path, tmp_path: Path) -> Path:
    """A data folder with an empty store: preparing one takes seconds."""
    shutil.copytree(prepared_folder, tmp_path / "data" / "store")
    return tmp_path / "data"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_files(tmp_path / "pack", FILES)


class Told:
    """What a command said, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in out + err


Run = Callable[..., Told]


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the data folder."""

    def command(*arguments: str | Path) -> Told:
        capsys.readouterr()
        try:
            code = main(["--data", str(data), *map(str, arguments)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return command


def version(data: Path, ontology: Ontology) -> str:
    store = EmbeddedStore(data / "store", ontology)
    try:
        return store.version()
    finally:
        store.close()


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


# --- load


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
    assert "1 rows rejected" in told.out
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
    assert told.err.startswith("valuechain: ")


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


# --- query


@pytest.fixture
def loaded(run: Run, pack: Path) -> Run:
    assert run("load", pack).code == 0
    return run


def test_a_query_prints_a_table(loaded: Run) -> None:
    told = loaded("query", "MATCH (c:Country) RETURN c.id AS id, c.name AS name ORDER BY id")

    assert told.code == 0
    assert [line.split() for line in told.out.splitlines()] == [
        ["id", "name"], ["─" * 10, "─" * 10], ["country:QX", "Quixotia"], ["country:QY", "Yonderland"],
    ]  # fmt: skip
    assert told.err.strip() == "2 rows"


def test_rows_come_as_csv_and_json_that_programs_read(loaded: Run) -> None:
    query = "MATCH (c:Country) RETURN c.id AS id, c.nothing AS nothing, [1, 2] AS list ORDER BY id LIMIT 1"

    table = list(csv.reader(io.StringIO(loaded("query", query, "--format", "csv").out)))
    rows = json.loads(loaded("query", query, "--format", "json").out)

    assert table[0] == ["id", "nothing", "list"]
    assert table[1][:2] == ["country:QX", ""]
    assert rows == [{"id": "country:QX", "nothing": None, "list": [1, 2]}]


def test_no_row_is_a_table_with_a_head(loaded: Run) -> None:
    assert loaded("query", "MATCH (c:Region) RETURN c.id AS id", "--format", "csv").out == "id\r\n"
    assert json.loads(loaded("query", "MATCH (c:Region) RETURN c.id AS id", "--format", "json").out) == []


def test_a_library_query_runs_by_its_name_with_other_parameters(loaded: Run) -> None:
    told = loaded("query", "participants-of-a-project", "--param", "id=project:mini", "--format", "json")

    assert [row["id"] for row in json.loads(told.out)] == ["country:QX", "country:QY"]


def test_parameters_may_be_json(loaded: Run) -> None:
    told = loaded(
        "query",
        "RETURN $n + 1 AS n, $list AS list, $text AS text",
        "-p",
        "n=41",
        "-p",
        "list=[1,2]",
        "-p",
        "text=a=b",
        "--format",
        "json",
    )

    assert json.loads(told.out) == [{"n": 42, "list": [1, 2], "text": "a=b"}]


def test_a_query_is_read_from_standard_input_and_from_a_file(
    loaded: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("RETURN 'from stdin' AS x"))
    (tmp_path / "mine.cypher").write_text("// a note\nRETURN 'from a file' AS x\n", encoding="utf-8")

    assert "from stdin" in loaded("query", "-").out
    assert "from a file" in loaded("query", tmp_path / "mine.cypher").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["participants-of-a-projct"], "Did you mean 'participants-of-a-project'?"),
        (["nothing.cypher"], "There is no file 'nothing.cypher'"),
        (["MATCH (n RETURN n"], ""),
        (["CREATE (n:Project {id: 'project:x'}) RETURN n"], ""),
        (["RETURN $missing AS x"], "missing"),
        (["RETURN 1 AS x", "--param", "novalue"], "Write --param name=value"),
        (["RETURN reduce(a = [1], x IN range(1, 40) | a + a) AS x"], "allowed"),
    ],
)
def test_a_query_that_cannot_run_says_why(loaded: Run, arguments: list[str], says: str) -> None:
    told = loaded("query", *arguments)

    assert told.code == 1
    assert told.err.startswith("valuechain: ")
    assert says in told.err
    assert told.out == ""


def test_debug_shows_where_it_happened(data: Path) -> None:
    from graph.errors import UnknownName

    with pytest.raises(UnknownName):
        main(["--debug", "--data", str(data), "query", "no-such-query"])


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
