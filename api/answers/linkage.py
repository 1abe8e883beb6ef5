"""Gaps: the pairs of members of a thing that nothing else ties, with what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from api.answers.shapes import (
    API,
    Json,
    address,
    analysis,
    cited,
    evidence,
    listing,
    method,
    page_of,
    thing,
)
from api.answers.value_chains import stage_gaps
from api.explorer import Explorer
from graph.analytics.linkage_gaps import Assignment, LinkageGap, linkage_gaps
from graph.lookups.membership import Membership, read_members, read_priorities
from graph.views import Snapshot, checked_parameters, rolled_up
from graph.wording import part_of_all, plural


def gaps(explorer: Explorer, within: str, level: str = "region", limit: int = 50, offset: int = 0) -> Json:
    """Linkage gaps among the members of a thing, or the stages of a value chain nobody is known to hold."""
    checked_parameters("participation", {"level": level})  # of a chain too, where it changes nothing
    snapshot = explorer.snapshot()
    scope = snapshot.names[within]
    if scope.label == "ValueChain":
        return stage_gaps(explorer, scope.id, limit, offset)
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
            f"{part_of_all(len(coarse), len(coarse) + len(members), 'member', 'is', 'are')} stated too coarsely for "
            f"level={level}, or without a place, and not compared; result.left_out lists them all."
        )
    if not memberships:
        warnings.append(f"No member of {scope.name} is known. That is a lack of evidence, not of members.")
    if unknown := sum(1 for gap in found.items if gap.unknown):
        warnings.append(
            f"In {unknown} of {plural(len(found.items), 'pair')} the priorities of at least one side are unknown, "
            "never taken for none."
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
