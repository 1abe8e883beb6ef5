"""Reads the `.cypher` files and their headers.

A header is the block of `// key: value` lines a file starts with; a line `//   more` goes on with the value above it:

    // name: common-participants
    // title: Who takes part in both
    // description: Actors that take part in two activities, with the level they are stated at.
    // parameters: a = id of the first activity; b = id of the second
    // kinds: a = entity; b = entity
    // example: {"a": "project:knowhub", "b": "project:tr3s"}
    // columns: id, name, label

`kinds` says which parameters name a thing that may not be there (`entity`: the id of a node; `network`: the name of a
loaded network; `vertex`: the id of a node in its file), so that an empty answer can say that it is not.

Texts that need a label or relation type hold a `{token}`; `filled` puts names from the ontology there and nothing else.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import cypher
from graph.errors import CatalogError, UnknownName

HEADER_LINE = re.compile(r"// ([a-z][a-z-]*): ?(.*)")
KINDS = ("entity", "network", "vertex")
SAFE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?::[A-Za-z][A-Za-z0-9_]*)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query, what it means and, where it names a thing of the graph, what kind of thing."""

    name: str
    meaning: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """One documented query text."""

    folder: str
    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    example: dict[str, Any]
    columns: tuple[str, ...]
    text: str
    header: dict[str, str]

    def filled(self, **names: str) -> str:
        """The text with its `{token}`s replaced by labels or relation types. Raises `CatalogError` for anything
        else."""
        text = self.text
        for token, name in names.items():
            if not SAFE_NAME.fullmatch(name):
                raise CatalogError(f"'{name}' may not stand in a query text.", next_step="Use a name of the ontology.")
            text = text.replace("{" + token + "}", name)
        return text


@cache
def queries(folder: str) -> dict[str, Query]:
    """All queries of a folder (`library`, `views`, `lookups`, `schema`) by name, sorted. Raises `CatalogError`."""
    found: dict[str, Query] = {}
    for path in sorted((cypher.FOLDER / folder).glob("*.cypher")):
        query = _read(folder, path.stem, path.read_text(encoding="utf-8"))
        found[query.name] = query
    if not found:
        raise CatalogError(f"No queries in cypher/{folder}.", next_step="Reinstall the package.")
    return found


def query(folder: str, name: str) -> Query:
    """One query. Raises `UnknownName` with the nearest name."""
    known = queries(folder)
    if name not in known:
        raise UnknownName(f"query in {folder}", name, known)
    return known[name]


def _read(folder: str, stem: str, text: str) -> Query:
    header: dict[str, str] = {}
    body: list[str] = []
    key = ""
    in_header = True
    for line in text.splitlines():
        if in_header and (match := HEADER_LINE.fullmatch(line.rstrip())):
            key = match.group(1)
            header[key] = match.group(2).strip()
        elif in_header and key and line.startswith("//   "):
            header[key] = f"{header[key]} {line[5:].strip()}".strip()
        else:
            in_header = False
            body.append(line)
    for needed in ("name", "title", "description"):
        if not header.get(needed):
            raise CatalogError(f"cypher/{folder}/{stem}.cypher has no '// {needed}:' line.", next_step="Add it.")
    if header["name"] != stem:
        raise CatalogError(f"cypher/{folder}/{stem}.cypher calls itself '{header['name']}'.", next_step="Rename one.")
    return Query(
        folder=folder,
        name=header["name"],
        title=header["title"],
        description=header["description"],
        parameters=_parameters(header),
        example=json.loads(header.get("example") or "{}"),
        columns=tuple(part.strip() for part in header.get("columns", "").split(",") if part.strip()),
        text="\n".join(body).strip(),
        header=header,
    )


def _parameters(header: dict[str, str]) -> tuple[Parameter, ...]:
    meanings, kinds = (_pairs(header.get(key, "")) for key in ("parameters", "kinds"))
    for name, kind in kinds.items():
        if kind not in KINDS or name not in meanings:
            raise CatalogError(f"'{name} = {kind}' is no kind of a parameter.", next_step=f"Kinds: {', '.join(KINDS)}.")
    return tuple(Parameter(name, meaning, kinds.get(name, "")) for name, meaning in meanings.items())


def _pairs(text: str) -> dict[str, str]:
    """'a = x; b = y' by name; nothing of 'none'."""
    parts = [part.partition("=") for part in text.split(";") if part.strip() and part.strip() != "none"]
    return {name.strip(): value.strip() for name, _, value in parts}
