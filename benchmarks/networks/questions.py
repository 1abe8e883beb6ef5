"""The questions of `question_to_answer`: our way to the rows of the answer, and GDS's in Cypher."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.analytics.articulation import articulation
from graph.analytics.betweenness import betweenness
from graph.analytics.closeness import closeness
from graph.analytics.clustering import clustering
from graph.analytics.communities import communities
from graph.analytics.components import components
from graph.analytics.core import core
from graph.analytics.eigenvector import eigenvector
from graph.analytics.harmonic import harmonic
from graph.analytics.pagerank import pagerank
from graph.analytics.paths import shortest_path
from graph.analytics.results import NodeScores
from graph.projection import Projection

Rows: TypeAlias = list[dict[str, Any]]
NAME = "gds.util.asNode(nodeId).key AS id"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, our way to its rows, and GDS's in Cypher (`$settings`, `$source`, `$target`).

    `same` brings both rows into a form that is equal when the answers are.
    """

    ours: Callable[[Projection], Rows]
    theirs: str
    settings: Mapping[str, Any]
    same: Callable[[Rows], Any]
    note: str = ""


def ranked(found: NodeScores) -> Rows:
    """A row a node, highest value first."""
    return [{"id": item.id, "value": item.value} for item in found.items]


def by_id(rows: Rows) -> dict[str, float]:
    """Values by id; undefined ones, which GDS gives as 0, as 0."""
    return {row["id"]: float(row["value"] or 0.0) for row in rows}


def shares(rows: Rows) -> dict[str, float]:
    """Values by id, scaled to the sum 1."""
    values = by_id(rows)
    whole = math.fsum(values.values())
    return {name: value / whole for name, value in values.items()}


def sets(rows: Rows) -> dict[str, float]:
    """Each node with the number of the first of its part, by id."""
    first: dict[Any, int] = {}
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    return {row["id"]: first.setdefault(row["value"], at) for at, row in enumerate(ordered)}


def _parts(found: Any) -> Rows:
    return [{"id": node, "value": number} for number, part in enumerate(found.items) for node in part]


def _streamed(procedure: str, column: str) -> str:
    return (
        f"CALL gds.{procedure}.stream($graph, $settings) YIELD nodeId, {column} "
        f"RETURN {NAME}, {column} AS value ORDER BY value DESC, id"
    )


def _path(ends: tuple[str, str]) -> Callable[[Projection], Rows]:
    def ours(projection: Projection) -> Rows:
        found = shortest_path(projection, source=ends[0], target=ends[1])
        return [{"id": node, "value": at} for at, node in enumerate(found.paths[0].nodes)]

    return ours


_PATH = (
    "MATCH (a:Vertex {network: $view, key: $source}), (b:Vertex {network: $view, key: $target}) "
    "CALL gds.shortestPath.dijkstra.stream($graph, {sourceNode: a, targetNode: b}) YIELD nodeIds "
    "UNWIND range(0, size(nodeIds) - 1) AS value RETURN gds.util.asNode(nodeIds[value]).key AS id, value"
)
_EXACT = {"maxIterations": 2_000, "tolerance": 1e-12, "relationshipWeightProperty": "strength"}


def questions(ends: tuple[str, str]) -> dict[str, Question]:
    """What both can answer."""
    return {
        "betweenness": Question(lambda p: ranked(betweenness(p)), _streamed("betweenness", "score"), {}, by_id),
        "closeness": Question(
            lambda p: ranked(closeness(p)), _streamed("closeness", "score"), {"useWassermanFaust": True}, by_id
        ),
        "harmonic": Question(
            lambda p: ranked(harmonic(p, normalised=True)), _streamed("closeness.harmonic", "score"), {}, by_id
        ),
        "pagerank": Question(
            lambda p: ranked(pagerank(p)), _streamed("pageRank", "score"), _EXACT, shares, "GDS's scaled to the sum 1"
        ),
        "eigenvector": Question(
            lambda p: ranked(eigenvector(p, weighted=False)),
            _streamed("eigenvector", "score"),
            {name: value for name, value in _EXACT.items() if name != "relationshipWeightProperty"},
            shares,
            "without strengths, which GDS takes otherwise; both scaled to the sum 1",
        ),
        "core": Question(lambda p: ranked(core(p)), _streamed("kcore", "coreValue"), {}, by_id),
        "clustering": Question(
            lambda p: ranked(clustering(p)),
            _streamed("localClusteringCoefficient", "localClusteringCoefficient"),
            {},
            by_id,
            "undefined for fewer than two contacts, in GDS 0",
        ),
        "components": Question(lambda p: _parts(components(p)), _streamed("wcc", "componentId"), {}, sets),
        "articulation": Question(
            lambda p: [{"id": point.id, "value": 1} for point in articulation(p).nodes],
            f"CALL gds.articulationPoints.stream($graph, $settings) YIELD nodeId RETURN {NAME}, 1 AS value ORDER BY id",
            {},
            by_id,
            "ours with bridges and with the pieces each removal leaves",
        ),
        "communities": Question(
            lambda p: _parts(communities(p, runs=1)),
            _streamed("louvain", "communityId"),
            {"relationshipWeightProperty": "strength"},
            lambda rows: {row["id"]: 0.0 for row in rows},
            "one run of Louvain each; the partitions are random and not compared",
        ),
        "shortest path": Question(
            _path(ends), _PATH, {}, lambda rows: {"hops": float(len(rows))}, "one of the shortest; hops are compared"
        ),
    }
