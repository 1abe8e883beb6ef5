"""Reads one CSV file as rows of cells: UTF-8 (with or without a mark), comma, header, RFC 4180, any line ending.

A row that cannot be read is a `Reject` and the next one is read; a file that cannot be read to its end is a
`LoadError`, because nobody can tell what stands behind the fault. Nothing here knows the ontology.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from graph.errors import LoadError, UnknownName
from graph.wording import plural
from loaders.limits import PackLimits
from loaders.statements import Reject, shortened

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no XML, so no GraphML, can hold them
BROKEN_UTF8 = re.compile("[\ud800-\udfff]")
SAVE_AS = "Save it as “CSV UTF-8 (comma delimited)”."


class Table:
    """One CSV file: `columns` from its header, then `rows()` once.

    `name` is how messages call the file, `meant` the known column by what others call it, in small letters. Raises
    `LoadError` for a header that does not fit.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        *,
        known: Collection[str],
        needed: Collection[str],
        limits: PackLimits,
        others: bool = False,
        hint: str = "valuechain load --template DIR writes empty files",
        meant: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._meant = meant or {}
        self._limits = limits
        self._others = others  # whether columns beside the known ones are taken
        self._hint = hint
        try:
            size = path.stat().st_size
            with path.open("rb") as raw:
                start = raw.read(2)
            if size > limits.max_file_bytes:
                raise LoadError(
                    f"{name} has {size:,} bytes; a file may have {limits.max_file_bytes:,}.",
                    next_step="Split the pack, or raise the limit in the settings.",
                )
            if start in UTF16_MARKS:
                raise LoadError(f"{name} is UTF-16.", next_step=SAVE_AS)
            # surrogateescape: a byte that is not UTF-8 spoils its row, not the file
            self._file = path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
        except OSError as error:
            raise LoadError(f"{name} cannot be read: {error.strerror}.", next_step="Check the file.") from error
        self._reader = csv.reader(self._file, strict=True)
        try:
            self.columns = self._header(known, needed)
        except BaseException:
            self._file.close()
            raise

    def rows(self) -> Iterator[tuple[int, dict[str, str]] | Reject]:
        """Line and cells of each row, or why it cannot be read; empty rows are passed over. Closes the file."""
        with self._file:
            while True:
                line = self._reader.line_num + 1
                try:
                    cells = next(self._reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield self._broken(line, error)
                    continue
                if any(cells):
                    yield self._fault(line, cells) or (line, dict(zip(self.columns, cells, strict=True)))

    def _header(self, known: Collection[str], needed: Collection[str]) -> list[str]:
        try:
            columns = [cell.strip() for cell in next(self._reader)]
        except StopIteration:
            raise LoadError(f"{self.name} is empty.", next_step=f"Begin it with: {','.join(known)}") from None
        except csv.Error as error:
            raise LoadError(f"{self.name}, line 1: {error}.", next_step=SAVE_AS) from error
        for mark, word in ((";", "semicolons"), ("\t", "tabs")):
            if len(columns) == 1 and mark in columns[0]:
                raise LoadError(f"{self.name} is separated by {word}, not by commas.", next_step=SAVE_AS)
        for column in columns:
            if column not in known and not (self._others and column):
                raise self._unknown(column, columns, known)
            if columns.count(column) > 1:
                raise LoadError(f"{self.name}, line 1: the column '{column}' is there twice.", next_step="Remove one.")
        for column in needed:
            if column not in columns:
                if not self._is_header(columns, known):
                    raise self._headless(f"the column '{column}' is missing.", known)
                written = next((one for one in columns if one.casefold() == column), "")
                if written:
                    raise LoadError(
                        f"{self.name}, line 1: the column '{column}' is missing.",
                        next_step=f"Write '{column}' for '{shortened(written)}'.",
                    )
                raise LoadError(
                    f"{self.name}, line 1: the column '{column}' is missing.",
                    next_step=f"Columns: {', '.join(known)}; {self._hint}.",
                )
        return columns

    def _unknown(self, column: str, columns: Collection[str], known: Collection[str]) -> LoadError:
        """What is wrong with a header that has this column."""
        detail = UnknownName("column", shortened(column), known).detail
        if (meant := self._meant.get(column.casefold())) and meant not in columns:
            detail = f"Unknown column '{shortened(column)}'. Did you mean '{meant}'?"
        if not self._is_header(columns, known):
            return self._headless(detail, known)
        return LoadError(f"{self.name}, line 1: {detail}", next_step=f"Columns: {', '.join(known)}.")

    def _headless(self, detail: str, known: Collection[str]) -> LoadError:
        return LoadError(
            f"{self.name}, line 1: {detail} The first line must be the header, and no column of it is known.",
            next_step=f"Begin the file with a header; its columns: {', '.join(known)}.",
        )

    def _is_header(self, columns: Collection[str], known: Collection[str]) -> bool:
        """Whether the first line names any column, if only in capitals or as others call it."""
        names = {name.casefold() for name in known} | self._meant.keys()
        return any(column.casefold() in names for column in columns)

    def _broken(self, line: int, error: csv.Error) -> Reject:
        """A row the reader could not part into cells; gives up the file where it cannot go on."""
        reason = str(error)
        if "field larger" in reason:
            raise LoadError(
                f"{self.name}, line {line}: a cell of more than {csv.field_size_limit():,} characters, "
                "or a quote that is never closed.",
                next_step="Close the quote, or shorten the cell.",
            ) from error
        if "unexpected end" in reason:
            raise LoadError(
                f"{self.name}, line {line}: a quote is opened and never closed.",
                next_step='Close it; a quote inside a cell is written twice ("").',
            ) from error
        next_step = 'Put the whole cell in quotes, and write a quote inside it twice ("").'
        return Reject(self.name, line, "", "", f"not a CSV row: {reason}", next_step)

    def _fault(self, line: int, cells: list[str]) -> Reject | None:
        if len(cells) != len(self.columns):
            return Reject(
                self.name, line, "", shortened(",".join(cells)),
                f"{plural(len(cells), 'cell')} where the header has {len(self.columns)}",
                "Put quotes around a cell that holds a comma."
                if len(cells) > len(self.columns)
                else "Fill in the cells that are missing; an empty one has its comma too.",
            )  # fmt: skip
        for column, cell in zip(self.columns, cells, strict=True):
            if len(cell) > self._limits.max_cell_chars:
                reason = f"a cell of {len(cell):,} characters; {self._limits.max_cell_chars:,} are allowed"
                return Reject(self.name, line, column, shortened(cell), reason, "Shorten it.")
            if match := CONTROL.search(cell):
                reason = f"a control character (U+{ord(match.group()):04X})"
                return Reject(self.name, line, column, shortened(cell), reason, "Remove it.")
            if not cell.isascii() and BROKEN_UTF8.search(cell):
                return Reject(self.name, line, column, shortened(cell), "not UTF-8", SAVE_AS)
        return None
