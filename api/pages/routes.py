"""The page of routes: how one entity could reach another, hop by hop, with what stands behind each hop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from fastapi import Request, Response

from api.answers import connections
from api.answers.shapes import Json, address, citation
from api.explorer import Explorer
from api.pages.crossings import fewer_crossings
from api.pages.examples import REGIONS, ROUTE, named
from api.pages.layout import curve
from api.pages.lookup import Choice, Fault, chosen, fault_of, not_clear
from api.pages.memory import explorer_of
from api.pages.render import given, page, query_of
from api.pages.words import in_lines, plural
from graph.errors import ExplorerError, NotFound
from graph.views import LEVELS, VIEWS, checked_parameters

DEFAULT_VIEW = "participation"
PICTURE_WIDTH, BOX_WIDTH, NODE_ROW = 1230, 196, 62
LEVEL_OF = {"Country": "country", "Region": "region", "Organisation": "organisation", "Cluster": "organisation"}


def asked_parameters(request: Request) -> tuple[str, dict[str, str]]:
    """The view asked for and its parameters, as far as the view takes them. Raises `UnknownName`."""
    asked = query_of(request, "view", "level", "nuts_level", "projection")
    view = asked.pop("view") or DEFAULT_VIEW
    checked_parameters(view, {})
    parameters = given({name: value for name, value in asked.items() if name in VIEWS[view].parameters})
    if parameters.get("level", "region") != "region":
        parameters.pop("nuts_level", None)
    return view, parameters


def two_ends(explorer: Explorer, request: Request, view: str, parameters: Mapping[str, str]) -> tuple[Choice, Choice]:
    """What the two fields of a form mean; at a level, places and actors of that level are preferred."""
    asked = query_of(request, "source", "target")
    level = parameters.get("level", "country" if "level" in VIEWS[view].parameters else "")
    labels = tuple(label for label, at in LEVEL_OF.items() if at == level)
    return chosen(explorer, asked["source"], labels), chosen(explorer, asked["target"], labels)


def paths_page(request: Request) -> Response:
    """The form, and the answer where both ends are given and clear."""
    explorer = explorer_of(request)
    view, parameters = asked_parameters(request)
    source, target = two_ends(explorer, request, view, parameters)
    fault, answer = None, None
    if source.text and target.text:
        fault = next(
            (not_clear(end, name) for end, name in ((source, "source"), (target, "target")) if end.picked is None), None
        )
        if fault is None:
            try:
                answer = connections.paths(explorer, view, source.id, target.id, parameters)
            except NotFound as error:
                fault = fault_of(error, 404)
            except ExplorerError as error:
                fault = fault_of(error)
    graph = explorer.networks.projection(view, parameters)
    result = answer["result"] if answer else None
    return page(
        request,
        "paths.html",
        title=f"{result['source']['name']} to {result['target']['name']}" if result else "Routes",
        status=fault.status if fault else 200,
        view=view,
        views=VIEWS,
        takes=VIEWS[view].parameters,
        levels=LEVELS,
        parameters=parameters,
        level=graph.parameters.get("level", ""),
        source=source,
        target=target,
        fault=fault,
        answer=answer,
        result=result,
        finding=_finding(result) if result else [],
        overview=_overview(result["paths"]) if result and len(result["paths"]) > 1 else None,
        steps=_further(view, parameters, result),
        cite=_cited(explorer, answer) if answer else "",
        options=[{"id": node.id, "label": node.label, "name": node.name} for node in graph.nodes],
        examples=[named(explorer, ROUTE), named(explorer, REGIONS)],
        choose=choose_links("/paths", view, parameters, source, target, fault),
        graph_version=graph.graph_version,
    )


def choose_links(
    path: str, view: str, parameters: Mapping[str, str], source: Choice, target: Choice, fault: Fault | None
) -> list[dict[str, Any]]:
    """Where a text fits several entities: each with the address that means it."""
    if fault is None or not fault.near:
        return []
    ends = {"source": source.id, "target": target.id}
    return [
        {
            "id": one.id,
            "label": one.label,
            "name": one.name,
            "link": address(path, view=view, **{**ends, fault.name: one.id}, **parameters),
        }
        for one in fault.near
    ]


def _finding(result: Json) -> list[tuple[str, str]]:
    source, target = result["source"]["name"], result["target"]["name"]
    if not result["paths"]:
        if result["source"]["id"] == result["target"]["id"]:
            return [("Source and target are the same", ".")]
        some = " Between the places that contain the two there is one, below." if result["reachable_ancestors"] else ""
        return [
            (
                f"No route is known from {source} to {target} at this level",
                f". That is what the loaded statements say, not that there is none.{some}",
            )
        ]
    if result["length"] == 0:
        return [("Source and target are the same", ".")]
    through = result["paths"][0]["nodes"][1:-1]
    everywhere = [
        node for node in through if all(node["id"] in {n["id"] for n in path["nodes"]} for path in result["paths"])
    ]
    ways = "one shortest route" if result["total"] == 1 else plural(result["total"], "shortest route")
    sentences = [(f"{source} is {plural(result['length'], 'hop')} from {target}", f", by {ways}.")]
    if everywhere and result["total"] > 1 and not result["truncated"]:
        actors = [node for node in everywhere if node["label"] in LEVEL_OF]
        names = [node["name"] for node in actors or everywhere]
        sentences.append((f"All of them pass {' and '.join(names)}", "."))
    return sentences


def _overview(paths: Sequence[Json]) -> dict[str, Any]:
    """All shortest routes at a glance: columns by hop, each node once, few crossings."""
    nodes: dict[str, Json] = {}
    layers: list[list[str]] = [[] for _ in paths[0]["nodes"]]
    pairs: dict[tuple[str, str], int] = {}
    for path in paths:
        ids = [node["id"] for node in path["nodes"]]
        for hop, node in enumerate(path["nodes"]):
            nodes[node["id"]] = node
            if node["id"] not in layers[hop]:
                layers[hop].append(node["id"])
        for pair in pairwise(ids):
            pairs[pair] = pairs.get(pair, 0) + 1
    column = {node: str(number) for number, layer in enumerate(layers) for node in layer}
    rows = fewer_crossings(layers, [(str(number),) for number in range(len(layers))], column, list(pairs))
    tallest = max(len(row) for row in rows)
    width = max(PICTURE_WIDTH, (BOX_WIDTH + 34) * len(rows))
    gap = (width - BOX_WIDTH - 4) / max(len(rows) - 1, 1)
    at = {
        node: (
            round(BOX_WIDTH / 2 + 2 + column * gap, 1),
            round(((tallest - len(row)) / 2 + place + 0.5) * NODE_ROW, 1),
        )
        for column, row in enumerate(rows)
        for place, node in enumerate(row)
    }
    return {
        "width": round(width),
        "height": tallest * NODE_ROW,
        "box": BOX_WIDTH,
        "nodes": [
            {**nodes[node], "x": x, "y": y, "lines": in_lines(nodes[node]["name"], 24)} for node, (x, y) in at.items()
        ],
        "ties": [{"d": curve(at[one], at[other]), "width": min(count, 3)} for (one, other), count in pairs.items()],
    }


def _further(view: str, parameters: Mapping[str, str], result: Json | None) -> list[tuple[str, str]]:
    if not result:
        return []
    ends = {"source": result["source"]["id"], "target": result["target"]["id"]}
    back = {"source": ends["target"], "target": ends["source"]}
    return [
        ("Who could bridge the two", address("/bridging", view=view, **ends, **parameters)),
        ("The way back", address("/paths", view=view, **back, **parameters)),
    ]


def _cited(explorer: Explorer, answer: Json) -> str:
    result = answer["result"]
    return citation(
        explorer, f"Routes from {result['source']['name']} to {result['target']['name']}", answer["links"]["page"]
    )
