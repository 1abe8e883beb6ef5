"""Values and groups on the picture of a network: the same positions, signs sized by a value or coloured by a group."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from api.pages.plots import area
from api.pages.words import number
from graph.projection import Float64, Projection

LARGEST = 13.0  # radius of the sign with the highest value, in units of the picture
LEAST = 3.0  # of one whose value is 0: it is still there
USUAL = 8.0  # of a sign without a value's size
SIGN = 6.5  # the same sign's size as vis-network counts it
COLOURS = 8  # groups with a colour of their own; the smaller ones share grey


def sized(drawn: Mapping[str, Any], graph: Projection, values: Float64, measure: str) -> dict[str, Any]:
    """The picture with signs whose area grows with the value of their node; a node without a value has a ring alone."""
    finite = values[~_unknown(values)]
    most = float(finite.max()) if len(finite) else 0.0
    nodes = []
    for node in drawn["nodes"]:
        value = float(values[graph.place(node["id"])])
        radius = area(value, most, LARGEST, LEAST)
        said = "undefined" if radius is None else number(value)
        nodes.append(
            {
                **node,
                "radius": USUAL / 2 if radius is None else radius,
                "size": SIGN * (0.5 if radius is None else radius / USUAL),
                "hollow": radius is None,
                "title": f"{node['title']}\n{measure}: {said}",
            }
        )
    return {**drawn, "nodes": nodes, "model": {**drawn["model"], "nodes": nodes}}


def coloured(drawn: Mapping[str, Any], group_of: Mapping[str, int]) -> dict[str, Any]:
    """The picture with the number of its group before each name, and a colour for the first `COLOURS` of them."""
    nodes = []
    for node in drawn["nodes"]:
        group = group_of[node["id"]]
        shade = group if group <= COLOURS else 0
        nodes.append({**node, "shade": f"q{shade}", "label": f"{group} · {node['label']}"})
    return {**drawn, "nodes": nodes}


def _unknown(values: Float64) -> Any:
    return ~(abs(values) < math.inf)
