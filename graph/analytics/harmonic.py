"""Harmonic centrality: how near a node is to all others, by the sum of inverse distances."""

from __future__ import annotations

from graph.analytics.arguments import checked
from graph.analytics.components import scattered
from graph.analytics.distance_sums import Side, distance_sums, side
from graph.analytics.executor import Progress
from graph.analytics.lengths import Length, impassable, meaning
from graph.analytics.results import Method, NodeScores, scores
from graph.projection import Projection


@checked
def harmonic(
    projection: Projection,
    *,
    normalised: bool = False,
    direction: Side = "in",
    by: Length = "hops",
    progress: Progress | None = None,
) -> NodeScores:
    """Sum of the inverse distances to a node; a node it has no path with adds 0, so it holds for any network.

    H(i) = Σ_{j≠i} 1/d(j, i) (direction "out": d(i, j)); normalised: divided by n − 1, and then 1 by hops for a node
    tied to all others, 0 for a network of one node. Unit: 1/hop or 1/distance.
    Rochat (2009), *Applications of Social Network Analysis*; Boldi & Vigna (2014), *Internet Mathematics* 10(3–4).
    Raises `InvalidInput` for a distance that is not positive.
    """
    values = distance_sums(projection, by=by, direction=direction, progress=progress).near
    if normalised and projection.n > 1:
        values = values / (projection.n - 1)
    distance = "d(j, i)" if direction == "in" or not projection.directed else "d(i, j)"
    method = Method(
        name="harmonic",
        formula=f"H(i) = Σ_(j≠i) 1/{distance}" + (" / (n − 1)" if normalised else ""),
        reference="Boldi & Vigna (2014), Internet Mathematics 10(3–4): 222–262; Rochat (2009), ASNA",
        definitions={
            "direction": side(projection, direction),
            "normalisation": "divided by n − 1, the other nodes" if normalised else "none: a sum over nodes",
            "length": meaning(projection, by),
            "disconnected": "a node without a path adds 0",
            "computation": "exact, all pairs",
        },
    )
    warnings = scattered(projection)
    if by == "distance":
        warnings += impassable(projection)
    return scores(projection, values, method=method, warnings=warnings)
