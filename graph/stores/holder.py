"""One process at a time in the embedded store: a lock file that names who holds it and where its service listens."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from graph.errors import StoreLocked


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the store."""

    pid: int
    since: str
    address: str = ""  # http address of its service, empty when it serves nothing


class HolderLock:
    """Held from opening to closing; the operating system lets go of it when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises `StoreLocked` that names the holder and the next step."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise self._locked() from None
        self._file = file
        self.announce("")

    def announce(self, address: str) -> None:
        """Writes down where the service of this process listens."""
        if self._file is None:
            return
        self._file.seek(0)
        self._file.truncate()
        holder = Holder(os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"), address)
        self._file.write(json.dumps(asdict(holder)))
        self._file.flush()

    def release(self) -> None:
        """A second call does nothing."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()
            self._file = None

    def _locked(self) -> StoreLocked:
        holder = read_holder(self._path)
        where = self._path.parent
        if holder is None:
            return StoreLocked(
                f"The embedded store in {where} is held by another process.", next_step="Stop it, or wait."
            )
        served = f", which serves {holder.address}" if holder.address else ""
        next_step = (
            f"Use the service at {holder.address}, or stop process {holder.pid} (kill {holder.pid})."
            if holder.address
            else f"Wait until it has finished, or stop it (kill {holder.pid})."
        )
        return StoreLocked(
            f"The embedded store in {where} is held by process {holder.pid} since {holder.since}{served}.",
            next_step=next_step,
            address=holder.address,
        )


def read_holder(path: Path) -> Holder | None:
    """Who the lock file names, or None where it names nobody."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
