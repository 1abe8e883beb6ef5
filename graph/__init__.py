"""The domain: ontology, stores, projections, analyses. Knows neither HTTP nor files of sources.

For notebooks and scripts every analysis stands here by its name, and is imported when it is asked for:

    from graph import betweenness, open_networks

    with open_networks() as networks:
        scores = betweenness(networks.projection("participation"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.analytics.added_links import added_links
    from graph.analytics.alternatives import k_shortest_paths
    from graph.analytics.articulation import articulation
    from graph.analytics.attack import attack
    from graph.analytics.betweenness import betweenness
    from graph.analytics.biconnected import biconnected_components
    from graph.analytics.bridging import bridging_actors
    from graph.analytics.brokerage_roles import brokerage_roles
    from graph.analytics.closeness import closeness
    from graph.analytics.clustering import clustering
    from graph.analytics.common import common_participants
    from graph.analytics.communities import communities
    from graph.analytics.components import components
    from graph.analytics.constraints import Constraints
    from graph.analytics.core import core
    from graph.analytics.current_flow import current_flow, current_flow_closeness
    from graph.analytics.degree import degree, strength
    from graph.analytics.edge_betweenness import edge_betweenness
    from graph.analytics.efficiency import global_efficiency
    from graph.analytics.eigenvector import eigenvector
    from graph.analytics.embeddedness import embeddedness
    from graph.analytics.grouping import Grouping, groups_from
    from graph.analytics.harmonic import harmonic
    from graph.analytics.hits import authority, hub
    from graph.analytics.katz import katz
    from graph.analytics.leaving import leaving
    from graph.analytics.measures import MEASURES, measure
    from graph.analytics.pagerank import pagerank
    from graph.analytics.paths import shortest_path, shortest_paths
    from graph.analytics.prediction import predict_links
    from graph.analytics.removal import removal
    from graph.analytics.series import series
    from graph.analytics.settings import changed_settings
    from graph.analytics.structural_holes import constraint, dyadic_constraint, effective_size, efficiency, hierarchy
    from graph.analytics.summary import structural_summary
    from graph.analytics.uncertainty import rank_intervals
    from graph.analytics.widest import widest_paths
    from graph.errors import ExplorerError
    from graph.export.graphml import write_graphml
    from graph.export.networkx_graph import to_networkx
    from graph.interface import from_networkx, network_of, open_networks
    from graph.ontology import read_ontology
    from graph.projection import Projection
    from graph.stores import open_store
    from graph.views import Networks

_WHERE = {
    "graph.analytics.added_links": "added_links",
    "graph.analytics.alternatives": "k_shortest_paths",
    "graph.analytics.articulation": "articulation",
    "graph.analytics.attack": "attack",
    "graph.analytics.betweenness": "betweenness",
    "graph.analytics.biconnected": "biconnected_components",
    "graph.analytics.bridging": "bridging_actors",
    "graph.analytics.brokerage_roles": "brokerage_roles",
    "graph.analytics.closeness": "closeness",
    "graph.analytics.clustering": "clustering",
    "graph.analytics.common": "common_participants",
    "graph.analytics.communities": "communities",
    "graph.analytics.components": "components",
    "graph.analytics.constraints": "Constraints",
    "graph.analytics.core": "core",
    "graph.analytics.current_flow": "current_flow current_flow_closeness",
    "graph.analytics.degree": "degree strength",
    "graph.analytics.edge_betweenness": "edge_betweenness",
    "graph.analytics.efficiency": "global_efficiency",
    "graph.analytics.eigenvector": "eigenvector",
    "graph.analytics.embeddedness": "embeddedness",
    "graph.analytics.grouping": "Grouping groups_from",
    "graph.analytics.harmonic": "harmonic",
    "graph.analytics.hits": "authority hub",
    "graph.analytics.katz": "katz",
    "graph.analytics.leaving": "leaving",
    "graph.analytics.measures": "MEASURES measure",
    "graph.analytics.pagerank": "pagerank",
    "graph.analytics.paths": "shortest_path shortest_paths",
    "graph.analytics.prediction": "predict_links",
    "graph.analytics.removal": "removal",
    "graph.analytics.series": "series",
    "graph.analytics.settings": "changed_settings",
    "graph.analytics.structural_holes": "constraint dyadic_constraint effective_size efficiency hierarchy",
    "graph.analytics.summary": "structural_summary",
    "graph.analytics.uncertainty": "rank_intervals",
    "graph.analytics.widest": "widest_paths",
    "graph.errors": "ExplorerError",
    "graph.export.graphml": "write_graphml",
    "graph.export.networkx_graph": "to_networkx",
    "graph.interface": "from_networkx network_of open_networks",
    "graph.ontology": "read_ontology",
    "graph.projection": "Projection",
    "graph.stores": "open_store",
    "graph.views": "Networks",
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names.split()}

__all__ = [
    "MEASURES",
    "Constraints",
    "ExplorerError",
    "Grouping",
    "Networks",
    "Projection",
    "added_links",
    "articulation",
    "attack",
    "authority",
    "betweenness",
    "biconnected_components",
    "bridging_actors",
    "brokerage_roles",
    "changed_settings",
    "closeness",
    "clustering",
    "common_participants",
    "communities",
    "components",
    "constraint",
    "core",
    "current_flow",
    "current_flow_closeness",
    "degree",
    "dyadic_constraint",
    "edge_betweenness",
    "effective_size",
    "efficiency",
    "eigenvector",
    "embeddedness",
    "from_networkx",
    "global_efficiency",
    "groups_from",
    "harmonic",
    "hierarchy",
    "hub",
    "k_shortest_paths",
    "katz",
    "leaving",
    "measure",
    "network_of",
    "open_networks",
    "open_store",
    "pagerank",
    "predict_links",
    "rank_intervals",
    "read_ontology",
    "removal",
    "series",
    "shortest_path",
    "shortest_paths",
    "strength",
    "structural_summary",
    "to_networkx",
    "widest_paths",
    "write_graphml",
]


def __getattr__(name: str) -> Any:
    """Imports what is asked for: `import graph` alone costs nothing."""
    if name in _MODULE_OF:
        return getattr(import_module(_MODULE_OF[name]), name)
    raise AttributeError(f"module 'graph' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
