"""The start page: a finding, three questions to try with their answers, and what is inside. All of it is computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from fastapi import Request, Response

from api.answers import centrality, cohesion, linkage, networks, participants, paths, value_chains
from api.answers.shapes import Json, address
from api.explorer import Explorer
from api.pages.examples import COMMON, PILOT, ROUTE
from api.pages.gaps import matrix_of
from api.pages.geo import CREDIT
from api.pages.maps import participation_map
from api.pages.memory import explorer_of, remembered
from api.pages.render import page
from api.pages.words import joined, plural, share
from graph.errors import ExplorerError
from graph.lookups.names import NOT_SEARCHED
from graph.projection import Projection
from graph.wording import part_of_all

ACTORS = ("Country", "Region", "Organisation", "Cluster")
GROUPS = ("place", "actor", "activity", "chain", "policy", "derived", "provenance")
GROUP_WORDS = {
    "place": "Places", "actor": "Actors", "activity": "Cooperation", "chain": "Chains and sectors", "policy": "Policy",
    "derived": "Findings", "provenance": "Where it comes from",
}  # fmt: skip


def start_page(request: Request) -> Response:
    """What is inside and what to ask first."""
    explorer = explorer_of(request)
    snapshot = explorer.snapshot()
    made = remembered(request, "start", lambda: _made(explorer))
    drawing = participation_map(request, {"level": "country"}) if made["questions"] else None
    return page(
        request,
        "start.html",
        title="Start",
        drawing=drawing,
        credit=CREDIT,
        graph_version=snapshot.graph_version,
        **made,
    )


def _made(explorer: Explorer) -> dict[str, Any]:
    graph = explorer.networks.projection("participation", {})
    asked = (
        [question for ask in (_common, _route, _gaps) if (question := _tried(ask, explorer, graph))] if graph.m else []
    )
    return {
        "finding": _finding(explorer, graph),
        "questions": asked,
        "inside": _inside(explorer),
        "sources": len(explorer.snapshot().sources),
        "most_cited": _most_cited(explorer, graph),
        "views": networks.views(explorer)["items"],
        "chains": value_chains.chains(explorer)["items"],
    }


def _tried(ask: Any, explorer: Explorer, graph: Projection) -> dict[str, Any] | None:
    """A question, or None where the data cannot ask it: the start page never fails for one of them."""
    try:
        found: dict[str, Any] | None = ask(explorer, graph)
    except ExplorerError:
        return None
    return found


def _finding(explorer: Explorer, graph: Projection) -> list[tuple[str, str]]:
    """The headline as (bold, plain) pairs: who bridges the participation network, and what hangs on one actor."""
    actors = [node for node in graph.nodes if node.label in ACTORS]
    if graph.n < 3 or not actors:
        return [("Nothing is loaded yet", ": load the seed with “valuechain load --seed”, or your own files.")]
    ranked = centrality.centrality(explorer, "participation", "betweenness", {}, limit=graph.n)["result"]["items"]
    top = next((item for item in ranked if item["label"] in ACTORS and item["value"]), None)
    pairs = (graph.n - 1) * (graph.n - 2) / 2
    sentences = []
    if top:
        joint = plural(graph.n - len(actors), "joint activity", "joint activities")
        size = f"{plural(len(actors), 'country', 'countries')} and {joint}"
        sentences.append(
            (
                f"{top['name']} lies on {share(top['value'] / pairs)} of the shortest routes",
                f" between the {size} known here.",
            )
        )
    cut = _cut_off(cohesion.articulation(explorer, "participation", {})["result"]["items"])
    if cut:
        sentences.append((f"Without {cut[0]}, {cut[1]} would be out of reach", "."))
    return sentences


def _cut_off(points: Sequence[Json]) -> tuple[str, str] | None:
    """An actor whose leaving cuts other actors off, and these."""
    for point in points:
        lost = [node["name"] for piece in point["pieces"][1:] for node in piece["nodes"] if node["label"] in ACTORS]
        if point["label"] in ACTORS and lost:
            return point["name"], joined(lost, most=3)
    return None


def _common(explorer: Explorer, graph: Projection) -> dict[str, Any] | None:
    ids = COMMON if all(one in graph for one in COMMON) else _most_in_common(graph)
    if ids is None:
        return None
    found = participants.common(explorer, ids)
    names = [one["name"] for one in found["activities"]]
    return {
        "ask": f"Which countries took part in both {joined(names)}?",
        "answer": f"{joined([one['name'] for one in found['items']], most=6)}." if found["items"] else "None of them.",
        "detail": f"{plural(found['total'], 'country', 'countries')}, each with its sources",
        "link": address("/common", ids=",".join(ids), level="country"),
        "kind": "common",
        "circles": {
            "one": names[0],
            "other": names[1],
            "both": found["total"],
            "only_one": found["activities"][0]["participants"] - found["total"],
            "only_other": found["activities"][1]["participants"] - found["total"],
        },
    }


def _most_in_common(graph: Projection) -> tuple[str, str] | None:
    takes_part: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        takes_part[edge.target].add(edge.source)
    largest = sorted(takes_part, key=lambda activity: (-len(takes_part[activity]), activity))[:30]
    pairs = sorted(
        combinations(sorted(largest), 2), key=lambda pair: (-len(takes_part[pair[0]] & takes_part[pair[1]]), pair)
    )
    return pairs[0] if pairs else None


def _route(explorer: Explorer, graph: Projection) -> dict[str, Any] | None:
    ends = ROUTE if all(one in graph for one in ROUTE) else _far_apart(graph)
    if ends is None:
        return None
    found = paths.paths(explorer, "participation", *ends, {})["result"]
    source, target = found["source"]["name"], found["target"]["name"]
    if not found["paths"]:
        return None
    first = found["paths"][0]["nodes"]
    return {
        "ask": f"How could {source} reach {target}?",
        "answer": f"In {plural(found['length'], 'hop')}, by {plural(found['total'], 'shortest route')}.",
        "detail": "Every hop with the statements behind it",
        "link": address("/paths", view="participation", source=ends[0], target=ends[1]),
        "kind": "route",
        "things": first,
    }


def _far_apart(graph: Projection) -> tuple[str, str] | None:
    """The first actor by id and the actor farthest from it."""
    actors = {edge.source for edge in graph.edges}
    if len(actors) < 2:
        return None
    start = min(actors)
    distance = {graph.place(start): 0}
    waiting = [graph.place(start)]
    for place in waiting:
        for other in graph.indices[graph.indptr[place] : graph.indptr[place + 1]].tolist():
            if other not in distance:
                distance[other] = distance[place] + 1
                waiting.append(other)
    far = max(
        (place for place in distance if graph.ids[place] in actors),
        key=lambda place: (distance[place], graph.ids[place]),
    )
    return (start, graph.ids[far]) if distance[far] else None


def _gaps(explorer: Explorer, graph: Projection) -> dict[str, Any] | None:
    names = explorer.snapshot().names.nodes
    # the pilot of the source material first, then whatever partnership has gaps to show
    within = [PILOT] if PILOT in names else []
    within += sorted(node.id for node in names.values() if node.label in ("Pilot", "Partnership"))[:20]
    for one in within:
        found = linkage.gaps(explorer, one, limit=1)["result"]
        if found["total"]:
            found = linkage.gaps(explorer, one, limit=found["total"])["result"]
            members = plural(len(found["members"]), "member region")
            return {
                "ask": f"Where are the linkage gaps in {found['within']['name']}?",
                "answer": f"{part_of_all(found['total'], found['pairs'], 'pair', 'is', 'are')} tied by nothing else.",
                "detail": f"{members}, pair by pair, with what they share",
                "link": address("/gaps", within=one),
                "kind": "gaps",
                "matrix": matrix_of(explorer, found),
                "share": found["total"] / found["pairs"],
            }
    return None


def _most_cited(explorer: Explorer, graph: Projection, most: int = 4) -> list[dict[str, Any]]:
    """The sources that most statements on participation come from."""
    counts = Counter(piece.source_id for edge in graph.edges for piece in edge.evidence)
    sources = explorer.snapshot().sources
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return [{"id": one, "name": sources[one].name if one in sources else one, "count": count} for one, count in ranked]


def _inside(explorer: Explorer) -> list[dict[str, Any]]:
    """Counts by type in groups, largest first; a type with nothing in it is left out."""
    names = explorer.snapshot().names.nodes
    counts = Counter(node.label for node in names.values() if node.label not in NOT_SEARCHED)
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for label, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        groups[explorer.ontology.node(label).group].append((label, count))
    order = [*GROUPS, *sorted(set(groups) - set(GROUPS))]
    return [
        {
            "name": GROUP_WORDS.get(group, group.capitalize()),
            "kinds": groups[group],
            "total": sum(n for _, n in groups[group]),
        }
        for group in order
        if groups.get(group)
    ]
