"""What is compared: each measure with its definition, its networks, and how two answers are held together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.projection import Projection

Values: TypeAlias = npt.NDArray[Any]
Agreement: TypeAlias = Literal["values", "partition", "modularity", "alone"]

ONE_MODE, ALL = ("small", "9k", "dense"), ("small", "9k", "bipartite", "dense", "large")
NOT_LARGE = ("small", "9k", "bipartite", "dense")
UNDIRECTED = ("small", "9k", "bipartite", "large")
RTOL = 1e-6  # where the definitions agree; relative to the value, and to the largest one for those near 0
LESS_MODULARITY = 0.02  # a random partition may be worse than another by as much


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what is computed, on which networks, and how answers are compared.

    `values`: the same numbers in the same order; `partition`: the same sets; `modularity`: of random partitions, how
    good they are; `alone`: no peer has it.
    """

    definition: str
    networks: tuple[str, ...]
    agreement: Agreement = "values"


MEASURES: Mapping[str, Measure] = {
    "bfs": Measure("hops from one node to all, along the edges; −1 where no path leads", ALL),
    "shortest-path": Measure("hops between 100 drawn pairs, one question after the other; −1: no path", ALL),
    "k-shortest": Measure("hops of the 10 shortest loopless paths of 5 pairs", ("small", "9k", "bipartite")),
    "components": Measure("connected components, direction ignored", ALL, "partition"),
    "strong-components": Measure("strongly connected components", ("dense",), "partition"),
    "articulation": Measure("articulation points, and the number of bridges", UNDIRECTED),
    "biconnected": Measure("sizes in nodes of all blocks, sorted", UNDIRECTED),
    "core": Measure("core number of each node; directed: edges in and out count", ALL),
    "triangles": Measure("triangles through each node", ("small", "9k", "large")),
    "clustering": Measure("local clustering coefficient, 0 for fewer than two contacts", ("small", "9k", "large")),
    "betweenness": Measure("exact betweenness by hops; undirected: each pair once", ("small", "9k", "dense")),
    "betweenness-distance": Measure("exact betweenness by distance, 1/strength", ("small", "9k")),
    "edge-betweenness": Measure("exact betweenness of edges by hops; undirected: each pair once", ("small", "9k")),
    "closeness": Measure("(r/(n−1)) · r/Σ d over the r others with a path to the node, by hops", NOT_LARGE),
    "harmonic": Measure("Σ 1/d over paths to the node, by hops", NOT_LARGE),
    "pagerank": Measure("α = 0.85, by strength, dangling mass to all evenly, sum 1; error below 1e-10", ALL),
    "eigenvector": Measure("principal eigenvector of the strengths (into the node), length 1", ALL),
    "katz": Measure("(I − αAᵀ)⁻¹1 by strength, α = 0.9 / largest strength into a node, length 1", NOT_LARGE),
    "hits": Measure("hubs, then authorities, by strength, each with the sum 1", ("dense",)),
    "current-flow": Measure("current-flow betweenness by strength, Σ over pairs without the node", ("small",)),
    "constraint": Measure("Burt's constraint by strength", ("small", "9k", "dense")),
    "effective-size": Measure("Burt's effective size, not weighted", ("small", "9k")),
    "louvain": Measure("communities by modularity, by strength, one run of a seed", UNDIRECTED, "modularity"),
    "brokerage": Measure(
        "five roles of each node among 30 groups (Gould & Fernandez)", ("small", "9k", "dense"), "alone"
    ),
    "adamic-adar": Measure("the 100 highest scores Σ 1/ln k_z over common neighbours of absent pairs", ("small", "9k")),
    "what-if-node": Measure("Σ over pairs of the gain in 1/d by each absent link of one node", ("small",)),
    "what-if-all": Measure("the 100 highest gains among all absent links", ("small",), "alone"),
}


def disagreement(measure: str, projection: Projection, ours: Values, theirs: Values) -> str:
    """Why two answers are not the same; empty where they are."""
    agreement = MEASURES[measure].agreement
    if ours.shape != theirs.shape:
        return f"{theirs.shape} values, ours {ours.shape}"
    if agreement == "partition":
        return "" if (smallest(ours) == smallest(theirs)).all() else "other parts"
    if agreement == "modularity":
        good, better = (modularity(projection, labels) for labels in (ours, theirs))
        return "" if good >= better - LESS_MODULARITY else f"modularity {better:.4f}, ours {good:.4f}"
    mine, other = ours.astype(np.float64), theirs.astype(np.float64)
    if (np.isnan(mine) != np.isnan(other)).any():
        return f"undefined for {int(np.isnan(other).sum())} nodes, ours for {int(np.isnan(mine).sum())}"
    known = ~np.isnan(mine)
    scale = float(np.abs(mine[known]).max(initial=0.0))
    if np.allclose(other[known], mine[known], rtol=RTOL, atol=RTOL * scale * 1e-3):
        return ""
    far = np.abs(other - mine)[known] / np.maximum(np.abs(mine[known]), 1e-300)
    return f"{int((far > RTOL).sum())} of {len(far)} values differ, by {far.max():.1e} at most"


def smallest(labels: Values) -> Values:
    """For each node the first one in its part, whatever the parts are called."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(first[inverse.ravel()])


def modularity(projection: Projection, labels: Values) -> float:
    """Newman's modularity of a partition, by strength, direction ignored."""
    label = np.unique(labels, return_inverse=True)[1].ravel()
    a, b, weight = label[projection.edge_source], label[projection.edge_target], projection.strength
    whole = float(weight.sum())
    ends = np.bincount(a, weight, minlength=label.max() + 1) + np.bincount(b, weight, minlength=label.max() + 1)
    return float(weight[a == b].sum() / whole - ((ends / (2 * whole)) ** 2).sum())
