"""Paths that go along a value chain: which stages each node holds, and how a path may step through them.

A path is staged when a stage can be chosen at each of its nodes that hold one, so that the stages never fall and rise
by at most one from one such node to the next. A node that holds no stage is passed without changing the stage; the
first node that holds one may hold any. A node that holds several stages stands for any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidInput
from graph.projection import Projection

MOST_STAGES = 62  # a node's stages are bits 1 … 62 of one 64-bit whole number


@dataclass(frozen=True)
class Stages:
    """The order of a chain and who holds which stage of it.

    `order` are the positions of the chain's stages, ascending and without repeats: from one to the next is one step,
    whatever the numbers. `positions` maps node ids to positions; ids that are not in the network do no harm.
    """

    chain: str
    order: tuple[int, ...]
    positions: Mapping[str, frozenset[int]]

    def __post_init__(self) -> None:
        if len(self.order) > MOST_STAGES:
            raise InvalidInput(
                f"The chain '{self.chain}' has {len(self.order)} stages, more than {MOST_STAGES}.",
                next_step="Choose a chain of fewer stages.",
                field="stages",
            )
        if list(self.order) != sorted(set(self.order)) or not set().union(*self.positions.values()) <= set(self.order):
            raise InvalidInput(
                f"The stages of '{self.chain}' have no order that their holders fit in.",
                next_step="Give the positions ascending, and to each holder some of them.",
                field="stages",
            )

    @property
    def layers(self) -> int:
        """Stages a path can be in: those of the chain, and none yet."""
        return len(self.order) + 1

    def held(self, projection: Projection) -> npt.NDArray[np.int64]:
        """Bit p of each node (n): whether it holds the p-th stage, counted from 1. 0: it holds none."""
        bit = {position: 1 << place for place, position in enumerate(self.order, start=1)}
        found = np.zeros(projection.n, dtype=np.int64)
        for node_id, positions in self.positions.items():
            if node_id in projection:
                found[projection.place(node_id)] = sum(bit[position] for position in positions)
        return found


def first_stage(held: int) -> int:
    """The stages (bits; bit 0: none yet) that a path may be in at its first node."""
    return held or 1


def next_stage(stages: int, held: int) -> int:
    """The stages a path may be in after a step to a node that holds `held`; 0: the step is not possible."""
    if held == 0:
        return stages
    return held if stages & 1 else held & (stages | stages << 1)
