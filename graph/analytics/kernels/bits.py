"""Bits of 64-bit words, for the searches that go out from 64 sources at once. Compiled, each is one instruction."""

from __future__ import annotations

from typing import Any


def popcount(word: Any) -> int:
    """How many bits of a word are 1. Compiled, `word` is a uint64."""
    return int(word).bit_count()
