"""Betweenness, components, articulation points and shortest paths beside networkx, and what compiling costs.

    python -m benchmarks.first_analyses            # a minute or two
    python -m benchmarks.first_analyses --quick    # some seconds, smaller networks

The networks are generated: actors take part in activities, active ones more often (preferential attachment), seed 1.
Every answer is compared with networkx's before its time is printed. Ours is the best of three runs, networkx's of one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from graph.analytics.articulation import articulation
from graph.analytics.betweenness import betweenness
from graph.analytics.components import components
from graph.analytics.paths import shortest_paths
from graph.export.networkx_graph import to_networkx
from graph.projection import NetworkEdge, NetworkNode, Projection, build_projection

SEED = 1
FIRST_CALL = """
import time
from benchmarks.first_analyses import two_mode
from graph.analytics.betweenness import dependencies
from graph.analytics.running import COMPILED
network = two_mode(20, 30)
start = time.perf_counter()
dependencies(network, run=COMPILED)
print(time.perf_counter() - start)
"""


def two_mode(nodes: int, edges: int, *, seed: int = SEED) -> Projection:
    """A third of the nodes are actors, the rest activities; strengths are whole numbers from 1 to 4."""
    random = np.random.default_rng(seed)
    actors = nodes // 3
    pairs: dict[tuple[int, int], int] = {}
    drawn: list[int] = []
    while len(pairs) < edges:
        often = drawn and random.random() < 0.6
        actor = drawn[random.integers(len(drawn))] if often else int(random.integers(actors))
        activity = int(random.integers(actors, nodes))
        if (actor, activity) not in pairs:
            pairs[actor, activity] = int(random.integers(1, 5))
            drawn.append(actor)
    return build_projection(
        view="generated",
        parameters={},
        graph_version=f"seed {seed}",
        nodes=[NetworkNode(f"n{i:07d}", f"n{i}", "Country" if i < actors else "Project") for i in range(nodes)],
        edges=[NetworkEdge(f"n{a:07d}", f"n{b:07d}", "R", float(s), ()) for (a, b), s in pairs.items()],
        modes=("actor", "activity"),
    )


def timed(work: Callable[[], Any], *, runs: int = 3) -> tuple[float, Any]:
    """Seconds of the fastest run, and its answer."""
    best, answer = float("inf"), None
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - start)
    return best, answer


def side_by_side(network: Projection, *, whole: bool = True) -> None:
    """Prints a table row for each analysis: ours, networkx's, the ratio; raises if the answers differ.

    Betweenness, which grows with nodes times edges, is left out where `whole` is false.
    """
    graph = to_networkx(network)
    for node in graph:  # the same adjacency networkx would have from any edge list, without our attributes
        graph.nodes[node].clear()
    rows: list[tuple[str, Callable[[], Any], Callable[[], Any], Callable[[Any, Any], bool]]] = [
        (
            "betweenness by hops",
            lambda: betweenness(network).values,
            lambda: nx.betweenness_centrality(graph, normalized=False),
            _close,
        ),
        (
            "components",
            lambda: {frozenset(part) for part in components(network).items},
            lambda: {frozenset(part) for part in nx.connected_components(graph)},
            lambda ours, theirs: bool(ours == theirs),
        ),
        (
            "articulation points and bridges, with what falls apart (networkx: without)",
            lambda: _cuts(network),
            lambda: (set(nx.articulation_points(graph)), {frozenset(pair) for pair in nx.bridges(graph)}),
            lambda ours, theirs: bool(ours == theirs),
        ),
        (
            "number of shortest paths between 20 pairs",
            lambda: [_count(network, place) for place in range(1, 21)],
            lambda: [_count_theirs(graph, network.ids[0], network.ids[-place]) for place in range(1, 21)],
            lambda ours, theirs: bool(ours == theirs),
        ),
    ]
    print(f"\n{network.n:,} nodes, {network.m:,} edges\n")
    print("| analysis | ours (s) | networkx (s) | ratio |\n|---|---:|---:|---:|")
    for name, ours, theirs, equal in rows if whole else rows[1:]:
        ours()  # once, so that the kernels are there; what that costs is measured apart
        our_time, our_answer = timed(ours)
        their_time, their_answer = timed(theirs, runs=1)
        if not equal(our_answer, their_answer):
            raise SystemExit(f"{name}: the answers differ.")
        print(f"| {name} | {our_time:.4f} | {their_time:.3f} | {their_time / our_time:.0f}× |", flush=True)


def alone(network: Projection) -> None:
    """Prints our times on a network that networkx would take too long for."""
    print(f"\n{network.n:,} nodes, {network.m:,} edges, ours alone\n\n| analysis | seconds |\n|---|---:|")
    for name, work in (
        ("betweenness by hops", lambda: betweenness(network)),
        ("betweenness by distance", lambda: betweenness(network, by="distance")),
        ("components", lambda: components(network)),
        ("articulation points and bridges", lambda: articulation(network)),
    ):
        print(f"| {name} | {timed(work, runs=1)[0]:.3f} |", flush=True)


def first_calls() -> None:
    """Prints what the first compiled call of a process costs, without and with the kernels on disk."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
        times = [
            float(
                subprocess.run(
                    [sys.executable, "-c", FIRST_CALL], env=environment, capture_output=True, check=True
                ).stdout
            )
            for _ in range(2)
        ]
    print(f"\nfirst compiled betweenness of a process: {times[0]:.1f} s never compiled, {times[1]:.1f} s from disk")


def _close(ours: dict[str, float], theirs: dict[str, float]) -> bool:
    return all(abs(ours[node] - value) <= 1e-9 * max(1.0, abs(value)) for node, value in theirs.items())


def _cuts(network: Projection) -> tuple[set[str], set[frozenset[str]]]:
    answer = articulation(network)
    return {point.id for point in answer.nodes}, {frozenset((tie.source, tie.target)) for tie in answer.bridges}


def _count(network: Projection, place: int) -> int:
    return shortest_paths(network, source=network.ids[0], target=network.ids[-place], limit=1).total


def _count_theirs(graph: nx.Graph[Any], source: str, target: str) -> int:
    try:
        return sum(1 for _ in nx.all_shortest_paths(graph, source, target))
    except nx.NetworkXNoPath:
        return 0


def main() -> None:
    """Runs all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller networks")
    quick = parser.parse_args().quick
    print(f"Python {sys.version.split()[0]}, networkx {nx.__version__}, {os.cpu_count()} processors")
    first_calls()
    side_by_side(two_mode(150, 400))
    side_by_side(two_mode(500, 2_000) if quick else two_mode(2_000, 10_000))
    side_by_side(two_mode(6_000, 30_000) if quick else two_mode(60_000, 300_000), whole=False)
    alone(two_mode(3_000, 15_000) if quick else two_mode(9_000, 60_000))


if __name__ == "__main__":
    main()
