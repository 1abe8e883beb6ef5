"""From the question to the answer: store → projection → analysis → JSON, ours beside GDS on the same Neo4j.

    python -m benchmarks.networks.question_to_answer            # the 9k network
    python -m benchmarks.networks.question_to_answer --quick    # a twentieth of it

Both answer with the same JSON: a row a node with its id in the file and its value, highest first (or what the question
asks for), compared before any time is shown. Cold: nothing of the network is in memory outside the database; ours
reads the snapshot of the graph version and the network, GDS projects (the better of its native and its Cypher
projection) and drops it again. Cached: the projection is kept. Ours keeps its projection between questions as the
service does; that the service also keeps results is not used here. GDS at 1, 2 and 4 threads, the better. Medians.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import math
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import neo4j

from benchmarks.networks.gds.server import GdsServer
from benchmarks.networks.generators import Network, generated
from benchmarks.networks.questions import Question, Rows, questions
from graph.ontology import read_ontology
from graph.stores import Neo4jStore
from graph.views import Networks
from loaders.network import NetworkFiles, load_network

RUNS = 3
LONG_S = 5.0  # a first run above this is not repeated: compiling is no part of it that matters
THREADS = (1, 2, 4)
VIEW, GRAPH = "benchmark", "projected"
NATIVE = """
CALL gds.graph.project($graph, 'Vertex', {TIED_TO: {orientation: 'UNDIRECTED', properties: 'strength'}},
  {readConcurrency: $threads}) YIELD nodeCount RETURN nodeCount
"""
CYPHER = """
MATCH (a:Vertex {network: $view}) OPTIONAL MATCH (a)-[r:TIED_TO]->(b:Vertex)
WITH gds.graph.project($graph, a, b, {relationshipProperties: {strength: coalesce(r.strength, 1.0)}},
  {undirectedRelationshipTypes: ['*'], readConcurrency: $threads}) AS graph RETURN graph.nodeCount AS nodeCount
