"""The files a network is loaded from, with what its steward says of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InvalidInput, LoadError
from graph.views.catalogue import VIEWS
from loaders.statements import shortened

NETWORK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class NetworkFiles:
    """What is to be loaded, and what its steward says of it."""

    name: str
    edges: Path
    nodes: Path | None = None
    directed: bool = False
    two_mode: bool = False  # sources are actors, targets activities
    title: str = ""
    description: str = ""
    citation: str = ""
    address: str = ""
    licence: str = ""
    file: str = ""  # name of the list of ties, where it is not that of `edges`: it was handed over
    nodes_file: str = ""  # the same of the list of nodes

    def checked(self) -> NetworkFiles:
        """Itself. Raises `InvalidInput` for a name that cannot be that of a network and for both ways at once,
        `LoadError` for a folder in the place of a file."""
        if not NETWORK_NAME.fullmatch(self.name):
            raise InvalidInput(
                f"'{shortened(self.name)}' cannot be the name of a network.",
                next_step="Use up to 64 letters (a–z), digits, hyphens, dots and underscores, such as kite.",
                field="name",
            )
        if self.name.casefold() in VIEWS:
            raise InvalidInput(
                f"'{self.name}' is the name of a built-in network.", next_step="Choose another name.", field="name"
            )
        if self.two_mode and self.directed:
            raise InvalidInput(
                "A network is loaded as two-mode or as directed, not as both.",
                next_step="In a two-mode network each tie joins a source and a target that are of two kinds; leave "
                "one of the two out.",
                field="two_mode",
            )
        for path in (self.edges, self.nodes):
            if path is not None and path.is_dir():
                raise LoadError(
                    f"'{path}' is a folder, not a file.",
                    next_step="Give the CSV file with the ties, and after it that with the nodes, if there is one.",
                )
        return self

    @property
    def edges_name(self) -> str:
        """What messages call the list of ties: the file as whoever loads it knows it."""
        return shortened(self.file) or self.edges.name

    @property
    def nodes_name(self) -> str:
        """What messages call the list of nodes; empty where there is none."""
        return "" if self.nodes is None else shortened(self.nodes_file) or self.nodes.name

    @property
    def way(self) -> str:
        """How ties are read: 'True' for directed, 'False' for undirected, 'two-mode'."""
        return "two-mode" if self.two_mode else str(self.directed)

    def file_hash(self) -> str:
        """SHA-256 over the files and all that is said of them."""
        digest = hashlib.sha256()
        told = (self.name, self.way, self.title, self.description, self.citation, self.address, self.licence)
        digest.update("\0".join(told).encode())
        for path in (self.edges, self.nodes):
            digest.update(b"\0" + (_sha256(path).encode() if path else b"none"))
        return digest.hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise LoadError(
            f"'{path.name}' cannot be read: {error.strerror}.", next_step="Check the path of the file."
        ) from error
