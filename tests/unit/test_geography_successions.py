"""NUTS 2021 to 2024: the rules on a small classification of our own, and what the pack says about the real one."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

pytest.importorskip("openpyxl", reason="openpyxl (extra 'geography') reads the workbook")

import openpyxl

from loaders.geography.nuts2024 import (
    UK_WORDS,
    Entry,
    Succession,
    part_of_rows,
    read_moves,
    read_workbook,
    region_rows,
    succession_rows,
    successions,
)

SUCCEEDED_BY = Path(__file__).parents[2] / "loaders" / "seed" / "relations" / "SUCCEEDED_BY.csv"

ENTRIES = [
    Entry("AA0", "AA0", "Aland", ""),
    Entry("AA01", "AA01", "Middle", "Name change"),
    Entry("AA011", "AA01X", "Moor", "Code change"),
    Entry("AA012", "", "Hill", "Boundary shift"),
    Entry("", "AA01A", "Hill", "New region"),
    Entry("AA013", "", "Dale", "Boundary shift"),
    Entry("", "AA01B", "Dale", "New region"),
    Entry("AA014", "", "Town", "Merged"),
    Entry("AA015", "", "Coast", "Split"),
    Entry("", "AA01C", "East Coast", "New region"),
    Entry("", "AA01D", "West Coast", "New region"),
    Entry("AA016", "AA016", "Fen", "art. 5(2a)"),
    Entry("", "CC0", "Newcomer", "New region"),
]
PROSE = "Village moved from ex-AA012 to ex-AA013. Town merged into ex-AA013.\nAA01C + AA01D = ex-AA015, " + UK_WORDS
MOVES = [
    Succession("AA012", "AA01B", "boundary_shift", None, "Village moved from ex-AA012 to ex-AA013"),
    Succession("AA014", "AA01B", "merge", None, "Town merged into ex-AA013"),
    Succession("AA015", "AA01C", "split", None, "AA01C + AA01D = ex-AA015"),
    Succession("AA015", "AA01D", "split", None, "AA01C + AA01D = ex-AA015"),
]


@pytest.fixture
def found() -> dict[tuple[str, str], Succession]:
    listed = successions(ENTRIES, PROSE, MOVES, codes=["AA01", "UK", "UKM", "UKM5"])
    return {(s.source, s.target): s for s in listed}


def test_a_recoded_region_goes_wholly_to_its_new_code(found: dict[tuple[str, str], Succession]) -> None:
    assert (found["AA011", "AA01X"].kind, found["AA011", "AA01X"].share) == ("recode", 1)


def test_a_merged_region_goes_wholly_to_the_one_that_took_it(found: dict[tuple[str, str], Succession]) -> None:
    assert (found["AA014", "AA01B"].kind, found["AA014", "AA01B"].share) == ("merge", 1)


def test_shares_of_a_split_are_unknown_not_zero(found: dict[tuple[str, str], Succession]) -> None:
    assert {found["AA015", target].share for target in ("AA01C", "AA01D")} == {None}


def test_who_gives_a_part_away_has_unknown_shares_and_who_gains_goes_on_whole(
    found: dict[tuple[str, str], Succession],
) -> None:
    assert (found["AA012", "AA01A"].kind, found["AA012", "AA01A"].share) == ("boundary_shift", None)
    assert (found["AA012", "AA01B"].kind, found["AA012", "AA01B"].share) == ("boundary_shift", None)
    assert (found["AA013", "AA01B"].kind, found["AA013", "AA01B"].share) == ("boundary_shift", 1)


def test_a_shift_within_the_same_code_does_not_say_who_gained(found: dict[tuple[str, str], Succession]) -> None:
    assert (found["AA016", "AA016"].kind, found["AA016", "AA016"].share) == ("boundary_shift", None)


def test_a_new_name_alone_is_no_succession(found: dict[tuple[str, str], Succession]) -> None:
    assert ("AA01", "AA01") not in found


def test_a_discontinued_region_has_no_region_after_it(found: dict[tuple[str, str], Succession]) -> None:
    assert found["UKM", "UK"] == Succession("UKM", "UK", "discontinued", None, UK_WORDS)
    assert ("UK", "UK") not in found
    row = next(row for row in succession_rows(found.values()) if row["source"] == "region:2021:UKM5")
    assert (row["target"], row["share"]) == ("country:UK", "")


def test_a_region_of_a_newcomer_needs_no_predecessor(found: dict[tuple[str, str], Succession]) -> None:
    assert not [s for s in found.values() if s.target == "CC0"]


def test_a_quote_that_the_workbook_does_not_have_is_refused() -> None:
    wrong = Succession("AA014", "AA01B", "merge", None, "Town burnt down")
    with pytest.raises(ValueError, match="does not say 'Town burnt down'"):
        successions(ENTRIES, PROSE, [*MOVES[:1], wrong, *MOVES[2:]], codes=[])


@pytest.mark.parametrize("left_out", range(1, 4))
def test_a_code_that_nothing_explains_is_refused(left_out: int) -> None:
    moves = [move for n, move in enumerate(MOVES) if n != left_out]
    with pytest.raises(
        ValueError, match=rf"without a succession: .*({MOVES[left_out].source}|{MOVES[left_out].target})"
    ):
        successions(ENTRIES, PROSE, moves, codes=[])


def test_a_move_of_a_code_that_lives_on_is_refused() -> None:
    strange = Succession("AA01", "AA01B", "merge", None, "Town merged")
    with pytest.raises(ValueError, match=r"neither end nor begin: \['AA01'\]"):
        successions(ENTRIES, PROSE, [*MOVES, strange], codes=[])


def test_new_regions_have_a_point_only_if_their_territory_is_an_old_one(
    found: dict[tuple[str, str], Succession],
) -> None:
    made = {row["nuts_code"]: row for row in region_rows(found.values(), ENTRIES, {"AA011": (50, 5), "AA013": (1, 1)})}
    assert set(made) == {"AA01X", "AA01A", "AA01B", "AA01C", "AA01D", "AA016"}
    assert (made["AA01X"]["id"], made["AA01X"]["lat"], made["AA01X"]["level"]) == ("region:2024:AA01X", "50", "3")
    assert made["AA01B"]["lat"] == ""


def test_an_unchanged_parent_is_its_2021_node_a_new_one_its_2024_node() -> None:
    entries = [
        Entry("AA0", "AA0", "", ""),
        Entry("AA01", "AA02", "", "Code change"),
        Entry("AA011", "AA021", "", "Code change"),
    ]
    found = successions(entries, "", [], codes=[])
    assert [(row["source"], row["target"]) for row in part_of_rows(found, entries)] == [
        ("region:2024:AA02", "region:2021:AA0"),
        ("region:2024:AA021", "region:2024:AA02"),
    ]


def test_a_parent_that_is_in_neither_version_is_named() -> None:
    with pytest.raises(ValueError, match=r"'AA021'.*'AA02'"):
        part_of_rows([Succession("AA011", "AA021", "recode", 1)], [Entry("AA01", "", "", "")])


def test_a_workbook_is_read_with_both_comparisons_and_all_prose(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in ("NUTS2021- NUTS2024", "SR2021- SR2024"):
        page = book.create_sheet(sheet)
        page.append(["#", "Country Code", "Code 2021", "Code 2024", "1", "2", "3", "Change", "level"])
        page.append([1, "AA", "AA01", None, None, f"In  {sheet[:2]} ", None, "Split", 2])
    for sheet in ("Changes overview", "Changes NUTS-2", "Changes NUTS-3"):
        book.create_sheet(sheet).append(["AA", None, f"What {sheet[-1]}\nsays"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    entries, prose = read_workbook(path)
    assert entries == [Entry("AA01", "", "In NU", "Split"), Entry("AA01", "", "In SR", "Split")]
    assert "What 3 says" in prose


def test_each_transcribed_move_has_the_words_for_it() -> None:
    moves = read_moves()
    assert len(moves) == len({(move.source, move.target) for move in moves}) == 33
    assert all(move.quote for move in moves)


def test_pack_has_every_kind_of_succession() -> None:
    with SUCCEEDED_BY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["kind"] for row in rows) == {
        "recode": 16, "merge": 3, "split": 11, "boundary_shift": 58, "discontinued": 232,
    }  # fmt: skip
    targets: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        targets[row["source"]].append(row["share"])
    for source, shares in targets.items():
        assert shares in (["1"], [""] * len(shares)), f"{source}: shares are known for all of a region or for none"
    assert {row["target"] for row in rows if row["kind"] == "discontinued"} == {"country:UK"}


def test_pack_tells_the_latvian_merger_as_the_workbook_does() -> None:
    with SUCCEEDED_BY.open(encoding="utf-8", newline="") as file:
        latvia = {
            (r["source"][-5:], r["target"][-5:]): (r["kind"], r["share"])
            for r in csv.DictReader(file)
            if ":LV" in r["source"]
        }
    assert latvia == {
        ("LV003", "LV00B"): ("boundary_shift", "1"),
        ("LV006", "LV00A"): ("merge", "1"),
        ("LV007", "LV00A"): ("merge", ""),
        ("LV007", "LV00B"): ("boundary_shift", ""),
        ("LV007", "LV00C"): ("boundary_shift", ""),
        ("LV008", "LV00C"): ("boundary_shift", "1"),
    }
