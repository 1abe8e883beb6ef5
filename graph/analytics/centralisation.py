"""Freeman's centralisation: how far a network's ties and paths gather at one node. One number a network.

Σ_v (max − c_v) over the largest value this sum can have among networks of n nodes, which is that of the star: 1 for a
star, 0 where all nodes are alike. Freeman (1979), *Social Networks* 1(3): 215–239.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.components import component_labels
from graph.projection import Projection

Of: TypeAlias = Literal["degree", "betweenness", "closeness"]

# Freeman (1979), with c the count of ties, the count of pairs, and (n − 1)/Σ d. For n ≥ 3.
FORMULAS: dict[Of, str] = {
    "degree": "Σ (max − k_i) / ((n − 1)(n − 2))",
    "betweenness": "Σ (max − C_B(i)) / ((n − 1)²(n − 2)/2)",
    "closeness": "Σ (max − C_C(i)) / ((n − 1)(n − 2)/(2n − 3))",
}

# What c is in them, whatever the values that the answer lists beside.
VALUES: dict[Of, str] = {
    "degree": "k_i the number of ties",
    "betweenness": "C_B(i) not normalised",
    "closeness": "C_C(i) = (n − 1)/Σ_j d(j, i), which is normalised",
}


def centralisation(projection: Projection, values: npt.NDArray[np.float64], of: Of) -> float | None:
    """The centralisation of a network for its nodes' values (n,) by hops: not normalised; closeness as (n − 1)/Σ d.

    None where Freeman did not define it: fewer than three nodes, a directed network, two kinds of nodes (a star of
    all nodes is then no network of that kind), values that are undefined; closeness also where it is not connected.
    """
    n = projection.n
    if n < 3 or projection.directed or len(projection.modes) > 1 or not np.isfinite(values).all():
        return None
    if of == "closeness" and component_labels(projection).any():
        return None
    most = {
        "degree": (n - 1) * (n - 2),
        "betweenness": (n - 1) ** 2 * (n - 2) / 2,
        "closeness": (n - 1) * (n - 2) / (2 * n - 3),
    }[of]
    return min(1.0, float((values.max() - values).sum() / most))  # a star's sum may round beyond the largest


def defined(of: Of) -> str:
    """What the summary's centralisation is, for the definitions of a measure."""
    where = "connected undirected" if of == "closeness" else "undirected"
    return (
        f"of the whole network, Freeman (1979): {FORMULAS[of]}, {VALUES[of]}, by hops; "
        f"a star has 1; for {where} one-mode networks of three nodes or more, else undefined"
    )
