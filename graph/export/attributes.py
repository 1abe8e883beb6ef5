"""What a node and an edge of a network carry when they leave: plain numbers and texts, the same in every format."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.projection import NetworkEdge, NetworkNode, Projection

Attribute: TypeAlias = str | float
# What an analysis found, by name: one value a node (n) or an edge (m), in the order of the network; None is unknown.
Column: TypeAlias = Sequence[str | float | None] | npt.NDArray[Any]
Columns: TypeAlias = Mapping[str, Column]
NODE_ATTRIBUTES = ("name", "label", "country")
LIST_SEPARATOR = "|"  # as in the cells of a pack


def network_attributes(projection: Projection, about: Mapping[str, str] | None = None) -> dict[str, Attribute]:
    """What is said of the network as a whole: the view, its parameters, the graph version, and `about` an analysis."""
    given: dict[str, Attribute] = {
        "view": projection.view,
        "graph_version": projection.graph_version,
        "description": projection.description,
        "strength_means": projection.strength_means,
        "modes": LIST_SEPARATOR.join(projection.modes),
        **{f"parameter_{name}": value for name, value in sorted(projection.parameters.items())},
        **(about or {}),
    }
    return _known(given)


def node_attributes(node: NetworkNode) -> dict[str, Attribute]:
    """Name, label and, where it is known, country."""
    return _known({"name": node.name, "label": node.label, "country": node.country})


def with_stated(projection: Projection, found: Columns | None) -> dict[str, Column]:
    """`found` behind what nodes (n) carry of their own: the mode in a two-mode network, the columns of a loaded one.

    An own column with the name of one that was found is called `stated_…`, as is a column `country` without countries.
    """
    found = found or {}
    stated: dict[str, Column] = {
        name: values for name, values in projection.attributes.items() if name not in NODE_ATTRIBUTES
    }
    if projection.own_countries:  # no countries: what nodes carry under that name is unknown
        stated.setdefault("stated_country", projection.attributes["country"])
    if len(projection.modes) > 1:
        stated["mode"] = [projection.modes[0] if actor else projection.modes[1] for actor in projection.actors.tolist()]
    own = {f"stated_{name}" if name in found else name: values for name, values in stated.items()}
    return {**own, **found}


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


def found_at(columns: Columns, place: int) -> dict[str, Attribute]:
    """What an analysis found of the node or edge at this place; what is unknown is absent."""
    found: dict[str, Attribute] = {}
    for name, values in columns.items():
        value = values[place]
        if value is not None:
            found[name] = value.item() if isinstance(value, np.generic) else value
    return _known(found)


def _known(values: dict[str, Attribute]) -> dict[str, Attribute]:
    """Without what is unknown: an empty text and a number that is none are absent, never empty or 0."""
    return {name: value for name, value in values.items() if value != "" and not _is_nan(value)}


def _is_nan(value: Attribute) -> bool:
    return isinstance(value, float) and math.isnan(value)
