"""networkx: pure Python, one thread; some measures through scipy."""

from __future__ import annotations

from itertools import islice
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.networks.generators import YEN_K, YEN_PAIRS, Network
from benchmarks.networks.peers.common import Built, Entry, by_place, cuts, parts, sizes, sum_of_one, unit_length

NAME = "networkx"
MOST_EDGES = 2_000_000  # a graph of 10 million edges takes more than 10 GB


def version() -> str:
    """Of the peer."""
    return str(nx.__version__)


def why_not(network: Network) -> str:
    """Why it is not run on this network; empty where it is."""
    return "its graph would take some 10 GB" if network.projection.m > MOST_EDGES else ""


def build(network: Network) -> Any:
    """A graph with strength (as `weight`, the one name its HITS takes) and distance as edge attributes."""
    projection = network.projection
    graph: Any = nx.DiGraph() if projection.directed else nx.Graph()
    graph.add_nodes_from(range(projection.n))
    ends = (projection.edge_source.tolist(), projection.edge_target.tolist())
    graph.add_edges_from(
        (a, b, {"weight": s, "distance": d})
        for a, b, s, d in zip(*ends, projection.strength.tolist(), projection.distance.tolist(), strict=True)
    )
    return graph


def _bfs(built: Built) -> Any:
    return nx.single_source_shortest_path_length(built.graph, built.network.start)


def _hops(found: Any, built: Built) -> Any:
    return np.nan_to_num(by_place(found, built), nan=-1)


def _pairs(built: Built) -> list[int]:
    found = []
    for s, t in built.network.pairs.tolist():
        try:
            found.append(len(nx.bidirectional_shortest_path(built.graph, s, t)) - 1)
        except nx.NetworkXNoPath:
            found.append(-1)
    return found


def _yen(built: Built) -> list[int]:
    pairs = built.network.pairs[:YEN_PAIRS].tolist()
    return [len(path) - 1 for s, t in pairs for path in islice(nx.shortest_simple_paths(built.graph, s, t), YEN_K)]


def _components(built: Built) -> Any:
    whole = nx.weakly_connected_components if built.graph.is_directed() else nx.connected_components
    return list(whole(built.graph))


def _cuts(built: Built) -> Any:
    return list(nx.articulation_points(built.graph)), sum(1 for _ in nx.bridges(built.graph))


def _tolerance(built: Built) -> float:
    return 1e-10 / built.network.projection.n  # networkx stops at n · tol


def _eigenvector(built: Built) -> Any:
    return nx.eigenvector_centrality(built.graph, weight="weight", max_iter=10_000, tol=_tolerance(built))


def _katz(built: Built) -> Any:
    return nx.katz_centrality(
        built.graph, alpha=built.network.alpha, weight="weight", max_iter=10_000, tol=_tolerance(built)
    )


def _hits(found: Any, built: Built) -> Any:
    return np.concatenate([sum_of_one(by_place(one, built), built) for one in found])


def _edges(found: Any, built: Built) -> Any:
    projection = built.network.projection
    ends = zip(projection.edge_source.tolist(), projection.edge_target.tolist(), strict=True)
    return np.array([found[pair] if pair in found else found[pair[::-1]] for pair in ends])


def _current_flow(found: Any, built: Built) -> Any:
    return by_place(found, built)


def _adamic_adar(built: Built) -> Any:
    return np.sort([score for _, _, score in nx.adamic_adar_index(built.graph)])[::-1][:100]


def _vector(found: Any, built: Built) -> Any:
    return unit_length(by_place(found, built), built)


MEASURES = {
    "bfs": Entry((_bfs,), _hops),
    "shortest-path": Entry((_pairs,)),
    "k-shortest": Entry((_yen,)),
    "components": Entry((_components,), parts),
    "strong-components": Entry((lambda built: list(nx.strongly_connected_components(built.graph)),), parts),
    "articulation": Entry((_cuts,), cuts),
    "biconnected": Entry((lambda built: list(nx.biconnected_components(built.graph)),), sizes),
    "core": Entry((lambda built: nx.core_number(built.graph),), by_place),
    "triangles": Entry((lambda built: nx.triangles(built.graph),), by_place),
    "clustering": Entry((lambda built: nx.clustering(built.graph),), by_place),
    "betweenness": Entry(
        (lambda built: nx.betweenness_centrality(built.graph, normalized=False),), by_place, networks=("small", "9k")
    ),
    "betweenness-distance": Entry(
        (lambda built: nx.betweenness_centrality(built.graph, normalized=False, weight="distance"),),
        by_place,
        "ties between sums of distances by == of doubles: other values where 1/3 stands in them",
        compared=False,
    ),
    "edge-betweenness": Entry((lambda built: nx.edge_betweenness_centrality(built.graph, normalized=False),), _edges),
    "closeness": Entry((lambda built: nx.closeness_centrality(built.graph),), by_place),
    "harmonic": Entry((lambda built: nx.harmonic_centrality(built.graph),), by_place),
    "pagerank": Entry(
        (lambda built: nx.pagerank(built.graph, weight="weight", tol=_tolerance(built), max_iter=1_000),),
        by_place,
        "by scipy",
    ),
    "eigenvector": Entry((_eigenvector,), _vector),
    "katz": Entry((_katz,), _vector),
    "hits": Entry((lambda built: nx.hits(built.graph),), _hits, "by scipy"),
    "current-flow": Entry(
        (lambda built: nx.current_flow_betweenness_centrality(built.graph, normalized=False, weight="weight"),),
        _current_flow,
        "by scipy",
    ),
    "constraint": Entry((lambda built: nx.constraint(built.graph, weight="weight"),), by_place, "by scipy"),
    "effective-size": Entry((lambda built: nx.effective_size(built.graph),), by_place),
    "louvain": Entry((lambda built: nx.community.louvain_communities(built.graph, weight="weight", seed=0),), parts),
    "adamic-adar": Entry((_adamic_adar,), networks=("small",)),
}
