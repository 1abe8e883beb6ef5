"""Two-mode networks of activities and who takes part in them, and their one-mode networks as networkx makes them."""

from __future__ import annotations

import networkx as nx
from networks import deck, network

from graph.analytics.affiliations import Rule
from graph.projection import Projection


def two_mode(text: str) -> Projection:
    """A two-mode network of `activity: actors` lines."""
    lines = [line.split(":") for line in text.split(";")]
    edges = [(actor, name.strip()) for name, actors in lines for actor in actors.split()]
    return network(edges, modes=("actor", "activity"))


def one_mode(of: Projection, rule: Rule = "count") -> Projection:
    """The one-mode network by networkx."""
    graph = nx.Graph([(edge.source, edge.target) for edge in of.edges])
    actors = sorted({edge.source for edge in of.edges})
    weigh = (
        nx.bipartite.weighted_projected_graph
        if rule == "count"
        else nx.bipartite.collaboration_weighted_projected_graph
    )
    made = weigh(graph, actors)
    return network([(a, b, data["weight"]) for a, b, data in made.edges(data=True)], actors)


def strengths(of: Projection) -> dict[frozenset[str], float]:
    """The strength of each pair."""
    return {frozenset((edge.source, edge.target)): edge.strength for edge in of.edges}


DECK = deck()
LARGER = two_mode("p: a b c; q: a b; r: b c d e; s: e f; t: g; u: a f g; v: a b c d e f")
