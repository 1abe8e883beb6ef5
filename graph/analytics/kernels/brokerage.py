"""Gould and Fernandez's five brokerage roles: open two-paths a → v → b, counted by the groups of a, v and b."""

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def brokerage_role(group_from: int, group_via: int, group_to: int) -> int:
    """0 coordinator, 1 itinerant, 2 representative, 3 gatekeeper, 4 liaison."""
    if group_from == group_via:
        return 0 if group_to == group_via else 2
    if group_to == group_via:
        return 3
    return 1 if group_from == group_to else 4


def brokerage_roles(
    indptr: Ints,
    indices: Ints,
    way: Ints,
    up_indptr: Ints,
    up_indices: Ints,
    up_way: Ints,
    group: Ints,
    first: int,
    last: int,
    place_of: Ints,
    came: Ints,
    went: Ints,
    both: Ints,
    counts: Ints,
) -> None:
    """Adds the roles of the brokers first … last-1 to `counts` (5 places a broker).

    All two-paths follow from the sizes of the groups among who comes in and who goes out; then those that are closed by
    a tie a → b are taken off, each met once in the upward row of its smaller end. `way`: 1 to the contact, 2 from it.
    A node of group -1 counts nowhere. On entry `place_of` is -1, the rest 0; `came`, `went`, `both` have a place a
    group.
    """
    for v in range(first, last):
        own = group[v]
        if own < 0:
            continue
        begin = indptr[v]
        end = indptr[v + 1]
        all_in = 0
        all_out = 0
        for p in range(begin, end):
            one = indices[p]
            g = group[one]
            if g < 0:
                continue
            place_of[one] = p
            if way[p] & 2:
                came[g] += 1
                all_in += 1
            if way[p] & 1:
                went[g] += 1
                all_out += 1
            if way[p] == 3:
                both[g] += 1
        own_in = came[own]
        own_out = went[own]
        at = 5 * (v - first)
        counts[at] += own_in * own_out - both[own]
        counts[at + 2] += own_in * (all_out - own_out)
        counts[at + 3] += (all_in - own_in) * own_out
        same = 0  # two-paths between nodes of one other group
        within = 0  # of these, from a node to itself
        for p in range(begin, end):
            g = group[indices[p]]
            if g < 0:
                continue
            if g != own:
                same += came[g] * went[g]
                within += both[g]
            came[g] = 0
            went[g] = 0
            both[g] = 0
        counts[at + 1] += same - within
        counts[at + 4] += (all_in - own_in) * (all_out - own_out) - same
        for p in range(begin, end):
            q = indices[p]
            g = group[q]
            if g < 0:
                continue
            for r in range(up_indptr[q], up_indptr[q + 1]):
                j = up_indices[r]
                other = place_of[j]
                if other >= begin:
                    if way[p] & 2 and way[other] & 1 and up_way[r] & 1:
                        counts[at + brokerage_role(g, own, group[j])] -= 1
                    if way[other] & 2 and way[p] & 1 and up_way[r] & 2:
                        counts[at + brokerage_role(group[j], own, g)] -= 1
