"""Groups of nodes, made out of one label a node: ids are looked up when a group is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq
from typing import overload

import numpy as np
import numpy.typing as npt

from graph.projection import Int32, Int64
from graph.wording import plural


class Groups(Sequence[tuple[str, ...]]):
    """The groups as tuples of ids, sorted; largest group first, equal ones by first id.

    `sizes` has the nodes of each group, `of` (n) the number of each node's group in this order.
    """

    __slots__ = ("_ids", "_order", "_starts", "of", "sizes")

    def __init__(self, ids: Sequence[str], order: Int64, starts: Int64, of: Int32) -> None:
        self._ids, self._order, self._starts, self.of = ids, order, starts, of
        self.sizes: Int64 = np.diff(starts)

    def __len__(self) -> int:
        return len(self.sizes)

    def places(self, number: int) -> Int64:
        """The nodes of a group as places in the projection, sorted."""
        return self._order[self._starts[number] : self._starts[number + 1]]

    def listed(self, limit: int, offset: int = 0) -> Int64:
        """Some of all nodes as places, in the order of their groups and then of their ids."""
        return self._order[offset : offset + limit]

    @overload
    def __getitem__(self, number: int) -> tuple[str, ...]: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[tuple[str, ...], ...]: ...

    def __getitem__(self, number: int | slice) -> tuple[str, ...] | tuple[tuple[str, ...], ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        ids = self._ids
        return tuple(ids[place] for place in self.places(range(len(self))[number]).tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{plural(len(self), 'group')} of {plural(len(self._order), 'node')}>"


def groups(ids: Sequence[str], labels: npt.NDArray[np.integer]) -> Groups:
    """Nodes with the same label (n; any whole numbers from 0 to n − 1) are a group."""
    n = len(labels)
    sizes = np.bincount(labels, minlength=n)
    first = np.full(n, n, dtype=np.int64)
    first[labels[::-1]] = np.arange(n - 1, -1, -1)  # the last one written is the smallest place
    used = np.flatnonzero(sizes)
    ranked = used[np.lexsort((first[used], -sizes[used]))]
    number = np.zeros(n, dtype=np.int32)
    number[ranked] = np.arange(len(ranked), dtype=np.int32)
    of = number[labels]
    order = np.argsort(of, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes[ranked])]).astype(np.int64)
    return Groups(ids, order, starts, of)
