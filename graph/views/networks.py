"""Projections and the snapshot of the current graph version, each made once and shared by all threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph import catalog
from graph.errors import UnknownName
from graph.ontology import Ontology
from graph.projection import Projection
from graph.stores import Store
from graph.views.building import BUILDERS
from graph.views.catalogue import VIEWS, View, checked_parameters
from graph.views.snapshot import Snapshot
from graph.views.stored import Reading, read_stored, stored_projection

CACHED_PROJECTIONS = 16  # each holds its evidence; the seed's largest takes about 3 MB


@dataclass
class Networks:
    """Projections and the snapshot of the current graph version, each made once and shared by all threads."""

    store: Store
    ontology: Ontology
    _made: OrderedDict[tuple[str, ...], Projection] = field(default_factory=OrderedDict)
    _snapshot: Snapshot | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def snapshot(self) -> Snapshot:
        """Names, places and sources of the version the store shows now."""
        version = self.store.version()
        with self._lock:
            if self._snapshot is None or self._snapshot.graph_version != version:
                self._snapshot = Snapshot(self.store, self.ontology, version)
            return self._snapshot

    def unfinished_loads(self) -> list[str]:
        """Ids of loads that have begun and not finished: what is read now may be half of theirs."""
        return [row["id"] for row in self.store.read(catalog.query("lookups", "unfinished-loads").text)]

    def keeps(self, projection: Projection) -> bool:
        """Whether this projection is the kept one of its view; one made while a load was unfinished is not."""
        with self._lock:
            return any(kept is projection for kept in self._made.values())

    def views(self) -> Mapping[str, View]:
        """All views by name: the built-in ones, then those that were loaded."""
        return {**VIEWS, **{key: network.view for key, network in self.snapshot().stored.items()}}

    def view(self, name: str) -> View:
        """One view. Raises `UnknownName` with the nearest."""
        if name in VIEWS:
            return VIEWS[name]
        known = self.views()
        if name not in known:
            raise UnknownName(
                "network view", name, known, next_step="GET /api/v1/networks lists all views.", field="view"
            )
        return known[name]

    def projection(self, view: str, parameters: Mapping[str, str] | None = None) -> Projection:
        """The network of a view. Raises `UnknownName` for a view or value, `InvalidInput` for a parameter it does not
        take."""
        return self._projection(view, parameters, {})

    def projections(self, view: str, several: Iterable[Mapping[str, str]]) -> list[Projection]:
        """Several networks of a view, as `projection` gives them: a loaded list of ties is read once for all of them,
        which is most of the time that they take."""
        readings: dict[str, Reading] = {}
        return [self._projection(view, parameters, readings) for parameters in several]

    def _projection(self, view: str, parameters: Mapping[str, str] | None, readings: dict[str, Reading]) -> Projection:
        """One network; `readings` are those of the view that are at hand, by graph version."""
        spec = self.view(view)
        checked = checked_parameters(spec, parameters or {})
        snapshot = self.snapshot()
        key = (snapshot.graph_version, view, *(f"{name}={value}" for name, value in sorted(checked.items())))
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            projection = self._built(spec, snapshot, checked, readings)
            if self.unfinished_loads():
                return projection  # it may hold half of a load: never kept under the version of the last finished one
            self._made[key] = projection
            while len(self._made) > CACHED_PROJECTIONS:
                self._made.popitem(last=False)
            return projection

    def _built(
        self, spec: View, snapshot: Snapshot, parameters: Mapping[str, str], readings: dict[str, Reading]
    ) -> Projection:
        if not spec.stored:
            return BUILDERS[spec.name](self.store, snapshot, parameters)
        network, version = snapshot.stored[spec.name], snapshot.graph_version
        read = readings.get(version) or read_stored(self.store, network)
        if version not in readings and not self.unfinished_loads():  # else it may be half of a load
            readings[version] = read
        return stored_projection(
            read,
            network,
            parameters,
            graph_version=snapshot.graph_version,
            names=lambda: snapshot.names,
            places=lambda: snapshot.places,
        )
