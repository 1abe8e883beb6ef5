"""Neo4j Graph Data Science, open edition, at 1, 2 and 4 threads (its most), of which the better counts.

The time is the one it states itself (preparing and computing, whole milliseconds, 0 counted as half of one), without
the way of the values over Bolt; where it states none, the time of the query. Networks are projected from a file by
its Cypher projection, so that nothing is stored: how long that takes from a store, `question_to_answer` measures.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import neo4j
import numpy as np

from benchmarks.networks.generators import YEN_K, YEN_PAIRS, Network
from benchmarks.networks.peers.common import Built, Entry, cuts, unit_length

NAME = "gds"
THREADS = (1, 2, 4)
ADDRESS, PASSWORD, IMPORT, LIMIT, PID = (f"BENCHMARK_GDS_{name}" for name in "URI PASSWORD IMPORT LIMIT PID".split())
GRAPH = "network"
PROJECT = """
LOAD CSV FROM 'file:///network.csv' AS row
WITH toInteger(row[0]) AS source, toInteger(row[1]) AS target, coalesce(toFloat(row[2]), 1.0) AS strength
WITH gds.graph.project($name, source, target,
  {relationshipProperties: {strength: strength, distance: 1.0 / strength}}, {undirectedRelationshipTypes: $undirected}
) AS graph
RETURN graph.nodeCount AS nodes
"""


def driver() -> neo4j.Driver:
    """A driver for the server that the benchmark has started."""
    return neo4j.GraphDatabase.driver(os.environ[ADDRESS], auth=("neo4j", os.environ[PASSWORD]))


def version() -> str:
    """Of the peer."""
    with driver() as connected:
        return str(connected.execute_query("RETURN gds.version() AS version").records[0]["version"])


def why_not(_: Network) -> str:
    """It takes every network."""
    return ""


def build(network: Network) -> neo4j.Session:
    """Projects the network; nodes have their places as ids."""
    projection = network.projection
    ends = projection.edge_source.tolist(), projection.edge_target.tolist(), projection.strength.tolist()
    with (Path(os.environ[IMPORT]) / "network.csv").open("w", encoding="ascii") as file:
        file.writelines(f"{place},,\n" for place in range(projection.n))
        file.writelines(f"{a},{b},{s:.9g}\n" for a, b, s in zip(*ends, strict=True))
    session = driver().session(database="neo4j")
    session.run("CALL gds.graph.drop($name, false) YIELD graphName RETURN graphName", name=GRAPH).consume()
    session.run(PROJECT, name=GRAPH, undirected=[] if projection.directed else ["*"]).consume()
    return session


def asked(built: Built, text: str, **parameters: Any) -> list[list[Any]]:
    """The columns of an answer. The server ends what takes longer than a cell may."""
    query = neo4j.Query(text, timeout=float(os.environ[LIMIT]))
    rows = built.graph.run(query, name=GRAPH, **parameters).values()
    return [list(column) for column in zip(*rows, strict=True)]


def _stated(procedure: str, settings: dict[str, Any], threads: int, built: Built) -> Any:
    """Runs a procedure that keeps its values to itself; seconds."""
    yields = (
        "computeMillis" if "articulation" in procedure or procedure == "hits" else "preProcessingMillis + computeMillis"
    )
    names = yields.replace(" + ", ", ")
    text = f"CALL gds.{procedure}.stats($name, $settings) YIELD {names} RETURN {yields} AS millis"
    millis = asked(built, text, settings={**_filled(settings, built), "concurrency": threads})[0][0]
    return max(millis, 0.5) / 1000


def _filled(settings: dict[str, Any], built: Built) -> dict[str, Any]:
    return {name: built.network.start if value == "start" else value for name, value in settings.items()}


def _streamed(columns: str, procedure: str, settings: dict[str, Any], _: Any, built: Built) -> Any:
    """The values in the order of the nodes; NaN where none is given."""
    text = f"CALL gds.{procedure}.stream($name, $settings) YIELD {columns} RETURN {columns}"
    found = asked(built, text, settings=_filled(settings, built))
    values = np.full(built.network.projection.n, np.nan)
    if found:
        values[found[0]] = found[1]
    return values


def _entry(
    procedure: str,
    column: str,
    *,
    settings: dict[str, Any] | None = None,
    then: Callable[[Any, Built], Any] = lambda values, _: values,
    columns: str = "",
    **further: Any,
) -> Entry:
    given = settings or {}
    runs = tuple(partial(_stated, procedure, given, threads) for threads in THREADS)

    def convert(found: Any, built: Built) -> Any:
        return then(_streamed(columns or f"nodeId, {column}", procedure, given, found, built), built)

    return Entry(runs, convert, seconds=float, **further)


def _pairs(procedure: str, k: int, count: int, built: Built) -> Any:
    """One query for all pairs, answered with the hops of each path."""
    more = ", k: $k" if k > 1 else ""
    text = (
        "UNWIND range(0, size($pairs) - 1) AS at "
        f"CALL gds.shortestPath.{procedure}.stream($name, "
        f"{{sourceNode: $pairs[at][0], targetNode: $pairs[at][1]{more}}}) YIELD totalCost RETURN at, totalCost"
    )
    return asked(built, text, pairs=built.network.pairs[:count].tolist(), k=k)


def _one_each(found: Any, built: Built) -> Any:
    hops = np.full(len(built.network.pairs), -1.0)
    if found:
        hops[found[0]] = found[1]
    return hops


def _sorted(found: Any, _: Built) -> Any:
    return np.array(found[1])[np.lexsort((found[1], found[0]))]


def _cuts(threads: int, built: Built) -> Any:
    settings = {"concurrency": threads}
    points = asked(
        built, "CALL gds.articulationPoints.stream($name, $settings) YIELD nodeId RETURN nodeId", settings=settings
    )
    bridges = asked(built, "CALL gds.bridges.stream($name, $settings) YIELD from RETURN count(from)", settings=settings)
    return points[0] if points else [], bridges[0][0]


def _distances(found: Any, built: Built) -> Any:
    hops = _streamed("targetNode, totalCost", "allShortestPaths.delta", {"sourceNode": "start"}, found, built)
    hops[built.network.start] = 0
    return np.nan_to_num(hops, nan=-1)


def _share(values: Any, _: Built) -> Any:
    return values / values.sum()


def _times_others(values: Any, built: Built) -> Any:
    return values * (built.network.projection.n - 1)


_STRENGTH = {"relationshipWeightProperty": "strength"}
_EXACT = {"tolerance": 1e-12, "maxIterations": 2_000}

MEASURES = {
    "bfs": Entry(
        tuple(
            partial(_stated, procedure, {"sourceNode": "start"}, threads)
            for procedure in ("bfs", "allShortestPaths.delta")
            for threads in THREADS
        ),
        _distances,
        "bfs, which gives no distances, or delta stepping: the quicker; the distances are the second's",
        seconds=float,
    ),
    "shortest-path": Entry((partial(_pairs, "dijkstra", 1, 1_000),), _one_each, "one query; time of the query"),
    "k-shortest": Entry((partial(_pairs, "yens", YEN_K, YEN_PAIRS),), _sorted, "one query; time of the query"),
    "components": _entry("wcc", "componentId"),
    "strong-components": _entry("scc", "componentId"),
    "articulation": Entry(tuple(partial(_cuts, threads) for threads in THREADS), cuts, "time of the two queries"),
    "core": _entry("kcore", "coreValue", networks=("small", "9k", "bipartite", "large")),
    "triangles": _entry("triangleCount", "triangleCount"),
    "clustering": _entry("localClusteringCoefficient", "localClusteringCoefficient"),
    "betweenness": _entry("betweenness", "score"),
    "betweenness-distance": _entry(
        "betweenness",
        "score",
        settings={"relationshipWeightProperty": "distance"},
        note="ties between sums of distances by == of doubles: other values where 1/3 stands in them",
        compared=False,
    ),
    "closeness": _entry("closeness", "score", settings={"useWassermanFaust": True}),
    "harmonic": _entry("closeness.harmonic", "score", then=_times_others, note="× (n − 1)"),
    "pagerank": _entry("pageRank", "score", settings={**_STRENGTH, **_EXACT}, then=_share, note="divided by the sum"),
    "eigenvector": _entry("eigenvector", "score", settings={**_STRENGTH, **_EXACT}, then=unit_length),
    "hits": Entry(
        tuple(partial(_stated, "hits", {"hitsIterations": 50}, threads) for threads in THREADS),
        lambda _, built: np.full(2 * built.network.projection.n, np.nan),
        "without strengths",
        compared=False,
        seconds=float,
    ),
    "louvain": _entry("louvain", "communityId", settings=_STRENGTH),
}
