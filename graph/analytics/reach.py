"""How far every node is from one node, and one node from another."""

from __future__ import annotations

import numpy as np

from graph.analytics.kernels.reach import hops_of_all, hops_to_meet
from graph.analytics.remaining import ASKED_AGAIN
from graph.analytics.running import Kernel, Run, Values, choose
from graph.analytics.workspace import kept, unset
from graph.projection import Int32, Projection


def hop_distances(projection: Projection, *, source: str | int, run: Run | None = None) -> Int32:
    """Fewest edges on a path from `source` (an id or a place) to each node (n), along edges; -1 where there is none.

    Raises `NotFound` for an id that is not in the network. Moore (1959); Beamer, Asanović & Patterson (2012), SC '12.
    """
    start = projection.place(source) if isinstance(source, str) else source
    n = projection.n
    run = run or choose(hops_of_all, steps=ASKED_AGAIN * (n + len(projection.indices)))
    # unsigned places spare a compiled kernel the question whether they count from the end
    there = projection.indptr, projection.indices.view(np.uint32)
    back = (projection.reverse[0], projection.reverse[1].view(np.uint32)) if projection.directed else there
    hops = run.space(n, -1, np.int32)
    space = run.space(n, 0, np.int32), run.space(n, 0, np.uint8)
    run.kernel(hops_of_all)(*(run.given(array) for array in (*there, *back)), start, hops, *space)
    return np.asarray(hops, dtype=np.int32)


def hops_between(projection: Projection, source: str | int, target: str | int, *, run: Run | None = None) -> int:
    """Fewest edges on a path from `source` to `target` (ids or places), along edges; -1 where no path leads.

    The length alone, from both ends at once: `graph.analytics.paths` has the paths. What it works on is kept with the
    network, so that the next question begins at once. Raises `NotFound` for an id that is not in the network.
    Pohl (1971), *Machine Intelligence* 6.
    """
    start = projection.place(source) if isinstance(source, str) else source
    end = projection.place(target) if isinstance(target, str) else target
    name = "hops between" if run is None else f"hops between, {run.plain}"
    kernel, rows, spaces = kept(projection, name, lambda: _between(projection, run))
    try:
        space = spaces.pop()
    except IndexError:  # all of them are in use
        space = spaces.make()
    hops: int = kernel(*rows, start, end, *space)
    spaces.append(space)
    return hops


class _Spaces(list[tuple[Values, Values]]):
    """Working spaces that no search uses now."""

    def __init__(self, run: Run, n: int) -> None:
        super().__init__()
        self._run, self._n = run, n

    def make(self) -> tuple[Values, Values]:
        return self._run.space(self._n, 0, np.uint8), unset(self._run, self._n, np.uint32)


def _between(projection: Projection, run: Run | None) -> tuple[Kernel, tuple[Values, ...], _Spaces]:
    """The kernel, the rows, and the spaces."""
    n = projection.n
    run = run or choose(hops_to_meet, steps=ASKED_AGAIN * (n + len(projection.indices)))
    there = run.given(projection.indptr), run.given(projection.indices.view(np.uint32))
    back = there
    if projection.directed:
        back = run.given(projection.reverse[0]), run.given(projection.reverse[1].view(np.uint32))
    return run.kernel(hops_to_meet), (*there, *back), _Spaces(run, n)
