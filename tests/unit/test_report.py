"""CI accepts a run only when nothing that needs Neo4j or a browser was skipped."""

from pathlib import Path

import pytest
from report import main, read_report

pytest_plugins = ["pytester"]

SUITE = """
import pytest

@pytest.mark.neo4j
def test_store(): {store}

@pytest.mark.browser
def test_page(): pass

@pytest.mark.slow
def test_patience(): pytest.skip("no time")

def test_plain(): pass

@pytest.mark.parametrize("store", ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_both(store): pass
"""


def run(pytester: pytest.Pytester, **files: str) -> tuple[Path, pytest.RunResult]:
    """Runs a small suite in a process of its own, as make test does: its report, and what it printed."""
    support = Path(__file__).resolve().parent.parent / "support"
    pytester.makeini(
        f"[pytest]\npythonpath = {support}\nmarkers =\n    neo4j: x\n    browser: x\n    notebook: x\n    slow: x\n"
    )
    pytester.makeconftest('pytest_plugins = ["skips"]')
    pytester.makepyfile(**files)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "--junitxml=report.xml")
    return pytester.path / "report.xml", result


def test_a_complete_run_is_accepted_and_counted_by_marker(pytester: pytest.Pytester) -> None:
    path, _ = run(pytester, test_suite=SUITE.format(store="pass"))
    report = read_report(path)
    assert report.shortcomings() == []
    assert [report.count("", outcome) for outcome in ("passed", "failed", "skipped")] == [5, 0, 1]
    assert report.count("neo4j", "passed") == 2
    assert report.count("slow", "skipped") == 1
    assert main([str(path)]) == 0


def test_a_skipped_neo4j_test_is_named_with_its_reason(
    pytester: pytest.Pytester, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = run(pytester, test_suite=SUITE.format(store='pytest.skip("no Java 17 or 21 found")'))
    (sentence,) = read_report(path).shortcomings()
    assert "test_suite::test_store" in sentence
    assert "no Java 17 or 21 found" in sentence
    assert main([str(path)]) == 1
    assert "NOT ACCEPTED: test_suite::test_store" in capsys.readouterr().out


def test_the_reader_of_a_run_is_told_what_was_not_tested(pytester: pytest.Pytester) -> None:
    _, result = run(pytester, test_suite=SUITE.format(store='pytest.skip("no Java")'))
    result.stdout.fnmatch_lines(["NOT TESTED: 1 tests that need neo4j were skipped*"])


def test_a_module_that_skips_itself_is_not_accepted(pytester: pytest.Pytester) -> None:
    skipping = 'import pytest\npytest.skip("not today", allow_module_level=True)\n'
    path, _ = run(pytester, test_suite=SUITE.format(store="pass"), test_other=skipping)
    (sentence,) = read_report(path).shortcomings()
    assert "test_other" in sentence


def test_a_suite_without_such_tests_is_not_accepted(pytester: pytest.Pytester) -> None:
    path, _ = run(pytester, test_suite="def test_plain(): pass\n")
    assert read_report(path).shortcomings() == ["no test is marked neo4j", "no test is marked browser"]


def test_a_failing_test_counts_as_failed_and_is_pytests_to_report(pytester: pytest.Pytester) -> None:
    path, _ = run(pytester, test_suite=SUITE.format(store="assert False"))
    report = read_report(path)
    assert report.count("neo4j", "failed") == 1
    assert report.shortcomings() == []


def test_no_report_is_no_good_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.xml")]) == 2
    (tmp_path / "broken.xml").write_text("<testsuites>")
    assert main([str(tmp_path / "broken.xml")]) == 2
    assert capsys.readouterr().err.count("no readable test report") == 2
