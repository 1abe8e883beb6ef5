"""The report of a load: counts, reasons with lines, a CSV of the rejects, a bar only where somebody looks."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import LoadError
from loaders.progress import terminal_progress
from loaders.report import LoadReport
from loaders.statements import Reject, shortened


def reject(row: int, reason: str = "not a date", column: str = "start") -> Reject:
    return Reject("nodes/Project.csv", row, column, "31.12.", reason, "Write a date, “2012”.")


REPORT = LoadReport(
    "seed", "finished", "abc", seconds=1.25, load_id="load:1", read=1234, nodes_written=900, relations_written=100,
    merged=7, nodes_unchanged=1, relations_unchanged=2, claims=4,
    rejects=(*(reject(row) for row in range(2, 9)), reject(2, "no source is named", "source_id")),
)  # fmt: skip


def test_the_headline_says_what_happened() -> None:
    assert REPORT.headline() == (
        "seed: 1,234 rows read, 1,000 records written (7 of them merged), 3 unchanged, 4 claims, 7 rows rejected; "
        "1.2 s; graph version abc"
    )
    assert LoadReport("seed", "already loaded", "abc").headline() == "seed: already loaded, graph version abc"
    assert "refused, nothing written" in LoadReport("seed", "refused", "abc").headline()
    assert "nothing new" in LoadReport("seed", "unchanged", "abc").headline()


def test_the_summary_names_the_lines_of_each_reason() -> None:
    assert REPORT.summary().splitlines()[1:] == [
        f"  not a date: {', '.join(f'nodes/Project.csv:{row}' for row in range(2, 7))} and 2 more",
        "  no source is named: nodes/Project.csv:2",
    ]
    assert list(REPORT.rejected_by_reason) == ["not a date", "no source is named"]


def test_a_row_with_two_faults_is_one_row() -> None:
    assert (REPORT.rejected, len(REPORT.rejects)) == (7, 8)


def test_rejects_are_written_as_a_table(tmp_path: Path) -> None:
    REPORT.write_rejects(tmp_path / "rejects.csv")
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    assert rows[0] == {
        "file": "nodes/Project.csv", "row": "2", "column": "start", "value": "31.12.", "reason": "not a date",
        "next_step": "Write a date, “2012”.",
    }  # fmt: skip


def test_json_is_read_back_whole() -> None:
    document = json.loads(REPORT.as_json())
    assert (document["written"], document["unchanged"], document["rejected"]) == (1000, 3, 7)
    assert LoadReport.from_dict(document) == REPORT
    for broken in ({}, {**document, "rejects": [{}]}, {**document, "rejects": 3}):
        with pytest.raises(LoadError):
            LoadReport.from_dict(broken)


def test_what_was_left_out_and_what_to_know_is_told_and_read_back(tmp_path: Path) -> None:
    cells = tuple(
        Reject("nodes.csv", row, "country", "Grece", "no country code", "Did you mean 'EL'?") for row in range(2, 9)
    )
    report = replace(REPORT, rejects=(), left_out=cells, warnings=("2 ties have strength 0.",))
    lines = report.summary().splitlines()
    report.write_rejects(tmp_path / "rejects.csv")

    assert report.rejected == 0
    assert "0 rows rejected" in lines[0]
    assert lines[1:3] == [
        "7 cells left out of rows that were taken:",
        "  nodes.csv:2 country 'Grece': no country code. Did you mean 'EL'?",
    ]
    assert lines[-2:] == ["  and 2 more", "Note: 2 ties have strength 0."]
    assert len((tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()) == 8
    assert LoadReport.from_dict(json.loads(report.as_json())) == report


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shortened("a\nb\x00\u202ec") == "a�b��c"
    assert len(shortened("x" * 10_000_000)) == 121


class Terminal(io.StringIO):
    """A stream somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_only() -> None:
    assert terminal_progress(io.StringIO()) is None
    screen = Terminal()
    draw = terminal_progress(screen)
    assert draw is not None
    draw("loading", 1, 4)
    draw("loading", 2, 4)  # too soon after the first to be drawn
    draw("loading", 4, 4)
    assert screen.getvalue() == "\rloading [#######.......................] 1/4\rloading [" + "#" * 30 + "] 4/4\n"
