"""An edge list as records of the graph, and the plan of what loading it changes.

The file is the network: what stood there under its name and is not in the file any more is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph import catalog
from graph.ontology import Ontology, Value
from graph.stores import Batch, NodeRecord, RelationRecord, Store
from loaders.claims import relation_id
from loaders.network.files import NetworkFiles
from loaders.network.reading import EdgeList
from loaders.planning import Plan, Unit
from loaders.standing import slices
from loaders.statements import Records

WHOLE_S = 1800.0  # for reading a network as it stands: half a million ties take a minute
RECORDS_A_UNIT = 1_000  # a unit is written whole; these records need one another only as ends
REMOVED_AT_ONCE = 5_000
UNSAFE = re.compile(r"[\s<>#|%]")  # what no id in the graph may hold, and the sign that stands for it


def dataset_id(name: str) -> str:
    """Id of the source every statement of a network has."""
    return f"dataset:network-{name}"


def vertex_id(network: str, key: str) -> str:
    """Id of a node in the graph; what an id may not hold is percent-encoded as in addresses."""
    return f"vertex:{network}:{UNSAFE.sub(_encoded, key)}"


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())


def tie_key(kind: str, since: str, until: str) -> str:
    """What tells the ties of a pair apart, as the end of their ids; ties that differ in anything differ in it."""
    kind = UNSAFE.sub(_encoded, kind).replace("/", "%2F")
    return f"{kind}/{since}/{until}".rstrip("/")


def nodes_of(files: NetworkFiles, read: EdgeList) -> Iterator[NodeRecord]:
    """The source, the network and its nodes."""
    title = files.title or files.name
    # without the hash of the file, which the Load node has: the same ties in another order are the same network
    source: dict[str, Value] = {
        "name": f"{title}: {files.edges_name}",
        "note": "A network loaded as a list of ties.",
        "source_ids": [],
    }
    source |= {
        name: value
        for name, value in (("citation", files.citation), ("address", files.address), ("licence", files.licence))
        if value
    }
    yield NodeRecord(dataset_id(files.name), "Dataset", source)
    network: dict[str, Value] = {
        "name": title,
        "key": files.name,
        "directed": files.directed,
        "has_strength": read.has_strength,
        "says_more": any(tie.kind or tie.since or tie.until for tie in read.ties),
        "source_ids": [dataset_id(files.name)],
    }
    if files.two_mode:
        network["two_mode"] = True
    if read.columns:
        network["attributes"] = list(read.columns)
    if files.description:
        network["description"] = files.description
    yield NodeRecord(f"network:{files.name}", "Network", network)
    for position, key in enumerate(sorted(read.names)):
        vertex: dict[str, Value] = {
            "name": read.names[key],
            "network": files.name,
            "key": key,
            "position": position,
            "source_ids": [dataset_id(files.name)],
        }
        if key in read.modes:
            vertex["mode"] = read.modes[key]
        if given := read.attributes.get(key):
            vertex["attributes"] = [f"{column}={value}" for column, value in given.items()]
        yield NodeRecord(vertex_id(files.name, key), "Vertex", vertex)


def ties_of(files: NetworkFiles, read: EdgeList) -> Iterator[RelationRecord]:
    """The ties, by their ends."""
    ids = {key: vertex_id(files.name, key) for key in read.names}
    for tie in sorted(read.ties, key=lambda tie: (tie.source, tie.target, tie.kind, tie.since, tie.until)):
        told = {"strength": tie.strength, "kind": tie.kind, "from": tie.since, "to": tie.until}
        properties: dict[str, Value] = {name: value for name, value in told.items() if value not in (None, "")}
        key = tie_key(tie.kind, tie.since, tie.until)
        source, target = ids[tie.source], ids[tie.target]
        properties["source_ids"] = [dataset_id(files.name)]
        yield RelationRecord(relation_id("TIED_TO", source, target, key), "TIED_TO", source, target, properties)


def plan_network(files: NetworkFiles, read: EdgeList, records: Records, store: Store, ontology: Ontology) -> Plan:
    """What loading the network into the store as it stands would do."""
    plan = Plan(rejects=list(records.rejects))
    present = store.schema()
    held = "Network" in present.labels
    nodes, ties = list(nodes_of(files, read)), list(ties_of(files, read))
    known = _standing(store, "network-vertex-records", files.name) if held else {}
    for label, node_id in (("Dataset", dataset_id(files.name)), ("Network", f"network:{files.name}")):
        if label in present.labels:
            rows = store.read(catalog.query("schema", "some-nodes").filled(label=label), ids=[node_id])
            known |= {row["id"]: (node_id, "", row["properties"]) for row in rows}
    tied = _standing(store, "network-tie-records", files.name) if "TIED_TO" in present.relations else {}
    new_nodes = [node for node in nodes if plan.nodes.meet(node.properties, _properties(known, node.id))]
    new_ties = [tie for tie in ties if plan.relations.meet(tie.properties, _properties(tied, tie.id))]
    gone_ties = tied.keys() - {tie.id for tie in ties}
    gone_nodes = known.keys() - {node.id for node in nodes}
    for some in slices(sorted(gone_ties), REMOVED_AT_ONCE):
        relations = [RelationRecord(one, "TIED_TO", tied[one][0], tied[one][1], {}) for one in some]
        plan.removals.append(Batch(remove_relations=relations))
    for some in slices(sorted(gone_nodes), REMOVED_AT_ONCE):
        plan.removals.append(Batch(remove_nodes=[NodeRecord(one, "Vertex", {}) for one in some]))
    plan.units += [Unit(nodes=tuple(some)) for some in slices(new_nodes, RECORDS_A_UNIT)]
    fresh = [tie for tie in new_ties if tie.id not in tied]
    changed = [tie for tie in new_ties if tie.id in tied]
    plan.units += [Unit(new_relations=tuple(some)) for some in slices(fresh, RECORDS_A_UNIT)]
    plan.units += [Unit(relations=tuple(some)) for some in slices(changed, RECORDS_A_UNIT)]
    return plan


def _standing(store: Store, query: str, network: str) -> dict[str, tuple[str, str, Mapping[str, Any]]]:
    """Id → (source, target, properties); a node stands in the place of its source."""
    columns = store.columns(catalog.query("schema", query).text, timeout_s=WHOLE_S, network=network)
    properties: Sequence[Mapping[str, Any]] = columns["properties"]
    sources = columns["source"] if "source" in columns else columns["id"]
    targets = columns["target"] if "target" in columns else [""] * len(sources)
    return {
        str(one["id"]): (source, target, one) for source, target, one in zip(sources, targets, properties, strict=True)
    }


def _properties(standing: Mapping[str, tuple[str, str, Mapping[str, Any]]], record_id: str) -> Mapping[str, Any] | None:
    found = standing.get(record_id)
    return found[2] if found else None
