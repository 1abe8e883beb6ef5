"""Counts and bounds in messages: one is one, and a million is not 1e+06."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph.analytics.measures import measure
from graph.errors import InvalidInput
from graph.wording import between, bound, one_or_many, part_of_all, plural

ROOT = Path(__file__).parents[2]


def test_one_is_singular_and_everything_else_plural() -> None:
    assert plural(1, "node") == "1 node"
    assert plural(0, "node") == "0 nodes"
    assert plural(12_000, "node") == "12,000 nodes"
    assert plural(2, "activity") == "2 activities"
    assert plural(1, "node is", "nodes are") == "1 node is"
    assert plural(2, "node is", "nodes are") == "2 nodes are"
    assert one_or_many(1.0, "hop") == "hop"
    assert one_or_many(1.5, "hop") == "hops"


def test_the_verb_goes_with_the_part_and_the_noun_with_the_whole() -> None:
    assert part_of_all(1, 3, "node", "has", "have") == "1 of 3 nodes has"
    assert part_of_all(2, 3, "node", "has", "have") == "2 of 3 nodes have"
    assert part_of_all(1, 1, "node", "has", "have") == "1 of 1 node has"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1_000_000, "1,000,000"),
        (1e6, "1,000,000"),
        (1e9, "1,000,000,000"),
        (0.001, "0.001"),
        (0.85, "0.85"),
        (1e-9, "1e-09"),
        (-2.0, "-2"),
        (1234.5, "1,234.5"),
        (2**31 - 1, "2,147,483,647"),
    ],
)
def test_bounds_are_written_as_people_read_them(value: float, said: str) -> None:
    assert bound(value) == said


def test_a_number_may_have_one_bound_or_none() -> None:
    assert between(0, 1_000_000) == "from 0 to 1,000,000"
    assert between(0.5, math.inf) == "from 0.5 up"
    assert between(-math.inf, 1e6) == "up to 1,000,000"
    assert between(-math.inf, math.inf) == "of any size"


def test_the_message_of_a_number_out_of_its_bounds_says_a_million() -> None:
    with pytest.raises(InvalidInput) as error:
        measure("betweenness").read({"sample": "2000000"})
    assert "from 0 to 1,000,000" in str(error.value)
    assert "e+" not in str(error.value)


# What is written only from two up: bounds that are fixed, what is beyond a bound, parts of what falls apart.
FROM_TWO = {
    "graph/analytics/added_links.py": {"projection.n", "EXPLAINED"},
    "graph/analytics/affiliations.py": {"many"},
    "graph/analytics/attack.py": {"EFFICIENCY_UP_TO", "n"},
    "graph/analytics/components.py": {"count"},
    "graph/analytics/current_flow.py": {"sizes.max()", "count"},
    "graph/analytics/distance_matrix.py": {"projection.n"},
    "graph/analytics/leaving.py": {"projection.n"},
    "graph/analytics/removal.py": {"projection.n"},
    "graph/analytics/summary.py": {"len(parts)"},
    "graph/analytics/uncertainty.py": {"len(items)"},  # a node alone is always first
    "api/answers/path_choices.py": {"len(lists['via'])"},
    "api/answers/paths.py": {"length"},
    "api/answers/participants.py": {"MAX_COMMON"},
    "api/door/door.py": {"limits.max_rows"},
    "api/door/guard.py": {"hops", "value.max_hops"},
    "api/pages/cohesion.py": {"spelt(runs)", "spelt(runs).capitalize()"},
    "api/pages/missed.py": {"graph.n"},
    "api/routes/paths.py": {"MOST_VIA"},
    "loaders/network/reading.py": {"limits.max_rows"},
    "loaders/pack.py": {"self.limits.max_rows"},
}
COUNTED = re.compile(
    r" (nodes|edges|ties|pairs|rows|links|hops|paths|routes|components|activities|draws|runs|groups|members|others)\b"
)


def counted_texts() -> Iterator[tuple[str, int, str]]:
    """Every number that is written before a plural noun: file, line and what is written."""
    for folder in ("graph", "api", "loaders"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(text, ast.JoinedStr):
                    continue
                for value, after in pairwise(text.values):
                    counts = isinstance(after, ast.Constant) and COUNTED.match(str(after.value))
                    if counts and isinstance(value, ast.FormattedValue):
                        yield path.relative_to(ROOT).as_posix(), text.lineno, ast.unparse(value.value)


def test_no_count_that_may_be_one_stands_before_a_plural() -> None:
    wrong = [
        f"{file}:{line}: {value}" for file, line, value in counted_texts() if value not in FROM_TWO.get(file, set())
    ]
    assert wrong == [], "write plural(count, 'node') of graph.wording"


# In templates: what is said only where there is more than is shown, a bound, and a word that is no count.
TEMPLATES_FROM_TWO = {
    ("console.html", "rows|num"),
    ("network.html", "network.m|num"),
    ("network.html", "components.total|num"),
    ("paths.html", "kind"),
    ("removal.html", "result.total|num"),
}


def test_no_page_writes_a_count_that_may_be_one_before_a_plural() -> None:
    counted = re.compile(r"\{\{ ((?:(?!\}\}).)*) \}\}" + COUNTED.pattern)
    wrong = [
        f"{path.name}: {match[0]}"
        for path in sorted((ROOT / "api" / "templates").glob("*.html"))
        for match in counted.finditer(path.read_text(encoding="utf-8"))
        if not match[1].startswith("plural(") and (path.name, match[1]) not in TEMPLATES_FROM_TWO
    ]
    assert wrong == [], "write plural(count, 'node')"
