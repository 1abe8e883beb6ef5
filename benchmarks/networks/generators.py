"""The networks of the benchmark: made with numpy from a seed, the same on every machine.

    small      1,000 nodes /      6,000 edges   like 9k, for what only small networks allow
    9k         9,000 nodes /     60,000 edges   one-mode, preferential attachment with closed triads
    bipartite 80,000 nodes /    490,000 edges   two-mode: actors × activities, both with a long tail
    dense      3,486 nodes /  1,500,000 edges   directed, strengths of many magnitudes, as in an input–output table
    large  1,000,000 nodes / 10,000,000 edges   one-mode, a long tail of degrees (Chung & Lu)

Ids are shuffled, so that a node's place says nothing of its degree. `quick` divides nodes and edges by 20.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.projection import EdgeColumns, Float64, Int64, NodeColumns, Projection, projection_of

SEED = 4
QUICK = 20
PAIRS = 100  # pairs of nodes whose shortest path is asked for
YEN_PAIRS, YEN_K = 5, 10
GROUPS = 30  # as many countries
DAMPED = 0.9  # Katz: alpha is this over the largest sum of strengths into a node, which λ never passes


@dataclass(frozen=True)
class Network:
    """A generated network, and what the measures that ask about some nodes ask about."""

    name: str
    projection: Projection
    seed: int = field(default=SEED)

    @property
    def weighted(self) -> Float64:
        """Strengths (m,)."""
        return self.projection.strength

    @cached_property
    def degree(self) -> Int64:
        """Edges of each node (n,), in and out."""
        n = self.projection.n
        ends = np.bincount(self.projection.edge_source, minlength=n)
        return np.asarray(ends + np.bincount(self.projection.edge_target, minlength=n), dtype=np.int64)

    @cached_property
    def start(self) -> int:
        """The node searches start from: one with a middling number of edges, in the largest part."""
        return int(np.argsort(self.degree, kind="stable")[self.projection.n * 3 // 4])

    @cached_property
    def pairs(self) -> Int64:
        """Pairs of different nodes that have edges (k, 2)."""
        tied = np.flatnonzero(self.degree > 1)
        drawn = np.random.default_rng(self.seed).choice(tied, size=(2 * PAIRS, 2))
        return np.asarray(drawn[drawn[:, 0] != drawn[:, 1]][:PAIRS], dtype=np.int64)

    @cached_property
    def alpha(self) -> float:
        """The damping of Katz centrality."""
        into = np.bincount(self.projection.edge_target, self.weighted, minlength=self.projection.n)
        if not self.projection.directed:
            into += np.bincount(self.projection.edge_source, self.weighted, minlength=self.projection.n)
        return DAMPED / float(into.max())

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """A group of each node (n), drawn evenly."""
        drawn = np.random.default_rng(self.seed).integers(GROUPS, size=self.projection.n)
        return tuple(f"g{group:02d}" for group in drawn.tolist())


def one_mode(n: int, m: int, seed: int) -> tuple[Int64, Int64, Float64 | None]:
    """Preferential attachment with triad formation: Holme & Kim (2002), *Physical Review E* 65: 026107."""
    random = np.random.default_rng(seed)
    each = max(1, m // n)
    ends: list[int] = []  # a node stands in it once an edge
    near: list[set[int]] = [set() for _ in range(n)]
    uniform = iter(random.random(12 * m + 100).tolist())
    edges = 0

    def tie(a: int, b: int) -> bool:
        if a == b or b in near[a]:
            return False
        near[a].add(b)
        near[b].add(a)
        ends.extend((a, b))
        return True

    for node in range(1, n):
        last = -1
        # later nodes bring more, where m is no multiple of n, so that exactly m edges are there at the end
        wanted = min(node, each + (node * (m - each * n) // n > (node - 1) * (m - each * n) // n))
        tries = 0
        while wanted and edges < m and tries < 50:
            tries += 1
            closing = last >= 0 and next(uniform, 0.5) < 0.6
            neighbours = sorted(near[last]) if closing and len(near[last]) < 50 else ends or [0]
            other = neighbours[int(next(uniform, 0.5) * len(neighbours))]
            if tie(node, other):
                edges, wanted, last = edges + 1, wanted - 1, other
    while edges < m:
        a, b = (int(end) for end in random.integers(n, size=2))
        edges += tie(a, b)
    source = np.repeat(np.arange(n), [len(some) for some in near])
    target = np.fromiter((b for some in near for b in sorted(some)), np.int64, 2 * m)
    once = source < target
    return source[once], target[once], None


def two_mode(n: int, m: int, seed: int) -> tuple[Int64, Int64, Float64 | None]:
    """Actors (a fifth of the nodes, first) and activities; both ends drawn with a long tail."""
    random = np.random.default_rng(seed)
    actors = n // 5
    source, target = _distinct(
        m,
        n,
        lambda size: (
            (actors * random.random(size) ** 3).astype(np.int64),
            actors + ((n - actors) * random.random(size) ** 1.5).astype(np.int64),
        ),
        random,
    )
    return source, target, None


def dense(n: int, m: int, seed: int) -> tuple[Int64, Int64, Float64 | None]:
    """Directed flows: the m largest of size × size × chance (a gravity model without distance)."""
    random = np.random.default_rng(seed)
    size = random.normal(0, 1, n)
    flow = size[:, None] + size[None, :] + random.normal(0, 2, (n, n))
    np.fill_diagonal(flow, -np.inf)
    chosen = np.argpartition(flow, -m, axis=None)[-m:]
    return chosen // n, chosen % n, np.round(np.exp(flow.ravel()[chosen]), 3) + 0.001


def long_tail(n: int, m: int, seed: int) -> tuple[Int64, Int64, Float64 | None]:
    """Both ends drawn with a long tail: Chung & Lu (2002), *PNAS* 99(25)."""
    random = np.random.default_rng(seed)

    def draw(size: int) -> tuple[Int64, Int64]:
        ends = (n * random.random((2, size)) ** 1.7).astype(np.int64)
        return ends.min(axis=0), ends.max(axis=0)

    source, target = _distinct(m, n, draw, random)
    return source, target, None


def _distinct(
    m: int, n: int, draw: Callable[[int], tuple[Int64, Int64]], random: np.random.Generator
) -> tuple[Int64, Int64]:
    """m distinct pairs of two different nodes."""
    keys = np.zeros(0, dtype=np.int64)
    while len(keys) < m:
        source, target = draw((m - len(keys)) * 3 // 2 + 10)
        keys = np.sort(np.concatenate([keys, (source * n + target)[source != target]]))
        keys = keys[np.diff(keys, prepend=-1) > 0]
    kept = np.ones(len(keys), dtype=np.bool_)
    kept[random.choice(len(keys), len(keys) - m, replace=False, shuffle=False)] = False
    return keys[kept] // n, keys[kept] % n


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is made and how large it is."""

    n: int
    m: int
    make: Callable[[int, int, int], tuple[Int64, Int64, Float64 | None]]
    directed: bool = False
    modes: tuple[str, ...] = ("node",)


