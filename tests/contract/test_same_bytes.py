"""The same question has the same bytes for an answer on both stores, each asked for the first time: no cache helps."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from addresses import API, EMPTY, GOOD, WRONG
from random_pack import RandomPack
from starlette.testclient import TestClient

from graph.views import VIEWS

pytestmark = pytest.mark.neo4j
Both = tuple[TestClient, TestClient]
NOT_THE_GRAPH = ("/health", "/ready", f"{API}/datasets", f"{API}/jobs")  # datasets: compared without the clock


def every_address() -> list[str]:
    good = [address for path, addresses in GOOD.items() if path not in NOT_THE_GRAPH for address in addresses]
    tables = [f"{address}{'&' if '?' in address else '?'}format=csv" for address in good if "limit=" not in address]
    graphs = [f"{API}/networks/{view}?format=graphml" for view in VIEWS]
    wrong = [one.address for ones in WRONG.values() for one in ones if one.status == 404]
    empty = [address for path, address in EMPTY.items() if path not in NOT_THE_GRAPH]
    return [*good, *tables, *graphs, *empty, *wrong]


def compare(both: Both, addresses: list[str]) -> None:
    different = []
    for address in addresses:
        one, other = (client.get(address) for client in both)
        if (one.status_code, one.content, one.headers.get("etag")) != (
            other.status_code,
            other.content,
            other.headers.get("etag"),
        ):
            different.append((address, first_difference(one.content, other.content)))
    assert different == []


def first_difference(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    place = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return one[max(0, place - 60) : place + 60], other[max(0, place - 60) : place + 60]


def test_every_answer_on_the_seed_is_the_same(both_services: Both) -> None:
    compare(both_services, every_address())


def test_data_sets_are_the_same_but_for_the_clock(both_services: Both) -> None:
    one, other = (client.get(f"{API}/datasets?limit=1000").json() for client in both_services)

    for answer in (one, other):
        assert len(answer["loads"]) == 1
        for name in ("id", "started", "finished"):
            answer["loads"][0].pop(name)
    assert one == other


def test_every_entity_is_the_same(both_services: Both) -> None:
    """Each kind of node, with its properties, claims, counts and relations."""
    one, _ = both_services
    addresses = []
    for kind in one.get(f"{API}/schema").json()["labels"]:
        if kind["count"] and kind["label"] != "Load":
            found = one.get(f"{API}/entities?label={kind['label']}&limit=1000").json()["items"]
            step = max(1, len(found) // 2)
            addresses += [f"{API}/entities/{item['id']}{end}" for item in found[::step] for end in ("", "/neighbours")]
    addresses += [
        f"{API}/entities/{claim['id']}" for claim in one.get(f"{API}/entities/project:s34growth").json()["claims"]
    ]
    assert len(addresses) > 80
    compare(both_services, addresses)


def test_both_stores_have_the_same_graph_version(both_services: Both) -> None:
    versions = {client.get("/ready").json()["graph_version"] for client in both_services}

    assert len(versions) == 1


def test_every_answer_on_the_random_pack_is_the_same(both_random_services: Both, random_pack: RandomPack) -> None:
    compare(both_random_services, random_addresses(random_pack))


def random_addresses(pack: RandomPack) -> list[str]:
    """The networks with every parameter, all gaps and chains, common participants, some entities and routes."""
    views: dict[str, list[str]] = {
        "participation": [
            "",
            "level=region",
            *(f"level=region&nuts_level={k}" for k in (1, 2, 3)),
            "level=organisation",
        ],
        "regions": ["", "nuts_level=2", "projection=newman"],
        "countries": ["", "projection=newman"],
        "policy": [""],
    }
    found: list[Any] = [f"{API}/entities?limit=1000", f"{API}/schema", f"{API}/chains", f"{API}/entities?q=ba"]
    for view, queries in views.items():
        for query in queries:
            for part in (
                "",
                "/articulation",
                "/components",
                *(f"/centrality/{name}" for name in ("betweenness", "degree", "strength")),
            ):
                limit = "" if part in ("/articulation", "/components") else "&limit=1000"
                found.append(f"{API}/networks/{view}{part}?{query}{limit}".replace("?&", "?").removesuffix("?"))
    scopes = [
        node
        for label in ("Project", "Partnership", "Pilot", "Initiative", "Platform", "ValueChain")
        for node in pack.of(label)
    ]
    found += [f"{API}/gaps?within={scope}&level={level}" for scope in scopes[::2] for level in ("region", "country")]
    found += [f"{API}/chains/{chain}" for chain in pack.of("ValueChain")]
    found += [f"{API}/entities/{node}{end}" for node in list(pack.nodes)[::25] for end in ("", "/neighbours")]
    countries, projects = pack.of("Country"), pack.of("Project")
    found += [f"{API}/common?ids={one},{other}" for one, other in pairwise(projects)]
    for one, other in pairwise(countries):
        found += [
            f"{API}/networks/{view}/{what}?source={one}&target={other}"
            for view in views
            for what in ("paths", "bridging")
            if view != "regions"
        ]
    return found
