"""Network views: what a `.cypher` view returns, rolled up to a level, as a `Projection` cached by graph version.

`participation` is the two-mode network of actors and activities; `countries` and `regions` are its one-mode
projections;
`policy` is everything that is stated, except territory. The rules stand in each view's description, which answers
carry.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from graph import catalog
from graph.errors import InvalidInput, UnknownName
from graph.lookups.chains import evidence_of
from graph.lookups.names import NameIndex, read_names
from graph.lookups.places import Places, read_places
from graph.lookups.sources import Citable, read_sources
from graph.ontology import Ontology
from graph.projection import Evidence, LeftOut, NetworkEdge, NetworkNode, Projection, build_projection
from graph.stores import Store

CACHED_PROJECTIONS = 16  # each holds its evidence; the seed's largest takes about 3 MB
LEVELS = ("country", "region", "organisation")
RULES = ("count", "newman")


@dataclass(frozen=True, slots=True)
class View:
    """A network view and the parameters it takes."""

    name: str
    title: str
    description: str
    modes: tuple[str, ...]
    strength_means: str
    parameters: Mapping[str, str]
    directed: bool = False


@dataclass(frozen=True)
class Snapshot:
    """What is read once a graph version: names, places and sources."""

    graph_version: str
    names: NameIndex
    places: Places
    sources: Mapping[str, Citable]


ONE_MODE = {
    "projection": "count (shared activities) or newman (each shared activity counts 1/(participants − 1)); default "
    "count",
}
VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        View(
            "participation",
            catalog.query("views", "participation").title,
            catalog.query("views", "participation").description,
            ("actor", "activity"),
            catalog.query("views", "participation").header["strength"],
            {
                "level": "country (default), region or organisation: what actors are rolled up to",
                "nuts_level": "1, 2 or 3, with level=region; without it regions stay at the level their source names",
            },
        ),
        View(
            "regions",
            "Regions that take part in the same activities",
            "One-mode projection of `participation` at level=region: two regions are tied when they take part in "
            "one activity. "
            "What is stated only for a country, or is coarser than the NUTS level asked for, is left out and listed.",
            ("node",),
            "number of shared activities, or Newman's weight: each counts 1/(participants − 1)",
            {"nuts_level": "1, 2 or 3; without it regions stay at the level their source names", **ONE_MODE},
        ),
        View(
            "countries",
            "Countries that take part in the same activities",
            "One-mode projection of `participation` at level=country: two countries are tied when they take part in "
            "one activity.",
            ("node",),
            "number of shared activities, or Newman's weight: each counts 1/(participants − 1)",
            dict(ONE_MODE),
        ),
        View(
            "policy",
            catalog.query("views", "policy").title,
            catalog.query("views", "policy").description,
            ("node",),
            catalog.query("views", "policy").header["strength"],
            {},
        ),
    )
}


@dataclass
class Networks:
    """Projections and the snapshot of the current graph version, each made once and shared by all threads."""

    store: Store
    ontology: Ontology
    _made: OrderedDict[tuple[str, ...], Projection] = field(default_factory=OrderedDict)
    _snapshot: Snapshot | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def snapshot(self) -> Snapshot:
        """Names, places and sources of the version the store shows now."""
        version = self.store.version()
        with self._lock:
            if self._snapshot is None or self._snapshot.graph_version != version:
                self._snapshot = Snapshot(
                    version,
                    read_names(self.store, self.ontology, version),
                    read_places(self.store),
                    read_sources(self.store),
                )
            return self._snapshot

    def unfinished_loads(self) -> list[str]:
        """Ids of loads that have begun and not finished: what is read now may be half of theirs."""
        return [row["id"] for row in self.store.read(catalog.query("lookups", "unfinished-loads").text)]

    def keeps(self, projection: Projection) -> bool:
        """Whether this projection is the kept one of its view; one made while a load was unfinished is not."""
        with self._lock:
            return any(kept is projection for kept in self._made.values())

    def projection(self, view: str, parameters: Mapping[str, str] | None = None) -> Projection:
        """The network of a view. Raises `UnknownName` for a view or value, `InvalidInput` for a parameter it does not
        take."""
        checked = checked_parameters(view, parameters or {})
        snapshot = self.snapshot()
        key = (snapshot.graph_version, view, *(f"{name}={value}" for name, value in sorted(checked.items())))
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            projection = _BUILDERS[view](self.store, snapshot, checked)
            if self.unfinished_loads():
                return projection  # it may hold half of a load: never kept under the version of the last finished one
            self._made[key] = projection
            while len(self._made) > CACHED_PROJECTIONS:
                self._made.popitem(last=False)
            return projection


def checked_parameters(view: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters with their defaults. Raises `UnknownName` and `InvalidInput`."""
    if view not in VIEWS:
        raise UnknownName("network view", view, VIEWS, next_step="GET /api/v1/networks lists all views.", field="view")
    given = {name: value for name, value in parameters.items() if value not in ("", None)}
    known = VIEWS[view].parameters
    for name in given:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise InvalidInput(
                f"The view '{view}' takes no parameter '{name}'.", next_step=f"It takes: {takes}.", field=name
            )
    if "level" in known:
        given.setdefault("level", "country")
        if given["level"] not in LEVELS:
            raise UnknownName("level", given["level"], LEVELS, field="level")
    if "nuts_level" in given:
        if given["nuts_level"] not in ("1", "2", "3"):
            raise InvalidInput(
                f"nuts_level '{given['nuts_level']}' is not a NUTS level.",
                next_step="Use 1, 2 or 3.",
                field="nuts_level",
            )
        if given.get("level", "region") != "region":
            raise InvalidInput("nuts_level goes with level=region.", next_step="Add level=region.", field="nuts_level")
    if "projection" in known:
        given.setdefault("projection", "count")
        if given["projection"] not in RULES:
            raise UnknownName("projection rule", given["projection"], RULES, field="projection")
    return given


