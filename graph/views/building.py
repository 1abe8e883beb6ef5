"""The views that are made of what is stated: rolled up, projected, aggregated to one edge a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph import catalog
from graph.lookups.chains import evidence_of
from graph.projection import Evidence, LeftOut, NetworkEdge, NetworkNode, Projection, build_projection
from graph.stores import Store
from graph.views.catalogue import VIEWS
from graph.views.rollup import rolled_up
from graph.views.snapshot import Snapshot


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


BUILDERS: Mapping[str, Callable[[Store, Snapshot, Mapping[str, str]], Projection]] = {
    "participation": _participation,
    "regions": _one_mode("regions", "region"),
    "countries": _one_mode("countries", "country"),
    "policy": _policy,
}
