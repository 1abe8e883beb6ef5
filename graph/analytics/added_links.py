"""Which link that is not there would help most: every absent pair, scored by what it does for the whole network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.arguments import checked
from graph.analytics.components import scattered
from graph.analytics.distance_matrix import (
    MOST_NODES,
    MOST_NODES_BY_DISTANCE,
    DistanceMatrix,
    at_most,
    distance_matrix,
    distance_rows,
    weighted_distance_matrix,
)
from graph.analytics.efficiency import FORMULA, REFERENCE, matrix_efficiency
from graph.analytics.executor import Progress, part_of
from graph.analytics.lengths import impassable
from graph.analytics.link_details import changes_by, own_gains_of_links, stage_gains
from graph.analytics.link_gains import (
    Scored,
    absent_links,
    best_links,
    gains_by_distance,
    gains_by_hops,
    links_of,
)
from graph.analytics.link_results import AddedLinks, Change, LinkColumns, RankedLinks
from graph.analytics.results import Method
from graph.errors import InvalidInput
from graph.projection import Float64, Int64, Projection
from graph.wording import bound, plural

By: TypeAlias = Literal["hops", "distance"]
BYS: tuple[By, ...] = ("hops", "distance")

ALL_KEPT = 700  # nodes up to which all absent links are kept, not the best alone: 240,000 links are 12 MB
BEST = 1000  # links kept of a larger network: the most rows a page of an answer may have
EXPLAINED = 20  # links of which the pairs that gain most are named
EXAMPLES = 5  # pairs named for each
MOST_WITH_STAGES = 2_000  # nodes of a network of which every pair is scored by stages: 2 million pairs
MOST_STAGES = 64  # bits of a word


@checked
def added_links(
    projection: Projection,
    *,
    node: str | None = None,
    by: By = "hops",
    link_distance: float = 1.0,
    stages: Sequence[int] | npt.NDArray[np.uint64] | None = None,
    within: int = 2,
    best: int = BEST,
    explained: int = EXPLAINED,
    progress: Progress | None = None,
) -> AddedLinks:
    """Every absent link by the global efficiency it would add, or those of one `node`; each alone, not together.

    With the link u – v, d'(s, t) = min(d(s, t), d(s, u) + 1 + d(v, t), d(s, v) + 1 + d(u, t)) is exact; directed, for
    u → v, without the last term. gain = E' − E = 1/(n(n − 1)) Σ (1/d' − 1/d), ≥ 0, and 0 only where nothing changes.
    Two-mode: links between an actor and an activity only; directed ones lead from the actor. Isolates are candidates.
    `by="distance"`: the view's distances, with `link_distance` for the new link; efficiency is then in 1/distance.
    `stages` (n): a bit for each stage of a value chain the node holds. Links are then ranked by the number of pairs
    (node, stage) that come within `within` hops, then by gain; nodes are the actors in a two-mode network.
    Every pair is scored, exactly; beyond `ALL_KEPT` nodes the `best` are kept. With `node` all of its absent links are
    scored; beyond `MOST_NODES` nodes only by its own gain, which needs its row alone.
    Raises `NotFound` for a node, `InvalidInput` where the network is too large. Memory: `distance_matrix`.
    Latora & Marchiori (2001), *Physical Review Letters* 87: 198701.
    """
    _check(projection, by, link_distance, stages, within, best)
    check_size(projection, node=node, by=by, stages=stages is not None)
    if node is not None and by == "hops" and stages is None and projection.n > MOST_NODES:
        return _by_own_gain(projection, node)
    n = projection.n
    warnings = [*(impassable(projection) if by == "distance" else ()), *scattered(projection)]
    matrix = (
        distance_matrix(projection, progress=part_of(progress, 0.0, 0.05))
        if by == "hops" or stages is not None
        else None
    )
    dist = weighted_distance_matrix(projection, progress=part_of(progress, 0.0, 0.1)) if by == "distance" else None
    efficiency = matrix_efficiency(matrix if dist is None else dist, n)
    progress = part_of(progress, 0.1, 1.0)

    candidates: int
    if node is not None:
        source, target = links_of(projection, projection.place(node))
        scored = _scored(projection, matrix, dist, source, target, link_distance, progress)
        candidates = len(source)
    elif matrix is not None and by == "hops":
        every = n <= ALL_KEPT or stages is not None
        scored = best_links(projection, matrix, best=None if every else best, progress=progress)
        candidates = scored.exactly
    else:
        source, target = absent_links(projection)
        scored = _scored(projection, matrix, dist, source, target, link_distance, progress)
        candidates = len(source)

    columns = LinkColumns(
        scored.source,
        scored.target,
        _before(matrix, dist, scored),
        scored.gain * ((1.0 if projection.directed else 2.0) / max(n * (n - 1), 1)),
        scored.closer,
        own_gain=None
        if node is None
        else own_gains_of_links(projection, projection.place(node), scored.source, scored.target, dist, link_distance),
        new_stages=None
        if stages is None or matrix is None
        else stage_gains(projection, matrix, scored.source, scored.target, np.asarray(stages, np.uint64), within),
    )
    columns, ranks = columns.ranked()
    if node is None and len(ranks) > best and n > ALL_KEPT:
        columns, ranks = columns.taken(np.arange(best)), ranks[:best]
    examples = [
        tuple(
            Change(projection.ids[s], projection.ids[t], None if np.isinf(before) else before, after)
            for s, t, before, after in changes_by(
                matrix if dist is None else None, dist, link_distance, projection.directed, int(u), int(v), EXAMPLES
            )
        )
        for u, v in zip(columns.source[:explained], columns.target[:explained], strict=True)
    ]
    if stages is not None and not any(int(one) for one in stages):
        warnings.append("No node of this network is known to hold a stage of the chain: no link brings one into reach.")
    return AddedLinks(
        _method(projection, by, link_distance, node, stages is not None, within),
        RankedLinks(projection.ids, columns, ranks, efficiency, examples),
        candidates,
        scored.exactly,
        efficiency,
        tuple(warnings),
        columns,
    )


def _check(
    projection: Projection,
    by: str,
    link_distance: float,
    stages: Sequence[int] | npt.NDArray[np.uint64] | None,
    within: int,
    best: int,
) -> None:
    if by not in BYS:
        raise InvalidInput(f"by is '{by}'.", next_step="Use hops or distance.", field="by")
    if not 0 < link_distance < np.inf:
        raise InvalidInput(
            f"link_distance is {link_distance}.", next_step="Give a number above 0.", field="link_distance"
        )
    if within < 1:
        raise InvalidInput(f"within_hops is {within}.", next_step="Give a whole number from 1 up.", field="within_hops")
    if best < 1:
        raise InvalidInput(f"best is {best}.", next_step="Give a whole number from 1 up.", field="best")
    if stages is not None and len(stages) != projection.n:
        sets = plural(len(stages), "set")
        raise InvalidInput(f"{sets} of stages for {plural(projection.n, 'node')}.", field="stages")


def check_size(projection: Projection, *, node: str | None, by: By, stages: bool) -> None:
    """Raises `InvalidInput` for a network in which links are not scored so, before anything long is begun."""
    if (stages or by == "distance") and node is None and projection.n > MOST_WITH_STAGES:
        what = "stages" if stages else "distance"
        raise InvalidInput(
            f"The network '{projection.view}' has {projection.n} nodes; all absent links are scored by {what} for at "
            f"most {MOST_WITH_STAGES}.",
            next_step="Ask about one node with node=, about a coarser level, or by hops without a chain.",
            field="chain" if stages else "by",
        )
    if stages or (by == "hops" and node is None):
        at_most(projection, MOST_NODES)
    if by == "distance":
        at_most(projection, MOST_NODES_BY_DISTANCE)


def _scored(
    projection: Projection,
    matrix: DistanceMatrix | None,
    dist: Float64 | None,
    source: Int64,
    target: Int64,
    link_distance: float,
    progress: Progress | None,
) -> Scored:
    if dist is not None:
        return gains_by_distance(
            dist, source, target, length=link_distance, directed=projection.directed, progress=progress
        )
    assert matrix is not None  # noqa: S101  one of the two is there
    return gains_by_hops(matrix, source, target, progress=progress)


def _before(matrix: DistanceMatrix | None, dist: Float64 | None, scored: Scored) -> Float64:
    if dist is not None:
        return dist[scored.source, scored.target]
    assert matrix is not None  # noqa: S101
    hops = matrix.hops[scored.source, scored.target].astype(np.float64)
    hops[hops == matrix.far] = np.inf
    return hops


def _by_own_gain(projection: Projection, node: str) -> AddedLinks:
    place = projection.place(node)
    source, target = links_of(projection, place)
    hops, far = distance_rows(projection, np.array([place]))
    distance = hops[0].astype(np.float64)
    distance[distance == far] = np.inf
    others = np.where(source == place, target, source)
    own = own_gains_of_links(projection, place, source, target, None, 1.0)
    columns, ranks = LinkColumns(source, target, distance[others], own_gain=own).ranked()
    warning = (
        f"The network has {projection.n} nodes, more than {MOST_NODES}: links are ranked by what the node itself "
        "gains, and their gain for all is not computed."
    )
    return AddedLinks(
        _method(projection, "hops", 1.0, node, False, 0),
        RankedLinks(projection.ids, columns, ranks, None, ()),
        len(source),
        len(source),
        None,
        (*scattered(projection), warning),
        columns,
    )


def _method(
    projection: Projection, by: By, link_distance: float, node: str | None, stages: bool, within: int
) -> Method:
    distance = (
        f"the view's distance, 1/strength unless it says otherwise; strength: "
        f"{projection.strength_means or 'as the view gives it'}; the new link has the distance {bound(link_distance)}"
    )
    definitions = {
        "direction": "directed: a link leads from source to target"
        if projection.directed
        else "undirected: each pair once",
        "normalisation": "gain: rise of the mean of 1/d over all ordered pairs of nodes; relative_gain: divided by it",
        "length": "hops: each edge counts 1, the new link too; strength is not used" if by == "hops" else distance,
        "no path": "adds 0 to the efficiency, so that a link which joins two parts gains",
        "links": "each is scored alone, as if it were the only new one",
        "ranking": "by " + ("new_stages, then by " if stages else "") + "gain, equal to 12 digits by ids",
        "closer": "pairs of nodes whose distance falls" + ("" if projection.directed else ", each once"),
        "examples": f"the pairs that gain most, for the first {EXPLAINED} links",
    }
    if len(projection.modes) > 1:
        definitions["two-mode"] = "candidates tie an actor to an activity; efficiency is over the nodes of both kinds"
    if node is not None:
        definitions["own_gain"] = (
            "rise of Σ 1/d over the pairs that have the node as an end, in hops or distance as above"
        )
    if stages:
        who = "actors" if len(projection.modes) > 1 else "nodes"
        definitions["new_stages"] = (
            f"pairs of {who} and stages of the chain that come within {plural(within, 'hop')}; a stage is in reach "
            "when somebody who is known to hold it is, or when the node itself holds it"
        )
    return Method(
        name="gain of an added link",
        formula=f"gain(u, v) = E(G + uv) − E(G), {FORMULA}, by d'(s, t) = min(d(s, t), d(s, u) + ℓ + d(v, t)"
        + ("" if projection.directed else ", d(s, v) + ℓ + d(u, t)")
        + ")",
        reference=REFERENCE,
        definitions=definitions,
    )
