"""Claims about paths in loaded networks: as long as they are, ids with commas, ties that state several relations."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from addresses import API
from edge_lists import edge_list, lines
from problems import check_problem
from service import asked, service
from starlette.testclient import TestClient

from api.answers import paths as answers
from graph.analytics.alternatives import k_shortest_paths
from graph.analytics.paths import shortest_paths
from graph.analytics.widest import widest_paths
from graph.ontology import Ontology
from graph.projection import Projection
from graph.stores import EmbeddedStore
from graph.views import Networks
from loaders.network import load_network

LONG = [("s", "t", 0.01), *((a, b, 10) for a, b in zip(["s", *(f"c{i}" for i in range(1, 20))],
        [*(f"c{i}" for i in range(1, 20)), "t"], strict=True))]  # fmt: skip
RING = [(f"r{i}", f"r{(i + 1) % 60}", 1) for i in range(60)]
TOWNS = [
    '"Łódź, Polska","Gdańsk, Polska"', '"Gdańsk, Polska","Łomża, Polska"', '"Łódź, Polska",Opole',
    'Opole,"Łomża, Polska"',
]  # fmt: skip


@pytest.fixture(scope="module")
def store(
    prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory, ontology: Ontology
) -> Iterator[EmbeddedStore]:
    folder = tmp_path_factory.mktemp("loaded")
    shutil.copytree(prepared_folder, folder / "own")
    opened = EmbeddedStore(folder / "own", ontology)
    ties = {
        "long": lines(["source,target,strength", *(f"{s},{t},{w}" for s, t, w in LONG)]),
        "ring": lines(["source,target,strength", *(f"{s},{t},{w}" for s, t, w in RING)]),
        "towns": lines(["source,target,from,to", *(f"{tie},2014,2020" for tie in TOWNS)]),
        "mixed": "source,target,strength,relation\na,b,1,x_y\na,b,4,other\nb,c,5,x_y\na,c,2,x_y\n",
    }
    for name, text in ties.items():
        assert load_network(edge_list(folder / name, text, name=name), opened, ontology).state == "finished"
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(store: EmbeddedStore, ontology: Ontology) -> Iterator[TestClient]:
    with service(store, ontology) as opened:
        yield opened


def paths(client: TestClient, view: str, **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/paths", **query)


def ids(answer: dict[str, Any]) -> list[tuple[str, ...]]:
    return [tuple(node["id"] for node in path["nodes"]) for path in answer["result"]["paths"]]


def projection(client: TestClient, view: str) -> Projection:
    networks: Networks = client.app.state.explorer.networks  # type: ignore[attr-defined]
    return networks.projection(view, {})


def test_the_nearest_and_the_widest_way_are_found_however_many_hops_they_have(client: TestClient) -> None:
    ends = {"source": "s", "target": "t"}
    ours = projection(client, "long")

    nearest = paths(client, "long", **ends, by="distance")
    (path,) = nearest["result"]["paths"]
    assert (path["length"], math.isclose(path["distance"], 2.0)) == (20, True)
    assert ids(nearest) == [one.nodes for one in shortest_paths(ours, **ends, by="distance").paths]

    widest = paths(client, "long", **ends, method="widest")
    assert [(path["length"], path["width"]) for path in widest["result"]["paths"]] == [(20, 10)]
    assert ids(widest) == [one.nodes for one in widest_paths(ours, **ends).paths]

    several = paths(client, "long", **ends, method="k-shortest", k=2)
    assert [path["length"] for path in several["result"]["paths"]] == [1, 20]
    assert several["warnings"] == []
    assert ids(several) == [one.nodes for one in k_shortest_paths(ours, **ends, k=2).paths]


@pytest.mark.parametrize("query", [{}, {"by": "distance"}, {"method": "widest"}, {"method": "k-shortest"},
                                   {"max_hops": 40}, {"via": "r7", "max_hops": 59}, {"via": "r7"}])  # fmt: skip
def test_both_ways_round_a_ring_are_found(client: TestClient, query: dict[str, Any]) -> None:
    answer = paths(client, "ring", source="r0", target="r30", **query)

    assert {path["length"] for path in answer["result"]["paths"]} == {30}
    assert len(ids(answer)) == (1 if "via" in query else 2)


def test_what_a_bound_leaves_out_is_not_said_to_be_missing(client: TestClient) -> None:
    answer = paths(client, "ring", source="r0", target="r5", method="k-shortest", k=2, max_hops=12)
    none = paths(client, "ring", source="r0", target="r30", method="widest", max_hops=12)

    assert answer["warnings"] == ["There is no more than 1 path of at most 12 hops; longer ones were not looked for."]
    assert "of at most 12 hops" in none["warnings"][0]
    check_problem(client.get(f"{API}/networks/ring/paths?source=r0&target=r5&max_hops=60"), 422, "more than 59")


def test_an_answer_lists_no_more_hops_than_it_may_and_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_LISTED_HOPS", 50)
    answer = paths(client, "ring", source="r0", target="r30")

    assert (len(ids(answer)), answer["result"]["total"], answer["result"]["truncated"]) == (1, 2, True)
    assert answer["warnings"] == ["Only 1 path is listed: all would have more than 50 hops."]


def test_a_tie_of_several_relations_has_the_strength_of_all_and_it_is_said(client: TestClient) -> None:
    answer = paths(client, "mixed", source="a", target="c", relations="x_y", method="widest")
    other = paths(client, "mixed", source="b", target="c", relations="x_y", method="widest")

    assert answer["result"]["paths"][0]["width"] == 5
    assert any(one.startswith("1 tie of these paths states other relations") for one in answer["warnings"])
    assert "all its relations together" in answer["method"]["definitions"]["relations"]
    assert other["warnings"] == []


def test_ids_with_commas_are_read_the_same_everywhere(client: TestClient) -> None:
    ends = {"source": "Łódź, Polska", "target": "Łomża, Polska"}
    via = paths(client, "towns", **ends, via="Gdańsk, Polska")
    without = paths(client, "towns", **ends, avoid="Gdańsk, Polska,")

    assert [one[1] for one in ids(via)] == ["Gdańsk, Polska"]
    assert [one[1] for one in ids(without)] == ["Opole"]
    series = asked(client, "/networks/towns/series", nodes="Łódź, Polska,Opole", measure="degree")
    assert {item["id"] for item in series["result"]["items"]} == {"Łódź, Polska", "Opole"}
    for page in ("removal", "series"):
        response = client.get(f"/networks/towns/{page}", params={"nodes": "Łódź, Polska,Opole"})
        assert response.status_code == 200, response.text[:500]
    gone = asked(client, "/networks/towns/whatif/removal", nodes="Łódź, Polska,Opole")
    assert client.get(gone["links"]["page"]).status_code == 200


def test_many_commas_take_no_time(client: TestClient) -> None:
    check_problem(client.get(f"{API}/networks/towns/paths?source=Opole&target=Opole&avoid={',' * 2000}"), 422, "avoid")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("paths?source=r0&target=r1&avoid=,", "avoid names no id"),
        ("paths?source=r0&target=r1&via=,", "via names no id"),
        ("paths?source=r0&target=r1&types=,", "types names nothing"),
        ("paths?source=r0&target=r1&relations=,", "relations names nothing"),
        ("paths?source=r0&source=r2&target=r1", "source is given 2 times"),
        ("series?measure=degree&nodes=,", "nodes names no id"),
        ("whatif/removal?nodes=,", "nodes names no id"),
        ("whatif/links?link_distance=3", "link_distance goes with by=distance"),
        ("whatif/links?within_hops=3", "within_hops goes with a chain"),
    ],
)
def test_nothing_that_was_asked_is_passed_over(client: TestClient, address: str, says: str) -> None:
    check_problem(client.get(f"{API}/networks/ring/{address}"), 422, says)


@pytest.mark.parametrize("measure", ["degree", "strength"])
def test_a_direction_that_an_undirected_network_has_not_is_said(client: TestClient, measure: str) -> None:
    answer = asked(client, f"/networks/ring/centrality/{measure}", direction="in")

    assert any("direction=in says nothing" in warning for warning in answer["warnings"])
    assert not asked(client, f"/networks/ring/centrality/{measure}")["warnings"]


@pytest.mark.parametrize(
    "address",
    [
        "networks/{}", "networks/{}/paths?source=r0&target=r1", "networks/ring?format={}", "networks/regions?level={}",
        "networks/regions?nuts_level={}", "networks/ring/centrality/degree?normalised={}",
        "networks/ring/centrality/strength?direction={}", "networks/ring/centrality/closeness?weighted={}",
        "networks/ring/centrality/{}", "networks/participation?level={}", "networks/regions?projection={}",
        "networks/ring/series?measure={}", "networks/participation?undated={}&from=2014",
    ],
)  # fmt: skip
def test_a_very_long_value_is_not_repeated_in_full(client: TestClient, address: str) -> None:
    response = client.get(f"{API}/{address.format('x' * 3_000)}")
    problem = response.json()

    assert 400 <= response.status_code < 500
    assert len(problem["detail"]) < 1_500, problem["detail"]


def test_the_page_offers_no_chains_where_the_store_has_none(client: TestClient) -> None:
    page = client.get("/paths", params={"view": "ring"}, headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert "More choices" in page.text
    assert 'name="stages"' not in page.text
