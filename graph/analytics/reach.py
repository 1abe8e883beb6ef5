"""How far every node is from one node."""

from __future__ import annotations

import numpy as np

from graph.analytics.kernels.reach import hops_of_all
from graph.analytics.routing import ASKED_AGAIN
from graph.analytics.running import Run, choose
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
