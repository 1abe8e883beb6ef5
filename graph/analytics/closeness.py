"""Closeness: how near a node is to all others, by the mean of its distances."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics import two_mode as modes
from graph.analytics.arguments import checked
from graph.analytics.centralisation import centralisation, defined
from graph.analytics.components import scattered
from graph.analytics.distance_sums import DistanceSums, Side, distance_sums, side
from graph.analytics.executor import Progress
from graph.analytics.lengths import Length, impassable, meaning
from graph.analytics.results import Method, NodeScores, scores
from graph.errors import InvalidInput
from graph.projection import Projection
from graph.wording import part_of_all

Convention: TypeAlias = Literal["wasserman-faust", "component"]
CONVENTIONS: tuple[Convention, ...] = ("wasserman-faust", "component")


@checked
def closeness(
    projection: Projection,
    *,
    normalised: bool = True,
    two_mode: bool = False,
    direction: Side = "in",
    by: Length = "hops",
    convention: Convention = "wasserman-faust",
    progress: Progress | None = None,
) -> NodeScores:
    """Closeness of each node: the inverse of its mean distance, times the share of the others it has a path with.

    C_C(i) = (r/(n − 1)) · r/Σ_j d(j, i) over the r others with a path to i (direction "out": from i); Wasserman & Faust
    (1994), for any network; in a connected one this is Freeman's (n − 1)/Σ d. Convention "component" leaves the share
    r/(n − 1) out: nodes of small components then score high. 0 for a node without paths. Unit-less by hops, else
    1/distance. Without `normalised` the factor r before Σ d is left out. With `two_mode`, Σ d counts relative to the
    least it can be for a node of its kind in a two-mode network (Borgatti & Everett 1997; by hops).
    `summary["centralisation"]`: Freeman's, where it is defined.
    Raises `InvalidInput` for a distance that is not positive.
    Freeman (1979), *Social Networks* 1(3); Wasserman & Faust (1994), *Social Network Analysis*, eq. 5.9 and p. 201.
    """
    modes.check(projection, asked=two_mode)
    if two_mode and by != "hops":
        raise InvalidInput("two_mode goes with by=hops.", next_step="Leave one of the two out.", field="two_mode")
    sums = distance_sums(projection, by=by, direction=direction, progress=progress)
    values = closeness_values(projection, sums, convention=convention, two_modes=two_mode)
    warnings = scattered(projection)
    if by == "distance":
        warnings += impassable(projection)
    alone = int(np.count_nonzero(sums.reach == 0))
    if alone and projection.n > 1:
        said = part_of_all(alone, projection.n, "node", "has", "have")
        warnings += (f"{said} no path with others: the closeness is then 0 by convention.",)
    gathered = centralisation(projection, values, "closeness") if by == "hops" else None
    method = _method(
        projection, normalised=normalised, direction=direction, by=by, convention=convention, two_modes=two_mode
    )
    if not (normalised or two_mode):
        values = np.divide(values, sums.reach, out=np.zeros(projection.n), where=sums.reach > 0)
    return scores(projection, values, method=method, warnings=warnings, summary={"centralisation": gathered})


def closeness_values(
    projection: Projection, sums: DistanceSums, *, convention: Convention = "wasserman-faust", two_modes: bool = False
) -> npt.NDArray[np.float64]:
    """Closeness (n,) out of the sums of distances."""
    reach = sums.reach.astype(np.float64)
    nearest = modes.least_distance(projection) if two_modes else reach
    values = np.divide(nearest, sums.far, out=np.zeros(projection.n), where=sums.far > 0)
    if convention == "wasserman-faust" and projection.n > 1:
        values *= reach / (projection.n - 1)
    return values


def _method(
    projection: Projection, *, normalised: bool, direction: Side, by: Length, convention: Convention, two_modes: bool
) -> Method:
    share = "(r/(n − 1)) · " if convention == "wasserman-faust" else ""
    to_most = "relative to the nearest a node can be to all others, one step each"
    if two_modes:
        to_most = (
            "relative to the least Σ d in the node's own set: one step to each of the m of the other kind, two to the "
            f"n' − 1 of its own; {modes.REFERENCE}"
        )
    return Method(
        name="closeness",
        formula=f"C_C(i) = {share}{'(m + 2(n′ − 1))' if two_modes else 'r' if normalised else '1'} / Σ_j d(j, i)",
        reference="Freeman (1979), Social Networks 1(3): 215–239; Wasserman & Faust (1994), Social Network Analysis",
        definitions={
            "direction": side(projection, direction),
            "normalisation": _normalisation(by, to_most)
            if normalised or two_modes
            else "none: the sum of distances counts",
            "length": meaning(projection, by),
            "disconnected": "Wasserman–Faust: times the share r/(n − 1) of the others that a path joins with the node"
            if convention == "wasserman-faust"
            else "over the r others that a path joins with the node; small components score high",
            "computation": "exact, all pairs",
            "centralisation": defined("closeness"),
        },
    )


def _normalisation(by: Length, to_most: str) -> str:
    return to_most if by == "hops" else "the inverse of the mean distance, in its unit"
