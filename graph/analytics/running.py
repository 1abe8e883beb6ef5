"""How a kernel is run: as plain Python on lists, or compiled by numba on arrays. The bits of the answer are the same.

A kernel that has a faster form for large networks only (64 sources at once) is two texts, and then both count in whole
numbers, which have no rounding to differ in.

Why both: importing numba costs 0.3–1.1 s and 65 MB, and compiling a kernel for the first time on a machine 0.3–3 s,
which is longer than a network of some hundred nodes takes in plain Python. numba is imported here and nowhere else, at
the first network that is worth it.

Compiled kernels are kept on disk by numba, beside the package (`__pycache__`) where that folder can be written, else
in the user's cache folder; numba's own variable `NUMBA_CACHE_DIR` names another place. Where none of them can be
written the kernel is compiled anew in each process.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.bits import popcount
from graph.analytics.kernels.brokerage import brokerage_role
from graph.analytics.kernels.buckets import search_by_distance
from graph.analytics.kernels.components import join, reached_within
from graph.analytics.kernels.counting import count_by_distance
from graph.analytics.kernels.heap import heap_pop, heap_push
from graph.analytics.kernels.lengths import farther
from graph.analytics.kernels.levels import count_by_levels
from graph.analytics.kernels.prediction import keep_best
from graph.analytics.kernels.remaining import layer_before
from graph.analytics.kernels.whatif import gain_of_pairs

Kernel: TypeAlias = Callable[..., Any]
Values: TypeAlias = Any  # a list in plain Python, an array when compiled

# Steps up to which a kernel stays plain Python. A step is 0.15–0.2 µs there (an edge looked at, in the search for
# betweenness), so no more than 0.4 s: less than importing numba and reading the compiled kernel from disk.
PLAIN_STEPS = 2_000_000
# The same once a kernel is compiled in this process: numba is there, and reading another kernel takes 10 ms. All that a
# kernel has done in plain Python since then counts together, or a service would answer a question slowly for ever.
WARM_STEPS = 300_000

# How often what runs is done over, on other data (draws of a bootstrap): then compiling pays earlier.
REPEATS: ContextVar[int] = ContextVar("repeats", default=1)

_compiled: dict[Kernel, Kernel] = {}
_done: dict[Kernel, int] = {}  # steps of a kernel in plain Python since the first one was compiled


@dataclass(frozen=True, slots=True)
class Run:
    """One of the two ways to run a kernel; makes its working space and takes the answer back as arrays."""

    plain: bool

    def kernel(self, kernel: Kernel) -> Kernel:
        """The kernel to call."""
        return kernel if self.plain else compiled(kernel)

    def given(self, array: npt.NDArray[Any]) -> Values:
        """An array of a projection as the kernel wants it: never to be written to."""
        if self.plain:
            return array.tolist()
        view = np.ascontiguousarray(array).view()
        view.setflags(write=False)  # readonly and writable arrays are two types to numba, and two compilations
        return view

    def space(self, n: int, value: float, dtype: type[np.generic]) -> Values:
        """n places that hold `value`, for the kernel to write to."""
        return [value] * n if self.plain else np.full(n, value, dtype)


PLAIN = Run(plain=True)
COMPILED = Run(plain=False)


def choose(kernel: Kernel, *, steps: int) -> Run:
    """Compiled where the network is large, where this process has compiled the kernel already, or runs it often."""
    if kernel in _compiled:
        return COMPILED
    if not _compiled:
        return COMPILED if steps * REPEATS.get() > PLAIN_STEPS else PLAIN
    _done[kernel] = _done.get(kernel, 0) + steps * REPEATS.get()
    return COMPILED if _done[kernel] > WARM_STEPS else PLAIN


def compiled(kernel: Kernel) -> Kernel:
    """The kernel compiled by numba, without the interpreter's lock, so that chunks run on several threads."""
    if kernel not in _compiled:
        numba = _numba()
        try:
            _compiled[kernel] = numba.njit(nogil=True, cache=True)(kernel)
        except RuntimeError:  # no folder to keep the compiled code in
            _compiled[kernel] = numba.njit(nogil=True)(kernel)
    return _compiled[kernel]


HELPERS = (  # called by kernels, so they are compiled with them
    heap_push,
    heap_pop,
    farther,
    brokerage_role,
    keep_best,
    layer_before,
    join,
    reached_within,
    search_by_distance,
    count_by_levels,
    count_by_distance,
    gain_of_pairs,
)


@cache
def _numba() -> Any:
    import numba  # noqa: PLC0415  heavy: only when a network is large enough to need it
    from llvmlite import ir  # noqa: PLC0415
    from numba.extending import intrinsic, overload, register_jitable  # noqa: PLC0415

    for helper in HELPERS:
        register_jitable(helper)

    @intrinsic
    def ctpop(_: Any, word: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            function = builder.module.declare_intrinsic("llvm.ctpop", [ir.IntType(64)])
            return builder.call(function, arguments)

        return numba.types.uint64(numba.types.uint64), code

    # numba compares the names and annotations of the two signatures: both are lambdas, which have none
    overload(popcount)(lambda word: lambda word: numba.int64(ctpop(word)))  # type: ignore[call-arg]
    return numba
