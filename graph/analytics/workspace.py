"""What is kept with a network between two questions: its arrays as kernels want them, and space for kernels to work in.

A question about two nodes looks at some hundred nodes of a million. Making arrays of a million places for it would take
longer than the search, so a kernel that is asked often leaves its space as it found it, and the next question gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from graph.analytics.running import Run, Values
from graph.projection import Projection

T = TypeVar("T")

NO_MASK: npt.NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)


def kept(projection: Projection, name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once a network and never changed. It goes when the network goes."""
    store: dict[str, Any] = vars(projection).setdefault("_kept", {})
    if name not in store:
        store[name] = make()
    found: T = store[name]
    return found


@contextmanager
def lent(projection: Projection, run: Run, name: str, make: Callable[[], tuple[Values, ...]]) -> Iterator[Any]:
    """Space for one search, to be left as `make` makes it; each thread that searches at the same time has its own.

    What is left in disorder, by an error, is not used again.
    """
    free: list[tuple[Values, ...]] = kept(projection, f"space of {name}, {run.plain}", list)
    try:
        space = free.pop()
    except IndexError:
        space = make()
    yield space
    free.append(space)


def both_rows(projection: Projection, run: Run) -> tuple[Values, ...]:
    """`indptr`, `indices`, `edge_of` of the out-neighbours, then of the in-neighbours, as a kernel wants them."""

    def make() -> tuple[Values, ...]:
        there = tuple(run.given(array) for array in (projection.indptr, projection.indices, projection.edge_of))
        back = tuple(run.given(array) for array in projection.reverse) if projection.directed else there
        return (*there, *back)

    return kept(projection, f"rows, {run.plain}", make)


def unsigned(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same whole numbers, none below 0, as numbers that cannot be: compiled, a place looked up by them is not asked
    whether it counts from the end, which takes a third to a half of a loop that does little else."""
    return array.view(np.dtype(f"u{array.dtype.itemsize}"))


def unset(run: Run, n: int, dtype: type[np.generic]) -> Values:
    """n places for a kernel to write before it reads: compiled, memory that is not used costs nothing."""
    return [0] * n if run.plain else np.empty(n, dtype)
