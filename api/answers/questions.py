"""Common participants, gaps, value chains, data sets, the schema and the query library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from api.answers.shapes import (
    API,
    Json,
    address,
    analysis,
    citation,
    cited,
    data,
    evidence,
    left_out,
    listing,
    method,
    page_of,
    thing,
)
from api.explorer import Explorer
from graph import catalog
from graph.analytics.common import common_participants
from graph.analytics.linkage_gaps import Assignment, LinkageGap, linkage_gaps
from graph.errors import InvalidInput
from graph.lookups.chains import NOBODY_KNOWN, UNKNOWN, Chain, Holder, read_chain, read_chains
from graph.lookups.membership import Membership, read_members, read_priorities
from graph.views import Snapshot, checked_parameters, rolled_up

MAX_COMMON = 20  # activities compared at once: more than anybody reads side by side


def common(
    explorer: Explorer,
    ids: Sequence[str],
    level: str = "country",
    nuts_level: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Who takes part in all of several projects, partnerships, demonstration cases or good practices."""
    if len(ids) < 2 or len(ids) > MAX_COMMON:
        raise InvalidInput(
            f"ids names {len(ids)} of 2 to {MAX_COMMON} activities.",
            next_step="Write ids=project:knowhub,project:tr3s.",
            field="ids",
        )
    snapshot = explorer.snapshot()
    activities = [snapshot.names[node_id].id for node_id in ids]
    parameters = {"level": level, **({"nuts_level": nuts_level} if nuts_level else {})}
    graph = explorer.networks.projection("participation", parameters)
    for activity in activities:
        label = snapshot.names[activity].label
        if label not in ("Project", "Partnership", "Pilot", "DemoCase", "GoodPractice"):
            raise InvalidInput(
                f"'{activity}' is a {label}; nobody takes part in it.",
                next_step="Give ids of projects, partnerships, pilots, demonstration cases or good practices.",
                field="ids",
            )
    found = common_participants(graph, activities)
    warnings = []
    for activity, known, coarse in zip(activities, found.participants, found.left_out, strict=True):
        if coarse:
            unplaced = len({item.id for item in coarse})
            warnings.append(
                f"{snapshot.names.name(activity)}: {known} participants are known at level {level}"
                f"{f', NUTS {nuts_level}' if nuts_level else ''}; {unplaced} more are stated too coarsely, or "
                f"without a place, "
                f"and cannot be compared."
            )
        elif not known:
            warnings.append(f"{snapshot.names.name(activity)}: no participant is known.")
    items = [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "evidence": [piece for edge in one.edges for piece in evidence(snapshot, edge.evidence)],
        }
        for one in page_of(found.items, limit, offset)
    ]
    given = {"ids": ",".join(activities), **graph.parameters}
    return listing(
        items,
        total=len(found.items),
        limit=limit,
        offset=offset,
        path=f"{API}/common",
        parameters=given,
        activities=[
            {**thing(snapshot, activity), "participants": known, "left_out": left_out(coarse)}
            for activity, known, coarse in zip(activities, found.participants, found.left_out, strict=True)
        ],
        method=method(
            "common participants",
            "∩_a N(a) over the activities a, N(a) = who takes part in a at the level asked for",
            "Set intersection on the participation network",
            level=str(graph.parameters.get("level")),
            roll_up="facts are rolled up to the level, never down; what is coarser is left out and listed",
        ),
        data=data(explorer, graph.source_ids),
        warnings=warnings,
        links={
            "self": address(f"{API}/common", **given),
            "page": address("/common", **given),
            "csv": address(f"{API}/common", **given, format="csv"),
            "json": address(f"{API}/common", **given, format="json"),
        },
    ) | {"parameters": given}


