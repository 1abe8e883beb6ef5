"""The measures that give one number a node, by name: what `/centrality/{measure}` offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from graph.analytics.parameters import Measure, Parameter, Value
from graph.analytics.registry import ENTRIES
from graph.errors import SHOWN, UnknownName

__all__ = ["MEASURES", "Measure", "Parameter", "Value", "measure"]

MEASURES: Mapping[str, Measure] = MappingProxyType({one.name: one for one in ENTRIES})

ALSO_CALLED = {  # the same measure under another name of the field, as `_folded` writes it
    "authorities": "authority",
    "authority-score": "authority",
    "burt-constraint": "constraint",
    "clustering-coefficient": "clustering",
    "core-number": "core",
    "coreness": "core",
    "current-flow-betweenness": "current-flow",
    "harmonic-closeness": "harmonic",
    "hub-score": "hub",
    "hubs": "hub",
    "k-core": "core",
    "k-cores": "core",
    "kcore": "core",
    "local-clustering": "clustering",
    "local-clustering-coefficient": "clustering",
    "page-rank": "pagerank",
    "random-walk-betweenness": "current-flow",
    "weighted-degree": "strength",
}
_INWARD = "It is {0} with direction=in: GET /api/v1/networks/{{view}}/centrality/{0}?direction=in."
_OUTWARD = "It is {0} with direction=out: GET /api/v1/networks/{{view}}/centrality/{0}?direction=out."
_BROKERAGE = "GET /api/v1/networks/{view}/brokerage has it for each node."
ELSEWHERE = {  # what is several measures, one with a parameter, or at another address
    "articulation-points": "GET /api/v1/networks/{view}/articulation lists them.",
    "bridges": "GET /api/v1/networks/{view}/articulation lists them.",
    "bridging": _BROKERAGE,
    "brokerage": _BROKERAGE,
    "communities": "GET /api/v1/networks/{view}/communities finds them.",
    "components": "GET /api/v1/networks/{view}/components lists them.",
    "edge-betweenness": "It is a number of edges: GET /api/v1/networks/{view}/edge-betweenness.",
    "hits": "HITS gives two measures: hub and authority, at /api/v1/networks/{view}/centrality/hub and …/authority.",
    "in-degree": _INWARD.format("degree"),
    "in-strength": _INWARD.format("strength"),
    "indegree": _INWARD.format("degree"),
    "information": "It is n times current-flow-closeness (Stephenson & Zelen; networkx leaves the n out): "
    "GET /api/v1/networks/{view}/centrality/current-flow-closeness.",
    "out-degree": _OUTWARD.format("degree"),
    "out-strength": _OUTWARD.format("strength"),
    "outdegree": _OUTWARD.format("degree"),
    "participation-coefficient": _BROKERAGE,
}


def measure(name: str) -> Measure:
    """The measure of this name, however it is written, or under another name it has in the field.

    Raises `UnknownName`, with the nearest known one, or with the address of what is to be had elsewhere.
    """
    folded = _folded(name)
    found = MEASURES.get(ALSO_CALLED.get(folded, folded))
    if found is not None:
        return found
    if folded in ELSEWHERE:  # the nearest name would mislead
        raise UnknownName("measure", name, (), next_step=ELSEWHERE[folded], field="measure")
    raise UnknownName("measure", name, MEASURES, field="measure")


def _folded(name: str) -> str:
    """A name in small letters with hyphens; 'centrality' at its end says nothing. 'Degree_Centrality' is 'degree'."""
    return re.sub(r"[\s_-]+", "-", name[:SHOWN].strip().casefold()).removesuffix("-centrality")
