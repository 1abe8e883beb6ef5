"""Network views: all of them, and one with its nodes, its edges and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from api.answers.shapes import API, Json, address, left_out, library_query, listing, node, page_of
from api.explorer import Explorer
from graph.projection import Projection

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
            "stored": view.stored,
            "strength_means": view.strength_means,
            "parameters": dict(view.parameters),
            "links": {"self": f"{API}/networks/{view.name}", "page": f"/networks/{view.name}"},
        }
        for view in explorer.networks.views().values()
    ]
    return listing(items, total=len(items), limit=len(items), offset=0, path=f"{API}/networks", parameters={})


def _as_query(explorer: Explorer, graph: Projection) -> Json:
    """The link to the query that gives the ties of a loaded network too, before parallel ones are added up."""
    if not explorer.networks.view(graph.view).stored or graph.parameters:
        return {}
    return {"cypher": library_query("ties-of-a-network", network=graph.view)}


def network(explorer: Explorer, view: str, parameters: Parameters, limit: int = 50, offset: int = 0) -> Json:
    """A network: its size, a page of its nodes and edges, and what the level leaves out."""
    graph = explorer.networks.projection(view, parameters)
    path = f"{API}/networks/{view}"
    given = dict(graph.parameters)
    nodes = [
        {
            **node(graph.nodes[place]),
            "country": graph.nodes[place].country or None,
            "degree": int(graph.indptr[place + 1] - graph.indptr[place]),
        }
        for place in page_of(range(graph.n), limit, offset)
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
    return {
        "view": view,
        "title": explorer.networks.view(view).title,
        "description": graph.description,
        "strength_means": graph.strength_means,
        "modes": list(graph.modes),
        "directed": graph.directed,
        "parameters": given,
        "n": graph.n,
        "m": graph.m,
        "nodes": listing(nodes, total=graph.n, limit=limit, offset=offset, path=path, parameters=given),
        "edges": listing(edges, total=graph.m, limit=limit, offset=offset, path=path, parameters=given),
        "left_out": left_out(graph.left_out),
        "data": {"graph_version": graph.graph_version},
        "links": {
            "self": address(path, **given),
            "page": address(f"/networks/{view}", **given),
            "csv": address(path, **given, format="csv"),
            "json": address(path, **given, format="json"),
            "graphml": address(path, **given, format="graphml"),
            **_as_query(explorer, graph),
        },
    }