def gaps(explorer: Explorer, within: str, level: str = "region", limit: int = 50, offset: int = 0) -> Json:
    """Linkage gaps among the members of a thing, or the stages of a value chain nobody is known to hold."""
    checked_parameters("participation", {"level": level})  # of a chain too, where it changes nothing
    snapshot = explorer.snapshot()
    scope = snapshot.names[within]
    if scope.label == "ValueChain":
        return _stage_gaps(explorer, scope.id, limit, offset)
    memberships = read_members(explorer.store, snapshot.names, scope.id)
    members, coarse = _rolled_members(memberships, snapshot, level)
    own = {scope.id}
    graph = explorer.networks.projection("participation", {"level": level})
    takes_part: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        for place in snapshot.places.upwards(edge.source):
            takes_part[place].add(edge.target)
    priorities = read_priorities(explorer.store)
    found = linkage_gaps(
        sorted(members),
        {member: takes_part[member] - own for member in members},
        {member: snapshot.places.within(member) for member in members},
        {
            member: [
                (
                    row.code,
                    row.code_name,
                    Assignment(member, row.priority, row.priority_name, row.assigned_by, row.source_ids),
                )
                for row in priorities.get(member, ())
                if row.code
            ]
            for member in members
        },
        {member for member in members if priorities.get(member)},
    )
    items = [_gap(snapshot, gap, members) for gap in page_of(found.items, limit, offset)]
    warnings = []
    if coarse:
        warnings.append(
            f"{len(coarse)} of {len(coarse) + len(members)} members are stated too coarsely for level={level}, or "
            f"without a place, "
            f"and are not compared; result.left_out lists them."
        )
    if not memberships:
        warnings.append(f"No member of {scope.name} is known. That is a lack of evidence, not of members.")
    if unknown := sum(1 for gap in found.items if gap.unknown):
        warnings.append(
            f"In {unknown} of {len(found.items)} pairs the priorities of at least one side are unknown, never taken "
            f"for none."
        )
    given = {"within": scope.id, "level": level}
    told = {piece.source_id for membership in memberships for piece in membership.evidence}
    told |= {source_id for member in members for row in priorities.get(member, ()) for source_id in row.source_ids}
    return analysis(
        explorer,
        sources={*told, *graph.source_ids},
        result={
            "within": thing(snapshot, scope.id),
            "members": [thing(snapshot, member) for member in sorted(members)],
            "pairs": found.pairs,
            "tied": found.tied,
            "nested": found.nested,
            "left_out": coarse,
            **listing(items, total=len(found.items), limit=limit, offset=offset, path=f"{API}/gaps", parameters=given),
        },
        method=method(
            "linkage gaps",
            "pairs {r, s} of members with N(r) ∩ N(s) ⊆ {the thing asked about}; shared = codes(r) ∩ codes(s)",
            "Gap type G3 without a complementarity threshold; a first, simple method of this project",
            tie="a project, partnership, pilot, demonstration case or good practice both take part in, other than "
            "the one asked about",
            under="what is under the thing asked about (partnerships, pilots, demonstration cases) is such a tie too",
            roll_up="a region takes part in what its sub-regions and the organisations in it take part in, never "
            "the other way",
            shared="the same code in a stated scheme among the priorities of both, each with who assigned it",
            unknown="sides whose priorities nobody has stated in the graph",
            order="most shared priorities first, then pairs with both sides known",
        ),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=warnings,
        path=f"{API}/gaps",
        page=address("/gaps", **given),
    )


def _rolled_members(
    memberships: Sequence[Membership], snapshot: Snapshot, level: str
) -> tuple[dict[str, list[Membership]], list[Json]]:
    members: dict[str, list[Membership]] = defaultdict(list)
    coarse: dict[str, Json] = {}
    for membership in memberships:
        place, reason = rolled_up(membership.member, level, None, snapshot.places)
        if place is None:
            coarse[membership.member] = {**thing(snapshot, membership.member), "reason": reason}
        else:
            members[place].append(membership)
    return members, [coarse[member] for member in sorted(coarse)]


def _gap(snapshot: Snapshot, gap: LinkageGap, members: dict[str, list[Membership]]) -> Json:
    pieces = [piece for member in gap.between for membership in members[member] for piece in membership.evidence]
    return {
        "kind": "linkage",
        "between": [thing(snapshot, member) for member in gap.between],
        "shared": [
            {
                "code": code.code,
                "name": code.name,
                "scheme": snapshot.names.nodes[code.code].label if code.code in snapshot.names.nodes else "",
                "assignments": [
                    {
                        "place": thing(snapshot, assignment.place),
                        "priority": {"id": assignment.priority, "name": assignment.priority_name},
                        "assigned_by": assignment.assigned_by or "the source itself",
                        "sources": cited(snapshot, assignment.source_ids),
                    }
                    for assignment in code.assignments
                ],
            }
            for code in gap.shared
        ],
        "unknown": [thing(snapshot, member) for member in gap.unknown],
        "evidence": evidence(snapshot, sorted(set(pieces))),
        "links": {
            "bridging": address(
                "/bridging", view="participation", source=gap.between[0], target=gap.between[1], level="region"
            )
        },
    }


