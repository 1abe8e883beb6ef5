"""A store that answers only what a test told it to: for what is read from a store, without an engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph import catalog
from graph.stores import StoreSchema

Rows = Sequence[Mapping[str, Any]]


class StubStore:
    """Answers `told` queries with their rows and every other one with none. Knows no writing."""

    name = "stub"
    place = "memory"

    def __init__(self, version: str = "v1") -> None:
        self.graph_version = version
        self.asked: list[str] = []
        self._rows: dict[str, Rows] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._labels: dict[str, int] = {}

    def tell(self, folder: str, query: str, rows: Rows, **names: str) -> None:
        """What a query of the catalog answers; `names` fill its tokens."""
        known = catalog.query(folder, query)
        text = known.filled(**names)
        self._rows[text] = rows
        self._columns[text] = known.columns
        if "label" in names:
            self._labels[names["label"]] = len(rows)

    def tell_names(self, names: Mapping[str, Iterable[tuple[str, str] | tuple[str, str, str]]]) -> None:
        """Label → (id, name) or (id, name, acronym)."""
        for label, nodes in names.items():
            rows = [{"id": one[0], "name": one[1], "acronym": one[2] if len(one) > 2 else None} for one in nodes]
            self.tell("lookups", "names", rows, label=label)

    def read(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> list[dict[str, Any]]:
        self.asked.append(query)
        return [dict(row) for row in self._rows.get(query, ())]

    def columns(self, query: str, /, *, timeout_s: float | None = None, **parameters: Any) -> dict[str, list[Any]]:
        rows = self.read(query, **parameters)
        names = rows[0] if rows else dict.fromkeys(self._columns.get(query) or _of(query))
        return {name: [row[name] for row in rows] for name in names}

    def version(self) -> str:
        return self.graph_version

    def schema(self) -> StoreSchema:
        return StoreSchema(self._labels, {})


def _of(text: str) -> tuple[str, ...]:
    """The columns of a query nobody told about."""
    for folder in ("lookups", "views", "library"):
        for query in catalog.queries(folder).values():
            if query.text == text:
                return query.columns
    return ()
