"""Leiden partitions by the package `leidenalg`: GPL, so an extra that one installs, never a dependency."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from graph.analytics.ties import Ties
from graph.errors import InvalidInput
from graph.projection import Float64, Int64


def leiden_values(network: Ties, strength: Float64, *, resolution: float, seed: int) -> Int64:
    """One Leiden partition by modularity, iterated until it is stable: a community number a node. Shape (n,).

    Traag, Waltman & van Eck (2019), *Scientific Reports* 9: 5233. Raises `InvalidInput` where the extra is missing.
    """
    igraph, leidenalg = _packages()
    n = len(network.indptr) - 1
    node = np.repeat(np.arange(n), np.diff(network.indptr))
    once = node < network.indices
    graph = igraph.Graph(n=n, edges=np.column_stack([node[once], network.indices[once]]))
    found = leidenalg.find_partition(
        graph,
        leidenalg.RBConfigurationVertexPartition,
        weights=network.sums(strength)[network.tie_of[once]].tolist(),
        resolution_parameter=resolution,
        n_iterations=-1,
        seed=seed,
    )
    return np.asarray(found.membership, dtype=np.int64)


def _packages() -> tuple[Any, Any]:
    try:
        return importlib.import_module("igraph"), importlib.import_module("leidenalg")
    except ImportError:
        raise InvalidInput(
            "Leiden is not installed here: its package is under the GPL and an optional extra.",
            next_step="Install it with `pip install valuechain-explorer[leiden]`, or use algorithm=louvain.",
            field="algorithm",
        ) from None
