"""A measure over time: its values in networks of several periods, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from graph.analytics.arguments import checked
from graph.analytics.components import component_labels
from graph.analytics.draws import competition_ranks
from graph.analytics.executor import Progress
from graph.analytics.results import Method, NodeScores
from graph.projection import Float64, Int32, NetworkNode, Projection

Scorer: TypeAlias = Callable[[Projection], NodeScores]

# The multiannual financial frameworks the Structural Funds were programmed in, first and last year. Council Regulations
# (EEC) 2081/93, (EC) 1260/1999, (EC) 1083/2006; Regulations (EU) 1303/2013 and (EU) 2021/1060.
PROGRAMMING_PERIODS: tuple[tuple[int, int], ...] = (
    (1994, 1999),
    (2000, 2006),
    (2007, 2013),
    (2014, 2020),
    (2021, 2027),
)


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """One period's network: nodes n, edges m, density, parts that no path joins, nodes of the largest of them.

    `density` is None where no pair of nodes could have an edge. `summary` is what the measure says of the network as a
    whole, by name. `undated` counts statements without a date, which are in no period, unless they were asked to be.
    """

    name: str
    n: int
    m: int
    density: float | None
    components: int
    largest: int
    summary: tuple[tuple[str, float | None], ...]
    undated: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeSeries:
    """One node's values and ranks, one a period; None where it is absent from the period, or the measure undefined.

    `present` says which of the two.
    """

    id: str
    name: str
    label: str
    values: tuple[float | None, ...]
    ranks: tuple[int | None, ...]
    present: tuple[bool, ...]


@dataclass(frozen=True)
class Series:
    """Values by period. Nodes with the largest value of any period stand first, equal ones by id, unknown ones last."""

    method: Method
    periods: tuple[PeriodTotals, ...]
    items: tuple[NodeSeries, ...]
    warnings: tuple[str, ...] = ()


@checked
def series(
    networks: Sequence[tuple[str, Projection]],
    *,
    measure: Scorer,
    undated: Sequence[int] = (),
    progress: Progress | None = None,
) -> Series:
    """A measure in each of several networks of the same kind, by name of the period, with totals.

    Density: m of the pairs that could have an edge, n(n − 1)/2 undirected, n(n − 1) directed, actors × activities in a
    two-mode network. A node that is not in a period's network has no value there: unknown, never 0.
    Values of networks of different size compare only where the measure is normalised; ranks do not say how many there
    were. `undated` counts the statements of each network that have no date.
    """
    ids = sorted({one for _, network in networks for one in network.ids})
    place = {one: at for at, one in enumerate(ids)}
    values = np.full((len(networks), len(ids)), np.nan)
    ranks = np.zeros((len(networks), len(ids)), dtype=np.int32)
    present = np.zeros((len(networks), len(ids)), dtype=np.bool_)
    nodes: dict[str, NetworkNode] = {}
    totals: list[PeriodTotals] = []
    method: Method | None = None
    for number, (name, network) in enumerate(networks):
        scores = measure(network)
        method = scores.method if method is None else method
        at = np.array([place[one] for one in network.ids], dtype=np.int64)
        values[number, at] = scores.array
        ranks[number, at] = competition_ranks(scores.array)
        present[number, at] = True
        nodes.update(zip(network.ids, network.nodes, strict=True))
        totals.append(_totals(name, network, scores, undated[number] if undated else 0))
        if progress is not None:
            progress(number + 1, len(networks))
    empty = [one.name for one in totals if not one.n]
    warnings = (f"Nothing is stated for {', '.join(empty)}: no node has a value there.",) if empty else ()
    items = _items([nodes[one] for one in ids], values, ranks, present)
    return Series(_method(method), tuple(totals), items, warnings)


def density(projection: Projection) -> float | None:
    """Edges of the pairs that could have one; None where there is no such pair."""
    n = projection.n
    pairs = n * (n - 1) if projection.directed else n * (n - 1) // 2
    if len(projection.modes) > 1:
        actors = int(projection.actors.sum())
        pairs = actors * (n - actors)
    return projection.m / pairs if pairs else None


def _totals(name: str, network: Projection, scores: NodeScores, undated: int) -> PeriodTotals:
    sizes = np.unique(component_labels(network), return_counts=True)[1]
    return PeriodTotals(
        name,
        network.n,
        network.m,
        density(network),
        len(sizes),
        int(sizes.max(initial=0)),
        tuple(scores.summary.items()),
        undated,
        scores.warnings,
    )


def _items(
    nodes: Sequence[NetworkNode],
    values: Float64,
    ranks: Int32,
    present: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> tuple[NodeSeries, ...]:
    highest = np.where(np.isnan(values), -np.inf, values).max(axis=0, initial=-np.inf)
    return tuple(
        NodeSeries(
            nodes[at].id,
            nodes[at].name,
            nodes[at].label,
            tuple(None if np.isnan(one) else float(one) for one in values[:, at]),
            tuple(int(one) or None for one in ranks[:, at]),
            tuple(bool(one) for one in present[:, at]),
        )
        for at in np.argsort(-highest, kind="stable").tolist()
    )


def _method(of: Method | None) -> Method:
    """The measure's method with what a series adds to it."""
    added = {
        "periods": "each network holds what is stated for a time that overlaps the period, so that one project may "
        "stand in several; an end that is not stated is open",
        "absence": "a node that is not in a period's network has no value there: unknown, never 0",
        "density": "m of the pairs that could have an edge",
        "ranks": "within the period: 1, 2, 2, 4; equal to 12 significant digits is equal",
    }
    if of is None:
        return Method("series", "", "", added)
    return Method(f"{of.name} by period", of.formula, of.reference, {**of.definitions, **added})
