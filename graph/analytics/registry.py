"""The list of the measures that give one number a node. To add one: an entry in the tuple of its subject.

Entries are looked up by name through `measures`; what an entry is made of stands in `parameters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.analytics.betweenness import EXACT_STEPS, MOST_SAMPLE, SAMPLE, betweenness, steps
from graph.analytics.closeness import CONVENTIONS, closeness
from graph.analytics.clustering import clustering, triangle_steps
from graph.analytics.core import core
from graph.analytics.current_flow import check_size, current_flow, current_flow_closeness
from graph.analytics.degree import DIRECTIONS, degree, strength
from graph.analytics.distance_sums import SIDES, search_steps
from graph.analytics.eigenvector import eigenvector
from graph.analytics.harmonic import harmonic
from graph.analytics.hits import authority, hub
from graph.analytics.katz import katz
from graph.analytics.lengths import LENGTHS
from graph.analytics.pagerank import ALPHA, pagerank
from graph.analytics.parameters import Measure, Parameter
from graph.analytics.products import USUAL_ITERATIONS
from graph.analytics.structural_holes import constraint, effective_size, efficiency, hierarchy, hole_steps
from graph.projection import Projection

_NORMALISED = Parameter("normalised", False, "divide by the largest value a node could have, so that networks compare")
_BY_OTHERS = Parameter("normalised", False, "divide by n − 1, the other nodes, so that networks compare")
_TWO_MODE = Parameter(
    "two_mode", False, "two-mode networks: relative to the largest value of a node of its kind (Borgatti & Everett)"
)
_BY = Parameter("by", "hops", "length of a path: edges, or the view's distances", LENGTHS)
_SIDE = Parameter("direction", "in", "distances to a node or from it; the same where undirected", SIDES)
_DIRECTION = Parameter("direction", "all", "edges in, out or both; undirected networks have only 'all'", DIRECTIONS)

TIES = (
    Measure("degree", "with how many others a node is tied", degree, (_BY_OTHERS, _TWO_MODE, _DIRECTION)),
    Measure("strength", "how strong a node's ties are together", strength, (_DIRECTION,)),
)

_SAMPLE = Parameter(
    "sample",
    0,
    f"sources to estimate from, each value then with its standard error; 0: all, or {SAMPLE} in a network too large "
    "for that",
    (),
    int,
    0,
    MOST_SAMPLE,
)
_SEED = Parameter("seed", 1, "which sources are drawn, where they are sampled", (), int, 0, 2**32 - 1)


def _betweenness_steps(projection: Projection, values: Mapping[str, Any]) -> int:
    exact = steps(projection, by=values["by"])
    sample = values["sample"] or (SAMPLE if exact > EXACT_STEPS else 0)
    return steps(projection, by=values["by"], sample=sample)


def _search_steps(projection: Projection, values: Mapping[str, Any]) -> int:
    return search_steps(projection, by=values["by"])


ALONG_PATHS = (
    Measure(
        "betweenness",
        "how often a node lies on the shortest paths between others",
        betweenness,
        (_NORMALISED, _TWO_MODE, _BY, _SAMPLE, _SEED),
        True,
        _betweenness_steps,
    ),
    Measure(
        "closeness",
        "how near a node is to all others, by its mean distance",
        closeness,
        (
            Parameter("normalised", True, "by the mean distance to those it reaches; false: by the sum of distances"),
            _TWO_MODE,
            _SIDE,
            _BY,
            Parameter(
                "convention",
                "wasserman-faust",
                "where no path joins all: times the share that is reached, or within the component alone",
                CONVENTIONS,
            ),
        ),
        True,
        _search_steps,
    ),
    Measure(
        "harmonic",
        "how near a node is to all others, by the sum of inverse distances",
        harmonic,
        (_NORMALISED, _SIDE, _BY),
        True,
        _search_steps,
    ),
)

_WEIGHTED = Parameter("weighted", True, "ties count by their strength, else 1 each")

STRUCTURAL_HOLES = (
    Measure(
        "constraint", "how far a node's contacts know each other (Burt)", constraint, (_WEIGHTED,), True, hole_steps
    ),
    Measure(
        "effective-size",
        "a node's contacts less what is redundant among them",
        effective_size,
        (_WEIGHTED,),
        True,
        hole_steps,
    ),
    Measure("efficiency", "effective size for each contact", efficiency, (_WEIGHTED,), True, hole_steps),
    Measure(
        "hierarchy", "how far a node's constraint comes from one contact", hierarchy, (_WEIGHTED,), True, hole_steps
    ),
)

COHESION = (
    Measure("core", "how deep in the dense middle of the network a node sits: the k of its innermost k-core", core),
    Measure(
        "clustering",
        "how often two contacts of a node are tied to each other",
        clustering,
        (),
        True,
        lambda projection, _: triangle_steps(projection),
    ),
)

_ALPHA = Parameter(
    "alpha", ALPHA, "share of steps that follow a tie; the others start anew anywhere", (), float, 0.0, 0.99
)
_REACH = Parameter(
    "alpha",
    None,
    "what a tie counts in a walk, below 1/λ (largest eigenvalue); 0.85/λ unless given",
    (),
    float,
    0.0,
)
_BETA = Parameter("beta", 1.0, "what each node has of itself; no scaled value depends on it", (), float, 1e-9, 1e9)


def _product_steps(projection: Projection, _: Mapping[str, Any]) -> int:
    return USUAL_ITERATIONS * (projection.n + 2 * projection.m)


def _flow_steps(projection: Projection, _: Mapping[str, Any]) -> int:
    return projection.n * (projection.n + 10 * projection.m)  # a row of n differences is sorted for each edge


def _flow_size(projection: Projection, values: Mapping[str, Any]) -> None:
    check_size(projection, weighted=bool(values["weighted"]))


SPECTRAL = (
    Measure(
        "eigenvector",
        "how well a node is tied to nodes that are well tied themselves",
        eigenvector,
        (_WEIGHTED,),
        True,
        _product_steps,
    ),
    Measure(
        "katz",
        "how many walks lead to a node, long ones counting less",
        katz,
        (_REACH, _BETA, _WEIGHTED),
        True,
        _product_steps,
    ),
    Measure("pagerank", "where a walk at random is most often", pagerank, (_ALPHA, _WEIGHTED), True, _product_steps),
    Measure("hub", "how much a node points at good authorities", hub, (_WEIGHTED,), True, _product_steps),
    Measure("authority", "how much good hubs point at a node", authority, (_WEIGHTED,), True, _product_steps),
    Measure(
        "current-flow",
        "how much of the current between others, which takes all ways at once, passes a node; small networks",
        current_flow,
        (_NORMALISED, _WEIGHTED),
        True,
        _flow_steps,
        _flow_size,
    ),
    Measure(
        "current-flow-closeness",
        "how little resistance lies between a node and all others; small networks",
        current_flow_closeness,
        (_NORMALISED, _WEIGHTED),
        True,
        _flow_steps,
        _flow_size,
    ),
)

EDGE_PARAMETERS = (_NORMALISED, _BY)  # of betweenness of edges, which gives one number an edge

ENTRIES = (*TIES, *ALONG_PATHS, *STRUCTURAL_HOLES, *COHESION, *SPECTRAL)
