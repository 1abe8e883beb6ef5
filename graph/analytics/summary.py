"""The structural summary of a network: its size, how dense, connected, clustered, central and robust it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.betweenness import betweenness
from graph.analytics.biconnected import Blocks, biconnected_components
from graph.analytics.centralisation import Of, centralisation
from graph.analytics.clustering import clustering_summary, local_clustering, triangle_steps, triangle_values
from graph.analytics.components import component_labels, components
from graph.analytics.core import core
from graph.analytics.distance_sums import distance_sums
from graph.analytics.efficiency import efficiency_of, pair_counts
from graph.analytics.executor import Progress
from graph.analytics.groups import Groups
from graph.analytics.results import Method, NodeScores
from graph.analytics.statistics_text import DEFINITIONS, REFERENCE
from graph.analytics.ties import Ties, ties
from graph.projection import Float64, Int64, Projection
from graph.wording import plural

Bools = npt.NDArray[np.bool_]

# Ends of edges looked at by one search from every node. Distances are counted from 512 nodes at once: about a minute.
DISTANCE_STEPS = 200_000_000_000
PATH_STEPS = 5_000_000_000  # the same for betweenness, which goes from one node at a time: about half a minute


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number about the network; None where it is undefined or was too costly, which a warning says."""

    name: str
    value: float | int | None
    definition: str


@dataclass(frozen=True, slots=True)
class StructuralSummary:
    """Numbers about a network as a whole, and what each node is in it.

    Distributions are pairs (value, how many), by value: `degrees` of nodes, `component_sizes`, `block_sizes`,
    `core_sizes` (nodes of each core number), and `distances` (hops, ordered pairs with a path of that length), empty
    where they were too costly. `clustering` (n) is NaN where undefined.
    """

    method: Method
    statistics: tuple[Statistic, ...]
    degrees: tuple[tuple[int, int], ...]
    component_sizes: tuple[tuple[int, int], ...]
    block_sizes: tuple[tuple[int, int], ...]
    core_sizes: tuple[tuple[int, int], ...]
    distances: tuple[tuple[int, int], ...]
    core: NodeScores
    components: Groups
    blocks: Blocks
    is_articulation: Bools = field(repr=False, compare=False)
    clustering: Float64 = field(repr=False, compare=False)
    warnings: tuple[str, ...] = ()

    def value(self, name: str) -> float | int | None:
        """The statistic of this name."""
        return next(one.value for one in self.statistics if one.name == name)


@checked
def structural_summary(projection: Projection, *, progress: Progress | None = None) -> StructuralSummary:
    """Size, density, components, distances, clustering, assortativity, centralisation, cores and points of failure.

    Distances and what rests on them are exact, and None in networks where counting them would take too long: more than
    `DISTANCE_STEPS` (betweenness: `PATH_STEPS`) ends of edges looked at.
    """
    network = ties(projection)
    parts, blocks, cores = components(projection).items, biconnected_components(projection).items, core(projection)
    numbers: dict[str, float | int | None] = dict.fromkeys(DEFINITIONS)
    numbers |= _size(projection, network) | _mixing(projection, network)
    triangles = triangle_values(projection, network=network)
    values = local_clustering(network, triangles)
    if len(projection.modes) > 1:
        values = np.full(projection.n, np.nan)
    else:
        found = clustering_summary(network, triangles, values)
        numbers["transitivity"], numbers["clustering"] = found["transitivity"], found["mean"]
        numbers["clustering_with_zeros"] = found["mean_with_zeros"]
    counts, of_largest = _distances(projection, parts, progress)
    numbers |= _along_paths(projection, counts, of_largest)
    numbers |= _centralisations(projection)
    numbers |= {
        "components": len(parts),
        "largest_component": int(parts.sizes[0]) if len(parts) else None,
        "isolates": int(np.count_nonzero(np.diff(network.indptr) == 0)),
        "largest_core": int(cores.summary["largest"] or 0) if projection.n else None,
        "in_largest_core": int(cores.summary["in_largest"] or 0) if projection.n else None,
        "blocks": len(blocks),
        "largest_block": int(blocks.sizes[0]) if len(blocks) else None,
        "articulation_points": int(np.count_nonzero(blocks.memberships > 1)),
        "bridges": int(np.count_nonzero(blocks.sizes == 2)),
    }
    return StructuralSummary(
        method=_method(projection),
        statistics=tuple(Statistic(name, numbers[name], text) for name, text in DEFINITIONS.items()),
        degrees=_distribution(
            np.diff(projection.indptr) + (np.diff(projection.reverse[0]) if projection.directed else 0)
        ),
        component_sizes=_distribution(parts.sizes),
        block_sizes=_distribution(blocks.sizes),
        core_sizes=_distribution(cores.array.astype(np.int64)),
        distances=() if counts is None else tuple((d, int(pairs)) for d, pairs in enumerate(counts) if pairs),
        core=cores,
        components=parts,
        blocks=blocks,
        is_articulation=np.asarray(blocks.memberships > 1),
        clustering=values,
        warnings=_warnings(projection, parts, numbers, counts),
    )


def summary_steps(projection: Projection) -> int:
    """About how many ends of edges are looked at."""
    once = _once(projection)
    distances = once // 32 if once <= DISTANCE_STEPS else 0
    return (
        distances
        + (once if once <= PATH_STEPS else 0)
        + triangle_steps(projection)
        + 30 * (projection.n + projection.m)
    )


def _once(projection: Projection) -> int:
    """Ends of edges looked at by one search from every node."""
    return projection.n * (projection.n + 2 * projection.m)


