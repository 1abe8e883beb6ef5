"""Gaps, bridging actors, common participants and chains as the service answers them, counted again by brute force.

From the pack's own rows (`pack_oracle`), on both stores, on the seed and on the random pack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from pack_oracle import PackOracle
from service import World, asked

SCOPES = ("Project", "Partnership", "Pilot", "DemoCase", "Initiative", "Platform")
ACTIVITIES = ("Project", "Partnership", "Pilot", "DemoCase", "GoodPractice")


def scopes(oracle: PackOracle) -> list[str]:
    return sorted(node for node, label in oracle.labels.items() if label in SCOPES)


def members(oracle: PackOracle, scope: str) -> set[str]:
    """Who is stated to belong: to the thing itself, else to what is under it."""
    under = defaultdict(set)
    for row in oracle.rows("relations", "UNDER"):
        under[row["target"]].add(row["source"])
    rows = [*oracle.rows("relations", "PARTICIPATES_IN"), *oracle.rows("relations", "MEMBER_OF")]
    direct = {row["source"] for row in rows if row["target"] == scope}
    below = under[scope] | {deeper for one in under[scope] for deeper in under[one]}
    return direct or {row["source"] for row in oracle.rows("relations", "PARTICIPATES_IN") if row["target"] in below}


def codes(oracle: PackOracle) -> tuple[dict[str, set[str]], set[str]]:
    """Place → codes its priorities stand for, and the places of which any priority is stated."""
    targets = defaultdict(set)
    for row in oracle.rows("relations", "TARGETS"):
        targets[row["source"]].add(row["target"])
    priorities = defaultdict(set)
    for row in oracle.rows("relations", "HAS_PRIORITY"):
        priorities[row["source"]].add(row["target"])
    for row in oracle.rows("relations", "HAS_STRATEGY"):
        priorities[row["source"]] |= priorities[row["target"]]
    places = {place: stated for place, stated in priorities.items() if place in oracle.level}
    return {place: set().union(*(targets[one] for one in stated)) for place, stated in places.items()}, set(places)


def expected_gaps(
    oracle: PackOracle, scope: str, level: str
) -> tuple[dict[frozenset[str], set[str]], int, int, set[str]]:
    """Gap → shared codes; how many pairs are tied, and nested; members too coarse."""
    rolled = {member: oracle.rolled_up(member, level) for member in members(oracle, scope)}
    places = sorted({place for place in rolled.values() if place})
    takes_part = defaultdict(set)
    for actor, activity, _ in oracle.participation_rows:
        if activity != scope and (stands_for := oracle.rolled_up(actor, level)):
            for place in oracle.above(stands_for):
                takes_part[place].add(activity)
    of, _ = codes(oracle)
    gaps, tied, nested = {}, 0, 0
    for one, other in combinations(places, 2):
        if one in oracle.above(other) or other in oracle.above(one):
            nested += 1
        elif takes_part[one] & takes_part[other]:
            tied += 1
        else:
            gaps[frozenset((one, other))] = of.get(one, set()) & of.get(other, set())
    return gaps, tied, nested, {member for member, place in rolled.items() if place is None}


def check_gaps(world: World, level: str) -> int:
    _, known = codes(world.oracle)
    found = 0
    for scope in scopes(world.oracle):
        gaps, tied, nested, coarse = expected_gaps(world.oracle, scope, level)
        result = asked(world.client, "/gaps", within=scope, level=level, limit=1000)["result"]
        assert result["total"] == len(gaps) == len(result["items"]), scope
        assert (result["tied"], result["nested"], result["pairs"]) == (tied, nested, len(gaps) + tied + nested), scope
        assert {item["id"] for item in result["left_out"]} == coarse
        for item in result["items"]:
            between = [one["id"] for one in item["between"]]
            assert {code["code"] for code in item["shared"]} == gaps[frozenset(between)]
            assert {one["id"] for one in item["unknown"]} == set(between) - known
            assert item["kind"] == "linkage"
            assert item["evidence"], "what makes the two members is told"
            for code in item["shared"]:
                assert {assignment["place"]["id"] for assignment in code["assignments"]} == set(between)
        order = [(-len(item["shared"]), len(item["unknown"])) for item in result["items"]]
        assert order == sorted(order)
        found += len(gaps)
    return found


def check_bridging(world: World, view: str, **query: str) -> int:
    nuts_level = int(query["nuts_level"]) if "nuts_level" in query else None
    if view == "participation":
        graph = world.oracle.participation(query.get("level", "country"), nuts_level).graph
    else:
        graph = world.oracle.one_mode("country" if view == "countries" else "region", nuts_level)
    actors = sorted(node for node in graph if world.oracle.labels.get(node) not in ACTIVITIES)
    pairs = list(combinations(actors, 2))
    found = 0
    for source, target in pairs[:: max(1, len(pairs) // 40)]:
        result = asked(world.client, f"/networks/{view}/bridging", source=source, target=target, limit=1000, **query)[
            "result"
        ]
        distance, scores = all_routes(graph, source, target, set(actors))
        assert result["distance"] == distance
        assert {item["id"]: Fraction(item["score"]).limit_denominator(10**7) for item in result["items"]} == scores
        assert [item["rank"] for item in result["items"]] == [
            1 + sum(other["score"] > item["score"] for other in result["items"]) for item in result["items"]
        ]
        for item in result["items"]:
            check_shared(graph, source, item["id"], item["with_source"])
            check_shared(graph, item["id"], target, item["with_target"])
        found += len(scores)
    return found


def all_routes(graph: Any, source: str, target: str, actors: set[str]) -> tuple[int | None, dict[str, Fraction]]:
    """Every shortest route written out; each actor's share of them. Nobody where the two share something."""
    if not nx.has_path(graph, source, target):
        return None, {}
    routes = list(nx.all_shortest_paths(graph, source, target))
    distance = len(routes[0]) - 1
    between = [node for route in routes for node in route[1:-1]]
    if distance <= 1 or (distance == 2 and not set(between) & actors):
        return distance, {}
    return distance, {node: Fraction(between.count(node), len(routes)) for node in set(between) & actors}