def _stage_gaps(explorer: Explorer, chain_id: str, limit: int, offset: int) -> Json:
    found = read_chain(explorer.store, chain_id)
    snapshot = explorer.snapshot()
    missing = [stage for stage in found.stages if stage.state in (NOBODY_KNOWN, UNKNOWN)]
    items = [
        {
            "kind": "stage without a known holder" if stage.state == NOBODY_KNOWN else "stage unknown",
            "between": [{"id": stage.id, "label": "ChainStage", "name": stage.name}],
            "shared": [],
            "unknown": [{"id": stage.id, "label": "ChainStage", "name": stage.name}] if stage.state == UNKNOWN else [],
            "evidence": [piece for one in stage.looked_at for piece in evidence(snapshot, one.evidence)],
        }
        for stage in page_of(missing, limit, offset)
    ]
    warnings = [] if found.stages else ["No stage of this chain is known."]
    return analysis(
        explorer,
        sources=_chain_sources(found),
        result={
            "within": thing(snapshot, chain_id),
            "stages": len(found.stages),
            **listing(
                items,
                total=len(missing),
                limit=limit,
                offset=offset,
                path=f"{API}/gaps",
                parameters={"within": chain_id},
            ),
        },
        method=_chain_method(),
        parameters={"within": chain_id, "limit": limit, "offset": offset},
        warnings=warnings,
        path=f"{API}/gaps",
        page=address("/gaps", within=chain_id),
    )


def _chain_sources(found: Chain) -> set[str]:
    """Ids of the sources a chain, its stages and its feeds rest on."""
    held = (piece for stage in found.stages for one in (*stage.holders, *stage.looked_at) for piece in one.evidence)
    fed = (piece for feed in found.feeds for piece in feed.evidence)
    return {*found.source_ids, *(piece.source_id for piece in held), *(piece.source_id for piece in fed)}


def _chain_method() -> Json:
    return method(
        "known holders of the stages of a value chain",
        "holders(k) = who is stated to have a capability at k, or to have moved to k",
        "Gap type G2 and G7; a first, simple method of this project",
        held="at least one source names a holder",
        nobody_known="a source states that it looked and found the capability missing, and none names a holder",
        unknown="no source says anything of the stage: unknown is not missing",
    )


def chains(explorer: Explorer, limit: int = 50, offset: int = 0) -> Json:
    """All value chains."""
    found = read_chains(explorer.store)
    items = [
        {
            "id": one.id,
            "label": "ValueChain",
            "name": one.name,
            "summary": one.summary or None,
            "stages": one.stages,
            "links": {"self": f"{API}/chains/{one.id}", "page": f"/entities/{one.id}"},
        }
        for one in page_of(found, limit, offset)
    ]
    return listing(items, total=len(found), limit=limit, offset=offset, path=f"{API}/chains", parameters={})