def _size(projection: Projection, network: Ties) -> dict[str, float | int | None]:
    n, m = projection.n, projection.m
    if len(projection.modes) > 1:
        actors = int(np.count_nonzero(projection.actors))
        pairs = actors * (n - actors)
    else:
        actors, pairs = 0, n * (n - 1) // (1 if projection.directed else 2)
    both = int(np.count_nonzero(network.second >= 0))
    return {
        "nodes": n,
        "edges": m,
        "density": m / pairs if pairs else None,
        "mean_degree": 2 * m / n if n else None,
        "mean_degree_actors": m / actors if actors else None,
        "mean_degree_activities": m / (n - actors) if actors and n > actors else None,
        "reciprocity": 2 * both / m if projection.directed and m else None,
    }


def _mixing(projection: Projection, network: Ties) -> dict[str, float | int | None]:
    """Degree assortativity: the correlation of the degrees at the two ends of an edge."""
    source, target = projection.edge_source, projection.edge_target
    out = np.bincount(source, minlength=projection.n).astype(np.float64)
    into = np.bincount(target, minlength=projection.n).astype(np.float64)
    if projection.directed:
        x, y = out[source], into[target]
    else:
        degrees = np.diff(network.indptr).astype(np.float64)
        x = np.concatenate([degrees[source], degrees[target]])
        y = np.concatenate([degrees[target], degrees[source]])
    if not len(x) or x.min() == x.max() or y.min() == y.max():
        return {"degree_assortativity": None}
    x, y = x - x.mean(), y - y.mean()
    return {"degree_assortativity": float((x * y).sum() / np.sqrt((x * x).sum() * (y * y).sum()))}


def _distances(projection: Projection, parts: Groups, progress: Progress | None) -> tuple[Int64 | None, Int64 | None]:
    """Ordered pairs by hops, in the whole network and in its largest component; None where it takes too long.

    Components as large as the largest count with it, or the answer would rest on the names of nodes.
    """
    if _once(projection) > DISTANCE_STEPS or not projection.n:
        return None, None
    if len(parts) == 1:
        counts = pair_counts(projection, progress=progress)
        return counts, counts
    largest = np.asarray(parts.of < _as_large(parts))
    inside = pair_counts(projection, blocked=~largest, progress=progress)
    outside = pair_counts(projection, blocked=largest)
    counts = np.zeros(max(len(inside), len(outside)), dtype=np.int64)
    counts[: len(inside)] += inside
    counts[: len(outside)] += outside
    return counts, inside


def _as_large(parts: Groups) -> int:
    """How many components have as many nodes as the largest; they stand first."""
    return int((parts.sizes == parts.sizes[0]).sum())


def _along_paths(
    projection: Projection, counts: Int64 | None, of_largest: Int64 | None
) -> dict[str, float | int | None]:
    if counts is None or of_largest is None:
        return {}
    reached = int(of_largest.sum())
    hops = np.arange(len(of_largest), dtype=np.int64)
    return {
        "diameter": int(np.flatnonzero(of_largest)[-1]) if reached else None,
        "mean_distance": int((hops * of_largest).sum()) / reached if reached else None,
        "global_efficiency": efficiency_of(counts, projection.n),
    }


def _centralisations(projection: Projection) -> dict[str, float | int | None]:
    """Freeman's three; those along paths where the network is small enough and they are defined."""
    degrees = np.diff(projection.indptr).astype(np.float64)
    found: dict[Of, float | None] = {"degree": centralisation(projection, degrees, "degree")}
    if found["degree"] is not None and _once(projection) <= PATH_STEPS:
        found["betweenness"] = centralisation(projection, betweenness(projection).array, "betweenness")
        if not component_labels(projection).any():
            closeness = (projection.n - 1) / distance_sums(projection).far
            found["closeness"] = centralisation(projection, closeness, "closeness")
    return {f"{name}_centralisation": value for name, value in found.items()}


def _distribution(values: npt.NDArray[np.integer]) -> tuple[tuple[int, int], ...]:
    """How often each value occurs, by value."""
    return tuple(zip(*(part.tolist() for part in np.unique(values, return_counts=True)), strict=True))


def _warnings(
    projection: Projection, parts: Groups, numbers: dict[str, float | int | None], counts: Int64 | None
) -> tuple[str, ...]:
    out = []
    if len(parts) > 1:
        as_large = _as_large(parts)
        of = (
            "the largest" if as_large == 1 else f"the {as_large} largest, of {plural(int(parts.sizes[0]), 'node')} each"
        )
        out.append(
            f"The network has {len(parts)} components: diameter and mean distance are those of {of}"
            + ("." if numbers["degree_centralisation"] is None else ", closeness centralisation is undefined.")
        )
    if len(projection.modes) > 1:
        out.append("A two-mode network has no triangles: transitivity, clustering and centralisations are undefined.")
    elif projection.directed:
        out.append("Freeman's centralisations are defined for undirected networks, and left out.")
    if projection.n and counts is None:
        out.append(
            "The network is too large to count all distances: diameter, mean distance and efficiency are left out."
        )
    elif numbers["degree_centralisation"] is not None and _once(projection) > PATH_STEPS:
        out.append("The network is too large for exact betweenness in a summary: its centralisation is left out.")
    return tuple(out)


def _method(projection: Projection) -> Method:
    return Method(
        name="structural summary",
        formula="each statistic has its own definition",
        reference=REFERENCE,
        definitions={
            "direction": "followed by distances and by assortativity; ignored by components, clustering and blocks; "
            "cores and degrees count edges in and out"
            if projection.directed
            else "undirected",
            "strength": "not used: each edge counts 1",
            "length": "hops",
            "undefined": "null: not defined for this network, or left out as a warning says",
        },
    )
