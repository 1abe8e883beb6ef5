"""What a pack states, read from its CSV files with the standard library alone: an oracle beside loader and views.

Knows nothing of the code under test: rows are merged, rolled up and joined here a second time, as simply as possible,
and networks are networkx graphs.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import networkx as nx

Piece: TypeAlias = tuple[str, str, str, str, str, str]  # relation, source, target, source id, quote, role
Left: TypeAlias = tuple[str, str, str]  # actor, relation, activity
Graph: TypeAlias = "nx.Graph[str]"
NO_TIES = ("PART_OF", "BORDERS", "SUCCEEDED_BY", "EVIDENCED_BY", "SUPPLIES")
ALIASES = {"country:GB": "country:UK", "country:GR": "country:EL"}


@dataclass(frozen=True)
class Network:
    """A network with the statements behind each edge, and what was too coarse for it."""

    graph: Graph
    evidence: dict[frozenset[str], set[Piece]]
    left_out: set[Left]


@dataclass(frozen=True)
class PackOracle:
    """The rows of a pack in `folder`."""

    folder: Path

    def rows(self, part: str, name: str) -> list[dict[str, str]]:
        """Rows of one file; none where it is not there. Cells without the spaces around them."""
        path = self.folder / part / f"{name}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]
        return [{key: ALIASES.get(value, value) for key, value in row.items()} for row in rows]

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """Relation types the pack has a file of."""
        return tuple(sorted(path.stem for path in (self.folder / "relations").glob("*.csv")))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Id → label."""
        return {
            row["id"]: path.stem
            for path in sorted((self.folder / "nodes").glob("*.csv"))
            for row in self.rows("nodes", path.stem)
        }

    def statements(self, relation: str) -> Iterator[tuple[str, str, set[Piece]]]:
        """Each pair of a relation type with its statements: an unknown quote gives way to a known one."""
        quotes: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        roles: dict[tuple[str, str], str] = {}
        for row in self.rows("relations", relation):
            pair = row["source"], row["target"]
            quotes[pair].add((row["source_id"], row["quote"]))
            roles[pair] = roles.get(pair) or row.get("role", "")
        for (source, target), stated in quotes.items():
            known = {source_id for source_id, quote in stated if quote}
            kept = {(source_id, quote) for source_id, quote in stated if quote or source_id not in known}
            yield source, target, {(relation, source, target, *piece, roles[source, target]) for piece in kept}

    @cached_property
    def level(self) -> dict[str, int]:
        """Place → NUTS level, 0 for countries."""
        levels = {row["id"]: int(row["level"]) for row in self.rows("nodes", "Region")}
        return {**levels, **{row["id"]: 0 for row in self.rows("nodes", "Country")}}

    @cached_property
    def parents(self) -> dict[str, list[str]]:
        """What lies in what, or has its seat there."""
        found: dict[str, list[str]] = defaultdict(list)
        for relation in ("PART_OF", "LOCATED_IN"):
            for row in self.rows("relations", relation):
                found[row["source"]].append(row["target"])
        return found

    def above(self, node_id: str) -> list[str]:
        """The node and what it lies in, nearest first; of several seats the finest."""
        chain = [node_id]
        while self.parents.get(chain[-1]):
            chain.append(max(self.parents[chain[-1]], key=lambda place: (self.level[place], place)))
        return chain

    def rolled_up(self, actor: str, level: str, nuts_level: int | None = None) -> str | None:
        """Who an actor stands for at a level, None where it is too coarse."""
        if level == "organisation":
            return actor if self.labels[actor] in ("Organisation", "Cluster") else None
        places = [place for place in self.above(actor) if place in self.level]
        if level == "country":
            return next((place for place in places if self.level[place] == 0), None)
        fitting = [place for place in places if self.level[place] > 0 and nuts_level in (None, self.level[place])]
        return fitting[0] if fitting else None

    @cached_property
    def participation_rows(self) -> list[tuple[str, str, set[Piece]]]:
        """Actor, activity and the statements that join them."""
        rows = list(self.statements("PARTICIPATES_IN"))
        for relation in ("ORIGINATED_IN", "ADOPTED_BY"):
            rows += [(place, practice, stated) for practice, place, stated in self.statements(relation)]
        return rows

    def participation(self, level: str = "country", nuts_level: int | None = None) -> Network:
        """Actors at a level, and activities."""
        evidence: dict[frozenset[str], set[Piece]] = defaultdict(set)
        left_out: set[Left] = set()
        for actor, activity, stated in self.participation_rows:
            stands_for = self.rolled_up(actor, level, nuts_level)
            if stands_for is None:
                left_out.add((actor, next(iter(stated))[0], activity))
            else:
                evidence[frozenset((stands_for, activity))] |= stated
        return Network(_graph(evidence), dict(evidence), left_out)

    def takers_part(self, level: str, nuts_level: int | None = None) -> dict[str, set[str]]:
        """Activity → actors at a level."""
        found: dict[str, set[str]] = defaultdict(set)
        for actor, activity, _ in self.participation_rows:
            stands_for = self.rolled_up(actor, level, nuts_level)
            if stands_for is not None:
                found[activity].add(stands_for)
        return found

    def one_mode(self, level: str, nuts_level: int | None = None, *, newman: bool = False) -> Graph:
        """Actors that share activities; `strength` counts these, or gives each 1/(participants − 1)."""
        graph: Graph = nx.Graph()
        for activity, actors in sorted(self.takers_part(level, nuts_level).items()):
            graph.add_nodes_from(actors)
            for one, other in combinations(sorted(actors), 2):
                before = graph.get_edge_data(one, other, {"strength": 0.0})["strength"]
                graph.add_edge(one, other, strength=before + (1 / (len(actors) - 1) if newman else 1.0), last=activity)
        return graph

    def policy(self) -> Network:
        """Everything stated, except territory."""
        evidence: dict[frozenset[str], set[Piece]] = defaultdict(set)
        for relation in self.relations:
            if relation in NO_TIES:
                continue
            for source, target, stated in self.statements(relation):
                evidence[frozenset((source, target))] |= stated
        return Network(_graph(evidence), dict(evidence), set())


def _graph(evidence: dict[frozenset[str], set[Piece]]) -> Graph:
    graph: Graph = nx.Graph()
    for pair, stated in evidence.items():
        one, other = sorted(pair)
        graph.add_edge(one, other, strength=float(len(stated)))
    return graph
