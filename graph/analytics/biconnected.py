"""Biconnected components: the parts of a network that the loss of any one node leaves in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq
from typing import overload

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.articulation import Forest, search
from graph.analytics.kernels.cuts import blocks
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.projection import Int32, Int64, Projection


@dataclass(frozen=True, slots=True)
class Block:
    """One biconnected component: its node ids, sorted, and its edges as places in `Projection.edges`, sorted."""

    nodes: tuple[str, ...]
    edges: tuple[int, ...]


class Blocks(Sequence[Block]):
    """Biconnected components, those of most nodes first, equal ones by their first ids; made when asked for.

    `sizes` has the nodes of each, `edge_counts` the edges, `of_edge` (m) the number of each edge's block,
    `memberships` (n) in how many blocks a node is.
    """

    __slots__ = (
        "_edges",
        "_edges_from",
        "_ids",
        "_nodes",
        "_nodes_from",
        "edge_counts",
        "memberships",
        "of_edge",
        "sizes",
    )

    def __init__(self, ids: Sequence[str], nodes: Int64, sizes: Int64, of_edge: Int32) -> None:
        """`nodes`: places, block after block; `sizes`: how many of them each block has."""
        self._ids, self._nodes, self.sizes, self.of_edge = ids, nodes, sizes, of_edge
        self.edge_counts: Int64 = np.bincount(of_edge, minlength=len(sizes))
        self.memberships: Int64 = np.bincount(nodes, minlength=len(ids))
        self._edges = np.argsort(of_edge, kind="stable")
        self._nodes_from = np.concatenate([[0], np.cumsum(sizes)])
        self._edges_from = np.concatenate([[0], np.cumsum(self.edge_counts)])

    def __len__(self) -> int:
        return len(self.sizes)

    @overload
    def __getitem__(self, number: int) -> Block: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, number: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        number = range(len(self))[number]
        nodes = self._nodes[self._nodes_from[number] : self._nodes_from[number + 1]].tolist()
        edges = self._edges[self._edges_from[number] : self._edges_from[number + 1]].tolist()
        return Block(tuple(self._ids[place] for place in nodes), tuple(edges))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Biconnected:
    """The biconnected components of a network. A node in two or more of them is an articulation point."""

    method: Method
    items: Blocks
    warnings: tuple[str, ...] = ()


@checked
def biconnected_components(projection: Projection, *, run: Run | None = None) -> Biconnected:
    """Blocks of a network, direction ignored: every edge is in one, a bridge is a block of its own, an isolate in none.

    Hopcroft & Tarjan (1973), *Communications of the ACM* 16(6), algorithm 447.
    """
    method = Method(
        name="biconnected components",
        formula="e ~ f  ⇔  e = f, or a cycle that passes no node twice holds both edges",
        reference="Hopcroft & Tarjan (1973), Communications of the ACM 16(6): 372–378",
        definitions={
            "direction": "ignored: a tie in either or both directions is one" if projection.directed else "undirected",
            "bridges": "a bridge is a block of two nodes",
            "isolates": "a node without edges is in no block",
            "overlap": "two blocks share one node at most, an articulation point",
        },
    )
    forest = search(projection, run=run)
    number, count = _numbers(forest, run)
    nodes, sizes, ranked = _members(forest, number, count)
    place = np.zeros(count, dtype=np.int32)
    place[ranked] = np.arange(count, dtype=np.int32)
    a, b = projection.edge_source, projection.edge_target
    deeper = np.where(forest.turn[a] > forest.turn[b], a, b)
    of_edge = place[number[deeper]] if projection.m else np.zeros(0, dtype=np.int32)
    return Biconnected(method, Blocks(projection.ids, nodes, sizes, of_edge))


def _numbers(forest: Forest, run: Run | None) -> tuple[Int32, int]:
    """For each node the block of the tie above it (-1 at a root), and how many blocks there are."""
    n = len(forest.turn)
    run = run or choose(blocks, steps=n)
    number = run.space(n, -1, np.int32)
    given = (run.given(array) for array in (forest.order, forest.parent, forest.turn, forest.low))
    count = run.kernel(blocks)(*given, number)
    return np.asarray(number, dtype=np.int32), count


def _members(forest: Forest, number: Int32, count: int) -> tuple[Int64, Int64, Int64]:
    """Nodes block after block in their final order, the blocks' sizes in that order, and the blocks it puts first."""
    below = np.flatnonzero(number >= 0)
    heads = np.flatnonzero(forest.cuts)  # each block has one: the node it was found by, whose parent belongs to it
    nodes = np.concatenate([below, forest.parent[heads]]).astype(np.int64)
    block = np.concatenate([number[below], number[heads]]).astype(np.int64)
    by_block = np.lexsort((nodes, block))
    sizes = np.bincount(block, minlength=count)
    starts = np.cumsum(sizes) - sizes
    first, second = nodes[by_block[starts]], nodes[by_block[starts + 1]]  # two blocks never share both
    ranked = np.lexsort((second, first, -sizes))
    place = np.zeros(count, dtype=np.int64)
    place[ranked] = np.arange(count)
    return nodes[np.lexsort((nodes, place[block]))], sizes[ranked], ranked
