"""A network as immutable arrays: what every analysis works on.

Built once from a network view under one graph version and never changed. Nodes are in the order of their ids and edges
in the order of (source id, target id), so that the same content gives the same floating-point sums on both stores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidInput, NotFound

Int32: TypeAlias = npt.NDArray[np.int32]
Int64: TypeAlias = npt.NDArray[np.int64]
Float64: TypeAlias = npt.NDArray[np.float64]

SUGGESTED_UP_TO = 20_000  # nodes compared for a “did you mean”: some 50 ms


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One statement behind an edge: the relation as it stands in the graph, and one source of it."""

    relation: str
    source: str  # id of the node the relation starts at, as stated, before any roll-up
    target: str
    source_id: str  # id of the Source or Dataset node
    quote: str = ""  # the words of the source, empty where they are not known
    role: str = ""


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A node of a network."""

    id: str
    name: str
    label: str
    country: str = ""  # Eurostat code where the node lies in one country


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """One edge a pair; what was parallel is aggregated, with every statement kept.

    `strength` grows with the tie (the view says what it counts); `distance` is 1/strength unless the view says
    otherwise.
    """

    source: str
    target: str
    relation: str
    strength: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A statement too coarse for the level asked for, or one that names no place."""

    id: str
    name: str
    relation: str
    target: str
    reason: str


IN_ORDER = attrgetter("id", "name", "relation", "target", "reason")  # as they compare, in a quarter of the time


