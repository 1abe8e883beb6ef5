"""A pytest plugin: writes each test's markers into the JUnit report, and says at the end what was not tested.

`tests/conftest.py` names it in `pytest_plugins`. `report.py` reads the markers back for CI, where nothing that needs
Neo4j or a browser may be skipped. The property is written for unmarked tests too: a report entry without it is a module
that skipped itself before its tests, and so their markers, were known.
"""

from __future__ import annotations

from collections import Counter

import pytest

MARKERS = ("neo4j", "browser", "notebook", "slow")
PROPERTY = "markers"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Gives each test the property `markers`, e.g. `neo4j,slow`: here, when all plugins have added theirs."""
    for item in session.items:
        names = [name for name in MARKERS if item.get_closest_marker(name)]
        item.user_properties.append((PROPERTY, ",".join(names)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each of Neo4j and browser whose tests were skipped, so that no reader takes green for complete."""
    skipped: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", []):
        markers = dict(getattr(report, "user_properties", ())).get(PROPERTY, "")
        skipped.update(set(str(markers).split(",")) & {"neo4j", "browser"})
    for name, count in sorted(skipped.items()):
        line = f"NOT TESTED: {count} tests that need {name} were skipped, for the reasons below"
        terminalreporter.write_line(line, yellow=True)