@dataclass(frozen=True, slots=True)
class _Statement:
    """A row of a view."""

    source: str
    target: str
    relation: str
    evidence: tuple[Evidence, ...]


def _statements(store: Store, view: str) -> list[_Statement]:
    columns = store.columns(catalog.query("views", view).text)
    names = ("source", "target", "relation", "source_ids", "quotes", "role", "stated_from")
    rows = []
    for source, target, relation, source_ids, quotes, role, stated_from in zip(
        *(columns[name] for name in names), strict=True
    ):
        stated_to = target if stated_from == source else source
        rows.append(
            _Statement(
                source, target, relation, evidence_of(relation, stated_from, stated_to, source_ids, quotes, role)
            )
        )
    return rows


def _participation(store: Store, snapshot: Snapshot, parameters: Mapping[str, str]) -> Projection:
    level, nuts_level = parameters["level"], parameters.get("nuts_level", "")
    left_out: list[LeftOut] = []
    pairs: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for statement in _statements(store, "participation"):
        actor, reason = rolled_up(statement.source, level, int(nuts_level) if nuts_level else None, snapshot.places)
        if actor is None:
            left_out.append(
                LeftOut(
                    statement.source,
                    snapshot.names.name(statement.source),
                    statement.relation,
                    statement.target,
                    reason,
                )
            )
        else:
            pairs[actor, statement.target].append(statement)
    edges = [_edge(actor, activity, some) for (actor, activity), some in pairs.items()]
    return _built("participation", snapshot, parameters, edges, left_out)


