"""The table of a run: one row a measure and network, as Markdown and as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.networks.cells import Cell, Peer
from benchmarks.networks.generators import Network
from benchmarks.networks.measures import MEASURES


@dataclass
class Table:
    """What a run has found on one network."""

    network: Network
    limit: float
    peers: dict[str, Peer] = field(default_factory=dict)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)  # by measure and peer

    def rows(self) -> list[str]:
        """The table in Markdown, and under it what its signs mean."""
        shown = [name for name, peer in self.peers.items() if name != "ours" and not peer.absent]
        projection = self.network.projection
        kind = "directed" if projection.directed else "two-mode" if len(projection.modes) > 1 else "undirected"
        lines = [
            f"### {self.network.name}: {projection.n:,} nodes, {projection.m:,} edges, {kind}",
            "",
            f"| measure | ours (s) | {' | '.join(shown)} | the best of them | ours is | ours: processors, MB |",
            f"|---|---:|{'---:|' * len(shown)}---|---:|---:|",
        ]
        notes: list[str] = []
        asked = [(name, self.cells[name, "ours"]) for name in MEASURES if (name, "ours") in self.cells]
        lines += [self._row(measure, ours, shown, notes) for measure, ours in asked]
        building = ", ".join(f"{name} {self.peers[name].building:.2f}" for name in shown)
        lines += ["", f"Building the graph, not counted (s): {building or 'no peer'}."]
        absent = [f"{name}: {peer.absent}" for name, peer in self.peers.items() if peer.absent]
        return [*lines, *(f"\nNot run: {'; '.join(absent)}." for _ in absent[:1]), *(["", *notes] if notes else []), ""]

    def _row(self, measure: str, ours: Cell, shown: Sequence[str], notes: list[str]) -> str:
        cells = {name: self.cells[measure, name] for name in shown if (measure, name) in self.cells}
        columns = [_shown(cells.get(name)) for name in shown]
        best = min(
            (cell for cell in cells.values() if cell.counts and cell.seconds is not None),
            key=lambda cell: cell.seconds or 0.0,
            default=None,
        )
        ratio = f"{best.seconds / ours.seconds:.3g}×" if best and best.seconds and ours.seconds else "–"
        over = [name for name, cell in cells.items() if cell.over]
        if best is None and over and ours.seconds:  # no peer came to an end
            ratio = f"> {self.limit / ours.seconds:.3g}×"
        for cell in (ours, *cells.values()):
            said = [part for part in (cell.note, cell.differs, "" if cell.over else cell.error) if part]
            if said:
                notes.append(f"- {measure}, {cell.peer}: {'; '.join(said)}.")
        memory = "" if ours.memory is None else f", {ours.memory / 1e6:.0f}"
        busy = "" if ours.processors is None else f"{ours.processors:.1f}{memory}"
        return (
            f"| {measure} | {_shown(ours)} | {' | '.join(columns)} | {best.peer if best else '–'} | {ratio} | {busy} |"
        )


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.over:
        return cell.error
    if cell.error or cell.seconds is None:
        return "failed"
    return f"{cell.seconds:.3g}{'†' if not cell.compared else ' ≠' if cell.differs else ''}"


def as_json(tables: Sequence[Table], about: dict[str, Any], path: Path) -> None:
    """Writes all of it."""
    whole = {
        **about,
        "definitions": {name: measure.definition for name, measure in MEASURES.items()},
        "networks": [
            {
                "name": table.network.name,
                "n": table.network.projection.n,
                "m": table.network.projection.m,
                "directed": table.network.projection.directed,
                "seed": table.network.seed,
                "peers": [dataclasses.asdict(peer) for peer in table.peers.values()],
                "cells": [{**dataclasses.asdict(cell), "processors": cell.processors} for cell in table.cells.values()],
            }
            for table in tables
        ],
    }
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
