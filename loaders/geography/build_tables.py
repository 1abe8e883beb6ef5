"""Write the geography tables of the seed pack from the NUTS files.

    python -m loaders.geography.build_tables --nuts DIR --basemap countries-110m.json --out loaders/seed

DIR holds `NUTS_AT_2021.csv`, `NUTS_RG_20M_2021_4326_LEVL_{0,1,2,3}.geojson` and `NUTS2021-NUTS2024.xlsx`
(Eurostat/GISCO) and `nuts2_2021_adjacency.csv`; the basemap is Natural Earth's countries from npm world-atlas@2.0.2.
Needs openpyxl (extra `geography`). Written: nodes/Country.csv, nodes/Region.csv, nodes/Dataset.csv (rows of other
data sets in it are kept) and relations/PART_OF.csv, BORDERS.csv, SUCCEEDED_BY.csv. Same files, same bytes; the tables
are never edited by hand.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.wording import plural
from loaders.geography import datasets, nuts2021, nuts2024
from loaders.geography.boundaries import land_neighbours, read_shapes
from loaders.geography.nuts2021 import Row

PLACE = ("lat", "lon", "source_id", "quote")
COLUMNS = {
    "nodes/Country": ("id", "name", "iso2", "eu_member_from", "eu_member_to", *PLACE),
    "nodes/Region": ("id", "name", "nuts_code", "nuts_version", "level", *PLACE),
    "nodes/Dataset": ("id", "name", "address", "licence", "retrieved", "sha256", "citation", "note"),
    "relations/PART_OF": ("source", "target", "source_id", "quote"),
    "relations/BORDERS": ("source", "target", "kind", "source_id", "quote"),
    "relations/SUCCEEDED_BY": ("source", "target", "kind", "share", "source_id", "quote"),
}
SAN_MARINO_SOURCE = "source:eusair-region"  # the macro-region, which lists it


def tables(files: datasets.Files) -> dict[str, list[Row]]:
    """All rows, by table; raises ValueError where the files contradict each other."""
    codes = nuts2021.read_codes(files.codes)
    shapes = [read_shapes(files.boundaries(level)) for level in range(4)]
    points = {code: point for level in shapes for code, point in nuts2021.label_points(level).items()}
    points |= nuts2021.beyond_nuts_points(files.basemap)
    borders = [land_neighbours(level) for level in shapes]
    _check_adjacency(borders[2], files.adjacency)
    entries, prose = nuts2024.read_workbook(files.workbook)
    found = nuts2024.successions(entries, prose, nuts2024.read_moves(), codes=[row["NUTS_ID"] for row in codes])
    return {
        "nodes/Country": nuts2021.country_rows(codes, points, elsewhere=SAN_MARINO_SOURCE),
        "nodes/Region": nuts2021.region_rows(codes, points) + nuts2024.region_rows(found, entries, points),
        "nodes/Dataset": datasets.rows(files),
        "relations/PART_OF": nuts2021.part_of_rows(codes) + nuts2024.part_of_rows(found, entries),
        "relations/BORDERS": [row for n, pairs in enumerate(borders) for row in nuts2021.border_rows(pairs, level=n)],
        "relations/SUCCEEDED_BY": nuts2024.succession_rows(found),
    }


def _check_adjacency(pairs: Sequence[tuple[str, str]], path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        listed = {(min(pair), max(pair)) for pair in ((row["nuts2_a"], row["nuts2_b"]) for row in csv.DictReader(file))}
    if listed != set(pairs):
        raise ValueError(
            f"NUTS 2 land borders differ from {path.name}: only computed {sorted(set(pairs) - listed)}, "
            f"only listed {sorted(listed - set(pairs))}. Explain the difference in loaders/geography/boundaries.py."
        )


def write(found: dict[str, list[Row]], pack: Path) -> None:
    """Write each table as `pack/<table>.csv`, keeping the rows of data sets that are not ours."""
    for table, ours in found.items():
        path = pack / f"{table}.csv"
        rows = ours + _rows_of_others(path, {row["id"] for row in ours}) if table == "nodes/Dataset" else ours
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[table], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{path}: {plural(len(rows), 'row')}", file=sys.stderr)


def _rows_of_others(path: Path, ours: set[str]) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["id"] not in ours]


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 0 if all tables were written, 1 if none was."""
    parser = argparse.ArgumentParser(
        prog="python -m loaders.geography.build_tables", description="Write the NUTS tables."
    )
    parser.add_argument("--nuts", type=Path, required=True, help="folder of the NUTS files")
    parser.add_argument("--basemap", type=Path, required=True, help="Natural Earth countries-110m.json")
    parser.add_argument("--out", type=Path, required=True, help="the pack to write into")
    given = parser.parse_args(arguments)
    try:
        write(tables(datasets.Files(given.nuts, given.basemap)), given.out)
    except (OSError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
