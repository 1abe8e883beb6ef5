"""One module a peer, each with NAME, version(), why_not(network), build(network) and MEASURES.

A module is imported in the process that measures it, so that a peer that is not installed is said to be so.
"""

PEERS = ("networkx", "igraph", "rustworkx", "networkit", "scipy", "scikit-network", "gds")
MODULES = {name: f"benchmarks.networks.peers.with_{name.replace('scikit-network', 'sknetwork')}" for name in PEERS}
MODULES["ours"] = "benchmarks.networks.ours"
