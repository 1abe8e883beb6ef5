"""The page of routes: how one entity could reach another, hop by hop, with what stands behind each hop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from fastapi import Request, Response

from api.answers import paths
from api.answers.nodes import node_of
from api.answers.path_choices import METHODS as KINDS
from api.answers.path_choices import MOST_K, Choices
from api.answers.shapes import Json, address, citation
from api.explorer import Explorer
from api.pages.crossings import fewer_crossings
from api.pages.examples import REGIONS, ROUTE, named
from api.pages.layout import curve
from api.pages.lookup import Choice, Fault, answer_between, chosen
from api.pages.memory import explorer_of, remembered
from api.pages.render import given, page, query_of, whole
from api.pages.routes_words import Conditions, conditions, in_words, listed, none_found, offered, ticked
from api.pages.words import in_lines, plural
from graph.analytics.lengths import LENGTHS
from graph.errors import NotFound
from graph.lookups.chains import read_chains
from graph.lookups.names import Named, canonical_id
from graph.projection import Projection
from graph.views import LEVELS

DEFAULT_VIEW = "participation"
METHODS = {
    "shortest": "all shortest routes",
    "k-shortest": "the shortest, and alternatives",
    "widest": "strongest weakest tie",
}
FIELDS = ("method", "by", "k", "avoid", "via", "countries", "max_hops", "stages")  # of the form
TICKED = ("relations", "types")  # of the form, each several times
OTHER_FIELDS = ("without_relations", "without_countries")  # kept from the address
PICTURE_WIDTH, BOX_WIDTH, NODE_ROW = 1230, 196, 62
LEVEL_OF = {"Country": "country", "Region": "region", "Organisation": "organisation", "Cluster": "organisation"}


def asked_parameters(request: Request) -> tuple[str, dict[str, str]]:
    """The view asked for and its parameters, as far as the view takes them. Raises `UnknownName`."""
    asked = query_of(request, "view", "level", "nuts_level", "projection")
    view = asked.pop("view") or DEFAULT_VIEW
    takes = explorer_of(request).networks.view(view).parameters
    parameters = given({name: value for name, value in asked.items() if name in takes})
    if parameters.get("level", "region") != "region":
        parameters.pop("nuts_level", None)
    return view, parameters


def asked_choices(request: Request) -> tuple[Choices, int | None]:
    """The method, the constraints and the most hops asked for; what another method takes is passed over.

    Raises `InvalidInput` for what is no whole number or too large.
    """
    asked = query_of(request, *FIELDS, *OTHER_FIELDS)
    k, max_hops = whole(request, "k", most=MOST_K), whole(request, "max_hops")
    texts = {name: text for name, text in asked.items() if name not in ("k", "max_hops")}
    texts |= {name: ticked(request, name) for name in TICKED}
    if texts["method"] == "widest":
        texts["by"] = ""
    return Choices(**texts, k=k or None if texts["method"] == "k-shortest" else None), max_hops or None


def two_ends(explorer: Explorer, request: Request, view: str, parameters: Mapping[str, str]) -> tuple[Choice, Choice]:
    """What the two fields of a form mean; at a level, places and actors of that level are preferred."""
    asked = query_of(request, "source", "target")
    spec = explorer.networks.view(view)
    if spec.stored:
        graph = explorer.networks.projection(view, parameters)
        return _of_network(explorer, graph, asked["source"]), _of_network(explorer, graph, asked["target"])
    level = parameters.get("level", "country" if "level" in spec.parameters else "")
    labels = tuple(label for label, at in LEVEL_OF.items() if at == level)
    return chosen(explorer, asked["source"], labels), chosen(explorer, asked["target"], labels)


def _of_network(explorer: Explorer, graph: Projection, text: str) -> Choice:
    """What a field means in a loaded network, whose nodes the graph does not know."""
    try:
        node = graph.nodes[graph.place(node_of(explorer, graph, text))]
    except NotFound:
        return Choice(text)
    return Choice(text, Named(node.id, node.label, node.name))


def paths_page(request: Request) -> Response:
    """The form, and the answer where both ends are given and clear."""
    explorer = explorer_of(request)
    view, parameters = asked_parameters(request)
    source, target = two_ends(explorer, request, view, parameters)
    kind = query_of(request, "method")["method"] or KINDS[0]

    def ask() -> Json:
        choices, max_hops = asked_choices(request)
        return paths.paths(explorer, view, source.id, target.id, parameters, max_hops=max_hops, choices=choices)

    answer, fault = answer_between(source, target, ask)
    graph = explorer.networks.projection(view, parameters)
    result = answer["result"] if answer else None
    asked: Conditions = {}
    if result and not result["paths"]:
        asked = conditions(explorer, graph, *asked_choices(request))
    chosen_ones = query_of(request, *FIELDS) | {name: ticked(request, name) for name in TICKED}
    place = "at this level" if "level" in graph.parameters else "in this network"
    warnings = answer["warnings"] if answer else []
    finding = (_finding(result, kind) or none_found(result, asked, warnings, place)) if result else []
    return page(
        request,
        "paths.html",
        title=f"{result['source']['name']} to {result['target']['name']}" if result else "Routes",
        status=fault.status if fault else 200,
        view=view,
        stored=explorer.networks.view(view).stored,
        directed=graph.directed,
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
        finding=finding,
        warnings=in_words(warnings, asked),
        overview=_overview(result["paths"]) if result and _alike(result["paths"]) else None,
        kind=kind,
        chosen=chosen_ones,
        chains=remembered(request, "chains", lambda: read_chains(explorer.store)),
        chain=canonical_id(chosen_ones["stages"]),
        ticks=offered(graph, chosen_ones),
        listed=listed,
        further=given(query_of(request, *OTHER_FIELDS)),
        methods=METHODS,
        lengths=LENGTHS,
        most_k=MOST_K,
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


def _alike(listed: Sequence[Json]) -> bool:
    """Whether there are several routes and all have as many hops, so that they fit one picture."""
    return len(listed) > 1 and len({path["length"] for path in listed}) == 1


def _finding(result: Json, kind: str) -> list[tuple[str, str]]:
    """What the routes are, in sentences; none where there is no route."""
    source, target = result["source"]["name"], result["target"]["name"]
    if not result["paths"]:
        if result["source"]["id"] == result["target"]["id"]:
            return [("Source and target are the same", ".")]
        return []
    if result["length"] == 0:
        return [("Source and target are the same", ".")]
    if kind == "k-shortest":
        routes = plural(len(result["paths"]), "route")
        return [(f"{routes} from {source} to {target}", f", the shortest of {plural(result['length'], 'hop')}.")]
    through = result["paths"][0]["nodes"][1:-1]
    everywhere = [
        node for node in through if all(node["id"] in {n["id"] for n in path["nodes"]} for path in result["paths"])
    ]
    counted = result["total"] if result["total"] is not None else len(result["paths"])
    ways = f"one {kind} route" if counted == 1 else plural(counted, f"{kind} route")
    more = " and more" if result["total"] is None else ""
    sentences = [(f"{source} is {plural(result['length'], 'hop')} from {target}", f", by {ways}{more}.")]
    if everywhere and counted > 1 and not result["truncated"]:
        actors = [node for node in everywhere if node["label"] in LEVEL_OF]
        names = [node["name"] for node in actors or everywhere]
        sentences.append((f"All of them pass {' and '.join(names)}", "."))
    return sentences


def _overview(paths: Sequence[Json]) -> dict[str, Any]:
    """All shortest routes at a glance: columns by hop, each node once a column, few crossings.

    Of shortest routes a node stands in one column; of others, and of staged ones, it may stand in several.
    """
    nodes: dict[str, Json] = {}
    layers: list[list[str]] = [[] for _ in paths[0]["nodes"]]
    pairs: dict[tuple[str, str], int] = {}
    for path in paths:
        stops = [f"{hop} {node['id']}" for hop, node in enumerate(path["nodes"])]
        for hop, (stop, node) in enumerate(zip(stops, path["nodes"], strict=True)):
            nodes[stop] = node
            if stop not in layers[hop]:
                layers[hop].append(stop)
        for pair in pairwise(stops):
            pairs[pair] = pairs.get(pair, 0) + 1
    column = {stop: str(number) for number, layer in enumerate(layers) for stop in layer}
    rows = fewer_crossings(layers, [(str(number),) for number in range(len(layers))], column, list(pairs))
    tallest = max(len(row) for row in rows)
    width = max(PICTURE_WIDTH, (BOX_WIDTH + 34) * len(rows))
    gap = (width - BOX_WIDTH - 4) / max(len(rows) - 1, 1)
    at = {
        stop: (
            round(BOX_WIDTH / 2 + 2 + column * gap, 1),
            round(((tallest - len(row)) / 2 + place + 0.5) * NODE_ROW, 1),
        )
        for column, row in enumerate(rows)
        for place, stop in enumerate(row)
    }
    return {
        "width": round(width),
        "height": tallest * NODE_ROW,
        "box": BOX_WIDTH,
        "nodes": [
            {**nodes[stop], "x": x, "y": y, "lines": in_lines(nodes[stop]["name"], 24)} for stop, (x, y) in at.items()
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
