"""`/networks/{view}/cohesion`: what holds a network together, and which communities it falls into."""

from __future__ import annotations

from fastapi import Request, Response

from api.answers import cohesion, communities
from api.answers.shapes import Json, citation
from api.pages.emptiness import empty_page
from api.pages.network_frame import asked_network
from api.pages.networks import drawn_of
from api.pages.plots import columns
from api.pages.render import page, query_of, whole
from api.pages.sizing import COLOURS, coloured
from api.pages.words import joined, number, plural, share, spelt
from api.routes.communities import MOST_RESOLUTION, MOST_SEED
from graph.analytics.parameters import Parameter

SHOWN = 20  # communities in the table; the download has all
NAMED = 14  # members of each that are named
CORES = 15  # nodes listed by core number
RESOLUTION = Parameter(
    "resolution", 1.0, "above 1: smaller communities; below: larger", (), float, 0.001, MOST_RESOLUTION
)
KINDS = (  # key of the answer, column of its rows, what the rows count, heading
    ("core_sizes", "core", "nodes", "Nodes by core number"),
    ("degree_distribution", "degree", "nodes", "Nodes by number of ties"),
    ("distance_distribution", "hops", "pairs", "Pairs by distance in hops"),
    ("component_sizes", "size", "components", "Parts by number of nodes"),
)


def cohesion_page(request: Request, view: str) -> Response:
    """The structural summary, cores and communities of one network."""
    frame = asked_network(request, view, "cohesion")
    explorer, graph = frame.explorer, frame.graph
    text = query_of(request, "resolution")["resolution"]
    resolution = float(RESOLUTION.read(text)) if text else 1.0
    seed = whole(request, "seed", most=MOST_SEED)
    if not graph.n:
        return empty_page(request, frame, "What holds it together")
    summary = cohesion.cohesion(explorer, view, frame.parameters, limit=CORES)
    groups = communities.communities(explorer, view, frame.parameters, SHOWN, 0, resolution=resolution, seed=seed)
    found = communities.found_in(explorer, graph, resolution=resolution, seed=seed)
    drawn = drawn_of(request, explorer, graph)
    of = {node["id"]: int(found.items.of[graph.place(node["id"])]) + 1 for node in drawn["nodes"]}
    return page(
        request,
        "cohesion.html",
        title=f"Cohesion: {frame.context()['network_title']}",
        **frame.context(),
        summary=summary,
        communities=groups,
        members=[
            {**one, "shade": min(one["rank"], COLOURS + 1) % (COLOURS + 1), "named": one["nodes"][:NAMED]}
            for one in groups["result"]["items"]
        ],
        picture=coloured(drawn, of),
        resolution=resolution,
        seed=seed,
        plots=[
            {
                "name": heading,
                "column": column,
                "counts": counts,
                "rows": summary["result"][key],
                "plot": columns([(row[column], row[counts]) for row in summary["result"][key]]),
            }
            for key, column, counts, heading in KINDS
        ],
        stability=stability_of(groups["result"]),
        finding=_finding(summary["result"], groups["result"]),
        cite=citation(explorer, f"Cohesion of the network {view}", summary["links"]["page"]),
    )


def stability_of(result: Json) -> str:
    """How far the runs agree, as a sentence."""
    stability = result["stability"]
    runs, mean = stability["runs"], stability["agreement_mean"]
    if not result["total"]:
        return "There is nothing to part."
    if runs < 2 or mean is None:
        return "One run says nothing of stability."
    if stability["distinct"] == 1:
        return f"All {spelt(runs)} runs, each visiting the nodes in another order, find the same communities."
    return (
        f"{spelt(runs).capitalize()} runs, each visiting the nodes in another order, find "
        f"{spelt(stability['distinct'])} different partitions; two of them agree by {number(round(mean, 2))} on "
        f"average and by {number(round(stability['agreement_min'], 2))} at least (1: the same, 0: as by chance)."
    )


def _finding(summary: Json, groups: Json) -> list[tuple[str, str]]:
    values = {one["name"]: one["value"] for one in summary["statistics"]}
    said = []
    if values["largest_core"]:
        core = plural(values["in_largest_core"], "node")
        bold = f"Its dense middle is {core}, each tied to at least {plural(values['largest_core'], 'other')} of them"
        said.append((bold, f", out of {number(values['nodes'])}."))
    if values["components"] > 1:
        said.append(("", f"It falls into {spelt(values['components'])} parts that no route joins."))
    several = [one for one in groups["items"] if one["size"] > 1]
    if several and groups["modularity"] is not None:
        first = several[0]
        names = joined([one["name"] for one in first["nodes"]], most=3)
        inside = "" if first["within"] is None else f", with {share(first['within'])} of its ties inside"
        count = f"{spelt(groups['communities'])} communities" if groups["communities"] > 1 else "one community"
        said.append((f"It has {count}", f"; the largest is {names}{inside}."))
    return said
