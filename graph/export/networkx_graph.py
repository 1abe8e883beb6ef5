"""A network as a networkx graph, for users who go on from there. Nothing here computes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.analytics.arguments import network
from graph.export.attributes import (
    Columns,
    edge_attributes,
    found_at,
    network_attributes,
    node_attributes,
    with_stated,
)
from graph.projection import Projection

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(
    projection: Projection, *, nodes: Columns | None = None, edges: Columns | None = None
) -> nx.Graph[Any] | nx.DiGraph[Any]:
    """A `Graph`, or a `DiGraph` where the network is directed, keyed by node id, in the order of the ids.

    Nodes carry `name`, `label`, `country`, `mode` (actor or activity) in a two-mode network and the columns that a
    loaded network came with; edges `relation`, `strength`, `distance` and `source_ids` (joined by `|`, so
    that networkx can write them to any format), and what `nodes` and `edges` add: `nodes={"degree": scores.array}`, a
    value each in the network's order. What is unknown is absent. networkx's algorithms want the attribute by
    name: `weight="distance"` for routes, `weight="strength"` for sums.
    """
    network("projection", projection)
    import networkx as nx  # noqa: PLC0415  half a second and 30 MB that only an export needs

    graph: nx.Graph[Any] | nx.DiGraph[Any] = nx.DiGraph() if projection.directed else nx.Graph()
    graph.graph.update(network_attributes(projection))
    nodes, edges = with_stated(projection, nodes), edges or {}
    graph.add_nodes_from(
        (node.id, {**node_attributes(node), **found_at(nodes, place)}) for place, node in enumerate(projection.nodes)
    )
    graph.add_edges_from(
        (edge.source, edge.target, {**edge_attributes(projection, place), **found_at(edges, place)})
        for place, edge in enumerate(projection.edges)
    )
    return graph
