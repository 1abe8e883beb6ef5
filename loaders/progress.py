"""A bar on stderr, drawn only where a person looks at it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO, TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how many records are done, and how many there are."""

WIDTH = 30
EVERY_S = 0.1  # a redraw ten times a second is smooth and costs nothing


def terminal_progress(stream: TextIO | None = None) -> Progress | None:
    """A bar on stderr; None where that is no terminal."""
    out = stream or sys.stderr
    if not out.isatty():
        return None
    drawn = 0.0

    def draw(doing: str, done: int, total: int) -> None:
        nonlocal drawn
        now = time.monotonic()
        if done < total and now - drawn < EVERY_S:
            return
        drawn = now
        filled = WIDTH * done // total if total else WIDTH
        end = "\n" if done >= total else ""
        out.write(f"\r{doing} [{'#' * filled}{'.' * (WIDTH - filled)}] {done:,}/{total:,}{end}")
        out.flush()

    return draw
