"""Who takes part in all of several activities: the common neighbours in the participation network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analytics.arguments import checked
from graph.projection import LeftOut, NetworkEdge, Projection


@dataclass(frozen=True, slots=True)
class CommonParticipant:
    """An actor that takes part in every activity asked for, with the edge that says so for each, in the order asked."""

    id: str
    name: str
    label: str
    edges: tuple[NetworkEdge, ...]


@dataclass(frozen=True, slots=True)
class CommonParticipants:
    """The intersection, how many took part in each, and what was too coarse to be compared."""

    items: tuple[CommonParticipant, ...]
    participants: tuple[int, ...]  # per activity, at the level of the network
    left_out: tuple[tuple[LeftOut, ...], ...]  # per activity


@checked
def common_participants(network: Projection, activities: Sequence[str]) -> CommonParticipants:
    """Actors adjacent to every one of `activities` in a two-mode `participation` network.

    Set intersection ∩_a N(a), sorted by id. An activity nobody takes part in at this level gives an empty intersection.
    """
    edges_of: list[dict[str, NetworkEdge]] = []
    for activity in activities:
        found: dict[str, NetworkEdge] = {}
        if activity in network:
            place = network.place(activity)
            for at in range(network.indptr[place], network.indptr[place + 1]):
                edge = network.edges[network.edge_of[at]]
                found[edge.source] = edge
        edges_of.append(found)
    shared = set.intersection(*(set(found) for found in edges_of)) if edges_of else set()
    return CommonParticipants(
        items=tuple(
            CommonParticipant(
                actor,
                network.nodes[network.place(actor)].name,
                network.nodes[network.place(actor)].label,
                tuple(found[actor] for found in edges_of),
            )
            for actor in sorted(shared)
        ),
        participants=tuple(len(found) for found in edges_of),
        left_out=tuple(tuple(item for item in network.left_out if item.target == activity) for activity in activities),
    )
