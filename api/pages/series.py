"""`/networks/{view}/series`: a measure of nodes over programming periods or years."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from api.answers import series as answers
from api.answers.shapes import Json, citation
from api.pages.emptiness import empty_page, period_of
from api.pages.measure_choices import GROUPS, RENAMED, asked_measure
from api.pages.network_frame import Frame, asked_network, options_of
from api.pages.plots import lines
from api.pages.render import page, query_of, whole
from api.pages.words import joined, number, plural
from graph.views.periods import UNDATED

LINES = 8  # as many as there are colours and signs; the table has more
ROWS = 25  # nodes in the table; the download has all
LOOKED_AT = 1_000  # nodes among which the first of each period is looked for
NAMED = 300  # undated statements that are named
WAYS = {"programme": "programming periods", "year": "years"}


def series_page(request: Request, view: str) -> Response:
    """Values by period as lines and as a table, with the size of each period's network and what has no date."""
    frame = asked_network(request, view, "series")
    chosen, choices = asked_measure(request, default="degree", renamed=RENAMED)
    asked = query_of(request, "by", "periods", "nodes")
    offset = whole(request, "offset")
    if not frame.graph.n and period_of(frame.graph):
        return empty_page(request, frame, "How it changed over time")
    answer = answers.series(
        frame.explorer,
        view,
        chosen.name,
        frame.parameters,
        choices,
        by=asked["by"],
        periods=asked["periods"],
        nodes=asked["nodes"],
        limit=max(LOOKED_AT, offset + ROWS),
    )
    items, periods = answer["result"]["items"], answer["result"]["periods"]
    own = {RENAMED.get(name, name): value for name, value in choices.items()}
    drawn = [one for one in items[:LINES] if any(value["value"] is not None for value in one["values"])]
    values = [(one["name"], [value["value"] for value in one["values"]]) for one in drawn]
    undated = _undated(frame, periods)
    page_of = {**answer["result"], "items": items[offset : offset + ROWS], "limit": ROWS}
    page_of["truncated"] = offset + ROWS < page_of["total"]
    return page(
        request,
        "series.html",
        title=f"Over time: {frame.context()['network_title']}",
        **frame.context(),
        answer=answer,
        table=page_of,
        offset=offset,
        periods=periods,
        plot=lines(values, [one["name"].replace("-", "–") for one in periods]),
        groups=GROUPS,
        measure=chosen,
        choices=choices,
        own=own,
        renamed=RENAMED,
        by=asked["by"] or "programme",
        ways=WAYS,
        own_periods=asked["periods"],
        nodes=asked["nodes"],
        options=options_of(frame.graph),
        undated=undated[:NAMED],
        undated_total=len(undated),
        finding=_finding(items, periods, chosen.name),
        cite=citation(frame.explorer, f"{chosen.name} by period in the network {view}", answer["links"]["page"]),
    )


def _undated(frame: Frame, periods: list[Json]) -> list[Any]:
    """The statements that have no date and so no place in any period; empty where they were asked to be in all."""
    if frame.parameters.get("undated") == "include" or not periods:
        return []
    within = {**frame.parameters, "from": periods[0]["from"], "to": periods[0]["to"]}
    graph = frame.explorer.networks.projection(frame.view, within)
    return [one for one in graph.left_out if one.reason == UNDATED]


def _finding(items: list[Json], periods: list[Json], measure: str) -> list[tuple[str, str]]:
    """Who stands first in each period that has anything."""
    said = []
    for place, period in enumerate(periods):
        first = [one for one in items if one["values"][place]["rank"] == 1]
        if first and first[0]["values"][place]["value"]:
            names = joined([one["name"] for one in first], most=3)
            said.append((names, number(first[0]["values"][place]["value"]), period["name"].replace("-", "–")))
    if not said:
        return [("Nothing here has a date", ": no period holds a value. What is undated is named below.")]
    name, value, period = said[-1]
    verb = "have" if " and " in name else "has"
    sentences = [(f"{name} {verb} the highest {measure} of {period}", f", {value}.")]
    before = [f"{who} in {when} ({what})" for who, what, when in said[:-1]]
    if before:
        sentences.append(("", f"Before it: {joined(before[::-1], most=3)}."))
    empty = [one["name"] for one in periods if not one["n"]]
    if empty:
        sentences.append(("", f"{plural(len(empty), 'other period has', 'other periods have')} no dated tie."))
    return sentences
