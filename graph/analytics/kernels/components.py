"""Which nodes hang together: without direction, and along it."""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from graph.analytics.kernels.types import Ints


def join_components(indptr: Ints, indices: Ints, directed: int, label: Ints, count: Ints) -> None:
    """Union–find over the rows, direction ignored: `label[v]` becomes the smallest place in v's component.

    Afforest (Sutton, Ben-Nun & Barak 2018): the first two neighbours of every node are joined; that makes the largest
    component nearly whole, and undirected, where each edge stands in both rows, its nodes need not be looked at again.
    A root never has a parent above itself, so the labels do not depend on the order of the edges.
    On entry label[v] = v and count = 0.
    """
    n = len(label)
    for turn in range(2):
        for v in range(n):
            p = indptr[v] + turn
            if p < indptr[v + 1]:
                join(label, v, indices[p])
    largest = 0
    for v in range(n):
        root = label[label[v]]
        label[v] = root
        count[root] += 1
        if count[root] > count[largest]:
            largest = root
    if n > 0 and count[largest] == n:
        return  # all of them hang together already
    for v in range(n):
        if directed == 0 and label[v] == largest:
            continue
        for p in range(indptr[v] + 2, indptr[v + 1]):
            if label[indices[p]] != label[v]:
                join(label, v, indices[p])
    for v in range(n):
        label[v] = label[label[v]]


def join(label: Ints, a: int, b: int) -> None:
    """Puts the trees of a and b under the smaller of their roots, halving the ways up (Tarjan & van Leeuwen 1984)."""
    while label[a] != a:
        label[a] = label[label[a]]
        a = label[a]
    while label[b] != b:
        label[b] = label[label[b]]
        b = label[b]
    if a < b:
        label[b] = a
    else:
        label[a] = b


def component_of_hub(
    indptr: Ints, indices: Ints, back_indptr: Ints, back_indices: Ints, seen: Ints, queue: Ints, turn: Ints, label: Ints
) -> int:
    """Labels the strongly connected component of one node of many ties, and returns how many nodes it has.

    Forward from that node, then backward within what was reached (Fleischer, Hendrickson & Pinar 2000): in most
    networks nearly all of them, and both searches end as soon as nothing is left to be found. Its nodes get turn = 0,
    so that `strong_components` does not go there. On entry seen = 0, turn = label = -1.
    """
    n = len(label)
    hub = -1
    most = back_indptr[0]  # 0, of the same kind of number as the rows have
    for v in range(n):
        ties = (indptr[v + 1] - indptr[v]) * (back_indptr[v + 1] - back_indptr[v])
        if ties > most:
            most = ties
            hub = v
    if hub < 0:
        return 0
    ahead = reached_within(indptr, indices, back_indptr, back_indices, hub, seen, 0, n, queue)
    both = reached_within(back_indptr, back_indices, indptr, indices, hub, seen, 1, ahead, queue)
    smallest = hub
    for j in range(both):
        if queue[j] < smallest:
            smallest = queue[j]
    for j in range(both):
        turn[queue[j]] = 0
        label[queue[j]] = smallest
    return both


def reached_within(
    indptr: Ints,
    indices: Ints,
    back_indptr: Ints,
    back_indices: Ints,
    start: int,
    seen: Ints,
    here: int,
    most: int,
    queue: Ints,
) -> int:
    """Breadth first over the nodes with seen = here, which becomes here + 1; ends when `most` nodes are in `queue`.

    When fewer are left than were found last, it is they that look for a neighbour already seen (Beamer, Asanović &
    Patterson 2012): each time that happens again at least half of them have been found.
    """
    seen[start] = here + 1
    queue[0] = start
    begin = 0
    end = 1
    while begin < end < most:
        stop = end
        if most - end < stop - begin:
            for v in range(len(seen)):
                if seen[v] == here:
                    for p in range(back_indptr[v], back_indptr[v + 1]):
                        if seen[back_indices[p]] == here + 1:
                            seen[v] = here + 1
                            queue[end] = v
                            end += 1
                            break
        else:
            for j in range(begin, stop):
                u = queue[j]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if seen[v] == here:
                        seen[v] = here + 1
                        queue[end] = v
                        end += 1
                if end == most:
                    break
        begin = stop
    return end


def strong_components(
    indptr: Ints, indices: Ints, turn: Ints, low: Ints, label: Ints, stack: Ints, way: Ints, next_place: Ints
) -> None:
    """Tarjan (1972), without recursion: `label[v]` becomes the smallest place in v's strongly connected component.

    On entry turn = label = -1, or as `component_of_hub` left them. `stack` holds the nodes whose component is not known
    yet, `way` the path from the root.
    """
    count = 0
    waiting = 0
    for root in range(len(turn)):
        if turn[root] >= 0:
            continue
        turn[root] = count
        low[root] = count
        count += 1
        stack[waiting] = root
        waiting += 1
        next_place[root] = indptr[root]
        way[0] = root
        depth = 0
        while depth >= 0:
            u = way[depth]
            p = next_place[u]
            end = indptr[u + 1]
            lowest = low[u]
            child = -1
            while p < end:
                v = indices[p]
                p += 1
                if turn[v] < 0:
                    child = v
                    break
                if label[v] < 0 and turn[v] < lowest:
                    lowest = turn[v]
            next_place[u] = p
            low[u] = lowest
            if child >= 0:
                turn[child] = count
                low[child] = count
                count += 1
                stack[waiting] = child
                waiting += 1
                next_place[child] = indptr[child]
                depth += 1
                way[depth] = child
                continue
            depth -= 1
            if depth >= 0 and lowest < low[way[depth]]:
                low[way[depth]] = lowest
            if lowest == turn[u]:
                first = waiting - 1
                smallest = u
                while stack[first] != u:
                    if stack[first] < smallest:
                        smallest = stack[first]
                    first -= 1
                for i in range(first, waiting):
                    label[stack[i]] = smallest
                waiting = first
