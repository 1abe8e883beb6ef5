"""The queries that hold the Cypher door: what it must refuse, and what it must let through. Shared by several tests."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHARACTER = re.compile("⟦([0-9A-F]{4,6})⟧")


@dataclass(frozen=True, slots=True)
class SampleQuery:
    """One query of a file, and the parameters it is sent with."""

    text: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """How the test report names it: short and on one line."""
        return " ".join(self.text.split())[:70].encode("ascii", "backslashreplace").decode("ascii")


def hostile_queries() -> list[SampleQuery]:
    """Everything the door must refuse."""
    return _read(HERE / "hostile_queries.txt")


def honest_queries() -> list[SampleQuery]:
    """Reads that the door must let through, and both engines run."""
    return _read(HERE / "honest_queries.txt")


def _read(path: Path) -> list[SampleQuery]:
    samples = []
    for block in path.read_text(encoding="utf-8").split("\n---\n")[1:]:
        lines = block.strip("\n").split("\n")
        notes = [line for line in lines if line.startswith("# ")]
        text = "\n".join(line for line in lines if not line.startswith("# "))
        given = next((line for line in notes if line.startswith("# parameters: ")), "# parameters: {}")
        text = CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
        samples.append(SampleQuery(text, json.loads(given.removeprefix("# parameters: "))))
    return samples
