"""Which group each node of a network belongs to: by country, region, macro-region, helix, platform, type or a column.

A node has one group or none that is known. Where the graph states several (a country in two macro-regions, a region in
partnerships of two platforms) it has none, and a warning says how many such nodes there are: to choose one of them
would be to invent a fact, and to make a group of each combination would hide who shares what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph import catalog
from graph.errors import UnknownName
from graph.lookups.names import NameIndex, country_id
from graph.lookups.places import Places
from graph.projection import NodeColumns, Projection
from graph.stores import Store
from graph.wording import plural

REGION_LEVEL = 2  # NUTS 2: the level of smart specialisation strategies and of most regional statistics

GROUPINGS: Mapping[str, str] = MappingProxyType(
    {
        "country": "the country a node lies in",
        "region": "the NUTS 2 region a node lies in; unknown for what is stated for a country or at NUTS 1",
        "macro-region": "the macro-regional strategy a node's region or country belongs to; unknown where several",
        "helix": "the helix of an organisation; unknown for all else",
        "platform": "the platform whose partnerships a node takes part in; unknown where several",
        "type": "the node's label",
    }
)

OWN_COLUMN = "a column of the network"  # what a grouping that is none of these goes by
NO_COUNTRIES = (
    "The column country has no country code the graph knows: the groups are its values as they stand, which say "
    "nothing on the map or where a country is asked for."
)


@dataclass(frozen=True, slots=True)
class NodeGroups:
    """The group of each node of a network, in the order of its nodes, None where unknown; names of groups by id."""

    name: str
    of: tuple[str | None, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def groupings_of(projection: Projection) -> tuple[str, ...]:
    """The names a grouping of this network may have: those of the graph, and the columns of a loaded network."""
    return tuple(dict.fromkeys([*GROUPINGS, *sorted(projection.attributes)]))


def grouping_means(projection: Projection, group: str) -> str:
    """What a grouping of this network goes by: a column of its own, where it has one of this name, is what counts.

    The column `country` has the codes of the countries that nodes lie in, whoever stated them, unless it has no code
    that the graph knows.
    """
    if group in projection.attributes and (group != "country" or projection.own_countries):
        return OWN_COLUMN
    return GROUPINGS.get(group, OWN_COLUMN)


def read_groups(store: Store, names: NameIndex, places: Places, projection: Projection, group: str) -> NodeGroups:
    """The groups of a network's nodes by the name of a grouping. A column of the network goes before one of the graph.

    Raises `UnknownName` with those the network has.
    """
    if group in projection.attributes:
        of = tuple(value or None for value in projection.attributes[group])
        if group != "country":
            return NodeGroups(group, of)
        if projection.own_countries:
            return NodeGroups(group, of, warnings=(NO_COUNTRIES,))
        known = {code: names.nodes.get(country_id(code)) for code in set(of) if code is not None}
        return NodeGroups(group, of, {code: country.name for code, country in known.items() if country is not None})
    if group not in GROUPINGS:
        raise UnknownName("group", group, groupings_of(projection), field="group")
    if group == "country":
        return _by_country(names, projection)
    if group == "type":
        return NodeGroups(group, tuple(node.label or None for node in projection.nodes))
    if group == "region":
        return _by_region(places, projection)
    return _stated(group, projection, *_READERS[group](store, places))


def _by_country(names: NameIndex, projection: Projection) -> NodeGroups:
    nodes = projection.nodes
    if isinstance(nodes, NodeColumns):
        codes = [nodes.countries] * len(nodes) if isinstance(nodes.countries, str) else list(nodes.countries)
    else:
        codes = [node.country for node in nodes]
    of = tuple(f"country:{code}" if code else None for code in codes)
    return NodeGroups("country", of, {one: names.name(one) for one in set(of) if one is not None})


def _by_region(places: Places, projection: Projection) -> NodeGroups:
    found: list[str | None] = []
    for node_id in projection.ids:
        regions = [place for place in places.upwards(node_id) if places.level(place) == REGION_LEVEL]
        found.append(regions[0] if regions else None)
    labels = {one: places.regions[one].name for one in found if one is not None}
    return NodeGroups("region", tuple(found), labels)


_Stated = tuple[Callable[[str], set[str]], Mapping[str, str]]


def _stated(group: str, projection: Projection, of: Callable[[str], set[str]], labels: Mapping[str, str]) -> NodeGroups:
    """Groups out of what is stated of each node; a node with several has none."""
    stated = [of(node_id) for node_id in projection.ids]
    several = sum(len(one) > 1 for one in stated)
    warnings = []
    if several:
        many = plural(several, "node belongs", "nodes belong")
        warnings.append(f"{many} to more than one {group}, and so to no single one: taken as unknown.")
    return NodeGroups(group, tuple(min(one) if len(one) == 1 else None for one in stated), labels, tuple(warnings))


def _macroregions(store: Store, places: Places) -> _Stated:
    rows = store.read(catalog.query("lookups", "macroregions").text)
    stated: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        stated[row["place"]].add(row["macroregion"])

    def of(node_id: str) -> set[str]:
        """A place belongs to what any place it lies in belongs to; a country not to what its regions alone do."""
        return {one for place in places.upwards(node_id) for one in stated.get(place, ())}

    return of, {row["macroregion"]: row["name"] or row["macroregion"] for row in rows}


def _helices(store: Store, places: Places) -> _Stated:
    stated = {row["organisation"]: {row["helix"]} for row in store.read(catalog.query("lookups", "helices").text)}
    return lambda node_id: stated.get(node_id, set()), {}


def _platforms(store: Store, places: Places) -> _Stated:
    rows = store.read(catalog.query("lookups", "platforms").text)
    stated: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        stated[row["partnership"]].add(row["platform"])
        stated[row["platform"]].add(row["platform"])
        if row["member"]:
            for place in places.upwards(row["member"]):  # a place stands for those in it, as in the network's roll-up
                stated[place].add(row["platform"])
    return lambda node_id: stated.get(node_id, set()), {row["platform"]: row["name"] or row["platform"] for row in rows}


_READERS: Mapping[str, Callable[[Store, Places], _Stated]] = {
    "macro-region": _macroregions,
    "helix": _helices,
    "platform": _platforms,
}