RECIPES: Mapping[str, Recipe] = {
    "small": Recipe(1_000, 6_000, one_mode),
    "9k": Recipe(9_000, 60_000, one_mode),
    "bipartite": Recipe(80_000, 490_000, two_mode, modes=("actor", "activity")),
    "dense": Recipe(3_486, 1_500_000, dense, directed=True),
    "large": Recipe(1_000_000, 10_000_000, long_tail),
}


def generated(name: str, *, quick: bool = False, seed: int = SEED) -> Network:
    """A network of the benchmark; `quick`: a twentieth of its nodes and edges (of the dense one 1/400 of the edges)."""
    recipe = RECIPES[name]
    n, m = (recipe.n // QUICK, recipe.m // QUICK) if quick else (recipe.n, recipe.m)
    if quick and name == "dense":
        m //= QUICK  # else it would have nearly every edge there can be
    source, target, strength = recipe.make(n, m, seed)
    place = np.random.default_rng(seed + 1).permutation(n)
    if len(recipe.modes) > 1:  # actors stay before activities
        actors = n // 5
        place = np.concatenate([place[place < actors], place[place >= actors]])
    source, target = place[source], place[target]
    if not recipe.directed and len(recipe.modes) < 2:
        source, target = np.minimum(source, target), np.maximum(source, target)
    if strength is None:  # from 1 to 4, whatever the pair
        keys = np.sort(source * n + target)
        source, target = keys // n, keys % n
        strength = np.random.default_rng(seed + 2).integers(1, 5, size=m).astype(np.float64)
    else:
        order = np.argsort(source * n + target)
        source, target, strength = source[order], target[order], strength[order]
    ends = source.astype(np.int32), target.astype(np.int32)
    ids = [f"n{number:07d}" for number in range(n)]
    projection = projection_of(
        view=name,
        parameters={"seed": str(seed)},
        graph_version=f"seed {seed}",
        nodes=NodeColumns(ids, ids, "Vertex"),
        edges=EdgeColumns(ids, *ends, strength, "TIED_TO", lambda _: ()),
        source=ends[0],
        target=ends[1],
        strength=strength,
        directed=recipe.directed,
        strength_means="as generated",
        modes=recipe.modes,
        stated_by=("generator",),
    )
    return Network(name, projection, seed)
