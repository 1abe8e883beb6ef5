"""Which place lies in which, and where organisations sit: what a roll-up walks along, upwards only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph import catalog
from graph.stores import Store


@dataclass(frozen=True, slots=True)
class Place:
    """A region with its NUTS level and the point a label stands at, absent where no boundary is known."""

    id: str
    name: str
    level: int
    nuts_code: str
    nuts_version: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Places:
    """Containment of places, and seats of organisations and clusters."""

    regions: Mapping[str, Place]
    parents: Mapping[str, tuple[str, ...]]
    _children: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        children: dict[str, list[str]] = defaultdict(list)
        for child, parents in self.parents.items():
            for parent in parents:
                children[parent].append(child)
        self._children.update(children)

    def level(self, node_id: str) -> int | None:
        """0 for a country, 1 to 3 for a region, None for what is no place."""
        if node_id.startswith("country:"):
            return 0
        place = self.regions.get(node_id)
        return place.level if place else None

    def upwards(self, node_id: str) -> list[str]:
        """The node and everything it lies in, nearest first; of several seats the finest place leads."""
        chain = [node_id]
        current = node_id
        while parents := [parent for parent in self.parents.get(current, ()) if parent not in chain]:
            current = max(parents, key=lambda parent: (self.level(parent) or 0, parent))
            chain.append(current)
        return chain

    def within(self, node_id: str) -> set[str]:
        """The node and every place in it (organisations at a seat inside it too)."""
        found = {node_id}
        waiting = [node_id]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def country(self, node_id: str) -> str:
        """Eurostat code of the country something lies in; empty where none is known."""
        top = self.upwards(node_id)[-1]
        return top.removeprefix("country:") if top.startswith("country:") else ""


def read_places(store: Store) -> Places:
    """Reads all regions and all containment."""
    regions = {row["id"]: Place(**row) for row in store.read(catalog.query("lookups", "places").text)}
    parents: dict[str, list[str]] = defaultdict(list)
    columns = store.columns(catalog.query("views", "containment").text)
    for child, parent in zip(columns["child"], columns["parent"], strict=True):
        parents[child].append(parent)
    return Places(regions, {child: tuple(sorted(some)) for child, some in sorted(parents.items())})
