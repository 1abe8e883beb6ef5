"""The measures as a page offers them: in groups, each with its own parameters."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request

from api.pages.render import given, query_of
from api.routes.measures import RENAMED
from graph.analytics.measures import Measure, measure
from graph.analytics.registry import ALONG_PATHS, COHESION, SPECTRAL, STRUCTURAL_HOLES, TIES

GROUPS: tuple[tuple[str, tuple[Measure, ...]], ...] = (
    ("Ties", TIES),
    ("Along paths", ALONG_PATHS),
    ("Spectral", SPECTRAL),
    ("Structural holes", STRUCTURAL_HOLES),
    ("Cohesion", COHESION),
)

SUMMARIES = {  # numbers about a whole network that a measure's own definitions do not spell out
    "largest": "the largest k for which some nodes have k ties each among themselves",
    "in_largest": "nodes of that k-core",
    "transitivity": "3 × triangles / pairs of ties that share a node, direction ignored",
    "mean": "mean over the nodes for which it is defined: those with two contacts or more",
    "mean_with_zeros": "the same over all nodes, those with fewer than two contacts counting 0",
    "eigenvalue": "λ, the largest eigenvalue of the matrix of ties",
    "alpha": "what a tie counts in a walk",
    "error_bound": "how far the estimate of any node may be from its exact value, for all nodes at once",
    "confidence": "probability that all nodes keep the error bound",
    "sample": "sources the estimate is made from",
}


def counts_strength(chosen: Measure, choices: Mapping[str, str]) -> bool:
    """Whether the strength of ties changes a measure, as it is asked for."""
    own = {one.name: str(one.default).lower() for one in chosen.parameters}
    if "by" in own:
        return choices.get("by", own["by"]) == "distance"
    if "weighted" in own:
        return choices.get("weighted", own["weighted"]) == "true"
    return chosen.name == "strength"


def asked_measure(
    request: Request, *, default: str = "betweenness", renamed: Mapping[str, str] | None = None
) -> tuple[Measure, dict[str, str]]:
    """The measure a page is asked for, and its own parameters as text; `renamed` as in `api.routes.measures.RENAMED`.

    Parameters of other measures are passed over. Raises `UnknownName` for an unknown measure.
    """
    chosen = measure(query_of(request, "measure")["measure"] or default)
    sent = {one.name: (renamed or {}).get(one.name, one.name) for one in chosen.parameters}
    texts = query_of(request, *sent.values())
    return chosen, given({name: texts[address] for name, address in sent.items()})


__all__ = ["GROUPS", "RENAMED", "SUMMARIES", "asked_measure", "counts_strength"]
