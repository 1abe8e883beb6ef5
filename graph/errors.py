"""The one error tree of the project. HTTP status codes are assigned in `api/errors.py`, nowhere else.

ExplorerError
├── InvalidInput            the caller's value is wrong: names the value, what was allowed, the next step
│   └── UnknownName         a misspelt measure, view, label …: carries the nearest known names
├── NotFound                an id that is well formed and not in the graph
├── OntologyError           an ontology file contradicts itself or another
├── CatalogError            a .cypher file lacks its header or is not there
├── LoadError               a load as a whole could not run; nothing of it was written
└── StoreError
    ├── StoreUnavailable    no answer from the server, or it went away
    ├── StoreRefusedLogin   the server answered and did not accept the credentials
    ├── StoreLocked         another process holds the embedded store
    ├── StoreBroken         the folder is there and is not a store of ours
    ├── QueryFailed         the engine could not run the query: syntax, type, missing parameter
    │   └── WriteRefused    a write on the read path
    ├── QueryTimeout        the query ran longer than it may
    └── WriteFailed         a batch could not be written; nothing of the batch is in the graph
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 200  # characters of a wrong name that a message repeats


def shown(text: str) -> str:
    """A wrong name as a message repeats it: its beginning where it is long."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class ExplorerError(Exception):
    """Base of every error this project raises on purpose.

    `detail` says what is wrong and names the value; `next_step` says what to do about it.
    """

    def __init__(self, detail: str, *, next_step: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.detail} {self.next_step}".strip()


class InvalidInput(ExplorerError):
    """A value from outside that cannot be used. `field` names the parameter, column or setting it came in."""

    def __init__(self, detail: str, *, next_step: str = "", field: str = "") -> None:
        super().__init__(detail, next_step=next_step)
        self.field = field


class UnknownName(InvalidInput):
    """A name that is not one of a closed list."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, next_step: str = "", field: str = "") -> None:
        name = shown(name)
        names = sorted(known)
        folded = {candidate.casefold(): candidate for candidate in names}
        close = [folded[match] for match in get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)]
        hint = f" Did you mean '{close[0]}'?" if close else ""
        super().__init__(
            f"Unknown {kind} '{name}'.{hint}",
            next_step=next_step or f"Known: {', '.join(names)}.",
            field=field,
        )
        self.suggestion = close[0] if close else None


class NotFound(ExplorerError):
    """Nothing in the graph has this id."""


class OntologyError(ExplorerError):
    """An ontology file is wrong."""


class CatalogError(ExplorerError):
    """A query text is missing or lacks its header."""


class LoadError(ExplorerError):
    """A load could not run as a whole."""


class StoreError(ExplorerError):
    """The store could not do what was asked."""


class StoreUnavailable(StoreError):
    """No answer from the store."""


class StoreRefusedLogin(StoreError):
    """The server did not accept the credentials."""


class StoreLocked(StoreError):
    """Another process holds the embedded store."""

    def __init__(self, detail: str, *, next_step: str = "", address: str = "") -> None:
        super().__init__(detail, next_step=next_step)
        self.address = address  # where the holder's service listens, empty when it serves nothing


class StoreBroken(StoreError):
    """The folder of the embedded store cannot be opened as one."""


class QueryFailed(StoreError):
    """The engine could not run the query."""


class WriteRefused(QueryFailed):
    """A write came in on the read path."""


class QueryTimeout(StoreError):
    """The query ran longer than it may."""


class WriteFailed(StoreError):
    """A batch was rolled back."""
