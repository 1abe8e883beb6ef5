"""A small network as a sketch: near nodes stand near each other, places on a ring; names where there is room for them.

Pure functions on ids and pairs; the same input always gives the same sketch. Half a page wide, so that two of them
stand side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.pages.layout import in_ring

WIDTH, HEIGHT = 640.0, 540.0  # units of every sketch; one is a pixel where two stand side by side on a wide screen
MARGIN = 26.0  # units around the nodes
RING_SIDE, RING_TOP = 132.0, 40.0  # room for the names beside and above a ring
LETTER, LINE = 6.5, 14.0  # units a letter takes, and a line
APART = 20.0  # units between two nodes: a sign and a little air
STEPS = 200  # of majorisation: beyond, nothing moves that one could see
LONGEST_NAME = 30
SHORTENED = 14  # letters of a name that must be there and has no room as it is

Points = dict[str, tuple[float, float]]
Float64 = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a node; `anchor` start, middle or end as in SVG."""

    x: float
    y: float
    anchor: str
    text: str


def by_stress(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Points:
    """Positions whose distances fit the hops between the nodes best, by stress majorisation with weights 1/d².

    Parts that no tie joins stand beyond the longest way apart. Gansner, Koren & North (2005), *Graph Drawing* 2004:
    239–250. At most some hundred nodes: the distances stand in an n × n array.
    """
    n = len(ids)
    if n < 2:
        return dict.fromkeys(ids, (WIDTH / 2, HEIGHT / 2))
    wanted = _hops(ids, pairs)
    weight = 1.0 / np.where(wanted > 0, wanted, 1.0) ** 2
    np.fill_diagonal(weight, 0.0)
    solve = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    at = _first(wanted)
    for _ in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        length = np.sqrt((apart**2).sum(axis=2))
        ratio = np.where(length > 1e-9, weight * wanted / np.where(length > 1e-9, length, 1.0), 0.0)
        at = solve @ (np.diag(ratio.sum(axis=1)) - ratio) @ at
    return dict(zip(ids, _fitted(_upright(at)), strict=True))


def on_ring(groups: Mapping[str, str], bearing: Mapping[str, float], names: Mapping[str, str]) -> Points:
    """The places of the large picture's ring (`layout.in_ring`), drawn into a sketch. `groups` id → country."""
    placed = in_ring(groups, bearing, names)
    if placed.centre is None or len(placed.at) < 2:
        return dict.fromkeys(placed.at, (WIDTH / 2, HEIGHT / 2))
    cx, cy = placed.centre
    radius = max(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 for x, y in placed.at.values())
    wide, high = WIDTH / 2 - RING_SIDE, HEIGHT / 2 - RING_TOP
    return {
        one: (round(WIDTH / 2 + (x - cx) / radius * wide, 1), round(HEIGHT / 2 + (y - cy) / radius * high, 1))
        for one, (x, y) in placed.at.items()
    }


def labels(
    at: Points,
    order: Sequence[str],
    names: Mapping[str, str],
    *,
    outwards: bool = False,
    size: tuple[float, float] = (WIDTH, HEIGHT),
    ringed: Collection[str] = (),
    meant: Collection[str] = (),
    marks: Sequence[tuple[float, float]] = (),
) -> dict[str, Label]:
    """Names beside their nodes, those first in `order` first; one that would cover a node or another name is left out.

    `outwards`: away from the middle first, as on a ring; `ringed`: nodes with a circle around them. `meant`: whom the
    picture is about. Where there is no room their names are shortened, or cover the signs of others. `marks`: what
    else stands in the picture and is never covered.
    """
    signs = {one: (x - 8, y - 8, x + 8, y + 8) for one, (x, y) in at.items()}
    of_meant = [signs[one] for one in meant if one in signs]
    written: list[Box] = [(x - 9, y - 9, x + 9, y + 9) for x, y in marks]
    found: dict[str, Label] = {}
    for one in order:
        further = 5 if one in ringed else 0
        tries = _tries(at[one], _cut(names[one], LONGEST_NAME), outwards, size, further)
        free = _free(tries, [*signs.values(), *written], size)
        if free is None and one in meant:
            tries += _tries(at[one], _cut(names[one], SHORTENED), outwards, size, further)
            free = _free(tries, [*of_meant, *written], size)
        if free is not None:
            found[one] = free[0]
            written.append(free[1])
    return found


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _free(
    tries: Sequence[tuple[Label, Box]], taken: Sequence[Box], size: tuple[float, float]
) -> tuple[Label, Box] | None:
    """The first of some places that lies in the picture and covers nothing of what is taken."""
    for label, box in tries:
        inside = box[0] >= 2 and box[2] <= size[0] - 2 and box[1] >= 2 and box[3] <= size[1] - 2
        if inside and not any(_covers(box, other) for other in taken):
            return label, box
    return None


def _tries(
    at: tuple[float, float], text: str, outwards: bool, size: tuple[float, float], further: float
) -> list[tuple[Label, Box]]:
    x, y = at
    wide = LETTER * len(text)
    right = (Label(x + 12 + further, y + 4, "start", text), (x + 10, y - 8, x + 14 + further + wide, y + 7))
    left = (Label(x - 12 - further, y + 4, "end", text), (x - 14 - further - wide, y - 8, x - 10, y + 7))
    above = (Label(x, y - 13 - further, "middle", text), (x - wide / 2, y - 10 - LINE - further, x + wide / 2, y - 9.0))
    below = (Label(x, y + 22 + further, "middle", text), (x - wide / 2, y + 10, x + wide / 2, y + 26 + further))
    sides = [right, left] if not outwards or x >= size[0] / 2 else [left, right]
    ends = [above, below] if y <= size[1] / 2 else [below, above]
    return ends + sides if outwards and abs(x - size[0] / 2) < 24 else sides + ends


def _covers(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _hops(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Float64:
    """Hops between all nodes, shape (n, n); one and a half beyond the longest where no tie joins them."""
    place = {one: at for at, one in enumerate(ids)}
    tied = np.zeros((len(ids), len(ids)), dtype=np.bool_)
    for one, other in pairs:
        tied[place[one], place[other]] = tied[place[other], place[one]] = True
    hops = np.full(tied.shape, -1.0)
    np.fill_diagonal(hops, 0.0)
    front, step = np.eye(len(ids), dtype=np.bool_), 0
    while front.any():
        step += 1
        front = (front.astype(np.float32) @ tied.astype(np.float32) > 0) & (hops < 0)
        hops[front] = step
    hops[hops < 0] = hops.max() + 1.5
    return hops


def _first(wanted: Float64) -> Float64:
    """Classical scaling (Torgerson 1952), a little shaken so that nodes with the same neighbours come apart."""
    n = len(wanted)
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ wanted**2 @ centre)
    two = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    two = two * np.where(two[np.abs(two).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return np.asarray(two + np.random.default_rng(7).normal(scale=0.05, size=two.shape))


def _upright(at: Float64) -> Float64:
    """Turned so that the longer way lies across."""
    at = at - at.mean(axis=0)
    _, _, turn = np.linalg.svd(at, full_matrices=False)
    turned = at @ turn.T
    return np.asarray(turned * np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0))


def _fitted(at: Float64) -> list[tuple[float, float]]:
    """Drawn into the sketch, each way stretched by at most half more than the other, nodes pushed apart."""
    low, high = at.min(axis=0), at.max(axis=0)
    room = np.array([WIDTH - 2 * MARGIN - 40, HEIGHT - 2 * MARGIN])
    scale = room / np.maximum(high - low, 1e-9)
    scale = np.minimum(scale, scale.min() * 1.5)
    at = (at - (low + high) / 2) * scale
    for _ in range(60):
        apart = at[:, None, :] - at[None, :, :]
        length = np.sqrt((apart**2).sum(axis=2))
        np.fill_diagonal(length, np.inf)
        close = length < APART
        if not close.any():
            break
        push = np.where(close, (APART - length) / 2, 0.0) / np.where(np.isfinite(length), np.maximum(length, 0.1), 1.0)
        at = at + (push[:, :, None] * apart).sum(axis=1)
    at = np.clip(at, -(np.array([WIDTH, HEIGHT]) / 2 - MARGIN), np.array([WIDTH, HEIGHT]) / 2 - MARGIN)
    middle = np.array([WIDTH, HEIGHT]) / 2
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at + middle]
