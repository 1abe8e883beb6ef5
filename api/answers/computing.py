"""How an answer gets its numbers: out of what is kept, at once, or by a job, under the graph version they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, TypeVar

from api.explorer import Explorer
from api.jobs import Work
from graph.projection import Projection

T = TypeVar("T")

LONG_STEPS = 30_000_000  # edges looked at, beyond which an analysis is a job: a tenth of a second compiled


def computed(
    explorer: Explorer, graph: Projection, name: str, choices: Mapping[str, Any], work: Work[T], *, steps: int
) -> T:
    """The result of an analysis called `name` with `choices` (all that changes it) on a network.

    `work` gets the progress to report, or None. Raises `api.jobs.StillRunning` when it takes longer than a request
    waits.
    """
    key = (
        version_of(explorer, graph),
        graph.view,
        *(f"{one}={value}" for one, value in sorted(graph.parameters.items())),
        name,
        *(f"{one}={value}" for one, value in sorted(choices.items())),
    )
    return explorer.jobs.answer(key, f"{name} of the network '{graph.view}'", work, long=steps > LONG_STEPS)


def version_of(explorer: Explorer, graph: Projection) -> str:
    """Under which version a result is kept: the graph's, and while a load is half done that and the network's content.

    The network is then made anew for each request; one that came back for a job's result would never find it if its
    key were not the content.
    """
    if explorer.networks.keeps(graph):
        return graph.graph_version
    content = hashlib.sha256()
    for array in (graph.indptr, graph.indices, graph.edge_of, graph.strength, graph.distance):
        content.update(array.tobytes())
    for node in graph.nodes:
        content.update(repr(node).encode(errors="replace"))
    content.update(repr((graph.directed, graph.modes, sorted(graph.attributes.items()))).encode(errors="replace"))
    return f"{graph.graph_version} while loading, {content.hexdigest()}"
