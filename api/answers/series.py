"""`/networks/{view}/series`: a measure in the networks of several periods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from api.answers.computing import computed
from api.answers.nodes import named_in
from api.answers.scoring import Repeated
from api.answers.shapes import API, Json, address, analysis, listing, page_of
from api.answers.stating import method_of
from api.explorer import Explorer
from graph.analytics.executor import Progress
from graph.analytics.measures import measure as measure_of
from graph.analytics.series import PROGRAMMING_PERIODS, NodeSeries, PeriodTotals, Series
from graph.analytics.series import series as series_of
from graph.errors import InvalidInput, NotFound, UnknownName
from graph.projection import Projection
from graph.views import CACHED_PROJECTIONS
from graph.views.periods import UNDATED, Period, checked_period

WAYS = ("programme", "year")
MOST_PERIODS = CACHED_PROJECTIONS - 1  # their networks are kept side by side, and one more that counts what is undated
_SPAN = re.compile(r"(\d{4})(?:[-–](\d{4}))?", re.ASCII)
Span = tuple[str, str, str]  # name, from, to


def series(
    explorer: Explorer,
    view: str,
    measure: str,
    parameters: Mapping[str, str],
    choices: Mapping[str, str],
    *,
    by: str = "",
    periods: str = "",
    nodes: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """A measure by period: `by` programming period (default) or year, or the `periods` named; of all nodes or some."""
    chosen = measure_of(measure)
    measure = chosen.name
    values = chosen.read(choices)
    explorer.networks.view(view)  # an unknown view is said before anything else
    spans = asked_spans(by, periods, parameters)
    graphs, undated = _networks(explorer, view, parameters, spans)
    wanted = _wanted(nodes, graphs, view)
    key = {**values, "periods": " ".join(name for name, _, _ in spans)}
    unkept = (graph for graph in graphs if not explorer.networks.keeps(graph))

    def work(progress: Progress | None) -> Series:
        repeated = Repeated(chosen, values, progress, len(spans))
        named = [(name, graph) for (name, _, _), graph in zip(spans, graphs, strict=True)]
        return series_of(named, measure=repeated.score, undated=[undated] * len(spans), progress=repeated.told)

    found = computed(
        explorer,
        next(unkept, graphs[0]),
        f"series of {measure}",
        key,
        work,
        steps=sum(chosen.steps(graph, values) for graph in graphs),
    )
    items = [item for item in found.items if wanted is None or item.id in wanted]
    given = {
        **{name: value for name, value in graphs[0].parameters.items() if name not in ("from", "to")},
        **{name: parameters[name] for name in ("from", "to") if parameters.get(name) and not periods},
        "measure": measure,
        **_query(choices),
        **({"periods": periods} if periods else {"by": by or "programme"}),
        **({"nodes": nodes} if nodes else {}),
    }
    path = f"{API}/networks/{view}/series"
    rows = [_item(item, spans) for item in page_of(items, limit, offset)]
    result = listing(rows, total=len(items), limit=limit, offset=offset, path=path, parameters=given)
    warnings = list(found.warnings)
    if undated:
        kept = "are in every period" if parameters.get("undated") == "include" else "are in no period"
        warnings.append(f"Statements without a date {kept}: {undated}.")
    return analysis(
        explorer,
        sources={source for graph in graphs for source in graph.source_ids},
        result={**result, "periods": [_period(one, span) for one, span in zip(found.periods, spans, strict=True)]},
        method=method_of(found.method),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=warnings,
        path=path,
        page=address(f"/networks/{view}/series", **given),
        in_path=frozenset(),
    )


def table(answer: Json) -> list[Json]:
    """The long format: one row a node and period."""
    return [
        {
            "period": value["period"],
            "id": item["id"],
            "name": item["name"],
            "value": value["value"],
            "rank": value["rank"],
        }
        for item in answer["result"]["items"]
        for value in item["values"]
    ]


def asked_spans(by: str, periods: str, parameters: Mapping[str, str]) -> list[Span]:
    """The periods asked for, as name, from, to. Raises `InvalidInput` and `UnknownName`."""
    asked = {name: parameters[name] for name in ("from", "to") if parameters.get(name)}
    checked_period(asked)
    if periods:
        if by or asked:
            raise InvalidInput(
                "periods says all: by, from and to do not go with it.",
                next_step="Use either periods, or by with from and to.",
                field="periods",
            )
        spans = [_span(part.strip()) for part in periods.split(",")]
    elif (by or "programme") == "programme":
        within = Period.of(asked)
        spans = [
            (f"{first}-{last}", str(first), str(last))
            for first, last in PROGRAMMING_PERIODS
            if within is None or within.overlaps(str(first), str(last))
        ]
        if not spans:
            known = ", ".join(f"{first}–{last}" for first, last in PROGRAMMING_PERIODS)
            raise InvalidInput("No programming period overlaps that time.", next_step=f"Known: {known}.", field="from")
    elif by == "year":
        if len(asked) < len(("from", "to")):
            raise InvalidInput("by=year needs the years.", next_step="Add from=2012&to=2020, for example.", field="by")
        years = range(int(asked["from"][:4]), int(asked["to"][:4]) + 1)
        if len(years) > MOST_PERIODS:
            raise _too_many(len(years), "from")
        spans = [(str(year), f"{year:04d}", f"{year:04d}") for year in years]
    else:
        raise UnknownName("way to part time", by, WAYS, field="by")
    if len(spans) > MOST_PERIODS:
        raise _too_many(len(spans), "periods")
    names = [name for name, _, _ in spans]
    if len(set(names)) < len(names):
        raise InvalidInput("A period stands twice in periods.", next_step="Name each once.", field="periods")
    return spans


def _too_many(many: int, field: str) -> InvalidInput:
    return InvalidInput(
        f"{many} periods were asked for, more than {MOST_PERIODS}.",
        next_step=f"Ask for at most {MOST_PERIODS} at a time.",
        field=field,
    )


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise InvalidInput(
            f"'{text[:40]}' is no period.",
            next_step="Name first and last years, or one year: periods=2007-2013,2014-2020.",
            field="periods",
        )
    first, last = match[1], match[2] or match[1]
    try:
        checked_period({"from": first, "to": last})
    except InvalidInput as error:
        raise InvalidInput(error.detail, next_step=error.next_step, field="periods") from None
    return (first if first == last else f"{first}-{last}"), first, last


def _networks(
    explorer: Explorer, view: str, parameters: Mapping[str, str], spans: Sequence[Span]
) -> tuple[list[Projection], int]:
    """The networks of the periods, all of one graph version, and how many statements nobody dated."""
    counting = {name: value for name, value in parameters.items() if name != "undated"}
    while True:
        graphs = explorer.networks.projections(
            view, ({**parameters, "from": first, "to": last} for _, first, last in spans)
        )
        dated = graphs[0]
        if parameters.get("undated") == "include":
            dated = explorer.networks.projection(view, {**counting, "from": spans[0][1], "to": spans[0][2]})
        if len({graph.graph_version for graph in (*graphs, dated)}) == 1:  # else a load ended meanwhile
            return graphs, sum(one.reason == UNDATED for one in dated.left_out)


def _wanted(nodes: str, graphs: Sequence[Projection], view: str) -> set[str] | None:
    """The nodes asked for; None for all. Raises `NotFound` for one that is in no period."""
    ids = named_in(nodes, *graphs, field="nodes")
    for one in ids:
        if not any(one in graph for graph in graphs):
            raise NotFound(
                f"'{one[:200]}' is not a node of the network '{view}' in any of these periods.",
                next_step=f"GET /api/v1/networks/{view} lists its nodes; undated=include keeps what has no date.",
            )
    return set(ids) if ids else None


def _query(choices: Mapping[str, str]) -> dict[str, str]:
    """The measure's own parameters as they stand in the address, where `by` says how time is parted."""
    return {("length" if name == "by" else name): value for name, value in choices.items()}


def _item(of: NodeSeries, spans: Sequence[Span]) -> Json:
    return {
        "id": of.id,
        "name": of.name,
        "label": of.label,
        "values": [
            {"period": name, "value": value, "rank": rank, "present": present}
            for (name, _, _), value, rank, present in zip(spans, of.values, of.ranks, of.present, strict=True)
        ],
    }


def _period(of: PeriodTotals, span: Span) -> Json:
    return {
        "name": of.name,
        "from": span[1],
        "to": span[2],
        "n": of.n,
        "m": of.m,
        "density": of.density,
        "components": of.components,
        "largest_component": of.largest,
        "summary": dict(of.summary),
        "undated": of.undated,
        "warnings": list(of.warnings),
    }
