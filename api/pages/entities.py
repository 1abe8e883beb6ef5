"""Search results and the page of one entity: what is known of it, who says so, and where to go on from it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from fastapi import Request, Response

from api.answers import entities, value_chains
from api.answers.shapes import Json, address, evidence, thing
from api.explorer import Explorer
from api.pages.memory import explorer_of
from api.pages.render import page, query_of, whole
from api.pages.words import joined, lower_first, plural, spelt, words
from graph.wording import one_or_many, plural_of

SHOWN = 10  # neighbours of a relation that stand open; the rest is folded
MOST = 1000  # relations of one entity read for its page; the count is always told
ACTIVITIES = ("Project", "Partnership", "Pilot", "DemoCase", "GoodPractice")
LEVEL_OF = {"Country": "country", "Region": "region", "Organisation": "organisation", "Cluster": "organisation"}
WITH_GAPS = ("Partnership", "Pilot", "Initiative", "Platform", "ValueChain")


def entities_page(request: Request) -> Response:
    """Entities that hold every word asked for, by type, a page at a time."""
    explorer = explorer_of(request)
    asked = query_of(request, "q", "label")
    offset = whole(request, "offset")
    found = entities.search(explorer, asked["q"], asked["label"], explorer.settings.valuechain_page_limit, offset)
    everywhere = explorer.snapshot().names.search(asked["q"])
    kinds = sorted(Counter(hit.label for hit in everywhere).items(), key=lambda pair: (-pair[1], pair[0]))
    return page(
        request,
        "entities.html",
        title=f"“{asked['q']}”" if asked["q"] else "Search",
        found=found,
        asked=asked,
        offset=offset,
        kinds=kinds,
        everywhere=len(everywhere),
        graph_version=explorer.snapshot().graph_version,
    )


def entity_page(request: Request, entity_id: str) -> Response:
    """Everything known of one entity. An unknown id raises `NotFound`, which becomes the page that says so."""
    explorer = explorer_of(request)
    found = entities.entity(explorer, entity_id)
    neighbours = entities.neighbours(explorer, found["id"], limit=MOST)
    chain = value_chains.chain(explorer, found["id"]) if found["label"] == "ValueChain" else None
    groups = _groups(found["counts"], neighbours["items"])
    conflicts, further = _claims(found["claims"])
    takes_part = _takes_part(explorer, found) if found["label"] in ("Country", "Region") else None
    properties = {one["name"]: one["value"] for one in found["properties"]}
    return page(
        request,
        "entity.html",
        title=found["name"],
        entity=found,
        summary=properties.get("summary") or properties.get("text"),
        properties=[one for one in found["properties"] if one["name"] not in ("summary", "text")],
        types={name: spec.type for name, spec in explorer.ontology.node(found["label"]).properties.items()},
        finding=_finding(found, groups, chain, conflicts, takes_part),
        takes_part=takes_part,
        groups=groups,
        shown=SHOWN,
        spoken=spoken,
        read=len(neighbours["items"]),
        total=neighbours["total"],
        conflicts=conflicts,
        further=further,
        chain=chain,
        steps=_steps(found),
        graph_version=found["data"]["graph_version"],
    )


def _groups(counts: Sequence[Json], neighbours: Sequence[Json]) -> list[dict[str, Any]]:
    """Relations grouped by type and direction; facts of collaboration first, provenance last."""
    by_kind: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for one in neighbours:
        by_kind[one["relation"], one["direction"]].append(one)
    last = ("PART_OF", "BORDERS", "SUCCEEDED_BY", "IN_MACROREGION", "EVIDENCED_BY", "SAME_AS")
    ordered = sorted(
        counts,
        key=lambda count: (
            count["relation"] in last,
            count["relation"] != "PARTICIPATES_IN",
            count["relation"],
            count["direction"],
        ),
    )
    return [
        {**count, "neighbours": by_kind[count["relation"], count["direction"]], "territory": count["relation"] in last}
        for count in ordered
    ]


def _claims(claims: Sequence[Json]) -> tuple[list[tuple[str, list[Json]]], list[Json]]:
    """Statements by what they state: those that differ, side by side with the preferred one first, and single ones."""
    by_predicate: dict[str, list[Json]] = defaultdict(list)
    for claim in claims:
        by_predicate[claim["predicate"]].append(claim)
    conflicts, further = [], []
    for predicate, some in sorted(by_predicate.items()):
        if len({said(claim["value"]) for claim in some}) > 1:
            conflicts.append(
                (predicate, sorted(some, key=lambda claim: (not claim["preferred"], claim["value"], claim["id"])))
            )
        else:
            further.extend(some)
    return conflicts, further


def _takes_part(explorer: Explorer, found: Json) -> Json:
    """What a place takes part in, with everything in it: the roll-up of the participation network to its own level."""
    snapshot = explorer.snapshot()
    level = snapshot.places.level(found["id"])
    parameters = {"level": "region", "nuts_level": str(level)} if level else {"level": "country"}
    graph = explorer.networks.projection("participation", parameters)
    edges = [edge for edge in graph.edges if edge.source == found["id"]]
    activities = [{**thing(snapshot, edge.target), "evidence": evidence(snapshot, edge.evidence)} for edge in edges]
    return {
        "activities": sorted(activities, key=lambda one: (one["label"], one["name"], one["id"])),
        "rolled_up": any(found["id"] not in (piece.source, piece.target) for edge in edges for piece in edge.evidence),
        "network": address("/networks/participation", focus=found["id"], **parameters),
        "parameters": parameters,
    }


def said(value: str) -> str:
    """What a statement says, for comparing: a number that an explanation follows is the number."""
    number = re.match(r"-?\d[\d.,]*(?=$|\s*\()", value)
    return number.group() if number else value


def _finding(
    found: Json,
    groups: Sequence[Json],
    chain: Json | None,
    conflicts: Sequence[tuple[str, list[Json]]],
    takes_part: Json | None,
) -> list[tuple[str, str]]:
    """The sentence at the top as (bold part, plain part) pairs: what is known, how well, and where sources disagree."""
    sentences: list[tuple[str, str]] = []
    if chain is not None:
        sentences.append(_chain_finding(chain))
    else:
        counts = {(group["relation"], group["direction"]): group for group in groups}
        if group := counts.get(("PARTICIPATES_IN", "in")):
            finer = [one for one in group["neighbours"] if one["label"] != "Country"]
            countries = [one for one in group["neighbours"] if one["label"] == "Country"]
            if finer and countries and len(finer) + len(countries) == group["count"]:
                # never added up: a country a source names may be that of a partner another source names
                many = _kinds(finer)
                sentences.append((f"{many[0].upper()}{many[1:]} known to take part", "."))
                sentences.append((f"Sources also name {_kinds(countries)}", ", which may stand for the same partners."))
            else:
                kinds = _kinds(group["neighbours"])
                sentences.append((f"{spelt(group['count']).capitalize()} known to take part", f": {kinds}."))
        elif found["label"] in ACTIVITIES and found["label"] != "GoodPractice":
            sentences.append(("Nobody is known to take part", ": that is a lack of evidence, not of participants."))
        if takes_part and takes_part["activities"]:
            by = " with the regions and organisations in it" if takes_part["rolled_up"] else ""
            sentences.append((f"Takes part in {_kinds(takes_part['activities'])}", f" known here{by}."))
        elif group := counts.get(("PARTICIPATES_IN", "out")):
            sentences.append((f"Takes part in {_kinds(group['neighbours'])}", " known here."))
        elif found["label"] in LEVEL_OF:
            sentences.append(
                (
                    "No participation is known",
                    f" for this {words(found['label']).lower()}; that is a lack of evidence, not of activity.",
                )
            )
    if conflicts:
        named = joined([spoken(name) for name, _ in conflicts], most=3)
        sentences.append((f"Sources disagree on {named}", "; every statement stands below."))
    if found["sources"]:
        sentences.append(("", f"{plural(len(found['sources']), 'source').capitalize()}."))
    return sentences


def spoken(name: str) -> str:
    """A property name as words: 'eu_funding_eur' reads 'EU funding'."""
    parts = name.removesuffix("_eur").split("_")
    return " ".join(part.upper() if part in ("eu", "id", "nuts", "trl") else part for part in parts)


def _kinds(neighbours: Sequence[Json]) -> str:
    counts = Counter(one["label"] for one in neighbours)
    parts = [
        f"{spelt(count)} {_noun(label, count)}"
        for label, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return joined(parts)


def _noun(label: str, count: int) -> str:
    noun = lower_first(words(label))
    return noun if count == 1 else plural_of(noun)


def _chain_finding(chain: Json) -> tuple[str, str]:
    states = Counter(stage["state"] for stage in chain["stages"])
    if not chain["stages"]:
        return "No stage of this chain is known", "."
    total = len(chain["stages"])
    if states["held"] == total:
        holders = sorted({holder["name"] for stage in chain["stages"] for holder in stage["holders"]})
        every = "The one stage there is has" if total == 1 else f"All {spelt(total)} stages have"
        return f"{every} a known holder", f": {joined(holders, most=5)}."
    parts = []
    if states["nobody_known"]:
        parts.append(f"for {spelt(states['nobody_known'])} a source looked and found nobody")
    if states["unknown"]:
        parts.append(f"for {spelt(states['unknown'])} nothing is stated, which is unknown and not missing")
    have = f"{spelt(total)} {one_or_many(total, 'stage')} {'has' if states['held'] == 1 else 'have'}"
    return f"{spelt(states['held']).capitalize()} of {have} a known holder", f"; {joined(parts)}."


def _steps(found: Json) -> list[tuple[str, str]]:
    """Where to go on from here: (what it does, address)."""
    node_id, label = found["id"], found["label"]
    steps: list[tuple[str, str]] = []
    if level := LEVEL_OF.get(label):
        steps.append(("Find a route from here", address("/paths", view="participation", source=node_id, level=level)))
        steps.append(
            ("Who could bridge to a partner", address("/bridging", view="participation", source=node_id, level=level))
        )
        steps.append(("Its place in the network", address("/networks/participation", level=level, focus=node_id)))
    if label in ACTIVITIES:
        steps.append(("Common participants with another", address("/common", ids=node_id)))
        steps.append(("Its place in the network", address("/networks/participation", focus=node_id)))
    if label in WITH_GAPS:
        steps.append(
            (
                "Gaps among its members" if label != "ValueChain" else "Gaps in this chain",
                address("/gaps", within=node_id),
            )
        )
    return steps
