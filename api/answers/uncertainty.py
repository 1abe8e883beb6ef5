"""`/networks/{view}/uncertainty`: how sure the ranks of a measure are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import cast

from api.answers.computing import STEPS_A_MINUTE, computed
from api.answers.scoring import Repeated
from api.answers.shapes import API, Json, address, listing, page_of
from api.answers.stating import method_of, on_network
from api.explorer import Explorer
from graph.analytics.affiliations import Rule
from graph.analytics.executor import Progress
from graph.analytics.measures import measure as measure_of
from graph.analytics.settings import MOST_THRESHOLDS, ChangedSettings, changed_settings
from graph.analytics.uncertainty import UNITS, RankIntervals, Unit, check_bounds, rank_intervals
from graph.errors import InvalidInput, UnknownName
from graph.projection import Projection
from graph.views.catalogue import affiliations

LONG_MINUTES = 3  # from which on it is said how long it may take
THRESHOLDS = "2,3"  # least strengths tried where none are named


def uncertainty(
    explorer: Explorer,
    view: str,
    measure: str,
    parameters: Mapping[str, str],
    choices: Mapping[str, str],
    *,
    unit: str = "",
    draws: int = 200,
    seed: int = 1,
    confidence: float = 0.9,
    top: int = 5,
    thresholds: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Rank intervals by resampling, and ranks under other rules and thresholds."""
    chosen = measure_of(measure)
    measure = chosen.name
    values = chosen.read(choices)
    thresholds = thresholds or THRESHOLDS
    least = _thresholds(thresholds)
    graph, two_mode = _networks(explorer, view, parameters)
    drawn = _unit(unit, graph, two_mode)
    check_bounds(graph, draws=draws, confidence=confidence, top=top)
    rule = cast("Rule", graph.parameters.get("projection", "count"))
    # as it is, drawn, as it is once more, and in every other setting
    runs = 1 + draws + (1 + len(least)) * (2 if two_mode is not None else 1)
    steps = runs * chosen.steps(graph, values)

    def work(progress: Progress | None) -> tuple[RankIntervals, ChangedSettings]:
        repeated = Repeated(chosen, values, progress, runs)
        intervals = rank_intervals(
            graph,
            measure=repeated.score,
            unit=drawn,
            affiliations=two_mode,
            rule=rule,
            draws=draws,
            seed=seed,
            confidence=confidence,
            top=top,
            progress=repeated.told,
        )
        settings = changed_settings(
            graph,
            measure=repeated.score,
            affiliations=two_mode,
            rule=rule,
            thresholds=least,
            actors_only=drawn == "activities" and len(graph.modes) > 1,
        )
        return intervals, settings

    unkept = two_mode is not None and not explorer.networks.keeps(two_mode)
    asked = {
        "unit": drawn, "draws": draws, "seed": seed, "confidence": confidence, "top": top, "thresholds": thresholds
    }  # fmt: skip
    found, changed = computed(
        explorer,
        two_mode if unkept and two_mode is not None else graph,
        f"uncertainty of {measure}",
        {**values, **asked, "of": view, "projection": rule},
        work,
        steps=steps,
        check=lambda: chosen.check(graph, values),
        advice=_advice(measure, runs, draws, steps / STEPS_A_MINUTE),
    )
    by_setting = {item.id: item for item in changed.items}
    items = [
        {
            "id": item.id,
            "name": item.name,
            "label": item.label,
            "value": item.value,
            "rank": item.rank,
            "rank_low": item.rank_low,
            "rank_high": item.rank_high,
            "value_low": item.value_low,
            "value_high": item.value_high,
            "top_share": item.top_share,
            "draws_defined": item.defined,
            "best_by_settings": by_setting[item.id].best,
            "worst_by_settings": by_setting[item.id].worst,
            "ranks_by_settings": list(by_setting[item.id].ranks),
        }
        for item in page_of(found.items, limit, offset)
    ]
    query = {("length" if name == "by" else name): value for name, value in choices.items()}
    given = {**graph.parameters, "measure": measure, **query, **asked}
    path = f"{API}/networks/{view}/uncertainty"
    result = listing(items, total=len(found.items), limit=limit, offset=offset, path=path, parameters=given)
    settings = [
        {"rule": one.rule or None, "least": one.least, "m": one.m, "tau_b": one.tau_b} for one in changed.settings
    ]
    return on_network(
        explorer,
        graph,
        replace(found, warnings=(*found.warnings, *changed.warnings)),
        result={
            **result,
            "units": found.units,
            "shift": None if found.shift is None else asdict(found.shift),
            "settings": settings,
            "settings_method": method_of(changed.method),
        },
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/uncertainty", **given),
        graphml=True,
        in_path=frozenset(),
    )


def _networks(explorer: Explorer, view: str, parameters: Mapping[str, str]) -> tuple[Projection, Projection | None]:
    """The network, and the two-mode network it is made of where it is; both of one graph version."""
    while True:
        graph = explorer.networks.projection(view, parameters)
        behind = affiliations(view, graph.parameters)
        two_mode = None if behind is None else explorer.networks.projection("participation", behind)
        if two_mode is None or two_mode.graph_version == graph.graph_version:  # else a load ended meanwhile
            return graph, two_mode


def _advice(measure: str, runs: int, draws: int, minutes: float) -> str:
    """How long it may take, said with the job; empty where that is not long."""
    if minutes < LONG_MINUTES:
        return ""
    long = f"{minutes:,.0f} minutes" if minutes < 100 else f"{minutes / 60:,.0f} hours"
    fewer = " Fewer draws take less: draws=20 is the fewest that give a 90 % interval." if draws > 20 else ""
    return f"It computes {measure} {runs:,} times, on as many networks, which may take about {long}.{fewer}"


def _unit(unit: str, graph: Projection, two_mode: Projection | None) -> Unit:
    """What is drawn: activities where the network is made of them. Raises `UnknownName` and `InvalidInput`."""
    of_activities = two_mode is not None or len(graph.modes) > 1
    if unit and unit not in UNITS:
        raise UnknownName("unit", unit, UNITS, field="unit")
    if unit == "activities" and not of_activities:
        raise InvalidInput(
            f"The network '{graph.view}' is not made of activities.", next_step="Use unit=edges.", field="unit"
        )
    if unit:
        return "activities" if unit == "activities" else "edges"
    return "activities" if of_activities else "edges"


def _thresholds(text: str) -> list[float]:
    """The least strengths to try. Raises `InvalidInput` for what is no positive number, or too many."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found: list[float] = []
    for part in parts:
        try:
            value = float(part)
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf"):
            raise InvalidInput(
                f"'{part[:40]}' is no threshold.", next_step="Name numbers above 0: thresholds=2,3.", field="thresholds"
            )
        found.append(value)
    if len(found) > MOST_THRESHOLDS:
        raise InvalidInput(
            f"thresholds names {len(found)} numbers.", next_step=f"Name at most {MOST_THRESHOLDS}.", field="thresholds"
        )
    return found
