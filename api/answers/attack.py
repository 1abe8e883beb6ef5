"""What if nodes go one after the other: how a network falls apart step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.answers.computing import computed
from api.answers.shapes import API, Json, address, listing, node, page_of
from api.answers.stating import on_network
from api.explorer import Explorer
from graph.analytics.attack import DRAWS, EFFICIENCY_UP_TO, ORDERS, Order, attack
from graph.errors import UnknownName

Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AttackChoices:
    """In which order nodes go."""

    order: str = "degree"
    adaptive: bool = False
    draws: int = DRAWS
    seed: int = 0


def attacked(
    explorer: Explorer, view: str, parameters: Parameters, choices: AttackChoices, limit: int = 50, offset: int = 0
) -> Json:
    """The curve of the largest component as nodes go, and the robustness R."""
    graph = explorer.networks.projection(view, parameters)
    order = _order(choices.order)
    chosen: Json = {"order": order}
    if order == "random":
        chosen |= {"draws": choices.draws, "seed": choices.seed}
    else:
        chosen["adaptive"] = choices.adaptive
    once = graph.n + 2 * graph.m
    steps = once * (choices.draws if order == "random" else graph.n if order == "betweenness" else 4)
    if order != "random" and graph.n <= EFFICIENCY_UP_TO:
        steps += graph.n * graph.n * once // 16
    if choices.adaptive and order != "random":
        steps *= graph.n
    found = computed(
        explorer,
        graph,
        "attack curve",
        chosen,
        lambda progress: attack(
            graph, order=order, adaptive=choices.adaptive, draws=choices.draws, seed=choices.seed, progress=progress
        ),
        steps=steps,
    )
    path = f"{API}/networks/{view}/whatif/attack"
    given = {**graph.parameters, **{name: str(value).lower() for name, value in chosen.items()}}
    items = [
        {
            "removed": one.removed,
            "share": one.share,
            "node": node(graph.nodes[graph.place(one.node)]) if one.node else None,
            "largest": one.largest,
            "low": one.low,
            "high": one.high,
            "efficiency": one.efficiency,
        }
        for one in page_of(found.items, limit, offset)
    ]
    result = listing(
        items,
        total=len(found.items),
        limit=limit,
        offset=offset,
        path=path,
        parameters=given,
        robustness={"value": found.robustness, "low": found.low, "high": found.high},
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
        page=address(f"/networks/{view}/removal", **graph.parameters),
    )


def _order(order: str) -> Order:
    for known in ORDERS:
        if order == known:
            return known
    raise UnknownName("order", order, ORDERS, field="order")
