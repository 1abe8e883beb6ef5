"""Standard input as a command finds it: bytes that end."""

from __future__ import annotations

import io

import pytest


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What the next command reads from standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
