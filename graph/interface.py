"""For notebooks and scripts: open a graph, take its networks, or make one of any list of ties.

`from graph import …` gives these and every analysis by name; see `graph.__init__`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from graph.errors import InvalidInput
from graph.ontology import read_ontology
from graph.projection import Evidence, NetworkEdge, NetworkNode, Projection, build_projection
from graph.stores import open_store
from graph.views import Networks

if TYPE_CHECKING:
    import networkx as nx

Tie: TypeAlias = tuple[str, str] | tuple[str, str, float]


@contextmanager
def open_networks(
    data: Path | str = "var", *, uri: str = "", username: str = "", password: str = ""
) -> Iterator[Networks]:
    """The networks of a graph: of the embedded store in the folder `data`, or of a Neo4j at `uri`.

    Without `uri` the environment counts (`NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD`), as for the service. The
    embedded store is open for one process at a time: beside a running service, ask it over HTTP instead.
    Raises `StoreLocked` and the other `StoreError`s.

        with open_networks() as networks:
            participation = networks.projection("participation", {"level": "country"})
    """
    uri = uri or os.environ.get("NEO4J_URI", "")
    ontology = read_ontology()
    store = open_store(
        ontology,
        data=Path(data),
        uri=uri,
        username=username or os.environ.get("NEO4J_USERNAME", "neo4j"),
        password=password or os.environ.get("NEO4J_PASSWORD", ""),
    )
    try:
        yield Networks(store, ontology)
    finally:
        store.close()


def network_of(
    ties: Iterable[Tie],
    *,
    nodes: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
    directed: bool = False,
    name: str = "network",
) -> Projection:
    """A network of (source, target) or (source, target, strength), with further nodes that may have no tie.

    Parallel ties are one edge, their strengths added up; without a strength a tie counts 1. Raises `InvalidInput` for
    a tie of a node with itself and for a strength that is negative or no number.
    """
    added: dict[tuple[str, str], float] = {}
    for tie in ties:
        source, target, strength = str(tie[0]), str(tie[1]), float(tie[2]) if len(tie) > 2 else 1.0
        if source == target or not strength >= 0:
            raise InvalidInput(
                f"{tie!r} is not a tie of two nodes with a strength from 0 up.",
                next_step="Leave it out, or correct it.",
            )
        pair = (source, target) if directed or source < target else (target, source)
        added[pair] = added.get(pair, 0.0) + strength
    ids = {*map(str, nodes), *(end for pair in added for end in pair)}
    return build_projection(
        view=name,
        parameters={},
        graph_version="",
        nodes=[NetworkNode(node, (names or {}).get(node, node), "Vertex") for node in ids],
        edges=[
            NetworkEdge(one, other, "TIED_TO", strength, (Evidence("TIED_TO", one, other, "given"),))
            for (one, other), strength in added.items()
        ],
        directed=directed,
        strength_means="as given; a tie without one counts 1",
    )


def from_networkx(graph: nx.Graph[Any], *, strength: str = "strength", name: str = "network") -> Projection:
    """A networkx graph as a network; its nodes by their text, `strength` the edge attribute (1 where absent).

    Loops are left out: no measure here counts them. The way back is `to_networkx`.
    """
    return network_of(
        ((str(a), str(b), float(data.get(strength, 1.0))) for a, b, data in graph.edges(data=True) if a != b),
        nodes=map(str, graph.nodes),
        names={str(node): str(data["name"]) for node, data in graph.nodes(data=True) if data.get("name")},
        directed=graph.is_directed(),
        name=name,
    )
