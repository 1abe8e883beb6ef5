"""Network views and the measures on them: networks, centralities, articulation, components."""

from __future__ import annotations

from collections.abc import Mapping

from api.answers.computing import computed
from api.answers.shapes import API, Json, address, analysis, left_out, listing, method, node, page_of
from api.explorer import Explorer
from graph.analytics.articulation import articulation as articulation_points
from graph.analytics.components import components as connected_components
from graph.analytics.measures import measure as measure_of
from graph.analytics.results import Method, Piece
from graph.projection import Projection
from graph.views import VIEWS

Parameters = Mapping[str, str]


def views(explorer: Explorer) -> Json:
    """All network views with what they take."""
    items = [
        {
            "id": view.name,
            "label": "NetworkView",
            "name": view.title,
            "description": view.description,
            "modes": list(view.modes),
            "directed": view.directed,
            "strength_means": view.strength_means,
            "parameters": dict(view.parameters),
            "links": {"self": f"{API}/networks/{view.name}", "page": f"/networks/{view.name}"},
        }
        for view in VIEWS.values()
    ]
    return listing(items, total=len(items), limit=len(items), offset=0, path=f"{API}/networks", parameters={})


def network(explorer: Explorer, view: str, parameters: Parameters, limit: int = 50, offset: int = 0) -> Json:
    """A network: its size, a page of its nodes and edges, and what the level leaves out."""
    graph = explorer.networks.projection(view, parameters)
    path = f"{API}/networks/{view}"
    given = dict(graph.parameters)
    nodes = [
        {**node(one), "country": one.country or None, "degree": int(graph.indptr[place + 1] - graph.indptr[place])}
        for place, one in enumerate(graph.nodes)
    ]
    edges = [
        {
            "source": edge.source,
            "target": edge.target,
            "relation": edge.relation,
            "strength": edge.strength,
            "evidence_count": len(edge.evidence),
            "source_ids": sorted({piece.source_id for piece in edge.evidence}),
        }
        for edge in page_of(graph.edges, limit, offset)
    ]
    some = page_of(nodes, limit, offset)
    return {
        "view": view,
        "title": VIEWS[view].title,
        "description": graph.description,
        "strength_means": graph.strength_means,
        "modes": list(graph.modes),
        "directed": graph.directed,
        "parameters": given,
        "n": graph.n,
        "m": graph.m,
        "nodes": listing(some, total=graph.n, limit=limit, offset=offset, path=path, parameters=given),
        "edges": listing(edges, total=graph.m, limit=limit, offset=offset, path=path, parameters=given),
        "left_out": left_out(graph.left_out),
        "data": {"graph_version": graph.graph_version},
        "links": {
            "self": address(path, **given),
            "page": address(f"/networks/{view}", **given),
            "csv": address(path, **given, format="csv"),
            "json": address(path, **given, format="json"),
            "graphml": address(path, **given, format="graphml"),
        },
    }


def method_of(of: Method) -> Json:
    """The method of a result as JSON."""
    return method(of.name, of.formula, of.reference, **dict(of.definitions))


def centrality(
    explorer: Explorer,
    view: str,
    measure: str,
    parameters: Parameters,
    limit: int = 50,
    offset: int = 0,
    choices: Mapping[str, str] | None = None,
) -> Json:
    """A measure of every node, highest first; `choices` are the measure's own parameters, as text."""
    chosen = measure_of(measure)
    values = chosen.read(choices or {})
    graph = explorer.networks.projection(view, parameters)
    scores = computed(
        explorer,
        graph,
        measure,
        values,
        lambda progress: chosen.compute(graph, progress=progress, **values),
        steps=chosen.steps(graph),
    )
    given = {**graph.parameters, **(choices or {})}
    path = f"{API}/networks/{view}/centrality/{measure}"
    items = [
        {"id": score.id, "name": score.name, "label": score.label, "value": score.value, "rank": score.rank}
        for score in page_of(scores.items, limit, offset)
    ]
    return analysis(
        explorer,
        sources=graph.source_ids,
        result=listing(items, total=len(scores.items), limit=limit, offset=offset, path=path, parameters=given),
        method=method_of(scores.method),
        parameters={**given, "measure": measure, "limit": limit, "offset": offset},
        warnings=[*scores.warnings, *coarse(graph)],
        path=path,
        page=address(f"/networks/{view}", **given, measure=measure),
        graphml=address(f"{API}/networks/{view}", **graph.parameters, format="graphml"),
    )


def coarse(graph: Projection) -> list[str]:
    """The warning that statements are left out at this level; empty where none is."""
    if not graph.left_out:
        return []
    many = len(graph.left_out)
    said = "1 statement is" if many == 1 else f"{many} statements are"
    return [f"{said} too coarse for this level, or names no place, and left out; the network's left_out lists it all."]


def articulation(explorer: Explorer, view: str, parameters: Parameters) -> Json:
    """Nodes and edges whose removal takes the network apart, with what falls off."""
    graph = explorer.networks.projection(view, parameters)
    found = articulation_points(graph)

    def piece(one: Piece) -> Json:
        return {"size": one.size, "nodes": [node(graph.nodes[graph.place(member)]) for member in one.ids]}

    items = [
        {
            **node(graph.nodes[graph.place(one.id)]),
            "rank": rank,
            "cut_off": one.cut_off,
            "pieces": [piece(part) for part in one.pieces],
        }
        for rank, one in enumerate(found.nodes, start=1)
    ]
    bridges = [
        {
            "source": node(graph.nodes[graph.place(one.source)]),
            "target": node(graph.nodes[graph.place(one.target)]),
            "cut_off": one.cut_off,
            "pieces": [piece(part) for part in one.pieces],
        }
        for one in found.bridges
    ]
    given = dict(graph.parameters)
    return analysis(
        explorer,
        sources=graph.source_ids,
        result={"items": items, "total": len(items), "bridges": bridges, "bridges_total": len(bridges)},
        method=method_of(found.method),
        parameters=given,
        warnings=[*found.warnings, *coarse(graph)],
        path=f"{API}/networks/{view}/articulation",
        page=address(f"/networks/{view}", **given),
    )


def components(explorer: Explorer, view: str, parameters: Parameters) -> Json:
    """The parts of a network that no path joins, largest first."""
    graph = explorer.networks.projection(view, parameters)
    found = connected_components(graph)
    given = dict(graph.parameters)
    items = [
        {"rank": rank, "size": len(members), "nodes": [node(graph.nodes[graph.place(member)]) for member in members]}
        for rank, members in enumerate(found.items, start=1)
    ]
    return analysis(
        explorer,
        sources=graph.source_ids,
        result={"items": items, "total": len(items)},
        method=method_of(found.method),
        parameters=given,
        warnings=[*found.warnings, *coarse(graph)],
        path=f"{API}/networks/{view}/components",
        page=address(f"/networks/{view}", **given),
    )
