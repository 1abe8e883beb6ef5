"""Where the nodes of a network stand: sides and blocks by entity type with few crossings, or a ring of places.

Pure functions on ids and pairs, the same input always gives the same picture. Crossings are reduced in `crossings.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import cos, pi, radians, sin

from api.pages.crossings import fewer_crossings

ROW = 23.0  # units between two rows: a line of text at 12 units with air
HEAD = 34.0  # room for the names of the columns
LONGEST = 46  # rows of a column; a longer one goes on beside itself
SLACK = 8  # rows that a small block may go beyond that, rather than begin a column
WIDTH = 1240.0  # units of every picture; what the names need is part of it
SIDE = 262.0  # room for the names outside the two outer columns of a two-mode network
LAST = 200.0  # room for the names right of the last column of blocks
LETTER = 6.3  # units a letter of a name takes
PER_NAME = 15.0  # units of the ring's circumference a name takes


@dataclass(frozen=True)
class Head:
    """The name of a column or block: its types, and where it stands; `left` when it ends there."""

    kinds: tuple[str, ...]
    x: float
    y: float = 16.0
    left: bool = False


@dataclass(frozen=True)
class Placed:
    """Positions by id in units from the top left corner. Names stand right of their node unless said otherwise."""

    at: Mapping[str, tuple[float, float]]
    heads: tuple[Head, ...]
    height: float
    left: frozenset[str] = frozenset()  # names that stand left of their node
    turn: Mapping[str, float] = field(default_factory=dict)  # names on a ring: degrees from three o'clock, clockwise
    centre: tuple[float, float] | None = None  # of the ring
    letters: int = 34  # of a name that have room


def in_two_sides(
    kinds: Mapping[str, str], actors: Set[str], names: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> Placed:
    """A two-mode network: actors in the middle, the types of activities on two sides of about the same length.

    More actors than a column holds stand in several: those tied mostly to the left side stand left.
    """
    left, right = _two_sides({node: kind for node, kind in kinds.items() if node not in actors})
    tied: dict[str, list[int]] = defaultdict(list)
    for one, other in pairs:
        actor, activity = (one, other) if one in actors else (other, one)
        tied[actor].append(1 if kinds[activity] in right else 0)

    def by_name(some: Sequence[str]) -> list[str]:
        return sorted(some, key=lambda node: (names[node], node))

    lean = sorted(by_name(list(actors)), key=lambda node: sum(tied[node]) / len(tied[node]) if tied[node] else 0.5)
    outer = [by_name([node for node in kinds if node not in actors and kinds[node] in side]) for side in (left, right)]
    inner = tuple(sorted({kinds[node] for node in actors}))
    every = [(outer[0], left), *((by_name(part), inner) for part in _parts(lean)), (outer[1], right)]
    columns = [column for row, column in every if row]
    rows = fewer_crossings([row for row, _ in every if row], columns, kinds, pairs)
    tallest = max((len(row) for row in rows), default=1)
    first, last = SIDE if outer[0] else 20.0, WIDTH - SIDE
    gap = (last - first) / max(len(rows) - 1, 1)
    at: dict[str, tuple[float, float]] = {}
    heads: list[Head] = []
    for number, row in enumerate(rows):
        x = round(first + number * gap, 1)
        step = min(ROW * 1.6, tallest * ROW / len(row))
        top = HEAD + (tallest * ROW - len(row) * step) / 2
        for place, node in enumerate(row):
            at[node] = (x, round(top + (place + 0.5) * step, 1))
        if number == 0 or columns[number] != columns[number - 1]:
            heads.append(Head(columns[number], x, left=number == 0 and bool(outer[0])))
    return Placed(at, tuple(heads), round(HEAD + tallest * ROW + 12), frozenset(outer[0]))


def _two_sides(kinds: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Types in two sets with about as many nodes in each: the largest first, each to the smaller set."""
    counts: dict[str, int] = defaultdict(int)
    for kind in kinds.values():
        counts[kind] += 1
    sides: tuple[list[str], list[str]] = ([], [])
    held = [0, 0]
    for kind in sorted(counts, key=lambda kind: (-counts[kind], kind)):
        side = 0 if held[0] <= held[1] else 1
        sides[side].append(kind)
        held[side] += counts[kind]
    return tuple(sides[0]), tuple(sides[1])


