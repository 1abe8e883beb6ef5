"""What holds a network together: its structural summary, its components, and what falls apart when one goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.answers.computing import computed
from api.answers.shapes import API, Json, address, listing, node, page_of
from api.answers.stating import on_network
from api.explorer import Explorer
from graph.analytics.articulation import articulation as articulation_points
from graph.analytics.components import KINDS, Kind
from graph.analytics.components import components as connected_components
from graph.analytics.groups import Groups
from graph.analytics.results import Piece
from graph.analytics.summary import StructuralSummary, structural_summary, summary_steps
from graph.errors import UnknownName
from graph.projection import Projection

Parameters = Mapping[str, str]

MEMBERS = 1_000  # nodes of one part that are named in JSON; the table has a line for every node
LARGEST_BLOCKS = 10  # biconnected components that are listed; how large all are is told


def cohesion(explorer: Explorer, view: str, parameters: Parameters, limit: int = 50, offset: int = 0) -> Json:
    """The structural summary of a network, and of each node its core number and what holds it."""
    graph = explorer.networks.projection(view, parameters)
    found = computed(
        explorer,
        graph,
        "cohesion",
        {},
        lambda progress: structural_summary(graph, progress=progress),
        steps=summary_steps(graph),
    )
    given = dict(graph.parameters)
    path = f"{API}/networks/{view}/cohesion"
    ranked = page_of(found.core.items, limit, offset)
    result = listing(
        [_holding(graph, found, one.id) | {"core": int(one.value or 0), "rank": one.rank} for one in ranked],
        total=graph.n,
        limit=limit,
        offset=offset,
        path=path,
        parameters=given,
        statistics=[{"name": one.name, "value": one.value, "definition": one.definition} for one in found.statistics],
        degree_distribution=_pairs(found.degrees, "degree", "nodes"),
        component_sizes=_pairs(found.component_sizes, "size", "components"),
        distance_distribution=_pairs(found.distances, "hops", "pairs"),
        block_sizes=_pairs(found.block_sizes, "size", "blocks"),
        core_sizes=_pairs(found.core_sizes, "core", "nodes"),
        largest_blocks=_blocks(graph, found),
    )
    return on_network(
        explorer,
        graph,
        found,
        result=result,
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/cohesion", **given),
        graphml=True,
    )


def _holding(graph: Projection, found: StructuralSummary, node_id: str) -> Json:
    place = graph.place(node_id)
    clustering = float(found.clustering[place])
    return {
        **node(graph.nodes[place]),
        "component": int(found.components.of[place]) + 1,
        "blocks": int(found.blocks.memberships[place]),
        "articulation_point": bool(found.is_articulation[place]),
        "clustering": None if clustering != clustering else clustering,  # noqa: PLR0124  NaN: undefined
    }


def _blocks(graph: Projection, found: StructuralSummary) -> list[Json]:
    """The largest biconnected components."""
    return [
        {
            "rank": rank,
            "size": len(block.nodes),
            "edges": len(block.edges),
            "nodes": [node(graph.nodes[graph.place(one)]) for one in block.nodes[:MEMBERS]],
            "truncated": len(block.nodes) > MEMBERS,
        }
        for rank, block in enumerate(found.blocks[:LARGEST_BLOCKS], start=1)
    ]


def _pairs(rows: Iterable[tuple[int, int]], value: str, count: str) -> list[Json]:
    return [{value: one, count: many} for one, many in rows]


def articulation(
    explorer: Explorer, view: str, parameters: Parameters, limit: int | None = None, offset: int = 0
) -> Json:
    """Nodes and edges whose removal takes the network apart, with what falls off. `limit` bounds each of the lists."""
    limit = explorer.settings.valuechain_max_limit if limit is None else limit
    graph = explorer.networks.projection(view, parameters)
    found = computed(
        explorer,
        graph,
        "articulation",
        {},
        lambda _: articulation_points(graph),
        steps=20 * (graph.n + graph.m),
    )

    def piece(one: Piece) -> Json:
        return {"size": one.size, "nodes": [node(graph.nodes[graph.place(member)]) for member in one.ids]}

    items = [
        {
            **node(graph.nodes[graph.place(one.id)]),
            "rank": rank,
            "cut_off": one.cut_off,
            "pieces": [piece(part) for part in one.pieces[:MEMBERS]],
            "pieces_total": len(one.pieces),
        }
        for rank, one in enumerate(page_of(found.nodes, limit, offset), start=offset + 1)
    ]
    bridges = [
        {
            "source": node(graph.nodes[graph.place(one.source)]),
            "target": node(graph.nodes[graph.place(one.target)]),
            "cut_off": one.cut_off,
            "pieces": [piece(part) for part in one.pieces],
        }
        for one in page_of(found.bridges, limit, offset)
    ]
    given = dict(graph.parameters)
    path = f"{API}/networks/{view}/articulation"
    longest = max(len(found.nodes), len(found.bridges))
    result = listing(items, total=len(found.nodes), limit=limit, offset=offset, path=path, parameters=given)
    more = offset + limit < longest
    following = address(path, **given, limit=limit, offset=offset + limit) if more else None
    return on_network(
        explorer,
        graph,
        found,
        result={
            **result,
            "bridges": bridges,
            "bridges_total": len(found.bridges),
            "next": following,
            "truncated": more,
        },
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}", **given),
    )


def breaking_points(answer: Json) -> list[Json]:
    """What `articulation` answers as one table: a row a point, then a row a bridge; of the pieces their sizes."""
    result = answer["result"]
    points = [{"kind": "point", **one} for one in result["items"]]
    bridges = [{"kind": "bridge", **one, "rank": None, "pieces_total": len(one["pieces"])} for one in result["bridges"]]
    return [
        {
            **{name: value for name, value in row.items() if name != "pieces"},
            "piece_sizes": [piece["size"] for piece in row["pieces"]],
        }
        for row in (*points, *bridges)
    ]


def components(
    explorer: Explorer,
    view: str,
    parameters: Parameters,
    limit: int | None = None,
    offset: int = 0,
    *,
    kind: str = "weak",
    by_node: bool = False,
) -> Json:
    """The parts of a network that no path joins, largest first; `by_node`: a row a node instead, part after part."""
    chosen: Kind | None = next((one for one in KINDS if one == kind), None)
    if chosen is None:
        raise UnknownName("kind of component", kind, KINDS, field="kind")
    limit = explorer.settings.valuechain_max_limit if limit is None else limit
    graph = explorer.networks.projection(view, parameters)
    found = computed(
        explorer,
        graph,
        "components",
        {"kind": chosen},
        lambda _: connected_components(graph, kind=chosen),
        steps=5 * (graph.n + graph.m),
    )
    given = {**graph.parameters, "kind": kind} if kind != "weak" else dict(graph.parameters)
    path = f"{API}/networks/{view}/components"
    parts = found.items
    if by_node:
        rows = [{"component": number + 1, **rest} for number, rest in members(graph, parts, limit, offset)]
    else:
        numbers = range(offset, min(offset + limit, len(parts)))
        rows = [{"rank": number + 1, **part(graph, parts, number)} for number in numbers]
    return on_network(
        explorer,
        graph,
        found,
        result=listing(
            rows, total=graph.n if by_node else len(parts), limit=limit, offset=offset, path=path, parameters=given
        ),
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}", **graph.parameters),
        graphml=True,
    )


def part(graph: Projection, parts: Groups, number: int) -> Json:
    """One group with its first nodes."""
    places = parts.places(number)
    return {
        "size": len(places),
        "nodes": [node(graph.nodes[place]) for place in places[:MEMBERS].tolist()],
        "truncated": len(places) > MEMBERS,
    }


def members(graph: Projection, parts: Groups, limit: int, offset: int) -> list[tuple[int, Json]]:
    """Nodes in the order of their groups, each with the number of its group and the group's size."""
    places = parts.listed(limit, offset)
    numbers = parts.of[places].tolist()
    return [
        (number, {"size": int(parts.sizes[number]), **node(graph.nodes[place])})
        for place, number in zip(places.tolist(), numbers, strict=True)
    ]
