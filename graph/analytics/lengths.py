"""The length of an edge on a path, hops or distance, and the working space of Dijkstra's search over such lengths."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.running import Run, Values
from graph.errors import InvalidInput
from graph.projection import Projection
from graph.wording import plural

Length: TypeAlias = Literal["hops", "distance"]
LENGTHS: tuple[Length, ...] = ("hops", "distance")
Floats: TypeAlias = npt.NDArray[np.float64]

# Buckets of the search. Where the longest edge is no more than this many times the shortest, no heap is needed. More of
# them cost time where distances are large and nodes few: each empty one is looked at.
RING = 2048
NARROWER = 1.0 - 1e-6  # of the shortest edge: the bucket of a sum is then never that of its first term by rounding


def distances(projection: Projection) -> tuple[Floats, Floats]:
    """Distance at each place in `indices`, and at each place in the in-neighbours `reverse`.

    Raises `InvalidInput` where one is not a positive number.
    """
    distance = positive_distances(projection)
    return distance[projection.edge_of], distance[projection.reverse[2]]


def positive_distances(projection: Projection) -> Floats:
    """Distance of each edge (m), infinite where its strength is 0. Raises `InvalidInput` where one is not positive."""
    wrong = np.flatnonzero(~(projection.distance > 0))
    if len(wrong):
        edge = projection.edges[int(wrong[0])]
        raise InvalidInput(
            f"The edge {edge.source} – {edge.target} has the distance {projection.distance[wrong[0]]}, "
            "and a route needs positive ones.",
            next_step="Ask by hops (by=hops), or give the edge a positive strength.",
            field="by",
        )
    return projection.distance


def impassable(projection: Projection) -> tuple[str, ...]:
    """The warning that edges of strength 0 are not passed; empty where there is none."""
    count = int(np.isinf(projection.distance).sum())
    if not count:
        return ()
    many = plural(count, "edge has", "edges have")
    return (f"{many} strength 0, hence infinite distance, and no path passes there.",)


def meaning(projection: Projection, by: Length) -> str:
    """What an edge's length is, for the definitions of a measure along paths."""
    if by == "hops":
        return "hops: each edge counts 1"
    return (
        "the view's distance, 1/strength unless it says otherwise; "
        f"strength: {projection.strength_means or 'as the view gives it'}"
    )


@dataclass(frozen=True, slots=True)
class Buckets:
    """How wide the buckets of a search are (`1/scale`), how many there are, and whether each holds final distances."""

    scale: float
    count: int
    final: bool

    def space(self, run: Run, n: int, places: int) -> tuple[Values, ...]:
        """dist, order, turn, head, after, before, heap_key, heap_node for `search_by_distance`."""
        heap = 0 if self.final else n + places
        return (
            run.space(n, np.inf, np.float64),
            run.space(n, 0, np.int32),
            run.space(n, n, np.int32),
            run.space(self.count, -1, np.int32),
            run.space(n, 0, np.int32),
            run.space(n, 0, np.int32),
            run.space(heap, 0.0, np.float64),
            run.space(heap, 0, np.int32),
        )


def buckets(length: npt.NDArray[Any]) -> Buckets:
    """The buckets for these lengths (> 0, infinite ones are no edges)."""
    finite = length[np.isfinite(length)]
    if not len(finite):
        return Buckets(1.0, 4, final=True)
    shortest, longest = float(finite.min()), float(finite.max())
    final = longest / shortest <= RING - 4
    width = shortest * NARROWER if final else longest / (RING - 4)
    if not math.isfinite(1.0 / width if width else math.inf):  # beyond the range of a double: one bucket, all heap
        return Buckets(0.0, 4, final=False)
    count = 1 << math.ceil(math.log2(longest / width + 3))
    return Buckets(1.0 / width, count, final=final)
