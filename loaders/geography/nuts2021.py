"""Countries and NUTS 1–3 regions of version 2021, and which is part of which: rows of the pack.

Names. A region is called what GISCO's `NAME_LATN` calls it: the name in its own language, in Latin letters.
`NUTS_NAME` (Greek or Cyrillic letters for 158 regions of BG, CY, EL, ME, MK, RS) becomes the row's quote where it
differs. Countries have their English short name; the quote is the name the source gives.

Points. `lat`/`lon` is the pole of inaccessibility of the largest part (`rings.label_point`) in the 20M boundary of
the row's own level. NO0B, NO0B1 and NO0B2 (Jan Mayen, Svalbard) have no boundary there, hence no point.

Membership of the European Union: no file at hand dates it, so those columns stay empty.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.geography import datasets
from loaders.geography.rings import Polygon, label_point
from loaders.geography.topology import decode_geometries

Row = dict[str, str]
Points = Mapping[str, tuple[float, float]]

VERSION = "2021"

ENGLISH_NAMES = {
    "AL": "Albania", "AT": "Austria", "BA": "Bosnia and Herzegovina", "BE": "Belgium", "BG": "Bulgaria",
    "CH": "Switzerland", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "EE": "Estonia",
    "EL": "Greece", "ES": "Spain", "FI": "Finland", "FR": "France", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland",
    "IS": "Iceland", "IT": "Italy", "LI": "Liechtenstein", "LT": "Lithuania", "LU": "Luxembourg", "LV": "Latvia",
    "MD": "Moldova", "ME": "Montenegro", "MK": "North Macedonia", "MT": "Malta", "NL": "Netherlands", "NO": "Norway",
    "PL": "Poland", "PT": "Portugal", "RO": "Romania", "RS": "Serbia", "SE": "Sweden", "SI": "Slovenia",
    "SK": "Slovakia", "SM": "San Marino", "TR": "Türkiye", "UA": "Ukraine", "UK": "United Kingdom",
}  # fmt: skip

# Countries that a macro-region or a project names but NUTS 2021 does not have: their name in the Natural Earth file.
# San Marino is too small for that file: no name to quote, no boundary, no point.
BEYOND_NUTS = {"BA": "Bosnia and Herz.", "MD": "Moldova", "SM": None, "UA": "Ukraine"}


def read_codes(path: Path) -> list[Row]:
    """The rows of GISCO's attribute file `NUTS_AT_2021.csv`, sorted by code, runs of blanks in names made one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = [{key: " ".join(value.split()) for key, value in row.items()} for row in csv.DictReader(file)]
    return sorted(found, key=lambda row: row["NUTS_ID"])


def label_points(shapes: Mapping[str, list[Polygon]]) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each region's label point, by code."""
    return {code: label_point(polygons) for code, polygons in shapes.items()}


def beyond_nuts_points(basemap: Path) -> dict[str, tuple[float, float]]:
    """Label points of the countries without NUTS regions, from Natural Earth's countries (TopoJSON in degrees)."""
    topology = json.loads(basemap.read_text(encoding="utf-8"))
    shapes = {props["name"]: polygons for props, polygons in decode_geometries(topology, "countries")}
    return {code: label_point(shapes[name]) for code, name in BEYOND_NUTS.items() if name is not None}


def country_rows(codes: Iterable[Row], points: Points, *, elsewhere: str) -> list[Row]:
    """Rows of `nodes/Country.csv`: level 0 of the code list, and the countries beyond NUTS.

    `elsewhere` is the source id of the one country (San Marino) that neither the code list nor Natural Earth names.
    """
    quotes = {row["NUTS_ID"]: row["NAME_LATN"] for row in codes if len(row["NUTS_ID"]) == 2}
    sources = dict.fromkeys(quotes, datasets.NUTS_LIST)
    for code, name in BEYOND_NUTS.items():
        quotes[code] = name or ""
        sources[code] = datasets.NATURAL_EARTH if name else elsewhere
    return [
        {
            "id": f"country:{code}",
            "name": ENGLISH_NAMES[code],
            "iso2": code,
            "eu_member_from": "",
            "eu_member_to": "",
            **coordinates(points.get(code)),
            "source_id": sources[code],
            "quote": quotes[code] if quotes[code] != ENGLISH_NAMES[code] else "",
        }
        for code in sorted(quotes)
    ]


def region_rows(codes: Iterable[Row], points: Points) -> list[Row]:
    """Rows of `nodes/Region.csv` for levels 1–3 of the code list."""
    return [
        {
            "id": region_id(row["NUTS_ID"]),
            "name": row["NAME_LATN"],
            "nuts_code": row["NUTS_ID"],
            "nuts_version": VERSION,
            "level": str(len(row["NUTS_ID"]) - 2),
            **coordinates(points.get(row["NUTS_ID"])),
            "source_id": datasets.NUTS_LIST,
            "quote": row["NUTS_NAME"] if row["NUTS_NAME"] != row["NAME_LATN"] else "",
        }
        for row in codes
        if len(row["NUTS_ID"]) > 2
    ]


def part_of_rows(codes: Iterable[Row]) -> list[Row]:
    """Rows of `relations/PART_OF.csv`: every region in the one whose code is a letter shorter.

    Raises ValueError for a region without one.
    """
    known = {row["NUTS_ID"] for row in codes}
    found = []
    for code in sorted(known):
        if len(code) == 2:
            continue
        if code[:-1] not in known:
            raise ValueError(
                f"Region {code!r} has no parent {code[:-1]!r} in the code list; add the parent or drop the region."
            )
        found.append(
            {"source": region_id(code), "target": place_id(code[:-1]), "source_id": datasets.NUTS_LIST, "quote": ""}
        )
    return found


def border_rows(pairs: Iterable[tuple[str, str]], *, level: int) -> list[Row]:
    """Rows of `relations/BORDERS.csv` for the land borders of one level."""
    source = datasets.BOUNDARIES.format(level=level)
    return [
        {"source": place_id(a), "target": place_id(b), "kind": "land", "source_id": source, "quote": ""}
        for a, b in pairs
    ]


def region_id(code: str, version: str = VERSION) -> str:
    """`region:2021:ES21` for ES21."""
    return f"region:{version}:{code}"


def place_id(code: str) -> str:
    """The id of a country (two letters) or of a region of version 2021."""
    return f"country:{code}" if len(code) == 2 else region_id(code)


def coordinates(point: tuple[float, float] | None) -> Row:
    """The two cells of a label point; empty where none is known."""
    return {"lat": "", "lon": ""} if point is None else {"lat": _decimal(point[0]), "lon": _decimal(point[1])}


def _decimal(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")
