"""The questions of the source material, offered as examples where the loaded data can ask them."""

from __future__ import annotations

from api.explorer import Explorer

COMMON = ("project:knowhub", "project:tr3s")
ROUTE = ("country:PT", "country:NO")
REGIONS = ("region:2021:PT11", "region:2021:NO071")
PILOT = "pilot:vanguard:bio-economy"


def named(explorer: Explorer, ids: tuple[str, ...]) -> dict[str, str] | None:
    """Id → name, in order; None where one of them is not in the graph."""
    nodes = explorer.snapshot().names.nodes
    return {one: nodes[one].name for one in ids} if all(one in nodes for one in ids) else None
