"""Reads the JUnit report of a test run and says whether everything that CI must run was run.

As a program: `python tests/support/report.py var/test-report.xml` prints a summary; exit 1 when a test that needs Neo4j
or a browser was skipped, when there was none, or when a module skipped itself whole. Failures are pytest's exit code.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from skips import MARKERS, PROPERTY

REQUIRED = ("neo4j", "browser")  # markers of tests that CI may not skip


@dataclass
class Report:
    """What a run did: outcomes by marker ("" for all tests), and the skips with their reasons."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    skipped: list[tuple[str, tuple[str, ...] | None, str]] = field(default_factory=list)

    def count(self, marker: str, outcome: str) -> int:
        """How many tests with this marker ended so: `passed`, `failed`, `skipped`."""
        return self.outcomes.get(marker, Counter())[outcome]

    def shortcomings(self) -> list[str]:
        """What CI must not accept, one sentence each; empty when all is well."""
        found = [
            f"{name} was skipped: {reason}"
            for name, markers, reason in self.skipped
            if markers is None or set(markers) & set(REQUIRED)
        ]
        missing = [marker for marker in REQUIRED if not self.outcomes.get(marker, Counter()).total()]
        return found + [f"no test is marked {marker}" for marker in missing]

    def summary(self) -> str:
        """One line a marker with its outcomes."""
        lines = []
        for marker in ("", *MARKERS):
            counts = self.outcomes.get(marker, Counter())
            parts = [f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped")]
            lines.append(f"  {marker or 'all tests':<10} {', '.join(parts)}")
        return "\n".join(lines)


def read_report(path: Path) -> Report:
    """Reads a report that pytest wrote with the plugin `skips`. Raises OSError or ParseError when it is not one."""
    report = Report()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        properties = {p.get("name"): p.get("value") or "" for p in case.iter("property")}
        markers = tuple(filter(None, properties[PROPERTY].split(","))) if PROPERTY in properties else None
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome = "failed"
        elif skipped is not None and skipped.get("type") != "pytest.xfail":
            outcome = "skipped"
            name = f"{case.get('classname')}::{case.get('name')}"
            report.skipped.append((name, markers, skipped.get("message") or "no reason given"))
        else:
            outcome = "passed"
        for marker in ("", *(markers or ())):
            report.outcomes.setdefault(marker, Counter())[outcome] += 1
    return report


def main(arguments: list[str]) -> int:
    """Prints summary and shortcomings of the report named; exit 1 when there are any, 2 when it cannot be read."""
    if len(arguments) != 1:
        print("Usage: python tests/support/report.py REPORT.xml", file=sys.stderr)
        return 2
    try:
        report = read_report(Path(arguments[0]))
    except (OSError, ElementTree.ParseError) as error:
        print(f"There is no readable test report: {error}", file=sys.stderr)
        return 2
    print(report.summary())
    shortcomings = report.shortcomings()
    for sentence in shortcomings:
        print(f"NOT ACCEPTED: {sentence}")
    return 1 if shortcomings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
