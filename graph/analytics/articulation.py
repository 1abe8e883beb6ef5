"""Single points of failure: nodes and ties whose removal takes a component apart, and what falls apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.kernels.cuts import cut_search
from graph.analytics.results import Articulation, ArticulationPoint, Bridge, Method, Piece
from graph.analytics.running import Run, choose
from graph.analytics.ties import Ties, ties
from graph.projection import Int32, Projection

Bools: TypeAlias = npt.NDArray[np.bool_]

NAME_UP_TO = 25  # nodes of a piece that are named; of a larger one the size is given, so the answer stays linear in n


@checked
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
    """Depth first trees of a network, one a component: arrays (n), as `cut_search` describes them.

    `root` is the place of the component's root, `parent_tie` the tie (see `Ties`) by which a node was found, -1 at a
    root. `cuts` says of which nodes the subtree is cut off by the parent, `bridging` of which by the tie to it.
    """

    turn: Int32
    low: Int32
    parent: Int32
    parent_tie: Int32
    size: Int32
    order: Int32
    ties: Ties

    def below(self, v: int) -> range:
        """The subtree of v, as numbers in `order`."""
        return range(int(self.turn[v]), int(self.turn[v]) + int(self.size[v]))

    @property
    def root(self) -> Int32:
        """The root above each node: the last one discovered before it."""
        begins = np.where(self.parent[self.order] < 0, np.arange(len(self.order), dtype=np.int32), 0)
        found = np.empty_like(self.order)
        found[self.order] = self.order[np.maximum.accumulate(begins)]
        return found

    @property
    def cuts(self) -> Bools:
        """Nodes whose subtree reaches no further than their parent, so that it is cut off without the parent."""
        return np.asarray((self.parent >= 0) & (self.low >= self.turn[self.parent]))

    @property
    def bridging(self) -> Bools:
        """Nodes whose subtree reaches no further than themselves, so that the tie to their parent is a bridge."""
        return np.asarray((self.parent >= 0) & (self.low == self.turn))

    @property
    def is_articulation(self) -> Bools:
        """Nodes that cut something off: below a root, no less than two subtrees."""
        children = np.bincount(self.parent[self.cuts], minlength=len(self.parent))
        return np.asarray(children > (self.parent < 0))


def search(projection: Projection, *, run: Run | None = None) -> Forest:
    """Searches the network depth first, direction ignored."""
    n = projection.n
    rows = ties(projection, run=run)
    run = run or choose(cut_search, steps=4 * (n + len(rows.indices)))
    turn = run.space(n, -1, np.int32)
    low, parent, size, order = (run.space(n, 0, np.int32) for _ in range(4))
    parent_place, next_place = (run.space(n, 0, np.int64) for _ in range(2))
    given = run.given(rows.indptr), run.given(rows.indices.view(np.uint32))  # unsigned: see `Rows`
    run.kernel(cut_search)(*given, turn, low, parent, parent_place, size, order, next_place)
    turn, low, parent, size, order = (np.asarray(space, dtype=np.int32) for space in (turn, low, parent, size, order))
    places = np.asarray(parent_place, dtype=np.int64)
    parent_tie = np.full(n, -1, dtype=np.int32)
    parent_tie[places >= 0] = rows.tie_of[places[places >= 0]]
    return Forest(turn, low, parent, parent_tie, size, order, rows)


def articulation_values(projection: Projection, *, run: Run | None = None) -> tuple[Bools, Bools]:
    """Which nodes (n) are articulation points, and which edges (m) are bridges, direction ignored."""
    forest = search(projection, run=run)
    bridges = np.zeros(projection.m, dtype=np.bool_)
    tied = forest.parent_tie[forest.bridging]
    if projection.directed:
        both = np.concatenate([forest.ties.first[tied], forest.ties.second[tied]])
        tied = both[both >= 0]
    bridges[tied] = True
    return forest.is_articulation, bridges


def _points(projection: Projection, forest: Forest, name_up_to: int) -> Iterable[ArticulationPoint]:
    """Each node with the subtrees it cuts off, and the rest of its component unless it is the root of the search."""
    is_point, root = forest.is_articulation, forest.root
    cut: dict[int, list[int]] = {}
    below = forest.order[forest.cuts[forest.order]]
    for v, above in zip(below.tolist(), forest.parent[below].tolist(), strict=True):
        if is_point[above]:
            cut.setdefault(above, []).append(v)
    for v, children in cut.items():
        pieces = [_piece(projection, forest, forest.below(u), (), name_up_to) for u in children]
        if forest.parent[v] >= 0:
            turn = int(forest.turn[v])
            holes = [range(turn, turn + 1), *map(forest.below, children)]
            pieces.append(_piece(projection, forest, forest.below(int(root[v])), holes, name_up_to))
        pieces.sort(key=lambda piece: (-piece.size, piece.ids))
        node = projection.nodes[v]
        cut_off = sum(piece.size for piece in pieces[1:])
        yield ArticulationPoint(node.id, node.name, node.label, cut_off, tuple(pieces))


def _bridges(projection: Projection, forest: Forest, name_up_to: int) -> Iterable[Bridge]:
    root = forest.root
    for v in forest.order[forest.bridging[forest.order]].tolist():
        edges = forest.ties.edges(int(forest.parent_tie[v]))
        source, target = projection.edge_source[edges[0]], projection.edge_target[edges[0]]
        below = _piece(projection, forest, forest.below(v), (), name_up_to)
        rest = _piece(projection, forest, forest.below(int(root[v])), [forest.below(v)], name_up_to)
        pieces = (below, rest) if source == v else (rest, below)
        cut_off = min(below.size, rest.size)
        yield Bridge(projection.ids[source], projection.ids[target], edges, cut_off, pieces)


def _piece(projection: Projection, forest: Forest, within: range, holes: Iterable[range], name_up_to: int) -> Piece:
    """The nodes of a range of the search order without the holes in it, which do not overlap."""
    gaps = sorted(holes, key=lambda hole: hole.start)
    size = len(within) - sum(map(len, gaps))
    if size > name_up_to:
        return Piece(size)
    places: list[int] = []
    start = within.start
    for gap in gaps:
        places.extend(forest.order[start : gap.start].tolist())
        start = gap.stop
    places.extend(forest.order[start : within.stop].tolist())
    return Piece(size, tuple(projection.ids[place] for place in sorted(places)))
