"""Louvain: one partition of a network into communities, and the modularity of any partition."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.analytics.kernels.communities import merge_communities, move_nodes
from graph.analytics.running import Run, choose
from graph.analytics.ties import Ties, ties
from graph.projection import Float64, Int64, Projection

ROUNDS = 2  # later ones gain less than 0.0005 of modularity on 9,000 and 80,000 nodes


def louvain_values(
    projection: Projection,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    network: Ties | None = None,
    strength: Float64 | None = None,
    run: Run | None = None,
) -> Int64:
    """One Louvain partition: a community number (0 …, in the order of the smallest place) a node. Shape (n,).

    Blondel, Guillaume, Lambiotte & Lefebvre (2008), *Journal of Statistical Mechanics* P10008: nodes move to the
    neighbouring community that raises modularity most until none gains, communities become nodes, and again until none
    moves. From there nodes move once more, and if any does, all of it again (Rotta & Noack 2011): no single move raises
    modularity in the end. The order of the first visits, and which of several equal moves is made, are drawn
    from `seed`. Direction is ignored; strengths must be known and ≥ 0.
    """
    network = network or ties(projection, run=run)
    run = run or choose(move_nodes, steps=10 * (projection.n + 2 * network.count))
    generator = np.random.default_rng(seed)
    weight = network.sums(projection.strength if strength is None else strength)[network.tie_of]
    degree = _sums(np.repeat(np.arange(projection.n), np.diff(network.indptr)), weight, projection.n)
    label = np.arange(projection.n, dtype=np.int64)
    if not degree.sum() > 0:
        return label
    scale = resolution / float(degree.sum())
    whole = network.indptr, network.indices, weight, degree
    moves, label = _moved(*whole, scale, label, generator, run)
    for _ in range(ROUNDS):
        if not moves:
            break
        label = _joined(*whole, scale, label, generator, run)
        moves, label = _moved(*whole, scale, label, generator, run)
    return label


def _joined(
    indptr: Int64,
    indices: Any,
    weight: Float64,
    degree: Float64,
    scale: float,
    label: Int64,
    generator: np.random.Generator,
    run: Run,
) -> Int64:
    """The partition after its communities became nodes, moved, and so on until none moves."""
    community, moves = label, 1
    while moves and int(community.max()) + 1 < len(community):
        indptr, indices, weight = _merged(indptr, indices, weight, community, run)
        degree = _sums(community, degree, len(indptr) - 1)
        moves, community = _moved(indptr, indices, weight, degree, scale, np.arange(len(degree)), generator, run)
        label = community[label]
    return _numbered(label)


def modularity(network: Ties, strength: Float64, label: Int64, *, resolution: float = 1.0) -> float | None:
    """Modularity of a partition (n numbers from 0): Q = Σ_c [ w_c / W − γ (s_c / 2W)² ]; None without any tie.

    w_c the strength inside c, s_c the strength of its nodes, W of all ties. Newman & Girvan (2004), *Physical Review E*
    69; γ: Reichardt & Bornholdt (2006), *Physical Review E* 74. Direction ignored: both ways of a tie are added.
    """
    inside, degree = inside_and_degree(network, strength, label)
    whole = float(degree.sum())
    if not whole > 0:
        return None
    total = np.bincount(label, degree)
    return float(inside.sum() / whole - resolution * ((total / whole) ** 2).sum())


def inside_and_degree(network: Ties, strength: Float64, label: Int64) -> tuple[Float64, Float64]:
    """For each node (n) the strength of its ties inside its own community, and of all its ties."""
    n = len(label)
    weight = network.sums(strength)[network.tie_of]
    node = np.repeat(np.arange(n), np.diff(network.indptr))
    same = label[node] == label[network.indices]
    return _sums(node[same], weight[same], n), _sums(node, weight, n)


def _moved(
    indptr: Int64,
    indices: Any,
    weight: Float64,
    degree: Float64,
    scale: float,
    start: Int64,
    generator: np.random.Generator,
    run: Run,
) -> tuple[int, Int64]:
    """How many moves were made from the communities `start` (n), and the community each node ended in, numbered."""
    n = len(degree)
    order = generator.permutation(n).astype(np.int32)
    chance = int(generator.integers(2**31))
    total = _sums(start, degree, n)
    communities = start.astype(np.int32)
    queue, community, sums = (one.tolist() if run.plain else one for one in (order, communities, total))
    given = (run.given(array) for array in (indptr, indices, weight, degree))
    space = run.space(n, 1, np.int8), community, sums, run.space(n, -1.0, np.float64), run.space(n, 0, np.int32)
    moves = run.kernel(move_nodes)(*given, scale, chance, queue, *space)
    return moves, _numbered(np.asarray(community, dtype=np.int64))


def _merged(indptr: Int64, indices: Any, weight: Float64, community: Int64, run: Run) -> tuple[Int64, Any, Float64]:
    """Rows of the network of communities."""
    count = int(community.max()) + 1
    members = np.argsort(community, kind="stable").astype(np.int32)
    member_indptr = np.concatenate([[0], np.cumsum(np.bincount(community))]).astype(np.int64)
    given = (indptr, indices, weight, community.astype(np.int32), members, member_indptr)
    link, touched = run.space(count, -1.0, np.float64), run.space(count, 0, np.int32)
    new_indptr = run.space(count + 1, 0, np.int64)
    new_indices, new_weight = run.space(len(indices), 0, np.int32), run.space(len(indices), 0.0, np.float64)
    rows = (run.given(array) for array in given)
    size = run.kernel(merge_communities)(*rows, link, touched, new_indptr, new_indices, new_weight)
    return (
        np.asarray(new_indptr, dtype=np.int64),
        np.array(new_indices[:size], dtype=np.int32),
        np.array(new_weight[:size], dtype=np.float64),
    )


def _sums(number: Int64, weight: Float64, count: int) -> Float64:
    """Weights added by number. In floating point also where there is nothing to add."""
    return np.bincount(number, weight, minlength=count).astype(np.float64)


def _numbered(label: Int64) -> Int64:
    """The same partition with numbers 0 … in the order of each community's smallest place."""
    n = len(label)
    first = np.full(int(label.max(initial=-1)) + 1, n, dtype=np.int64)
    first[label[::-1]] = np.arange(n - 1, -1, -1)
    used = np.flatnonzero(first < n)
    number = np.zeros(len(first), dtype=np.int64)
    number[used[np.argsort(first[used])]] = np.arange(len(used))
    return number[label]