def chain(explorer: Explorer, chain_id: str) -> Json:
    """A value chain: its stages in order, who is known to hold each, and what is unknown."""
    found = read_chain(explorer.store, chain_id)
    snapshot = explorer.snapshot()

    def holder(one: Holder) -> Json:
        return {
            **thing(snapshot, one.id),
            "relation": one.relation,
            "level": one.level or None,
            "year": one.year,
            "period": one.period or None,
            "evidence": evidence(snapshot, one.evidence),
        }

    return {
        "id": found.id,
        "label": "ValueChain",
        "name": found.name,
        "summary": found.summary or None,
        "stages": [
            {
                "id": stage.id,
                "name": stage.name,
                "position": stage.position,
                "function": stage.function or None,
                "period": stage.period or None,
                "state": stage.state,
                "holders": [holder(one) for one in stage.holders],
                "looked_at": [holder(one) for one in stage.looked_at],
            }
            for stage in found.stages
        ],
        "feeds": [
            {
                "source": feed.source,
                "target": feed.target,
                "assigned_by": feed.assigned_by or None,
                "evidence": evidence(snapshot, feed.evidence),
            }
            for feed in found.feeds
        ],
        "sources": cited(snapshot, found.source_ids),
        "method": _chain_method(),
        "citation": citation(explorer, found.name, f"/entities/{found.id}"),
        "data": data(explorer, _chain_sources(found)),
        "links": {
            "self": f"{API}/chains/{found.id}",
            "page": f"/entities/{found.id}",
            "gaps": address(f"{API}/gaps", within=found.id),
            "csv": address(f"{API}/chains/{found.id}", format="csv"),
            "json": address(f"{API}/chains/{found.id}", format="json"),
        },
    }


def datasets(explorer: Explorer, limit: int = 50, offset: int = 0) -> Json:
    """Data sets and sources the graph rests on, with address, licence and how to cite."""
    snapshot = explorer.snapshot()
    ordered = sorted(snapshot.sources.values(), key=lambda one: (not one.id.startswith("dataset:"), one.name, one.id))
    items = [
        {
            "id": one.id,
            "label": "Dataset" if one.id.startswith("dataset:") else "Source",
            "name": one.name,
            "address": one.address or None,
            "licence": one.licence or None,
            "citation": one.citation or None,
            "retrieved": one.retrieved or None,
            "sha256": one.sha256 or None,
            "note": one.note or None,
        }
        for one in page_of(ordered, limit, offset)
    ]
    loads = explorer.store.read(catalog.query("lookups", "loads").text)
    return listing(
        items,
        total=len(ordered),
        limit=limit,
        offset=offset,
        path=f"{API}/datasets",
        parameters={},
        loads=[{name: value for name, value in row.items() if value is not None} for row in loads],
        data=data(explorer),
    )


def schema(explorer: Explorer) -> Json:
    """The ontology: labels, relations, their properties with units, and how many of each the graph holds."""
    held = explorer.store.schema()
    ontology = explorer.ontology

    def properties(specs: Any) -> list[Json]:
        return [
            {
                "name": spec.name,
                "type": spec.type,
                "unit": spec.unit or None,
                "required": spec.required,
                "minimum": spec.minimum,
                "maximum": spec.maximum,
                "pattern": spec.pattern or None,
                "values": list(spec.values) or None,
                "description": spec.description,
            }
            for spec in specs.values()
        ]

    return {
        "labels": [
            {
                "label": node.label,
                "labels": list(node.labels),
                "id_prefix": node.id_prefix,
                "description": node.description,
                "group": node.group,
                "colour": node.colour,
                "shape": node.shape,
                "sourced": node.sourced,
                "count": held.labels.get(node.label, 0),
                "properties": properties(node.properties),
            }
            for node in ontology.nodes.values()
        ],
        "relations": [
            {
                "relation": relation.relation,
                "description": relation.description,
                "reads": relation.reads,
                "reverse_reads": relation.reverse_reads,
                "source": list(relation.source),
                "target": list(relation.target),
                "key": list(relation.key),
                "symmetric": relation.symmetric,
                "derived": relation.derived,
                "count": held.relations.get(relation.relation, 0),
                "properties": properties(relation.properties),
            }
            for relation in ontology.relations.values()
        ],
        "every_node": ["id", "name", "source_ids"],
        "every_relation": ["id", "source_ids", "quotes"],
        "data": data(explorer),
    }


def library(explorer: Explorer) -> Json:
    """The documented Cypher queries to start from."""
    items = [
        {
            "id": query.name,
            "label": "Query",
            "name": query.title,
            "description": query.description,
            "parameters": [{"name": one.name, "meaning": one.meaning} for one in query.parameters],
            "example": query.example,
            "columns": list(query.columns),
            "query": query.text,
        }
        for query in catalog.queries("library").values()
    ]
    return listing(items, total=len(items), limit=len(items), offset=0, path=f"{API}/library", parameters={})
