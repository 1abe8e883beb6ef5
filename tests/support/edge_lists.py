"""Lists of ties as files, for what loads them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from networks import florentine_families, krackhardt_kite

from graph.projection import Projection
from loaders.network import NetworkFiles


def edge_list(folder: Path, edges: str, nodes: str | None = None, *, name: str = "mine", **told: Any) -> NetworkFiles:
    """Writes `edges.csv`, and `nodes.csv` where given; what is to be loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "edges.csv").write_text(edges, encoding="utf-8")
    if nodes is not None:
        (folder / "nodes.csv").write_text(nodes, encoding="utf-8")
    return NetworkFiles(name, folder / "edges.csv", folder / "nodes.csv" if nodes is not None else None, **told)


def edges_csv(projection: Projection, *, strength: bool = False) -> str:
    """The edges of a projection as `edges.csv`."""
    rows = ["source,target,strength" if strength else "source,target"]
    rows += [f"{edge.source},{edge.target}{f',{edge.strength!r}' if strength else ''}" for edge in projection.edges]
    return lines(rows)


def lines(rows: Iterable[str]) -> str:
    """Rows with line ends."""
    return "".join(f"{row}\n" for row in rows)


KITE = edges_csv(krackhardt_kite())
FLORENCE = edges_csv(florentine_families())


def halves(each: int = 100) -> str:
    """Two rings of `each` nodes, every node tied to the four next to it, and one node with two ties that joins them."""
    ties = [
        f"{side} {at},{side} {(at + step) % each}" for side in ("west", "east") for at in range(each) for step in (1, 2)
    ]
    return lines(["source,target", *ties, "west 0,go-between", "go-between,east 0"])
