"""What a load did: a frozen report, as text, as JSON and as a CSV of the rejected rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.errors import LoadError
from graph.wording import plural
from loaders.statements import Reject

REJECT_COLUMNS = ("file", "row", "column", "value", "reason", "next_step")
PLACES_A_REASON = 5  # places the summary names for one reason; the CSV of the rejects has all


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Counts of one run. Rows are lines of files; records are nodes and relations, without claims.

    `state`: 'finished' (something was written), 'unchanged' (all of it stood there), 'already loaded' (not even read:
    the last load of this pack read the same files), 'refused' (strict, and rows were rejected: nothing was written).
    """

    pack: str
    state: str
    graph_version: str  # of the last finished load, after this run
    seconds: float = 0.0
    load_id: str = ""  # of the Load node, empty where none was written
    read: int = 0  # rows
    nodes_written: int = 0
    relations_written: int = 0
    merged: int = 0  # of the records written, those that stood there already and now say more or other
    removed: int = 0  # records that stood there and are not in the file any more (networks only)
    nodes_unchanged: int = 0
    relations_unchanged: int = 0
    claims: int = 0  # written
    rejects: tuple[Reject, ...] = ()
    left_out: tuple[Reject, ...] = ()  # cells that could not be taken, of rows that were (networks only)
    warnings: tuple[str, ...] = ()  # what to know of rows that were taken whole (networks only)

    @property
    def written(self) -> int:
        """Records written."""
        return self.nodes_written + self.relations_written

    @property
    def unchanged(self) -> int:
        """Records that stood there as the pack has them."""
        return self.nodes_unchanged + self.relations_unchanged

    @property
    def rejected(self) -> int:
        """Rows rejected; one row may have several faults."""
        return len({(reject.file, reject.row) for reject in self.rejects})

    @property
    def rejected_by_reason(self) -> dict[str, list[str]]:
        """Reason → places (file:line), the most frequent reason first."""
        places: dict[str, list[str]] = {}
        for reject in self.rejects:
            places.setdefault(reject.reason, []).append(reject.place)
        return dict(sorted(places.items(), key=lambda item: (-len(item[1]), item[0])))

    def headline(self) -> str:
        """One line for people."""
        if self.state == "already loaded":
            return f"{self.pack}: already loaded, graph version {self.graph_version}"
        done = {
            "finished": f"{plural(self.written, 'record')} written ({self.merged:,} of them merged)"
            + (f", {self.removed:,} removed" if self.removed else ""),
            "unchanged": "nothing new",
            "refused": "refused, nothing written",
        }[self.state]
        return (
            f"{self.pack}: {plural(self.read, 'row')} read, {done}, {self.unchanged:,} unchanged, "
            f"{plural(self.claims, 'claim')}, {plural(self.rejected, 'row')} rejected; "
            f"{self.seconds:.1f} s; graph version {self.graph_version}"
        )

    def summary(self) -> str:
        """The headline, and below it each reason with the places of its first rejects, the first cells that were left
        out of rows that were taken, and the warnings."""
        lines = [self.headline()]
        for reason, places in self.rejected_by_reason.items():
            lines.append(f"  {reason}: {', '.join(places[:PLACES_A_REASON])}{_more(len(places))}")
        if self.left_out:
            lines.append(f"{plural(len(self.left_out), 'cell')} left out of rows that were taken:")
            lines += [
                f"  {cell.place} {cell.column} '{cell.value}': {cell.reason}. {cell.next_step}"
                for cell in self.left_out[:PLACES_A_REASON]
            ]
            lines += [f" {more}" for more in (_more(len(self.left_out)),) if more]
        return "\n".join([*lines, *(f"Note: {warning}" for warning in self.warnings)])

    def write_rejects(self, path: Path) -> None:
        """The rejected rows, and behind them the cells that were left out of others, as CSV: file, row (line), column,
        value, reason, next_step."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(REJECT_COLUMNS)
            every = (*self.rejects, *self.left_out)
            writer.writerows([getattr(reject, column) for column in REJECT_COLUMNS] for reject in every)

    def as_dict(self) -> dict[str, Any]:
        """As JSON answers have it; `from_dict` reads it back."""
        counts = {"written": self.written, "unchanged": self.unchanged, "rejected": self.rejected}
        return {**asdict(self), **counts}

    def as_json(self) -> str:
        """`as_dict` as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> LoadReport:
        """Reads `as_dict` back. Raises `LoadError` for anything else."""
        try:
            lists = {
                name: tuple(Reject(**{column: entry[column] for column in REJECT_COLUMNS}) for entry in document[name])
                for name in ("rejects", "left_out")
            }
            fields = {name: document[name] for name in cls.__slots__ if name not in lists}
            return cls(**{**fields, **lists, "warnings": tuple(fields["warnings"])})
        except (KeyError, TypeError) as error:
            raise LoadError("The answer is no load report.", next_step="Is the service of the same version?") from error


def _more(many: int) -> str:
    """How many there are beside those shown."""
    return f" and {many - PLACES_A_REASON:,} more" if many > PLACES_A_REASON else ""
