"""What each number of a structural summary is: the words, apart from the computing in `summary`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REFERENCE = (
    "Wasserman & Faust (1994), Social Network Analysis, ch. 4–5; Freeman (1979), Social Networks 1(3): 215–239; "
    "Watts & Strogatz (1998), Nature 393: 440–442; Latora & Marchiori (2001), Physical Review Letters 87: 198701; "
    "Newman (2002), Physical Review Letters 89: 208701; Seidman (1983), Social Networks 5(3): 269–287"
)

# In the order they are answered.
DEFINITIONS: Mapping[str, str] = MappingProxyType(
    {
        "nodes": "number of nodes, n",
        "edges": "number of edges, m; in a directed network a pair tied both ways has two",
        "density": "edges / pairs that could have one: n(n − 1)/2, directed n(n − 1), two-mode actors × activities",
        "mean_degree": "2m / n: edges of a node, in and out together",
        "mean_degree_actors": "two-mode: m / actors, activities of an actor",
        "mean_degree_activities": "two-mode: m / activities, actors of an activity",
        "reciprocity": "directed: share of edges whose opposite is an edge too",
        "degree_assortativity": "Pearson correlation of the degrees at both ends of an edge; directed: of the source's "
        "edges out with the target's edges in",
        "components": "parts that no path joins, direction ignored; an isolate is one",
        "largest_component": "nodes of the largest component",
        "isolates": "nodes without edges",
        "diameter": "longest shortest path in the largest component, or any as large, in hops",
        "mean_distance": "mean hops of the shortest paths within the largest component, and any as large",
        "global_efficiency": "mean of 1/distance over all ordered pairs of the network, 0 where no path leads",
        "transitivity": "3 × triangles / pairs of ties that share a node, direction ignored",
        "clustering": "mean of the local clustering coefficients, over nodes with two contacts or more",
        "clustering_with_zeros": "the same over all nodes, those with fewer than two contacts counting 0 (as networkx)",
        "degree_centralisation": "Freeman: Σ (max − k_i) / ((n − 1)(n − 2)); a star has 1",
        "betweenness_centralisation": "Freeman: Σ (max − C_B(i)) / ((n − 1)²(n − 2)/2); a star has 1",
        "closeness_centralisation": "Freeman: Σ (max − C_C(i)) / ((n − 1)(n − 2)/(2n − 3)); connected networks only",
        "largest_core": "largest k for which some nodes have k edges each among themselves",
        "in_largest_core": "nodes of that k-core",
        "blocks": "biconnected components: parts that the loss of any one node leaves in one piece; a bridge is one",
        "largest_block": "nodes of the largest biconnected component",
        "articulation_points": "nodes without which their component falls apart",
        "bridges": "ties without which their component falls apart",
    }
)
