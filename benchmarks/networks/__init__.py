"""The network analyses beside networkx, igraph, rustworkx, networkit, scipy, scikit-network and Neo4j GDS.

`generators` the networks, `measures` what is compared and how, `ours` and `peers` who computes it, `cells` how one is
timed, `run` the table; `cold` first calls of compiled kernels; `question_to_answer` from a store to JSON.
"""
