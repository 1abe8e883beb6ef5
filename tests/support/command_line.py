"""The command line as a test runs it: in this process, with what it says and its exit code handed back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli import main
from graph.ontology import Ontology
from graph.stores import EmbeddedStore


class Told:
    """What a command said, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in out + err


Run = Callable[..., Told]


def commands(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a data folder."""

    def command(*arguments: str | Path) -> Told:
        capsys.readouterr()
        try:
            code = main(["--data", str(data), *map(str, arguments)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return command


def version(data: Path, ontology: Ontology) -> str:
    """The graph version of the store in a data folder."""
    store = EmbeddedStore(data / "store", ontology)
    try:
        return store.version()
    finally:
        store.close()
