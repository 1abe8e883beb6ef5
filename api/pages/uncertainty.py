"""`/networks/{view}/uncertainty`: how sure the ranks of a measure are."""

from __future__ import annotations

from fastapi import Request, Response

from api.answers import uncertainty as answers
from api.answers.shapes import Json, citation
from api.pages.emptiness import empty_page
from api.pages.measure_choices import GROUPS, RENAMED, asked_measure, counts_strength
from api.pages.network_frame import asked_network
from api.pages.plots import span
from api.pages.render import page, query_of, whole
from api.pages.words import joined, number, plural, share
from graph.analytics.parameters import Parameter
from graph.analytics.shift import LEAST_SHIFT
from graph.analytics.uncertainty import MOST_DRAWS, UNITS
from graph.errors import InvalidInput

ROWS = 30  # nodes on a page
LOOKED_AT = 1_000  # nodes among which those that could be first are counted
DRAWS, TOP, CONFIDENCE = 200, 5, 0.9
SURE = Parameter("confidence", CONFIDENCE, "share of the draws that an interval holds", (), float, 0.5, 0.999)
MOST_TOP = 1_000  # as over HTTP


def uncertainty_page(request: Request, view: str) -> Response:
    """Rank intervals under resampling as dots with whiskers, and ranks under changed settings, in one table."""
    frame = asked_network(request, view, "uncertainty")
    chosen, choices = asked_measure(request, renamed=RENAMED)
    choices.pop("seed", None)  # seed is that of the draws here
    asked = query_of(request, "unit", "confidence", "thresholds")
    offset = whole(request, "offset")
    draws = _from_one(whole(request, "draws", DRAWS, MOST_DRAWS), "draws")
    seed = whole(request, "seed", 1, 2**31 - 1)
    top = _from_one(whole(request, "top", TOP, MOST_TOP), "top")
    confidence = float(SURE.read(asked["confidence"])) if asked["confidence"] else CONFIDENCE
    answer = answers.uncertainty(
        frame.explorer,
        view,
        chosen.name,
        frame.parameters,
        choices,
        unit=asked["unit"],
        draws=draws,
        seed=seed,
        confidence=confidence,
        top=top,
        thresholds=asked["thresholds"],
        limit=max(LOOKED_AT, offset + ROWS),
    )
    if not frame.graph.n:
        return empty_page(request, frame, "How sure is the ranking?")
    used = answer["parameters"]
    result, items = answer["result"], answer["result"]["items"]
    rows = items[offset : offset + ROWS]
    last = max((one["rank_high"] or one["rank"] or 1 for one in rows), default=1)
    table = {**result, "items": rows, "limit": ROWS, "truncated": offset + ROWS < result["total"]}
    return page(
        request,
        "uncertainty.html",
        title=f"How sure: {frame.context()['network_title']}",
        **frame.context(),
        answer=answer,
        table=table,
        rows=[{**one, "span": _span(one, last)} for one in rows],
        last=last,
        offset=offset,
        shift=_shift_said(result["shift"], chosen.name, used["unit"]),
        settings=[{**one, "said": setting_said(one)} for one in result["settings"]],
        rules_alone=not counts_strength(chosen, choices) and any(one["rule"] for one in result["settings"]),
        groups=GROUPS,
        measure=chosen,
        choices=choices,
        own={RENAMED.get(name, name): value for name, value in choices.items()},
        renamed=RENAMED,
        asked={
            "unit": used["unit"],
            "draws": draws,
            "seed": seed,
            "confidence": confidence,
            "top": top,
            "thresholds": used["thresholds"],
        },
        units=[unit for unit in UNITS if unit == "edges" or used["unit"] == "activities" or asked["unit"]],
        finding=_finding(items, result, draws, confidence),
        cite=citation(
            frame.explorer, f"Rank intervals of {chosen.name} in the network {view}", answer["links"]["page"]
        ),
    )


def _from_one(value: int, field: str) -> int:
    if value < 1:
        raise InvalidInput(f"{field} is '{value}'.", next_step="Use a whole number from 1.", field=field)
    return value


def _span(item: Json, last: int) -> object:
    if item["rank"] is None or item["rank_low"] is None or item["rank_high"] is None:
        return None
    return span(item["rank_low"], item["rank"], item["rank_high"], 1, max(last, 2))


def _shift_said(shift: Json | None, measure: str, unit: str) -> str:
    """How far the draws are off in the mean, beside the intervals of values; empty where they are not."""
    if shift is None:
        return ""
    held = f"A draw holds on average {share(shift['units'])} of the different {unit}"
    if shift["values"] is None:
        return f"{held}, which shifts {measure}: compare ranks, not values."
    if abs(shift["values"]) < LEAST_SHIFT:
        return f"{held}, and {measure} is as large as in the network all the same."
    way = "lower" if shift["values"] < 0 else "higher"
    return f"{held}, and {measure} is {share(abs(shift['values']))} {way} there: compare ranks, not values."


def setting_said(setting: Json) -> str:
    """A changed setting in words: 'count, from 2', 'newman, every tie'."""
    least = "every tie" if setting["least"] is None else f"from {number(float(setting['least']))}"
    return f"{setting['rule']}, {least}" if setting["rule"] else least


def _finding(items: list[Json], result: Json, draws: int, confidence: float) -> list[tuple[str, str]]:
    known = [one for one in items if one["rank_low"] is not None and one["rank"] is not None]
    if not known and any(one["rank"] is not None and one["draws_defined"] for one in items):
        return [(f"{plural(draws, 'draw holds', 'draws hold')} no interval of {share(confidence)}", ": ask for more.")]
    if not known:
        return [("No rank is defined here", ": there is nothing to be sure of.")]
    first = [one for one in known if one["rank"] == 1]
    names = joined([one["name"] for one in first], most=3)
    low, high = min(one["rank_low"] for one in first), max(one["rank_high"] for one in first)
    stays = "always first" if low == high == 1 else f"between rank {low} and {high}"
    verb = "ranks" if len(first) == 1 else "rank"
    said = [(f"{names} {verb} first, and in {share(confidence)} of {plural(draws, 'draw')} {stays}", ".")]
    rivals = [one for one in known if one["rank"] != 1 and one["rank_low"] == 1]
    if rivals:
        them = joined([one["name"] for one in rivals], most=3)
        reach = "their intervals reach" if len(rivals) > 1 else "its interval reaches"
        said.append(("", f"{them} could be first as well: {reach} rank 1."))
    else:
        said.append(("", "No other’s interval reaches rank 1."))
    taus = [one["tau_b"] for one in result["settings"] if one["tau_b"] is not None]
    if taus:
        said.append(("", f"Under changed settings the ranking agrees by τ {number(round(min(taus), 2))} at the least."))
    return said
