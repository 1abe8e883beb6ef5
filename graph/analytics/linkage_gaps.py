"""Linkage gaps: pairs of members of one thing that nothing else ties, and what they could work on together.

A first, simple method. Two members are *tied by something else* when both take part in an activity (project,
partnership,
pilot, demonstration case, good practice) other than the one the question is about; a region takes part in what its
sub-regions and the organisations in it take part in. Two members of which one lies in the other are no pair. For each
gap:
the priorities both sides share (the same code in a stated scheme), and on which sides no priorities are known at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """A priority of a place and who said that it stands for a code."""

    place: str
    priority: str
    priority_name: str
    assigned_by: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedCode:
    """A code both sides of a pair have as a priority."""

    code: str
    name: str
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class LinkageGap:
    """A pair without a tie. `unknown` holds the members whose priorities nobody has stated: never taken for none."""

    between: tuple[str, str]
    shared: tuple[SharedCode, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkageGaps:
    """All gaps, most shared priorities first, and how many pairs were looked at."""

    items: tuple[LinkageGap, ...]
    pairs: int
    tied: int
    nested: int  # pairs of which one lies in the other


def linkage_gaps(
    members: Sequence[str],
    activities: Mapping[str, Set[str]],
    inside: Mapping[str, Set[str]],
    priorities: Mapping[str, Sequence[tuple[str, str, Assignment]]],
    has_priorities: Set[str],
) -> LinkageGaps:
    """`activities` per member, without the thing asked about; `inside` the places in each member (itself included);
    `priorities` per member as (code, code name, assignment); `has_priorities` the members with any stated priority."""
    gaps: list[LinkageGap] = []
    tied = nested = 0
    for one, other in combinations(sorted(members), 2):
        if other in inside[one] or one in inside[other]:
            nested += 1
        elif activities[one] & activities[other]:
            tied += 1
        else:
            unknown = tuple(member for member in (one, other) if member not in has_priorities)
            gaps.append(LinkageGap((one, other), _shared(priorities.get(one, ()), priorities.get(other, ())), unknown))
    gaps.sort(key=lambda gap: (-len(gap.shared), len(gap.unknown), gap.between))
    return LinkageGaps(tuple(gaps), len(gaps) + tied + nested, tied, nested)


def _shared(
    one: Sequence[tuple[str, str, Assignment]], other: Sequence[tuple[str, str, Assignment]]
) -> tuple[SharedCode, ...]:
    names = {code: name for code, name, _ in (*one, *other)}
    shared = sorted({code for code, _, _ in one} & {code for code, _, _ in other})
    return tuple(
        SharedCode(code, names[code], tuple(sorted(assignment for key, _, assignment in (*one, *other) if key == code)))
        for code in shared
    )
