"""Small networks for the tests of analyses: projections from edge lists, and networks with published numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from graph.projection import Evidence, NetworkEdge, NetworkNode, Projection, build_projection

Pair = tuple[str, str] | tuple[str, str, float]


def network(
    edges: Iterable[Pair], nodes: Iterable[str] = (), *, directed: bool = False, modes: Sequence[str] = ("node",)
) -> Projection:
    """A projection of (source, target) or (source, target, strength), with further nodes that may have no edge."""
    rows = [(edge[0], edge[1], float(edge[2]) if len(edge) > 2 else 1.0) for edge in edges]
    names = sorted({*nodes, *(end for row in rows for end in row[:2])})
    return build_projection(
        view="test",
        parameters={},
        graph_version="v1",
        nodes=[NetworkNode(name, name.title(), "Country") for name in names],
        edges=[
            NetworkEdge(a, b, "KNOWS", strength, (Evidence("KNOWS", a, b, "source:test"),)) for a, b, strength in rows
        ],
        directed=directed,
        strength_means="as the test says",
        modes=modes,
    )


def from_graph(graph: nx.Graph[object], *, strength: str | None = None) -> Projection:
    """A projection of a networkx graph. Node ids are zero-padded texts, so that they sort like whole numbers do."""
    return network(
        [
            (node_id(a), node_id(b), float(data[strength]) if strength else 1.0)
            for a, b, data in graph.edges(data=True)
            if a != b
        ],
        [node_id(node) for node in graph.nodes],
        directed=graph.is_directed(),
    )


def node_id(node: object) -> str:
    """The id `from_graph` gives to a node."""
    return f"n{node:04d}" if isinstance(node, int) else str(node)


def krackhardt_kite() -> Projection:
    """Krackhardt (1990): ten people, named as in the paper."""
    names = "Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane".split()
    pairs = "01 02 03 05 13 14 16 23 25 34 35 36 46 56 57 67 78 89".split()
    return network([(names[int(pair[0])], names[int(pair[1])]) for pair in pairs])


def florentine_families() -> Projection:
    """Padgett's marriage ties between the families of Florence."""
    return from_graph(nx.florentine_families_graph())


DECK = {
    "project:knowhub": "PL HU ES FR AT DE BG",
    "project:tr3s": "FI DE PL RO IT EE UK HU ES",
    "partnership:ris3t": "ES PT",
    "goodpractice:nordland-triple-helix": "FI NO",
    "project:bordwiis-plus": "FR IT",
}


def deck() -> Projection:
    """The five projects of which the slide deck names the countries, with those countries: a two-mode network."""
    edges = [(f"country:{country}", activity) for activity, countries in DECK.items() for country in countries.split()]
    return network(edges, modes=("actor", "activity"))
