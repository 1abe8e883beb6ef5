"""Why a query of the library answers nothing: a network, a node or an entity its parameters name that is not there."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from graph import catalog
from graph.errors import SHOWN
from graph.lookups.names import canonical_id
from graph.views import Networks

LISTED = 5  # loaded networks named where none is near; GET /api/v1/networks has all of them


def nothing_found(networks: Networks, text: str, parameters: Mapping[str, object]) -> tuple[str, ...]:
    """What of a library query's parameters is not in the graph, and where to look; nothing for any other query.

    To be asked only where the answer has no row: an answer with rows has found what its parameters name.
    """
    query = _by_text().get(text.strip().rstrip(";").rstrip())
    if query is None:
        return ()
    said = []
    for parameter in query.parameters:
        value = parameters.get(parameter.name)
        if parameter.kind and isinstance(value, str):
            say = {"network": _network, "vertex": _vertex, "entity": _entity}[parameter.kind]
            said.append(say(networks, value, parameters))
    return tuple(one for one in said if one)


def _by_text() -> Mapping[str, catalog.Query]:
    return {query.text: query for query in catalog.queries("library").values()}


def _network(networks: Networks, name: str, _: Mapping[str, object]) -> str:
    known = list(networks.snapshot().stored)
    if name in known:
        return ""
    near = get_close_matches(name[:SHOWN], known, n=1)
    if near:
        hint = f" Did you mean '{near[0]}'?"
    elif known:
        more = f" and {len(known) - LISTED} more" if len(known) > LISTED else ""
        hint = f" Loaded: {', '.join(known[:LISTED])}{more}."
    else:
        hint = " None is loaded yet: `valuechain load network` loads one."
    return f"No loaded network is called '{_short(name)}'.{hint} GET /api/v1/networks lists all networks."


def _vertex(networks: Networks, key: str, parameters: Mapping[str, object]) -> str:
    network = parameters.get("network")
    if not isinstance(network, str) or network not in networks.snapshot().stored:
        return ""  # it is the network that is said not to be there
    if networks.store.read(catalog.query("lookups", "network-vertex").text, network=network, node=key):
        return f"'{_short(key)}' is in the network '{network}' and has no tie."
    there = f"No node of the network '{network}' has the id '{_short(key)}'."
    return f"{there} GET /api/v1/networks/{network} lists its nodes, with the ids of the file."


def _entity(networks: Networks, node_id: str, _: Mapping[str, object]) -> str:
    names = networks.snapshot().names
    here = canonical_id(node_id)
    if here in names.nodes:
        return "" if here == node_id else f"The graph writes '{node_id}' as '{here}': ask for that."
    if len(node_id) > SHOWN:
        return f"Nothing in the graph has the id '{_short(node_id)}'. Search with GET /api/v1/entities?q=…"
    return str(names.unknown(node_id))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
