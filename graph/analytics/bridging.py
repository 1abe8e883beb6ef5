"""Who could bridge two actors that share nothing yet: the actors on the shortest routes between them.

A first, simple method: the pair dependency of Freeman (1977), restricted to one pair. For the pair (s, t) and an
actor v
strictly between them, score(v) = σ_sv · σ_vt / σ_st where d(s,v) + d(v,t) = d(s,t); σ counts shortest paths. The
score is
the share of the shortest routes that pass v: 1 means that every one of them does.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    from_source, count_source = counted_distances(network, start)
    from_target, count_target = counted_distances(network, end)
    distance = from_source[end]
    if distance < 0:
        return Bridging(None, 0, (), ())
    routes = count_source[end]
    if (two_mode and distance == 2) or distance == 1:
        return Bridging(distance, routes, shared if two_mode else (), ())
    actors = {edge.source for edge in network.edges} if two_mode else set(network.ids)
    scored = [
        (count_source[v] * count_target[v] / routes, v)
        for v in range(network.n)
        if v not in (start, end)
        and from_source[v] >= 0
        and from_source[v] + from_target[v] == distance
        and network.nodes[v].id in actors
    ]
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


def counted_distances(network: Projection, start: int) -> tuple[list[int], list[int]]:
    """Hops from `start` to every node (−1: out of reach) and the number of shortest paths, as exact integers."""
    distance = [-1] * network.n
    count = [0] * network.n
    distance[start], count[start] = 0, 1
    frontier = [start]
    indptr, indices = network.indptr, network.indices
    while frontier:
        following: list[int] = []
        for u in frontier:
            for v in indices[indptr[u] : indptr[u + 1]].tolist():
                if distance[v] < 0:
                    distance[v] = distance[u] + 1
                    following.append(v)
                if distance[v] == distance[u] + 1:
                    count[v] += count[u]
        frontier = following
    return distance, count


def _common(network: Projection, one: int, other: int) -> tuple[str, ...]:
    """Ids of the common neighbours of two nodes."""
    first = set(network.indices[network.indptr[one] : network.indptr[one + 1]].tolist())
    second = set(network.indices[network.indptr[other] : network.indptr[other + 1]].tolist())
    return tuple(network.nodes[place].id for place in sorted(first & second))
