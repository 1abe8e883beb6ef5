"""Sources and data sets, which the evidence of every answer cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph import catalog
from graph.stores import Store


@dataclass(frozen=True, slots=True)
class Citable:
    """A source or data set; what is not known is empty."""

    id: str
    name: str
    address: str = ""
    citation: str = ""
    licence: str = ""
    note: str = ""
    retrieved: str = ""
    sha256: str = ""


def read_sources(store: Store) -> Mapping[str, Citable]:
    """All of them, by id in order."""
    rows = store.read(catalog.query("lookups", "sources").text)
    citables = (Citable(**{key: value or "" for key, value in row.items()}) for row in rows)
    return {citable.id: citable for citable in sorted(citables, key=lambda citable: citable.id)}
