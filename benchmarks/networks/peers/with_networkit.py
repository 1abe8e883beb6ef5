"""networkit: C++, most measures on all processors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkit
import numpy as np

from benchmarks.networks.generators import Network
from benchmarks.networks.peers.common import Built, Entry, as_array, halved, sizes, sum_of_one, unit_length

NAME = "networkit"


def version() -> str:
    """Of the peer."""
    return str(networkit.__version__)


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The network by hops, by strength, by distance, with its edges turned round, and without direction."""

    hops: Any
    strength: Any
    distance: Any
    turned: Any
    whole: Any


def build(network: Network) -> Graphs:
    """All of them."""
    projection = network.projection
    ends = projection.edge_source.astype(np.uint64), projection.edge_target.astype(np.uint64)

    def graph(weights: Any = None, *, directed: bool = projection.directed, indexed: bool = False) -> Any:
        data = (np.ones(projection.m) if weights is None else weights.copy(), ends)
        return networkit.GraphFromCoo(
            data, n=projection.n, weighted=weights is not None, directed=directed, edgesIndexed=indexed
        )

    hops = graph(indexed=True)
    return Graphs(
        hops,
        graph(projection.strength),
        graph(projection.distance),
        networkit.graphtools.transpose(hops) if projection.directed else hops,
        hops if not projection.directed else graph(directed=False),
    )


def _run(make: Callable[[Built], Any]) -> Callable[[Built], Any]:
    def run(built: Built) -> Any:
        algorithm = make(built)
        algorithm.run()
        return algorithm

    return run


def _scores(found: Any, _: Built) -> Any:
    return np.asarray(found.scores())


def _half(found: Any, built: Built) -> Any:
    return np.asarray(found.scores()) / (1 if built.network.projection.directed else 2)


def _edges(found: Any, built: Built) -> Any:
    values, projection, graph = np.asarray(found.edgeScores()), built.network.projection, built.graph.hops
    ends = zip(projection.edge_source.tolist(), projection.edge_target.tolist(), strict=True)
    return np.array([values[graph.edgeId(a, b)] for a, b in ends]) / (1 if projection.directed else 2)


def _hops(found: Any, _: Built) -> Any:
    values = np.asarray(found.getDistances())
    return np.where(values > 1e300, -1, values)


def _pairs(built: Built) -> Any:
    found = []
    for s, t in built.network.pairs.tolist():
        search = networkit.distance.BidirectionalBFS(built.graph.hops, s, t, False)
        search.run()
        found.append(search.getDistance())
    return found


def _pair_hops(found: Any, _: Built) -> Any:
    values = np.asarray(found, dtype=np.float64)
    return np.where(values > 1e15, -1, values)


def _labels(found: Any, _: Built) -> Any:
    return np.asarray(found.getPartition().getVector())


def _closeness(built: Built) -> Any:
    return networkit.centrality.Closeness(built.graph.turned, True, networkit.centrality.ClosenessVariant.GENERALIZED)


def _pagerank(built: Built) -> Any:
    graph = built.graph.strength
    spread = networkit.centrality.SinkHandling.DistributeSinks
    return networkit.centrality.PageRank(graph, 0.85, 1e-12, False, spread)


def _vector(found: Any, built: Built) -> Any:
    return unit_length(found.scores(), built)


def _adamic_adar(built: Built) -> Any:
    """It scores every absent pair in both orders, and each node with itself."""
    found = networkit.linkprediction.AdamicAdarIndex(built.graph.hops).runAll()
    return np.sort([score for (a, b), score in found if a < b])[::-1][:100]


def _what_if(built: Built) -> Any:
    """Each link put in, all distances anew, taken out again."""
    graph, start = networkit.graphtools.toUnweighted(built.graph.hops), built.network.start

    def near() -> float:
        return float(np.sum(networkit.centrality.HarmonicCloseness(graph, False).run().scores()))

    before, gains = near(), []
    for other in sorted(set(range(graph.numberOfNodes())) - {start, *graph.iterNeighbors(start)}):
        graph.addEdge(start, other)
        gains.append(near() - before)
        graph.removeEdge(start, other)
    return gains


_components = networkit.components

MEASURES = {
    "bfs": Entry((_run(lambda built: networkit.distance.BFS(built.graph.hops, built.network.start, False)),), _hops),
    "shortest-path": Entry((_pairs,), _pair_hops, "from both ends"),
    "components": Entry(
        (
            _run(lambda built: _components.ConnectedComponents(built.graph.whole)),
            _run(lambda built: _components.ParallelConnectedComponents(built.graph.whole)),
        ),
        _labels,
    ),
    "strong-components": Entry(
        (_run(lambda built: _components.StronglyConnectedComponents(built.graph.hops)),), _labels
    ),
    "biconnected": Entry(
        (_run(lambda built: _components.BiconnectedComponents(built.graph.hops)),),
        lambda found, built: sizes([part for part in found.getComponents() if len(part) > 1], built),
    ),
    "core": Entry((_run(lambda built: networkit.centrality.CoreDecomposition(built.graph.hops)),), _scores),
    "clustering": Entry(
        (
            _run(lambda built: networkit.centrality.LocalClusteringCoefficient(built.graph.hops, True)),
            _run(lambda built: networkit.centrality.LocalClusteringCoefficient(built.graph.hops, False)),
        ),
        _scores,
    ),
    "betweenness": Entry((_run(lambda built: networkit.centrality.Betweenness(built.graph.hops)),), _half),
    "betweenness-distance": Entry(
        (_run(lambda built: networkit.centrality.Betweenness(built.graph.distance)),),
        _half,
        "ties between sums of distances by == of doubles: other values where 1/3 stands in them",
        compared=False,
    ),
    "edge-betweenness": Entry(
        (_run(lambda built: networkit.centrality.Betweenness(built.graph.hops, False, True)),), _edges
    ),
    "closeness": Entry((_run(_closeness),), _scores),
    "harmonic": Entry(
        (_run(lambda built: networkit.centrality.HarmonicCloseness(built.graph.turned, False)),), _scores
    ),
    "pagerank": Entry((_run(_pagerank),), lambda found, built: sum_of_one(found.scores(), built), "divided by its sum"),
    "eigenvector": Entry(
        (_run(lambda built: networkit.centrality.EigenvectorCentrality(built.graph.strength, 1e-12)),), _vector
    ),
    "katz": Entry(
        (
            _run(
                lambda built: networkit.centrality.KatzCentrality(built.graph.strength, built.network.alpha, 1.0, 1e-12)
            ),
        ),
        _vector,
    ),
    "louvain": Entry((_run(lambda built: networkit.community.PLM(built.graph.strength)),), _labels, "parallel"),
    "adamic-adar": Entry((_adamic_adar,), as_array, networks=("small",)),
    "what-if-node": Entry((_what_if,), halved, "each link put in and taken out"),
}
