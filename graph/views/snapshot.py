"""What is read once a graph version: names, places, sources, and which networks were loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import RLock
from typing import TypeVar

from graph.lookups.names import NameIndex, read_names
from graph.lookups.places import Places, read_places
from graph.lookups.sources import Citable, read_sources
from graph.ontology import Ontology
from graph.stores import Store
from graph.views.stored import StoredNetwork, read_stored_networks

Part = TypeVar("Part")


class Snapshot:
    """What is read once a graph version, each part when it is first asked for.

    A loaded network with ids of its own needs no name of the graph: on a Neo4j server that saves most of the time to
    its first answer. A part asked for while a load writes may show more than the version tells, as any query then
    does; who asks after the load gets a new snapshot.
    """

    def __init__(self, store: Store, ontology: Ontology, graph_version: str) -> None:
        self.graph_version = graph_version
        self._store, self._ontology = store, ontology
        self._read: dict[str, object] = {}
        self._lock = RLock()  # one thread reads a part, the others wait for it

    @property
    def names(self) -> NameIndex:
        """Name and label of every node that has a name of its own."""
        return self._part("names", lambda: read_names(self._store, self._ontology, self.graph_version))

    @property
    def places(self) -> Places:
        """Which place lies in which."""
        return self._part("places", lambda: read_places(self._store))

    @property
    def sources(self) -> Mapping[str, Citable]:
        """Sources and data sets by id."""
        return self._part("sources", lambda: read_sources(self._store))

    @property
    def stored(self) -> Mapping[str, StoredNetwork]:
        """Loaded networks by key."""
        return self._part("stored", lambda: read_stored_networks(self._store))

    def _part(self, name: str, read: Callable[[], Part]) -> Part:
        with self._lock:
            if name not in self._read:
                self._read[name] = read()
            return self._read[name]  # type: ignore[return-value]  # what `read` gave under this name