"""
DROP = "CALL gds.graph.drop($graph, false) YIELD graphName RETURN graphName"


def json_of(rows: Rows) -> bytes:
    """The answer as it leaves the service."""
    safe = [{"id": row["id"], "value": _finite(row["value"])} for row in rows]
    return json.dumps(safe, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def loaded(network: Network, store: Neo4jStore) -> float:
    """Loads the network into the store; seconds."""
    projection, start = network.projection, time.perf_counter()
    ids = projection.ids
    with tempfile.TemporaryDirectory() as folder:
        edges = Path(folder) / "edges.csv"
        ends = projection.edge_source.tolist(), projection.edge_target.tolist(), projection.strength.tolist()
        rows = "".join(f"{ids[a]},{ids[b]},{strength:g}\n" for a, b, strength in zip(*ends, strict=True))
        edges.write_text("source,target,strength\n" + rows, encoding="utf-8")
        nodes = Path(folder) / "nodes.csv"
        nodes.write_text("id,name\n" + "".join(f"{name},{name}\n" for name in ids), encoding="utf-8")
        report = load_network(NetworkFiles(VIEW, edges, nodes), store, store_ontology)
    if report.state != "finished":
        raise SystemExit(f"The network was not loaded: {report.state}.")
    return time.perf_counter() - start


store_ontology = read_ontology()


def timed(work: Callable[[], bytes], runs: int = RUNS) -> tuple[float, bytes]:
    """Median seconds after one run that does not count, and the last answer; what is long counts at once."""
    start = time.perf_counter()
    answer = work()
    first = time.perf_counter() - start
    if first > LONG_S:
        return first, answer
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return statistics.median(times), answer


class Gds:
    """The same questions put to GDS over Bolt."""

    def __init__(self, server: GdsServer, ends: tuple[str, str]) -> None:
        self.session = server.driver().session(database="neo4j", fetch_size=-1)
        self.ends = ends

    def project(self, text: str, threads: int) -> None:
        """Makes its graph in memory."""
        self.session.run(neo4j.Query(text), graph=GRAPH, view=VIEW, threads=threads).consume()

    def drop(self) -> None:
        """Forgets it."""
        self.session.run(DROP, graph=GRAPH).consume()

    def answer(self, question: Question, threads: int) -> bytes:
        """The JSON of the answer from the graph in memory."""
        settings = {**question.settings, "concurrency": threads}
        source, target = self.ends
        records = self.session.run(
            neo4j.Query(question.theirs),
            graph=GRAPH,
            view=VIEW,
            settings=settings,
            source=source,
            target=target,
        )
        return json_of([{"id": name, "value": value} for name, value in records.values()])

    def cold(self, question: Question, projecting: str, threads: int) -> bytes:
        """All of it."""
        self.project(projecting, threads)
        try:
            return self.answer(question, threads)
        finally:
            self.drop()

    def better_projection(self) -> tuple[str, dict[str, float]]:
        """Native or Cypher, and the seconds of both."""
        seconds = {}
        for name, text in (("native", NATIVE), ("Cypher", CYPHER)):

            def once(text: str = text) -> bytes:
                self.drop()
                self.project(text, THREADS[-1])
                return b""

            seconds[name] = timed(once)[0]
        self.drop()
        return (NATIVE if seconds["native"] <= seconds["Cypher"] else CYPHER), seconds


def differs(question: Question, ours: bytes, theirs: bytes) -> str:
    """Why the answers are not the same; empty where they are."""
    mine, other = (question.same(json.loads(answer)) for answer in (ours, theirs))
    if mine.keys() != other.keys():
        return f"{len(mine)} rows, GDS {len(other)}"
    largest = max((abs(value) for value in mine.values()), default=0.0)
    wrong = sum(
        not math.isclose(mine[name], other[name], rel_tol=1e-6, abs_tol=1e-9 * max(largest, 1e-9)) for name in mine
    )
    return f"{wrong} of {len(mine)} values differ" if wrong else ""


def rows_of(network: Network, store: Neo4jStore, gds: Gds, chosen: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Times one question after the other."""
    projecting, projections = gds.better_projection()
    print(
        f"GDS projects in {projections['native']:.3f} s (native) or {projections['Cypher']:.3f} s (Cypher); "
        f"the better one is used.\n"
    )
    print("| question | ours cold (s) | GDS cold | ours is | ours cached (s) | GDS cached | ours is | |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    kept = Networks(store, store_ontology)
    for name, question in questions(gds.ends).items():
        if chosen and name not in chosen:
            continue

        def cold(question: Question = question) -> bytes:
            return json_of(question.ours(Networks(store, store_ontology).projection(VIEW)))

        def cached(question: Question = question) -> bytes:
            return json_of(question.ours(kept.projection(VIEW)))

        our_cold, mine = timed(cold)
        our_cached, _ = timed(cached)
        colds = [timed(lambda q=question, t=t: gds.cold(q, projecting, t)) for t in THREADS]  # type: ignore[misc]
        gds.project(projecting, THREADS[-1])
        warm = [timed(lambda q=question, t=t: gds.answer(q, t)) for t in THREADS]  # type: ignore[misc]
        gds.drop()
        their_cold, their_cached = min(one for one, _ in colds), min(one for one, _ in warm)
        said = differs(question, mine, warm[0][1])
        row = {
            "question": name,
            "ours_cold": our_cold,
            "gds_cold": their_cold,
            "ours_cached": our_cached,
            "gds_cached": their_cached,
            "note": question.note,
            "differs": said,
        }
        print(
            f"| {name} | {our_cold:.3f} | {their_cold:.3f} | {their_cold / our_cold:.2f}× | {our_cached:.4f} | "
            f"{their_cached:.4f} | {their_cached / our_cached:.2f}× | {said} {question.note} |",
            flush=True,
        )
        yield row


def where_the_time_goes(store: Neo4jStore, functions: int = 25) -> None:
    """Prints a profile of our cold projection."""
    profile = cProfile.Profile()
    profile.enable()
    Networks(store, store_ontology).projection(VIEW)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(functions)


def main() -> None:
    """Starts the server, loads the network, asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the network")
    parser.add_argument("--measures", default="", help="some of the questions, by comma")
    parser.add_argument("--profile", action="store_true", help="where our cold time goes")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    asked = parser.parse_args()
    network = generated("9k", quick=asked.quick)
    source, target = network.pairs[0].tolist()
    ends = network.projection.ids[source], network.projection.ids[target]
    with GdsServer.begin() as server:
        store = Neo4jStore(server.uri, server.username, server.password, store_ontology)
        store.prepare(store_ontology)
        print(
            f"{network.projection.n:,} nodes, {network.projection.m:,} edges; loaded in {loaded(network, store):.1f} s."
        )
        made = Networks(store, store_ontology).projection(VIEW)
        if (made.n, made.m) != (network.projection.n, network.projection.m):
            raise SystemExit("The store gives another network than was loaded.")
        rows = list(rows_of(network, store, Gds(server, ends), [one for one in asked.measures.split(",") if one]))
        if asked.profile:
            where_the_time_goes(store)
        if asked.json:
            asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        store.close()


if __name__ == "__main__":
    main()
