"""The inner loops of the analyses, on compressed sparse rows (`indptr`, `indices`) as `graph.projection` makes them.

One text, run in two ways (`graph.analytics.running` chooses): as plain Python on lists where the network is small, and
compiled by numba on arrays where it is not. Both do the same floating-point operations in the same order, and numba is
not allowed to fuse or reorder them (no `fastmath`, no `parallel`), so the answers have the same bits. For that reason a
kernel takes its working space from the caller, loops over numbers only, and neither slices nor imports anything.

Kernels over sources take the sources of one chunk and add to `sums`; they leave their working space as they found it.
"""

# ruff: noqa: PLR1730  (max() is a call in plain Python, and treats NaN differently when compiled)

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any  # a list of int, or an integer array when compiled
Floats: TypeAlias = Any  # a list of float, or a float64 array when compiled


def betweenness_by_hops(
    indptr: Ints,
    indices: Ints,
    sources: Ints,
    dist: Ints,
    sigma: Floats,
    coef: Floats,
    queue: Ints,
    level: Ints,
    sums: Floats,
) -> float:
    """Brandes (2001): adds each source's dependency on v to `sums[v]`. Returns the largest count of shortest paths.

    Breadth first from each source counts the shortest paths `sigma`; backwards, level by level,
    δ(u) = σ(u) · Σ over next nodes v of (1 + δ(v))/σ(v). `coef[v]` holds (1 + δ(v))/σ(v) of the levels that are
    done and 0 elsewhere, so no neighbour has to be asked for its level.
    On entry dist = -1, sigma = coef = 0; `level` has n + 2 places.
    """
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        dist[source] = 0
        sigma[source] = 1.0
        queue[0] = source
        level[0] = 0
        level[1] = 1
        depth = 0
        while level[depth] < level[depth + 1]:
            end = level[depth + 1]
            for j in range(level[depth], level[depth + 1]):
                u = queue[j]
                paths = sigma[u]
                for p in range(indptr[u], indptr[u + 1]):
                    v = indices[p]
                    if dist[v] < 0:
                        dist[v] = depth + 1
                        queue[end] = v
                        end += 1
                        sigma[v] = paths
                    elif dist[v] == depth + 1:
                        sigma[v] += paths
            depth += 1
            level[depth + 1] = end
        reached = level[depth]
        for d in range(depth - 1, 0, -1):
            for j in range(level[d], level[d + 1]):
                u = queue[j]
                total = 0.0
                if d < depth - 1:
                    for p in range(indptr[u], indptr[u + 1]):
                        total += coef[indices[p]]
                delta = total * sigma[u]
                sums[u] += delta
                if sigma[u] > largest:
                    largest = sigma[u]
                sigma[u] = (1.0 + delta) / sigma[u]
            for j in range(level[d], level[d + 1]):
                coef[queue[j]] = sigma[queue[j]]
        for j in range(reached):
            v = queue[j]
            dist[v] = -1
            coef[v] = 0.0
            sigma[v] = 0.0
    return largest


def betweenness_by_distance(
    indptr: Ints,
    indices: Ints,
    length: Floats,
    tolerance: float,
    sources: Ints,
    dist: Floats,
    sigma: Floats,
    coef: Floats,
    order: Ints,
    turn: Ints,
    heap_key: Floats,
    heap_node: Ints,
    sums: Floats,
) -> float:
    """Brandes (2001) with lengths > 0 per place in `indices`; an infinite length is no edge. Returns the largest count.

    Routes whose lengths differ by no more than `tolerance` (relative) are equally short: in floating point
    1 + 1 + 1/3 depends on the order of the terms, and an exact comparison would break true ties.
    On entry dist = inf, turn = n (not reached), sigma = coef = 0; the heap has room for n + len(indices) entries.
    """
    n = len(dist)
    infinite = dist[0]
    largest = 0.0
    for i in range(len(sources)):
        source = sources[i]
        dist[source] = 0.0
        size = heap_push(heap_key, heap_node, 0, 0.0, source)
        reached = 0
        while size > 0:
            d = heap_key[0]
            u = heap_node[0]
            size = heap_pop(heap_key, heap_node, size)
            if turn[u] < n:
                continue
            turn[u] = reached
            order[reached] = u
            reached += 1
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if d + length[p] < dist[v]:
                    dist[v] = d + length[p]
                    size = heap_push(heap_key, heap_node, size, dist[v], v)
        sigma[source] = 1.0
        for j in range(reached):
            u = order[j]
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if j < turn[v] < n and dist[u] + length[p] <= dist[v] * (1.0 + tolerance):
                    sigma[v] += sigma[u]
        for j in range(reached - 1, 0, -1):
            u = order[j]
            total = 0.0
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if j < turn[v] < n and dist[u] + length[p] <= dist[v] * (1.0 + tolerance):
                    total += coef[v]
            delta = total * sigma[u]
            sums[u] += delta
            if sigma[u] > largest:
                largest = sigma[u]
            coef[u] = (1.0 + delta) / sigma[u]
        for j in range(reached):
            u = order[j]
            dist[u] = infinite
            turn[u] = n
            sigma[u] = 0.0
            coef[u] = 0.0
    return largest


