"""`/networks/{view}/brokerage`: who stands between whom, against what chance would give."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from api.answers import brokerage as answers
from api.answers.shapes import Json, address, citation
from api.pages.ego import MEANT, both_orders
from api.pages.emptiness import empty_page
from api.pages.network_frame import Frame, asked_network
from api.pages.plots import diverging
from api.pages.render import page, query_of, whole
from api.pages.words import number, plural
from api.routes.brokerage import WEIGHTED
from graph.analytics.brokerage_roles import ROLES
from graph.lookups.groups import OWN_COLUMN, grouping_means, groupings_of
from graph.wording import plural_of

ROWS = 25  # nodes on a page
GROUPS = 40  # groups in the table; the download has all
GROUPINGS_ABOVE = {"region": ("country", "macro-region"), "country": ("macro-region",)}  # whose groups hold several
LEAST_Z = 3.0  # the bars reach at least so far: a z of 0.2 must not look large
SORTS = {
    "total": "brokerage in all",
    **{role: role for role in ROLES},
    "constraint": "constraint",
    "effective_size": "effective size",
    "efficiency": "efficiency",
    "hierarchy": "hierarchy",
    "ei": "E–I index",
    "participation_coefficient": "participation",
    "bridging": "regional bridging",
}
ASKED = "gatekeeper", "liaison", "representative", "coordinator", "itinerant"  # whose sentence is tried first


def brokerage_page(request: Request, view: str) -> Response:
    """The five roles of Gould and Fernandez for every node and group, and Burt's structural holes."""
    frame = asked_network(request, view, "brokerage")
    asked = query_of(request, "group", "sort", "weighted")
    offset = whole(request, "offset")
    weighted = bool(WEIGHTED.read(asked["weighted"])) if asked["weighted"] else True
    sort = asked["sort"] or "total"
    answer = answers.brokerage(
        frame.explorer,
        view,
        frame.parameters,
        asked["group"],
        sort=sort,
        weighted=weighted,
        limit=ROWS,
        offset=offset,
    )
    group = answer["parameters"]["group"]
    if not frame.graph.n:
        return empty_page(request, frame, "Who stands between whom?")
    first = [_first(frame, group, role, weighted) for role in ROLES]
    most = max(
        (abs(role["z"]) for one in answer["result"]["items"] for role in one["roles"].values() if role["z"]), default=0
    )
    return page(
        request,
        "brokerage.html",
        title=f"Brokerage: {frame.context()['network_title']}",
        **frame.context(),
        answer=answer,
        rows=[_row(one, max(most, LEAST_Z)) for one in answer["result"]["items"]],
        group=group,
        groupings={name: grouping_means(frame.graph, name) for name in groupings_of(frame.graph)},
        sort=sort.replace("-", "_"),
        sorts=SORTS,
        weighted=weighted,
        offset=offset,
        roles=[(role, MEANT[role]) for role in ROLES],
        first=[one for one in first if one],
        alone=_alone(frame, answer["result"], group),
        shown_groups=answer["result"]["groups"][:GROUPS],
        network=answer["result"]["network"],
        both_orders=both_orders(frame.graph),
        scale=max(most, LEAST_Z),
        finding=_finding(frame, answer["result"], group, {one["role"]: one for one in first if one}),
        cite=citation(frame.explorer, f"Brokerage in the network {view} by {group}", answer["links"]["page"]),
    )


def _alone(frame: Frame, result: Json, group: str) -> list[Json]:
    """Where each node is its own group, so that only liaisons can be: pages with groupings that answer."""
    if result["groups_total"] < 2 or any(one["nodes"] > 1 for one in result["groups"]):
        return []
    coarser = GROUPINGS_ABOVE.get(group, ())
    here = f"/networks/{frame.view}/brokerage"
    found = [{"said": f"by {one}", "link": address(here, **{**frame.parameters, "group": one})} for one in coarser]
    if frame.view == "countries":
        link = address("/networks/regions/brokerage", **{**frame.parameters, "group": group})
        found.insert(0, {"said": f"regions by {group}", "link": link})
    return found


def _first(frame: Frame, group: str, role: str, weighted: bool) -> dict[str, Any] | None:
    """Who plays a role most often; None where nobody does."""
    items = answers.brokerage(
        frame.explorer, frame.view, frame.parameters, group, sort=role, weighted=weighted, limit=1
    )["result"]["items"]
    if not items or not items[0]["value"]:
        return None
    return {"role": role, "meaning": MEANT[role], **items[0], **items[0]["roles"][role]}


def _row(item: Json, most: float) -> Json:
    roles = {
        role: {**of, "bar": diverging(of["z"], most), "z_said": signed(of["z"])} for role, of in item["roles"].items()
    }
    return {**item, "roles": roles}


def signed(z: float | None) -> str:
    """A z with its sign and one digit; empty where it is not known."""
    return "" if z is None else f"{z:+.1f}".replace("-", "−")


def _finding(frame: Frame, result: Json, group: str, first: dict[str, Any]) -> list[tuple[str, str]]:
    nouns = f"groups of {group}" if grouping_means(frame.graph, group) == OWN_COLUMN else plural_of(group)
    if not result["groups_total"]:
        return [(f"No node’s {group} is known", ": there are no roles to play. Choose another grouping below.")]
    role = next((one for one in ASKED if one in first), None)
    if role is None:
        return [(f"Nobody brokers between {nouns}", f": each of the {plural(frame.graph.n, 'node')} is passed by.")]
    best = first[role]
    article = "an" if role[0] in "aeiou" else "a"
    bold = f"{best['name']} is most often {article} {role} between {nouns}"
    times = plural(best["count"], "time")
    chance = "" if best["expected"] is None else f", where chance would give {number(round(best['expected'], 1))}"
    beyond = "" if best["z"] is None else f" (z {signed(best['z'])})"
    orders = "" if frame.graph.directed else "; each pair counts in both orders"
    said = [(bold, f": {times}{chance}{beyond}, {best['meaning']}{orders}.")]
    if role == "liaison" and "gatekeeper" not in first:
        said.append(("", f"There is no gatekeeper: no tie joins two nodes of one {group}."))
    return said
