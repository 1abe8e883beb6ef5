"""Who takes part in what, as arrays: the one-mode network of any weighting of the activities, without Python objects.

A resampled network is the same pairs under other multiplicities, so the pairs are listed once and each network costs
one weighted count over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidInput
from graph.projection import EdgeColumns, Evidence, Float64, Int32, Int64, NodeColumns, Projection, projection_of

Rule: TypeAlias = Literal["count", "newman"]
RULES: tuple[Rule, ...] = ("count", "newman")

# Most pairs of participants of one activity, added over activities: 16 bytes each, 320 MB.
MOST_PAIRS = 20_000_000


@dataclass(frozen=True)
class Affiliations:
    """The pairs of actors that take part in one activity, K in all, of A activities, joined into m edges.

    `edge` (K) is the edge of a pair, `activity` (K) the activity it stems from; `source`, `target` (m) are places in
    the one-mode network, sorted; `participants` (A) counts the actors of each activity.
    """

    source: Int32
    target: Int32
    edge: Int64
    activity: Int64
    participants: Int64

    @property
    def activities(self) -> int:
        """Number of activities."""
        return len(self.participants)

    def strengths(self, rule: Rule, multiplicity: Int64 | None = None) -> Float64:
        """Strength of each edge (m) when each activity stands as often as `multiplicity` (A) says, once without it.

        count: shared activities; newman: each counts 1/(participants − 1). Newman (2001), *Physical Review E* 64.
        """
        weight = np.ones(self.activities) if rule == "count" else 1.0 / np.maximum(self.participants - 1, 1)
        if multiplicity is not None:
            weight = weight * multiplicity
        summed = np.bincount(self.edge, weights=weight[self.activity], minlength=len(self.source))
        return summed.astype(np.float64)  # of no pairs it is whole numbers


def affiliations_of(two_mode: Projection, actors: Projection) -> Affiliations:
    """The pairs behind the one-mode network `actors` of a two-mode network; all its actors are nodes of `actors`.

    Raises `InvalidInput` where there are more than `MOST_PAIRS`, or where an actor is no node of the one-mode network.
    """
    places = np.array([actors.position.get(one, -1) for one in two_mode.ids], dtype=np.int64)
    taking_part = places[two_mode.edge_source]
    if (taking_part < 0).any():
        raise InvalidInput(
            f"The network '{actors.view}' is not made of the activities of '{two_mode.view}'.",
            next_step="Use unit=edges.",
            field="unit",
        )
    activities, activity = np.unique(two_mode.edge_target, return_inverse=True)
    participants = np.bincount(activity, minlength=len(activities)).astype(np.int64)
    many = int((participants * (participants - 1) // 2).sum())
    if many > MOST_PAIRS:
        raise InvalidInput(
            f"The activities of this network have {many} pairs of participants, more than {MOST_PAIRS}.",
            next_step="Use unit=edges, a coarser level or a shorter period.",
            field="unit",
        )
    order = np.lexsort((taking_part, activity))
    actor, activity = taking_part[order], activity[order].astype(np.int64)
    low, high, of = _pairs(actor, activity, participants, many)
    keys, edge = np.unique(low * max(actors.n, 1) + high, return_inverse=True)
    source, target = np.divmod(keys, max(actors.n, 1))
    return Affiliations(source.astype(np.int32), target.astype(np.int32), edge.astype(np.int64), of, participants)


def _pairs(actor: Int64, activity: Int64, participants: Int64, many: int) -> tuple[Int64, Int64, Int64]:
    """Every pair of entries of one activity: the lower actor, the higher one, the activity. Entries are sorted."""
    last = np.cumsum(participants)  # one past the entries of each activity
    later = last[activity] - np.arange(len(actor)) - 1  # entries of the same activity behind each entry
    first = np.repeat(np.arange(len(actor)), later)
    begins = np.cumsum(later) - later
    second = first + 1 + np.arange(many) - np.repeat(begins, later)
    return actor[first], actor[second], activity[first]


def with_edges(
    like: Projection, source: Int32, target: Int32, strength: Float64, kept: npt.NDArray[np.bool_] | None = None
) -> Projection:
    """The nodes of a network with other edges, sorted by their ends; only those of `kept` (m). Without evidence."""
    if kept is not None:
        source, target, strength = source[kept], target[kept], strength[kept]
    source, target, strength = source.copy(), target.copy(), np.array(strength, dtype=np.float64)
    return projection_of(
        view=like.view,
        parameters=like.parameters,
        graph_version=like.graph_version,
        nodes=like.nodes,
        edges=EdgeColumns(like.ids, source, target, strength, "", _no_evidence),
        source=source,
        target=target,
        strength=strength,
        directed=like.directed,
        description=like.description,
        strength_means=like.strength_means,
        modes=like.modes,
        attributes=like.attributes,
        stated_by=(),
        actors=like.actors,
    )


def of_chosen(two_mode: Projection, chosen: Int64) -> Projection:
    """The two-mode network of the activities drawn: `chosen` are places in it, sorted; one drawn twice stands twice.

    Nodes are all actors, in the order of the network, then the draws; an actor without a draw has no edge.
    """
    actors = np.flatnonzero(two_mode.actors)
    indptr, indices, edge_of = (
        two_mode.reverse if two_mode.directed else (two_mode.indptr, two_mode.indices, two_mode.edge_of)
    )
    length = indptr[chosen + 1] - indptr[chosen]
    draw = np.repeat(np.arange(len(chosen)), length)
    at = np.repeat(indptr[chosen] - (np.cumsum(length) - length), length) + np.arange(int(length.sum()))
    new_place = np.full(two_mode.n, -1, dtype=np.int64)
    new_place[actors] = np.arange(len(actors))
    source, target = new_place[indices[at]], len(actors) + draw
    order = np.lexsort((target, source))
    strength = two_mode.strength[edge_of[at]][order]
    ids = [two_mode.ids[place] for place in actors.tolist()] + [
        f"{two_mode.ids[place]} ({number})" for number, place in enumerate(chosen.tolist())
    ]
    drawn = NodeColumns(ids, ids, "")
    ends = source[order].astype(np.int32), target[order].astype(np.int32)
    return projection_of(
        view=two_mode.view,
        parameters=two_mode.parameters,
        graph_version=two_mode.graph_version,
        nodes=drawn,
        edges=EdgeColumns(ids, *ends, strength, "", _no_evidence),
        source=ends[0],
        target=ends[1],
        strength=np.array(strength, dtype=np.float64),
        strength_means=two_mode.strength_means,
        modes=two_mode.modes,
        stated_by=(),
        actors=np.arange(len(ids)) < len(actors),  # also those whom no draw gave an edge
    )


def _no_evidence(_: int) -> tuple[Evidence, ...]:
    """The edges of a resampled network are nobody's statements."""
    return ()