def _one_mode(view: str, level: str) -> Callable[[Store, Snapshot, Mapping[str, str]], Projection]:
    def build(store: Store, snapshot: Snapshot, parameters: Mapping[str, str]) -> Projection:
        inner = {"level": level, **{name: parameters[name] for name in ("nuts_level",) if name in parameters}}
        two_mode = _participation(store, snapshot, inner)
        participants: dict[str, list[NetworkEdge]] = defaultdict(list)
        for edge in two_mode.edges:
            participants[edge.target].append(edge)
        strength: dict[tuple[str, str], float] = defaultdict(float)
        evidence: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
        for activity in sorted(participants):
            edges = sorted(participants[activity], key=lambda edge: edge.source)
            weight = 1.0 if parameters["projection"] == "count" else 1.0 / max(len(edges) - 1, 1)
            for one, other in combinations(edges, 2):
                strength[one.source, other.source] += weight
                evidence[one.source, other.source].update(one.evidence, other.evidence)
        made = [
            NetworkEdge(
                source,
                target,
                "SHARED_PARTICIPATION",
                strength[source, target],
                tuple(sorted(evidence[source, target])),
            )
            for source, target in strength
        ]
        actors = {edge.source for edge in two_mode.edges}
        return _built(view, snapshot, parameters, made, list(two_mode.left_out), further=actors)

    return build


def _policy(store: Store, snapshot: Snapshot, parameters: Mapping[str, str]) -> Projection:
    pairs: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for statement in _statements(store, "policy"):
        pairs[min(statement.source, statement.target), max(statement.source, statement.target)].append(statement)
    return _built("policy", snapshot, parameters, [_edge(one, other, some) for (one, other), some in pairs.items()], [])


def _edge(source: str, target: str, statements: list[_Statement]) -> NetworkEdge:
    evidence = tuple(sorted({piece for statement in statements for piece in statement.evidence}))
    relations = " ".join(sorted({statement.relation for statement in statements}))
    return NetworkEdge(source, target, relations, float(max(len(evidence), 1)), evidence)


def _built(
    view: str,
    snapshot: Snapshot,
    parameters: Mapping[str, str],
    edges: list[NetworkEdge],
    left_out: list[LeftOut],
    *,
    further: set[str] = frozenset(),  # type: ignore[assignment]
) -> Projection:
    ids = {end for edge in edges for end in (edge.source, edge.target)} | further
    label_of = snapshot.names.ontology.label_of
    nodes = [
        NetworkNode(node_id, snapshot.names.name(node_id), label_of(node_id).label, snapshot.places.country(node_id))
        for node_id in ids
    ]
    spec = VIEWS[view]
    return build_projection(
        view=view,
        parameters=parameters,
        graph_version=snapshot.graph_version,
        nodes=nodes,
        edges=edges,
        directed=spec.directed,
        left_out=set(left_out),
        description=spec.description,
        strength_means=spec.strength_means,
        modes=spec.modes,
    )


def rolled_up(actor: str, level: str, nuts_level: int | None, places: Places) -> tuple[str | None, str]:
    """The actor at the level asked for, or None and the reason why it is left out. Never goes down."""
    if level == "organisation":
        if actor.startswith(("organisation:", "cluster:")):
            return actor, ""
        return None, "stated for a place, no organisation is named"
    chain = places.upwards(actor)
    if level == "country":
        return (chain[-1], "") if chain[-1].startswith("country:") else (None, "its country is not known")
    regions = [place for place in chain if places.level(place) in (1, 2, 3)]
    if not regions:
        known = "only its country is known" if chain[-1].startswith("country:") else "no place is known"
        return None, "stated for a country" if actor.startswith("country:") else known
    if nuts_level is None:
        return regions[0], ""
    exact = [place for place in regions if places.level(place) == nuts_level]
    return (
        (exact[0], "")
        if exact
        else (None, f"stated at NUTS {places.level(regions[0])}, coarser than NUTS {nuts_level}")
    )


_BUILDERS: Mapping[str, Callable[[Store, Snapshot, Mapping[str, str]], Projection]] = {
    "participation": _participation,
    "regions": _one_mode("regions", "region"),
    "countries": _one_mode("countries", "country"),
    "policy": _policy,
}
