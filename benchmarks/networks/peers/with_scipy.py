"""scipy.sparse: its graph routines, and sparse products where they give a measure directly. One thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy
from scipy.sparse import csgraph, csr_array, diags_array, triu
from scipy.sparse.linalg import eigs, eigsh, svds

from benchmarks.networks.generators import YEN_K, YEN_PAIRS, Network
from benchmarks.networks.measures import Values
from benchmarks.networks.peers.common import Built, Entry, sum_of_one, unit_length

NAME = "scipy"
AT_ONCE = 256  # sources whose rows of distances are in memory together


def version() -> str:
    """Of the peer."""
    return str(scipy.__version__)


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


def build(network: Network) -> tuple[Any, Any]:
    """The matrices of strengths and of ones; symmetric where undirected."""
    projection = network.projection
    return tuple(
        csr_array(
            (values, projection.indices.copy(), projection.indptr.astype(np.int32)), shape=(projection.n, projection.n)
        )
        for values in (projection.strength[projection.edge_of], np.ones(len(projection.indices)))
    )


def _bfs(built: Built) -> Any:
    return csgraph.dijkstra(built.graph[1], indices=built.network.start, unweighted=True)


def _hops(found: Any, _: Built) -> Any:
    return np.where(np.isinf(found), -1, found)


def _pairs(built: Built) -> Any:
    return [csgraph.dijkstra(built.graph[1], indices=s, unweighted=True)[t] for s, t in built.network.pairs.tolist()]


def _yen(built: Built) -> Any:
    directed = built.network.projection.directed
    pairs = built.network.pairs[:YEN_PAIRS].tolist()
    found = [csgraph.yen(built.graph[1], s, t, YEN_K, directed=directed, unweighted=True) for s, t in pairs]
    return np.concatenate(found)


def _sums(built: Built) -> tuple[Values, Values, Values]:
    """Reach, Σ d and Σ 1/d of each node, from blocks of the matrix of distances to it."""
    matrix = built.graph[1].T.tocsr() if built.network.projection.directed else built.graph[1]
    rows = []
    for first in range(0, matrix.shape[0], AT_ONCE):
        sources = np.arange(first, min(first + AT_ONCE, matrix.shape[0]))
        distance = csgraph.dijkstra(matrix, indices=sources, unweighted=True)
        there = np.isfinite(distance)
        far = np.where(there, distance, 0.0)
        near = np.divide(1.0, distance, out=np.zeros_like(distance), where=far > 0)
        rows.append((there.sum(axis=1) - 1, far.sum(axis=1), near.sum(axis=1)))
    reach, far, near = (np.concatenate(column) for column in zip(*rows, strict=True))
    return reach, far, near


def _closeness(built: Built) -> Any:
    reach, far, _ = _sums(built)
    return np.divide(reach, far, out=np.zeros(len(far)), where=far > 0) * reach / (len(far) - 1)


def _eigenvector(built: Built) -> Any:
    solve = eigs if built.network.projection.directed else eigsh
    return solve(built.graph[0].T, k=1, tol=1e-12, which="LM")[1].ravel()


def _hits(built: Built) -> Any:
    left, _, right = svds(built.graph[0], k=1, tol=1e-12)
    return left.ravel(), right.ravel()


def _both(found: Any, built: Built) -> Any:
    return np.concatenate([sum_of_one(np.abs(one), built) for one in found])


def _constraint(built: Built) -> Any:
    """Σ_j (p_ij + (P²)_ij)² over the contacts j."""
    mutual = built.graph[0] if not built.network.projection.directed else built.graph[0] + built.graph[0].T
    with np.errstate(divide="ignore", invalid="ignore"):
        share = diags_array(np.nan_to_num(1.0 / mutual.sum(axis=1), posinf=0.0)) @ mutual
    both = (share + share @ share).multiply(mutual > 0).tocsr()
    both.data **= 2
    values = both.sum(axis=1)
    return np.where(mutual.sum(axis=1) > 0, values, np.nan)


def _triangles(built: Built) -> Any:
    ones = built.graph[1]
    return (ones @ ones).multiply(ones).sum(axis=1) / 2


def _effective_size(built: Built) -> Any:
    degree = built.graph[1].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return degree - 2 * _triangles(built) / degree


def _clustering(built: Built) -> Any:
    degree = built.graph[1].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(2 * _triangles(built) / (degree * (degree - 1)))


def _adamic_adar(built: Built) -> Any:
    ones = built.graph[1]
    with np.errstate(divide="ignore"):
        gives = 1.0 / np.log(ones.sum(axis=1))
    scores = triu(ones @ diags_array(np.where(np.isfinite(gives), gives, 0.0)) @ ones, 1).tocsr()
    scores = scores - scores.multiply(ones)
    return np.sort(scores.data)[::-1][:100]


_BY_PRODUCTS = "by sparse products"

MEASURES = {
    "bfs": Entry((_bfs,), _hops, "Dijkstra with 1 an edge"),
    "shortest-path": Entry((_pairs,), _hops, "Dijkstra with 1 an edge, to all"),
    "k-shortest": Entry((_yen,), networks=("small", "9k")),
    "components": Entry((lambda built: csgraph.connected_components(built.graph[1], connection="weak")[1],)),
    "strong-components": Entry((lambda built: csgraph.connected_components(built.graph[1], connection="strong")[1],)),
    "closeness": Entry((_closeness,), note="Dijkstra with 1 an edge, summed"),
    "harmonic": Entry((lambda built: _sums(built)[2],), note="Dijkstra with 1 an edge, summed"),
    "eigenvector": Entry((_eigenvector,), lambda found, built: unit_length(np.real(found), built), "ARPACK"),
    "hits": Entry((_hits,), _both, "ARPACK"),
    "constraint": Entry((_constraint,), note=_BY_PRODUCTS),
    "effective-size": Entry((_effective_size,), note=_BY_PRODUCTS),
    "triangles": Entry((_triangles,), note=_BY_PRODUCTS, networks=("small", "9k")),
    "clustering": Entry((_clustering,), note=_BY_PRODUCTS, networks=("small", "9k")),
    "adamic-adar": Entry((_adamic_adar,), note=_BY_PRODUCTS),
}
