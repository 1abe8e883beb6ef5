"""Who could bridge two actors that share nothing yet: the actors on the shortest routes between them.

A first, simple method: the pair dependency of Freeman (1977), restricted to one pair. For the pair (s, t) and an
actor v strictly between them, score(v) = σ_sv · σ_vt / σ_st where d(s,v) + d(v,t) = d(s,t); σ counts shortest paths.
The score is the share of the shortest routes that pass v: 1 means that every one of them does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.kernels.counting import count_ways
from graph.analytics.meeting import EXACT
from graph.analytics.remaining import ASKED_AGAIN
from graph.analytics.running import choose
from graph.projection import Projection


@dataclass(frozen=True, slots=True)
class BridgingActor:
    """An actor on a shortest route, and the activities it shares with each side (ids)."""

    id: str
    name: str
    label: str
    rank: int
    score: float
    with_source: tuple[str, ...]
    with_target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridging:
    """`distance` in hops (None: no route); `shared` what the two already share, in which case nobody needs to
    bridge."""

    distance: int | None
    routes: int
    shared: tuple[str, ...]
    items: tuple[BridgingActor, ...]


@checked
def bridging_actors(network: Projection, source: str, target: str) -> Bridging:
    """Bridging actors between two nodes of an undirected network, best first; equal scores share a rank.

    In a two-mode network only actors bridge (activities are what they share); in a one-mode network every node may.
    Exact integer counts. Raises `NotFound` for an id that is not in the network.
    """
    start, end = network.place(source), network.place(target)
    shared = _common(network, start, end)
    two_mode = network.modes == ("actor", "activity")
    if start == end:
        return Bridging(0, 1, (), ())
    from_source, count_source = counted_distances(network, start, end)
    distance = int(from_source[end])
    if distance < 0:
        return Bridging(None, 0, (), ())
    routes = int(count_source[end])
    if (two_mode and distance == 2) or distance == 1:
        return Bridging(distance, routes, shared if two_mode else (), ())
    from_target, count_target = counted_distances(network, end, start)
    between = (from_source >= 0) & (from_target >= 0) & (from_source + from_target == distance) & network.actors
    between[[start, end]] = False
    scored = [(int(count_source[v]) * int(count_target[v]) / routes, v) for v in np.flatnonzero(between).tolist()]
    scored.sort(key=lambda pair: (-pair[0], network.nodes[pair[1]].id))
    items: list[BridgingActor] = []
    for order, (score, v) in enumerate(scored, start=1):
        rank = items[-1].rank if items and items[-1].score == score else order
        node = network.nodes[v]
        items.append(
            BridgingActor(
                node.id, node.name, node.label, rank, score, _common(network, start, v), _common(network, v, end)
            )
        )
    return Bridging(distance, routes, (), tuple(items))


def counted_distances(
    network: Projection, start: int, stop: int = -1
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64] | npt.NDArray[np.object_]]:
    """Hops from `start` (n, −1: out of reach) and the number of shortest paths (n): exact, whole numbers of any size.

    Where all counts are below 2**53 they are exact as float64; else they are Python's integers. With `stop` (a place)
    nodes beyond its level are left out.
    """
    n = network.n
    run = choose(count_ways, steps=ASKED_AGAIN * (n + len(network.indices)))
    dist, ways, queue = run.space(n, -1, np.int32), run.space(n, 0.0, np.float64), run.space(n, 0, np.int32)
    rows = run.given(network.indptr), run.given(network.indices)
    reached = run.kernel(count_ways)(*rows, start, stop, n, dist, ways, queue)
    hops, counts = np.asarray(dist, np.int32), np.asarray(ways, np.float64)
    if counts.max(initial=0.0) < EXACT:
        return hops, counts
    exact = np.zeros(n, dtype=object)
    exact[start] = 1
    for u in np.asarray(queue[:reached]).tolist():  # level by level: a count is complete before it is passed on
        row = network.indices[network.indptr[u] : network.indptr[u + 1]]
        exact[row[hops[row] == hops[u] + 1]] += exact[u]
    return hops, exact


def _common(network: Projection, one: int, other: int) -> tuple[str, ...]:
    """Ids of the common neighbours of two nodes."""
    first = set(network.indices[network.indptr[one] : network.indptr[one + 1]].tolist())
    second = set(network.indices[network.indptr[other] : network.indptr[other + 1]].tolist())
    return tuple(network.nodes[place].id for place in sorted(first & second))
