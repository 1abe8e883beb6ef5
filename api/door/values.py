"""Engine values to plain JSON, the same from both engines, within a budget.

What JSON has no form for becomes a map with `_kind`: node, relation, path, date, time, localtime, datetime,
localdatetime, duration, point, bytes, float (NaN and infinities), integer (beyond 2⁵³). Ids are ours (the property
`id`); the engines' own ids mean nothing outside of them. Keys and labels are sorted, because the engines order them
differently.

Engine values are told apart by what they offer, so that neither driver is imported here.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

Json: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None

SAFE_INTEGER = 2**53  # beyond it, JavaScript and many others read another number
MAX_DEPTH = 60  # of lists and maps inside each other
TEMPORAL = {  # class names of both engines' own types
    **{name: name.lower() for name in ("Date", "Time", "LocalTime", "DateTime", "LocalDateTime", "Duration")},
    **{
        f"Cypher{name}": name.lower() for name in ("Date", "Time", "LocalTime", "DateTime", "LocalDateTime", "Duration")
    },
}
CLOCK = re.compile(r"(?P<minutes>\d\d:\d\d)(?::(?P<seconds>\d\d))?(?:\.(?P<fraction>\d+))?(?P<zone>.*)", re.DOTALL)


class TooLarge(Exception):
    """A signal to the door: the answer's budget is used up. `bound` names it for the warning."""

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound


class Encoder:
    """Encodes the values of one answer and counts them."""

    def __init__(self, *, max_values: int, max_bytes: int) -> None:
        self._max_values, self._max_bytes = max_values, max_bytes
        self._values = self._bytes = 0

    def row(self, values: Iterable[object]) -> list[Json]:
        """One row. Raises TooLarge; the row then does not belong to the answer."""
        return [self._encode(value, 0) for value in values]

    def _encode(self, value: object, depth: int) -> Json:
        self._count(8)
        if depth > MAX_DEPTH:
            raise TooLarge(f"{MAX_DEPTH} lists and maps inside each other")
        if value is None or isinstance(value, str):
            return None if value is None else self._text(value)
        if isinstance(value, bool) or type(value).__name__ == "java.lang.Boolean":
            return bool(value)
        if isinstance(value, int):
            number = int(value)
            return number if abs(number) <= SAFE_INTEGER else {"_kind": "integer", "value": str(number)}
        if isinstance(value, float | Decimal):
            return _float(float(value))
        if isinstance(value, bytes | bytearray):
            self._count(len(value) * 2)
            return {"_kind": "bytes", "base64": base64.b64encode(value).decode("ascii")}
        return self._special(value, depth) or self._container(value, depth)

    def _container(self, value: Any, depth: int) -> Json:
        if isinstance(value, Mapping) or hasattr(value, "entrySet"):
            items = value.items() if isinstance(value, Mapping) else ((key, value.get(key)) for key in value.keySet())
            return _marked(self._map(items, depth))
        if isinstance(value, list | tuple | set | frozenset) or hasattr(value, "iterator"):
            return [self._encode(item, depth + 1) for item in value]
        if hasattr(value, "getClass") and "String" in str(type(value).__name__):
            return self._text(str(value))
        return {"_kind": "unknown"}

    def _special(self, value: Any, depth: int) -> dict[str, Any] | None:
        """Nodes, relations, paths, times, points of either engine; None for anything else."""
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            return _python_time(value)
        name = type(value).__name__.rpartition(".")[2]
        if name in TEMPORAL:
            return _time(TEMPORAL[name], value)
        if hasattr(value, "srid"):  # a point of the Neo4j driver is a tuple with a srid
            return _point(value.srid, tuple(value))
        if hasattr(value, "nodes") and hasattr(value, "relationships") and hasattr(value, "start_node"):
            return self._path(list(value.nodes), [(r, r.start_node, r.end_node) for r in value.relationships], depth)
        if hasattr(value, "getVertices") and hasattr(value, "getStartVertex"):
            edges = [(edge, edge.getOutVertex(), edge.getInVertex()) for edge in value.getEdges()]
            return self._path(list(value.getVertices()), edges, depth)
        if hasattr(value, "labels") and hasattr(value, "items"):
            return self._node(sorted(value.labels), value.items(), depth)
        if hasattr(value, "start_node") and hasattr(value, "items"):
            return self._relation(str(value.type), value.items(), depth)
        if hasattr(value, "getTypeName") and hasattr(value, "getPropertyNames"):
            properties = [(str(key), value.get(key)) for key in value.getPropertyNames()]
            if hasattr(value, "getOutVertex"):
                return self._relation(str(value.getTypeName()), properties, depth)
            return self._node(_java_labels(value), properties, depth)
        return None

    def _node(self, labels: list[str], properties: Iterable[tuple[Any, Any]], depth: int) -> dict[str, Any]:
        encoded = self._map(properties, depth)
        return {"_kind": "node", "id": encoded.get("id"), "labels": labels, "properties": encoded}

    def _relation(self, kind: str, properties: Iterable[tuple[Any, Any]], depth: int) -> dict[str, Any]:
        """Without its ends: Neo4j sends no more of them than its own ids, unless the relation is part of a path."""
        encoded = self._map(properties, depth)
        return {"_kind": "relation", "id": encoded.get("id"), "relation": kind, "properties": encoded}

    def _path(self, nodes: list[Any], relations: list[tuple[Any, Any, Any]], depth: int) -> dict[str, Any]:
        encoded = []
        for relation, source, target in relations:
            ends = {"source": self._id(source), "target": self._id(target)}
            encoded.append({**(self._special(relation, depth + 1) or {}), **ends})
        return {
            "_kind": "path",
            "length": len(encoded),
            "nodes": [self._encode(node, depth + 1) for node in nodes],
            "relations": encoded,
        }

    def _id(self, node: Any) -> Json:
        return self._encode(node.get("id"), 0)

    def _map(self, items: Iterable[tuple[Any, Any]], depth: int) -> dict[str, Json]:
        encoded = {self._text(str(key)): self._encode(value, depth + 1) for key, value in items}
        return dict(sorted(encoded.items()))

    def _text(self, value: str) -> str:
        text = str(value)
        self._count(len(text))
        return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")

    def _count(self, size: int) -> None:
        self._values += 1
        self._bytes += size
        if self._values > self._max_values:
            raise TooLarge(f"{self._max_values:,} values")
        if self._bytes > self._max_bytes:
            raise TooLarge(f"{self._max_bytes:,} bytes")


