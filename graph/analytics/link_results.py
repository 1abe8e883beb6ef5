"""Absent links as they are answered: columns of numbers, and an object a link when one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from graph.analytics.results import Method, significant
from graph.projection import Float64, Int64


@dataclass(frozen=True, slots=True)
class Change:
    """A pair of nodes whose distance changes; None where there is no path."""

    source: str
    target: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class AddedLink:
    """A link that is not there. `gain` is the rise of global efficiency, `relative_gain` its share of what is now.

    `closer` counts the pairs it brings closer (None where they were not counted), `distance` is that of its ends now
    (None: no path). `own_gain` is the rise of Σ 1/d over the pairs of the node that was asked about, `new_stages` the
    pairs (node, stage) it brings within reach. `examples`: those that gain most, for the best links only.
    """

    rank: int
    source: str
    target: str
    gain: float | None
    relative_gain: float | None
    closer: int | None
    distance: float | None
    own_gain: float | None = None
    new_stages: int | None = None
    examples: tuple[Change, ...] = ()


class RankedLinks(Sequence[AddedLink]):
    """Links in the order of their ranks; an `AddedLink` is made when one is asked for."""

    __slots__ = ("columns", "efficiency", "examples", "ids", "ranks")

    def __init__(
        self,
        ids: Sequence[str],
        columns: LinkColumns,
        ranks: Int64,
        efficiency: float | None,
        examples: Sequence[tuple[Change, ...]],
    ) -> None:
        self.ids, self.columns, self.ranks = ids, columns, ranks
        self.efficiency, self.examples = efficiency, examples

    def __len__(self) -> int:
        return len(self.ranks)

    @overload
    def __getitem__(self, at: int) -> AddedLink: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[AddedLink, ...]: ...

    def __getitem__(self, at: int | slice) -> AddedLink | tuple[AddedLink, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        at = range(len(self))[at]
        of = self.columns
        gain = None if of.gain is None else float(of.gain[at])
        return AddedLink(
            rank=int(self.ranks[at]),
            source=self.ids[int(of.source[at])],
            target=self.ids[int(of.target[at])],
            gain=gain,
            relative_gain=gain / self.efficiency if gain is not None and self.efficiency else None,
            closer=None if of.closer is None else int(of.closer[at]),
            distance=float(of.distance[at]) if np.isfinite(of.distance[at]) else None,
            own_gain=None if of.own_gain is None else float(of.own_gain[at]),
            new_stages=None if of.new_stages is None else int(of.new_stages[at]),
            examples=self.examples[at] if at < len(self.examples) else (),
        )


@dataclass(frozen=True)
class LinkColumns:
    """Absent links as columns of equal length: places of their ends, gain in efficiency, and what else was asked."""

    source: Int64
    target: Int64
    distance: Float64
    gain: Float64 | None = None
    closer: Int64 | None = None
    own_gain: Float64 | None = None
    new_stages: Int64 | None = None

    def taken(self, order: npt.NDArray[np.integer[Any]]) -> LinkColumns:
        """These rows, in this order."""
        some: dict[str, Any] = {name: None if one is None else one[order] for name, one in vars(self).items()}
        return LinkColumns(**some)

    def ranked(self) -> tuple[LinkColumns, Int64]:
        """These rows in order, and their ranks.

        Most new stages first where they were asked for, then most gain, then by places, which are in order of ids.
        """
        keys: list[npt.NDArray[Any]] = []
        if self.new_stages is not None:
            keys.append(-self.new_stages)
        value = self.gain if self.gain is not None else self.own_gain
        if value is not None:
            keys.append(-significant(value))
        order = np.lexsort((self.target, self.source, *reversed(keys)))
        new = np.zeros(len(order), dtype=np.bool_)
        new[:1] = True
        for key in keys:
            new[1:] |= key[order][1:] != key[order][:-1]
        ranks = (
            np.maximum.accumulate(np.where(new, np.arange(1, len(order) + 1), 0)) if len(order) else np.zeros(0, int)
        )
        return self.taken(order), np.asarray(ranks, dtype=np.int64)


@dataclass(frozen=True)
class AddedLinks:
    """Absent links, best first, equal ones by their ids. `candidates` counts all, `scored` those scored exactly.

    `items` are all candidates, or the best of them where the network is too large to keep each (`complete` is then
    False). `efficiency` is that of the network as it is.
    """

    method: Method
    items: Sequence[AddedLink]
    candidates: int
    scored: int
    efficiency: float | None
    warnings: tuple[str, ...] = ()
    columns: LinkColumns | None = field(default=None, repr=False, compare=False)

    @property
    def complete(self) -> bool:
        """Whether every absent link is among the items."""
        return len(self.items) == self.candidates
