"""What a link that is not there would change: its gain, one by one or a node at a time, and what comes within reach."""

from __future__ import annotations

from graph.analytics.kernels.bits import popcount
from graph.analytics.kernels.types import Floats, Ints


def gain_by_hops(
    hops: Ints,
    back: Ints,
    n: int,
    sources: Ints,
    targets: Ints,
    inverse: Floats,
    nearer: Ints,
    further: Ints,
    gains: Floats,
    closer: Ints,
) -> None:
    """For each absent link u → v: Σ (1/d' − 1/d) over the pairs it brings closer, and how many they are.

    `hops` is the matrix row by row, `back` its transpose (the same when undirected; each pair {s, t} then counts once).
    d'(s, t) = d(s, u) + 1 + d(v, t) is less than d only if s is nearer to u than to v by two (d(s, u) + 1 < d(s, v)),
    and t to v than to u: all other pairs are passed over. `inverse[d]` is 1/d, 0 where there is no path.
    """
    for i in range(len(sources)):
        u = sources[i] * n
        v = targets[i] * n
        starts = 0
        ends = 0
        for s in range(n):
            if back[u + s] + 1 < back[v + s]:
                nearer[starts] = s
                starts += 1
            if hops[v + s] + 1 < hops[u + s]:
                further[ends] = s
                ends += 1
        # the shorter list outside: its nodes' rows of the matrix are read one after the other
        if starts <= ends:
            total, count = gain_of_pairs(nearer, starts, back, u, further, ends, hops, v, hops, n, inverse)
        else:
            total, count = gain_of_pairs(further, ends, hops, v, nearer, starts, back, u, back, n, inverse)
        gains[i] = total
        closer[i] = count


def gain_of_pairs(
    these: Ints,
    many: int,
    to_these: Ints,
    at_these: int,
    those: Ints,
    others: int,
    to_those: Ints,
    at_those: int,
    between: Ints,
    n: int,
    inverse: Floats,
) -> tuple[float, int]:
    """Σ (1/d' − 1/d) over the pairs of `these` nodes and `those`, by a link that is 1 + d to either side of it.

    d(s) stands in `to_these` from `at_these` on, d(t) in `to_those` from `at_those`, d(s, t) in `between`, row by row.
    """
    total = 0.0
    count = 0
    for a in range(many):
        s = these[a]
        base = to_these[at_these + s] + 1
        row = s * n
        for b in range(others):
            t = those[b]
            after = base + to_those[at_those + t]
            before = between[row + t]
            if after < before:
                total += inverse[after] - inverse[before]
                count += 1
    return total, count


def gain_by_distance(
    dist: Floats,
    back: Floats,
    n: int,
    sources: Ints,
    targets: Ints,
    length: float,
    tolerance: float,
    nearer: Ints,
    further: Ints,
    gains: Floats,
    closer: Ints,
) -> None:
    """As `gain_by_hops`, with distances and a new link of `length`.

    A pair is closer when its distance is less by more than `tolerance`, relative: sums that differ in rounding alone
    are the same distance.
    """
    for i in range(len(sources)):
        u = sources[i] * n
        v = targets[i] * n
        starts = 0
        ends = 0
        for s in range(n):
            if back[u + s] + length < back[v + s]:
                nearer[starts] = s
                starts += 1
            if dist[v + s] + length < dist[u + s]:
                further[ends] = s
                ends += 1
        total = 0.0
        count = 0
        for a in range(starts):
            s = nearer[a]
            base = back[u + s] + length
            row = s * n
            for b in range(ends):
                t = further[b]
                after = base + dist[v + t]
                before = dist[row + t]
                if after < before * (1.0 - tolerance):
                    total += 1.0 / after - 1.0 / before
                    count += 1
        gains[i] = total
        closer[i] = count


