"""The page of leaving: a network before and after some of its nodes leave; without names, who would be missed most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.answers import whatif
from api.answers.shapes import Json, address, citation
from api.answers.whatif import AttackChoices
from api.explorer import Explorer
from api.pages import charts_whatif as chart
from api.pages.lookup import Choice, Fault, fault_of, not_clear
from api.pages.memory import explorer_of
from api.pages.render import page, query_of
from api.pages.sketch import HEIGHT, WIDTH, labels
from api.pages.whatif_parts import (
    Sketched,
    countries_of,
    hops,
    named,
    network_asked,
    node_meant,
    options,
    percent,
    sketched,
)
from api.pages.words import first_upper, joined, plural, spelt
from graph.analytics.attack import DRAWS
from graph.errors import InvalidInput
from graph.projection import Projection
from graph.views import LEVELS, RULES

RANKED = 40  # rows of the ranking on the page; the download has all
FATES = 150  # rows of the list of who is where after; the download has all
SHOWN_CUT = 40  # nodes that are named one by one where they are cut off
MARKED = 60  # nodes cut off that are drawn before others
COLOURED = 5  # parts with a colour of their own; the others share one
CURVE_UP_TO = 20_000  # nodes: betweenness of a larger network takes minutes, for a curve beside a table
FEW_DRAWS = 20  # random orders of a network beyond that
ORDERS = {
    "degree": ("most ties first", "The node with most ties leaves, then the next."),
    "betweenness": ("most shortest routes first", "The node on most shortest routes leaves, then the next."),
    "random": ("at random", "Nodes leave in random orders; the line is their mean."),
}
AT = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)  # shares removed that stand in the table of the curves


def removal_page(request: Request, view: str) -> Response:
    """Before and after, or the ranking and the curves. Raises `UnknownName` and `NotFound`, which become pages."""
    explorer = explorer_of(request)
    graph, parameters = network_asked(request, view)
    texts = [one.strip() for text in request.query_params.getlist("nodes") for one in text.split(",") if one.strip()]
    country = query_of(request, "country")["country"]
    choices = [node_meant(explorer, graph, text) for text in dict.fromkeys(texts)]
    unclear = next((one for one in choices if one.picked is None), None)
    fault = not_clear(unclear, "nodes") if unclear else None
    answer = None
    if fault is None and (choices or country):
        answer = whatif.without(
            explorer, view, parameters, ",".join(one.id for one in choices), country, FATES if graph.n else 1
        )
    shared = {
        "view": view,
        "spec": explorer.networks.view(view),
        "graph": graph,
        "n": graph.n,
        "m": graph.m,
        "parameters": parameters,
        "levels": LEVELS,
        "rules": RULES,
        "options": options(graph),
        "countries": countries_of(graph),
        "country": country,
        "picked": [one.picked for one in choices if one.picked],
        "ids": [one.id for one in choices],
        "fault": fault,
        "choose": _choose(view, parameters, choices, unclear),
        "graph_version": graph.graph_version,
        "percent": percent,
        "hops": hops,
    }
    if answer is None:
        return _everybody(request, explorer, graph, parameters, fault, shared)
    result = answer["result"]
    who = _who(explorer, result, country)
    sketch = sketched(request, graph, _to_draw(result))
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


def _who(explorer: Explorer, result: Json, country: str) -> str:
    """Who leaves, in words: a country by its name where all its nodes leave."""
    names = named(result["removed"])
    if country and len(names) > 1:
        of = explorer.snapshot().names.name(f"country:{country}").removeprefix("country:")
        return f"{of} and its {plural(len(names), 'node')}"
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
        said.append((f"Without {who}, nobody is cut off", ": everyone else who had a route keeps one."))
    if longer:
        mean = result["pairs_longer"]["mean_increase"]
        of = result["pairs_longer"]["examples"][0]
        told = f" by {mean:.2g} hops on average" if longer > 1 else ""
        example = f"{of['source']['name']} to {of['target']['name']} takes {hops(of['after'])} instead of {of['before']}"
        said.append(("", f"{first_upper(spelt(longer))} {'route' if longer == 1 else 'routes'} get{'s' if longer == 1 else ''} longer{told}: {example}."))
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
    """One of the two pictures: every node with the part it is in, whether it has left or is cut off; its ties."""
    gone = {one["id"] for one in result["removed"]}
    cut = {one["id"] for one in result["cut_off"]}
    part = _part_of(result, after=after)
    order = sorted(
        sketch.nodes, key=lambda node: (node.id not in gone, node.id not in cut, -_degree(graph, node.id), node.id)
    )
    named_in = labels(
        sketch.at, [node.id for node in order], {node.id: node.name for node in sketch.nodes}, outwards=sketch.ring
    )
    nodes = []
    for node in sketch.nodes:
        x, y = sketch.at[node.id]
        left = after and node.id in gone
        nodes.append(
            {
                "id": node.id, "name": node.name, "label": node.label, "x": x, "y": y,
                "part": 0 if left else min(part.get(node.id, 1), COLOURED + 1),
                "gone": left, "leaving": not after and node.id in gone, "cut": after and node.id in cut,
                "text": named_in.get(node.id), "major": node.id in gone or node.id in cut,
            }
        )  # fmt: skip
    ties = [
        {"d": d, "width": width, "going": not after and (one in gone or other in gone)}
        for one, other, d, width in sketch.ties
        if not (after and (one in gone or other in gone))
    ]
    return {"nodes": sorted(nodes, key=lambda node: (node["leaving"] or node["gone"] or node["cut"], node["id"])), "ties": sorted(ties, key=lambda tie: tie["going"])}


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


# --- everybody, one at a time


def _everybody(
    request: Request,
    explorer: Explorer,
    graph: Projection,
    parameters: dict[str, str],
    fault: Fault | None,
    shared: dict[str, Any],
) -> Response:
    view = graph.view
    missed, refused = None, None
    if graph.n:
        try:
            missed = whatif.missed(explorer, view, parameters, RANKED)
        except InvalidInput as error:
            refused = fault_of(error)
    items = missed["result"]["items"] if missed else []
    return page(
        request,
        "removed.html",
        title="Who would be missed most",
        status=fault.status if fault else 200,
        missed=missed,
        items=items,
        highest=max((one["value"] or 0 for one in items), default=0),
        refused=refused,
        finding=_missed_finding(graph, items, refused),
        curves=_curves(explorer, graph, parameters),
        cite=citation(
            explorer,
            f"{explorer.networks.view(view).title}: who would be missed most",
            address(f"/networks/{view}/removal", **parameters),
        ),
        **shared,
    )


def _missed_finding(graph: Projection, items: Sequence[Json], refused: Fault | None) -> list[tuple[str, str]]:
    if not graph.n:
        return [("This network is empty", ": there is nobody who could leave.")]
    if refused:
        return [
            ("Name who leaves, and see what falls apart", f": the network has {graph.n:,} nodes, too many to try each.")
        ]
    best = items[0]
    if best["value"] is None:
        return [("A network of fewer than three nodes", ": no pair of others is left to lose anything.")]
    if not best["value"]:
        return [("Nobody would be missed", ": whoever leaves, the others reach each other as before.")]
    top = [one for one in items if one["rank"] == 1]
    each = " (each alone)" if len(top) > 1 else ""
    said = [
        (
            f"{joined(named(top), most=3)} would be missed most{each}",
            f": the others would then reach each other {percent(best['relative_loss'])} less well"
            + (f", and {plural(best['pairs_lost'], 'pair')} would have no route at all." if best["pairs_lost"] else "."),
        )
    ]
    idle = sum(1 for one in items if one["value"] == 0)
    if idle and len(items) == graph.n:
        said.append(("", f"{first_upper(spelt(idle))} of {graph.n} nodes could leave unnoticed by the others."))
    return said


def _curves(explorer: Explorer, graph: Projection, parameters: dict[str, str]) -> dict[str, Any] | None:
    """Three ways of falling apart on the same axes: lines, the band of the random one, robustness, and the table."""
    if graph.n < 2:
        return None
    many = graph.n > CURVE_UP_TO
    rows, lines = [], []
    method: Json | None = None
    for order, (short, told) in ORDERS.items():
        if order == "betweenness" and many:
            continue
        choices = AttackChoices(order, draws=FEW_DRAWS if many else DRAWS)
        answer = whatif.attacked(explorer, graph.view, parameters, choices, graph.n + 1)
        items = answer["result"]["items"]
        method = method or answer["method"]
        lines.append(
            {
                "order": order,
                "short": short,
                "d": chart.curve([(one["share"], one["largest"]) for one in items]),
                "band": chart.band([(one["share"], one["low"], one["high"]) for one in items]) if order == "random" else "",
            }
        )
        rows.append(
            {
                "order": order,
                "short": short,
                "told": told,
                "robustness": answer["result"]["robustness"],
                "first": [one["node"]["name"] for one in items[1:4] if one["node"]],
                "at": [items[round(share * graph.n)]["largest"] for share in AT],
                "links": answer["links"],
                "draws": choices.draws,
            }
        )
    xs, ys = chart.grid()
    return {
        "lines": lines, "rows": rows, "xs": xs, "ys": ys, "width": chart.WIDTH, "height": chart.HEIGHT,
        "left": chart.LEFT, "right": chart.WIDTH - chart.RIGHT, "bottom": chart.HEIGHT - chart.BOTTOM, "top": chart.TOP,
        "at": AT, "most": (1 - 1 / graph.n) / 2, "method": method, "skipped": many,
    }  # fmt: skip
