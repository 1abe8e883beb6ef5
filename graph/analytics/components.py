"""Connected components: without direction, and along it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.groups import Groups, groups
from graph.analytics.kernels.components import component_of_hub, join_components, strong_components
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.projection import Int32, Int64, Projection

Kind: TypeAlias = Literal["weak", "strong"]
KINDS: tuple[Kind, ...] = ("weak", "strong")


@dataclass(frozen=True, slots=True)
class Components:
    """The parts a network falls into: node ids, sorted; largest part first, equal ones by first id."""

    method: Method
    items: Groups
    warnings: tuple[str, ...] = ()


@checked
def components(projection: Projection, *, kind: Kind = "weak") -> Components:
    """The parts of the network between which there is no path. A node without edges is a part.

    `weak`: direction ignored; union–find, Tarjan (1975), sampled as by Sutton, Ben-Nun & Barak (2018). `strong`: within
    a part a directed path leads from every node to every other; one search each way from a node of many ties
    (Fleischer, Hendrickson & Pinar 2000), then Tarjan (1972). Undirected, both are the same.
    Raises `UnknownName` for another kind.
    """
    if kind == "strong" and projection.directed:
        return Components(_STRONG, groups(projection.ids, strong_labels(projection)))
    method = Method(
        name="weakly connected components" if projection.directed else "connected components",
        formula="u ~ v  ⇔  a path leads from u to v, over edges in either direction",
        reference="Tarjan (1975), Journal of the ACM 22(2): 215–225",
        definitions={"direction": "ignored" if projection.directed else "undirected", **_ISOLATES},
    )
    return Components(method, groups(projection.ids, component_labels(projection)))


_ISOLATES: Mapping[str, str] = {"isolates": "a node without edges is a component of one"}
_STRONG = Method(
    name="strongly connected components",
    formula="u ~ v  ⇔  a directed path leads from u to v, and one from v to u",
    reference="Tarjan (1972), SIAM Journal on Computing 1(2): 146–160",
    definitions={"direction": "followed, both ways", **_ISOLATES},
)


def component_labels(projection: Projection, *, run: Run | None = None) -> Int64:
    """For each node the smallest place in its component, direction ignored. Shape (n,)."""
    return labels_of(projection.indptr, projection.indices, directed=projection.directed, run=run)


def labels_of(indptr: Int64, indices: Int32, *, directed: bool = False, run: Run | None = None) -> Int64:
    """For each row the smallest one in its component; `directed`: an edge may stand in one of its two rows only."""
    n = len(indptr) - 1
    run = run or choose(join_components, steps=2 * (n + len(indices)))
    label: Any = list(range(n)) if run.plain else np.arange(n, dtype=np.int32)
    rows = run.given(indptr), run.given(indices)
    run.kernel(join_components)(*rows, int(directed), label, run.space(n, 0, np.int32))
    return np.asarray(label, dtype=np.int64)


def strong_labels(projection: Projection, *, run: Run | None = None) -> Int64:
    """For each node the smallest place in its strongly connected component. Shape (n,)."""
    n = projection.n
    run = run or choose(strong_components, steps=4 * (n + projection.m))
    turn, label = run.space(n, -1, np.int32), run.space(n, -1, np.int32)
    low, stack = run.space(n, 0, np.int32), run.space(n, 0, np.int32)
    rows = run.given(projection.indptr), run.given(projection.indices)
    back_indptr, back_indices, _ = projection.reverse
    back = run.given(back_indptr), run.given(back_indices)
    if run.kernel(component_of_hub)(*rows, *back, low, stack, turn, label) < n:
        way, place = run.space(n, 0, np.int32), run.space(n, 0, np.int64)
        run.kernel(strong_components)(*rows, turn, low, label, stack, way, place)
    return np.asarray(label, dtype=np.int64)


def scattered(projection: Projection) -> tuple[str, ...]:
    """What is to be said with measures along paths when not every node reaches every other; empty when all do."""
    here = np.arange(projection.n)
    count = int(np.count_nonzero(component_labels(projection) == here))
    said = []
    if count > 1:
        said.append(f"The network has {count} components: no path leads from one to another, such pairs add nothing.")
    strong = int(np.count_nonzero(strong_labels(projection) == here)) if projection.directed else count
    if strong > count:
        within = "within a component" if count > 1 else "though the network is connected"
        said.append(
            f"Along the direction of the edges there are {strong} strongly connected components: {within}, not every "
            "node has a path to every other, and such pairs add nothing."
        )
    return tuple(said)
