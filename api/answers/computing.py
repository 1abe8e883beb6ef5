"""How an answer gets its numbers: out of what is kept, at once, or by a job, under the graph version they belong to."""

from __future__ import annotations

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
    keep = explorer.networks.keeps(graph)
    key = (
        graph.graph_version if keep else f"{graph.graph_version} while loading, {id(graph)}",
        graph.view,
        *(f"{one}={value}" for one, value in sorted(graph.parameters.items())),
        name,
        *(f"{one}={value}" for one, value in sorted(choices.items())),
    )
    return explorer.jobs.answer(key, f"{name} of the network '{graph.view}'", work, long=steps > LONG_STEPS, keep=keep)
