"""How an answer gets its numbers: out of what is kept, at once, or by a job, under the graph version they belong to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from api.explorer import Explorer
from api.jobs import Work
from graph.projection import Projection

T = TypeVar("T")

LONG_STEPS = 30_000_000  # edges looked at, beyond which an analysis is a job: a tenth of a second compiled
STEPS_A_MINUTE = 4_000_000_000  # of the slower measures, betweenness among them, on two processors
TOLD = 300  # characters of what a job computes; the ids that one names can be many


def computed(
    explorer: Explorer,
    graph: Projection,
    name: str,
    choices: Mapping[str, Any],
    work: Work[T],
    *,
    steps: int,
    check: Callable[[], None] | None = None,
    advice: str = "",
) -> T:
    """The result of an analysis called `name` with `choices` (all that changes it) on a network.

    `work` gets the progress to report, or None; `check` raises what can be known to be wrong before a job is begun;
    `advice` is told with the job. Raises `api.jobs.StillRunning` when it takes longer than a request waits.
    """
    key = (
        version_of(explorer, graph),
        graph.view,
        *(f"{one}={value}" for one, value in sorted(graph.parameters.items())),
        name,
        *(f"{one}={value}" for one, value in sorted(choices.items())),
    )
    return explorer.jobs.answer(
        key,
        f"{name} of the network '{graph.view}'{_said({**graph.parameters, **choices})}",
        work,
        long=steps > LONG_STEPS,
        short=steps <= explorer.settings.valuechain_short_job_steps,
        advice=advice,
        check=check,
    )


def _said(parameters: Mapping[str, Any]) -> str:
    """What tells an analysis from another of the same name: ' (by=hops, normalised=false)'."""
    parts = [
        f"{name}={str(value).lower() if isinstance(value, bool) else value}"
        for name, value in sorted(parameters.items())
        if value is not None and value != ""
    ]
    said = ", ".join(parts)
    return f" ({said if len(said) <= TOLD else said[:TOLD] + '…'})" if said else ""


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
