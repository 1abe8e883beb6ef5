"""How sure a ranking is: ranks over networks drawn from the same statements, by the bootstrap of Efron (1979).

The unit that is drawn is what stands for a sample: the activities (projects) a network is made of, or, where it is
made of none, its edges. How ranks change with the rules of the network itself stands in `settings`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from graph.analytics.affiliations import Rule, affiliations_of, of_chosen, with_edges
from graph.analytics.arguments import checked
from graph.analytics.draws import Draws, Scorer, competition_ranks, rank_draws
from graph.analytics.executor import Progress
from graph.analytics.results import Method, NodeScores
from graph.analytics.shift import Shift, said_of, shift_of
from graph.errors import InvalidInput
from graph.projection import Float64, Int32, Int64, NetworkNode, Projection
from graph.wording import one_or_many, plural

Unit: TypeAlias = Literal["activities", "edges"]
UNITS: tuple[Unit, ...] = ("activities", "edges")
SINGULAR: dict[Unit, str] = {"activities": "activity", "edges": "edge"}

MOST_DRAWS = 2_000  # the ends of a 95 % interval then rest on 50 draws each; more changes no rank of a report
MOST_VALUES = 20_000_000  # draws × nodes: a value and a rank each, 240 MB
LEAST_OUTSIDE = 1  # draws that have to lie beyond each end of an interval: 20 draws for 90 %, 40 for 95 %
FEW_UNITS = 20  # fewer make too few different draws for an interval to mean much


@dataclass(frozen=True, slots=True)
class NodeInterval:
    """One node: observed value and rank, and where they lie in the draws. None where undefined, in all draws.

    `top_share` is the share of all draws that rank it among the first `top`; `defined` counts the draws that give it
    a value.
    """

    id: str
    name: str
    label: str
    value: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    value_low: float | None
    value_high: float | None
    top_share: float | None
    defined: int


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """Intervals of ranks and values, in the order of the observed ranks. `units` were drawn from, as many each time.

    `shift` is None where a unit drawn twice stands twice, and nothing is lost by it.
    """

    method: Method
    items: tuple[NodeInterval, ...]
    unit: Unit
    units: int
    draws: int
    confidence: float
    seed: int
    top: int
    warnings: tuple[str, ...] = ()
    shift: Shift | None = None


@checked
def rank_intervals(
    projection: Projection,
    *,
    measure: Scorer,
    unit: Unit = "edges",
    affiliations: Projection | None = None,
    rule: Rule = "count",
    draws: int = 200,
    seed: int = 1,
    confidence: float = 0.9,
    top: int = 5,
    progress: Progress | None = None,
) -> RankIntervals:
    """Percentile intervals of each node's rank and value under resampling.

    unit=activities: as many activities as there are, drawn with replacement, each draw joined to a network by the
    same rule; `affiliations` is the two-mode network behind a one-mode `projection`, not needed where that is two-mode
    itself (then actors alone are ranked, and an activity drawn twice stands twice). unit=edges: as many edges as there
    are, drawn with replacement; one drawn k times has k times its strength. Nodes stay, without ties if need be.
    The interval holds the middle `confidence` of the draws, its ends are drawn ranks and values (inverse of the
    empirical distribution); None where there are too few draws for one to lie beyond each end.
    Ranks are competition ranks (1, 2, 2, 4), 1 the largest value.
    Raises `InvalidInput` for a number out of its bounds. Efron (1979), *Annals of Statistics* 7(1).
    """
    check_bounds(projection, draws=draws, confidence=confidence, top=top)
    resampled, units, ranked = _resampler(projection, unit, affiliations, rule)
    observed = measure(projection)
    known = _observed(observed, ranked)
    found = rank_draws(
        resampled, measure=measure, units=units, n=len(ranked), draws=draws, seed=seed, progress=progress
    )
    warnings = tuple(observed.warnings)
    if len(found.ranks) and not _enough(draws, confidence):
        least = math.ceil(round(2 * LEAST_OUTSIDE / (1 - confidence), 6))
        said = f"{plural(draws, 'draw is', 'draws are')} too few for intervals that hold {100 * confidence:.6g} %"
        more = f"Use draws={least} or more." if least <= MOST_DRAWS else "Use a lower confidence."
        warnings += (f"{said} of them: none is given. {more}",)
    if units < FEW_UNITS:
        warnings += (f"Only {units} {one_or_many(units, SINGULAR[unit], unit)} to draw from: the intervals are rough.",)
    nodes = [projection.nodes[place] for place in ranked.tolist()]
    items = _intervals(nodes, known, found, confidence, top)
    shift = None
    if draws and units and (unit == "edges" or affiliations is not None):
        shift = shift_of(known[0], found.values, found.different / units, found.ties / max(projection.m, 1))
        warnings += (said_of(shift, unit, observed.method.name),)
    if beside := sum(_beside(item) for item in items):
        said = f"The observed rank of {beside} of {len(items)} nodes lies outside its interval"
        level = "so that others come level with them or pass them"
        warnings += (f"{said}: a draw holds fewer different {unit} than the network, {level}.",)
    return RankIntervals(
        _method(observed.method, unit, rule if affiliations is not None else None, draws, seed, confidence),
        items,
        unit,
        units,
        draws,
        confidence,
        seed,
        top,
        warnings,
        shift,
    )


def check_bounds(projection: Projection, *, draws: int, confidence: float, top: int) -> None:
    """Raises `InvalidInput` for draws, confidence or top out of their bounds."""
    if not 1 <= draws <= MOST_DRAWS or draws * projection.n > MOST_VALUES:
        most = max(1, min(MOST_DRAWS, MOST_VALUES // max(projection.n, 1)))
        raise InvalidInput(
            f"draws is {draws}.",
            next_step=f"Use 1 to {most} for a network of {plural(projection.n, 'node')}.",
            field="draws",
        )
    if not 0 < confidence < 1:
        raise InvalidInput(
            f"confidence is {confidence:g}.", next_step="Use a share between 0 and 1: 0.9.", field="confidence"
        )
    if top < 1:
        raise InvalidInput(f"top is {top}.", next_step="Use 1 or more.", field="top")


def _resampler(
    projection: Projection, unit: Unit, affiliations: Projection | None, rule: Rule
) -> tuple[Callable[[Int64], Projection], int, Int64]:
    """How a draw becomes a network, how many units there are, and the places of the nodes that are ranked."""
    every = np.arange(projection.n)
    if unit == "edges":

        def of_edges(many: Int64) -> Projection:
            strength = projection.strength * many
            return with_edges(projection, projection.edge_source, projection.edge_target, strength, many > 0)

        return of_edges, projection.m, every
    if affiliations is not None:
        pairs = affiliations_of(affiliations, projection)

        def of_pairs(many: Int64) -> Projection:
            strength = pairs.strengths(rule, many)
            return with_edges(projection, pairs.source, pairs.target, strength, strength > 0)

        return of_pairs, pairs.activities, every
    if len(projection.modes) > 1:
        activities = np.flatnonzero(~projection.actors)

        def of_activities(many: Int64) -> Projection:
            return of_chosen(projection, np.repeat(activities, many))

        return of_activities, len(activities), np.flatnonzero(projection.actors)
    raise InvalidInput(
        f"The network '{projection.view}' is not made of activities.", next_step="Use unit=edges.", field="unit"
    )


def _beside(item: NodeInterval) -> bool:
    """Whether the observed rank is not in the interval of the draws."""
    if item.rank is None or item.rank_low is None or item.rank_high is None:
        return False
    return not item.rank_low <= item.rank <= item.rank_high


def _observed(observed: NodeScores, ranked: Int64) -> tuple[Float64, Int32]:
    values = observed.array[ranked]
    return values, competition_ranks(values)


def _intervals(
    nodes: list[NetworkNode], observed: tuple[Float64, Int32], found: Draws, confidence: float, top: int
) -> tuple[NodeInterval, ...]:
    """One interval a node, in the order of the observed ranks."""
    values, ranks = observed
    draws = len(found.ranks)
    defined = (found.ranks > 0).sum(axis=0)
    first = ((found.ranks > 0) & (found.ranks <= top)).sum(axis=0)
    drawn_ranks = np.where(found.ranks > 0, found.ranks, np.nan)
    low, high = (1 - confidence) / 2, (1 + confidence) / 2
    ends = [_quantiles(column, defined, share) for column in (drawn_ranks, found.values) for share in (low, high)]
    if not _enough(draws, confidence):
        ends = [np.full(len(nodes), np.nan) for _ in ends]
    order = np.lexsort((np.arange(len(nodes)), np.where(ranks > 0, ranks, len(nodes) + 1)))
    return tuple(
        NodeInterval(
            nodes[at].id,
            nodes[at].name,
            nodes[at].label,
            _known(values[at]),
            int(ranks[at]) or None,
            _whole(ends[0][at]),
            _whole(ends[1][at]),
            _known(ends[2][at]),
            _known(ends[3][at]),
            float(first[at] / draws) if draws else None,
            int(defined[at]),
        )
        for at in order.tolist()
    )


def _enough(draws: int, confidence: float) -> bool:
    """Whether the ends of an interval are more than the least and the largest of the draws."""
    return round(draws * (1 - confidence) / 2, 9) >= LEAST_OUTSIDE


def _quantiles(columns: Float64, defined: npt.NDArray[np.int64], share: float) -> Float64:
    """The smallest drawn number of each column that at least `share` of its defined ones do not pass; NaN for none."""
    if not len(columns):
        return np.full(columns.shape[1], np.nan)
    place = np.ceil(np.round(share * defined, 9)).astype(np.int64) - 1
    return np.sort(columns, axis=0)[np.clip(place, 0, len(columns) - 1), np.arange(columns.shape[1])]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)


def _method(of: Method, unit: Unit, rule: Rule | None, draws: int, seed: int, confidence: float) -> Method:
    what = {
        "activities": "activities, as many as there are, with replacement; one drawn twice counts twice",
        "edges": "edges, as many as there are, with replacement; one drawn k times has k times its strength",
    }[unit]
    reading = {
        "activities": "how far the rank hangs on which activities were funded or became known",
        "edges": "how far the rank hangs on single ties; ties are taken as independent, which those of one activity "
        "are not",
    }[unit]
    definitions = {
        "measure": f"{of.name}: {of.formula} ({of.reference})",
        **of.definitions,
        "drawn": what,
        "reading": reading,
        "nodes": "all stay in every draw, without ties if need be",
        "interval": f"the middle {confidence:.10g} of {plural(draws, 'draw')}; its ends are drawn ranks and values",
        "ranks": "1, 2, 2, 4; equal to 12 significant digits is equal",
        "share of draws": "a draw holds on average 63 % of the different units, so counts of ties lie below the "
        "observed ones: compare ranks",
        "seed": str(seed),
    }
    if rule is not None:
        definitions["projection"] = rule
    return Method(
        name=f"rank intervals of {of.name}",
        formula="[r₍⌈αB⌉₎, r₍⌈(1−α)B⌉₎] of the ranks r of B draws, α = (1 − confidence)/2",
        reference="Efron (1979), Annals of Statistics 7(1): 1–26",
        definitions=definitions,
    )