def _marked(encoded: dict[str, Json]) -> dict[str, Any]:
    """A map of the query's own: a point where the embedded engine made one, and never mistaken for one of ours."""
    if {"crs", "srid", "x", "y"} <= encoded.keys() <= {"crs", "srid", "x", "y", "z", "longitude", "latitude", "height"}:
        return _point(encoded["srid"], tuple(encoded[axis] for axis in "xyz" if encoded.get(axis) is not None))
    return {"_kind": "map", "value": encoded} if "_kind" in encoded else encoded


def _point(srid: Any, coordinates: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "_kind": "point",
        "srid": int(srid),
        **{axis: float(value) for axis, value in zip("xyz", coordinates, strict=False)},
    }


def _float(value: float) -> Json:
    if math.isfinite(value):
        return value
    return {"_kind": "float", "value": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}


def _java_labels(vertex: Any) -> list[str]:
    """The embedded engine keeps several labels as one type `A~B`."""
    return sorted(str(vertex.getTypeName()).split("~"))


def _time(kind: str, value: Any) -> dict[str, Any]:
    if kind == "duration":
        return _duration(value)
    if hasattr(value, "iso_format"):  # the Neo4j driver has one class for times with and without a zone
        kind = f"local{kind}" if kind.endswith("time") and value.tzinfo is None else kind
        text = str(value.iso_format())
    else:
        text = str(value)
    zone = getattr(getattr(value, "tzinfo", None), "key", None) or getattr(getattr(value, "tzinfo", None), "zone", None)
    if zone and zone != "UTC" and "[" not in text:
        text = f"{text}[{zone}]"
    return {"_kind": kind, "value": _clock(text)}


def _clock(text: str) -> str:
    """One spelling of a time: seconds always, a fraction only as long as it says something, `Z` for UTC."""
    day, mark, clock = text.partition("T") if "T" in text[:12] else ("", "", text)
    match = CLOCK.fullmatch(clock)
    if match is None:
        return text
    fraction = (match["fraction"] or "").rstrip("0")
    zone = {"+00:00": "Z", "Z[Etc/UTC]": "Z", "Z[UTC]": "Z", "+00:00[Etc/UTC]": "Z"}.get(match["zone"], match["zone"])
    return f"{day}{mark}{match['minutes']}:{match['seconds'] or '00'}{'.' + fraction if fraction else ''}{zone}"


def _duration(value: Any) -> dict[str, Any]:
    """Months, days, seconds and nanoseconds do not convert into each other; the text is ISO 8601."""
    if hasattr(value, "getMonths"):
        parts = (value.getMonths(), value.getDays(), value.getSeconds(), value.getNanosAdjustment())
    else:
        parts = (value.months, value.days, value.seconds, value.nanoseconds)
    months, days, seconds, nanoseconds = (int(part) for part in parts)
    if seconds < 0 and nanoseconds > 0:  # the embedded engine counts nanoseconds upwards, as java.time does
        seconds, nanoseconds = seconds + 1, nanoseconds - 1_000_000_000
    whole = f"{seconds}" if seconds or nanoseconds >= 0 else "-0"
    fraction = f".{abs(nanoseconds):09d}".rstrip("0") if nanoseconds else ""
    clock = f"T{whole}{fraction}S" if seconds or nanoseconds else ""
    text = "P" + (f"{months}M" if months else "") + (f"{days}D" if days else "") + clock
    return {
        "_kind": "duration", "value": text if text != "P" else "PT0S",
        "months": months, "days": days, "seconds": seconds, "nanoseconds": nanoseconds,
    }  # fmt: skip


def _python_time(value: dt.date | dt.time | dt.timedelta) -> dict[str, Any]:
    if isinstance(value, dt.timedelta):
        return {"_kind": "duration", "value": f"PT{value.total_seconds():g}S"}
    if isinstance(value, dt.datetime):
        return {"_kind": "datetime" if value.tzinfo else "localdatetime", "value": _clock(value.isoformat())}
    if isinstance(value, dt.time):
        return {"_kind": "time" if value.tzinfo else "localtime", "value": _clock(value.isoformat())}
    return {"_kind": "date", "value": value.isoformat()}
