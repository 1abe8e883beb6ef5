"""Where the nodes of a network stand: columns by entity type with few crossings, or at their place on the map.

Pure functions on ids and pairs, the same input always gives the same picture. Crossings are reduced by the barycentre
method (Sugiyama, Tagawa & Toda 1981): sweeps that order each column by the mean place of a node's neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

ROW = 23.0  # units between two rows: a line of text at 13 units with air
HEAD = 34.0  # room for the names of the columns
LONGEST = 46  # rows of a column; a longer one goes on beside itself
WIDTH = 1240.0  # units; what a column's names need is part of it
LAST = 190.0  # room for the names right of the last column
SWEEPS = 12
TINY = 5  # a type with fewer nodes shares its column with others of its group


@dataclass(frozen=True)
class Head:
    """The name of a column: its types, and where it stands."""

    kinds: tuple[str, ...]
    x: float


@dataclass(frozen=True)
class Placed:
    """Positions by id, in units from the top left corner, with the column heads (none on a map)."""

    at: Mapping[str, tuple[float, float]]
    heads: tuple[Head, ...]
    width: float
    height: float


def in_columns(
    kinds: Mapping[str, str], groups: Mapping[str, str], names: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> Placed:
    """Columns by entity type. `kinds` id → type, `groups` type → family of types, `names` id → what ties are broken by."""
    columns = _columns(kinds, groups)
    ordered = _column_order(columns, kinds, pairs)
    rows = [sorted((node for node in kinds if kinds[node] in column), key=lambda node: (names[node], node)) for column in ordered]
    rows = _fewer_crossings(rows, ordered, kinds, pairs)
    strips = [(number, part) for number, row in enumerate(rows) for part in _parts(row)]
    gap = (WIDTH - LAST) / max(len(strips) - 1, 1)
    tallest = max((len(part) for _, part in strips), default=1)
    height = HEAD + tallest * ROW + 12
    at: dict[str, tuple[float, float]] = {}
    heads: list[Head] = []
    for strip, (number, part) in enumerate(strips):
        x = 14 + strip * gap if len(strips) > 1 else WIDTH / 3
        top = HEAD + (tallest - len(part)) * ROW / 2
        for row, node in enumerate(part):
            at[node] = (round(x, 1), round(top + (row + 0.5) * ROW, 1))
        if strip == 0 or strips[strip - 1][0] != number:
            heads.append(Head(ordered[number], round(x, 1)))
    return Placed(at, tuple(heads), WIDTH, round(height))


def _columns(kinds: Mapping[str, str], groups: Mapping[str, str]) -> list[tuple[str, ...]]:
    """A column a type; small types of one family together; of many types, a column a family."""
    counts: dict[str, int] = defaultdict(int)
    for kind in kinds.values():
        counts[kind] += 1
    families: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(counts):
        families[groups.get(kind, kind)].append(kind)
    if len(counts) > 7:
        return [tuple(family) for _, family in sorted(families.items())]
    columns: list[tuple[str, ...]] = []
    for _, family in sorted(families.items()):
        columns += [(kind,) for kind in family if counts[kind] >= TINY]
        if small := tuple(kind for kind in family if counts[kind] < TINY):
            columns.append(small)
    return columns


def _column_order(
    columns: list[tuple[str, ...]], kinds: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> list[tuple[str, ...]]:
    """Columns so that ties are short: swaps two as long as that shortens Σ ties × columns between (linear arrangement)."""
    of = {kind: column for column in columns for kind in column}
    weight: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = defaultdict(int)
    for one, other in pairs:
        first, second = sorted((of[kinds[one]], of[kinds[other]]))
        weight[first, second] += 1

    def cost(order: Sequence[tuple[str, ...]]) -> int:
        place = {column: at for at, column in enumerate(order)}
        return sum(ties * abs(place[one] - place[other]) for (one, other), ties in weight.items())

    order = sorted(columns)
    best = cost(order)
    improved = True
    while improved:
        improved = False
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                now = cost(order)
                if now < best:
                    best, improved = now, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order


def _fewer_crossings(
    rows: list[list[str]], columns: Sequence[tuple[str, ...]], kinds: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> list[list[str]]:
    """The order in each column after sweeps to and fro; the one with the fewest crossings between neighbours is kept."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    column_of = {node: number for number, row in enumerate(rows) for node in row}
    share = {node: (at + 0.5) / len(row) for row in rows for at, node in enumerate(row)}
    best, fewest = [list(row) for row in rows], crossings(rows, pairs)
    for sweep in range(SWEEPS):
        for number in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            kinds_here = columns[number]

            def middle(node: str, number: int = number) -> float:
                others = [share[other] for other in near[node] if column_of[other] != number]
                return sum(others) / len(others) if others else share[node]

            # types that share a column stand in blocks; inside a block, by the mean place of the neighbours
            block = {kind: at for at, kind in enumerate(kinds_here)}
            key = {node: (block[kinds[node]] if len(kinds_here) <= 3 else 0, middle(node), share[node]) for node in rows[number]}
            rows[number].sort(key=key.__getitem__)
            for at, node in enumerate(rows[number]):
                share[node] = (at + 0.5) / len(rows[number])
        now = crossings(rows, pairs)
        if now < fewest:
            best, fewest = [list(row) for row in rows], now
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
    total = 0
    for number, ties in between.items():
        ties.sort()
        size = len(rows[number + 1])
        tree = [0] * (size + 1)
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


