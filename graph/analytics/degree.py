"""How many ties a node has, and how strong they are together."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics import two_mode as modes
from graph.analytics.arguments import checked
from graph.analytics.centralisation import centralisation, defined
from graph.analytics.results import Method, NodeScores, scores
from graph.projection import Projection

Direction: TypeAlias = Literal["all", "in", "out"]
DIRECTIONS: tuple[Direction, ...] = ("all", "in", "out")


@checked
def degree(
    projection: Projection, *, normalised: bool = False, two_mode: bool = False, direction: Direction = "all"
) -> NodeScores:
    """Number of edges of each node.

    k_i = Σ_j a_ij, normalised k_i / (n − 1), with `two_mode` k_i / the number of nodes of the other kind (Borgatti &
    Everett 1997; `InvalidInput` where the network has no two modes). Directed: edges in, out, or both together, which
    normalised are up to 2. Unit: edges; unit-less when normalised, and then 0 for a network of one node.
    `summary["centralisation"]`: Freeman's. Freeman (1979), *Social Networks* 1(3).
    """
    values = _sums(projection, np.ones(projection.m), direction)
    gathered = centralisation(projection, values, "degree")
    modes.check(projection, asked=two_mode)
    if two_mode:
        most = modes.most_ties(projection)
        values = np.divide(values, most, out=np.zeros(projection.n), where=most > 0)
    elif normalised and projection.n > 1:
        values = values / (projection.n - 1)
    to_most = _to_most(projection, direction)
    if two_mode:
        to_most = f"divided by the number of nodes of the other kind, the most a node can have: {modes.REFERENCE}"
    method = Method(
        name="degree",
        formula="k_i = Σ_j a_ij" + (" / m" if two_mode else " / (n − 1)" if normalised else ""),
        reference="Freeman (1979), Social Networks 1(3): 215–239",
        definitions={
            "direction": _direction(projection, direction),
            "normalisation": to_most if normalised or two_mode else "none: a count of edges",
            "strength": "not used: each edge counts 1",
            "centralisation": defined("degree"),
        },
    )
    return scores(
        projection,
        values,
        method=method,
        warnings=_one_direction(projection, direction),
        summary={"centralisation": gathered},
    )


@checked
def strength(projection: Projection, *, direction: Direction = "all") -> NodeScores:
    """Sum of the strengths of each node's edges, in the unit of the view's strength; undefined where one is unknown.

    s_i = Σ_j w_ij. Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), *PNAS* 101(11).
    """
    method = Method(
        name="strength",
        formula="s_i = Σ_j w_ij",
        reference="Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), PNAS 101(11): 3747–3752",
        definitions={
            "direction": _direction(projection, direction),
            "normalisation": "none",
            "strength": projection.strength_means or "as the view gives it",
        },
    )
    values, warnings = _sums(projection, projection.strength, direction), _one_direction(projection, direction)
    return scores(projection, values, method=method, warnings=warnings)


def _sums(projection: Projection, weight: npt.NDArray[np.float64], direction: Direction) -> npt.NDArray[np.float64]:
    """Sum of a weight per edge (m) at each node (n), added in the order of the edges."""
    values = np.zeros(projection.n)
    if direction != "in" or not projection.directed:
        values += np.bincount(projection.edge_source, weight, minlength=projection.n)
    if direction != "out" or not projection.directed:
        values += np.bincount(projection.edge_target, weight, minlength=projection.n)
    return values


def _one_direction(projection: Projection, direction: Direction) -> tuple[str, ...]:
    if projection.directed or direction == "all":
        return ()
    return (f"The network is undirected: direction={direction} says nothing, each edge counts at both its ends.",)


def _to_most(projection: Projection, direction: Direction) -> str:
    """What the normalised degree is relative to."""
    if projection.directed and direction == "all":
        return "divided by n − 1, the other nodes; the most is 2, with an edge from and to each of them"
    return "divided by n − 1, the most a node can have"


def _direction(projection: Projection, direction: Direction) -> str:
    if not projection.directed:
        return "undirected: each edge counts at both its ends"
    return {"all": "edges in and out", "in": "edges in", "out": "edges out"}[direction]
