"""`valuechain doctor`: what is set up, what is missing, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import socket
import sys
from dataclasses import dataclass

from api.opening import open_configured
from api.pages.static import vendor_file
from api.settings import Settings
from graph.errors import ExplorerError, StoreLocked
from graph.ontology import read_ontology
from graph.stores import EMPTY
from graph.wording import plural

OK, NOTE, MISSING = "ok", "note", "missing"
PACKAGES = ("neo4j", "networkx", "fastapi", "uvicorn", "pydantic", "pyvis", "arcadedb-embedded", "numba", "cypherast")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `missing` is what keeps the service from answering; `note` is worth knowing."""

    state: str
    what: str
    found: str
    mend: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Everything worth telling, in the order in which it would be mended."""
    return [_python(), _packages(), *_store(settings), _port(settings), _loads(settings), *_pages(settings), _tests()]


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(OK, "Python", f"{version} ({sys.prefix})")


def _packages() -> Finding:
    missing = []
    for name in PACKAGES:
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(MISSING, "packages", f"not installed: {', '.join(missing)}", "make run installs them into .venv")
    return Finding(OK, "packages", ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES))


def _store(settings: Settings) -> list[Finding]:
    findings: list[Finding] = []
    ontology = read_ontology()
    if settings.neo4j_uri:
        findings.append(
            Finding(OK, "store", f"Neo4j at {settings.neo4j_uri} as {settings.neo4j_username} (NEO4J_URI is set)")
        )
        if not settings.neo4j_password.get_secret_value():
            findings.append(
                Finding(NOTE, "password", "NEO4J_PASSWORD is empty", "Set it, unless the server asks for none.")
            )
    else:
        folder = settings.valuechain_data.resolve()
        findings.append(Finding(OK, "store", f"embedded, in {folder / 'store'} (NEO4J_URI is not set)"))
        nearest = next((parent for parent in (folder, *folder.parents) if parent.exists()), folder)
        if not os.access(nearest, os.W_OK):
            findings.append(
                Finding(
                    MISSING, "data folder", f"{nearest} cannot be written", "Set VALUECHAIN_DATA to a folder of yours."
                )
            )
    try:
        store = open_configured(settings, ontology)
    except StoreLocked as locked:
        served = f"; its service is at {locked.address}" if locked.address else ""
        findings.append(Finding(OK, "graph", f"held by another process{served}", locked.next_step))
        return findings
    except ExplorerError as error:
        findings.append(Finding(MISSING, "graph", error.detail, error.next_step))
        return findings
    try:
        held = store.schema()
        version = store.version()
    finally:
        store.close()
    if version == EMPTY:
        findings.append(
            Finding(NOTE, "graph", "empty", "valuechain load loads the seed pack; make run does so by itself.")
        )
    else:
        twice = sum(held.labels.get(label, 0) for label, node in ontology.nodes.items() if node.also)
        nodes, relations = sum(held.labels.values()) - twice, sum(held.relations.values())
        held_now = f"{plural(nodes, 'node')}, {plural(relations, 'relation')}"
        findings.append(Finding(OK, "graph", f"{held_now}, graph version {version}"))
    return findings


def _port(settings: Settings) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        taken = probe.connect_ex((settings.valuechain_host, settings.valuechain_port)) == 0
    place = f"{settings.valuechain_host}:{settings.valuechain_port}"
    if taken:
        return Finding(NOTE, "port", f"something listens on {place}", "If it is not this service, set VALUECHAIN_PORT.")
    return Finding(OK, "port", f"{place} is free")


def _loads(settings: Settings) -> Finding:
    if settings.valuechain_api_key.get_secret_value():
        return Finding(OK, "loads over HTTP", "on, with the key in VALUECHAIN_API_KEY")
    return Finding(NOTE, "loads over HTTP", "off", "Set VALUECHAIN_API_KEY to load beside a running service.")


def _pages(settings: Settings) -> list[Finding]:
    folder = vendor_file("vis-network.min.js")
    network = (
        Finding(OK, "network pictures", f"vis-network out of {folder}")
        if folder
        else Finding(MISSING, "network pictures", "pyvis brings no vis-network", "Install the pinned pyvis: make run")
    )
    shapes = (
        Finding(OK, "map", f"NUTS-2 boundaries in {settings.topology}")
        if settings.topology
        else Finding(
            NOTE,
            "map",
            "no NUTS-2 boundaries: points are shown",
            "See loaders/geography for the script that builds them.",
        )
    )
    return [network, shapes]


def _tests() -> Finding:
    needed = {
        "chromium": shutil.which("chromium") or shutil.which("google-chrome"),
        "java": shutil.which("java"),
        "mvn": shutil.which("mvn"),
    }
    missing = [name for name, place in needed.items() if not place]
    if missing:
        return Finding(
            NOTE, "for make test", f"not found: {', '.join(missing)}", "make test installs or names what it needs."
        )
    return Finding(OK, "for make test", ", ".join(str(place) for place in needed.values()))
