"""For notebooks and scripts: open a graph, take its networks, or make one of any list of ties.

`from graph import …` gives these and every analysis by name; see `graph.__init__`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from graph.errors import InvalidInput, UnknownName
from graph.ontology import read_ontology
from graph.projection import Evidence, LeftOut, NetworkEdge, NetworkNode, Projection, build_projection
from graph.stores import open_store
from graph.strengths import MOST_STRENGTH, fault_of
from graph.views import Networks

if TYPE_CHECKING:
    import networkx as nx

Tie: TypeAlias = tuple[str, str] | tuple[str, str, float]

MODES = ("actor", "activity")
RELATION = "TIED_TO"  # of every tie
LOOP = "it ties a node with itself, and no measure here counts such ties"
STRENGTHS = ("strength", "weight")  # edge attributes of a networkx graph that are taken for strength, the first first


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
    actors: Iterable[str] | None = None,
    countries: Mapping[str, str] | None = None,
    attributes: Mapping[str, Mapping[str, str]] | None = None,
    name: str = "network",
) -> Projection:
    """A network of (source, target) or (source, target, strength), with further nodes that may have no tie.

    Parallel ties are one edge, their strengths added up; without a strength a tie counts 1. With `actors` it is a
    two-mode network: these nodes are actors, the others activities, and each tie joins one of both. `names`,
    `countries` and the columns in `attributes` (groups, for example) give the text of a node by its id. Raises
    `InvalidInput` naming the entry that is no tie, a tie of a node with itself or inside one mode, and a strength that
    is neither 0 nor from 1e-30 to 1e30.
    """
    return _network(
        ties,
        nodes=nodes,
        names=names or {},
        labels={},
        directed=directed,
        actors=actors,
        countries=countries or {},
        attributes=attributes or {},
        strength_means="as given; a tie without one counts 1",
        name=name,
    )


def from_networkx(graph: nx.Graph[Any], *, strength: str | None = None, name: str = "network") -> Projection:
    """A networkx graph as a network; its nodes by their text. The way back is `to_networkx`.

    `strength` names the edge attribute to take, 1 where an edge has none; one that no edge has is an `UnknownName`. By
    default it is `strength` if an edge has one, else `weight` if an edge has one, else each tie counts 1;
    `strength_means` of the network says which.
    Of nodes: `name` (else `label`) is the name, `label` beside a `name` the kind, `country` the country, and every
    other attribute that is text a column in `attributes`, by which one can group. An undirected graph is a two-mode
    network when each node has `mode` ("actor", "activity") or `bipartite` (0 for actors, 1), and no tie is inside a
    mode. Loops are left out, as no measure here counts them, and stand in `left_out`. Raises `InvalidInput` as
    `network_of` does, for two nodes with the same text, such as 1 and "1", and for what is no networkx graph.
    """
    if not all(hasattr(graph, one) for one in ("nodes", "edges", "is_directed")):
        value: object = graph
        kind = "a network already" if isinstance(value, Projection) else "no networkx graph"
        raise InvalidInput(
            f"graph is a {type(graph).__name__}: {kind}.",
            next_step="network_of(ties) makes a network of a list of ties; the analyses take it as it is.",
            field="graph",
        )
    given = [(a, b, data) for a, b, data in graph.edges(data=True) if a != b]
    if strength is not None and given and not any(strength in data for _, _, data in given):
        known = {str(attribute) for _, _, data in given for attribute in data}
        raise UnknownName(
            "edge attribute",
            str(strength),
            known,
            next_step="" if known else "No edge has an attribute: leave strength out, and each tie counts 1.",
            field="strength",
        )
    if strength is None:
        carried = (attribute for attribute in STRENGTHS if any(attribute in data for _, _, data in given))
        strength = next(carried, None)
    told = {str(node): data for node, data in graph.nodes(data=True)}
    actors, used = _modes(graph)
    kinds = {node: str(data["label"]) for node, data in told.items() if data.get("name") and data.get("label")}
    columns: dict[str, dict[str, str]] = {}
    for node, data in told.items():
        for column, value in data.items():
            if isinstance(value, str) and value and column not in ("name", "label", used):
                columns.setdefault(str(column), {})[node] = value
    names = {node: data.get("name") or data.get("label") for node, data in told.items()}
    network = _network(
        ((a, b, data.get(strength, 1.0)) if strength is not None else (a, b) for a, b, data in given),
        nodes=graph.nodes,
        names={node: str(value) for node, value in names.items() if value},
        labels=kinds,
        directed=graph.is_directed(),
        actors=actors,
        countries=columns.get("country", {}),
        attributes=columns,
        strength_means="each tie counts 1"
        if strength is None
        else f"the edge attribute '{strength}'; a tie without it counts 1",
        name=name,
    )
    loops = {str(a) for a, b in graph.edges() if a == b}
    nodes = (network.nodes[network.place(loop)] for loop in sorted(loops))
    return replace(network, left_out=tuple(LeftOut(node.id, node.name, RELATION, node.id, LOOP) for node in nodes))


def _network(
    ties: Iterable[Any],
    *,
    nodes: Iterable[Any],
    names: Mapping[str, str],
    labels: Mapping[str, str],
    directed: bool,
    actors: Iterable[Any] | None,
    countries: Mapping[str, str],
    attributes: Mapping[str, Mapping[str, str]],
    strength_means: str,
    name: str,
) -> Projection:
    two_mode = actors is not None
    if two_mode and directed:
        raise InvalidInput(
            "A network with actors is two-mode, and that is undirected.",
            next_step="Leave out directed, or actors.",
            field="actors",
        )
    ids: dict[str, Any] = {}
    for node in nodes:
        _known(node, ids)
    acting = {_known(node, ids) for node in (actors or ())}
    added: dict[tuple[str, str], float] = {}
    for tie in ties:
        source, target, strength = _read(tie, ids)
        if two_mode and (source in acting) == (target in acting):
            both = "actors" if source in acting else "activities"
            raise _wrong(tie, f"it joins two {both}, and a tie of a two-mode network joins an actor and an activity")
        if (target in acting) if two_mode else (not directed and target < source):
            source, target = target, source
        total = added.get((source, target), 0.0) + strength
        if fault := fault_of(total):
            raise _wrong(tie, f"with the parallel ties before it the strength is {total:g}, and {fault}")
        added[source, target] = total
    if countries:
        attributes = {**attributes, "country": countries}  # as in loaded networks: one can group by it
    network = build_projection(
        view=name,
        parameters={},
        graph_version="",
        nodes=[
            NetworkNode(node, names.get(node, node), labels.get(node, "Vertex"), countries.get(node, ""))
            for node in ids
        ],
        edges=[
            NetworkEdge(one, other, RELATION, strength, (Evidence(RELATION, one, other, "given"),))
            for (one, other), strength in added.items()
        ],
        directed=directed,
        strength_means=strength_means,
        modes=MODES if two_mode else ("node",),
    )
    return replace(
        network,
        attributes={column: tuple(of.get(node, "") for node in network.ids) for column, of in attributes.items()},
        stated_actors=np.array([node in acting for node in network.ids], dtype=np.bool_) if two_mode else None,
    )


def _read(tie: Any, ids: dict[str, Any]) -> tuple[str, str, float]:
    """Ends and strength of an entry, the ends put among the `ids`."""
    if isinstance(tie, (str, bytes)) or not isinstance(tie, Sequence) or len(tie) not in (2, 3):
        raise _wrong(tie, "a tie is (source, target) or (source, target, strength)")
    if any(end is None or end == "" for end in tie[:2]):
        raise _wrong(tie, "an end is missing")
    if str(tie[0]) == str(tie[1]) and type(tie[0]) is type(tie[1]):
        raise _wrong(tie, "it ties a node with itself")
    strength = 1.0
    if len(tie) == 3:
        try:
            strength = float(tie[2])
        except (TypeError, ValueError):
            raise _wrong(tie, "its strength is not a number") from None
        except OverflowError:
            raise _wrong(tie, f"its strength is beyond {MOST_STRENGTH:g}") from None
        if fault := fault_of(strength):
            raise _wrong(tie, f"as to its strength, {fault}")
    return _known(tie[0], ids), _known(tie[1], ids), strength + 0.0  # −0.0 is 0


def _known(node: Any, ids: dict[str, Any]) -> str:
    """The text of a node, which names no other node."""
    text = str(node)
    first = ids.setdefault(text, node)
    if first is not node and first != node:
        raise InvalidInput(
            f"The nodes {first!r} and {node!r} have the same text, and nodes are known by their text.",
            next_step="Rename one of them, for example with networkx.relabel_nodes.",
            field="nodes",
        )
    return text


def _wrong(tie: Any, why: str) -> InvalidInput:
    return InvalidInput(f"{tie!r} cannot be a tie: {why}.", next_step="Leave it out, or correct it.", field="ties")


def _modes(graph: nx.Graph[Any]) -> tuple[list[Any] | None, str]:
    """The actors of a graph whose nodes say their mode, and the attribute they say it in; None where they do not."""
    if graph.is_directed() or not len(graph):
        return None, ""
    for attribute, (actor, activity) in (("mode", MODES), ("bipartite", (0, 1))):
        said = {node: data.get(attribute) for node, data in graph.nodes(data=True)}
        if all(mode in (actor, activity) for mode in said.values()) and all(said[a] != said[b] for a, b in graph.edges):
            return [node for node, mode in said.items() if mode == actor], attribute
    return None, ""
