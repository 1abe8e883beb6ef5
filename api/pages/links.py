"""The page of missing links: which would help most, as arcs and a ranking; and, apart from them, which are likely."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request, Response

from api.answers import prediction, value_chains, whatif
from api.answers.shapes import Json, address, citation
from api.answers.whatif import WITHIN_HOPS, LinkChoices
from api.pages import geo
from api.pages.emptiness import empty_said
from api.pages.links_drawing import ARCS, drawing, pair_key
from api.pages.lookup import Fault, fault_of, not_clear
from api.pages.network_frame import Frame, asked_network, options_of
from api.pages.render import page, query_of, whole
from api.pages.whatif_parts import hops, node_meant, percent
from api.pages.words import plural
from graph.analytics.prediction import PREDICTORS
from graph.errors import ExplorerError, InvalidInput
from graph.projection import Projection

ROWS = 20  # links a page: as many as come with the pairs that gain most
LIKELY = 10  # likely pairs on the page; the download has more
USEFUL = 1_000  # best links among which a likely one is looked up
MOST_WITHIN = 12  # hops within which a stage may be looked for, as over HTTP
TWO_MODE = "preferential-attachment"  # the one predictor that needs no common neighbours


def links_page(request: Request, view: str) -> Response:
    """The best missing links of a network or of one node. Raises `UnknownName`, `NotFound`, which become pages."""
    frame = asked_network(request, view, "links")
    explorer, graph, parameters = frame.explorer, frame.graph, dict(frame.parameters)
    asked = query_of(request, "node", "chain", "likely")
    here, offset = f"/networks/{view}/links", whole(request, "offset")
    within = whole(request, "within_hops", WITHIN_HOPS, MOST_WITHIN)
    meant = node_meant(frame, asked["node"]) if asked["node"] else None
    fault = not_clear(meant, "node") if meant and meant.picked is None else None
    of = meant.picked if meant else None
    choices = LinkChoices(of.id if of else "", asked["chain"], within if asked["chain"] else None)
    answer, refused = None, None
    if fault is None and graph.n:
        try:
            answer = whatif.links(explorer, view, parameters, choices, ROWS, offset)
        except InvalidInput as error:
            refused = fault_of(error)
    rows = answer["result"]["items"] if answer else []
    kept = {"node": choices.node, "chain": choices.chain, "within_hops": str(within) if choices.chain else ""}
    likely, unlikely = _likely(frame, asked["likely"], choices.node) if fault is None and graph.n else (None, None)
    return page(
        request,
        "links.html",
        title="Missing links",
        status=fault.status if fault else 200,
        n=graph.n,
        answer=answer,
        rows=rows,
        offset=offset,
        kept=kept,
        drawing=drawing(request, frame, rows, choices) if rows else None,
        pair_key=pair_key,
        arcs=ARCS,
        directed=graph.directed,
        picked=of,
        text=asked["node"],
        chains=value_chains.chains(explorer)["items"],
        within=within,
        most_within=MOST_WITHIN,
        fault=fault,
        choose=[
            {
                "id": one.id,
                "label": one.label,
                "name": one.name,
                "link": address(f"/networks/{view}/links", node=one.id),
            }
            for one in (meant.near if fault and meant else ())
        ],
        refused=refused,
        finding=_finding(graph, answer, rows, of.name if of else ""),
        likely=likely,
        unlikely=unlikely,
        predictors=PREDICTORS,
        useful=_useful(frame, choices) if likely and answer else {},
        most_useful=USEFUL,
        options=options_of(graph),
        credit=geo.CREDIT,
        percent=percent,
        hops=hops,
        cite=citation(
            explorer,
            f"{explorer.networks.view(view).title}: missing links{f' of {of.name}' if of else ''}",
            address(here, **kept, **parameters),
        ),
        **frame.context(),
    )


def _finding(graph: Projection, answer: Json | None, rows: Sequence[Json], of: str) -> list[tuple[str, str]]:
    """The headline as (bold, plain) pairs."""
    if not graph.n:
        return [*empty_said(graph), ("", "There is nothing to link.")]
    if answer is None:
        return [("Name a node", " to see which link would help it most: the network is too large to score every pair.")]
    if not rows:
        return [("No link is missing", ": every pair that could be tied is tied.")]
    result, best = answer["result"], rows[0]
    first = [one for one in rows if one["rank"] == best["rank"]]
    pair = f"{best['source']['name']} {'→' if graph.directed else '–'} {best['target']['name']}"
    many = len(first) > 1 and answer["parameters"].get("offset", 0) == 0
    equal = f" (and {len(first) - 1} that {'does' if len(first) == 2 else 'do'} as much)" if many else ""
    counted = f"Of {plural(result['candidates'], 'absent link')}{f' of {of}' if of else ''}, each scored alone"
    if best["gain"] is None:
        return [(f"{pair} would bring {of} closest to everybody", f"{equal}. {counted}.")]
    if best["gain"] == 0 and not best["new_stages"]:
        return [("No single link would bring anybody closer", f". {counted}.")]
    said = []
    if best["new_stages"]:
        times = plural(best["new_stages"], "pair of node and stage", "pairs of node and stage")
        reach = f"within {plural(answer['parameters']['within_hops'], 'hop')}"
        said.append((f"{pair} would bring most of the chain into reach", f"{equal}: {times} {reach}. {counted}."))
    else:
        said.append((f"{pair} would help most{equal}", f": {_told(best)}. {counted}."))
    return said


def _told(link: Json) -> str:
    """What a link does, in words."""
    closer = f"{plural(link['closer'], 'pair')} would come closer"
    if link["relative_gain"] is None:
        return closer
    return f"{closer}, and the network would be {percent(link['relative_gain'])} more efficient"


def _likely(frame: Frame, method: str, node: str) -> tuple[Json | None, Fault | None]:
    """The likeliest absent pairs, or why there are none. Raises `UnknownName` for a method that is not there."""
    two_mode = len(frame.graph.modes) > 1
    chosen = method or (TWO_MODE if two_mode else PREDICTORS[0])
    if method:
        return prediction.prediction(frame.explorer, frame.view, frame.parameters, chosen, node, limit=LIKELY), None
    try:
        return prediction.prediction(frame.explorer, frame.view, frame.parameters, chosen, node, limit=LIKELY), None
    except ExplorerError as error:
        return None, fault_of(error)


def _useful(frame: Frame, choices: LinkChoices) -> dict[str, int]:
    """The rank of the best links by gain, by their two ends: to say of a likely link whether it is useful too."""
    alone = LinkChoices(choices.node)
    best = whatif.links(frame.explorer, frame.view, frame.parameters, alone, USEFUL)["result"]["items"]
    return {pair_key(one): one["rank"] for one in best}
