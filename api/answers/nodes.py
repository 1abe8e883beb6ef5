"""Which node of a network somebody means, and what is said where there is none."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from functools import partial

from api.explorer import Explorer
from graph.analytics.workspace import kept
from graph.errors import InvalidInput, NotFound
from graph.lookups.names import canonical_id
from graph.projection import NetworkNode, Projection

SUGGESTED_UP_TO = 100_000  # nodes compared for a “did you mean”: a tenth of a second
NAMED_COUNTRIES = 6  # of those there are, in the message that nobody lies in another


def node_of(explorer: Explorer, graph: Projection, given: str) -> str:
    """The id of the node that `given` names: its id in the network or, in a loaded network, its one name.

    In a built-in view any entity of the graph may be named; that it is not in the network is for the answer to say.
    Raises `NotFound` with the nearest ids.
    """
    for node_id in (given, canonical_id(given)):
        if node_id in graph:
            return node_id
    if not explorer.networks.view(graph.view).stored:
        return explorer.snapshot().names[given].id
    wanted = given.strip().casefold()
    named = [node.id for node in graph.nodes if node.name.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    near = get_close_matches(given, graph.ids, n=3) if graph.n <= SUGGESTED_UP_TO else []
    hint = f" Near it: {', '.join(near)}." if near else ""
    raise NotFound(
        f"'{given[:200]}' is not a node of the network '{graph.view}'.{hint}",
        next_step=f"GET /api/v1/networks/{graph.view} lists its nodes.",
    )


def named_in(text: str, *graphs: Projection, field: str) -> list[str]:
    """The ids a text names, parted by commas. An id that holds commas itself is known by being in one of the networks.

    An empty text names none. Raises `InvalidInput` for one that is not empty and names none: it is not passed over.
    """
    parts = text.split(",")
    longest = 1 + max((kept(graph, "commas in an id", partial(_commas, graph)) for graph in graphs), default=0)
    found: list[str] = []
    at = 0
    while at < len(parts):
        ends = range(min(len(parts), at + longest), at + 1, -1)
        wholes = ((end, ",".join(parts[at:end]).strip()) for end in ends)
        whole = ((end, one) for end, one in wholes if any(one in graph for graph in graphs))
        at, one = next(whole, (at + 1, parts[at].strip()))
        found.append(one)
    found = [one for one in found if one]
    if text and not found:
        raise InvalidInput(f"{field} names no id.", next_step="Give ids, separated by commas.", field=field)
    return found


def _commas(graph: Projection) -> int:
    return max((one.count(",") for one in graph.ids), default=0)


def nobody_in(explorer: Explorer, graph: Projection, country: str, code: str) -> NotFound:
    """The error of a country (as it was asked for, and its code) that no node lies in, with the countries there are."""

    def named(one: str) -> str:
        known = explorer.snapshot().names.nodes.get(f"country:{one}")
        return f"{one} ({known.name})" if known else one

    there = Counter(one.country or one.id.removeprefix("country:") for one in graph.nodes if _has_country(one))
    most = sorted(there, key=lambda one: (-there[one], one))
    known = explorer.snapshot().names.nodes.get(f"country:{code}")
    step = f"GET /api/v1/networks/{graph.view} lists its nodes with their countries."
    if most:
        others = f" and {len(most) - NAMED_COUNTRIES} more" if len(most) > NAMED_COUNTRIES else ""
        step = f"Its nodes lie in {', '.join(map(named, most[:NAMED_COUNTRIES]))}{others}. {step}"
    else:
        step = f"No country is known of any of its nodes: name those that leave with nodes=. {step}"
    is_named = f", {known.name}" if known else ""
    return NotFound(f"No node of the network '{graph.view}' lies in '{country}'{is_named}.", next_step=step)


def _has_country(one: NetworkNode) -> bool:
    return bool(one.country) or one.id.startswith("country:")
