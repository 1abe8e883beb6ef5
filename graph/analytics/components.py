"""Connected components; of a directed network the weakly connected ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.components import join_components
from graph.analytics.results import Components, Method
from graph.analytics.running import Run, choose
from graph.projection import Projection


def components(projection: Projection) -> Components:
    """The parts of the network between which there is no path, direction ignored. A node without edges is a part.

    Union–find over the edges: Tarjan (1975), *Journal of the ACM* 22(2).
    """
    label = component_labels(projection)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    ids = projection.ids
    items = [tuple(ids[place] for place in part.tolist()) for part in np.split(order, starts[1:])] if len(label) else []
    items.sort(key=len, reverse=True)  # stable: equal sizes stay in the order of their first id
    method = Method(
        name="weakly connected components" if projection.directed else "connected components",
        formula="u ~ v  ⇔  a path leads from u to v, over edges in either direction",
        reference="Tarjan (1975), Journal of the ACM 22(2): 215–225",
        definitions={
            "direction": "ignored" if projection.directed else "undirected",
            "isolates": "a node without edges is a component of one",
        },
    )
    return Components(method, tuple(items))


def component_labels(projection: Projection, *, run: Run | None = None) -> npt.NDArray[np.int64]:
    """For each node the smallest place in its component. Shape (n,)."""
    run = run or choose(join_components, steps=3 * (projection.n + projection.m))
    label: Any = list(range(projection.n)) if run.plain else np.arange(projection.n)
    run.kernel(join_components)(run.given(projection.edge_source), run.given(projection.edge_target), label)
    return np.asarray(label, dtype=np.int64)


def scattered(projection: Projection) -> tuple[str, ...]:
    """The warning that belongs to measures along paths when the network is not connected; empty when it is."""
    count = len(np.unique(component_labels(projection)))
    if count <= 1:
        return ()
    return (f"The network has {count} components: no path leads from one to another, such pairs add nothing.",)
