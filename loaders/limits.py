"""How much one pack may hold. Each bound is an argument with a default and a reason; the settings hand theirs in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackLimits:
    """Bounds of a pack; what goes beyond them is refused by name and nothing of the pack is written."""

    max_rows: int = 500_000  # rows of all files together; a row takes about 1.5 kB until it is written, so 0.8 GB
    max_file_bytes: int = 256 * 2**20  # one file: twice what the rows above need at 250 bytes a row
    max_cell_chars: int = 50_000  # one cell; a longer one is a quote that is never closed, or a document
    max_files: int = 200  # files in a zip: one a type of the ontology, three times over
    max_zip_bytes: int = 64 * 2**20  # the zip as it comes over the network
    max_unzipped_bytes: int = 512 * 2**20  # all files of a zip together, counted while they are unpacked
