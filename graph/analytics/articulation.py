"""Single points of failure: nodes and ties whose removal takes a component apart, and what falls apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.kernels.cuts import cut_search
from graph.analytics.results import Articulation, ArticulationPoint, Bridge, Method, Piece
from graph.analytics.running import Run, choose
from graph.projection import Int32, Int64, Projection

NAME_UP_TO = 25  # nodes of a piece that are named; of a larger one the size is given, so the answer stays linear in n


def articulation(projection: Projection, *, name_up_to: int = NAME_UP_TO) -> Articulation:
    """Articulation points and bridges, direction ignored, each with the pieces its removal leaves.

    A node is an articulation point, a tie a bridge, when without it some two other nodes of its component have no path.
    A tie in both directions of a directed network is one tie.
    Hopcroft & Tarjan (1973), *Communications of the ACM* 16(6); Tarjan (1974), *Information Processing Letters* 2(6).
    """
    forest = search(projection)
    method = Method(
        name="articulation points and bridges",
        formula="v: components(G − v) > components(G), v itself not counted; {u, v}: components(G − uv) > …",
        reference="Hopcroft & Tarjan (1973), Communications of the ACM 16(6): 372–378; "
        "Tarjan (1974), Information Processing Letters 2(6): 160–161",
        definitions={
            "direction": "ignored: a tie in either or both directions is one" if projection.directed else "undirected",
            "pieces": "the parts of the component that are left when the node or tie is removed",
            "cut_off": "nodes that are no longer connected to the largest piece",
            "names": f"the nodes of a piece are named where it has no more than {name_up_to}",
        },
    )
    nodes = sorted(_points(projection, forest, name_up_to), key=lambda point: (-point.cut_off, point.id))
    bridges = sorted(_bridges(projection, forest, name_up_to), key=lambda tie: (-tie.cut_off, tie.source, tie.target))
    return Articulation(method, tuple(nodes), tuple(bridges))


@dataclass(frozen=True, slots=True)
class Forest:
    """Depth first trees of a network, one a component: lists over its n nodes, as `cut_search` describes them.

    `root` is the place of the component's root, `parent_tie` the tie (see `Ties`) by which a node was found.
    """

    turn: list[int]
    low: list[int]
    parent: list[int]
    parent_tie: list[int]
    size: list[int]
    order: list[int]
    root: list[int]
    ties: Ties

    def below(self, v: int) -> range:
        """The subtree of v, as numbers in `order`."""
        return range(self.turn[v], self.turn[v] + self.size[v])


@dataclass(frozen=True, slots=True)
class Ties:
    """The network without direction: rows, and for each tie its one edge, or its two where both directions exist."""

    indptr: Int64
    indices: Int32
    tie_of: Int32
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]  # -1 where there is none

    def edges(self, tie: int) -> tuple[int, ...]:
        """Places in `Projection.edges`."""
        return tuple(int(edge) for edge in (self.first[tie], self.second[tie]) if edge >= 0)


def search(projection: Projection, *, run: Run | None = None) -> Forest:
    """Searches the network depth first, direction ignored."""
    n = projection.n
    ties = _ties(projection)
    run = run or choose(cut_search, steps=4 * (n + len(ties.indices)))
    turn = run.space(n, -1, np.int32)
    low, parent, parent_tie, size, order = (run.space(n, 0, np.int32) for _ in range(5))
    next_place = run.space(n, 0, np.int64)
    rows = run.given(ties.indptr), run.given(ties.indices), run.given(ties.tie_of)
    run.kernel(cut_search)(*rows, turn, low, parent, parent_tie, size, order, next_place)
    spaces = (turn, low, parent, parent_tie, size, order)
    turn, low, parent, parent_tie, size, order = (np.asarray(space).tolist() for space in spaces)
    root = [0] * n
    for v in order:
        root[v] = v if parent[v] < 0 else root[parent[v]]
    return Forest(turn, low, parent, parent_tie, size, order, root, ties)


def _points(projection: Projection, forest: Forest, name_up_to: int) -> Iterable[ArticulationPoint]:
    """Each node with the subtrees it cuts off, and the rest of its component unless it is the root of the search."""
    cut: dict[int, list[int]] = {}
    for v in forest.order:
        above = forest.parent[v]
        if above >= 0 and forest.low[v] >= forest.turn[above]:
            cut.setdefault(above, []).append(v)
    for v, children in cut.items():
        is_root = forest.parent[v] < 0
        if is_root and len(children) == 1:
            continue
        pieces = [_piece(projection, forest, forest.below(u), (), name_up_to) for u in children]
        if not is_root:
            holes = [range(forest.turn[v], forest.turn[v] + 1), *map(forest.below, children)]
            pieces.append(_piece(projection, forest, forest.below(forest.root[v]), holes, name_up_to))
        pieces.sort(key=lambda piece: (-piece.size, piece.ids))
        node = projection.nodes[v]
        cut_off = sum(piece.size for piece in pieces[1:])
        yield ArticulationPoint(node.id, node.name, node.label, cut_off, tuple(pieces))


def _bridges(projection: Projection, forest: Forest, name_up_to: int) -> Iterable[Bridge]:
    for v in forest.order:
        if forest.parent[v] < 0 or forest.low[v] != forest.turn[v]:
            continue
        edges = forest.ties.edges(forest.parent_tie[v])
        source, target = projection.edge_source[edges[0]], projection.edge_target[edges[0]]
        below = _piece(projection, forest, forest.below(v), (), name_up_to)
        rest = _piece(projection, forest, forest.below(forest.root[v]), [forest.below(v)], name_up_to)
        pieces = (below, rest) if source == v else (rest, below)
        cut_off = min(below.size, rest.size)
        yield Bridge(projection.ids[source], projection.ids[target], edges, cut_off, pieces)


def _piece(projection: Projection, forest: Forest, within: range, holes: Iterable[range], name_up_to: int) -> Piece:
    """The nodes of a range of the search order without the holes in it, which do not overlap."""
    gaps = sorted(holes, key=lambda hole: hole.start)
    size = len(within) - sum(map(len, gaps))
    if size > name_up_to:
        return Piece(size)
    places = []
    start = within.start
    for gap in gaps:
        places.extend(forest.order[start : gap.start])
        start = gap.stop
    places.extend(forest.order[start : within.stop])
    return Piece(size, tuple(projection.ids[place] for place in sorted(places)))


def _ties(projection: Projection) -> Ties:
    """The ties of a network. Undirected, each edge is one; directed, a pair is one, whichever way its edges point."""
    if not projection.directed:
        numbers = np.arange(projection.m, dtype=np.int64)
        none = np.full(projection.m, -1, dtype=np.int64)
        return Ties(projection.indptr, projection.indices, projection.edge_of, numbers, none)
    low = np.minimum(projection.edge_source, projection.edge_target)
    high = np.maximum(projection.edge_source, projection.edge_target)
    pair = low.astype(np.int64) * projection.n + high
    _, first, tie = np.unique(pair, return_index=True, return_inverse=True)
    second = np.full(len(first), -1, dtype=np.int64)
    repeated = np.setdiff1d(np.arange(projection.m), first)
    second[tie[repeated]] = repeated
    source = np.concatenate([low[first], high[first]])
    target = np.concatenate([high[first], low[first]])
    numbers = np.tile(np.arange(len(first), dtype=np.int32), 2)
    order = np.lexsort((target, source))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=projection.n))]).astype(np.int64)
    return Ties(indptr, target[order].astype(np.int32), numbers[order].astype(np.int32), first, second)
