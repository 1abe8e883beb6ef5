"""What if: the best missing links, and what is lost when somebody leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.answers.computing import computed
from api.answers.nodes import named_in, nobody_in, node_of
from api.answers.shapes import API, Json, address, analysis, listing, node, page_of
from api.answers.stating import coarse, method_of, on_network
from api.explorer import Explorer
from graph.analytics.added_links import BYS, By, added_links
from graph.analytics.added_links import check_size as check_links
from graph.analytics.distance_matrix import MOST_NODES
from graph.analytics.leaving import check_size as check_leaving
from graph.analytics.leaving import leaving
from graph.analytics.link_results import AddedLink, Change
from graph.analytics.removal import ChangedPair, Removal, removal
from graph.analytics.results import Piece
from graph.errors import InvalidInput, UnknownName
from graph.lookups.chains import read_chain
from graph.lookups.names import country_id
from graph.projection import Projection

Parameters = Mapping[str, str]

WITHIN_HOPS = 2  # in a two-mode network: partners in one activity
LINK_DISTANCE = 1.0  # of a new link, by distance
MOST_REMOVED = 100  # ids in one address; a whole country is asked for with country=
PARTS = 50  # parts of a network that are listed


@dataclass(frozen=True, slots=True)
class LinkChoices:
    """What is asked of the absent links."""

    node: str = ""
    chain: str = ""
    within_hops: int | None = None  # WITHIN_HOPS with a chain
    by: str = "hops"
    link_distance: float | None = None  # LINK_DISTANCE by distance


def links(
    explorer: Explorer,
    view: str,
    parameters: Parameters,
    choices: LinkChoices,
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Absent links by what they would add, all or those of one node; with a chain by the stages they bring in reach."""
    graph = explorer.networks.projection(view, parameters)
    by = _by(choices.by)
    _goes_with("within_hops", choices.within_hops, "a chain", bool(choices.chain))
    _goes_with("link_distance", choices.link_distance, "by=distance", by == "distance")
    within = WITHIN_HOPS if choices.within_hops is None else choices.within_hops
    link_distance = LINK_DISTANCE if choices.link_distance is None else choices.link_distance
    one = node_of(explorer, graph, choices.node) if choices.node else None
    if one is not None:
        graph.place(one)
    stages = _stages(explorer, graph, choices.chain) if choices.chain else None
    chosen = {
        "node": one or "",
        "chain": choices.chain,
        "within_hops": within if choices.chain else None,
        "by": by,
        "link_distance": link_distance if by == "distance" else None,
    }
    n = graph.n
    found = computed(
        explorer,
        graph,
        "gain of added links",
        chosen,
        lambda progress: added_links(
            graph,
            node=one,
            by=by,
            link_distance=link_distance,
            stages=stages,
            within=within,
            progress=progress,
        ),
        check=lambda: check_links(graph, node=one, by=by, stages=stages is not None),
        steps=n * (n + 2 * graph.m) if one and n <= MOST_NODES else n * n * (n // 2 + 50),
    )
    path = f"{API}/networks/{view}/whatif/links"
    asked = {name: value for name, value in chosen.items() if name != "by" or value != "hops"}
    given = {**graph.parameters, **{name: value for name, value in asked.items() if value not in ("", None)}}
    result = listing(
        [_link(graph, one) for one in page_of(found.items, limit, offset)],
        total=len(found.items),
        limit=limit,
        offset=offset,
        path=path,
        parameters=given,
        candidates=found.candidates,
        scored=found.scored,
        efficiency=found.efficiency,
    )
    warnings = list(found.warnings)
    if len(found.items) < found.candidates:
        warnings.append(f"The best {len(found.items)} of {found.candidates} absent links are kept; all were scored.")
    return analysis(
        explorer,
        sources=graph.source_ids,
        result=result,
        method=method_of(found.method),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=[*warnings, *coarse(graph)],
        path=path,
        page=address(f"/networks/{view}/links", **graph.parameters, node=choices.node, chain=choices.chain),
    )


def _goes_with(name: str, value: float | None, other: str, there: bool) -> None:
    if value is not None and not there:
        raise InvalidInput(f"{name} goes with {other}.", next_step=f"Add {other}, or leave {name} out.", field=name)


def _by(by: str) -> By:
    for known in BYS:
        if by == known:
            return known
    raise UnknownName("value of by", by, BYS, field="by")


def _stages(explorer: Explorer, graph: Projection, chain_id: str) -> npt.NDArray[np.uint64]:
    """A bit for each stage of the chain that a node, or somebody in it, is stated to hold. Shape (n,)."""
    chain = read_chain(explorer.store, chain_id)
    upwards = explorer.snapshot().places.upwards
    stages = np.zeros(graph.n, dtype=np.uint64)
    for bit, stage in enumerate(chain.stages[:64]):
        for holder in stage.holders:
            for place in upwards(holder.id):
                if place in graph:
                    stages[graph.place(place)] |= np.uint64(1) << np.uint64(bit)
    return stages


def _link(graph: Projection, one: AddedLink) -> Json:
    return {
        "rank": one.rank,
        "source": _node(graph, one.source),
        "target": _node(graph, one.target),
        "gain": one.gain,
        "relative_gain": one.relative_gain,
        "closer": one.closer,
        "distance": one.distance,
        "own_gain": one.own_gain,
        "new_stages": one.new_stages,
        "examples": [_change(graph, pair) for pair in one.examples],
    }


def _change(graph: Projection, pair: Change | ChangedPair) -> Json:
    ends = {"source": _node(graph, pair.source), "target": _node(graph, pair.target)}
    return {**ends, "before": pair.before, "after": pair.after}


def _node(graph: Projection, node_id: str) -> Json:
    return node(graph.nodes[graph.place(node_id)])


def without(
    explorer: Explorer, view: str, parameters: Parameters, nodes: str, country: str, limit: int = 50, offset: int = 0
) -> Json:
    """A network without some nodes, or without a country; without either, every node by what its leaving costs."""
    if not nodes and not country:
        return missed(explorer, view, parameters, limit, offset)
    graph = explorer.networks.projection(view, parameters)
    gone = _leaving(explorer, graph, nodes, country)
    found = computed(
        explorer,
        graph,
        "removal",
        {"nodes": ",".join(gone)},
        lambda progress: removal(graph, nodes=gone, progress=progress),
        steps=graph.n * (graph.n + 2 * graph.m) // 16,
    )
    path = f"{API}/networks/{view}/whatif/removal"
    given = {**graph.parameters, **({"nodes": nodes} if nodes else {}), **({"country": country} if country else {})}
    order = _by_what_happens(graph, found)
    result = listing(
        [_fate(graph, found, place) for place in page_of(order, limit, offset)],
        total=graph.n,
        limit=limit,
        offset=offset,
        path=path,
        parameters=given,
        removed=[_node(graph, one) for one in found.removed],
        cut_off=[_node(graph, one) for one in found.cut_off[:1000]],
        cut_off_total=len(found.cut_off),
        isolated=[_node(graph, one) for one in found.isolated[:1000]],
        components_before=_parts(graph, found.components_before),
        components_before_total=len(found.components_before),
        components_after=_parts(graph, found.components_after),
        components_after_total=len(found.components_after),
        pairs_lost={"total": found.pairs_lost, "examples": [_change(graph, pair) for pair in found.lost]},
        pairs_longer={
            "total": found.pairs_longer,
            "mean_increase": found.mean_increase,
            "examples": [_change(graph, pair) for pair in found.longer],
        },
        efficiency={"before": found.efficiency_before, "after": found.efficiency_after},
    )
    return on_network(
        explorer,
        graph,
        found,
        result=result,
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/removal", **graph.parameters, nodes=",".join(found.removed)),
        graphml=True,
    )


def _leaving(explorer: Explorer, graph: Projection, nodes: str, country: str) -> list[str]:
    """Ids of the nodes that leave. Raises `InvalidInput` and `NotFound`."""
    named = named_in(nodes, graph, field="nodes")
    if len(named) > MOST_REMOVED:
        raise InvalidInput(
            f"nodes names {len(named)} ids, more than {MOST_REMOVED}.",
            next_step="Name fewer, or a whole country with country=.",
            field="nodes",
        )
    gone = {graph.ids[graph.place(node_of(explorer, graph, one))] for one in named}
    if country:
        code = country_code(country)
        of_country = {one.id for one in graph.nodes if one.country == code or one.id == f"country:{code}"}
        if not of_country:
            raise nobody_in(explorer, graph, country, code)
        gone |= of_country
    return sorted(gone)


def country_code(text: str) -> str:
    """The Eurostat code of a country that is named by its code, in any letters, or by its id: `es`, `country:ES`."""
    return country_id(text.strip().casefold().removeprefix("country:").upper()).removeprefix("country:")


def _by_what_happens(graph: Projection, found: Removal) -> Sequence[int]:
    """Places of all nodes: those who left, then those cut off, then the others."""
    cut_off = {graph.place(one) for one in found.cut_off}
    return sorted(range(graph.n), key=lambda at: (found.component_after[at] > 0, at not in cut_off, at))


def _fate(graph: Projection, found: Removal, place: int) -> Json:
    after = int(found.component_after[place])
    one = graph.nodes[place]
    return {
        **node(one),
        "removed": after == 0,
        "cut_off": one.id in found.cut_off,
        "component_before": int(found.component_before[place]),
        "component_after": after or None,
    }


def _parts(graph: Projection, parts: Sequence[Piece]) -> list[Json]:
    return [{"size": part.size, "nodes": [_node(graph, one) for one in part.ids]} for part in parts[:PARTS]]


def missed(explorer: Explorer, view: str, parameters: Parameters, limit: int = 50, offset: int = 0) -> Json:
    """Every node by what the others lose when it leaves."""
    graph = explorer.networks.projection(view, parameters)
    found = computed(
        explorer,
        graph,
        "loss by leaving",
        {},
        lambda progress: leaving(graph, progress=progress),
        check=lambda: check_leaving(graph),
        steps=graph.n * graph.n * (graph.n + 2 * graph.m) // 16,
    )
    path = f"{API}/networks/{view}/whatif/removal"
    given = dict(graph.parameters)
    items = [
        {
            "id": one.id,
            "name": one.name,
            "label": one.label,
            "value": one.loss,
            "rank": one.rank,
            "relative_loss": one.relative_loss,
            "cut_off": one.cut_off,
            "pairs_lost": one.pairs_lost,
        }
        for one in page_of(found.items, limit, offset)
    ]
    return on_network(
        explorer,
        graph,
        found,
        result=listing(items, total=len(found.items), limit=limit, offset=offset, path=path, parameters=given),
        given=given,
        limit=limit,
        offset=offset,
        path=path,
        page=address(f"/networks/{view}/removal", **graph.parameters),
        graphml=True,
    )
