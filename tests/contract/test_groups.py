"""Groups of nodes on both stores, held against the pack's own rows."""

from __future__ import annotations

from collections import defaultdict

import pytest
from service import World

from graph.errors import UnknownName
from graph.lookups.groups import GROUPINGS, NodeGroups, read_groups
from graph.ontology import Ontology
from graph.projection import Projection
from graph.views import Networks

CASES = [
    ("countries", {}),
    ("regions", {}),
    ("participation", {"level": "organisation"}),
    ("participation", {"level": "region"}),
    ("policy", {}),
]
every_network = pytest.mark.parametrize(("view", "parameters"), CASES, ids=[f"{v}-{len(p)}" for v, p in CASES])


@pytest.fixture(scope="module")
def networks(seed_world: World, ontology: Ontology) -> Networks:
    return Networks(seed_world.store, ontology)


def found(networks: Networks, projection: Projection, group: str) -> tuple[NodeGroups, dict[str, str | None]]:
    snapshot = networks.snapshot()
    groups = read_groups(networks.store, snapshot.names, snapshot.places, projection, group)
    assert len(groups.of) == projection.n
    return groups, dict(zip(projection.ids, groups.of, strict=True))


@every_network
def test_country_and_region_are_what_a_node_lies_in(
    seed_world: World, networks: Networks, view: str, parameters: dict[str, str]
) -> None:
    projection = networks.projection(view, parameters)
    for group, level in (("country", 0), ("region", 2)):
        for node, answer in found(networks, projection, group)[1].items():
            above = [place for place in seed_world.oracle.above(node) if seed_world.oracle.level.get(place) == level]
            expected = above[0] if above else None
            assert answer == expected, node


@every_network
def test_a_macro_region_is_the_only_one_a_place_or_what_it_lies_in_belongs_to(
    seed_world: World, networks: Networks, view: str, parameters: dict[str, str]
) -> None:
    stated = defaultdict(set)
    for row in seed_world.oracle.rows("relations", "IN_MACROREGION"):
        stated[row["source"]].add(row["target"])
    groups, answers = found(networks, networks.projection(view, parameters), "macro-region")
    several = 0
    for node, answer in answers.items():
        expected = {one for place in seed_world.oracle.above(node) for one in stated.get(place, ())}
        assert answer == (min(expected) if len(expected) == 1 else None), node
        several += len(expected) > 1
    assert bool(several) == bool(groups.warnings)
    assert all(str(several) in warning for warning in groups.warnings)
    assert {groups.labels[answer] for answer in answers.values() if answer}.isdisjoint({None, ""})


@every_network
def test_a_platform_is_the_only_one_whose_partnerships_a_node_takes_part_in(
    seed_world: World, networks: Networks, view: str, parameters: dict[str, str]
) -> None:
    oracle = seed_world.oracle
    platform = defaultdict(set)
    for row in oracle.rows("relations", "UNDER"):
        if row["target"].startswith("platform:") and row["source"].startswith(("partnership:", "pilot:")):
            platform[row["source"]].add(row["target"])
    expected = defaultdict(set, {one: set(some) for one, some in platform.items()})
    for some in platform.values():
        for one in some:
            expected[one].add(one)
    for row in oracle.rows("relations", "PARTICIPATES_IN"):
        for place in oracle.above(row["source"]):
            expected[place] |= platform.get(row["target"], set())
    _, answers = found(networks, networks.projection(view, parameters), "platform")
    for node, answer in answers.items():
        assert answer == (min(expected[node]) if len(expected[node]) == 1 else None), node
    if view != "participation" or parameters["level"] != "organisation":
        assert any(answers.values())


@every_network
def test_helix_and_type_are_as_the_rows_say(
    seed_world: World, networks: Networks, view: str, parameters: dict[str, str]
) -> None:
    helix = {row["id"]: row["helix"] for row in seed_world.oracle.rows("nodes", "Organisation")}
    projection = networks.projection(view, parameters)
    for node, answer in found(networks, projection, "helix")[1].items():
        assert answer == (helix.get(node) or None)
    assert found(networks, projection, "type")[0].of == tuple(node.label for node in projection.nodes)


def test_a_grouping_the_network_lacks_names_those_it_has(networks: Networks) -> None:
    projection = networks.projection("countries")
    with pytest.raises(UnknownName, match="Did you mean 'macro-region'") as refused:
        found(networks, projection, "macroregion")
    assert all(name in refused.value.next_step for name in GROUPINGS)
