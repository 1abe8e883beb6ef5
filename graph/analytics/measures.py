"""The measures that give one number a node, by name: what `/centrality/{measure}` offers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.analytics.parameters import Measure, Parameter, Value
from graph.analytics.registry import ENTRIES
from graph.errors import UnknownName

__all__ = ["MEASURES", "Measure", "Parameter", "Value", "measure"]

MEASURES: Mapping[str, Measure] = MappingProxyType({one.name: one for one in ENTRIES})

ELSEWHERE = {  # what people call by other names
    "hits": "HITS gives two measures: hub and authority.",
    "edge-betweenness": "It is a number of edges: GET /api/v1/networks/{view}/edge-betweenness.",
    "closeness-centrality": "It is called closeness.",
}


def measure(name: str) -> Measure:
    """The measure of this name. Raises `UnknownName`, with the nearest known one."""
    try:
        return MEASURES[name]
    except KeyError:
        hint = ELSEWHERE.get(name.casefold(), "")
        raise UnknownName("measure", name, MEASURES, next_step=hint, field="measure") from None
