"""The page of gaps: which members of a thing nothing else ties, what they share, and what is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from fastapi import Request, Response

from api.answers import linkage
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
PAIRS = 20  # rows of the table on a page


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
                answer = linkage.gaps(explorer, choice.id, level, explorer.settings.valuechain_max_limit, 0)
                matrix = matrix_of(explorer, answer["result"])
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
        rows=_rows(result, offset) if result else None,
        warnings=[text for text in answer["warnings"] if "priorities of at least one side" not in text]
        if answer
        else [],
        fault=fault,
        answer=answer,
        result=result,
        matrix=matrix,
        finding=_finding(result) if result else [],
        candidates=None if result else remembered(request, "gaps", lambda: _candidates(explorer)),
        options=remembered(request, "gap options", lambda: _options(explorer)),
        cite=citation(explorer, f"Gaps in {result['within']['name']}", answer["links"]["page"])
        if result and answer
        else "",
        graph_version=explorer.snapshot().graph_version,
    )


def _rows(result: Json, offset: int) -> Json:
    """A page of the pairs, in the shape of a list."""
    items = result["items"][offset : offset + PAIRS]
    return {
        "items": items,
        "total": result["total"],
        "limit": PAIRS,
        "truncated": offset + len(items) < result["total"],
    }


def _finding(result: Json) -> list[tuple[str, str]]:
    name = result["within"]["name"]
    if "stages" in result:
        if not result["total"]:
            return [(f"Every stage of {name} has a known holder", f" ({plural(result['stages'], 'stage')}).")]
        unknown = sum(1 for item in result["items"] if item["unknown"])
        nobody = result["total"] - unknown
        of = f"{plural(result['stages'], 'stage')} of {name}"
        have = "has" if result["total"] == 1 else "have"
        text = f"{spelt(result['total']).capitalize()} of {of} {have} no known holder"
        return [
            (
                text,
                f": for {spelt(nobody)} a source looked and found nobody, for {spelt(unknown)} it is unknown.",
            )
        ]
    if len(result["members"]) < 2:
        known = "No member is" if not result["members"] else "Only one member is"
        return [
            (
                f"{known} known for {name} at this level",
                ": without two there is no pair. A lack of evidence is not a gap.",
            )
        ]
    if not result["total"]:
        return [
            (f"Every pair of members of {name} is tied by something else", f" ({plural(result['pairs'], 'pair')}).")
        ]
    are = "is" if result["total"] == 1 else "are"
    text = f"{result['total']} of {plural(result['pairs'], 'pair')} of members of {name} {are} tied by nothing else"
    shared = sum(1 for item in result["items"] if item["shared"])
    if result["truncated"]:
        return [(text, "; those that share a stated priority stand first.")]
    unknown = sum(1 for item in result["items"] if item["unknown"])
    if unknown == result["total"]:
        return [(text, "; what they could share is unknown, since nobody stated the priorities of a side.")]
    return [
        (
            text,
            f"; {spelt(shared)} share a stated priority, and for {spelt(unknown)} those of a side are unknown.",
        )
    ]


def matrix_of(explorer: Explorer, result: Json) -> dict[str, Any] | None:
    """Members by members: a gap, with how many priorities are shared, or what is not known; tied; or one in the other.

    `result` holds all gaps; None where there are too few or too many members for a picture.
    """
    members = result.get("members", [])
    if not 3 <= len(members) <= MATRIX or result["truncated"]:
        return None
    gaps: dict[frozenset[str], Mapping[str, Any]] = {
        frozenset(one["id"] for one in item["between"]): item for item in result["items"]
    }
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
            ("self", "", "")
            if member is other
            else (*cells[frozenset((member["id"], other["id"]))], f"{member['name']} – {other['name']}")
            for other in ordered
        ]
        rows.append(
            {
                "member": member,
                "country": country[member["id"]],
                "cells": row,
                "gaps": sum(1 for cell in row if cell[0] in ("shared", "unsure", "gap")),
            }
        )
    held = Counter(state for state, _ in cells.values())
    return {"rows": rows, "members": ordered, "wide": len(members) > 16, "counts": held, "pairs": len(cells)}


def _candidates(explorer: Explorer) -> list[dict[str, Any]]:
    """What gaps can be asked about, with how many there are: most gaps first, what has no pair last."""
    names = explorer.snapshot().names.nodes
    out = []
    for node in sorted(names.values(), key=lambda node: (node.name, node.id)):
        if node.label not in WITHIN:
            continue
        result = linkage.gaps(explorer, node.id, limit=1)["result"]
        size = result["stages"] if "stages" in result else result["pairs"]
        out.append(
            {
                "id": node.id,
                "label": node.label,
                "name": node.name,
                "gaps": result["total"],
                "of": size,
                "chain": "stages" in result,
            }
        )
    return sorted(out, key=lambda one: (-one["gaps"], one["of"] == 0, one["name"]))


def _options(explorer: Explorer) -> list[dict[str, str]]:
    names = explorer.snapshot().names.nodes.values()
    return [{"id": node.id, "label": node.label, "name": node.name} for node in names if node.label in WITHIN]
