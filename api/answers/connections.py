"""Between two nodes: who could bridge the two, and what answers about pairs share. The paths are in `paths.py`."""

from __future__ import annotations

from collections.abc import Mapping

from api.answers.nodes import node_of
from api.answers.shapes import API, Json, address, analysis, evidence, listing, method, node, page_of, thing
from api.explorer import Explorer
from graph.analytics.bridging import Bridging, bridging_actors
from graph.analytics.paths import shortest_paths
from graph.projection import NetworkEdge, Projection
from graph.views import Snapshot, checked_parameters

Parameters = Mapping[str, str]


def end_of(snapshot: Snapshot, graph: Projection, node_id: str) -> Json:
    """A node as the network names it; one that is not in the network as the graph names it."""
    return node(graph.nodes[graph.place(node_id)]) if node_id in graph else thing(snapshot, node_id)


def not_in_view(explorer: Explorer, graph: Projection, ids: tuple[str, ...]) -> list[str]:
    """Why entities that exist are no nodes of this network, in words."""
    names = explorer.snapshot().names
    warnings = []
    for node_id in ids:
        if node_id in graph:
            continue
        reason = next(
            (item.reason for item in graph.left_out if item.id == node_id), "nothing ties it to anything here"
        )
        given = ", ".join(f"{name}={value}" for name, value in sorted(graph.parameters.items()))
        warnings.append(
            f"{names.name(node_id)} ({node_id}) is not in {graph.view}{f' at {given}' if given else ''}: {reason}."
        )
    return warnings


def reachable_ancestors(explorer: Explorer, graph: Projection, start: str, end: str, hops: int) -> list[Json]:
    """Coarser levels at which the places that contain the two ends have a path, finest first."""
    view = explorer.networks.view(graph.view)
    if view.stored or ("level" not in view.parameters and "nuts_level" not in view.parameters):
        return []
    snapshot = explorer.snapshot()
    period = {name: value for name, value in graph.parameters.items() if name in ("from", "to", "undated")}
    levels: list[dict[str, str]]
    if "level" in view.parameters:
        levels = [{"level": "region", "nuts_level": str(k)} for k in (3, 2, 1)] + [{"level": "country"}]
    else:
        levels = [{"nuts_level": str(k)} for k in (3, 2, 1)]
    levels = [{**level, **period} for level in levels]
    out = []
    for parameters in levels:
        wanted = 0 if parameters.get("level") == "country" else int(parameters["nuts_level"])
        ends = [
            next((up for up in snapshot.places.upwards(end_) if snapshot.places.level(up) == wanted), None)
            for end_ in (start, end)
        ]
        checked = checked_parameters(view, parameters)
        if None in ends or (checked == dict(graph.parameters) and ends == [start, end]) or ends[0] == ends[1]:
            continue
        coarser = explorer.networks.projection(graph.view, parameters)
        one, other = str(ends[0]), str(ends[1])
        if one not in coarser or other not in coarser:
            continue
        result = shortest_paths(coarser, source=one, target=other, limit=1)
        if result.length is not None and result.length <= hops:
            path = f"{API}/networks/{graph.view}/paths"
            out.append(
                {
                    "source": thing(snapshot, one),
                    "target": thing(snapshot, other),
                    **{name: parameters.get(name) for name in ("level", "nuts_level")},
                    "length": result.length,
                    "links": {
                        "self": address(path, source=one, target=other, **parameters),
                        "page": address("/paths", view=graph.view, source=one, target=other, **parameters),
                    },
                }
            )
    return out


def bridging(
    explorer: Explorer, view: str, source: str, target: str, parameters: Parameters, limit: int = 50, offset: int = 0
) -> Json:
    """Who could bridge two actors that share nothing: the actors on the shortest routes, ranked."""
    snapshot = explorer.snapshot()
    graph = explorer.networks.projection(view, parameters)
    start, end = node_of(explorer, graph, source), node_of(explorer, graph, target)
    warnings = not_in_view(explorer, graph, (start, end))
    found = Bridging(None, 0, (), ()) if warnings else bridging_actors(graph, start, end)
    ancestors: list[Json] = []
    if found.distance is None:
        ancestors = reachable_ancestors(explorer, graph, start, end, explorer.settings.valuechain_max_hops)
        warnings.append(
            "No route joins the two." + (" Their ancestors have one; see reachable_ancestors." if ancestors else "")
        )
    elif found.distance == 0:
        warnings.append("Source and target are the same.")
    elif found.shared:
        some = ", ".join(snapshot.names.name(node_id) for node_id in found.shared[:3])
        more = f" and {len(found.shared) - 3} more" if len(found.shared) > 3 else ""
        warnings.append(f"The two already share {some}{more}: nobody needs to bridge them.")
    elif found.distance == 1:
        warnings.append("The two already share a tie: nobody needs to bridge them.")
    items = [
        {
            "id": one.id,
            "name": one.name,
            "label": one.label,
            "rank": one.rank,
            "score": one.score,
            "with_source": [_shared(snapshot, graph, start, one.id, activity) for activity in one.with_source],
            "with_target": [_shared(snapshot, graph, one.id, end, activity) for activity in one.with_target],
        }
        for one in page_of(found.items, limit, offset)
    ]
    given = {"source": start, "target": end, **graph.parameters}
    path = f"{API}/networks/{view}/bridging"
    two_mode = graph.modes == ("actor", "activity")
    common = (
        "activities the actor takes part in together with" if two_mode else "neighbours the node has in common with"
    )
    return analysis(
        explorer,
        sources=graph.source_ids,
        result={
            "source": end_of(snapshot, graph, start),
            "target": end_of(snapshot, graph, end),
            "distance": found.distance,
            "routes": found.routes,
            "shared": [end_of(snapshot, graph, activity) for activity in found.shared],
            "reachable_ancestors": ancestors,
            **listing(items, total=len(found.items), limit=limit, offset=offset, path=path, parameters=given),
        },
        method=method(
            "bridging actors on the shortest routes",
            "score(v) = σ_sv · σ_vt / σ_st for v with d(s,v) + d(v,t) = d(s,t)",
            "Pair dependency, Freeman (1977), Sociometry 40(1), restricted to one pair",
            sigma="σ counts shortest paths, exactly",
            score="share of the shortest routes between the two that pass the actor; 1: every one",
            with_source=f"{common} the source",
            with_target=f"{common} the target",
            weights="every hop counts 1; edges are undirected",
        ),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=warnings,
        path=path,
        page=address("/bridging", view=view, source=start, target=end, **graph.parameters),
    )


def _shared(snapshot: Snapshot, graph: Projection, one: str, other: str, activity: str) -> Json:
    """A shared activity with the statements that put both sides into it."""
    edges = [edge for end in (one, other) if (edge := edge_between(graph, end, activity))]
    pieces = tuple(piece for edge in edges for piece in edge.evidence)
    return {**end_of(snapshot, graph, activity), "evidence": evidence(snapshot, pieces, graph)}


def edge_between(graph: Projection, one: str, other: str) -> NetworkEdge | None:
    """The edge of a pair, if there is one."""
    place = graph.place(one)
    wanted = graph.position.get(other, -1)
    for at in range(int(graph.indptr[place]), int(graph.indptr[place + 1])):
        if graph.indices[at] == wanted:
            edge: NetworkEdge = graph.edges[int(graph.edge_of[at])]
            return edge
    return None
