"""What is read once a graph version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.lookups.names import NameIndex
from graph.lookups.places import Places
from graph.lookups.sources import Citable


@dataclass(frozen=True)
class Snapshot:
    """What is read once a graph version: names, places and sources."""

    graph_version: str
    names: NameIndex
    places: Places
    sources: Mapping[str, Citable]
