"""Claims about what is kept of results: so many, so many bytes, always the newest, and what is dear the longest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from api.keeping import Kept, bytes_of


def test_only_so_many_results_are_kept_the_ones_asked_for_last() -> None:
    kept = Kept(entries=3)
    for name in "abc":
        kept.keep((name,), name, seconds=1.0)
    assert kept["a",] == "a"
    kept.keep(("d",), "d", seconds=1.0)

    assert [name for name in "abcd" if (name,) in kept] == ["a", "c", "d"]


def test_only_so_many_bytes_are_kept_and_the_newest_in_any_case() -> None:
    kept = Kept(size=10_000)
    for name in "abc":
        kept.keep((name,), np.zeros(500), seconds=1.0)  # 4,000 bytes
    assert [name for name in "abc" if (name,) in kept] == ["b", "c"]

    kept.keep(("large",), np.zeros(5_000), seconds=0.0)
    assert len(kept) == 1
    assert ("large",) in kept
    kept.keep(("large",), np.zeros(10), seconds=1.0)
    kept.keep(("small",), np.zeros(10), seconds=1.0)
    assert len(kept) == 2
    assert kept.size < 300


def test_a_dear_result_outlives_a_thousand_cheap_ones_and_goes_in_the_end() -> None:
    kept = Kept(entries=128)
    kept.keep(("v1", "betweenness"), "dear", seconds=18.0)
    for number in range(1_000):
        kept.keep(("v1", str(number)), number, seconds=0.05)
    assert kept["v1", "betweenness"] == "dear"
    assert len(kept) == 128

    for number in range(300):  # what nobody asks for any more does not stay for ever
        kept.keep(("v1", f"other {number}"), number, seconds=10.0)
    assert ("v1", "betweenness") not in kept


def test_what_belongs_to_a_graph_version_that_was_goes_first_whatever_it_cost() -> None:
    kept = Kept(entries=4)
    kept.now = "v1"
    kept.keep(("v1", "betweenness"), "stale", seconds=1_000.0)
    kept.now = "v2"
    kept.keep(("v2", "a"), 1, seconds=0.01)
    kept.keep(("v2 while loading, 3", "a"), 1, seconds=0.01)
    kept.keep(("v1", "degree"), "late: begun before the load", seconds=5.0)
    kept.keep(("v2", "b"), 1, seconds=0.01)
    assert ("v1", "degree") not in kept
    kept.keep(("v2", "c"), 1, seconds=0.01)

    assert ("v1", "betweenness") not in kept
    assert all(key in kept for key in [("v2", "a"), ("v2 while loading, 3", "a"), ("v2", "b"), ("v2", "c")])
    kept.keep(("v2", "d"), 1, seconds=0.01)
    assert ("v2", "a") not in kept


def test_the_size_of_a_result_is_that_of_its_arrays_and_texts() -> None:
    @dataclass(frozen=True)
    class Result:
        values: np.ndarray[Any, Any]
        names: tuple[str, ...]
        more: dict[str, np.ndarray[Any, Any]]

    result = Result(np.zeros(1_000), ("x" * 1_000,) * 100, {"a": np.zeros(1_000)})

    assert bytes_of(result) == pytest.approx(8_000 + 100_000 + 8_000, rel=0.15)
