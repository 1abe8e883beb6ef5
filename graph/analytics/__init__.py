"""Analyses of a network: pure functions on a `Projection`, frozen results that carry their definition. One idea
a file.

`measures.MEASURES` lists what gives one number a node; `results` has the shapes of the answers. Importing any of these
is light: numba is loaded by `running` when a network is large enough to need it.
"""
