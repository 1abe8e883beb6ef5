"""One node of a network with its ties and its values: what the overview shows of the node in focus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from api.answers.brokerage import of_node
from api.answers.shapes import Json
from api.jobs import StillRunning
from api.pages.network_frame import Frame
from api.pages.network_words import tie_said
from graph.analytics.brokerage_roles import ROLES
from graph.analytics.results import NodeScores, significant
from graph.projection import Projection

WITH = 6  # names that stand behind an activity
MOST_TIES = 120  # ties listed of each type, the strongest: a hub of a large network has thousands

MEANT = {  # what a broker of each role does, for a reader who meets the word here
    "coordinator": "between two of its own group",
    "gatekeeper": "from another group into its own",
    "representative": "from its own group to another",
    "itinerant": "between two of one other group",
    "liaison": "between two other groups",
}


def both_orders(graph: Projection) -> str:
    """What a reader of counts of roles has to know where ties have no direction; empty where they have one."""
    if graph.directed:
        return ""
    return (
        "Ties have no direction here, so each pair of others counts in both orders, as in R’s sna: twice for "
        "coordinator, itinerant, liaison and in all, once as gatekeeper and once as representative."
    )


def ego(graph: Projection, node_id: str) -> dict[str, Any]:
    """A node with its ties by type, strongest first, and behind each tie the others it leads to."""
    place = graph.place(node_id)
    node = graph.nodes[place]
    two_mode = graph.modes == ("actor", "activity")
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    many: dict[str, int] = defaultdict(int)
    found = np.flatnonzero((graph.edge_source == place) | (graph.edge_target == place))
    for at in found[np.argsort(-graph.strength[found], kind="stable")].tolist():
        out = int(graph.edge_source[at]) == place
        beside = int(graph.edge_target[at] if out else graph.edge_source[at])
        other = graph.nodes[beside]
        many[other.label] += 1
        if many[other.label] > MOST_TIES:
            continue
        edge = graph.edges[at]
        beyond = _beyond(graph, beside, place) if two_mode else []
        by_kind[other.label].append(
            {
                "id": other.id,
                "label": other.label,
                "name": other.name,
                "strength": edge.strength,
                "said": tie_said(graph, edge.strength, len(edge.evidence)),
                "relation": edge.relation,
                "way": ("to" if out else "from") if graph.directed else "",
                "beyond": [{"id": one.id, "label": one.label, "name": one.name} for one in beyond[:WITH]],
                "more": max(len(beyond) - WITH, 0),
            }
        )
    groups: list[Mapping[str, Any]] = [
        {
            "label": label,
            "many": many[label],
            "ties": sorted(ties, key=lambda tie: (-tie["strength"], tie["name"], tie["id"])),
        }
        for label, ties in sorted(by_kind.items())
    ]
    return {
        "id": node.id,
        "label": node.label,
        "name": node.name,
        "groups": groups,
        "degree": sum(many.values()),
        "two_mode": two_mode,
        "attributes": {name: values[place] for name, values in graph.attributes.items() if values[place]},
    }


def _beyond(graph: Projection, place: int, without: int) -> list[Any]:
    others = graph.indices[graph.indptr[place] : graph.indptr[place + 1]].tolist()
    return [graph.nodes[one] for one in others if one != without]


def rank_of(scores: NodeScores, place: int) -> int | None:
    """The competition rank of a node by its place; None where its value is undefined."""
    keys = significant(scores.array)
    return None if np.isnan(keys[place]) else 1 + int((keys > keys[place]).sum())


def brokerage_of(frame: Frame, node_id: str) -> dict[str, Any] | None:
    """A node's structural holes and the roles it plays; None while that is being computed."""
    try:
        found: Json = of_node(frame.explorer, frame.graph, node_id)
    except StillRunning:
        return None
    return {**found, "role_names": [(role, MEANT.get(role, "")) for role in ROLES]}