def _parts(row: list[str]) -> list[list[str]]:
    """A column as strips of at most `LONGEST` rows, of about equal length."""
    strips = -(-len(row) // LONGEST) or 1
    length = -(-len(row) // strips) or 1
    return [row[start : start + length] for start in range(0, len(row), length)] or [[]]


def on_map(points: Mapping[str, tuple[float, float]], without: Sequence[str], *, least: tuple[float, float] = (30.0, 19.0)) -> Placed:
    """Nodes at points of a map (any units), stretched to the width and pushed apart until their names have room.

    `without` are nodes whose place is not known: they stand in a column at the left. `least` is the room a node takes.
    """
    left = 210.0 if without else 30.0
    at: dict[str, tuple[float, float]] = {}
    if points:
        xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
        scale = (WIDTH - LAST - left) / max(max(xs) - min(xs), 1e-9)
        scale = min(scale, 980 / max(max(ys) - min(ys), 1e-9))
        spread = {node: (left + (x - min(xs)) * scale, 30 + (y - min(ys)) * scale) for node, (x, y) in sorted(points.items())}
        at = _apart(spread, least)
        lift = 26 - min(y for _, y in at.values())
        shift = max(left - min(x for x, _ in at.values()), 0)
        at = {node: (round(x + shift, 1), round(y + lift, 1)) for node, (x, y) in at.items()}
    for row, node in enumerate(sorted(without)):
        at[node] = (24.0, 40 + row * ROW)
    bottom = max((y for _, y in at.values()), default=100) + 30
    return Placed(at, (), WIDTH, round(bottom))


def _apart(spots: Mapping[str, tuple[float, float]], least: tuple[float, float], rounds: int = 300) -> dict[str, tuple[float, float]]:
    """Pushes overlapping nodes apart, a little at a time, along the axis in which less is missing."""
    nodes = sorted(spots)
    at = {node: list(spots[node]) for node in nodes}
    for _ in range(rounds):
        moved = False
        order = sorted(nodes, key=lambda node: (at[node][1], node))
        for i, one in enumerate(order):
            for other in order[i + 1 :]:
                dy = at[other][1] - at[one][1]
                if dy >= least[1]:
                    break
                dx = at[other][0] - at[one][0]
                if abs(dx) >= least[0]:
                    continue
                moved = True
                missing_y, missing_x = least[1] - dy, least[0] - abs(dx)
                if missing_y / least[1] <= missing_x / least[0]:
                    at[one][1] -= missing_y / 2
                    at[other][1] += missing_y / 2
                else:
                    side = 1 if dx > 0 or (dx == 0 and other > one) else -1
                    at[one][0] -= side * missing_x / 2
                    at[other][0] += side * missing_x / 2
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in at.items()}


def curve(start: tuple[float, float], end: tuple[float, float], *, level: bool = True) -> str:
    """The `d` of a tie: leaving and arriving level between columns, straight on a map."""
    (xa, ya), (xb, yb) = sorted((start, end))
    if not level:
        return f"M{xa:g},{ya:g}L{xb:g},{yb:g}"
    if xb - xa < 1:  # within a column: a bow to the left
        bow = 26 + abs(yb - ya) * 0.12
        return f"M{xa:g},{ya:g}C{xa - bow:.1f},{ya:g} {xb - bow:.1f},{yb:g} {xb:g},{yb:g}"
    bend = (xb - xa) * 0.45
    return f"M{xa:g},{ya:g}C{xa + bend:.1f},{ya:g} {xb - bend:.1f},{yb:g} {xb:g},{yb:g}"


def layered(layers: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The rows of a picture whose columns are given, reordered for few crossings between neighbours."""
    rows = [list(layer) for layer in layers]
    kinds = {node: str(number) for number, layer in enumerate(rows) for node in layer}
    return _fewer_crossings(rows, [(str(number),) for number in range(len(rows))], kinds, pairs)


def steps(path: Sequence[str]) -> list[tuple[str, str]]:
    """The hops of a path as pairs."""
    return list(pairwise(path))
