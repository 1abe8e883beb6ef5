"""Our functions at the level of arrays, as the routes and the Python interface call them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.networks.generators import YEN_K, YEN_PAIRS, Network
from benchmarks.networks.measures import Values
from benchmarks.networks.peers.common import Built, Entry, unit_length
from graph.analytics import running
from graph.analytics.alternatives import ranked
from graph.analytics.articulation import articulation_values
from graph.analytics.biconnected import biconnected_components
from graph.analytics.brokerage_roles import brokerage_role_counts
from graph.analytics.closeness import closeness_values
from graph.analytics.clustering import local_clustering, triangle_values
from graph.analytics.components import component_labels, strong_labels
from graph.analytics.constraints import allowed
from graph.analytics.core import core_values
from graph.analytics.current_flow import current_flow_values
from graph.analytics.dependencies import dependencies
from graph.analytics.distance_matrix import distance_matrix
from graph.analytics.distance_sums import distance_sums
from graph.analytics.edge_betweenness import edge_dependencies
from graph.analytics.eigenvector import eigenvector_values
from graph.analytics.grouping import Grouping
from graph.analytics.hits import hits_values
from graph.analytics.katz import katz_values
from graph.analytics.link_gains import best_links, gains_by_hops, links_of
from graph.analytics.louvain import louvain_values
from graph.analytics.pagerank import pagerank_values
from graph.analytics.prediction import predicted_pairs
from graph.analytics.question import Question
from graph.analytics.reach import hop_distances, hops_between
from graph.analytics.structural_holes import structural_holes_values
from graph.analytics.ties import ties
from graph.projection import Projection

NAME = "ours"
BEST = 100


def warm(way: Callable[[Built], Any]) -> Callable[[Built], Any]:
    """The same with compiled kernels whatever the size: as in a process that has compiled them for a larger network."""

    def compiled(built: Built) -> Any:
        steps = running.PLAIN_STEPS, running.WARM_STEPS
        running.PLAIN_STEPS = running.WARM_STEPS = 0
        try:
            return way(built)
        finally:
            running.PLAIN_STEPS, running.WARM_STEPS = steps

    return compiled


def version() -> str:
    """Of what is measured."""
    return "this tree"


def why_not(_: Network) -> str:
    """We take every network."""
    return ""


def build(network: Network) -> Projection:
    """The projection, with the rows of in-neighbours, which every directed analysis uses."""
    _ = network.projection.reverse, network.projection.ids
    return network.projection


def _bfs(built: Built) -> Values:
    return hop_distances(built.graph, source=int(built.network.start)).astype(np.int64)


def _pairs(built: Built) -> Values:
    return np.array([hops_between(built.graph, s, t) for s, t in built.network.pairs.tolist()])


def _yen(built: Built) -> Values:
    projection, found = built.graph, []
    for s, t in built.network.pairs[:YEN_PAIRS].tolist():
        question = Question(projection, allowed(projection, projection.ids[s], projection.ids[t]))
        found += [path.length for path in ranked(question, k=YEN_K)]
    return np.array(found)


def _betweenness(built: Built, by: Any) -> Values:
    values = dependencies(built.graph, by=by).values
    return values if built.graph.directed else values / 2


def _edge_betweenness(built: Built) -> Values:
    values = edge_dependencies(built.graph).values
    return values if built.graph.directed else values / 2


def _articulation(built: Built) -> Values:
    points, bridges = articulation_values(built.graph)
    return np.append(points, bridges.sum())


def _clustering(built: Built) -> Values:
    network = ties(built.graph)
    return np.nan_to_num(local_clustering(network, triangle_values(built.graph, network=network)))


def _hits(built: Built) -> Values:
    found = hits_values(built.graph)
    return np.concatenate([found.hub, found.authority])


def _brokerage(built: Built) -> Values:
    return brokerage_role_counts(built.graph, groups=Grouping("country", built.network.groups))


def _adamic_adar(built: Built) -> Values:
    return predicted_pairs(built.graph, method="adamic-adar", limit=BEST)[0]


def _one_node(built: Built) -> Values:
    links = links_of(built.graph, built.network.start)
    return gains_by_hops(distance_matrix(built.graph), *links).gain


def _all_links(built: Built) -> Values:
    found = best_links(built.graph, distance_matrix(built.graph), best=BEST)
    return np.sort(found.gain)[::-1][:BEST]


MEASURES: dict[str, Entry] = {
    "bfs": Entry((_bfs,)),
    "shortest-path": Entry((_pairs,)),
    "k-shortest": Entry((_yen,)),
    "components": Entry((lambda built: component_labels(built.graph),)),
    "strong-components": Entry((lambda built: strong_labels(built.graph),)),
    "articulation": Entry((_articulation,)),
    "biconnected": Entry((lambda built: biconnected_components(built.graph),), lambda found, _: block_sizes(found)),
    "core": Entry((lambda built: core_values(built.graph),)),
    "triangles": Entry((lambda built: triangle_values(built.graph),)),
    "clustering": Entry((_clustering,)),
    "betweenness": Entry((lambda built: _betweenness(built, "hops"),)),
    "betweenness-distance": Entry((lambda built: _betweenness(built, "distance"),)),
    "edge-betweenness": Entry((_edge_betweenness,)),
    "closeness": Entry((lambda built: closeness_values(built.graph, distance_sums(built.graph)),)),
    "harmonic": Entry((lambda built: distance_sums(built.graph).near,)),
    "pagerank": Entry((lambda built: pagerank_values(built.graph),)),
    "eigenvector": Entry((lambda built: eigenvector_values(built.graph).vector,), unit_length),
    "katz": Entry((lambda built: katz_values(built.graph, alpha=built.network.alpha).values,)),
    "hits": Entry((_hits,)),
    "current-flow": Entry((lambda built: current_flow_values(built.graph),)),
    "constraint": Entry((lambda built: structural_holes_values(built.graph).constraint,)),
    "effective-size": Entry(
        (lambda built: structural_holes_values(built.graph, weighted=False).effective_size,),
        note="with constraint, efficiency and hierarchy in the same run",
    ),
    "louvain": Entry((lambda built: louvain_values(built.graph),)),
    "brokerage": Entry((_brokerage,)),
    "adamic-adar": Entry((_adamic_adar,)),
    "what-if-node": Entry((_one_node,), note="with the matrix of distances"),
    "what-if-all": Entry((_all_links,), note="with the matrix of distances"),
}

# the second way, where it is quicker, is what a service answers with
MEASURES = {name: replace(entry, runs=(*entry.runs, warm(entry.runs[0]))) for name, entry in MEASURES.items()}


def block_sizes(found: Any) -> Values:
    """Sizes of the blocks, sorted."""
    return np.sort(np.asarray(found.items.sizes if hasattr(found, "items") else found.blocks.sizes))
