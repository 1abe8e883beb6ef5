"""From NUTS 2021 to NUTS 2024: which region became which, read from Eurostat's correspondence workbook.

The workbook lists every code of both versions side by side (sheets `NUTS2021- NUTS2024` and, for statistical regions
of other countries, `SR2021- SR2024`), but says in prose (sheets `Changes …`) what went where. So:

* both codes, different: `recode`, share 1.
* the same code with “art. 5(2a)”: `boundary_shift` from the region to itself; which side gained is not said,
  share unknown.
* a code that ends, another that begins under the same name: `boundary_shift`, the region goes on.
* what else went where is in `nuts2024_moves.csv`, transcribed by hand with the workbook's words; `successions`
  refuses a row whose words the workbook does not have, and an ended or new code that no row explains.
* share is 1 where the workbook names one target only for a region, and unknown wherever it names several.
* the word in the sheets' column “Change” decides between `split` and `boundary_shift` (PT16 and PT18 shift there,
  though the overview counts them among “three regions split into five”); a region said to merge into another is a
  `merge`.
* United Kingdom: “UK regional classification suppressed due to BREXIT.” Its 232 regions have no successor. They are
  `discontinued`, and the relation points to the country, the one territory of theirs that is left in the graph.

A region that did not change has no node of version 2024: its 2021 node stands for it. Name changes alone are no
succession.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

from loaders.geography import datasets
from loaders.geography.nuts2021 import Points, Row, coordinates, place_id, region_id

VERSION = "2024"
COMPARISONS = ("NUTS2021- NUTS2024", "SR2021- SR2024")
PROSE = ("Changes overview", "Changes NUTS-2", "Changes NUTS-3")
MOVES = Path(__file__).with_name("nuts2024_moves.csv")
UK_WORDS = "UK regional classification suppressed due to BREXIT."


@dataclass(frozen=True)
class Entry:
    """One row of a comparison sheet: `old` and `new` code ("" = none), label, the workbook's word for the change."""

    old: str
    new: str
    label: str
    change: str


@dataclass(frozen=True)
class Succession:
    """`source` (2021) became, or gave a part to, `target` (2024; a country if discontinued). Share None = unknown."""

    source: str
    target: str
    kind: str
    share: float | None = None
    quote: str = ""


def read_workbook(path: Path) -> tuple[list[Entry], str]:
    """All rows of the comparison sheets, and the prose of the change sheets as one text; runs of blanks made one."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    entries = []
    for sheet in COMPARISONS:
        for cells in book[sheet].iter_rows(min_row=2, max_col=8, values_only=True):
            _, _, old, new, *labels, change = (_text(cell) for cell in cells)
            if old or new:
                entries.append(Entry(old, new, next((label for label in labels if label), ""), change))
    prose = "\n".join(
        _text(cell) for sheet in PROSE for cells in book[sheet].iter_rows(values_only=True) for cell in cells if cell
    )
    return entries, prose


def read_moves(path: Path = MOVES) -> list[Succession]:
    """The transcribed moves; shares are worked out later."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Succession(row["source"], row["target"], row["kind"], None, row["quote"]) for row in csv.DictReader(file)
        ]


