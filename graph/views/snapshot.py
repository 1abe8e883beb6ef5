"""What is read once a graph version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.lookups.names import NameIndex
from graph.lookups.places import Places
from graph.lookups.sources import Citable
from graph.views.stored import StoredNetwork


@dataclass(frozen=True)
class Snapshot:
    """What is read once a graph version: names, places, sources, and which networks were loaded."""

    graph_version: str
    names: NameIndex
    places: Places
    sources: Mapping[str, Citable]
    stored: Mapping[str, StoredNetwork] = field(default_factory=dict)
