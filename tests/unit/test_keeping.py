"""Claims about what is kept of results: so many, so many bytes, and always the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from api.keeping import Kept, bytes_of


def test_only_so_many_results_are_kept_the_ones_asked_for_last() -> None:
    kept = Kept(entries=3)
    for name in "abc":
        kept[name,] = name
    assert kept["a",] == "a"
    kept["d",] = "d"

    assert [name for name in "abcd" if (name,) in kept] == ["a", "c", "d"]


def test_only_so_many_bytes_are_kept_and_the_newest_in_any_case() -> None:
    kept = Kept(size=10_000)
    for name in "abc":
        kept[name,] = np.zeros(500)  # 4,000 bytes
    assert [name for name in "abc" if (name,) in kept] == ["b", "c"]

    kept["large",] = np.zeros(5_000)
    assert len(kept) == 1
    assert ("large",) in kept
    kept["large",] = np.zeros(10)
    kept["small",] = np.zeros(10)
    assert len(kept) == 2
    assert kept.size < 300


def test_the_size_of_a_result_is_that_of_its_arrays_and_texts() -> None:
    @dataclass(frozen=True)
    class Result:
        values: np.ndarray[Any, Any]
        names: tuple[str, ...]
        more: dict[str, np.ndarray[Any, Any]]

    result = Result(np.zeros(1_000), ("x" * 1_000,) * 100, {"a": np.zeros(1_000)})

    assert bytes_of(result) == pytest.approx(8_000 + 100_000 + 8_000, rel=0.15)
