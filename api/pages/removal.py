"""The page of a network before and after some of its nodes leave. Without names it is `missed.py`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.answers import whatif
from api.answers.nodes import named_in
from api.answers.shapes import Json, address, citation
from api.explorer import Explorer
from api.pages.lookup import Choice, not_clear
from api.pages.missed import everybody_page
from api.pages.network_frame import asked_network, options_of
from api.pages.render import page, query_of
from api.pages.sketch import HEIGHT, WIDTH, labels
from api.pages.whatif_parts import (
    Sketched,
    countries_of,
    hops,
    named,
    node_meant,
    percent,
    sketched,
)
from api.pages.words import first_upper, joined, plural, spelt
from graph.lookups.names import country_id
from graph.projection import Projection
from graph.wording import one_or_many

FATES = 150  # rows of the list of who is where after; the download has all
SHOWN_CUT = 40  # nodes that are named one by one where they are cut off
MARKED = 60  # nodes cut off that are drawn before others
COLOURED = 5  # parts with a colour of their own; the others share one


def removal_page(request: Request, view: str) -> Response:
    """Before and after, or the ranking and the curves. Raises `UnknownName` and `NotFound`, which become pages."""
    frame = asked_network(request, view, "removal")
    explorer, graph, parameters = frame.explorer, frame.graph, dict(frame.parameters)
    given = [text for text in request.query_params.getlist("nodes") if text.strip(" ,")]
    texts = [one for text in given for one in named_in(text, graph, field="nodes")]
    asked = query_of(request, "country")["country"]
    country = whatif.country_code(asked) if asked else ""
    choices = [node_meant(frame, text) for text in dict.fromkeys(texts)]
    unclear = next((one for one in choices if one.picked is None), None)
    fault = not_clear(unclear, "nodes") if unclear else None
    answer = None
    if fault is None and (choices or country):
        answer = whatif.without(
            explorer, view, parameters, ",".join(one.id for one in choices), country, FATES if graph.n else 1
        )

    def country_name(code: str) -> str:
        return explorer.snapshot().names.name(country_id(code)).removeprefix("country:")

    shared = {
        **frame.context(),
        "n": graph.n,
        "m": graph.m,
        "options": options_of(graph),
        "countries": sorted(countries_of(graph), key=country_name),
        "country_name": country_name,
        "country": country,
        "picked": [one.picked for one in choices if one.picked],
        "ids": [one.id for one in choices],
        "fault": fault,
        "choose": _choose(view, parameters, choices, unclear),
        "percent": percent,
        "hops": hops,
    }
    if answer is None:
        return everybody_page(request, frame, fault, shared)
    result = answer["result"]
    who = _who(explorer, result, country, bool(choices))
    sketch = sketched(request, frame, _to_draw(result))
    return page(
        request,
        "removal.html",
        title=f"Without {who}",
        answer=answer,
        result=result,
        who=who,
        finding=_finding(result, who),
        before=_panel(graph, sketch, result, after=False),
        after=_panel(graph, sketch, result, after=True),
        sketch=sketch,
        size=(WIDTH, HEIGHT),
        kinds=sorted({node.label for node in sketch.nodes}),
        coloured=COLOURED,
        shown_cut=SHOWN_CUT,
        cite=citation(
            explorer,
            f"{explorer.networks.view(view).title}: without {who}",
            address(f"/networks/{view}/removal", nodes=",".join(shared["ids"]), country=country, **parameters),
        ),
        **shared,
    )


def _choose(view: str, parameters: Mapping[str, str], choices: Sequence[Choice], unclear: Choice | None) -> list[Json]:
    """Where a text fits several entities: each with the address that means it."""
    if unclear is None:
        return []
    return [
        {
            "id": one.id, "label": one.label, "name": one.name,
            "link": address(
                f"/networks/{view}/removal",
                nodes=",".join(one.id if other is unclear else other.id for other in choices),
                **parameters,
            ),
        }
        for one in unclear.near
    ]  # fmt: skip


# --- before and after


def _who(explorer: Explorer, result: Json, country: str, named_too: bool) -> str:
    """Who leaves, in words: a country by its name where all its nodes leave and nobody else is named."""
    names = named(result["removed"])
    if country and not named_too and len(names) > 1:
        of = explorer.snapshot().names.name(country_id(country)).removeprefix("country:")
        return f"{of}’s {plural(len(names), 'node')}"
    return joined(names, most=4)


def _finding(result: Json, who: str) -> list[tuple[str, str]]:
    """The headline as (bold, plain) pairs."""
    cut, lost, longer = result["cut_off_total"], result["pairs_lost"]["total"], result["pairs_longer"]["total"]
    said: list[tuple[str, str]] = []
    if cut:
        one = cut == 1
        text = f"Without {who}, {joined(named(result['cut_off']), most=4)} {'is' if one else 'are'} cut off"
        said.append((text, f": {plural(lost, 'pair')} {'loses' if lost == 1 else 'lose'} every route."))
    elif lost:
        said.append((f"Without {who}, {plural(lost, 'pair')} {'loses' if lost == 1 else 'lose'} every route", "."))
    else:
        said.append((f"Without {who}, nobody is cut off", ": whoever remains keeps a route where there was one."))
    alone = [one for one in result["isolated"] if one["id"] not in {other["id"] for other in result["cut_off"]}]
    if alone:
        verb, was = ("loses its last tie", "was") if len(alone) == 1 else ("lose their last tie", "were")
        said.append((f"{joined(named(alone), most=3)} {verb}", f", and {was} tied to nobody else who remains."))
    if longer:
        mean = result["pairs_longer"]["mean_increase"]
        of = result["pairs_longer"]["examples"][0]
        told = f" by {mean:.1f} {one_or_many(round(mean, 1), 'hop')} on average" if longer > 1 else ""
        ends = f"{of['source']['name']} to {of['target']['name']}"
        verb = "route gets" if longer == 1 else "routes get"
        example = f"{ends} takes {hops(of['after'])} instead of {of['before']}"
        said.append(("", f"{first_upper(spelt(longer))} {verb} longer{told}: {example}."))
    elif result["efficiency"]["after"] is not None:
        said.append(("", "No route that is left gets longer."))
    return said


def _to_draw(result: Json) -> list[str]:
    """Who has to be in the picture: those who leave, those cut off, the ends of the routes named."""
    some = [*result["removed"], *result["cut_off"][:MARKED], *result["isolated"][:MARKED]]
    for changed in ("pairs_lost", "pairs_longer"):
        some += [end for pair in result[changed]["examples"][:3] for end in (pair["source"], pair["target"])]
    return list(dict.fromkeys(str(one["id"]) for one in some))


def _panel(graph: Projection, sketch: Sketched, result: Json, *, after: bool) -> dict[str, Any]:
    """One of the two pictures: nodes with their part, whether they have left, are cut off or without a tie; ties."""
    gone = {one["id"] for one in result["removed"]}
    cut = {one["id"] for one in (*result["cut_off"], *result["isolated"])}
    part = _part_of(result, after=after)
    order = sorted(
        sketch.nodes, key=lambda node: (node.id not in gone, node.id not in cut, -_degree(graph, node.id), node.id)
    )
    names = {node.id: node.name for node in sketch.nodes}
    ids = [node.id for node in order]
    texts = labels(sketch.at, ids, names, outwards=sketch.ring, ringed=gone | cut, meant=gone)
    nodes: list[Json] = []
    for node in sketch.nodes:
        x, y = sketch.at[node.id]
        left = after and node.id in gone
        nodes.append(
            {
                "id": node.id, "name": node.name, "label": node.label, "x": x, "y": y,
                "part": 0 if left else min(part.get(node.id, 1), COLOURED + 1),
                "gone": left, "leaving": not after and node.id in gone, "cut": after and node.id in cut,
                "text": texts.get(node.id), "major": node.id in gone or node.id in cut,
            }
        )  # fmt: skip
    ties: list[Json] = [
        {"d": d, "width": width, "going": not after and (one in gone or other in gone)}
        for one, other, d, width in sketch.ties
        if not (after and (one in gone or other in gone))
    ]
    nodes.sort(key=lambda node: (node["leaving"] or node["gone"] or node["cut"], node["id"]))  # marked ones on top
    ties.sort(key=lambda tie: tie["going"])
    return {"nodes": nodes, "ties": ties}


def _part_of(result: Json, *, after: bool) -> dict[str, int]:
    """The number of each node's part as far as the answer lists it; who is not listed is in the largest."""
    found = {
        one["id"]: number
        for number, part in enumerate(result["components_after" if after else "components_before"], start=1)
        for one in part["nodes"]
    }
    for one in result["items"]:
        number = one["component_after" if after else "component_before"]
        if number is not None:
            found[one["id"]] = number
    return found


def _degree(graph: Projection, node_id: str) -> int:
    place = graph.place(node_id)
    return int(graph.indptr[place + 1] - graph.indptr[place])
