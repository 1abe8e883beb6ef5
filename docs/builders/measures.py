"""The measures of nodes and the analyses of networks, each with the definitions its results carry.

A definition that another kind of network changes (directed, two-mode) stands in a row of its own: each is computed on a
small network of every kind, and what it says of itself is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from docs.builders.markdown import code, codes, sentence, table, together
from graph.analytics.added_links import added_links
from graph.analytics.alternatives import k_shortest_paths
from graph.analytics.articulation import articulation
from graph.analytics.attack import attack
from graph.analytics.biconnected import biconnected_components
from graph.analytics.brokerage_roles import brokerage_roles
from graph.analytics.communities import communities
from graph.analytics.components import components
from graph.analytics.degree import degree
from graph.analytics.edge_betweenness import edge_betweenness
from graph.analytics.efficiency import global_efficiency
from graph.analytics.embeddedness import embeddedness
from graph.analytics.grouping import Grouping
from graph.analytics.leaving import leaving
from graph.analytics.measures import MEASURES, Measure
from graph.analytics.paths import shortest_paths
from graph.analytics.prediction import predict_links
from graph.analytics.removal import removal
from graph.analytics.results import Method
from graph.analytics.series import series
from graph.analytics.settings import changed_settings
from graph.analytics.summary import structural_summary
from graph.analytics.uncertainty import rank_intervals
from graph.analytics.widest import widest_paths
from graph.errors import ExplorerError
from graph.projection import NetworkEdge, NetworkNode, Projection, build_projection

Describe: TypeAlias = Callable[[Projection], Method]


def measures() -> str:
    """Each measure that gives one number a node, with its definitions and parameters."""
    return together(*(_measure(measure) for measure in MEASURES.values()))


def analyses() -> str:
    """Each analysis that gives something else, with the route it answers at and its definitions."""
    return together(
        *(
            together(f"### {name}", f"`GET /api/v1/networks/{{view}}/{route}`", _definitions(describe))
            for name, (route, describe) in ANALYSES.items()
        )
    )


def statistics() -> str:
    """The numbers of the structural summary."""
    said = structural_summary(example()).statistics
    return table(["Number", "Definition"], ((code(one.name), one.definition) for one in said))


def _measure(measure: Measure) -> str:
    rows = [
        (code(one.name), code(_plain(one.default)), codes(one.choices) or _allowed(one.number), one.description)
        for one in measure.parameters
    ]
    return together(
        f"### {measure.name}",
        sentence(measure.description),
        _definitions(lambda network: measure.compute(network).method),
        table(["Parameter", "Default", "Values", "Meaning"], rows),
    )


def _allowed(number: type | None) -> str:
    if number is None:
        return codes(("true", "false"))
    return "a whole number" if number is int else "a number"


def _plain(value: object) -> object:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


def _definitions(describe: Describe) -> str:
    usual = _said(describe, example())
    rows = [(name, code(text) if name == "formula" else text) for name, text in usual.items()]
    others = {"directed": example(directed=True), "two-mode": example(two_mode=True)}
    for kind, network in others.items():
        said = _said(describe, network)
        rows += [(f"{name}, {kind}", text) for name, text in said.items() if usual.get(name) != text]
    return table(["Definition", ""], rows)


def _said(describe: Describe, network: Projection) -> Mapping[str, str]:
    """What an analysis says of itself on a network; empty where it refuses that kind."""
    try:
        method = describe(network)
    except ExplorerError as error:
        return {"offered": str(error)}
    return {"formula": method.formula, "reference": method.reference, **method.definitions}


def example(*, directed: bool = False, two_mode: bool = False) -> Projection:
    """A triangle with a fourth node, or two actors with two activities: every analysis describes itself on them."""
    kinds = ("Country", "Country", "Project", "Project") if two_mode else ("Country",) * 4
    nodes = [NetworkNode(f"node:{letter}", letter, kind) for letter, kind in zip("ABCD", kinds, strict=True)]
    pairs: Sequence[str] = ("AC", "AD", "BC") if two_mode else ("AB", "AC", "BC", "CD", "CA")[: 5 if directed else 4]
    edges = [NetworkEdge(f"node:{one}", f"node:{other}", "TIE", 1.0, ()) for one, other in map(tuple, pairs)]
    return build_projection(
        view="example",
        parameters={},
        graph_version="example",
        nodes=nodes,
        edges=edges,
        directed=directed,
        strength_means="as the view says",
        modes=("actor", "activity") if two_mode else ("node",),
    )


def _grouped(network: Projection) -> Grouping:
    return Grouping("group", ("x", "x", "y", "y"))


ANALYSES: Mapping[str, tuple[str, Describe]] = {
    "shortest paths": ("paths", lambda network: shortest_paths(network, source="node:A", target="node:B").method),
    "k shortest paths": (
        "paths?method=k-shortest",
        lambda network: k_shortest_paths(network, source="node:A", target="node:B").method,
    ),
    "widest paths": (
        "paths?method=widest",
        lambda network: widest_paths(network, source="node:A", target="node:B").method,
    ),
    "betweenness of edges": ("edge-betweenness", lambda network: edge_betweenness(network).method),
    "articulation points and bridges": ("articulation", lambda network: articulation(network).method),
    "connected components": ("components", lambda network: components(network).method),
    "biconnected components": ("cohesion", lambda network: biconnected_components(network).method),
    "structural summary": ("cohesion", lambda network: structural_summary(network).method),
    "global efficiency": ("cohesion", lambda network: global_efficiency(network).method),
    "brokerage roles": ("brokerage", lambda network: brokerage_roles(network, groups=_grouped(network)).method),
    "ties inside and across groups": (
        "brokerage",
        lambda network: embeddedness(network, groups=_grouped(network)).method,
    ),
    "gain of an added link": ("whatif/links", lambda network: added_links(network).method),
    "removal of nodes": ("whatif/removal?nodes=…", lambda network: removal(network, nodes=["node:C"]).method),
    "every node's leaving": ("whatif/removal", lambda network: leaving(network).method),
    "attack": ("whatif/attack", lambda network: attack(network).method),
    "link prediction, common neighbours": (
        "prediction?method=common-neighbours",
        lambda network: predict_links(network, method="common-neighbours").method,
    ),
    "link prediction, Adamic–Adar": ("prediction", lambda network: predict_links(network).method),
    "link prediction, resource allocation": (
        "prediction?method=resource-allocation",
        lambda network: predict_links(network, method="resource-allocation").method,
    ),
    "link prediction, preferential attachment": (
        "prediction?method=preferential-attachment",
        lambda network: predict_links(network, method="preferential-attachment").method,
    ),
    "communities": ("communities", lambda network: communities(network).method),
    "series of a measure": (
        "series?measure=degree",
        lambda network: series([("a period", network)], measure=degree).method,
    ),
    "rank intervals": (
        "uncertainty?measure=degree",
        lambda network: rank_intervals(network, measure=degree, draws=10).method,
    ),
    "ranks under changed settings": (
        "uncertainty?measure=degree",
        lambda network: changed_settings(network, measure=degree).method,
    ),
}
