"""Contacts: whom a node is tied to in either direction, with the strength both ways and what closes a triad.

The ground of structural holes, brokerage roles, embedding and link prediction, which all ask who of a node's contacts
know each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.projection import Float64, Int32, Int64, Projection

# A dense network is searched by products of n × n matrices: 3,486 nodes with 1.4M pairs took 8–10 s by the search for
# structural holes and 2 s so, on the same two processors. A step of the search costs as much as DENSE_GAIN
# multiplications there. Two matrices of 5,000² doubles are 400 MB, the most an analysis should take beside its network.
DENSE_NODES = 5_000
DENSE_GAIN = 100
DENSE_FROM = 2_000_000  # multiplications: below, the search takes some milliseconds

OUT, IN = 1, 2  # bits of `Contacts.way`: the node has a tie to the contact, from the contact
Int8 = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Contacts:
    """Compressed sparse rows of the contacts: each pair that is tied stands in both rows, once in each.

    `indptr` (n + 1), `indices` (2 × pairs, sorted in a row), `weight` the strengths of both directions added (an
    undirected edge counts in both), `way` the bits `OUT` and `IN`.
    """

    indptr: Int64
    indices: Int32
    weight: Float64
    way: Int8

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.indptr) - 1

    @cached_property
    def degree(self) -> Int64:
        """Contacts of each node (n)."""
        return np.diff(self.indptr)

    @cached_property
    def row(self) -> Int32:
        """The node whose row it is, at each place in `indices`."""
        return np.repeat(np.arange(self.n, dtype=np.int32), self.degree)

    @cached_property
    def total(self) -> Float64:
        """Σ_k (a_ik + a_ki) of each node (n)."""
        return np.bincount(self.row, self.weight, minlength=self.n).astype(np.float64)

    @cached_property
    def largest(self) -> Float64:
        """max_k (a_ik + a_ki) of each node (n), 0 without contacts."""
        found = np.zeros(self.n)
        some = np.flatnonzero(self.degree)
        if len(some):
            found[some] = np.maximum.reduceat(self.weight, self.indptr[some])
        return found

    @cached_property
    def upward(self) -> tuple[Int64, Int64]:
        """Rows and places in `indices` of the ties that go up in (degree, place): each tie once, from its smaller end.

        A row has at most √(2 · pairs) of them, so that a search through them for closed triads stays short at hubs.
        """
        mine, other = self.degree[self.row], self.degree[self.indices]
        up = (mine < other) | ((mine == other) & (self.row < self.indices))
        indptr = np.zeros(self.n + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.row[up], minlength=self.n), out=indptr[1:])
        return indptr, np.flatnonzero(up)

    @cached_property
    def opposite(self) -> Int64:
        """For each place in `indices`, that of the same tie in the other end's row."""
        return np.argsort(self.indices, kind="stable")  # by (column, row); the rows are symmetric

    @cached_property
    def steps(self) -> int:
        """About how many ties a search for all closed triads looks at: Σ over ties of the upward ties of one end."""
        indptr, _ = self.upward
        return int(np.dot(self.degree, np.diff(indptr))) + self.n + len(self.indices)

    @cached_property
    def dense(self) -> bool:
        """Whether products of n × n matrices are quicker than a search through the ties; the network alone decides."""
        quicker = self.n <= DENSE_NODES and self.steps * DENSE_GAIN > self.n**3 > DENSE_FROM
        return quicker and bool((self.weight >= 0).all())


def two_paths(projection: Projection) -> int:
    """At most how many steps a search through the contacts of contacts takes: Σ_v k_v², edges in and out counted."""
    degree = np.diff(projection.indptr)
    if projection.directed:
        degree = degree + np.bincount(projection.edge_target, minlength=projection.n)
    return int(np.dot(degree, degree)) + projection.n


def contacts_of(projection: Projection, *, weighted: bool = True) -> Contacts:
    """The contacts in a network. Not weighted: each edge counts 1, so that a tie in both directions weighs 2."""
    strength = projection.strength if weighted else np.ones(projection.m)
    if not projection.directed:
        both = np.full(len(projection.indices), OUT | IN, dtype=np.int8)
        return Contacts(projection.indptr, projection.indices, 2.0 * strength[projection.edge_of], both)
    n = projection.n
    in_indptr, in_indices, in_edge = projection.reverse
    nodes = np.arange(n, dtype=np.int64) * max(n, 1)
    out_key = np.repeat(nodes, np.diff(projection.indptr)) + projection.indices
    in_key = np.repeat(nodes, np.diff(in_indptr)) + in_indices
    key = np.concatenate([out_key, in_key])
    order = np.argsort(key, kind="stable")  # two sorted runs: merged in one pass
    key = key[order]
    weight = strength[np.concatenate([projection.edge_of, in_edge])][order]
    way = np.repeat(np.array([OUT, IN], dtype=np.int8), [len(out_key), len(in_key)])[order]
    first = np.ones(len(key), dtype=np.bool_)
    first[1:] = key[1:] != key[:-1]
    second = np.flatnonzero(~first)
    weight[second - 1] += weight[second]
    way[second - 1] |= way[second]
    kept = key[first]
    indptr = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(kept // max(n, 1), minlength=n), out=indptr[1:])
    return Contacts(indptr, (kept % max(n, 1)).astype(np.int32), weight[first], way[first])
