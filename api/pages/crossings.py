"""Few crossings between neighbouring columns, by the barycentre method (Sugiyama, Tagawa & Toda 1981).

Sweeps to and fro order each column by the mean place of a node's neighbours; the order with the fewest crossings stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

SWEEPS = 12


def fewer_crossings(
    rows: Sequence[Sequence[str]],
    columns: Sequence[tuple[str, ...]],
    kinds: Mapping[str, str],
    pairs: Sequence[tuple[str, str]],
) -> list[list[str]]:
    """Each column's nodes in their new order. Nodes of one kind stay together, kinds as `columns` orders them."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    now = [list(row) for row in rows]
    column_of = {node: number for number, row in enumerate(now) for node in row}
    share = {node: (at + 0.5) / len(row) for row in now for at, node in enumerate(row)}
    best, fewest = [list(row) for row in now], crossings(now, pairs)
    for sweep in range(SWEEPS):
        for number in range(len(now)) if sweep % 2 == 0 else reversed(range(len(now))):
            block = {kind: at for at, kind in enumerate(columns[number])}
            middle = {}
            for node in now[number]:
                others = [share[other] for other in near[node] if column_of[other] != number]
                middle[node] = sum(others) / len(others) if others else share[node]
            now[number].sort(key=lambda node: (block[kinds[node]], middle[node], share[node]))
            for at, node in enumerate(now[number]):
                share[node] = (at + 0.5) / len(now[number])
        count = crossings(now, pairs)
        if count < fewest:
            best, fewest = [list(row) for row in now], count
    return best


def crossings(rows: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]]) -> int:
    """Crossings of ties between neighbouring columns: inversions, counted with a Fenwick tree."""
    column_of = {node: number for number, row in enumerate(rows) for node in row}
    place = {node: at for row in rows for at, node in enumerate(row)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in pairs:
        left, right = (one, other) if column_of[one] <= column_of[other] else (other, one)
        if column_of[right] - column_of[left] == 1:
            between[column_of[left]].append((place[left], place[right]))
    return sum(_inversions(sorted(ties), len(rows[number + 1])) for number, ties in between.items())


def _inversions(ties: Sequence[tuple[int, int]], size: int) -> int:
    tree = [0] * (size + 1)
    total = 0
    for seen, (_, right) in enumerate(ties):
        at, not_above = right + 1, 0
        while at:
            not_above += tree[at]
            at -= at & -at
        total += seen - not_above
        at = right + 1
        while at <= size:
            tree[at] += 1
            at += at & -at
    return total
