"""The views that are made of what is stated: rolled up, projected, aggregated to one edge a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph import catalog
from graph.lookups.chains import evidence_of
from graph.projection import Evidence, LeftOut, NetworkEdge, NetworkNode, Projection, build_projection
from graph.stores import Store
from graph.views.catalogue import VIEWS, affiliations
from graph.views.periods import UNDATED, Period
from graph.views.rollup import rolled_up
from graph.views.snapshot import Snapshot

# The columns of a view that say when a statement holds: its own time, and that of the things at its two ends.
TIMES = tuple(f"{owner}_{part}" for owner in ("own", "source", "target") for part in ("from", "to", "year"))


@dataclass(frozen=True, slots=True)
class _Statement:
    """A row of a view."""

    source: str
    target: str
    relation: str
    evidence: tuple[Evidence, ...]


def _statements(
    store: Store, view: str, snapshot: Snapshot, parameters: Mapping[str, str]
) -> tuple[list[_Statement], list[LeftOut]]:
    """The rows of a view that fall into the period asked for, and those left out because nobody dated them."""
    columns = store.columns(catalog.query("views", view).text)
    period = Period.of(parameters)
    times = None if period is None else zip(*(columns[name] for name in TIMES), strict=True)
    names = ("source", "target", "relation", "source_ids", "quotes", "role", "stated_from")
    rows: list[_Statement] = []
    undated: list[LeftOut] = []
    for source, target, relation, source_ids, quotes, role, stated_from in zip(
        *(columns[name] for name in names), strict=True
    ):
        if period is not None and times is not None:
            time = _time(source, target, next(times))
            if not period.keeps(*time):
                if time == (None, None):
                    undated.append(LeftOut(source, snapshot.names.name(source), relation, target, UNDATED))
                continue
        stated_to = target if stated_from == source else source
        rows.append(
            _Statement(
                source, target, relation, evidence_of(relation, stated_from, stated_to, source_ids, quotes, role)
            )
        )
    return rows, undated


def _time(source: str, target: str, stated: Iterable[Any]) -> tuple[str | None, str | None]:
    """From when to when a statement holds: the relation's own time, else that of its source, else of its target.

    `stated` holds a from, a to and a year for each of the three. A year stands for all of itself, that of a strategy
    for the time from then on. (None, None) where nothing is dated.
    """
    values = iter(stated)
    for owner in ("", source, target):
        start, end, year = next(values), next(values), next(values)
        if start or end:
            return start or None, end or None
        if year is not None:
            text = f"{year:04d}"
            return text, None if owner.startswith("strategy:") else text
    return None, None


def _participation(store: Store, snapshot: Snapshot, parameters: Mapping[str, str]) -> Projection:
    level, nuts_level = parameters["level"], parameters.get("nuts_level", "")
    pairs: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    statements, left_out = _statements(store, "participation", snapshot, parameters)
    for statement in statements:
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


def _one_mode(view: str) -> Callable[[Store, Snapshot, Mapping[str, str]], Projection]:
    def build(store: Store, snapshot: Snapshot, parameters: Mapping[str, str]) -> Projection:
        two_mode = _participation(store, snapshot, affiliations(view, parameters) or {})
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
    statements, undated = _statements(store, "policy", snapshot, parameters)
    for statement in statements:
        pairs[min(statement.source, statement.target), max(statement.source, statement.target)].append(statement)
    edges = [_edge(one, other, some) for (one, other), some in pairs.items()]
    return _built("policy", snapshot, parameters, edges, undated)


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


BUILDERS: Mapping[str, Callable[[Store, Snapshot, Mapping[str, str]], Projection]] = {
    "participation": _participation,
    "regions": _one_mode("regions"),
    "countries": _one_mode("countries"),
    "policy": _policy,
}
