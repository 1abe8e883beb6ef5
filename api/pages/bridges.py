"""Two pages on pairs: who could bridge two actors, and who takes part in several activities."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from api.answers import connections, participants
from api.answers.shapes import Json, address, citation
from api.pages.examples import COMMON, ROUTE, named
from api.pages.lookup import answer_between, chosen, fault_of, not_clear
from api.pages.memory import explorer_of
from api.pages.render import given, page, query_of
from api.pages.routes import asked_parameters, choose_links, two_ends
from api.pages.words import joined, plural, share, spelt
from graph.errors import ExplorerError, NotFound, UnknownName
from graph.views import LEVELS

ACTIVITIES = ("Project", "Partnership", "Pilot", "DemoCase", "GoodPractice")


def bridging_page(request: Request) -> Response:
    """Actors on the shortest routes between two, with what they share with each side."""
    explorer = explorer_of(request)
    view, parameters = asked_parameters(request)
    source, target = two_ends(explorer, request, view, parameters)
    answer, fault = answer_between(
        source, target, lambda: connections.bridging(explorer, view, source.id, target.id, parameters)
    )
    graph = explorer.networks.projection(view, parameters)
    result = answer["result"] if answer else None
    return page(
        request,
        "bridging.html",
        title=f"Bridging {result['source']['name']} and {result['target']['name']}" if result else "Bridging partners",
        status=fault.status if fault else 200,
        view=view,
        views=explorer.networks.views(),
        takes=explorer.networks.view(view).parameters,
        levels=LEVELS,
        parameters=parameters,
        level=graph.parameters.get("level", ""),
        source=source,
        target=target,
        fault=fault,
        answer=answer,
        result=result,
        finding=_bridging_finding(result) if result else [],
        cite=citation(
            explorer,
            f"Bridging partners of {result['source']['name']} and {result['target']['name']}",
            answer["links"]["page"],
        )
        if result and answer
        else "",
        options=[{"id": node.id, "label": node.label, "name": node.name} for node in graph.nodes],
        example=named(explorer, ROUTE),
        choose=choose_links("/bridging", view, parameters, source, target, fault),
        graph_version=graph.graph_version,
    )


def _bridging_finding(result: Json) -> list[tuple[str, str]]:
    one, other = result["source"]["name"], result["target"]["name"]
    if result["shared"]:
        names = joined([thing["name"] for thing in result["shared"]], most=3)
        return [(f"{one} and {other} already take part together", f" in {names}: nobody needs to bridge them.")]
    if result["distance"] is None:
        return [(f"No route joins {one} and {other} at this level", ". Unknown ties are not shown as missing ones.")]
    items = result["items"]
    if not items:
        return [(f"Nobody stands between {one} and {other}", ": they are tied directly, or are the same.")]
    best = [item for item in items if item["rank"] == 1]
    names = joined([item["name"] for item in best], most=3)
    every = best[0]["score"] == 1
    part = "every shortest route passes" if every else f"{share(best[0]['score'])} of the shortest routes pass"
    routes = plural(result["routes"], "route")
    head = f"{names} could bridge {one} and {other}"
    return [
        (
            head,
            f": {part} {'them' if len(best) > 1 else 'it'} ({routes} of {plural(result['distance'], 'hop')}).",
        )
    ]


def common_page(request: Request) -> Response:
    """Who takes part in all of two or more activities."""
    explorer = explorer_of(request)
    asked = query_of(request, "ids", "a", "b", "level", "nuts_level")
    texts = [
        text.strip()
        for text in (asked["ids"] or ",".join(given({"a": asked["a"], "b": asked["b"]}).values())).split(",")
        if text.strip()
    ]
    picks = [chosen(explorer, text, ACTIVITIES) for text in texts]
    level = asked["level"] or "country"
    fault, found, choose = None, None, []
    if level not in LEVELS:
        raise UnknownName("level", level, LEVELS, field="level")
    unclear = next((place for place, pick in enumerate(picks) if pick.picked is None), None)
    if unclear is not None:
        fault = not_clear(picks[unclear], "ids")
        ids = [pick.id for pick in picks]
        choose = [
            {
                "id": one.id, "label": one.label, "name": one.name,
                "link": address("/common", ids=",".join([*ids[:unclear], one.id, *ids[unclear + 1 :]]), level=level),
            }
            for one in fault.near
        ]  # fmt: skip
    elif len(picks) > 1:
        try:
            nuts = asked["nuts_level"] if level == "region" else ""
            found = participants.common(
                explorer, [pick.id for pick in picks], level, nuts, limit=explorer.settings.valuechain_max_limit
            )
        except NotFound as error:
            fault = fault_of(error, 404)
        except ExplorerError as error:
            fault = fault_of(error)
    graph = explorer.networks.projection("participation", {"level": level})
    activities = sorted({edge.target for edge in graph.edges})
    return page(
        request,
        "common.html",
        title=f"Common to {joined([one['name'] for one in found['activities']], most=3)}"
        if found
        else "Common participants",
        status=fault.status if fault else 200,
        picks=picks,
        level=level,
        nuts_level=asked["nuts_level"],
        levels=LEVELS,
        fault=fault,
        choose=choose,
        found=found,
        example=named(explorer, COMMON),
        venn=_venn(found) if found else None,
        finding=_common_finding(found) if found else [],
        cite=citation(
            explorer,
            f"Common participants of {joined([one['name'] for one in found['activities']])}",
            address("/common", **found["parameters"]),
        )
        if found
        else "",
        options=[
            {"id": one, "label": explorer.snapshot().names[one].label, "name": explorer.snapshot().names.name(one)}
            for one in activities
        ],
        graph_version=graph.graph_version,
    )


def _common_finding(found: Json) -> list[tuple[str, str]]:
    names = joined([one["name"] for one in found["activities"]])
    together = "both" if len(found["activities"]) == 2 else "all of"
    level = found["parameters"].get("level", "country")
    noun = {"country": ("country", "countries"), "region": ("region", "regions")}.get(
        level, ("organisation", "organisations")
    )
    if not found["total"]:
        return [
            (
                f"No {noun[0]} is known to take part in {together} {names}",
                ".",
            )
        ]
    who = joined([one["name"] for one in found["items"]], most=8)
    return [
        (
            f"{who} took part in {'both' if len(found['activities']) == 2 else 'all of'} {names}",
            f": {spelt(found['total'])} {noun[found['total'] != 1]}.",
        )
    ]


def _venn(found: Json) -> dict[str, Any] | None:
    """Two overlapping circles with how many stand in each part; only for two activities."""
    if len(found["activities"]) != 2:
        return None
    one, other = found["activities"]
    return {
        "one": one["name"], "other": other["name"], "both": found["total"],
        "only_one": one["participants"] - found["total"], "only_other": other["participants"] - found["total"],
    }  # fmt: skip
