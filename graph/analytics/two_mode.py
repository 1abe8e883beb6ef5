"""The largest value a node of a two-mode network can have, given how many nodes there are of each kind.

A node is never tied to its own kind, so the maxima of one-mode networks are out of its reach. Borgatti & Everett
(1997), *Social Networks* 19(3); again in Borgatti & Halgin (2011), *The SAGE
Handbook of Social Network Analysis*.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidInput
from graph.projection import Projection

REFERENCE = "Borgatti & Everett (1997), Social Networks 19(3): 243–269"


def applies(projection: Projection) -> bool:
    """Whether the two-mode maxima hold: two kinds of nodes, ties without direction."""
    return len(projection.modes) > 1 and not projection.directed


def check(projection: Projection, *, asked: bool) -> None:
    """Raises `InvalidInput` where the two-mode maxima are asked for and do not hold."""
    if asked and not applies(projection):
        raise InvalidInput(
            f"The network '{projection.view}' is not of two modes.",
            next_step="Leave two_mode out; a network of your own is of two modes when it is loaded with two_mode.",
            field="two_mode",
        )


def of_each(projection: Projection, actor: float, activity: float) -> npt.NDArray[np.float64]:
    """One number for the actors, one for the activities, at each node (n)."""
    return np.where(projection.actors, actor, activity)


def sizes(projection: Projection) -> tuple[int, int]:
    """How many actors and how many activities there are."""
    actors = int(np.count_nonzero(projection.actors))
    return actors, projection.n - actors


def most_ties(projection: Projection) -> npt.NDArray[np.float64]:
    """The most ties of each node (n,): the number of nodes of the other kind."""
    actors, activities = sizes(projection)
    return of_each(projection, activities, actors)


def least_distance(projection: Projection) -> npt.NDArray[np.float64]:
    """The least Σ d of each node (n,): one hop to each of the other kind, two to each of its own."""
    actors, activities = sizes(projection)
    return of_each(projection, activities + 2.0 * (actors - 1), actors + 2.0 * (activities - 1))


def most_between(projection: Projection) -> npt.NDArray[np.float64]:
    """The largest betweenness by hops of each node (n,), each pair counted once."""
    actors, activities = sizes(projection)
    return of_each(projection, largest_betweenness(actors, activities), largest_betweenness(activities, actors))


def largest_betweenness(own: int, other: int) -> float:
    """The largest betweenness of a node among `own` of its kind, with `other` of the other kind.

    It is tied to all of the other kind, and the rest of its own hang on these as evenly as can be:
    ½[m²(s+1)² + m(s+1)(2t−s−1) − t(2s−t+3)], n = own, m = other, s = ⌊(n−1)/m⌋, t = (n−1) mod m.
    """
    if own < 1 or other < 1:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
