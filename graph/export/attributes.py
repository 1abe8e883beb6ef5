"""What a node and an edge of a network carry when they leave: plain numbers and texts, the same in every format."""

from __future__ import annotations

import math
from typing import TypeAlias

from graph.projection import NetworkEdge, NetworkNode, Projection

Attribute: TypeAlias = str | float
LIST_SEPARATOR = "|"  # as in the cells of a pack


def network_attributes(projection: Projection) -> dict[str, Attribute]:
    """What is said of the network as a whole: the view, its parameters, the graph version."""
    given: dict[str, Attribute] = {
        "view": projection.view,
        "graph_version": projection.graph_version,
        "description": projection.description,
        "strength_means": projection.strength_means,
        "modes": LIST_SEPARATOR.join(projection.modes),
        **{f"parameter_{name}": value for name, value in sorted(projection.parameters.items())},
    }
    return _known(given)


def node_attributes(node: NetworkNode) -> dict[str, Attribute]:
    """Name, label and, where it is known, country."""
    return _known({"name": node.name, "label": node.label, "country": node.country})


def edge_attributes(projection: Projection, place: int) -> dict[str, Attribute]:
    """Relation, strength, distance and the ids of the sources of the edge at this place."""
    edge: NetworkEdge = projection.edges[place]
    return _known(
        {
            "relation": edge.relation,
            "strength": float(projection.strength[place]),
            "distance": float(projection.distance[place]),
            "source_ids": LIST_SEPARATOR.join(sorted({one.source_id for one in edge.evidence})),
        }
    )


def _known(values: dict[str, Attribute]) -> dict[str, Attribute]:
    """Without what is unknown: an empty text and a number that is none are absent, never empty or 0."""
    return {name: value for name, value in values.items() if value != "" and not _is_nan(value)}


def _is_nan(value: Attribute) -> bool:
    return isinstance(value, float) and math.isnan(value)
