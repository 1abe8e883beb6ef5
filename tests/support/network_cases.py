"""Random networks for property tests, as ours, as networkx's and as a matrix."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

import networkx as nx
import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from networks import network

from graph.projection import Projection


@dataclass(frozen=True)
class Case:
    """A network; strengths are whole numbers, distances their exact reciprocals."""

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str, float], ...]
    directed: bool
    modes: tuple[str, ...] = ("node",)

    @property
    def ours(self) -> Projection:
        """As a projection."""
        return network(self.edges, self.nodes, directed=self.directed, modes=self.modes)

    @property
    def theirs(self) -> nx.Graph[str]:
        """As a graph of networkx, with the strength of an edge also as its weight."""
        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        for a, b, strength in self.edges:
            graph.add_edge(a, b, strength=strength, weight=strength, distance=Fraction(1, int(strength)))
        return graph

    @property
    def undirected(self) -> nx.Graph[str]:
        """Without direction, strengths of both directions added."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.nodes)
        for a, b, weight in self.edges:
            graph.add_edge(a, b, weight=weight + (graph[a][b]["weight"] if graph.has_edge(a, b) else 0))
        return graph

    @property
    def matrix(self) -> npt.NDArray[np.float64]:
        """Strengths from row to column (n, n)."""
        matrix = np.zeros((len(self.nodes), len(self.nodes)))
        for a, b, strength in self.edges:
            matrix[self.nodes.index(a), self.nodes.index(b)] = strength
            if not self.directed:
                matrix[self.nodes.index(b), self.nodes.index(a)] = strength
        return matrix


@st.composite
def networks_of(
    draw: st.DrawFn,
    directed: bool | None = None,
    *,
    nodes: tuple[int, int] = (0, 12),
    edges: int = 40,
    strengths: st.SearchStrategy[float] | None = None,
    two_mode: bool = False,
) -> Case:
    """Any network of so many nodes, least and most, and edges, at most: scattered, sparse, dense, one-way or not.

    Strengths are whole numbers from 1 to 4 unless they are drawn otherwise. `two_mode`: some undirected ones are of
    actors and activities.
    """
    is_directed = draw(st.booleans()) if directed is None else directed
    names = tuple(f"n{i:02d}" for i in range(draw(st.integers(*nodes))))
    pairs = list(itertools.permutations(names, 2) if is_directed else itertools.combinations(names, 2))
    modes: tuple[str, ...] = ("node",)
    if two_mode and not is_directed and draw(st.booleans()):  # actors and activities stand mixed in the order of names
        actors = set(draw(st.lists(st.sampled_from(names), unique=True)))
        pairs = [(a, b) for a in sorted(actors) for b in names if b not in actors]
        modes = ("actor", "activity")
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=edges)) if pairs else []
    strength = st.integers(1, 4) if strengths is None else strengths
    return Case(names, tuple((a, b, draw(strength)) for a, b in chosen), is_directed, modes)