def gains_of_nodes(
    hops: Ints,
    back: Ints,
    n: int,
    levels: int,
    at_level: Ints,
    words: int,
    first: int,
    last: int,
    upwards: int,
    one: Ints,
    inverse: Floats,
    rise: Floats,
    more: Ints,
    gains: Floats,
    closer: Ints,
) -> None:
    """`gain_by_hops` for all absent links u → v of the nodes `first` … `last` − 1, at most in n steps a link.

    Whether a pair (s, t) gains depends on a = d(s, u), b = d(v, t) and d(s, t) alone. So for each u and t the s are
    counted by (a, d), and rise[b] = Σ_{a, d > a + 1 + b} count(a, d) · (1/(a + 1 + b) − 1/d): what all pairs that
    end in t gain by a v at b from t. Then gain(u, v) = Σ_t rise_t[d(v, t)], added t by t.
    `hops` has levels − 1 for no path, levels being the largest distance and 3, and `back` is its transpose; the nodes
    that come to t in d hops are the bits of the words `at_level[(t·levels + d)·words]` …; `upwards`: undirected, and
    only v > u. gains = -1 where a link is. `rise` and `more` have a place a level; one[0] is 1 as a word.
    """
    far = levels - 1
    for u in range(first, last):
        gain = gains[u - first]
        close = closer[u - first]
        begin = u + 1 if upwards != 0 else 0
        furthest = 0
        for s in range(n):
            gain[s] = 0.0
            close[s] = 0
            if furthest < back[u * n + s] < far:
                furthest = back[u * n + s]
        for t in range(n):
            between = back[t * n + u]
            if between < 2:
                continue  # d(s, t) ≤ d(s, u) + 1: no link of u brings anybody closer to t
            for b in range(levels):
                rise[b] = 0.0
                more[b] = 0
            some = False
            for a in range(min(furthest + 1, far - 1)):
                mine = (u * levels + a) * words
                most = far if between == far else min(far - 1, a + between)  # d(s, t) ≤ d(s, u) + d(u, t)
                least = a + 2
                nearest = 0  # and undirected, d(s, t) ≥ d(u, t) − d(s, u)
                if upwards != 0:
                    nearest = far if between == far else between - a
                count = 0
                old = 0.0
                for gap in range(most - least + 1):
                    d = most - gap
                    found = 0
                    if a == 0:
                        found = 1 if d == between else 0
                    elif d >= nearest:
                        theirs = (t * levels + d) * words
                        for k in range(words):
                            found += popcount(at_level[mine + k] & at_level[theirs + k])
                    count += found
                    if d < far:
                        old += found * inverse[d]
                    elif found > 0:  # no path before: every way is shorter, also one longer than the longest now
                        some = True
                        for b in range(far - 2 - a, far - 1):
                            rise[b] += found * inverse[a + 1 + b]
                            more[b] += found
                    b = d - a - 2
                    if d < far and count > 0:
                        some = True
                        rise[b] += count * inverse[d - 1] - old
                        more[b] += count
            if some:
                for b in range(min(between - 1, far - 1)):  # b < d(u, t) − 1, as d(s, t) ≤ d(s, u) + d(u, t)
                    if more[b] > 0:
                        those = (t * levels + b) * words
                        for k in range(begin >> 6, words):
                            rest = at_level[those + k]
                            while rest != 0:
                                low = rest & (~rest + one[0])
                                v = 64 * k + popcount(low - one[0])
                                gain[v] += rise[b]
                                close[v] += more[b]
                                rest ^= low
        for v in range(n):
            if hops[u * n + v] < 2 or v < begin:
                gain[v] = -1.0
                close[v] = 0


def own_gains(
    indptr: Ints,
    indices: Ints,
    row: Ints,
    candidates: Ints,
    inverse: Floats,
    mark: Ints,
    queue: Ints,
    steps: Ints,
    gains: Floats,
    closer: Ints,
) -> None:
    """Σ_t (1/d' − 1/d) of one node u alone, by a link to each candidate v; `row` holds u's hops, n + 1 where no path.

    Breadth first from v, no further than where d(v, t) + 1 < d(u, t): behind a node that gains nothing none gains.
    On entry mark = -1; it is left with the number of the last candidate that came by.
    """
    for c in range(len(candidates)):
        v = candidates[c]
        total = 0.0
        end = 0
        if row[v] > 1:
            mark[v] = c
            queue[0] = v
            steps[0] = 1
            end = 1
        j = 0
        while j < end:
            w = queue[j]
            d = steps[j]
            j += 1
            total += inverse[d] - inverse[row[w]]
            for p in range(indptr[w], indptr[w + 1]):
                t = indices[p]
                if mark[t] != c and d + 1 < row[t]:
                    mark[t] = c
                    queue[end] = t
                    steps[end] = d + 1
                    end += 1
        gains[c] = total
        closer[c] = end


def stages_gained(
    back: Ints,
    n: int,
    sources: Ints,
    targets: Ints,
    within: int,
    both: int,
    ball_start: Ints,
    ball: Ints,
    counted: Ints,
    reached: Ints,
    gained: Ints,
) -> None:
    """For each absent link: pairs (node, stage) that come within `within` hops by it.

    `reached[h·n + v]` is the set of stages (a bit each) within h hops of v; the ball of u are the nodes that come to u
    in `within` − 1 hops. A node s of it, at a hops, gains what v reaches in `within` − 1 − a hops and s did not reach.
    `both`: the link leads both ways (undirected). No node gains from both sides: s is nearer to one end.
    """
    for i in range(len(sources)):
        total = 0
        for way in range(1 + both):
            u = sources[i]
            v = targets[i]
            if way == 1:
                u = targets[i]
                v = sources[i]
            for p in range(ball_start[u], ball_start[u + 1]):
                s = ball[p]
                a = back[u * n + s]
                if counted[s] != 0 and a + 1 < back[v * n + s]:
                    total += popcount(reached[(within - 1 - a) * n + v] & ~reached[within * n + s])
        gained[i] = total
