"""rustworkx: Rust, some measures on all processors."""

from __future__ import annotations

from typing import Any

import numpy as np
import rustworkx

from benchmarks.networks.generators import Network
from benchmarks.networks.peers.common import Built, Entry, as_array, by_place, cuts, parts, sum_of_one, unit_length

NAME = "rustworkx"


def version() -> str:
    """Of the peer."""
    return str(rustworkx.__version__)


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


def build(network: Network) -> Any:
    """The graph, and the same with each edge both ways, which its PageRank and HITS want; strengths as payload."""
    projection = network.projection
    graph = (rustworkx.PyDiGraph if projection.directed else rustworkx.PyGraph)(multigraph=False)
    graph.add_nodes_from([None] * projection.n)
    ends = (projection.edge_source.tolist(), projection.edge_target.tolist())
    graph.extend_from_weighted_edge_list(list(zip(*ends, projection.strength.tolist(), strict=True)))
    return graph, graph if projection.directed else graph.to_directed()


def _one(_: Any) -> float:
    return 1.0


def _hops(found: Any, built: Built) -> Any:
    values = np.nan_to_num(by_place(found, built), nan=-1)
    values[built.network.start] = 0
    return values


def _bfs(built: Built) -> Any:
    return rustworkx.dijkstra_shortest_path_lengths(built.graph[0], built.network.start, _one)


def _layers(built: Built) -> Any:
    layers = rustworkx.bfs_layers(built.graph[0], [built.network.start])
    return {place: hops for hops, layer in enumerate(layers) for place in layer}


def _pairs(built: Built) -> Any:
    found = []
    for s, t in built.network.pairs.tolist():
        lengths = rustworkx.dijkstra_shortest_path_lengths(built.graph[0], s, _one, goal=t)
        found.append(dict(lengths).get(t, -1))
    return found


def _components(built: Built) -> Any:
    graph = built.graph[0]
    directed = built.network.projection.directed
    return rustworkx.weakly_connected_components(graph) if directed else rustworkx.connected_components(graph)


def _cuts(built: Built) -> Any:
    return rustworkx.articulation_points(built.graph[0]), len(rustworkx.bridges(built.graph[0]))


def _blocks(found: Any, _: Built) -> Any:
    members: dict[int, set[int]] = {}
    for (a, b), block in dict(found).items():
        members.setdefault(block, set()).update((a, b))
    return np.sort(np.array([len(nodes) for nodes in members.values()], dtype=np.int64))


def _edges(found: Any, built: Built) -> Any:
    edges = dict(built.graph[0].edge_index_map())
    value = {(edges[at][0], edges[at][1]): one for at, one in dict(found).items()}
    projection = built.network.projection
    ends = zip(projection.edge_source.tolist(), projection.edge_target.tolist(), strict=True)
    return np.array([value[pair] if pair in value else value[pair[::-1]] for pair in ends])


def _near(built: Built) -> Any:
    """1/d summed over the columns of the matrix of distances."""
    distance = rustworkx.distance_matrix(built.graph[0], null_value=np.inf)
    with np.errstate(divide="ignore"):
        inverse = 1.0 / distance
    np.fill_diagonal(inverse, 0.0)
    return inverse.sum(axis=0)


def _tolerance(built: Built) -> float:
    return 1e-10 / built.network.projection.n


def _pagerank(built: Built) -> Any:
    return rustworkx.pagerank(built.graph[1], weight_fn=float, tol=_tolerance(built), max_iter=1_000)


def _eigenvector(built: Built) -> Any:
    return rustworkx.eigenvector_centrality(built.graph[0], weight_fn=float, max_iter=10_000, tol=_tolerance(built))


def _katz(built: Built) -> Any:
    alpha, tol = built.network.alpha, _tolerance(built)
    return rustworkx.katz_centrality(built.graph[0], alpha=alpha, weight_fn=float, max_iter=10_000, tol=tol)


def _hits(built: Built) -> Any:
    return rustworkx.hits(built.graph[1], weight_fn=float, tol=_tolerance(built), max_iter=10_000)


def _both(found: Any, built: Built) -> Any:
    return np.concatenate([sum_of_one(by_place(one, built), built) for one in found])


def _vector(found: Any, built: Built) -> Any:
    return unit_length(by_place(found, built), built)


MEASURES = {
    "bfs": Entry((_layers, _bfs), _hops, "layers, or Dijkstra with 1 an edge"),
    "shortest-path": Entry((_pairs,), note="Dijkstra with 1 an edge"),
    "components": Entry((_components,), parts),
    "strong-components": Entry((lambda built: rustworkx.strongly_connected_components(built.graph[0]),), parts),
    "articulation": Entry((_cuts,), cuts),
    "biconnected": Entry((lambda built: rustworkx.biconnected_components(built.graph[0]),), _blocks),
    "core": Entry((lambda built: rustworkx.core_number(built.graph[0]),), by_place),
    "betweenness": Entry((lambda built: rustworkx.betweenness_centrality(built.graph[0], normalized=False),), by_place),
    "edge-betweenness": Entry(
        (lambda built: rustworkx.edge_betweenness_centrality(built.graph[0], normalized=False),), _edges
    ),
    "closeness": Entry((lambda built: rustworkx.closeness_centrality(built.graph[0]),), by_place),
    "harmonic": Entry((_near,), as_array, "out of its matrix of distances", networks=("small", "9k", "dense")),
    "pagerank": Entry((_pagerank,), by_place),
    "eigenvector": Entry((_eigenvector,), _vector),
    "katz": Entry((_katz,), _vector),
    "hits": Entry((_hits,), _both),
}
