"""Where a node of `nodes.csv` lies: the columns `lat` and `lon`, degrees in WGS84. Others are said, and unknown."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ontology.checking import FLOAT
from loaders.network.reading import EdgeList
from loaders.statements import Reject, shortened

LATITUDES, LONGITUDES = ("lat", "latitude"), ("lon", "lng", "longitude")  # the column by one of its usual names
MOST = {LATITUDES: 90, LONGITUDES: 180}  # degrees on either side of 0
EXAMPLES = {
    LATITUDES: "degrees north with a point, such as 48.2",
    LONGITUDES: "degrees east with a point, such as 16.3",
}
TAKEN = "the node is taken without these coordinates"


def coordinate_columns(columns: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Which columns of a network say the latitude and the longitude, each under its usual names; the first counts."""
    found: dict[tuple[str, ...], str] = {}
    for column in columns:
        for names in MOST:
            if column.casefold() in names:
                found.setdefault(names, column)
    return found


def degrees(lat: str, lon: str) -> tuple[float, float] | None:
    """A latitude and longitude, or None where the cells state none that can be."""
    if _fault(lat, LATITUDES) or _fault(lon, LONGITUDES):
        return None
    return float(lat), float(lon)


def unread_coordinates(read: EdgeList, file: str) -> list[Reject]:
    """The cells of the two columns by which no node can be placed."""
    columns = coordinate_columns(read.columns)
    if len(columns) < len(MOST):
        return []
    found: list[Reject] = []
    for key, told in read.attributes.items():
        if not any(told.get(column) for column in columns.values()):
            continue  # nothing is stated of it
        for names, column in columns.items():
            value = told.get(column, "")
            if reason := _fault(value, names):
                next_step = f"Write {EXAMPLES[names]}."
                found.append(Reject(file, read.lines[key], column, shortened(value), f"{reason}; {TAKEN}", next_step))
    return found


def lonely_coordinate(columns: Iterable[str]) -> tuple[str, ...]:
    """What to say of a file that has one of the two columns and not the other."""
    found = coordinate_columns(columns)
    if len(found) != 1:
        return ()
    (column,) = found.values()
    other = LONGITUDES[0] if LATITUDES in found else LATITUDES[0]
    return (f"The column {column} has no column {other} beside it, so it places no node on the map.",)


def _fault(text: str, names: tuple[str, ...]) -> str:
    """Why a cell is no coordinate, in plain words; "" where it is one."""
    if not text:
        return "one of the two coordinates is missing"
    if not FLOAT.fullmatch(text):
        return "not a number"
    most = MOST[names]
    return "" if abs(float(text)) <= most else f"not from -{most} to {most} degrees"
