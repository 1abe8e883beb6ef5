"""What an analysis answers: frozen, with the method beside the numbers. Knows neither JSON nor pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import eq
from typing import overload

import numpy as np
import numpy.typing as npt

from graph.projection import NetworkNode, Projection

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


class RankedNodes(Sequence[NodeScore]):
    """Scores in the order of their ranks; a `NodeScore` is made when one is asked for."""

    __slots__ = ("_nodes", "_order", "_ranks", "_values")

    def __init__(
        self,
        nodes: Sequence[NetworkNode],
        values: npt.NDArray[np.float64],
        order: npt.NDArray[np.int64],
        ranks: npt.NDArray[np.int64],
    ) -> None:
        self._nodes, self._values, self._order, self._ranks = nodes, values, order, ranks

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> NodeScore: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[NodeScore, ...]: ...

    def __getitem__(self, at: int | slice) -> NodeScore | tuple[NodeScore, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        place = int(self._order[at])
        node, value, rank = self._nodes[place], float(self._values[place]), int(self._ranks[at])
        if math.isnan(value):
            return NodeScore(node.id, node.name, node.label, None, None)
        return NodeScore(node.id, node.name, node.label, value, rank)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class NodeScores:
    """A measure of every node: largest value first, equal values by id, undefined ones last.

    Ranks are competition ranks (1, 2, 2, 4); values equal to 12 significant digits share one. `array` (n) has the
    values in the order of the projection's nodes, NaN where undefined. `summary` holds numbers about the network as a
    whole, such as its centralisation, by name; None where undefined. `standard_error` (n) is that of estimated
    values, NaN where it is not known; None where values are exact.
    """

    method: Method
    items: Sequence[NodeScore]
    warnings: tuple[str, ...] = ()
    array: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    summary: Mapping[str, float | None] = field(default_factory=dict)
    standard_error: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def values(self) -> dict[str, float | None]:
        """Node id → value."""
        return {item.id: item.value for item in self.items}


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
    limit; None where they are not counted. `truncated` says that some are not listed, or may not be.
    """

    method: Method
    length: int | None
    paths: tuple[Path, ...]
    total: int | None
    truncated: bool
    warnings: tuple[str, ...] = ()


def scores(
    projection: Projection,
    values: npt.NDArray[np.float64],
    *,
    method: Method,
    warnings: Iterable[str] = (),
    summary: Mapping[str, float | None] | None = None,
    standard_error: npt.NDArray[np.float64] | None = None,
) -> NodeScores:
    """Ranks the values (n, in array order; NaN where undefined) of a projection's nodes."""
    order, ranks = ranking(values)
    values = np.asarray(values, dtype=np.float64)
    values.setflags(write=False)
    items = RankedNodes(projection.nodes, values, order, ranks)
    return NodeScores(method, items, tuple(warnings), values, summary or {}, standard_error)


def ranking(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Places (n) from the largest value down, NaN last and equal ones in their order; and the rank of each of them."""
    keys = significant(values)
    order = np.argsort(-keys, kind="stable")
    sorted_keys = keys[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = sorted_keys[1:] != sorted_keys[:-1]
    ranks = np.maximum.accumulate(np.where(new, np.arange(1, len(order) + 1), 0))
    return order, ranks


def significant(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The values rounded to `SIGNIFICANT_DIGITS`: equal ones are equal for the ranking. Zeros are one, NaN stays."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        magnitude = np.floor(np.log10(np.abs(values)))
        scale = 10.0 ** (SIGNIFICANT_DIGITS - 1 - magnitude)
        rounded = np.round(values * scale) / scale
    plain = (values == 0) | ~np.isfinite(scale) | (scale == 0) | ~np.isfinite(values)
    return np.asarray(np.where(plain, values + 0.0, rounded))