def in_blocks(
    kinds: Mapping[str, str], families: Mapping[str, str], names: Mapping[str, str], pairs: Sequence[tuple[str, str]]
) -> Placed:
    """A network of many types: a block a family of types, blocks that are tied near each other, filled into columns.

    `kinds` id → type, `families` type → family, `names` id → what equal nodes are ordered by.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for node in sorted(kinds, key=lambda node: (kinds[node], names[node], node)):
        members[families.get(kinds[node], kinds[node])].append(node)
    family_of = {node: family for family, some in members.items() for node in some}
    order = _near(list(members), [(family_of[one], family_of[other]) for one, other in pairs])
    strips: list[list[list[str]]] = [[]]
    for family in order:
        for part in _parts(members[family], LONGEST - 2):
            room = LONGEST + (SLACK if len(part) < SLACK else 0)
            if strips[-1] and sum(len(block) + 2 for block in strips[-1]) + len(part) + 2 > room:
                strips.append([])
            strips[-1].append(part)
    block_of = {id(block): number for number, block in enumerate(block for strip in strips for block in strip)}
    label = {node: str(block_of[id(block)]) for strip in strips for block in strip for node in block}
    columns = [tuple(str(block_of[id(block)]) for block in strip) for strip in strips]
    rows = fewer_crossings([[node for block in strip for node in block] for strip in strips], columns, label, pairs)
    gap = (WIDTH - LAST - 14) / max(len(rows) - 1, 1)
    at: dict[str, tuple[float, float]] = {}
    heads: list[Head] = []
    bottom = 0.0
    for number, row in enumerate(rows):
        x, y = round(14 + number * gap, 1), 0.0
        for place, node in enumerate(row):
            if place == 0 or label[node] != label[row[place - 1]]:
                y += 16 if place == 0 else ROW * 1.3
                block = [other for other in row if label[other] == label[node]]
                heads.append(Head(tuple(sorted({kinds[other] for other in block})), x, round(y, 1)))
                y += 3
            y += ROW
            at[node] = (x, round(y - ROW / 2 + 6, 1))
        bottom = max(bottom, y)
    return Placed(at, tuple(heads), round(bottom + 20), letters=min(34, int((min(gap, LAST) - 34) / LETTER)))


def _near(groups: list[str], ties: Sequence[tuple[str, str]]) -> list[str]:
    """Groups in a row so that ties are short: swaps two while that lessens Σ ties × distance (linear arrangement)."""
    weight: dict[tuple[str, str], int] = defaultdict(int)
    for one, other in ties:
        if one != other:
            weight[min(one, other), max(one, other)] += 1

    def cost(order: Sequence[str]) -> int:
        place = {group: at for at, group in enumerate(order)}
        return sum(count * abs(place[one] - place[other]) for (one, other), count in weight.items())

    order, best, improved = sorted(groups), 0, True
    best = cost(order)
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


def _parts(row: Sequence[str], longest: int = LONGEST) -> list[list[str]]:
    """A row as parts of at most `longest`, of about equal length."""
    parts = max(-(-len(row) // longest), 1)
    length = max(-(-len(row) // parts), 1)
    return [list(row[start : start + length]) for start in range(0, len(row), length)]


def in_ring(groups: Mapping[str, str], bearing: Mapping[str, float], names: Mapping[str, str]) -> Placed:
    """Places on a ring: those of one group (a country) side by side, groups by the direction in which they lie.

    `groups` id → group, `bearing` group → degrees from north, clockwise; `names` as they are written.
    """
    ordered = sorted(groups, key=lambda node: (bearing.get(groups[node], 360.0), groups[node], names[node], node))
    slots: list[str | None] = []
    for place, node in enumerate(ordered):
        if place and groups[node] != groups[ordered[place - 1]] and len(set(groups.values())) < len(groups):
            slots.append(None)  # a gap between two groups
        slots.append(node)
    radius = min(max(260.0, len(slots) * PER_NAME / (2 * pi)), 430.0)
    pad = 24 + LETTER * min(max((len(name) for name in names.values()), default=0), 34)
    centre = (WIDTH / 2, round(radius + pad, 1))
    at: dict[str, tuple[float, float]] = {}
    turn: dict[str, float] = {}
    for place, slot in enumerate(slots):
        if slot is not None:
            degrees = 360 * place / len(slots) - 90
            at[slot] = (
                round(centre[0] + radius * cos(radians(degrees)), 1),
                round(centre[1] + radius * sin(radians(degrees)), 1),
            )
            turn[slot] = round(degrees, 2)
    return Placed(at, (), round(2 * (radius + pad)), turn=turn, centre=centre)


def beside_the_strongest(nodes: Sequence[str], ties: Sequence[tuple[str, str]]) -> list[str]:
    """Nodes in a row so that those tied most strongly stand near each other; `ties` strongest first.

    The row is a walk through the tree of strongest ties (a maximum spanning tree), shortest branches first.
    """
    part = {node: node for node in nodes}

    def root(node: str) -> str:
        while part[node] != node:
            part[node] = node = part[part[node]]
        return node

    branches: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in ties:
        if root(one) != root(other):
            part[root(one)] = root(other)
            branches[one].append(other)
            branches[other].append(one)
    row: list[str] = []
    seen: set[str] = set()
    for start in sorted(nodes, key=lambda node: (len(branches[node]) != 1, node)):  # from the end of a branch
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                row.append(node)
                waiting += sorted(branches[node], key=lambda other: (-len(branches[other]), other))
    return row


def curve(start: tuple[float, float], end: tuple[float, float], centre: tuple[float, float] | None = None) -> str:
    """The `d` of a tie: leaving and arriving level between columns, or bent towards the centre of a ring."""
    (xa, ya), (xb, yb) = sorted((start, end))
    if centre:
        xm, ym = (xa + xb) / 2 * 0.3 + centre[0] * 0.7, (ya + yb) / 2 * 0.3 + centre[1] * 0.7
        return f"M{xa:g},{ya:g}Q{xm:.1f},{ym:.1f} {xb:g},{yb:g}"
    if xb - xa < 1:  # within a column: a bow to the left
        bow = 26 + abs(yb - ya) * 0.12
        return f"M{xa:g},{ya:g}C{xa - bow:.1f},{ya:g} {xb - bow:.1f},{yb:g} {xb:g},{yb:g}"
    bend = (xb - xa) * 0.45
    return f"M{xa:g},{ya:g}C{xa + bend:.1f},{ya:g} {xb - bend:.1f},{yb:g} {xb:g},{yb:g}"
