"""The NUTS tables of the seed pack: what they hold, and that the documented command makes them again, byte for byte."""

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from loaders.geography.nuts2021 import (
    ENGLISH_NAMES,
    border_rows,
    country_rows,
    part_of_rows,
    read_codes,
    region_rows,
)

ROOT = Path(__file__).parents[2]
PACK = ROOT / "loaders" / "seed"
DATA = Path(os.path.normpath(ROOT / ".." / "shared" / "data"))
TABLES = ("nodes/Country", "nodes/Region", "relations/PART_OF", "relations/BORDERS", "relations/SUCCEEDED_BY")

CODES = """CNTR_CODE,NUTS_ID,NAME_LATN,NUTS_NAME,MOUNT_TYPE,URBN_TYPE,COAST_TYPE
EL,EL,Elláda,Ελλάδα,"0","0","0"
EL,EL4,Nisia  Aigaiou,Νησιά Αιγαίου,"0","0","0"
FR,FR,France,France,"0","0","0"
EL,EL42,Notio Aigaio,Νότιο Αιγαίο,"0","0","0"
"""


@pytest.fixture
def codes(tmp_path: Path) -> list[dict[str, str]]:
    path = tmp_path / "codes.csv"
    path.write_text("\ufeff" + CODES, encoding="utf-8")
    return read_codes(path)


