"""The network pages: the views there are, and one view as a picture, a ranking, its weak points and lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.answers import networks
from api.answers.shapes import Json, address, citation
from api.explorer import Explorer
from api.pages.memory import explorer_of, remembered
from api.pages.pictures import picture
from api.pages.render import given, page, query_of
from api.pages.words import joined, plural, share, spelt
from graph.analytics.measures import MEASURES, measure
from graph.lookups.names import canonical_id
from graph.projection import Projection
from graph.views import LEVELS, RULES
from graph.views.periods import PERIOD_PARAMETERS

RANKED = 15  # rows of the ranking on the page; the download has all
TIES = 200  # rows of the list of ties on the page
IN_VIEW = ("level", "nuts_level", "projection", *PERIOD_PARAMETERS)
WITH = 6  # names that stand behind an activity in the ego view


def networks_page(request: Request) -> Response:
    """The network views with their size."""
    explorer = explorer_of(request)
    views = []
    for view in networks.views(explorer)["items"]:
        graph = explorer.networks.projection(view["id"], {})
        drawn = _drawn(request, explorer, graph) if graph.n else None
        views.append({**view, "n": graph.n, "m": graph.m, "picture": drawn})
    return page(
        request, "networks.html", title="Networks", views=views, graph_version=explorer.snapshot().graph_version
    )


def network_page(request: Request, view: str) -> Response:
    """One network. Raises `UnknownName` for a view, level or measure that is not there, which becomes a page."""
    explorer = explorer_of(request)
    asked = query_of(request, *IN_VIEW, "measure", "focus")
    chosen = asked["measure"] or "betweenness"
    measure(chosen)
    takes = explorer.networks.view(view).parameters  # an unknown view is said before anything else
    parameters = given({name: asked[name] for name in IN_VIEW if name in takes})
    if parameters.get("level", "region") != "region":
        parameters.pop("nuts_level", None)
    if not ("from" in parameters or "to" in parameters):
        parameters.pop("undated", None)  # the form sends it whether or not a period is asked for
    graph = explorer.networks.projection(view, parameters)
    answer = networks.network(explorer, view, parameters, limit=TIES)
    ranking = networks.centrality(explorer, view, chosen, parameters, limit=max(graph.n, 1))
    weak = networks.articulation(explorer, view, parameters)
    components = networks.components(explorer, view, parameters)["result"]
    items = ranking["result"]["items"]
    focus = canonical_id(asked["focus"])
    focus = asked["focus"] if asked["focus"] in graph else focus
    in_it = focus in graph
    names = explorer.snapshot().names
    ego_of = focus if in_it else (items[0]["id"] if items else "")
    return page(
        request,
        "network.html",
        title=answer["title"],
        view=view,
        network=answer,
        parameters=parameters,
        takes=takes,
        levels=LEVELS,
        rules=RULES,
        measures=MEASURES,
        measure=chosen,
        picture=_drawn(request, explorer, graph),
        ranking=ranking,
        ranked=items[:RANKED],
        highest=max((item["value"] or 0 for item in items), default=0),
        weak=weak,
        components=components,
        ego=_ego(graph, ego_of) if ego_of else None,
        focus=focus if in_it else "",
        picked=graph.nodes[graph.place(focus)] if in_it else None,
        not_in=names.name(focus) if focus and not in_it else "",
        finding=_finding(graph, items, chosen, weak["result"], components),
        names={node.id: node.name for node in graph.nodes},
        options=[{"id": node.id, "label": node.label, "name": node.name} for node in graph.nodes],
        all_nodes=sorted(graph.nodes, key=lambda node: (node.label, node.name, node.id)),
        cite=citation(explorer, answer["title"], address(f"/networks/{view}", **parameters)),
        graph_version=graph.graph_version,
    )


def _drawn(request: Request, explorer: Explorer, graph: Projection) -> dict[str, Any]:
    key = ("picture", graph.view, *sorted(graph.parameters.items()))
    return remembered(request, key, lambda: picture(explorer, graph))


def _finding(
    graph: Projection, items: Sequence[Json], chosen: str, weak: Json, components: Json
) -> list[tuple[str, str]]:
    """The headline as (bold, plain) pairs."""
    if not graph.n:
        return [("This network is empty", ": nothing at this level is stated in the loaded data.")]
    size = f"{plural(graph.n, 'node')} and {plural(graph.m, 'tie')}"
    sentences = []
    best = items[0] if items else None
    if best and best["value"]:
        top = [item["name"] for item in items if item["rank"] == 1]
        many = len(top) > 1
        if chosen == "betweenness":
            pairs = max((graph.n - 1) * (graph.n - 2) / (1 if graph.directed else 2), 1)
            verb = "each lie" if many else "lies"
            text = f"{joined(top, most=3)} {verb} on {share(best['value'] / pairs)} of the shortest routes"
        elif chosen == "degree":
            text = f"{joined(top, most=3)} {'are each' if many else 'is'} tied to {plural(int(best['value']), 'other')}"
        else:
            text = f"{joined(top, most=3)} {'have' if many else 'has'} the greatest strength, {best['value']:g}"
        sentences.append((text, f" in a network of {size}."))
    else:
        sentences.append(("", f"A network of {size}."))
    if components["total"] > 1:
        sentences.append((f"It falls into {spelt(components['total'])} parts", " that no route joins."))
    elif weak["total"]:
        each = "each " if weak["total"] > 1 else ""
        sentences.append(
            (
                "",
                f"All of it hangs together, but {plural(weak['total'], 'node')} would {each}split it by leaving.",
            )
        )
    return sentences


def _ego(graph: Projection, node_id: str) -> dict[str, Any]:
    """A node with its ties by type, strongest first, and behind each tie the others it leads to."""
    place = graph.place(node_id)
    node = graph.nodes[place]
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for at in range(graph.indptr[place], graph.indptr[place + 1]):
        other, edge = graph.nodes[graph.indices[at]], graph.edges[graph.edge_of[at]]
        others = graph.indices[graph.indptr[graph.indices[at]] : graph.indptr[graph.indices[at] + 1]].tolist()
        beyond = [graph.nodes[one] for one in others if one != place]
        by_kind[other.label].append(
            {
                "id": other.id,
                "label": other.label,
                "name": other.name,
                "strength": edge.strength,
                "statements": len(edge.evidence),
                "relation": edge.relation,
                "beyond": [{"id": one.id, "label": one.label, "name": one.name} for one in beyond[:WITH]],
                "more": max(len(beyond) - WITH, 0),
            }
        )
    groups: list[Mapping[str, Any]] = [
        {"label": label, "ties": sorted(ties, key=lambda tie: (-tie["strength"], tie["name"], tie["id"]))}
        for label, ties in sorted(by_kind.items())
    ]
    return {
        "id": node.id,
        "label": node.label,
        "name": node.name,
        "groups": groups,
        "degree": sum(len(group["ties"]) for group in groups),
        "two_mode": graph.modes == ("actor", "activity"),
    }
