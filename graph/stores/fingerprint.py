"""The graph version: a hash of the content, the same on both engines and in whatever order the rows were written.

Left out are the nodes that tell of runs (`Load`, `AnalysisRun`), which differ by the clock, and everything derived.
A loaded network counts by the hash of its own nodes and ties. Its run keeps that, so that a small load beside a large
network need not read the large one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph import catalog
from graph.ontology import Ontology
from graph.stores.protocol import Store

EMPTY = "empty"
NOT_CONTENT = frozenset({"Load", "AnalysisRun", "Gap"})
VERTEX, TIE = "Vertex", "TIED_TO"  # of loaded networks, which are hashed one by one
WHOLE_S = 1800.0  # for reading all of a label or relation at the end of a load: half a million ties take a minute
DIGITS = 32  # 128 bits of SHA-256: no two contents of one project meet by chance
JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The graph version, and the hash of each loaded network's nodes and ties by its key."""

    version: str
    networks: Mapping[str, str]


def content_hash(store: Store, ontology: Ontology) -> str:
    """The graph version as all that is in the store makes it, as 32 hexadecimal digits."""
    return fingerprint(store, ontology, known={}).version


def fingerprint(store: Store, ontology: Ontology, *, known: Mapping[str, str]) -> Fingerprint:
    """SHA-256 over the sorted hashes of all nodes, fact relations and loaded networks.

    `known`: hashes of networks that are in the store as they were when these were made; they are not read again.
    """
    hashes: set[bytes] = set()
    text = catalog.query("schema", "all-nodes")
    present = store.schema()
    for node in ontology.nodes.values():
        if node.label in NOT_CONTENT or node.label == VERTEX or node.label not in present.labels:
            continue
        columns = store.columns(text.filled(label=node.label), timeout_s=WHOLE_S)
        for node_id, properties in zip(columns["id"], columns["properties"], strict=True):
            label = ontology.label_of(node_id).label  # a Pilot is found under Partnership too and counts once
            hashes.add(_hash([label, node_id, properties]))
    text = catalog.query("schema", "all-relations")
    for relation in ontology.relations.values():
        if relation.derived or relation.relation == TIE or relation.relation not in present.relations:
            continue
        columns = store.columns(text.filled(relation=relation.relation), timeout_s=WHOLE_S)
        rows = zip(columns["source"], columns["target"], columns["properties"], strict=True)
        hashes.update(_hash([relation.relation, source, target, properties]) for source, target, properties in rows)
    networks = dict(known)
    if VERTEX in present.labels:
        networks |= _networks(store, sorted(known), ties=TIE in present.relations)
    hashes.update(_hash(["network", key, content]) for key, content in networks.items())
    if not hashes:
        return Fingerprint(EMPTY, {})
    return Fingerprint(_together(hashes)[:DIGITS], networks)


def _networks(store: Store, known: list[str], *, ties: bool) -> dict[str, str]:
    """Hashes of the networks in the store, but those known, by their key."""
    hashes: dict[str, set[bytes]] = {}
    columns = store.columns(catalog.query("schema", "vertices-but").text, timeout_s=WHOLE_S, known=known)
    for network, vertex, properties in zip(columns["network"], columns["id"], columns["properties"], strict=True):
        hashes.setdefault(network, set()).add(_hash([VERTEX, vertex, properties]))
    if ties:
        columns = store.columns(catalog.query("schema", "ties-but").text, timeout_s=WHOLE_S, known=known)
        ends = zip(columns["source"], columns["target"], columns["properties"], strict=True)
        for network, (source, target, properties) in zip(columns["network"], ends, strict=True):
            hashes.setdefault(network, set()).add(_hash([TIE, source, target, properties]))
    return {network: _together(some) for network, some in hashes.items()}


def _together(hashes: set[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(hashes))).hexdigest()


def _hash(parts: list[Any]) -> bytes:
    return hashlib.sha256(JSON.encode(parts).encode()).digest()
