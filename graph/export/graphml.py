"""A network as GraphML text, written piece by piece. Gephi, yEd, Cytoscape, igraph and
networkx read it.

Format: Brandes, Eiglsperger, Herman, Himsolt & Marshall (2002), http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

import numpy as np

from graph.analytics.arguments import network
from graph.errors import InvalidInput
from graph.export.attributes import (
    NODE_ATTRIBUTES,
    Attribute,
    Column,
    Columns,
    edge_attributes,
    found_at,
    network_attributes,
    node_attributes,
    with_stated,
)
from graph.projection import Projection
from graph.wording import plural

# Characters that XML 1.0 cannot carry at all, not even as a reference; they are written as \u0001.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Tab and the line ends are turned into blanks by a reader unless they are references.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_KEYS = {
    "node": dict.fromkeys(NODE_ATTRIBUTES, "string"),
    "edge": {"relation": "string", "strength": "double", "distance": "double", "source_ids": "string"},
}


def write_graphml(
    projection: Projection,
    *,
    nodes: Columns | None = None,
    edges: Columns | None = None,
    about: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """The network as pieces of GraphML text, to be written one after the other in UTF-8.

    `nodes` and `edges` add what an analysis found, `about` what is to be said of it: `nodes={"degree": scores.array}`.
    The same nodes, edges and attributes as `to_networkx`. Characters that XML cannot carry become visible: `\\u0001`.
    Raises `InvalidInput` for a column that the network has already, or of another length.
    """
    network("projection", projection)
    nodes, edges = with_stated(projection, nodes), edges or {}
    _check(projection.n, nodes, _KEYS["node"])
    _check(projection.m, edges, _KEYS["edge"])
    told = network_attributes(projection, about)
    keys = {
        "graph": dict.fromkeys(told, "string"),
        "node": {**_KEYS["node"], **{name: _type(values) for name, values in nodes.items()}},
        "edge": {**_KEYS["edge"], **{name: _type(values) for name, values in edges.items()}},
    }
    yield _HEAD
    for domain, names in keys.items():
        for name, kind in names.items():
            key = f"{domain}_{escape(name)}"
            yield f'  <key id="{key}" for="{domain}" attr.name="{escape(name)}" attr.type="{kind}"/>\n'
    direction = "directed" if projection.directed else "undirected"
    yield f'  <graph id="{escape(projection.view)}" edgedefault="{direction}">\n'
    yield _data("graph", told, indent=4)
    for place, node in enumerate(projection.nodes):
        known = _data("node", {**node_attributes(node), **found_at(nodes, place)})
        yield f'    <node id="{escape(node.id)}">\n{known}    </node>\n'
    for place, edge in enumerate(projection.edges):
        ends = f'source="{escape(edge.source)}" target="{escape(edge.target)}"'
        known = _data("edge", {**edge_attributes(projection, place), **found_at(edges, place)})
        yield f"    <edge {ends}>\n{known}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def escape(text: str) -> str:
    """The text as it may stand between tags and inside a quoted attribute."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text).translate(_ESCAPES)


def _data(domain: str, values: dict[str, Attribute], *, indent: int = 6) -> str:
    return "".join(
        f'{" " * indent}<data key="{domain}_{escape(name)}">{_text(value)}</data>\n' for name, value in values.items()
    )


def _check(size: int, columns: Columns, taken: Mapping[str, str]) -> None:
    for name, values in columns.items():
        if name in taken:
            raise InvalidInput(
                f"The network has a '{name}' of its own.", next_step="Give the column another name.", field=name
            )
        if len(values) != size:
            raise InvalidInput(
                f"'{name}' has {plural(len(values), 'value')} where the network has {size:,}.",
                next_step="Give one each, in the network's order; None where it is unknown.",
                field=name,
            )


def _type(values: Column) -> str:
    """The GraphML type that holds all values of a column."""
    kinds = {type(value) for value in (values.tolist() if isinstance(values, np.ndarray) else values)} - {type(None)}
    if not kinds or str in kinds:
        return "string"
    if kinds == {bool}:
        return "boolean"
    return "long" if kinds == {int} else "double"


def _text(value: Attribute) -> str:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"  # the spelling of XML Schema
    return repr(value)
