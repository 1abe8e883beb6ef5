"""An analysis as a graph file: the network it was computed on, with what it found at each node or edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fastapi import Request, Response

from api.answers.shapes import Json
from api.explorer import Explorer
from api.responses import FORMATS, GRAPHML_TYPE, flattened, tagged
from graph.export.graphml import write_graphml
from graph.projection import Projection

GRAPH_FORMATS = (*FORMATS, "graphml")
OWN = frozenset({"id", "name", "label", "country", "source", "target"})  # what a node or an edge carries by itself
PAGE = frozenset({"limit", "offset"})  # of a list; a graph file holds the whole network

Column = list[str | float | None]


def graph_file(
    request: Request,
    explorer: Explorer,
    view: str,
    parameters: Mapping[str, str],
    ask: Callable[[int, int], Json],
    *,
    name: str,
) -> Response:
    """The network as GraphML with the rows that `ask` (called with a limit and an offset) answers as attributes.

    A row is of a node (`id`) or of an edge (`source`, `target`); its columns are those of the table. What a row lacks,
    and a node without a row, has no attribute: unknown.
    """
    graph = explorer.networks.projection(view, parameters)
    answer = ask(max(graph.n, graph.m, 1), 0)
    nodes, edges = columns_of(graph, answer["result"]["items"])
    text = "".join(write_graphml(graph, nodes=nodes, edges=edges, about=_about(graph, answer)))
    return tagged(request, text.encode(), GRAPHML_TYPE, f"{name}.graphml")


def columns_of(graph: Projection, rows: Sequence[Json]) -> tuple[dict[str, Column], dict[str, Column]]:
    """The columns of the rows of nodes (n), and of the rows of edges (m), in the order of the network."""
    nodes: dict[str, Column] = {}
    edges: dict[str, Column] = {}
    places = (
        {(edge.source, edge.target): at for at, edge in enumerate(graph.edges)}
        if any("id" not in r for r in rows)
        else {}
    )
    for row in rows:
        if "id" in row:
            columns, size, place = nodes, graph.n, graph.place(row["id"])
        else:
            columns, size, place = edges, graph.m, places[row["source"]["id"], row["target"]["id"]]
        for column, value in flattened({key: value for key, value in row.items() if key not in OWN}).items():
            columns.setdefault(column, [None] * size)[place] = value
    return nodes, edges


def _about(graph: Projection, answer: Json) -> dict[str, str]:
    """What is said of the analysis: its method, what was asked, and what a reader has to know."""
    method = answer["method"]
    asked = {name: value for name, value in answer["parameters"].items() if name not in {*graph.parameters, *PAGE}}
    return {
        "analysis": method["name"],
        "formula": method["formula"],
        "reference": method["reference"],
        "definitions": "; ".join(f"{name}: {text}" for name, text in method["definitions"].items()),
        "warnings": " ".join(answer["warnings"]),
        **{f"asked_{name}": str(value) for name, value in sorted(asked.items())},
    }
