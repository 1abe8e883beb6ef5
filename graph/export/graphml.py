"""A network as GraphML text, written piece by piece. Gephi, yEd, Cytoscape, igraph and
networkx read it.

Format: Brandes, Eiglsperger, Herman, Himsolt & Marshall (2002), http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from graph.export.attributes import Attribute, edge_attributes, network_attributes, node_attributes
from graph.projection import Projection

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
    "node": {"name": "string", "label": "string", "country": "string"},
    "edge": {"relation": "string", "strength": "double", "distance": "double", "source_ids": "string"},
}


def write_graphml(projection: Projection) -> Iterator[str]:
    """The network as pieces of GraphML text, to be written one after the other in UTF-8.

    The same nodes, edges and attributes as `to_networkx`. Characters that XML cannot carry become visible: `\\u0001`.
    """
    about = network_attributes(projection)
    keys = {"graph": dict.fromkeys(about, "string"), **_KEYS}
    yield _HEAD
    for domain, names in keys.items():
        for name, kind in names.items():
            key = f"{domain}_{escape(name)}"
            yield f'  <key id="{key}" for="{domain}" attr.name="{escape(name)}" attr.type="{kind}"/>\n'
    direction = "directed" if projection.directed else "undirected"
    yield f'  <graph id="{escape(projection.view)}" edgedefault="{direction}">\n'
    yield _data("graph", about, indent=4)
    for node in projection.nodes:
        yield f'    <node id="{escape(node.id)}">\n{_data("node", node_attributes(node))}    </node>\n'
    for place, edge in enumerate(projection.edges):
        ends = f'source="{escape(edge.source)}" target="{escape(edge.target)}"'
        yield f"    <edge {ends}>\n{_data('edge', edge_attributes(projection, place))}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def escape(text: str) -> str:
    """The text as it may stand between tags and inside a quoted attribute."""
    return _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text).translate(_ESCAPES)


def _data(domain: str, values: dict[str, Attribute], *, indent: int = 6) -> str:
    return "".join(
        f'{" " * indent}<data key="{domain}_{escape(name)}">{_text(value)}</data>\n' for name, value in values.items()
    )


def _text(value: Attribute) -> str:
    if isinstance(value, str):
        return escape(value)
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"  # the spelling of XML Schema
    return repr(value)
