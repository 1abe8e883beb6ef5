"""Results of analyses that are kept in memory, the least recently asked for dropped first."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from graph.projection import EdgeColumns, NodeColumns, Projection

KEPT = 128  # results: rankings and tables of a few hundred kB at most, on networks of some thousand nodes
KEPT_BYTES = 500_000_000  # of all of them; scores of a million nodes are 24 MB
SAMPLE = 20  # items of a long sequence whose size is taken for that of all


class Kept:
    """A map with a bound on its entries and on their bytes. Not thread-safe: who holds it locks."""

    def __init__(self, entries: int = KEPT, size: int = KEPT_BYTES) -> None:
        self._entries, self._most = entries, size
        self._results: OrderedDict[tuple[str, ...], tuple[Any, int]] = OrderedDict()
        self.size = 0

    def __contains__(self, key: object) -> bool:
        return key in self._results

    def __len__(self) -> int:
        return len(self._results)

    def __getitem__(self, key: tuple[str, ...]) -> Any:
        self._results.move_to_end(key)
        return self._results[key][0]

    def __setitem__(self, key: tuple[str, ...], result: Any) -> None:
        if key in self._results:
            self.size -= self._results.pop(key)[1]
        size = bytes_of(result)
        self._results[key] = (result, size)
        self.size += size
        # the newest stays, however large: who asked for it is about to come for it
        while len(self._results) > 1 and (len(self._results) > self._entries or self.size > self._most):
            self.size -= self._results.popitem(last=False)[1][1]


def bytes_of(thing: Any, depth: int = 6) -> int:
    """About how many bytes a result holds. What belongs to the network it was made from is not counted."""
    if isinstance(thing, np.ndarray):
        return int(thing.nbytes)
    if depth == 0 or isinstance(thing, Projection | NodeColumns | EdgeColumns):
        return 0
    own = sys.getsizeof(thing, 64)
    if isinstance(thing, str | bytes | int | float | bool) or thing is None:
        return own
    if isinstance(thing, Mapping):
        return own + _sampled(list(thing.items()), depth)
    if isinstance(thing, list | tuple | set | frozenset):
        return own + _sampled(list(thing), depth)
    names = [one.name for one in fields(thing)] if is_dataclass(thing) else getattr(type(thing), "__slots__", ())
    return own + sum(bytes_of(getattr(thing, name, None), depth - 1) for name in names)


def _sampled(items: list[Any], depth: int) -> int:
    if not items:
        return 0
    some = items[:: -(-len(items) // SAMPLE)]
    return sum(bytes_of(one, depth - 1) for one in some) * len(items) // len(some)
