"""The inner loops of the analyses, on compressed sparse rows (`indptr`, `indices`) as `graph.projection` makes them.

One text, run in two ways (`graph.analytics.running` chooses): as plain Python on lists where the network is small, and
compiled by numba on arrays where it is not. Both do the same floating-point operations in the same order, and numba is
not allowed to fuse or reorder them (no `fastmath`, no `parallel`), so the answers have the same bits. For that reason a
kernel takes its working space from the caller, loops over numbers only, and neither slices nor imports anything.

Kernels over sources take the sources of one chunk and add to `sums`; they leave their working space as they found it.
One subject a file; what kernels call is in `heap` and `bits`, and compiled with them.
"""
