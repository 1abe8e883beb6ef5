"""Which path is looked for: its ends and constraints, the lengths of the edges, and where a node leads on to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.analytics.constraints import Allowed, Mask
from graph.analytics.lengths import Length, positive_distances
from graph.analytics.workspace import kept
from graph.projection import Projection


@dataclass(frozen=True)
class Question:
    """Which path is looked for: between whom, under which constraints, how long, of how many hops at most."""

    projection: Projection
    allowed: Allowed
    by: Length = "hops"
    max_hops: int | None = None
    within: npt.NDArray[np.int32] | None = None  # places, ascending: the only ones on the paths looked for

    @cached_property
    def lengths(self) -> npt.NDArray[np.float64]:
        """Length of each edge (m). Raises `InvalidInput` where a distance is not a positive number."""
        return kept(self.projection, f"lengths by {self.by}", lambda: edge_lengths(self.projection, self.by))

    @cached_property
    def goals(self) -> tuple[int, ...]:
        """Where each leg ends."""
        return (*self.allowed.via, self.allowed.end)

    @cached_property
    def onward(self) -> Onward:
        """The neighbours of a place."""
        return Onward(self.projection, self.allowed.shut if self.allowed.masked else None, self.within)


def edge_lengths(projection: Projection, by: Length) -> npt.NDArray[np.float64]:
    """Length of each edge (m): 1, or its distance. Raises `InvalidInput` where that is not a positive number."""
    return np.ones(projection.m) if by == "hops" else positive_distances(projection)


@dataclass
class Onward:
    """Neighbours, `within` these if they are given, and edges that are not shut, by place; kept once asked for."""

    projection: Projection
    shut: Mask | None
    within: npt.NDArray[np.int32] | None = None
    kept: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __getitem__(self, place: int) -> list[tuple[int, int]]:
        if place not in self.kept:
            row = slice(self.projection.indptr[place], self.projection.indptr[place + 1])
            nodes, edges = self.projection.indices[row], self.projection.edge_of[row]
            if self.within is not None:
                at = np.searchsorted(self.within, nodes)
                at[at == len(self.within)] = 0
                inside = self.within[at] == nodes if len(self.within) else at < 0
                nodes, edges = nodes[inside], edges[inside]
            if self.shut is not None:
                open_ = self.shut[edges] == 0
                nodes, edges = nodes[open_], edges[open_]
            self.kept[place] = list(zip(nodes.tolist(), edges.tolist(), strict=True))
        return self.kept[place]