class NodeColumns(Sequence[NetworkNode]):
    """Nodes as columns of equal length; a `NetworkNode` is made when one is asked for. For networks of any size."""

    __slots__ = ("countries", "ids", "labels", "names")

    def __init__(
        self, ids: Sequence[str], names: Sequence[str], labels: Sequence[str] | str, countries: Sequence[str] | str = ""
    ) -> None:
        self.ids, self.names, self.labels, self.countries = ids, names, labels, countries

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> NetworkNode: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[NetworkNode, ...]: ...

    def __getitem__(self, place: int | slice) -> NetworkNode | tuple[NetworkNode, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        label = self.labels if isinstance(self.labels, str) else self.labels[place]
        country = self.countries if isinstance(self.countries, str) else self.countries[place]
        return NetworkNode(self.ids[place], self.names[place], label, country)


class EdgeColumns(Sequence[NetworkEdge]):
    """Edges as columns of equal length; a `NetworkEdge`, with its evidence, is made when one is asked for."""

    __slots__ = ("evidence", "ids", "relations", "source", "strength", "target")

    def __init__(
        self,
        ids: Sequence[str],
        source: Int32,
        target: Int32,
        strength: Float64,
        relations: Sequence[str] | str,
        evidence: Callable[[int], tuple[Evidence, ...]],
    ) -> None:
        self.ids, self.source, self.target, self.strength = ids, source, target, strength
        self.relations, self.evidence = relations, evidence

    def __len__(self) -> int:
        return len(self.source)

    @overload
    def __getitem__(self, place: int) -> NetworkEdge: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[NetworkEdge, ...]: ...

    def __getitem__(self, place: int | slice) -> NetworkEdge | tuple[NetworkEdge, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        place = range(len(self))[place]
        return NetworkEdge(
            self.ids[self.source[place]],
            self.ids[self.target[place]],
            self.relations if isinstance(self.relations, str) else self.relations[place],
            float(self.strength[place]),
            self.evidence(place),
        )


@dataclass(frozen=True)
class Projection:
    """Compressed sparse rows of a network with n nodes and m edges.

    `indptr` (n+1) and `indices` (m, or 2m when undirected: both directions stand in it) are the out-neighbours, sorted;
    `edge_of` gives for each place in `indices` the edge it belongs to; `strength` and `distance` are per edge (m).
    """

    view: str
    parameters: Mapping[str, str]
    graph_version: str
    directed: bool
    nodes: Sequence[NetworkNode]
    edges: Sequence[NetworkEdge]
    indptr: Int64
    indices: Int32
    edge_of: Int32
    edge_source: Int32
    edge_target: Int32
    strength: Float64
    distance: Float64
    left_out: tuple[LeftOut, ...] = ()
    description: str = ""
    strength_means: str = ""
    modes: tuple[str, ...] = field(default=())  # ("actor", "activity") for a two-mode network, else ("node",)
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)  # column → value a node, "" where unknown
    stated_by: tuple[str, ...] | None = None  # ids of the sources, where they are known without asking every edge
    stated_actors: npt.NDArray[np.bool_] | None = None  # which nodes (n) are actors, where edges alone do not tell

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @property
    def m(self) -> int:
        """Number of edges; each counts once, also in an undirected network."""
        return len(self.edges)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Node id → place in the arrays."""
        return {node_id: place for place, node_id in enumerate(self.ids)}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Node ids in array order, which is sorted."""
        if isinstance(self.nodes, NodeColumns):
            return tuple(self.nodes.ids)
        return tuple(node.id for node in self.nodes)

    @cached_property
    def own_countries(self) -> bool:
        """Whether the column `country` of a loaded network is something else than the countries of its nodes."""
        written = self.attributes.get("country")
        if written is None:
            return False
        nodes = self.nodes
        if isinstance(nodes, NodeColumns):
            return any(written) if isinstance(nodes.countries, str) else list(written) != list(nodes.countries)
        return any(text != node.country for text, node in zip(written, nodes, strict=True))

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of the sources and data sets whose statements make the edges, sorted."""
        if self.stated_by is not None:
            return self.stated_by
        return tuple(sorted({piece.source_id for edge in self.edges for piece in edge.evidence}))

    @cached_property
    def actors(self) -> npt.NDArray[np.bool_]:
        """Which nodes (n) are actors: in a two-mode network those an edge starts at, in a one-mode network all.

        In a loaded two-mode network also those without an edge that are stated to be.
        """
        if len(self.modes) < 2:
            return np.ones(self.n, dtype=np.bool_)
        if self.stated_actors is not None:
            return self.stated_actors
        found = np.zeros(self.n, dtype=np.bool_)
        found[self.edge_source] = True
        return found

    @cached_property
    def reverse(self) -> tuple[Int64, Int32, Int32]:
        """`indptr`, `indices`, `edge_of` of the in-neighbours; the same arrays when undirected."""
        if not self.directed:
            return self.indptr, self.indices, self.edge_of
        return _rows(self.n, self.edge_target, self.edge_source, np.arange(self.m, dtype=np.int32))

    def place(self, node_id: str) -> int:
        """Place of a node in the arrays. Raises `NotFound` naming it and the view, `InvalidInput` for no text."""
        try:
            return self.position[node_id]
        except (KeyError, TypeError):
            if str(node_id) != node_id:
                raise InvalidInput(
                    f"{str(node_id)[:200]} is no text, and nodes are known by their text.",
                    next_step=f"Use '{str(node_id)[:200]}'.",
                    field="node",
                ) from None
            near = get_close_matches(node_id, self.ids, n=1) if self.n <= SUGGESTED_UP_TO else []
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise NotFound(
                f"'{node_id[:200]}' is not a node of the network '{self.view}'.{hint}",
                next_step=f"GET /api/v1/networks/{self.view} lists its nodes.",
            ) from None

    def __contains__(self, node_id: object) -> bool:
        return node_id in self.position


def build_projection(
    *,
    view: str,
    parameters: Mapping[str, str],
    graph_version: str,
    nodes: Iterable[NetworkNode],
    edges: Iterable[NetworkEdge],
    directed: bool = False,
    left_out: Iterable[LeftOut] = (),
    description: str = "",
    strength_means: str = "",
    modes: Sequence[str] = ("node",),
) -> Projection:
    """Sorts nodes and edges, and makes the arrays. Edges name nodes that are given; an undirected edge is stored once.

    Raises `ValueError` for an edge whose end is no node, for a loop, or for a pair that stands twice (a fault of the
    view).
    """
    ordered = tuple(sorted(nodes, key=lambda node: node.id))
    position = {node.id: place for place, node in enumerate(ordered)}
    rows = sorted(edges, key=lambda edge: (edge.source, edge.target))
    for edge in rows:
        if edge.source not in position or edge.target not in position or edge.source == edge.target:
            raise ValueError(f"The edge {edge.source} – {edge.target} of the view '{view}' has no two ends.")
    if len({(edge.source, edge.target) if directed else frozenset((edge.source, edge.target)) for edge in rows}) != len(
        rows
    ):
        raise ValueError(f"The view '{view}' returns a pair twice.")
    return projection_of(
        view=view,
        parameters=parameters,
        graph_version=graph_version,
        nodes=ordered,
        edges=tuple(rows),
        source=np.array([position[edge.source] for edge in rows], dtype=np.int32),
        target=np.array([position[edge.target] for edge in rows], dtype=np.int32),
        strength=np.array([edge.strength for edge in rows], dtype=np.float64),
        directed=directed,
        left_out=left_out,
        description=description,
        strength_means=strength_means,
        modes=modes,
    )


def projection_of(
    *,
    view: str,
    parameters: Mapping[str, str],
    graph_version: str,
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    source: Int32,
    target: Int32,
    strength: Float64,
    directed: bool = False,
    left_out: Iterable[LeftOut] = (),
    description: str = "",
    strength_means: str = "",
    modes: Sequence[str] = ("node",),
    attributes: Mapping[str, Sequence[str]] | None = None,
    stated_by: tuple[str, ...] | None = None,
    actors: npt.NDArray[np.bool_] | None = None,
) -> Projection:
    """The arrays of a network whose nodes (n) are sorted by id and whose edges (m) are sorted by their ends.

    `source`, `target` (m) are places in `nodes`, `strength` (m) belongs to them; no loops, no pair twice (in either
    direction when undirected). `actors` (n) are those of a two-mode network where some may have no edge. Nothing is
    checked here: `build_projection` does, and so does who reads a file.
    """
    n, numbers = len(nodes), np.arange(len(source), dtype=np.int32)
    if directed:
        indptr, indices, edge_of = _rows(n, source, target, numbers)
    else:
        both = np.concatenate([source, target]), np.concatenate([target, source])
        indptr, indices, edge_of = _rows(n, *both, np.concatenate([numbers, numbers]))
    if np.signbit(strength).any():
        strength = strength + 0.0  # −0.0 is 0: as a distance it would be −∞
    with np.errstate(divide="ignore"):
        distance = 1.0 / strength
    for array in (indptr, indices, edge_of, source, target, strength, distance):
        array.setflags(write=False)
    return Projection(
        view=view,
        parameters=dict(parameters),
        graph_version=graph_version,
        directed=directed,
        nodes=nodes,
        edges=edges,
        indptr=indptr,
        indices=indices,
        edge_of=edge_of,
        edge_source=source,
        edge_target=target,
        strength=strength,
        distance=distance,
        left_out=tuple(sorted(left_out, key=IN_ORDER)),
        description=description,
        strength_means=strength_means,
        modes=tuple(modes),
        attributes=attributes or {},
        stated_by=stated_by,
        stated_actors=actors if len(modes) > 1 else None,
    )


def _rows(n: int, source: Int32, target: Int32, edge: Int32) -> tuple[Int64, Int32, Int32]:
    """Compressed sparse rows with neighbours in ascending order."""
    order = np.argsort(source.astype(np.int64) * max(n, 1) + target, kind="stable")
    indptr = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(source, minlength=n), out=indptr[1:])
    return indptr, target[order].astype(np.int32), edge[order].astype(np.int32)