def successions(
    entries: Sequence[Entry], prose: str, moves: Iterable[Succession], *, codes: Iterable[str]
) -> list[Succession]:
    """Every succession, sorted by source and target. `codes` are the NUTS 2021 codes, for the regions discontinued.

    Raises ValueError if a move quotes words the workbook does not have, or if a code ends or begins unexplained.
    """
    listed = list(moves)
    ended = {entry.old: entry for entry in entries if entry.old and not entry.new}
    begun = {entry.new: entry for entry in entries if entry.new and not entry.old}
    for move in listed:
        if move.quote not in prose:
            raise ValueError(f"Move {move.source} to {move.target}: the workbook does not say {move.quote!r}.")
    explained = {(move.source, move.target) for move in listed}
    goes_on = [
        Succession(old, new, "boundary_shift", None, a.change)
        for old, a in ended.items()
        for new, b in begun.items()
        if a.label == b.label and old[:2] == new[:2] and len(old) == len(new) and (old, new) not in explained
    ]
    found = [*listed, *goes_on]
    _check_complete(ended, begun, {s.source for s in found}, {s.target for s in found})
    targets = Counter(s.source for s in found)
    found = [replace(s, share=1.0 if targets[s.source] == 1 else None) for s in found]
    for entry in entries:
        if entry.old and entry.new and entry.old != entry.new:
            found.append(Succession(entry.old, entry.new, "recode", 1.0, entry.change))
        elif entry.old and entry.old == entry.new and entry.change == "art. 5(2a)":
            found.append(Succession(entry.old, entry.new, "boundary_shift", None, entry.change))
    if UK_WORDS in prose:
        british = (code for code in codes if code.startswith("UK") and len(code) > 2)
        found += [Succession(code, "UK", "discontinued", None, UK_WORDS) for code in british]
    return sorted(found, key=lambda s: (s.source, s.target))


def _check_complete(
    ended: Mapping[str, Entry], begun: Mapping[str, Entry], sources: set[str], targets: set[str]
) -> None:
    """Codes of countries new to the classification (BA, UA, XK) have no predecessor; every other one needs one."""
    newcomers = {code[:2] for code in begun} - {code[:2] for code in ended}
    lost = sorted(set(ended) - sources) + sorted(c for c in set(begun) - targets if c[:2] not in newcomers)
    strange = sorted((sources - set(ended)) | (targets - set(begun)))
    if lost or strange:
        raise ValueError(
            f"Codes without a succession: {lost}; moves of codes that neither end nor begin: {strange}. "
            f"Complete or correct {MOVES.name} from the workbook's sheets 'Changes NUTS-2' and 'Changes NUTS-3'."
        )


def region_rows(found: Iterable[Succession], entries: Iterable[Entry], points: Points) -> list[Row]:
    """Rows of `nodes/Region.csv` for the regions of version 2024 that succeed others.

    A recoded region has the label point of the old one (`points`, by 2021 code); for the others no boundary is known.
    """
    listed = list(found)
    labels = {entry.new: entry.label for entry in entries}
    same = {s.target: points.get(s.source) for s in listed if s.kind == "recode"}
    return [
        {
            "id": region_id(code, VERSION),
            "name": labels[code],
            "nuts_code": code,
            "nuts_version": VERSION,
            "level": str(len(code) - 2),
            **coordinates(same.get(code)),
            "source_id": datasets.SUCCESSIONS,
            "quote": "",
        }
        for code in _targets(listed)
    ]


def part_of_rows(found: Iterable[Succession], entries: Iterable[Entry]) -> list[Row]:
    """Rows of `relations/PART_OF.csv` for those regions.

    The parent is the 2024 region whose code is a letter shorter, or the unchanged one of 2021. Raises ValueError if
    neither is in the workbook.
    """
    own = _targets(found)
    unchanged = {entry.old for entry in entries if entry.old == entry.new}
    rows = []
    for code in own:
        parent = code[:-1]
        if parent not in own and parent not in unchanged:
            raise ValueError(
                f"Region {code!r} of NUTS 2024: its parent {parent!r} is in neither version of the workbook."
            )
        target = region_id(parent, VERSION) if parent in own else place_id(parent)
        rows.append(
            {"source": region_id(code, VERSION), "target": target, "source_id": datasets.SUCCESSIONS, "quote": ""}
        )
    return rows


def succession_rows(found: Iterable[Succession]) -> list[Row]:
    """Rows of `relations/SUCCEEDED_BY.csv`."""
    return [
        {
            "source": region_id(s.source),
            "target": place_id(s.target) if s.kind == "discontinued" else region_id(s.target, VERSION),
            "kind": s.kind,
            "share": "" if s.share is None else f"{s.share:g}",
            "source_id": datasets.SUCCESSIONS,
            "quote": s.quote,
        }
        for s in found
    ]


def _targets(found: Iterable[Succession]) -> list[str]:
    return sorted({s.target for s in found if s.kind != "discontinued"})


def _text(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
