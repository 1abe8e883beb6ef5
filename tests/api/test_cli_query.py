"""Claims about `valuechain query`: rows for people and for programs, the library's queries, and why one cannot run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from command_line import Run

from api.cli import main


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
