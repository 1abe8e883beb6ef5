"""The graph version: a hash of the content, the same on both engines and in whatever order the rows were written.

Left out are the nodes that tell of runs (`Load`, `AnalysisRun`), which differ by the clock, and everything derived.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from graph import catalog
from graph.ontology import Ontology
from graph.stores.protocol import Store

EMPTY = "empty"
NOT_CONTENT = frozenset({"Load", "AnalysisRun", "Gap"})
WHOLE_S = 1800.0  # for reading all of a label or relation at the end of a load: half a million ties take a minute
DIGITS = 32  # 128 bits of SHA-256: no two contents of one project meet by chance


def content_hash(store: Store, ontology: Ontology) -> str:
    """SHA-256 over the sorted hashes of all nodes and fact relations, as 32 hexadecimal digits."""
    hashes: set[bytes] = set()
    text = catalog.query("schema", "all-nodes")
    present = store.schema()
    for node in ontology.nodes.values():
        if node.label in NOT_CONTENT or node.label not in present.labels:
            continue
        columns = store.columns(text.filled(label=node.label), timeout_s=WHOLE_S)
        for node_id, properties in zip(columns["id"], columns["properties"], strict=True):
            label = ontology.label_of(node_id).label  # a Pilot is found under Partnership too and counts once
            hashes.add(_hash([label, node_id, properties]))
    text = catalog.query("schema", "all-relations")
    for relation in ontology.relations.values():
        if relation.derived or relation.relation not in present.relations:
            continue
        columns = store.columns(text.filled(relation=relation.relation), timeout_s=WHOLE_S)
        rows = zip(columns["source"], columns["target"], columns["properties"], strict=True)
        hashes.update(_hash([relation.relation, source, target, properties]) for source, target, properties in rows)
    if not hashes:
        return EMPTY
    return hashlib.sha256(b"".join(sorted(hashes))).hexdigest()[:DIGITS]


def _hash(parts: list[Any]) -> bytes:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).digest()
