"""scikit-network: Cython on sparse matrices, mostly one thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import sknetwork
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain
from sknetwork.path import get_distances
from sknetwork.ranking import HITS, Betweenness, Closeness, PageRank
from sknetwork.topology import get_connected_components, get_core_decomposition

from benchmarks.networks.generators import Network
from benchmarks.networks.peers.common import Built, Entry, sum_of_one

NAME = "scikit-network"


def version() -> str:
    """Of the peer."""
    return str(sknetwork.__version__)


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


def build(network: Network) -> tuple[Any, Any]:
    """The matrices of strengths and of ones; symmetric where undirected."""
    projection = network.projection
    return tuple(
        csr_matrix(
            (values, projection.indices.copy(), projection.indptr.astype(np.int32)), shape=(projection.n, projection.n)
        )
        for values in (projection.strength[projection.edge_of], np.ones(len(projection.indices), dtype=np.bool_))
    )


def _pagerank(built: Built) -> Any:
    dangling = bool((built.graph[0].sum(axis=1) == 0).any())
    solver = "RH" if dangling else "piteration"
    return PageRank(solver=solver, n_iter=1_000, tol=1e-12).fit_predict(built.graph[0])


def _betweenness(built: Built) -> Any:
    return Betweenness().fit_predict(built.graph[1])


def _hits(built: Built) -> Any:
    found = HITS().fit(built.graph[0])
    return found.scores_row_, found.scores_col_


def _both(found: Any, built: Built) -> Any:
    return np.concatenate([sum_of_one(one, built) for one in found])


MEASURES = {
    "bfs": Entry((lambda built: get_distances(built.graph[1], source=built.network.start),)),
    "components": Entry((lambda built: get_connected_components(built.graph[1], connection="weak"),)),
    "strong-components": Entry((lambda built: get_connected_components(built.graph[1], connection="strong"),)),
    "core": Entry(
        (lambda built: get_core_decomposition(built.graph[1]),), networks=("small", "9k", "bipartite", "large")
    ),
    "betweenness": Entry((_betweenness,), networks=("small", "9k")),
    "closeness": Entry(
        (lambda built: Closeness().fit_predict(built.graph[1]),),
        note="the mean over n, not n − 1, is put right by its own factor",
        networks=("small", "9k"),
    ),
    "pagerank": Entry(
        (_pagerank,), note="by its solver RH where nodes have no way out: the others spread their mass otherwise"
    ),
    "hits": Entry((_hits,), _both),
    "louvain": Entry((lambda built: Louvain(random_state=0).fit_predict(built.graph[0]),)),
}
