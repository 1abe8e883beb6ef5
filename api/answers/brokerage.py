"""Brokerage: structural holes, roles between groups, and ties inside and beyond them, for every node and group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from api.answers.computing import computed
from api.answers.shapes import API, Json, address, analysis, listing, node, page_of
from api.answers.stating import coarse, method_of
from api.explorer import Explorer
from graph.analytics.brokerage_roles import ROLES, BrokerageRoles, brokerage_roles
from graph.analytics.contacts import contacts_of
from graph.analytics.embeddedness import Embeddedness, Ties, embeddedness
from graph.analytics.executor import Progress
from graph.analytics.grouping import Grouping
from graph.analytics.results import NodeScores, scores
from graph.analytics.structural_holes import FORMULAS, REFERENCES, StructuralHoles, hole_steps, structural_holes_values
from graph.errors import UnknownName
from graph.lookups.groups import grouping_means, groupings_of, read_groups
from graph.projection import Float64, Projection
from graph.wording import plural

Parameters = Mapping[str, str]
HOLES = ("constraint", "effective_size", "efficiency", "hierarchy")
TIES = (
    "internal",
    "external",
    "ei",
    "participation_coefficient",
    "bridging",
    "outward",
    "diversification",
)
SORTS = (*ROLES, "total", *HOLES, *TIES)
DEFAULT_GROUP = "country"
MOST_GROUPS = 1_000  # listed: as many as a page may have rows; a column of a loaded network may hold a group a node


@dataclass(frozen=True)
class Brokerage:
    """Everything the answer is made of, kept together."""

    roles: BrokerageRoles
    holes: StructuralHoles
    ties: Embeddedness
    said: tuple[str, ...]


def brokerage(
    explorer: Explorer,
    view: str,
    parameters: Parameters,
    group: str = "",
    *,
    sort: str = "total",
    weighted: bool = True,
    limit: int = 50,
    offset: int = 0,
) -> Json:
    """Who brokers between which groups. Raises `UnknownName` for a grouping or a column to sort by."""
    column = sort.replace("-", "_")
    if column not in SORTS:
        raise UnknownName("column to sort by", sort, SORTS, field="sort")
    graph = explorer.networks.projection(view, parameters)
    name, found = _found(explorer, graph, group, weighted=weighted)
    ranked = scores(graph, _column(found, column).copy(), method=found.roles.method)
    given = {**graph.parameters, "group": name, "sort": column, "weighted": str(weighted).lower()}
    path = f"{API}/networks/{view}/brokerage"
    items = [_item(graph, found, score.id, score.value, score.rank) for score in page_of(ranked.items, limit, offset)]
    groups = _groups(found)
    return analysis(
        explorer,
        sources=graph.source_ids,
        result=listing(
            items,
            total=graph.n,
            limit=limit,
            offset=offset,
            path=path,
            parameters=given,
            groups=groups[:MOST_GROUPS],
            groups_total=len(groups),
            network={**_network(found), "both_orders": not graph.directed},
        ),
        method=_method(graph, found),
        parameters={**given, "limit": limit, "offset": offset},
        warnings=[*found.said, *_column_said(ranked, column), *coarse(graph)],
        path=path,
        page=address(f"/networks/{view}/brokerage", **given),
        graphml=True,
    )


def of_node(explorer: Explorer, graph: Projection, node_id: str, group: str = "") -> Json:
    """One node's item, as `brokerage` lists it, ranked by how often it brokers; and the `grouping` it is among."""
    name, found = _found(explorer, graph, group, weighted=True)
    ranked = scores(graph, _column(found, "total").copy(), method=found.roles.method)
    score = next(one for one in ranked.items if one.id == node_id)
    return {**_item(graph, found, score.id, score.value, score.rank), "grouping": name}


def _found(explorer: Explorer, graph: Projection, group: str, *, weighted: bool) -> tuple[str, Brokerage]:
    """The name of the grouping and what is computed. Raises `UnknownName` for a grouping."""
    name = group or default_group(graph)
    if name not in groupings_of(graph):
        raise UnknownName("group", name, groupings_of(graph), field="group")

    def work(progress: Progress | None) -> Brokerage:
        return _brokerage(explorer, graph, name, weighted=weighted, progress=progress)

    choices = {"group": name, "weighted": weighted}
    return name, computed(explorer, graph, "brokerage", choices, work, steps=hole_steps(graph))


def _brokerage(
    explorer: Explorer, graph: Projection, name: str, *, weighted: bool, progress: Progress | None
) -> Brokerage:
    snapshot = explorer.snapshot()
    rows = read_groups(explorer.store, snapshot.names, snapshot.places, graph, name)
    groups = Grouping(rows.name, rows.of, rows.labels, rows.warnings)
    contacts = contacts_of(graph, weighted=weighted)
    roles = brokerage_roles(graph, groups=groups, contacts=contacts, progress=progress)
    holes = structural_holes_values(graph, contacts=contacts, progress=progress)
    said = list(roles.warnings)
    if not groups.names:
        others = ", ".join(one for one in groupings_of(graph) if one != name)
        said.append(f"No node's {name} is known: there are no roles. Ask with another group: {others}.")
    without = int((~(contacts.total > 0)).sum())
    if without:
        said.append(
            f"{plural(without, 'node has', 'nodes have')} no ties, or none of positive strength, and so no defined "
            "structural holes."
        )
    return Brokerage(roles, holes, embeddedness(graph, groups=groups, weighted=weighted), tuple(said))


