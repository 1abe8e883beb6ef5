"""Writes a second pack: same ontology, other names and ties, drawn from a seed. Nothing of it stands in the seed pack.

It holds what the analyses work on (places, actors, activities, partnerships, chains, priorities), statements by several
sources about one thing, and sources that contradict each other. `written` tells what must be in the graph afterwards.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.ontology import Ontology, csv_header

SYLLABLES = ("ba", "dé", "fi", "go", "hu", "jö", "ka", "lø", "mi", "nu", "pa", "ře", "si", "to", "vy", "žu")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class RandomPack:
    """A pack written to `folder`. `nodes` and `relations` are what it states, each once; ties as (source, target)."""

    folder: Path
    nodes: dict[str, str] = field(default_factory=dict)  # id → label
    relations: dict[tuple[str, str, str], Mapping[str, object]] = field(default_factory=dict)  # (type, source, target)
    disputed: dict[str, set[str]] = field(default_factory=dict)  # id of a project → the budgets its sources state

    def ties(self, relation: str) -> set[tuple[str, str]]:
        """The pairs of one relation type."""
        return {(source, target) for name, source, target in self.relations if name == relation}

    def of(self, label: str) -> list[str]:
        """Ids of a label, in the order they were made."""
        return [node_id for node_id, of in self.nodes.items() if of == label]


def write_random_pack(folder: Path, ontology: Ontology, *, seed: int, size: int = 8) -> RandomPack:
    """Writes a pack with about `size` countries, 13 places each, and some 25 × `size` other things."""
    return _Writer(folder, ontology, random.Random(seed), size, seed).write()


class _Writer:
    def __init__(self, folder: Path, ontology: Ontology, rng: random.Random, size: int, seed: int) -> None:
        self._ontology = ontology
        self._rng = rng
        self._size = size
        self._seed = seed
        self._rows: dict[str, list[dict[str, object]]] = {}
        self._claims: list[dict[str, object]] = []
        self.pack = RandomPack(folder)

    def write(self) -> RandomPack:
        self._sources()
        self._places()
        self._policy()
        self._actors()
        self._activities()
        self._chains()
        self._save()
        return self.pack

    def _sources(self) -> None:
        for number in range(4):
            name = f"Register {self._word()} {number}"
            self._node("Source", f"source:r{self._seed}-{number}", name, address=f"https://example.org/{number}")

    def _places(self) -> None:
        for code in self._rng.sample([f"{a}{b}" for a in "QXZ" for b in LETTERS], self._size):
            country = self._node("Country", f"country:{code}", self._word().title(), iso2=code)
            for one in "123"[: self._rng.randint(1, 3)]:
                whole = self._region(f"{code}{one}", 1, country)
                for two in "12"[: self._rng.randint(1, 2)]:
                    part = self._region(f"{code}{one}{two}", 2, whole)
                    for three in "12":
                        self._region(f"{code}{one}{two}{three}", 3, part)
        for first, second in self._pairs(self.pack.of("Region"), self.pack.of("Region"), 3 * self._size):
            low, high = sorted((first, second))
            self._relation("BORDERS", low, high, kind="land")

    def _region(self, code: str, level: int, inside: str) -> str:
        place = {"lat": round(self._rng.uniform(36, 70), 5), "lon": round(self._rng.uniform(-10, 30), 5)}
        region = self._node(
            "Region",
            f"region:2021:{code}",
            self._word().title(),
            nuts_code=code,
            nuts_version="2021",
            level=level,
            **place,
        )
        self._relation("PART_OF", region, inside)
        return region

    def _policy(self) -> None:
        for position, name in enumerate(("look", "draw", "act"), start=1):
            self._node("S3Stage", f"s3stage:{name}-{self._seed}", name.title(), position=position)
        for number in range(4):
            code = f"K{number}"
            self._node("KET", f"ket:r{self._seed}-{number}", f"Technology {self._word()}", code=code, scheme="random")
            self._node(
                "Activity", f"activity:random{self._seed}:{code}", self._word(), scheme="random", version="1", code=code
            )
        self._node("Initiative", f"initiative:r{self._seed}", self._word().title(), since="2013")
        self._node("Platform", f"platform:r{self._seed}", self._word().title(), since="2015-06")
        for number, place in enumerate(
            self._rng.sample([*self.pack.of("Region"), *self.pack.of("Country")], self._size)
        ):
            priority = self._node("Priority", f"priority:r{self._seed}:{number}", f"Priority {self._word()}")
            self._relation("HAS_PRIORITY", place, priority)
            if number % 3:
                target = self._rng.choice([*self.pack.of("Activity"), *self.pack.of("KET")])
                self._relation("TARGETS", priority, target, assigned_by="by hand")
        for member in self._rng.sample(self.pack.of("Region"), self._size):
            self._relation("MEMBER_OF", member, self.pack.of("Initiative")[0], to="2020")

    def _actors(self) -> None:
        places = [*self.pack.of("Region"), *self.pack.of("Country")]
        for number in range(4 * self._size):
            helix = self._rng.choice(["academia", "industry", "government", "civil_society", None])
            actor = self._node(
                "Organisation", f"organisation:q:{self._seed}-{number}", f"{self._word()} Ltd.", helix=helix
            )
            self._relation("LOCATED_IN", actor, self._rng.choice(places))
        for number in range(self._size):
            cluster = self._node("Cluster", f"cluster:q:{self._seed}-{number}", f"Cluster {self._word()}")
            self._relation("LOCATED_IN", cluster, self._rng.choice(places))

    def _activities(self) -> None:
        for number in range(2 * self._size):
            budget = self._rng.choice([None, self._rng.randint(1, 90) * 100_000.0])
            project = self._node(
                "Project", f"project:r{self._seed}-{number}", f"Project {self._word()}", budget_eur=budget
            )
            if budget and number % 4 == 0:  # a second source states another budget
                other = budget + 50_000
                row = {"id": project, "budget_eur": other}
                self._rows["nodes/Project"].append(
                    {**row, "source_id": self._source(not_=self._last_source("nodes/Project"))}
                )
                self.pack.disputed[project] = {f"{int(budget)}", f"{int(other)}"}
        for number in range(self._size):
            self._node(
                "Partnership", f"partnership:r{self._seed}:{number}", f"Partnership {self._word()}", areas=["a", "b"]
            )
            self._relation("UNDER", self.pack.of("Partnership")[-1], self.pack.of("Platform")[0])
        for number in range(self._size // 2 + 1):
            self._node("Pilot", f"pilot:r{self._seed}:{number}", f"Pilot {self._word()}", as_of="2018-03")
            self._relation("UNDER", self.pack.of("Pilot")[-1], self.pack.of("Initiative")[0])
            self._node("DemoCase", f"democase:r{self._seed}:{number}", f"Case {self._word()}")
            self._relation("UNDER", self.pack.of("DemoCase")[-1], self.pack.of("Pilot")[-1])
        actors = [
            *self.pack.of("Country"),
            *self.pack.of("Region"),
            *self.pack.of("Organisation"),
            *self.pack.of("Cluster"),
        ]
        for label in ("Project", "Partnership", "Pilot", "DemoCase"):
            for activity in self.pack.of(label):
                for actor in self._rng.sample(actors, self._rng.randint(2, 5)):
                    self._relation("PARTICIPATES_IN", actor, activity, role=self._rng.choice(["lead", "partner", None]))
        places = [*self.pack.of("Region"), *self.pack.of("Country")]
        for number in range(self._size // 2 + 1):
            practice = self._node(
                "GoodPractice", f"goodpractice:r{self._seed}-{number}", f"Practice {self._word()}", year=2014
            )
            origin, adopter = self._rng.sample(places, 2)
            self._relation("ORIGINATED_IN", practice, origin)
            self._relation("ADOPTED_BY", practice, adopter, year=2015)

    def _chains(self) -> None:
        holders = [*self.pack.of("Region"), *self.pack.of("Organisation")]
        for number in range(2):
            chain = self._node("ValueChain", f"chain:r{self._seed}-{number}", f"Chain {self._word()}")
            before = ""
            for position in range(1, 5):
                name = f"chainstage:r{self._seed}-{number}:{position}"
                stage = self._node("ChainStage", name, f"Stage {position}", position=position, function="production")
                self._relation("HAS_STAGE", chain, stage)
                if before:
                    self._relation("FEEDS", before, stage)
                before = stage
                if position % 2:
                    self._relation(
                        "HAS_CAPABILITY", self._rng.choice(holders), stage, function="production", level="strong"
                    )
            self._relation("MOVED_TO", self._rng.choice(self.pack.of("Country")), before, year=1995)
            self._relation("CONCERNS", self._rng.choice(self.pack.of("Project")), chain)
            row = {"subject_id": chain, "predicate": "origin", "value": self._word(), "confidence": "doubtful"}
            self._claims.append({**row, "source_id": self._source()})

    def _node(self, label: str, node_id: str, name: str, **properties: object) -> str:
        self.pack.nodes[node_id] = label
        source = "" if label == "Source" else self._source()
        rows = self._rows.setdefault(f"nodes/{label}", [])
        rows.append({"id": node_id, "name": name, **properties, "source_id": source})
        if label != "Source" and self._rng.random() < 0.1:  # a second source says the same, or only that it exists
            rows.append({"id": node_id, "name": name, **properties, "source_id": self._source(not_=source)})
        return node_id

    def _relation(self, relation: str, source: str, target: str, **properties: object) -> None:
        if source == target or (relation, source, target) in self.pack.relations:
            return
        self.pack.relations[relation, source, target] = properties
        first = self._source()
        quote = f"“{self._word()}, {self._word()}”" if self._rng.random() < 0.5 else ""
        row = {"source": source, "target": target, **properties}
        rows = self._rows.setdefault(f"relations/{relation}", [])
        rows.append({**row, "source_id": first, "quote": quote})
        if self._rng.random() < 0.2:
            rows.append({**row, "source_id": self._source(not_=first)})

    def _save(self) -> None:
        folder = self.pack.folder
        for name, rows in self._rows.items():
            part, _, kind = name.partition("/")
            columns = csv_header(self._ontology.node(kind) if part == "nodes" else self._ontology.relation(kind))
            self._save_csv(folder / f"{name}.csv", columns, rows)
        columns = ["subject_id", "predicate", "value", "source_id", "quote", "page", "confidence", "preferred"]
        self._save_csv(folder / "claims.csv", columns, self._claims)
        about = f"name: random-{self._seed}\ntitle: Random pack {self._seed}\nlicence: CC0-1.0\n"
        (folder / "pack.yaml").write_text(about, encoding="utf-8")

    @staticmethod
    def _save_csv(path: Path, columns: list[str], rows: list[dict[str, object]]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)

    def _word(self) -> str:
        return "".join(self._rng.choices(SYLLABLES, k=self._rng.randint(2, 4)))

    def _source(self, *, not_: str = "") -> str:
        return self._rng.choice([source for source in self.pack.of("Source") if source != not_])

    def _last_source(self, file: str) -> str:
        return str(self._rows[file][-1]["source_id"])

    def _pairs(self, first: list[str], second: list[str], number: int) -> list[tuple[str, str]]:
        return [(self._rng.choice(first), self._rng.choice(second)) for _ in range(number)]


def _cell(value: object) -> object:
    if value is None:
        return ""
    return "|".join(str(part) for part in value) if isinstance(value, list) else value