def check_shared(graph: Any, one: str, other: str, shared: list[dict[str, Any]]) -> None:
    assert {item["id"] for item in shared} == set(nx.common_neighbors(graph, one, other))
    assert all(item["evidence"] for item in shared)


def check_common(world: World, level: str) -> int:
    takers = world.oracle.takers_part(level)
    activities = sorted(node for node, label in world.oracle.labels.items() if label in ACTIVITIES)
    pairs = list(combinations(activities, 2))
    found = 0
    for pair in pairs[:: max(1, len(pairs) // 60)]:
        answer = asked(world.client, "/common", ids=",".join(pair), level=level, limit=1000)
        wanted = takers.get(pair[0], set()) & takers.get(pair[1], set())
        assert [item["id"] for item in answer["items"]] == sorted(wanted)
        assert [one["participants"] for one in answer["activities"]] == [len(takers.get(one, set())) for one in pair]
        for item in answer["items"]:
            assert {
                piece["target"]["id"] if piece["relation"] == "PARTICIPATES_IN" else piece["source"]["id"]
                for piece in item["evidence"]
            } == set(pair)
        found += len(wanted)
    return found


def stated_holders(oracle: PackOracle) -> Iterator[tuple[str, str, bool]]:
    """Stage, holder, and whether the source found that the holder lacks it."""
    for row in oracle.rows("relations", "HAS_CAPABILITY"):
        yield row["target"], row["source"], row.get("level") == "none"
    for row in oracle.rows("relations", "MOVED_TO"):
        yield row["target"], row["source"], False


def check_chains(world: World) -> None:
    oracle = world.oracle
    chains = sorted(node for node, label in oracle.labels.items() if label == "ValueChain")
    assert [item["id"] for item in asked(world.client, "/chains", limit=1000)["items"]]
    for chain in chains:
        answer = asked(world.client, f"/chains/{chain}")
        gaps = asked(world.client, "/gaps", within=chain)["result"]
        stages = {row["target"] for row in oracle.rows("relations", "HAS_STAGE") if row["source"] == chain}
        assert {stage["id"] for stage in answer["stages"]} == stages
        assert [stage["position"] for stage in answer["stages"]] == sorted(
            stage["position"] for stage in answer["stages"]
        )
        states = {}
        for stage in answer["stages"]:
            held = {who for at, who, lacks in stated_holders(oracle) if at == stage["id"] and not lacks}
            lacking = {who for at, who, lacks in stated_holders(oracle) if at == stage["id"] and lacks}
            assert {one["id"] for one in stage["holders"]} == held
            assert {one["id"] for one in stage["looked_at"]} == lacking
            states[stage["id"]] = "held" if held else "nobody_known" if lacking else "unknown"
            assert stage["state"] == states[stage["id"]]
        feeds = {(row["source"], row["target"]) for row in oracle.rows("relations", "FEEDS") if row["source"] in stages}
        assert {(feed["source"], feed["target"]) for feed in answer["feeds"]} == feeds
        assert {item["between"][0]["id"] for item in gaps["items"]} == {
            stage for stage, state in states.items() if state != "held"
        }
        assert {one["id"] for item in gaps["items"] for one in item["unknown"]} == {
            stage for stage, state in states.items() if state == "unknown"
        }


# --- the seed pack


@pytest.mark.parametrize("level", ["region", "country", "organisation"])
def test_gaps_of_the_seed_are_those_of_its_rows(seed_world: World, level: str) -> None:
    assert check_gaps(seed_world, level) > 0


def test_bridging_actors_of_the_seed_are_those_on_all_shortest_routes(seed_world: World) -> None:
    assert check_bridging(seed_world, "participation") > 0
    assert check_bridging(seed_world, "participation", level="region", nuts_level="2") > 0
    check_bridging(seed_world, "participation", level="organisation")
    assert check_bridging(seed_world, "countries") > 0
    assert check_bridging(seed_world, "regions") > 0


@pytest.mark.parametrize("level", ["country", "region", "organisation"])
def test_common_participants_of_the_seed_are_those_of_its_rows(seed_world: World, level: str) -> None:
    assert check_common(seed_world, level) > 0


def test_chains_of_the_seed_have_the_holders_of_its_rows(seed_world: World) -> None:
    check_chains(seed_world)


# --- the random pack


def test_gaps_hold_on_the_random_pack(random_world: World) -> None:
    for level in ("region", "country", "organisation"):
        assert check_gaps(random_world, level) > 0


def test_bridging_holds_on_the_random_pack(random_world: World) -> None:
    assert check_bridging(random_world, "participation") > 0
    assert check_bridging(random_world, "participation", level="region") > 0
    assert check_bridging(random_world, "regions", nuts_level="1") > 0


def test_common_participants_and_chains_hold_on_the_random_pack(random_world: World) -> None:
    assert check_common(random_world, "country") > 0
    check_common(random_world, "organisation")
    check_chains(random_world)