def heap_push(key: Floats, node: Ints, size: int, new_key: float, new_node: int) -> int:
    """Puts an entry on the binary heap, smallest (key, node) first. Returns the new size."""
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if key[up] < new_key or (key[up] == new_key and node[up] <= new_node):
            break
        key[i] = key[up]
        node[i] = node[up]
        i = up
    key[i] = new_key
    node[i] = new_node
    return size + 1


def heap_pop(key: Floats, node: Ints, size: int) -> int:
    """Takes the smallest entry, which stands at place 0, off the heap. Returns the new size."""
    size -= 1
    last_key = key[size]
    last_node = node[size]
    i = 0
    while True:
        down = 2 * i + 1
        if down >= size:
            break
        if down + 1 < size and (
            key[down + 1] < key[down] or (key[down + 1] == key[down] and node[down + 1] < node[down])
        ):
            down += 1
        if last_key < key[down] or (last_key == key[down] and last_node <= node[down]):
            break
        key[i] = key[down]
        node[i] = node[down]
        i = down
    key[i] = last_key
    node[i] = last_node
    return size


def count_ways(
    indptr: Ints, indices: Ints, start: int, stop: int, max_hops: int, dist: Ints, ways: Floats, queue: Ints
) -> int:
    """Breadth first from `start` until the level of `stop` is complete: hops and number of shortest paths to each node.

    Returns how many nodes were reached. Beyond 2**53 `ways` is rounded. On entry dist = -1, ways = 0.
    """
    dist[start] = 0
    ways[start] = 1.0
    queue[0] = start
    begin = 0
    end = 1
    depth = 0
    while begin < end and depth < max_hops and dist[stop] < 0:
        tail = end
        for j in range(begin, end):
            u = queue[j]
            for p in range(indptr[u], indptr[u + 1]):
                v = indices[p]
                if dist[v] < 0:
                    dist[v] = depth + 1
                    queue[tail] = v
                    tail += 1
                if dist[v] == depth + 1:
                    ways[v] += ways[u]
        begin = end
        end = tail
        depth += 1
    return end


def join_components(edge_source: Ints, edge_target: Ints, label: Ints) -> None:
    """Union–find over the edges, direction ignored: `label[v]` becomes the smallest place in v's component.

    On entry label[v] = v. A root never has a parent above itself, so one pass upwards flattens the trees at the end.
    """
    for e in range(len(edge_source)):
        a = edge_source[e]
        b = edge_target[e]
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
    for v in range(len(label)):
        label[v] = label[label[v]]


def cut_search(
    indptr: Ints,
    indices: Ints,
    edge_of: Ints,
    turn: Ints,
    low: Ints,
    parent: Ints,
    parent_edge: Ints,
    size: Ints,
    order: Ints,
    next_place: Ints,
) -> None:
    """Depth first search of Hopcroft and Tarjan (1973), without recursion, from the smallest place of each component.

    `turn[v]` is v's number in order of discovery (`order` is its inverse), `low[v]` the smallest number that v's
    subtree reaches by one edge besides the one it was found by, `size[v]` the number of nodes in the subtree.
    The subtree of v is cut off by its parent when low[v] ≥ turn[parent], by the edge between when low[v] = turn[v].
    On entry turn = -1. An undirected edge stands in both rows under the same number in `edge_of`.
    """
    count = 0
    for root in range(len(turn)):
        if turn[root] >= 0:
            continue
        parent[root] = -1
        parent_edge[root] = -1
        turn[root] = count
        low[root] = count
        order[count] = root
        size[root] = 1
        next_place[root] = indptr[root]
        count += 1
        u = root
        while u >= 0:
            if next_place[u] < indptr[u + 1]:
                p = next_place[u]
                next_place[u] += 1
                v = indices[p]
                if edge_of[p] == parent_edge[u]:
                    continue
                if turn[v] < 0:
                    parent[v] = u
                    parent_edge[v] = edge_of[p]
                    turn[v] = count
                    low[v] = count
                    order[count] = v
                    size[v] = 1
                    next_place[v] = indptr[v]
                    count += 1
                    u = v
                elif turn[v] < low[u]:
                    low[u] = turn[v]
            else:
                above = parent[u]
                if above >= 0:
                    if low[u] < low[above]:
                        low[above] = low[u]
                    size[above] += size[u]
                u = above


HELPERS = (heap_push, heap_pop)  # called by kernels, so they are compiled with them
