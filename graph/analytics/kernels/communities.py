"""The two steps of Louvain: nodes move to the neighbouring community that gains most, communities become nodes."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def move_nodes(
    indptr: Ints,
    indices: Ints,
    weight: Floats,
    degree: Floats,
    scale: float,
    chance: int,
    queue: Ints,
    waiting: Ints,
    community: Ints,
    total: Floats,
    link: Floats,
    touched: Ints,
) -> int:
    """Moves nodes between communities until none gains. Returns how many moves were made.

    Into community c node i gains link(i, c) − scale · degree(i) · total(c), its own degree taken out of `total`;
    scale = resolution / Σ degree. Nodes are visited in the order of `queue`; one is visited again when a neighbour
    has moved to another community (Ozaki, Tezuka & Inaba 2016). A gain counts beyond 1e-10 of the node's degree, so
    that rounding does not move a node to and fro; of several equal ones one is drawn, from the state `chance`.
    On entry `community` are those to begin with, `total` their degrees, waiting = 1 and link = -1, which it is again
    at the end.
    """
    n = len(community)
    head = 0
    size = n
    moves = 0
    while size > 0:
        v = queue[head]
        head += 1
        if head == n:
            head = 0
        size -= 1
        waiting[v] = 0
        own = community[v]
        mine = degree[v]
        count = 0
        link[own] = 0.0
        touched[0] = own
        count = 1
        for p in range(indptr[v], indptr[v + 1]):
            c = community[indices[p]]
            if link[c] < 0.0:
                link[c] = weight[p]
                touched[count] = c
                count += 1
            else:
                link[c] += weight[p]
        total[own] -= mine
        factor = scale * mine
        best = own
        slack = 1e-10 * mine
        most = link[own] - factor * total[own]
        for i in range(count):
            c = touched[i]
            gain = link[c] - factor * total[c]
            if gain > most + slack:
                most = gain
                best = c
            elif best != own and gain >= most - slack and c != own:
                chance = (chance * 1103515245 + 12345) & 0x7FFFFFFF
                if chance >> 16 & 1 == 1:
                    best = c
            link[c] = -1.0
        total[best] += mine
        if best != own:
            community[v] = best
            moves += 1
            for p in range(indptr[v], indptr[v + 1]):
                u = indices[p]
                if waiting[u] == 0 and community[u] != best:
                    waiting[u] = 1
                    tail = head + size
                    if tail >= n:
                        tail -= n
                    queue[tail] = u
                    size += 1
    return moves


def merge_communities(
    indptr: Ints,
    indices: Ints,
    weight: Floats,
    community: Ints,
    members: Ints,
    member_indptr: Ints,
    link: Floats,
    touched: Ints,
    new_indptr: Ints,
    new_indices: Ints,
    new_weight: Floats,
) -> int:
    """Rows of the network whose nodes are the communities (numbered 0 …), weights added; ties inside one are left out.

    Returns how many places they fill. `members` lists the nodes community after community. On entry link = -1.
    """
    place = 0
    for c in range(len(member_indptr) - 1):
        new_indptr[c] = place
        count = 0
        for i in range(member_indptr[c], member_indptr[c + 1]):
            v = members[i]
            for p in range(indptr[v], indptr[v + 1]):
                d = community[indices[p]]
                if d == c:
                    continue
                if link[d] < 0.0:
                    link[d] = weight[p]
                    touched[count] = d
                    count += 1
                else:
                    link[d] += weight[p]
        for i in range(count):
            d = touched[i]
            new_indices[place] = d
            new_weight[place] = link[d]
            link[d] = -1.0
            place += 1
    new_indptr[len(member_indptr) - 1] = place
    return place