def _column(found: Brokerage, column: str) -> Float64:
    if column in HOLES:
        values: Float64 = getattr(found.holes, column)
    elif column in TIES:
        values = getattr(found.ties.nodes, column)
    else:
        values = found.roles.counts[:, (*ROLES, "total").index(column)]
    return values


def _column_said(ranked: NodeScores, column: str) -> list[str]:
    undefined = int(np.isnan(ranked.array).sum())
    whole = plural(len(ranked.items), "node")
    last = "it comes" if undefined == 1 else "they come"
    return [f"{column} is undefined for {undefined:,} of {whole}; {last} last."] if undefined else []


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _item(graph: Projection, found: Brokerage, node_id: str, value: float | None, rank: int | None) -> Json:
    place = graph.place(node_id)
    groups = found.roles.groups
    return {
        **node(graph.nodes[place]),
        "group": groups.of[place],
        "group_name": groups.label(groups.of[place]),
        "value": value,
        "rank": rank,
        "roles": {
            role: {
                "count": _whole(found.roles.counts[place, at]),
                "expected": _number(found.roles.expected[place, at]),
                "z": _number(found.roles.z[place, at]),
            }
            for at, role in enumerate((*ROLES, "total"))
        },
        "structural_holes": {
            "contacts": int(found.holes.contacts[place]),
            **{name: _number(getattr(found.holes, name)[place]) for name in HOLES},
        },
        "ties": _ties(found.ties.nodes, place),
    }


def _whole(value: float) -> int | None:
    return int(value) if np.isfinite(value) else None


def _ties(ties: Ties, place: int) -> Json:
    return {name: _number(getattr(ties, name)[place]) for name in TIES}


def default_group(graph: Projection) -> str:
    """What groups are made of where nobody says: countries or, in a loaded network without them, its first column."""
    if graph.attributes and not any(node.country for node in graph.nodes):
        return next(iter(graph.attributes))
    return DEFAULT_GROUP


def _groups(found: Brokerage) -> list[Json]:
    """One row a group, the one that brokers most first."""
    groups, roles = found.roles.groups, found.roles
    order = sorted(range(len(groups.names)), key=lambda at: (-roles.group_counts[at, 5], groups.names[at]))
    return [
        {
            "id": groups.names[at],
            "name": groups.label(groups.names[at]),
            "nodes": int(groups.sizes[at]),
            "roles": {
                role: {
                    "count": int(roles.group_counts[at, column]),
                    "expected": _number(roles.group_expected[at, column]),
                }
                for column, role in enumerate((*ROLES, "total"))
            },
            "ties": _ties(found.ties.groupwise, at),
            "gatekeepers": int(found.ties.gatekeepers[at]),
            "gatekeeper_share": _number(found.ties.gatekeeper_share[at]),
        }
        for at in order
    ]


def _network(found: Brokerage) -> Json:
    counts, expected = found.roles.group_counts.sum(axis=0), found.roles.group_expected.sum(axis=0)
    groups = len(found.roles.groups.names)
    return {
        "groups": groups,
        "density": _number(found.roles.density),
        "roles": {
            role: {"count": int(counts[at]) if groups else None, "expected": _number(expected[at]) if groups else None}
            for at, role in enumerate((*ROLES, "total"))
        },
        "ei": found.ties.network_ei,
        "expected_ei": found.ties.expected_ei,
    }


def _method(graph: Projection, found: Brokerage) -> Json:
    roles, ties = method_of(found.roles.method), method_of(found.ties.method)
    holes = {name: FORMULAS[name.replace("_", "-")] for name in HOLES}  # type: ignore[index]
    return {
        "name": "brokerage",
        "formula": "; ".join([roles["formula"], *(f"{name}: {text}" for name, text in holes.items()), ties["formula"]]),
        "reference": "; ".join(dict.fromkeys([roles["reference"], *REFERENCES.values(), ties["reference"]])),
        "definitions": {
            **{f"roles, {name}": text for name, text in roles["definitions"].items()},
            "structural holes, direction": "contacts in either direction; a_ij + a_ji",
            "structural holes, normalisation": "p_ij: share of all ties; m_jq: relative to j's largest tie",
            "structural holes, strength": ties["definitions"]["strength"],
            "structural holes, groups": "not used: all contacts count, also those of unknown group",
            "structural holes, one contact": "hierarchy is 1 by convention",
            **{f"ties, {name}": text for name, text in ties["definitions"].items()},
            "group": f"{found.roles.groups.name}: {grouping_means(graph, found.roles.groups.name)}",
            "expectation of a group": "the sum over its nodes; no z, as the counts of brokers depend on each other",
        },
    }
