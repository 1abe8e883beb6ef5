"""What an analysis answers: frozen, with the method beside the numbers. Knows neither JSON nor pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.projection import Projection

# Values are told apart by this many significant digits when they are ranked. What lies beyond is the rounding error of
# long sums (relative 1e-15 a term): it would rank equal nodes apart, and differently after a relabelling.
SIGNIFICANT_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Method:
    """How a number was made: its formula, where it was published, and the choices that change it."""

    name: str
    formula: str
    reference: str
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NodeScore:
    """One node's value. `value` and `rank` are None where the measure is undefined for the node: unknown, never 0."""

    id: str
    name: str
    label: str
    value: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class NodeScores:
    """A measure of every node: largest value first, equal values by id, undefined ones last.

    Ranks are competition ranks (1, 2, 2, 4); values equal to 12 significant digits share one.
    """

    method: Method
    items: tuple[NodeScore, ...]
    warnings: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, float | None]:
        """Node id → value."""
        return {item.id: item.value for item in self.items}


@dataclass(frozen=True, slots=True)
class Components:
    """The parts of a network that no edge connects: node ids, sorted; largest part first, equal ones by first id."""

    method: Method
    items: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part that a removal leaves behind. `ids` is empty where the piece has more nodes than are named."""

    size: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticulationPoint:
    """A node whose removal cuts its component into `pieces` (largest first); `cut_off` nodes lose the largest one."""

    id: str
    name: str
    label: str
    cut_off: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie without which its component is two: the piece with `source` and the piece with `target`, in this order.

    `edges` are places in `Projection.edges`: one, or two where a directed network has the tie in both directions.
    """

    source: str
    target: str
    edges: tuple[int, ...]
    cut_off: int
    pieces: tuple[Piece, Piece]


@dataclass(frozen=True, slots=True)
class Articulation:
    """Single points of failure, those that cut off most first, equal ones by id."""

    method: Method
    nodes: tuple[ArticulationPoint, ...]
    bridges: tuple[Bridge, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Node ids from source to target, and the edges between them as places in `Projection.edges`."""

    nodes: tuple[str, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """Shortest paths between two nodes, in the order of their node ids.

    `length` is in hops, None where there is no path. `total` counts all shortest paths, exactly, also those beyond the
    limit; `truncated` says that some are not listed.
    """

    method: Method
    length: int | None
    paths: tuple[Path, ...]
    total: int
    truncated: bool
    warnings: tuple[str, ...] = ()


def scores(
    projection: Projection, values: npt.NDArray[np.float64], *, method: Method, warnings: Iterable[str] = ()
) -> NodeScores:
    """Ranks the values (n, in array order; NaN where undefined) of a projection's nodes."""
    given = values.tolist()
    keys = [-float(f"{value:.{SIGNIFICANT_DIGITS}g}") for value in given]
    defined = [place for place, value in enumerate(given) if not math.isnan(value)]
    defined.sort(key=keys.__getitem__)  # stable, and places are in the order of ids
    items = []
    rank = 0
    for order, place in enumerate(defined, start=1):
        if order == 1 or keys[place] != keys[defined[order - 2]]:
            rank = order
        node = projection.nodes[place]
        items.append(NodeScore(node.id, node.name, node.label, given[place], rank))
    undefined = (node for node, value in zip(projection.nodes, given, strict=True) if math.isnan(value))
    items.extend(NodeScore(node.id, node.name, node.label, None, None) for node in undefined)
    return NodeScores(method, tuple(items), tuple(warnings))
