"""`valuechain query`: the same door as over HTTP, on the store itself or through the service that holds it."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.app import door_limits
from api.door import CypherDoor
from api.nothing_found import nothing_found
from api.opening import open_configured
from api.settings import Settings
from graph import catalog
from graph.errors import InvalidInput, StoreLocked, StoreUnavailable
from graph.ontology import read_ontology
from graph.views import Networks


def library_or_text(argument: str) -> tuple[str, dict[str, Any]]:
    """The query text an argument stands for, and the example parameters of a library query."""
    if argument == "-":
        return sys.stdin.read(), {}
    if argument in catalog.queries("library"):
        query = catalog.query("library", argument)
        return query.text, dict(query.example)
    if argument.endswith(".cypher"):
        path = Path(argument)
        if not path.is_file():
            raise InvalidInput(
                f"There is no file '{argument}'.", next_step="Give a query, a file, or a library name.", field="query"
            )
        return path.read_text(encoding="utf-8"), {}
    if " " not in argument.strip():
        catalog.query("library", argument)  # a single word is a misspelt library name: raises with the nearest
    return argument, {}


def parse_parameter(text: str) -> tuple[str, Any]:
    """NAME=VALUE; the value is read as JSON where it is JSON, else as text. Raises `InvalidInput`."""
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise InvalidInput(f"'{text}' is not a parameter.", next_step="Write --param name=value.", field="--param")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def parameters_of(given: Sequence[str]) -> dict[str, Any]:
    """All `--param` values."""
    return dict(parse_parameter(one) for one in given)


def run_query(settings: Settings, text: str, parameters: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Columns and rows of a reading query."""
    ontology = read_ontology()
    try:
        store = open_configured(settings, ontology)
    except StoreLocked as locked:
        if not locked.address:
            raise
        return _over_http(locked.address, text, parameters)
    try:
        door = CypherDoor(store, door_limits(settings))
        found = door.run(text, parameters)
        door.close()
        missing = () if found.rows else nothing_found(Networks(store, ontology), text, parameters)
        for warning in (*found.warnings, *missing):
            print(warning, file=sys.stderr)
        return list(found.columns), [list(row) for row in found.rows]
    finally:
        store.close()


def _over_http(address: str, text: str, parameters: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    body = json.dumps({"query": text, "parameters": parameters}).encode()
    request = urllib.request.Request(  # noqa: S310 - the address is the loopback service of our own lock file
        f"{address}/api/v1/cypher", data=body, headers={"Content-Type": "application/json"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a service on this machine: no proxy
    try:
        with opener.open(request, timeout=60) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        content = json.load(error)
        raise InvalidInput(content["detail"], field="query") from error
    except OSError as error:
        raise StoreUnavailable(
            f"The service at {address} holds the store and does not answer.", next_step="Stop it, or wait."
        ) from error
    for warning in answer["warnings"]:
        print(warning, file=sys.stderr)
    return answer["columns"], [[row[name] for name in answer["columns"]] for row in answer["items"]]
