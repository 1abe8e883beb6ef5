"""Communities: groups that are tied more among themselves than chance would have it, and how stable they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.components import labels_of
from graph.analytics.executor import Progress, in_order
from graph.analytics.groups import Groups, groups
from graph.analytics.kernels.communities import move_nodes
from graph.analytics.leiden import leiden_values
from graph.analytics.louvain import inside_and_degree, louvain_values, modularity
from graph.analytics.results import Method
from graph.analytics.running import Run, choose
from graph.analytics.ties import Ties, ties
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection
from graph.wording import plural

Algorithm: TypeAlias = Literal["louvain", "leiden"]
ALGORITHMS: tuple[Algorithm, ...] = ("louvain", "leiden")
MOST_RUNS = 100  # their pairs are compared: 4,950, each in time linear in n
RUNS = 10  # enough to see whether partitions differ: 45 pairs


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike the partitions of several runs are. Agreement is the adjusted Rand index of two: 1 the same, 0 chance.

    None where there was only one run, or no node. Hubert & Arabie (1985), *Journal of Classification* 2.
    """

    runs: int
    distinct: int
    agreement_mean: float | None
    agreement_min: float | None


@dataclass(frozen=True, slots=True)
class Communities:
    """The partition of highest modularity among the runs; largest community first, equal ones by first id.

    `inside` and `across`: strength of the ties within each community and of those that leave it. `within` (n): share of
    a node's strength that stays in its community, NaN for a node without any. `disconnected` counts communities that
    are not connected in themselves.
    """

    method: Method
    items: Groups
    modularity: float | None
    inside: Float64 = field(repr=False, compare=False)
    across: Float64 = field(repr=False, compare=False)
    within: Float64 = field(repr=False, compare=False)
    stability: Stability
    disconnected: int
    warnings: tuple[str, ...] = ()


@checked
def communities(
    projection: Projection,
    *,
    algorithm: Algorithm = "louvain",
    resolution: float = 1.0,
    seed: int = 0,
    runs: int = RUNS,
    run: Run | None = None,
    progress: Progress | None = None,
) -> Communities:
    """Communities of a network by modularity, direction ignored, ties by their strength.

    Louvain (Blondel et al. 2008) or Leiden (Traag et al. 2019, an optional extra), `runs` times with seeds drawn from
    `seed`; the first partition of highest modularity is taken. Resolution above 1 gives smaller communities.
    Raises `InvalidInput` for a resolution that is not above 0, runs not from 1 to 100, a negative seed or strength,
    and where Leiden is not installed; `UnknownName` for another algorithm.
    """
    _check(projection, resolution, runs)
    network = ties(projection, run=run)
    known = np.where(np.isfinite(projection.strength), projection.strength, 0.0)
    run = run or choose(move_nodes, steps=louvain_steps(projection, runs=1))
    seeds = np.random.default_rng(seed).integers(2**31, size=runs).tolist()

    def partition(one: int) -> Int64:
        if algorithm == "leiden":
            return leiden_values(network, known, resolution=resolution, seed=one)
        return louvain_values(projection, resolution=resolution, seed=one, network=network, strength=known, run=run)

    threads = 1 if run.plain or algorithm == "leiden" else None
    found = list(in_order(partition, seeds, threads=threads, progress=progress))
    scores = [modularity(network, known, labels, resolution=resolution) for labels in found]
    best = max(range(runs), key=lambda at: (scores[at] or 0.0, -at))
    items = groups(projection.ids, found[best])
    labels = items.of.astype(np.int64)
    inside, degree = inside_and_degree(network, known, labels)
    inside_of = np.bincount(labels, inside, minlength=len(items)) / 2.0
    with np.errstate(invalid="ignore", divide="ignore"):
        within = np.where(degree > 0, inside / degree, np.nan)
    disconnected = disconnected_communities(network, labels)
    return Communities(
        method=_method(projection, algorithm, resolution, runs),
        items=items,
        modularity=scores[best],
        inside=inside_of,
        across=strength_across(network, known, labels, len(items)),
        within=within,
        stability=stability(found),
        disconnected=disconnected,
        warnings=_warnings(projection, scores[best], disconnected),
    )


def stability(partitions: list[Int64]) -> Stability:
    """How alike partitions are, by the adjusted Rand index of each pair."""
    first: dict[bytes, int] = {}
    different: list[Int64] = []
    which = []
    for labels in partitions:
        key = groups(range(len(labels)), labels).of.tobytes()  # type: ignore[arg-type]  # ids are not asked for
        if key not in first:
            first[key] = len(different)
            different.append(labels)
        which.append(first[key])
    alike = {
        pair: adjusted_rand(different[pair[0]], different[pair[1]]) for pair in combinations(range(len(different)), 2)
    }
    pairs = [alike.get((min(pair), max(pair)), 1.0) for pair in combinations(which, 2)]
    if not pairs or not len(partitions[0]):
        return Stability(len(partitions), len(different), None, None)
    return Stability(len(partitions), len(different), sum(pairs) / len(pairs), min(pairs))


