"""The page of gaps: which members of a thing nothing else ties, what they share, and what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from fastapi import Request, Response

from api.answers import questions
from api.answers.shapes import Json, citation
from api.explorer import Explorer
from api.pages.lookup import chosen, fault_of, not_clear
from api.pages.memory import explorer_of, remembered
from api.pages.render import page, query_of, whole
from api.pages.words import plural, spelt
from graph.errors import ExplorerError, NotFound, UnknownName
from graph.views import LEVELS

WITHIN = ("Pilot", "Partnership", "Initiative", "Platform", "ValueChain")
MATRIX = 40  # members up to which pairs are drawn as a matrix; a larger one cannot be read
PAIRS = 60  # rows of the table on a page


def gaps_page(request: Request) -> Response:
    """What to ask about, and where it is given its gaps."""
    explorer = explorer_of(request)
    asked = query_of(request, "within", "level")
    level = asked["level"] or "region"
    if level not in LEVELS:
        raise UnknownName("level", level, LEVELS, field="level")
    offset = whole(request, "offset")
    choice = chosen(explorer, asked["within"], WITHIN)
    fault, answer, matrix = None, None, None
    if asked["within"]:
        if choice.picked is None:
            fault = not_clear(choice, "within")
        else:
            try:
                answer = questions.gaps(explorer, choice.id, level, PAIRS, offset)
                matrix = matrix_of(explorer, answer["result"], level)
            except NotFound as error:
                fault = fault_of(error, 404)
            except ExplorerError as error:
                fault = fault_of(error)
    result = answer["result"] if answer else None
    return page(
        request,
        "gaps.html",
        title=f"Gaps in {result['within']['name']}" if result else "Gaps",
        status=fault.status if fault else 200,
        choice=choice,
        level=level,
        levels=LEVELS,
        offset=offset,
        fault=fault,
        answer=answer,
        result=result,
        matrix=matrix,
        finding=_finding(result) if result else [],
        candidates=None if result else remembered(request, "gaps", lambda: _candidates(explorer)),
        options=remembered(request, "gap options", lambda: _options(explorer)),
        cite=citation(explorer, f"Gaps in {result['within']['name']}", answer["links"]["page"]) if result and answer else "",
        graph_version=explorer.snapshot().graph_version,
    )


def _finding(result: Json) -> list[tuple[str, str]]:
    name = result["within"]["name"]
    if "stages" in result:
        if not result["total"]:
            return [(f"Every stage of {name} has a known holder", f" ({plural(result['stages'], 'stage')}).")]
        nobody = sum(1 for item in result["items"] if not item["unknown"])
        text = f"{spelt(result['total']).capitalize()} of {plural(result['stages'], 'stage')} of {name} have no known holder"
        return [(text, f": for {spelt(nobody)} a source looked and found nobody, for {spelt(result['total'] - nobody)} it is unknown.")]
    if len(result["members"]) < 2:
        known = "No member is" if not result["members"] else "Only one member is"
        return [(f"{known} known for {name} at this level", ": without two there is no pair. A lack of evidence is not a gap.")]
    if not result["total"]:
        return [(f"Every pair of members of {name} is tied by something else", f" ({plural(result['pairs'], 'pair')}).")]
    text = f"{result['total']} of {plural(result['pairs'], 'pair')} of members of {name} are tied by nothing else"
    shared = sum(1 for item in result["items"] if item["shared"])
    if not result["truncated"]:
        unknown = sum(1 for item in result["items"] if item["unknown"])
        tail = f"; {spelt(shared)} of them share a stated priority, and for {spelt(unknown)} the priorities of a side are unknown."
        return [(text, tail)]
    return [(text, "; those that share a stated priority stand first.")]


def matrix_of(explorer: Explorer, result: Json, level: str) -> dict[str, Any] | None:
    """Members by members: a gap, with how many priorities are shared, or what is not known; tied; or one in the other."""
    members = result.get("members", [])
    if not 3 <= len(members) <= MATRIX:
        return None
    everything = result
    if result["truncated"] or len(result["items"]) < result["total"]:
        everything = questions.gaps(explorer, result["within"]["id"], level, max(result["total"], 1), 0)["result"]
    gaps: dict[frozenset[str], Mapping[str, Any]] = {frozenset(one["id"] for one in item["between"]): item for item in everything["items"]}
    places = explorer.snapshot().places
    inside = {member["id"]: places.within(member["id"]) for member in members}
    cells: dict[frozenset[str], tuple[str, str]] = {}
    for one, other in combinations([member["id"] for member in members], 2):
        pair = frozenset((one, other))
        if gap := gaps.get(pair):
            if gap["shared"]:
                cells[pair] = ("shared", str(len(gap["shared"])))
            else:
                cells[pair] = ("unsure", "?") if gap["unknown"] else ("gap", "0")
        else:
            cells[pair] = ("nested", "") if other in inside[one] or one in inside[other] else ("tied", "")
    country = {member["id"]: places.country(member["id"]) for member in members}
    ordered = sorted(members, key=lambda member: (country[member["id"]], member["name"]))
    rows = []
    for member in ordered:
        row = [
            ("self", "", "") if member is other else (*cells[frozenset((member["id"], other["id"]))], f"{member['name']} – {other['name']}")
            for other in ordered
        ]
        rows.append({"member": member, "country": country[member["id"]], "cells": row, "gaps": sum(1 for cell in row if cell[0] in ("shared", "unsure", "gap"))})
    return {"rows": rows, "members": ordered}


def _candidates(explorer: Explorer) -> list[dict[str, Any]]:
    """What gaps can be asked about, with how many there are: most gaps first, what has no pair last."""
    names = explorer.snapshot().names.nodes
    out = []
    for node in sorted(names.values(), key=lambda node: (node.name, node.id)):
        if node.label not in WITHIN:
            continue
        result = questions.gaps(explorer, node.id, limit=1)["result"]
        size = result["stages"] if "stages" in result else result["pairs"]
        out.append({"id": node.id, "label": node.label, "name": node.name, "gaps": result["total"], "of": size, "chain": "stages" in result})
    return sorted(out, key=lambda one: (-one["gaps"], one["of"] == 0, one["name"]))


def _options(explorer: Explorer) -> list[dict[str, str]]:
    names = explorer.snapshot().names.nodes.values()
    return [{"id": node.id, "label": node.label, "name": node.name} for node in names if node.label in WITHIN]
