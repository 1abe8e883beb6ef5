"""The two shapes of an answer, lists and analyses, and how evidence is written in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from api.explorer import VERSION, Explorer
from graph.projection import Evidence, LeftOut, NetworkNode, Projection
from graph.views import Snapshot

Json: TypeAlias = dict[str, Any]
API = "/api/v1"
IN_PATH = frozenset({"measure"})  # parameters of an analysis that stand in its path, not in its query


def address(path: str, **parameters: Any) -> str:
    """A path with its query, colons and commas left readable; empty values are left out."""
    given = {name: value for name, value in parameters.items() if value not in (None, "", False)}
    return quote(path, safe="/:,") + (f"?{urlencode(given, safe=':,/')}" if given else "")


def listing(
    items: Sequence[Json],
    *,
    total: int,
    limit: int,
    offset: int,
    path: str,
    parameters: Mapping[str, Any],
    **further: Any,
) -> Json:
    """A list: what is here, how many there are, and where the rest is."""
    following = offset + len(items)
    rest = following < total
    return {
        "items": list(items),
        "total": total,
        "limit": limit,
        "next": address(path, **parameters, limit=limit, offset=following) if rest and items else None,
        "truncated": rest,
        **further,
    }


def page_of(rows: Sequence[Any], limit: int, offset: int) -> Sequence[Any]:
    """The rows of one page."""
    return rows[offset : offset + limit]


def analysis(
    explorer: Explorer,
    *,
    result: Json,
    method: Json,
    parameters: Mapping[str, Any],
    warnings: Iterable[str] = (),
    path: str,
    page: str = "",
    cypher: str = "",
    graphml: bool = False,
    sources: Iterable[str] | None = None,
    in_path: frozenset[str] = IN_PATH,
) -> Json:
    """The envelope of an analysis; `sources` are those whose statements it rests on, `in_path` the parameters that
    stand in its path, `graphml` whether it can be had as a graph file."""
    given = {name: value for name, value in parameters.items() if value is not None and value != ""}
    paged = "offset" in given
    most = explorer.settings.valuechain_max_limit
    asked = {name: value for name, value in given.items() if name not in in_path}
    whole = {name: value for name, value in asked.items() if not (paged and name in ("limit", "offset"))}
    links = {
        # a limit that only a download may have goes with its format, so that the answer can be asked for again
        "self": address(path, **asked, **({"format": "json"} if asked.get("limit", 0) > most else {})),
        "json": address(path, **{**whole, "format": "json"}),  # a download holds the whole list, not the page
        "csv": address(path, **{**whole, "format": "csv"}),
    }
    if graphml:
        links["graphml"] = address(path, **{**whole, "format": "graphml"})
    if page:
        links["page"] = page
    if cypher:
        links["cypher"] = cypher
    return {
        "result": result,
        "method": method,
        "parameters": given,
        "data": data(explorer, sources),
        "warnings": [*warnings, *loading(explorer)],
        "links": links,
    }


def library_query(name: str, **values: str) -> str:
    """The address of a query of the library with the values that give what an answer gives, ready to run."""
    return address("/console", query=name, **values)


def loading(explorer: Explorer) -> list[str]:
    """The warning of an answer that is made while a load runs, or after one was killed."""
    unfinished = explorer.networks.unfinished_loads()
    if not unfinished:
        return []
    said = f"The load {unfinished[0]} has begun and not finished: parts of it may be in this answer."
    return [f"{said} Ask again, or repeat the load."]


def data(explorer: Explorer, sources: Iterable[str] | None = None) -> Json:
    """Which graph an answer was made from, and whose statements it rests on (all, where not known)."""
    snapshot = explorer.snapshot()
    datasets = list(snapshot.sources) if sources is None else sorted(set(sources))
    return {"graph_version": snapshot.graph_version, "datasets": datasets}


def method(name: str, formula: str, reference: str, **definitions: str) -> Json:
    """How a number was made."""
    return {"name": name, "formula": formula, "reference": reference, "definitions": definitions}


def thing(snapshot: Snapshot, node_id: str) -> Json:
    """A node as it is named in lists."""
    node = snapshot.names.nodes.get(node_id)
    return {"id": node_id, "label": node.label if node else "", "name": node.name if node else node_id}


def node(of: NetworkNode) -> Json:
    """A node of a network."""
    return {"id": of.id, "label": of.label, "name": of.name}


def evidence(snapshot: Snapshot, pieces: Iterable[Evidence], graph: Projection | None = None) -> list[Json]:
    """Each statement with its source's name and address and, where known, the quoted words.

    `graph` is the network the statements are of: in a loaded one it alone knows the names of its nodes.
    """

    def name(node_id: str) -> str:
        known = graph is not None and node_id in graph
        return graph.nodes[graph.place(node_id)].name if graph and known else snapshot.names.name(node_id)

    out = []
    for piece in pieces:
        source = snapshot.sources.get(piece.source_id)
        out.append(
            {
                "relation": piece.relation,
                "source": {"id": piece.source, "name": name(piece.source)},
                "target": {"id": piece.target, "name": name(piece.target)},
                "role": piece.role or None,
                "source_id": piece.source_id,
                "source_name": source.name if source else piece.source_id,
                "address": (source.address or None) if source else None,
                "quote": piece.quote or None,
            }
        )
    return out


def cited(snapshot: Snapshot, source_ids: Iterable[str], quotes: Sequence[str] = ()) -> list[Json]:
    """Sources by id, with the words each is quoted with."""
    out = []
    for place, source_id in enumerate(source_ids):
        source = snapshot.sources.get(source_id)
        out.append(
            {
                "id": source_id,
                "name": source.name if source else source_id,
                "address": (source.address or None) if source else None,
                "citation": (source.citation or None) if source else None,
                "quote": (quotes[place] or None) if place < len(quotes) else None,
            }
        )
    return out


def left_out(items: Iterable[LeftOut]) -> list[Json]:
    """Statements that a level leaves out, with the reason."""
    return [
        {"id": item.id, "name": item.name, "relation": item.relation, "target": item.target, "reason": item.reason}
        for item in items
    ]


def citation(explorer: Explorer, what: str, link: str) -> str:
    """How to cite an answer: no date in it, so that the same request gives the same bytes; the page adds the date."""
    return f"Value-chain Explorer {VERSION}, “{what}”, graph version {explorer.snapshot().graph_version[:12]}, {link}"