def adjusted_rand(a: Int64, b: Int64) -> float:
    """Adjusted Rand index of two partitions (n numbers from 0 each): 1 the same, 0 as alike as chance makes them.

    (Σ_ij C(n_ij, 2) − E) / ((Σ_i C(a_i, 2) + Σ_j C(b_j, 2)) / 2 − E), E = Σ_i C(a_i, 2) Σ_j C(b_j, 2) / C(n, 2).
    Hubert & Arabie (1985), *Journal of Classification* 2: 193–218. 1 where both are trivial in the same way.
    """
    n = len(a)
    both = a * (int(b.max(initial=0)) + 1) + b
    together, in_a, in_b = (
        _pairs(sizes) for sizes in (np.unique(both, return_counts=True)[1], np.bincount(a), np.bincount(b))
    )
    chance = in_a * in_b / (n * (n - 1) / 2) if n > 1 else 0.0
    most = (in_a + in_b) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)


def strength_across(network: Ties, strength: Float64, labels: Int64, count: int) -> Float64:
    """Strength of the ties that leave each of `count` communities. Added up, not taken from all: that loses digits."""
    label = np.repeat(labels, np.diff(network.indptr))
    leaves = label != labels[network.indices]
    weight = network.sums(strength)[network.tie_of]
    return np.bincount(label[leaves], weight[leaves], minlength=count).astype(np.float64)


def louvain_steps(projection: Projection, *, runs: int) -> int:
    """About how many ties are looked at."""
    return 10 * runs * (projection.n + 2 * projection.m)


def _pairs(sizes: Int64) -> float:
    return float((sizes.astype(np.float64) * (sizes - 1) / 2).sum())


def disconnected_communities(network: Ties, labels: Int64) -> int:
    """How many communities (n numbers from 0) fall into parts when only their own ties are left."""
    n = len(labels)
    node = np.repeat(np.arange(n), np.diff(network.indptr))
    same = labels[node] == labels[network.indices]
    indptr = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(node[same], minlength=n), out=indptr[1:])
    parts = labels_of(indptr, network.indices[same])
    roots = np.bincount(labels[parts == np.arange(n)], minlength=1)
    return int(np.count_nonzero(roots > 1))


def _check(projection: Projection, resolution: float, runs: int) -> None:
    if not 0 < resolution < np.inf:
        raise InvalidInput(
            f"resolution is {resolution}.", next_step="Use a number above 0; 1 is usual.", field="resolution"
        )
    if not 1 <= runs <= MOST_RUNS:
        raise InvalidInput(f"runs is {runs}.", next_step=f"Use a number from 1 to {MOST_RUNS}.", field="runs")
    if projection.m and np.nanmin(projection.strength, initial=0.0) < 0:
        raise InvalidInput(
            "A tie of this network has a strength below 0: modularity is not defined for it.",
            next_step="Use a view whose strengths count something.",
        )


def _warnings(projection: Projection, best: float | None, disconnected: int) -> tuple[str, ...]:
    out = []
    if best is None:
        out.append("The network has no tie of known strength: modularity is undefined, each node stands for itself.")
    unknown = int(np.count_nonzero(~np.isfinite(projection.strength)))
    if unknown:
        out.append(f"{plural(unknown, 'edge has', 'edges have')} no known strength: left out.")
    if len(projection.modes) > 1:
        out.append(
            "Modularity compares with a one-mode network; in a two-mode one, where actors are never tied to actors, "
            "it reads too high (Barber 2007). The one-mode views have no such reserve."
        )
    if disconnected:
        many = plural(disconnected, "community is", "communities are")
        out.append(f"{many} not connected in itself, which Louvain allows (Traag et al. 2019); Leiden does not.")
    return tuple(out)


_REFERENCES: Mapping[str, str] = {
    "louvain": "Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics P10008",
    "leiden": "Traag, Waltman & van Eck (2019), Scientific Reports 9: 5233",
}


def _method(projection: Projection, algorithm: str, resolution: float, runs: int) -> Method:
    return Method(
        name=f"communities by {'Louvain' if algorithm == 'louvain' else 'Leiden'}",
        formula="Q = Σ_c [ w_c / W − γ (s_c / 2W)² ] at its largest; w_c strength inside c, s_c of its nodes, W of all",
        reference=f"{_REFERENCES[algorithm]}; Newman & Girvan (2004), Physical Review E 69: 026113; "
        "Hubert & Arabie (1985), Journal of Classification 2: 193–218",
        definitions={
            "direction": "ignored: strengths of both directions are added" if projection.directed else "undirected",
            "strength": projection.strength_means or "as the view gives it",
            "resolution": f"γ = {resolution:g}: above 1 for smaller communities, below 1 for larger ones",
            "normalisation": "Q lies from −1/2 to 1",
            "optimum": f"heuristic: the best of {plural(runs, 'run')}, each with its own order of the nodes drawn "
            "from the seed",
            "agreement": "adjusted Rand index of each two runs: 1 the same partition, 0 as alike as chance makes them",
            "within": "share of a node's strength on ties inside its community",
        },
    )
