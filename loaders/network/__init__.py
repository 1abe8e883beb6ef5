"""Any list of ties as a network: `edges.csv` and, optionally, `nodes.csv` become a view that answers like our own."""

from loaders.network.files import NetworkFiles
from loaders.network.load import load_network
from loaders.network.reading import EdgeList, read_edge_list
from loaders.network.removal import RemovalReport, remove_network

__all__ = ["EdgeList", "NetworkFiles", "RemovalReport", "load_network", "read_edge_list", "remove_network"]
