"""What all pages of one network share: which network is asked for, the bar of its pages, and the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from fastapi import Request

from api.answers.nodes import node_of
from api.answers.shapes import address
from api.explorer import Explorer
from api.pages.memory import explorer_of
from api.pages.render import given, query_of
from graph.errors import NotFound
from graph.lookups.names import canonical_id
from graph.projection import Int64, Projection
from graph.views import LEVELS, RULES
from graph.views.periods import PERIOD_PARAMETERS
from graph.views.stored import LABEL as LOADED

IN_VIEW = ("level", "nuts_level", "projection", *PERIOD_PARAMETERS)
TABS = (
    ("", "Overview"),
    ("cohesion", "Cohesion"),
    ("brokerage", "Brokerage"),
    ("series", "Over time"),
    ("uncertainty", "How sure"),
    ("removal", "What if"),
    ("links", "Missing links"),
)
MOST_OPTIONS = 2_000  # nodes a field suggests: about 150 KB; the field takes any other by its id or name
MOST_LISTED = 1_000  # nodes in the list of all: about 250 KB; the downloads have the rest


@dataclass(frozen=True)
class Frame:
    """One network as it is asked for. `parameters` are those of the view, as the address has them."""

    explorer: Explorer
    view: str
    tab: str
    parameters: Mapping[str, str]
    graph: Projection

    def entity(self, node_id: str, label: str) -> str:
        """The address of a node's page; empty for a node of a loaded network that is no entity of the graph."""
        return "" if label == LOADED else address(f"/entities/{canonical_id(node_id)}")

    def focus(self, node_id: str, **further: Any) -> str:
        """The address of a node's view in the network."""
        return address(f"/networks/{self.view}", **further, focus=node_id, **self.parameters)

    def _path(self, tab: str) -> str:
        return f"/networks/{self.view}/{tab}" if tab else f"/networks/{self.view}"

    def context(self) -> dict[str, Any]:
        """What the templates of all pages of a network use."""
        view = self.explorer.networks.view(self.view)
        return {
            "view": self.view,
            "network_title": view.title,
            "stored": view.stored,
            "tab": self.tab,
            "tabs": [
                {"name": name, "link": address(self._path(tab), **self.parameters), "on": tab == self.tab}
                for tab, name in TABS
            ],
            "here": self._path(self.tab),
            "parameters": dict(self.parameters),
            "of_view": dict(self.graph.parameters),
            "takes": view.parameters,
            "levels": LEVELS,
            "rules": RULES,
            "entity_link": self.entity,
            "focus_link": self.focus,
            "graph_version": self.graph.graph_version,
        }


def asked_network(request: Request, view: str, tab: str = "") -> Frame:
    """The network of a page. Raises `UnknownName` for a view, level or rule that is not there."""
    explorer = explorer_of(request)
    asked = query_of(request, *IN_VIEW)
    takes = explorer.networks.view(view).parameters  # an unknown view is said before anything else
    parameters = given({name: asked[name] for name in IN_VIEW if name in takes})
    if parameters.get("level", "region") != "region":
        parameters.pop("nuts_level", None)
    if not ("from" in parameters or "to" in parameters):
        parameters.pop("undated", None)  # the form sends it whether or not a period is asked for
    return Frame(explorer, view, tab, parameters, explorer.networks.projection(view, parameters))


def ties_of(graph: Projection) -> Int64:
    """How many ties each node has (n), in and out together."""
    found: Int64 = np.bincount(graph.edge_source, minlength=graph.n) + np.bincount(graph.edge_target, minlength=graph.n)
    return found


def most_tied(graph: Projection, most: int) -> list[int]:
    """The places of the nodes with most ties, equal ones by id; all where they are no more than `most`."""
    return np.lexsort((np.arange(graph.n), -ties_of(graph)))[:most].tolist()  # type: ignore[no-any-return]


def options_of(graph: Projection) -> list[dict[str, str]]:
    """What a field for a node suggests: all nodes, or those with most ties."""
    some = [graph.nodes[place] for place in sorted(most_tied(graph, MOST_OPTIONS))]
    return [{"id": node.id, "label": node.label, "name": node.name} for node in some]


@dataclass(frozen=True)
class Focus:
    """The node a page is about: its id where it is in the network, else the name of what was asked for."""

    id: str = ""
    not_in: str = ""


def focus_of(frame: Frame, text: str) -> Focus:
    """Who is meant by an id or, in a loaded network, a name."""
    if not text:
        return Focus()
    try:
        found = node_of(frame.explorer, frame.graph, text)
    except NotFound:
        found = canonical_id(text)
    if found in frame.graph:
        return Focus(found)
    return Focus(not_in=frame.explorer.snapshot().names.name(found)[:200])
