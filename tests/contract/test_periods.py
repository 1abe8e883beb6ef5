"""Views of a period on both stores, held against the dates in the pack's own rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from service import World, asked, every_item
from starlette.testclient import TestClient

PERIODS = [("2007", "2013"), ("2014", "2020"), ("2012-06", ""), ("", "2015-12-31"), ("2021-04-01", "2021-12")]
NAMES = [f"{start or 'open'}-to-{end or 'open'}" for start, end in PERIODS]
every_period = pytest.mark.parametrize(("start", "end"), PERIODS, ids=NAMES)


def asked_for(start: str, end: str, **further: str) -> dict[str, str]:
    return {name: value for name, value in {"from": start, "to": end, **further}.items() if value}


def overlaps(start: str, end: str, stated: tuple[str, str]) -> bool:
    """By texts padded to the first and to the last day that each can mean."""
    first, last = stated[0] or "0000", stated[1] or "9999"
    return (first + "-01-01")[:10] <= ((end or "9999") + "-12-31")[:10] and (last + "-12-31")[:10] >= (
        (start or "0000") + "-01-01"
    )[:10]


def times(world: World) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Relation, source, target → from and to of each participation that has a date; first stated counts."""
    spans: dict[str, list[str]] = defaultdict(lambda: ["", ""])
    for label, columns in {"Project": ("start", "end"), "GoodPractice": ("year", "year")}.items():
        for row in world.oracle.rows("nodes", label):
            for at, column in enumerate(columns):
                spans[row["id"]][at] = spans[row["id"]][at] or row.get(column, "")
    own: dict[tuple[str, str, str], list[str]] = defaultdict(lambda: ["", ""])
    for relation, columns in {
        "PARTICIPATES_IN": ("from", "to"), "ADOPTED_BY": ("year", "year"), "ORIGINATED_IN": ("", ""),
    }.items():  # fmt: skip
        for row in world.oracle.rows("relations", relation):
            key = relation, row["source"], row["target"]
            own[key] = [own[key][at] or row.get(column, "") for at, column in enumerate(columns)]
    found = {}
    for (relation, source, target), stated in own.items():
        activity = target if relation == "PARTICIPATES_IN" else source
        span = stated if any(stated) else spans[activity]
        if any(span):
            found[relation, source, target] = (span[0], span[1])
    return found


def check_against_rows(world: World, start: str, end: str) -> None:
    dated = times(world)
    wanted: set[tuple[str, str]] = set()
    undated: set[tuple[str, str, str]] = set()
    for actor, activity, stated in world.oracle.participation_rows:
        relation, source, target, *_ = next(iter(stated))
        span = dated.get((relation, source, target))
        if span is None:
            undated.add((actor, relation, activity))
        elif overlaps(start, end, span) and (place := world.oracle.rolled_up(actor, "country")):
            wanted.add((place, activity))

    answer = asked(world.client, "/networks/participation", **asked_for(start, end))
    edges = every_item(world.client, "/networks/participation", within="edges", limit=500, **asked_for(start, end))

    assert {(edge["source"], edge["target"]) for edge in edges} == wanted
    left = {(one["id"], one["relation"], one["target"]) for one in answer["left_out"] if "no date" in one["reason"]}
    assert left == undated


@every_period
def test_a_period_holds_what_the_rows_date_into_it(seed_world: World, start: str, end: str) -> None:
    check_against_rows(seed_world, start, end)


@every_period
def test_the_random_pack_holds_too(random_world: World, start: str, end: str) -> None:
    check_against_rows(random_world, start, end)


@pytest.mark.parametrize("view", ["participation", "regions", "countries", "policy"])
def test_all_time_with_what_is_undated_is_the_network_without_a_period(seed_world: World, view: str) -> None:
    whole = every_item(seed_world.client, f"/networks/{view}", within="edges", limit=1000)
    query = {"from": "0001", "undated": "include"}

    assert every_item(seed_world.client, f"/networks/{view}", within="edges", limit=1000, **query) == whole
    assert "from" not in asked(seed_world.client, f"/networks/{view}")["parameters"]


@pytest.mark.parametrize("view", ["participation", "policy"])
def test_hand_checked_projects_stand_in_the_periods_they_ran_in(seed_world: World, view: str) -> None:
    """KNOWHUB 2012-01-01 – 2014-12-31; CLUSTERIX 2.0 2016-04-01 – 2021-03-31, as their sources state."""
    ran = {
        "project:knowhub": {("2007", "2013"), ("2014", "2020"), ("2014-12-31", "2014-12-31")},
        "project:clusterix-2": {("2014", "2020"), ("2021", "2027"), ("2021-03", "2021-03")},
    }
    for project, periods in ran.items():
        for start, end in set().union(*ran.values()):
            query = asked_for(start, end)
            nodes = every_item(seed_world.client, f"/networks/{view}", within="nodes", limit=1000, **query)
            assert (project in {node["id"] for node in nodes}) == ((start, end) in periods), (project, start, end)


ADDRESSES = (
    *(f"/api/v1/networks/{view}?from=2007&to=2013" for view in ("participation", "regions", "countries", "policy")),
    "/api/v1/networks/policy?from=2014-02&undated=include&format=csv",
    "/api/v1/networks/participation/centrality/betweenness?from=2014&to=2020&level=region",
    "/api/v1/networks/countries/series?measure=strength&projection=newman",
    "/api/v1/networks/participation/series?by=year&from=2012&to=2016&format=csv",
    "/api/v1/networks/regions/uncertainty?measure=strength&draws=20&seed=2",
    "/api/v1/networks/policy/uncertainty?measure=degree&draws=20&from=2014&format=csv",
)


@pytest.mark.neo4j
@pytest.mark.parametrize("address", ADDRESSES)
def test_both_stores_answer_the_same_bytes(both_services: tuple[TestClient, TestClient], address: str) -> None:
    one, other = (same(client, address) for client in both_services)

    assert one == other


def same(client: TestClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return response.content
