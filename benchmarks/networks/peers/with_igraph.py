"""igraph: C, one thread."""

from __future__ import annotations

from typing import Any

import igraph
import numpy as np

from benchmarks.networks.generators import YEN_K, YEN_PAIRS, Network
from benchmarks.networks.peers.common import (
    Built,
    Entry,
    as_array,
    halved,
    sizes,
    sum_of_one,
    unit_length,
    wasserman_faust,
)

NAME = "igraph"


def version() -> str:
    """Of the peer."""
    return str(igraph.__version__)


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


def build(network: Network) -> Any:
    """A graph with strength and distance as edge attributes."""
    projection = network.projection
    edges = np.column_stack([projection.edge_source, projection.edge_target]).astype(np.int64)
    graph = igraph.Graph(n=projection.n, edges=edges, directed=projection.directed)
    graph.es["strength"] = projection.strength.tolist()
    graph.es["distance"] = projection.distance.tolist()
    return graph


def _hops(found: Any, _: Built) -> Any:
    values = np.asarray(found, dtype=np.float64).ravel()
    return np.where(np.isinf(values), -1, values)


def _pairs(built: Built) -> Any:
    return [built.graph.distances(s, t)[0][0] for s, t in built.network.pairs.tolist()]


def _yen(built: Built) -> list[int]:
    found = []
    for s, t in built.network.pairs[:YEN_PAIRS].tolist():
        found += [len(path) for path in built.graph.get_k_shortest_paths(s, t, k=YEN_K, output="epath")]
    return found


def _cuts(built: Built) -> Any:
    return built.graph.articulation_points(), built.graph.bridges()


def _cut_values(found: Any, built: Built) -> Any:
    points = np.zeros(built.network.projection.n + 1, dtype=np.int64)
    points[found[0]] = 1
    points[-1] = len(found[1])
    return points


def _triangles(built: Built) -> Any:
    return built.graph.list_triangles()


def _of_triangles(found: Any, built: Built) -> Any:
    return np.bincount(np.asarray(found, dtype=np.int64).ravel(), minlength=built.network.projection.n)


def _closeness(found: Any, built: Built) -> Any:
    return wasserman_faust(found, built) if not built.network.projection.directed else _directed(found, built)


def _directed(found: Any, built: Built) -> Any:
    from graph.analytics.distance_sums import distance_sums

    reach = distance_sums(built.network.projection).reach
    return np.nan_to_num(as_array(found, built)) * reach / (built.network.projection.n - 1)


def _hits(built: Built) -> Any:
    return [built.graph.hub_score(weights="strength"), built.graph.authority_score(weights="strength")]


def _both(found: Any, built: Built) -> Any:
    return np.concatenate([sum_of_one(one, built) for one in found])


def _constraint(found: Any, _: Built) -> Any:
    return np.asarray(found, dtype=np.float64)


def _adamic_adar(built: Built) -> Any:
    scores = np.array(built.graph.similarity_inverse_log_weighted())
    absent = np.triu(np.ones(scores.shape, dtype=np.bool_), 1)
    projection = built.network.projection
    absent[projection.edge_source, projection.edge_target] = False
    return np.sort(scores[absent])[::-1][:100]


def _what_if(built: Built) -> Any:
    """Each link put in, all distances anew, taken out again."""
    graph, start = built.graph.copy(), built.network.start
    before = sum(graph.harmonic_centrality(normalized=False))
    gains = []
    others = sorted(set(range(graph.vcount())) - {start, *graph.neighbors(start)})
    for other in others:
        graph.add_edges([(start, other)])
        gains.append(sum(graph.harmonic_centrality(normalized=False)) - before)
        graph.delete_edges([graph.ecount() - 1])
    return gains


MEASURES = {
    "bfs": Entry((lambda built: built.graph.distances(built.network.start, mode="out"),), _hops),
    "shortest-path": Entry((_pairs,), _hops),
    "k-shortest": Entry((_yen,)),
    "components": Entry((lambda built: built.graph.connected_components(mode="weak").membership,)),
    "strong-components": Entry((lambda built: built.graph.connected_components(mode="strong").membership,)),
    "articulation": Entry((_cuts,), _cut_values),
    "biconnected": Entry((lambda built: built.graph.biconnected_components(),), sizes),
    "core": Entry((lambda built: built.graph.coreness(mode="all"),)),
    "triangles": Entry((_triangles,), _of_triangles, "lists them; their counting is ours and not timed"),
    "clustering": Entry((lambda built: built.graph.transitivity_local_undirected(mode="zero"),)),
    "betweenness": Entry((lambda built: built.graph.betweenness(),)),
    "betweenness-distance": Entry((lambda built: built.graph.betweenness(weights="distance"),)),
    "edge-betweenness": Entry((lambda built: built.graph.edge_betweenness(),)),
    "closeness": Entry(
        (lambda built: built.graph.closeness(mode="in"),), _closeness, "within the component; × r/(n−1) after"
    ),
    "harmonic": Entry(
        (lambda built: built.graph.harmonic_centrality(mode="in", normalized=False),),
    ),
    "pagerank": Entry((lambda built: built.graph.pagerank(weights="strength"),), note="PRPACK"),
    "eigenvector": Entry((lambda built: built.graph.eigenvector_centrality(weights="strength"),), unit_length),
    "hits": Entry((_hits,), _both),
    "constraint": Entry((lambda built: built.graph.constraint(weights="strength"),), _constraint),
    "louvain": Entry((lambda built: built.graph.community_multilevel(weights="strength").membership,)),
    "adamic-adar": Entry((_adamic_adar,), networks=("small",)),
    "what-if-node": Entry((_what_if,), halved, "each link put in and taken out"),
}
