"""Which nodes hang together."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def join_components(edge_source: Ints, edge_target: Ints, label: Ints) -> None:
    """Union–find over the edges, direction ignored: `label[v]` becomes the smallest place in v's component.

    On entry label[v] = v. A root never has a parent above itself, so one pass upwards flattens the trees at the end.
    """
    for e in range(len(edge_source)):
        a = edge_source[e]
        b = edge_target[e]
        while label[a] != a:
            label[a] = label[label[a]]
            a = label[a]
        while label[b] != b:
            label[b] = label[label[b]]
            b = label[b]
        if a < b:
            label[b] = a
        else:
            label[a] = b
    for v in range(len(label)):
        label[v] = label[label[v]]
