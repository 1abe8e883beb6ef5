"""The page of who would be missed most: every node by what the others lose, and how the network falls apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from api.answers import whatif
from api.answers.attack import AttackChoices, attacked
from api.answers.shapes import Json, address, citation
from api.explorer import Explorer
from api.pages import charts_whatif as chart
from api.pages.emptiness import empty_said
from api.pages.lookup import Fault, fault_of
from api.pages.network_frame import Frame
from api.pages.render import page
from api.pages.whatif_parts import named, percent
from api.pages.words import first_upper, joined, plural, spelt
from graph.analytics.attack import DRAWS
from graph.errors import InvalidInput
from graph.projection import Projection

RANKED = 40  # rows of the ranking on the page; the download has all
CURVE_UP_TO = 20_000  # nodes: betweenness of a larger network takes minutes, for a curve beside a table
FEW_DRAWS = 20  # random orders of a network beyond that
ORDERS = {
    "degree": ("most ties first", "The node with most ties leaves, then the next."),
    "betweenness": ("most shortest routes first", "The node on most shortest routes leaves, then the next."),
    "random": ("at random", "Nodes leave in random orders; the line is their mean."),
}
AT = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)  # shares removed that stand in the table of the curves


def everybody_page(request: Request, frame: Frame, fault: Fault | None, shared: Mapping[str, Any]) -> Response:
    """The ranking and the curves. `fault`: what could not be understood of who leaves; `shared`: the form's values."""
    explorer, graph, view, parameters = frame.explorer, frame.graph, frame.view, frame.parameters
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
        felt=[one for one in items if one["value"] != 0],
        unfelt=[one for one in items if one["value"] == 0],
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
        return [*empty_said(graph), ("", "There is nobody who could leave.")]
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
    lost = plural(best["pairs_lost"], "pair")
    each = " (each alone)" if len(top) > 1 else ""
    said = [
        (
            f"{joined(named(top), most=3)} would be missed most{each}",
            f": the others would then reach each other {percent(best['relative_loss'])} less well"
            + (f", and {lost} would have no route at all." if best["pairs_lost"] else "."),
        )
    ]
    idle = sum(1 for one in items if one["value"] == 0)
    if idle and len(items) == graph.n:
        whole = plural(graph.n, "node")
        said.append(("", f"{first_upper(spelt(idle))} of {whole} could leave unnoticed by the others."))
    return said


def _curves(explorer: Explorer, graph: Projection, parameters: Mapping[str, str]) -> dict[str, Any] | None:
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
        answer = attacked(explorer, graph.view, parameters, choices, graph.n + 1)
        items = answer["result"]["items"]
        method = method or answer["method"]
        lines.append(
            {
                "order": order,
                "short": short,
                "d": chart.curve([(one["share"], one["largest"]) for one in items]),
                "band": chart.band([(one["share"], one["low"], one["high"]) for one in items])
                if order == "random"
                else "",
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
