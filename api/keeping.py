"""Results of analyses that are kept in memory, those that are quickest to compute again dropped first.

By GreedyDual (Young 1994, *Algorithmica* 11(6)): what is kept or asked for gets the priority `clock` + the seconds it
took, the lowest priority goes, and the clock moves on to it. So a dear result stays long, and not for ever. Results of
a graph version that is no longer asked for go before all others.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from graph.projection import EdgeColumns, NodeColumns, Projection

KEPT = 512  # results: rankings and tables of a few hundred kB at most, on networks of some thousand nodes
KEPT_BYTES = 500_000_000  # of all of them; scores of a million nodes are 24 MB
SAMPLE = 20  # items of a long sequence whose size is taken for that of all


@dataclass(slots=True)
class _Entry:
    result: Any
    size: int
    seconds: float  # it took to compute
    priority: float


class Kept:
    """A map with a bound on its entries and on their bytes. Not thread-safe: who holds it locks.

    The first part of a key begins with the graph version; `now` is the one that is asked for.
    """

    def __init__(self, entries: int = KEPT, size: int = KEPT_BYTES) -> None:
        self._entries, self._most = entries, size
        self._results: OrderedDict[tuple[str, ...], _Entry] = OrderedDict()  # the last asked for stands last
        self._clock = 0.0
        self.size = 0
        self.now = ""

    def __contains__(self, key: object) -> bool:
        return key in self._results

    def __len__(self) -> int:
        return len(self._results)

    def __getitem__(self, key: tuple[str, ...]) -> Any:
        entry = self._results[key]
        self._results.move_to_end(key)
        entry.priority = self._clock + entry.seconds
        return entry.result

    def keep(self, key: tuple[str, ...], result: Any, *, seconds: float) -> None:
        """Keeps a result that took so many seconds to compute, and drops others where there are too many."""
        if key in self._results:
            self.size -= self._results.pop(key).size
        entry = self._results[key] = _Entry(result, bytes_of(result), seconds, self._clock + seconds)
        self.size += entry.size
        while len(self._results) > 1 and (len(self._results) > self._entries or self.size > self._most):
            self._drop(key)

    def _drop(self, newest: tuple[str, ...]) -> None:
        """Drops what is cheapest, of two that cost the same the one asked for longer ago; never the newest.

        However large that is, who asked for it is about to come for it.
        """
        others = [
            (key[0].startswith(self.now), entry.priority, key) for key, entry in self._results.items() if key != newest
        ]
        current, priority, key = min(others, key=lambda one: one[:2])
        if current:  # what a stale one has cost says nothing of what there will be room for
            self._clock = max(self._clock, priority)
        self.size -= self._results.pop(key).size


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