def rows(table: str) -> list[dict[str, str]]:
    with (PACK / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_are_sorted_and_their_names_have_single_blanks(codes: list[dict[str, str]]) -> None:
    assert [row["NUTS_ID"] for row in codes] == ["EL", "EL4", "EL42", "FR"]
    assert codes[1]["NAME_LATN"] == "Nisia Aigaiou"


def test_a_region_has_its_latin_name_and_quotes_its_own_script(codes: list[dict[str, str]]) -> None:
    first, second = region_rows(codes, {"EL42": (36.5, 27.123456)})
    assert (first["id"], first["name"], first["quote"]) == ("region:2021:EL4", "Nisia Aigaiou", "Νησιά Αιγαίου")
    assert (second["level"], second["lat"], second["lon"]) == ("2", "36.5", "27.12346")


def test_without_a_boundary_there_is_no_point(codes: list[dict[str, str]]) -> None:
    assert {(row["lat"], row["lon"]) for row in region_rows(codes, {})} == {("", "")}


def test_a_country_has_its_english_name_and_an_unknown_date_stays_empty(codes: list[dict[str, str]]) -> None:
    by_code = {row["iso2"]: row for row in country_rows(codes, {}, elsewhere="source:x")}
    assert (by_code["EL"]["name"], by_code["EL"]["quote"]) == ("Greece", "Elláda")
    assert by_code["FR"]["quote"] == "", "no quote where the source says the same"
    assert {row["eu_member_from"] for row in by_code.values()} == {""}
    assert by_code["SM"]["source_id"] == "source:x"


def test_each_region_is_part_of_the_next_larger_one(codes: list[dict[str, str]]) -> None:
    assert [(row["source"], row["target"]) for row in part_of_rows(codes)] == [
        ("region:2021:EL4", "country:EL"),
        ("region:2021:EL42", "region:2021:EL4"),
    ]


def test_a_region_without_a_parent_is_named(codes: list[dict[str, str]]) -> None:
    with pytest.raises(ValueError, match="'EL42' has no parent 'EL4'"):
        part_of_rows([row for row in codes if row["NUTS_ID"] != "EL4"])


def test_a_border_names_the_file_of_its_level() -> None:
    (country,) = border_rows([("ES", "PT")], level=0)
    (region,) = border_rows([("ES11", "PT11")], level=2)
    assert (country["source"], country["source_id"]) == ("country:ES", "dataset:gisco-nuts-2021-20m-level-0")
    assert (region["target"], region["source_id"]) == ("region:2021:PT11", "dataset:gisco-nuts-2021-20m-level-2")


def test_pack_has_all_of_nuts_2021() -> None:
    levels = Counter((row["nuts_version"], row["level"]) for row in rows("nodes/Region"))
    assert (levels["2021", "1"], levels["2021", "2"], levels["2021", "3"]) == (125, 334, 1514)


def test_pack_has_every_country_that_its_facts_name() -> None:
    assert {row["iso2"] for row in rows("nodes/Country")} == set(ENGLISH_NAMES)
    assert {"BA", "MD", "UA", "SM", "UK", "EL"} <= set(ENGLISH_NAMES)


def test_pack_rows_are_unique_and_their_ends_exist() -> None:
    ids = [row["id"] for table in ("nodes/Country", "nodes/Region") for row in rows(table)]
    assert len(ids) == len(set(ids))
    for table in TABLES[2:]:
        pairs = [(row["source"], row["target"]) for row in rows(table)]
        assert len(pairs) == len(set(pairs)), table
        assert {end for pair in pairs for end in pair} <= set(ids), table


def test_every_region_of_the_pack_reaches_its_country() -> None:
    parent = {row["source"]: row["target"] for row in rows("relations/PART_OF")}
    for row in rows("nodes/Region"):
        place, steps = row["id"], 0
        while place in parent:
            place, steps = parent[place], steps + 1
        assert (place, steps) == (f"country:{row['nuts_code'][:2]}", int(row["level"]))


def test_only_regions_without_a_known_boundary_lack_a_point() -> None:
    lacking = {row["nuts_code"] for row in rows("nodes/Region") if not row["lat"] and row["nuts_version"] == "2021"}
    assert lacking == {"NO0B", "NO0B1", "NO0B2"}


def test_points_have_at_most_five_decimals() -> None:
    cells = [row[key] for table in TABLES[:2] for row in rows(table) for key in ("lat", "lon") if row[key]]
    assert all(re.fullmatch(r"-?\d+(\.\d{1,5})?", cell) for cell in cells)


def test_borders_are_stored_once_lower_id_first() -> None:
    assert all(row["source"] < row["target"] for row in rows("relations/BORDERS"))
    assert Counter(row["source_id"][-1] for row in rows("relations/BORDERS")) == {
        "0": 58,
        "1": 241,
        "2": 727,
        "3": 3786,
    }


def test_known_neighbours_are_neighbours() -> None:
    pairs = {(row["source"], row["target"]) for row in rows("relations/BORDERS")}
    assert ("region:2021:ES11", "region:2021:PT11") in pairs, "Galicia and Norte"
    assert ("country:IE", "country:UK") in pairs
    assert ("country:DK", "country:SE") not in pairs, "a strait is no land border"


def test_every_source_of_the_tables_is_a_row_of_the_pack() -> None:
    known = {row["id"] for table in ("nodes/Dataset", "nodes/Source") for row in rows(table)}
    assert {row["source_id"] for table in TABLES for row in rows(table)} <= known


def test_data_sets_have_a_checksum_and_terms() -> None:
    ours = [row for row in rows("nodes/Dataset") if "nuts" in row["id"] or "natural-earth" in row["id"]]
    assert len(ours) == 10
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) for row in ours)
    assert all("EuroGeographics" in row["licence"] for row in ours if "gisco" in row["id"])


def test_the_command_makes_the_same_tables_again(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl (extra 'geography') reads the workbook")
    if not (DATA / "nuts").is_dir():
        pytest.skip(f"the NUTS files are not at {DATA / 'nuts'}")
    from loaders.geography.build_tables import main

    basemap = DATA / "basemap" / "countries-110m.json"
    assert main(["--nuts", str(DATA / "nuts"), "--basemap", str(basemap), "--out", str(tmp_path)]) == 0
    for table in TABLES:
        assert (tmp_path / f"{table}.csv").read_bytes() == (PACK / f"{table}.csv").read_bytes(), table
    made = (tmp_path / "nodes" / "Dataset.csv").read_text(encoding="utf-8").splitlines()
    assert set(made) <= set((PACK / "nodes" / "Dataset.csv").read_text(encoding="utf-8").splitlines())
