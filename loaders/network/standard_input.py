"""A list of ties from standard input, kept in a file of its own while it is loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from graph.errors import LoadError
from loaders.limits import PackLimits

DASH = Path("-")  # stands for standard input, as with other commands
NAME = "standard input"  # what the rows that are rejected, and the source of the network, call it
CHUNK = 2**20


@contextmanager
def kept(stream: BinaryIO, limits: PackLimits | None = None) -> Iterator[Path]:
    """A file with what the stream holds to its end. Raises `LoadError` where that is nothing, or too much."""
    most = (limits or PackLimits()).max_file_bytes
    with tempfile.TemporaryDirectory(prefix="valuechain-") as folder:
        path = Path(folder) / NAME
        size = 0
        with path.open("wb") as file:
            while chunk := stream.read(CHUNK):
                size += file.write(chunk)
                if size > most:
                    raise LoadError(f"Standard input has more than {most:,} bytes.", next_step="Load a part of it.")
        if not size:
            raise LoadError(
                "Standard input is empty.",
                next_step="Write the ties there, header first: source,target[,strength,relation,from,to].",
            )
        yield path
