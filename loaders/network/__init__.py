"""Any list of ties as a network: `edges.csv` and, optionally, `nodes.csv` become a view that answers like our own."""

from loaders.network.load import load_network
from loaders.network.reading import EdgeList, NetworkFiles, read_edge_list

__all__ = ["EdgeList", "NetworkFiles", "load_network", "read_edge_list"]
