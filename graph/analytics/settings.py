"""How ranks change when the network is made by other rules: another weight of shared activities, another threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analytics.affiliations import RULES, Rule, affiliations_of, with_edges
from graph.analytics.agreement import kendall_tau_b
from graph.analytics.arguments import checked
from graph.analytics.draws import Scorer, competition_ranks
from graph.analytics.executor import Progress
from graph.analytics.results import Method
from graph.analytics.running import REPEATS
from graph.errors import InvalidInput
from graph.projection import Int32, Projection
from graph.wording import bound

MOST_THRESHOLDS = 8  # each is a whole run of the measure, twice where the network has two rules


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to make the network: rule (empty where it has none), least strength a tie must have (None: every tie).

    `m` ties are left; `tau_b` compares the measure with its values in the network as it is, None where undefined.
    """

    rule: str
    least: float | None
    m: int
    tau_b: float | None


@dataclass(frozen=True, slots=True)
class NodeRange:
    """A node's rank in each setting, None where undefined or where no tie is left; and the best and worst of them."""

    id: str
    name: str
    label: str
    ranks: tuple[int | None, ...]
    best: int | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class ChangedSettings:
    """Ranks under several settings; the first is the network as it is, and nodes stand in its order."""

    method: Method
    settings: tuple[Setting, ...]
    items: tuple[NodeRange, ...]
    warnings: tuple[str, ...] = ()


@checked
def changed_settings(
    projection: Projection,
    *,
    measure: Scorer,
    affiliations: Projection | None = None,
    rule: Rule = "count",
    thresholds: Sequence[float] = (2, 3),
    actors_only: bool = False,
    progress: Progress | None = None,
) -> ChangedSettings:
    """The measure under every rule and threshold, and how far each agrees with the network as it is.

    With `affiliations`, the two-mode network behind a one-mode one, both rules are tried and a threshold is a number of
    shared activities, whatever the rule; without, it is a strength. Nodes stay, without ties if need be.
    `actors_only`: of a two-mode network the actors alone are ranked and compared, as where activities are drawn.
    Agreement is Kendall's τ_b (1945, *Biometrika* 33(3)). Raises `InvalidInput` for too many thresholds.
    """
    if len(thresholds) > MOST_THRESHOLDS:
        raise InvalidInput(
            f"thresholds names {len(thresholds)} numbers.",
            next_step=f"Name at most {MOST_THRESHOLDS}.",
            field="thresholds",
        )
    least = [None, *sorted({float(one) for one in thresholds})]
    total = len(least) * (1 if affiliations is None else len(RULES))
    base = measure(projection)
    ranked = np.flatnonzero(projection.actors) if actors_only else np.arange(projection.n)
    observed = base.array[ranked]
    settings: list[Setting] = []
    ranks: list[Int32] = []
    token = REPEATS.set(total)
    try:
        for rule_of, lowest, network in _networks(projection, affiliations, rule, least):
            values = observed if network is projection else measure(network).array[ranked]
            settings.append(Setting(rule_of, lowest, network.m, kendall_tau_b(observed, values)))
            tells = network is projection or network.m > 0  # else all are equally far from any tie, which is no rank
            ranks.append(competition_ranks(values if tells else np.full(len(ranked), np.nan)))
            if progress is not None:
                progress(len(settings), total)
    finally:
        REPEATS.reset(token)
    table = np.array(ranks)
    items = []
    for at in np.lexsort((ranked, np.where(table[0] > 0, table[0], projection.n + 1))).tolist():
        node, mine = projection.nodes[int(ranked[at])], [int(one) or None for one in table[:, at]]
        known = [one for one in mine if one is not None]
        items.append(
            NodeRange(node.id, node.name, node.label, tuple(mine), min(known, default=None), max(known, default=None))
        )
    method = _method(base.method, affiliations is not None, actors_only)
    return ChangedSettings(method, tuple(settings), tuple(items), _warnings(settings))


def _warnings(settings: Sequence[Setting]) -> tuple[str, ...]:
    """Which settings leave no ties, and which say nothing of the agreement for another reason."""
    empty = [_called(one) for one in settings if not one.m]
    alike = [_called(one) for one in settings[1:] if one.m and one.tau_b is None]
    said = []
    if empty:
        said.append(f"No tie is left {' and '.join(empty)}: ranks tell nothing there, and agreement is undefined.")
    if alike:
        said.append(f"Agreement is undefined {' and '.join(alike)}: fewer than two nodes have different values.")
    return tuple(said)


def _called(setting: Setting) -> str:
    least = "in the network as it is" if setting.least is None else f"with a threshold of {bound(setting.least)}"
    return f"{least} by the rule {setting.rule}" if setting.rule else least


def _networks(
    projection: Projection, affiliations: Projection | None, rule: Rule, least: Sequence[float | None]
) -> Iterator[tuple[str, float | None, Projection]]:
    """Rule, threshold and network, the network as it is first."""
    if affiliations is None:
        for lowest in least:
            if lowest is None:
                yield "", None, projection
                continue
            ends = projection.edge_source, projection.edge_target
            yield "", lowest, with_edges(projection, *ends, projection.strength, projection.strength >= lowest)
        return
    pairs = affiliations_of(affiliations, projection)
    shared = pairs.strengths("count")
    for rule_of in sorted(RULES, key=lambda one: one != rule):
        strength = pairs.strengths(rule_of)
        for lowest in least:
            if lowest is None and rule_of == rule:
                yield rule_of, None, projection
                continue
            kept = shared >= (1 if lowest is None else lowest)
            yield rule_of, lowest, with_edges(projection, pairs.source, pairs.target, strength, kept)


def _method(of: Method, of_activities: bool, actors_only: bool) -> Method:
    threshold = "number of shared activities, whatever the rule" if of_activities else "strength of a tie"
    rules = "count and newman (each shared activity counts 1/(participants − 1))" if of_activities else "as the view is"
    return Method(
        name=f"{of.name} under changed settings",
        formula="τ_b = (C − D) / √((P − T₁)(P − T₂))",
        reference="Kendall (1945), Biometrika 33(3): 239–251; Newman (2001), Physical Review E 64: 016132",
        definitions={
            "measure": f"{of.name}: {of.formula} ({of.reference})",
            "threshold": f"ties below it are left out: {threshold}",
            "rules": rules,
            "agreement": "τ_b of the values with those of the network as it is, over nodes with both values",
            "nodes": "all stay, without ties if need be"
            + ("; actors alone are ranked and compared" if actors_only else ""),
            "ranks": "1, 2, 2, 4; none where no tie is left",
        },
    )
