"""The error tree, and what each of its classes answers over HTTP."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

import api.door.errors
import graph.errors
from api import errors
from docs.builders.markdown import block, code, table
from graph.errors import ExplorerError

OURS = ("api", "graph", "loaders")


def tree() -> str:
    """The drawing in the docstring of `graph.errors`."""
    return _drawing(graph.errors.__doc__)


def door_tree() -> str:
    """The drawing in the docstring of `api.door.errors`."""
    return _drawing(api.door.errors.__doc__)


def _drawing(docstring: str | None) -> str:
    lines = (docstring or "").splitlines()
    return block(textwrap.dedent("\n".join(line for line in lines if line.startswith("    "))))


def answers() -> str:
    """HTTP status, title and problem type of each class."""
    rows = []
    for kind in error_classes():
        error = _bare(kind)
        status, title = errors.status_of(error)
        meaning = (inspect.getdoc(kind) or "").split("\n\n")[0]
        rows.append((code(kind.__name__), status, title, code(errors.kind_of(error)), meaning))
    return table(["Error", "Status", "Title", "Type", "Meaning"], rows)


def error_classes() -> list[type[ExplorerError]]:
    """Every class of the tree that is ours, parents before children."""
    return [kind for kind in _below(ExplorerError) if kind.__module__.partition(".")[0] in OURS]


def _below(kind: type[ExplorerError]) -> Iterator[type[ExplorerError]]:
    yield kind
    for child in sorted(kind.__subclasses__(), key=lambda one: (one.__module__ != kind.__module__, one.__name__)):
        yield from _below(child)


def _bare(kind: type[ExplorerError]) -> ExplorerError:
    """An instance that was told nothing: its class alone decides."""
    error = kind.__new__(kind)
    vars(error).update(detail="", next_step="", field="")
    return error
