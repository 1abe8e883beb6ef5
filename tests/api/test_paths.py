"""Claims about paths under constraints, alternatives and widest paths, over HTTP and on the page."""

from __future__ import annotations

import csv
from itertools import pairwise, product
from typing import Any

import pytest
from problems import check_problem
from service import API, asked
from starlette.testclient import TestClient

ROUTE = {"source": "country:PT", "target": "country:NO"}


def paths(client: TestClient, view: str = "participation", **query: Any) -> dict[str, Any]:
    return asked(client, f"/networks/{view}/paths", **query)


def ids(path: dict[str, Any]) -> list[str]:
    return [node["id"] for node in path["nodes"]]


def test_a_path_tells_its_distance_and_its_width(client: TestClient) -> None:
    for path in paths(client, **ROUTE)["result"]["paths"]:
        strengths = [hop["strength"] for hop in path["hops"]]
        assert path["width"] == min(strengths)
        assert path["distance"] == pytest.approx(sum(1 / strength for strength in strengths))


def test_the_constraints_of_an_answer_stand_in_its_links_and_its_method(client: TestClient) -> None:
    answer = paths(client, **ROUTE, method="k-shortest", k=3, by="distance", avoid="country:FI", max_hops=9)

    assert client.get(answer["links"]["self"]).json() == answer
    assert client.get(answer["links"]["page"]).status_code == 200
    assert "method=k-shortest" in answer["links"]["page"]
    assert "avoid=country:FI" in answer["links"]["page"]
    definitions = answer["method"]["definitions"]
    assert definitions["avoid"] == "not through country:FI"
    assert "9 hops" in definitions["max_hops"]
    assert "1/strength" in definitions["length"]


def test_alternatives_come_shortest_first_and_never_repeat_a_node(client: TestClient) -> None:
    result = paths(client, **ROUTE, method="k-shortest", k=30)["result"]

    assert (len(result["paths"]), result["total"], result["truncated"]) == (30, None, True)
    found = [(path["length"], ids(path)) for path in result["paths"]]
    assert found == sorted(found)
    assert all(len(set(nodes)) == len(nodes) for _, nodes in found)
    assert len({tuple(nodes) for _, nodes in found}) == 30
    assert found[:2] == [(path["length"], ids(path)) for path in paths(client, **ROUTE)["result"]["paths"]]


def test_alternatives_by_distance_come_nearest_first(client: TestClient) -> None:
    found = paths(client, "countries", **ROUTE, method="k-shortest", by="distance", k=20)["result"]["paths"]
    distances = [path["distance"] for path in found]

    assert distances == pytest.approx(sorted(distances), rel=1e-12)
    nearest = paths(client, "countries", **ROUTE, by="distance")["result"]["paths"][0]
    assert nearest == found[0]


def test_no_alternative_is_wider_than_the_widest(client: TestClient) -> None:
    widest = paths(client, "countries", **ROUTE, method="widest")["result"]["paths"]
    others = paths(client, "countries", **ROUTE, method="k-shortest", k=100)["result"]["paths"]

    assert len({path["width"] for path in widest}) == 1
    assert widest[0]["width"] >= max(path["width"] for path in others)


def test_what_is_avoided_is_not_passed_and_what_is_named_is(client: TestClient) -> None:
    (first, *_) = paths(client, **ROUTE)["result"]["paths"]
    between = ids(first)[1:-1]

    without = paths(client, **ROUTE, avoid=between[0])["result"]["paths"]
    assert all(between[0] not in ids(path) for path in without)
    by_way = paths(client, **ROUTE, via="country:ES,country:DE")["result"]["paths"]
    assert by_way
    for path in by_way:
        assert ids(path).index("country:ES") < ids(path).index("country:DE")
        assert len(set(ids(path))) == len(ids(path))


def test_types_countries_and_relations_hold_on_the_way(client: TestClient) -> None:
    typed = paths(client, **ROUTE, method="k-shortest", types="Country,Project")["result"]["paths"]
    assert {node["label"] for path in typed for node in path["nodes"]} <= {"Country", "Project"}

    only = paths(client, **ROUTE, method="k-shortest", countries="FI,country:ES")["result"]["paths"]
    passed = {node["id"] for path in only for node in path["nodes"] if node["label"] == "Country"}
    assert passed <= {"country:PT", "country:NO", "country:FI", "country:ES"}

    ends = {"source": "country:PT", "target": "country:DE"}
    none = paths(client, **ends, method="k-shortest", without_countries="FI,GB,ES")["result"]["paths"]
    assert none
    assert not {"country:FI", "country:UK", "country:ES"} & {node["id"] for path in none for node in path["nodes"]}

    stated = paths(client, **ROUTE, relations="PARTICIPATES_IN", method="k-shortest")["result"]["paths"]
    assert all("PARTICIPATES_IN" in hop["relation"].split() for path in stated for hop in path["hops"])
    free = paths(client, **ROUTE, without_relations="PARTICIPATES_IN", method="k-shortest")["result"]["paths"]
    assert all(hop["relation"] != "PARTICIPATES_IN" for path in free for hop in path["hops"])


def test_a_type_means_the_types_under_it_too(client: TestClient) -> None:
    narrow = paths(client, **ROUTE, method="k-shortest", k=100, types="Country,Partnership")
    labels = {node["label"] for path in narrow["result"]["paths"] for node in path["nodes"]}

    assert labels <= {"Country", "Partnership", "Pilot"}
    assert "Pilot" in narrow["method"]["definitions"]["types"]


def test_a_constraint_without_a_path_is_named_with_the_path_without_it(client: TestClient) -> None:
    answer = paths(client, **ROUTE, types="Country", avoid="project:knowhub")

    assert (answer["result"]["paths"], answer["result"]["length"], answer["result"]["total"]) == ([], None, 0)
    assert answer["warnings"][0] == "No path from 'country:PT' to 'country:NO' under avoid, types."
    assert "Without any constraint the shortest path has 4 hops." in answer["warnings"]
    assert any(warning.startswith("Without types alone it has 4 hops") for warning in answer["warnings"])
    assert not any(warning.startswith("Without avoid alone") for warning in answer["warnings"])


def test_a_staged_path_follows_the_chain(client: TestClient) -> None:
    chain = asked(client, "/chains/chain:biopharma")
    stages = {stage["id"]: stage["position"] for stage in chain["stages"]}
    first, last = min(stages, key=stages.__getitem__), max(stages, key=stages.__getitem__)

    answer = paths(client, "policy", source=first, target=last, stages="chain:biopharma", method="k-shortest", k=5)

    assert answer["result"]["paths"]
    held = {node: {position} for node, position in stages.items()}
    for stage in chain["stages"]:
        for holder in stage["holders"]:
            held.setdefault(holder["id"], set()).add(stage["position"])
    assert "country:IE" in held
    for path in answer["result"]["paths"]:
        choices = product(*(sorted(held[node]) for node in ids(path) if node in held))
        assert any(all(0 <= later - earlier <= 1 for earlier, later in pairwise(one)) for one in choices)
        for node in path["nodes"]:
            assert {stage["position"] for stage in node["stages"]} == held.get(node["id"], set())
    back = paths(client, "policy", source=last, target=first, stages="chain:biopharma")
    assert back["result"]["paths"] == []
    assert any("Without any constraint" in warning for warning in back["warnings"])


def test_a_chain_nobody_in_the_network_holds_is_said(client: TestClient) -> None:
    answer = paths(client, "regions", source="region:2021:ES21", target="region:2021:ES21", stages="chain:biopharma")

    assert any("is stated to hold a stage of chain:biopharma" in warning for warning in answer["warnings"])


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("method=k_shortest", 422, "Did you mean 'k-shortest'?"),
        ("by=miles", 422, "value of by 'miles'"),
        ("method=widest&by=distance", 422, "by goes with"),
        ("k=3", 422, "k goes with method=k-shortest"),
        ("method=k-shortest&k=101", 422, "k is 101"),
        ("method=k-shortest&k=0", 422, "k is 0"),
        ("method=k-shortest&limit=3", 422, "limit goes with"),
        ("avoid=country:F", 404, "'country:F'"),
        ("avoid=project:know", 404, "Near it: project:knowhub"),
        ("avoid=country:PT", 422, "avoid = country:PT takes away the source"),
        ("without_countries=NO", 422, "takes away the target 'country:NO'"),
        ("via=country:PT", 422, "repeats a node"),
        ("via=a,b,c,d,e,f", 422, "via names 6 nodes, more than 5"),
        (f"avoid={','.join('abcde' * 21)}", 422, "avoid names 105 things"),
        ("relations=PARTICIPATE_IN", 422, "Did you mean 'PARTICIPATES_IN'?"),
        ("without_relations=FEED", 422, "Unknown relation"),
        ("types=Contry", 422, "Did you mean 'Country'?"),
        ("countries=Q", 422, "Unknown country"),
        ("stages=chain:biofarma", 404, "Near it: chain:biopharma"),
        ("stages=project:knowhub", 404, "No value chain has the id 'project:knowhub'"),
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, query: str, status: int, says: str) -> None:
    address = f"{API}/networks/participation/paths?source=country:PT&target=country:NO&{query}"
    check_problem(client.get(address), status, says)


def test_a_table_of_paths_has_their_distances(client: TestClient) -> None:
    lines = client.get(f"{API}/networks/participation/paths", params={**ROUTE, "format": "csv"}).text.splitlines()

    assert lines[0].startswith("path,hop,source,target,relation,strength")
    assert lines[0].endswith("path_distance,path_width")
    assert len(lines) == 1 + 2 * 4


def test_a_table_of_staged_paths_has_the_stages_at_both_ends_of_a_hop(client: TestClient) -> None:
    chain = asked(client, "/chains/chain:biopharma")
    ends = sorted((stage["position"], stage["id"]) for stage in chain["stages"])
    question = {"source": ends[0][1], "target": ends[-1][1], "stages": "chain:biopharma"}
    told = {node["id"]: node["stages"] for node in paths(client, "policy", **question)["result"]["paths"][0]["nodes"]}

    text = client.get(f"{API}/networks/policy/paths", params={**question, "format": "csv"}).text
    rows = [row for row in csv.DictReader(text.splitlines()) if row["path"] == "1"]

    assert rows
    for row in rows:
        for end in ("source", "target"):
            assert row[f"{end}_stages"] == "|".join(stage["id"] for stage in told[row[end]])


# --- the page


def opened(client: TestClient, **query: Any) -> str:
    response = client.get("/paths", params=query, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return response.text


def test_the_page_offers_more_choices_and_keeps_what_was_chosen(client: TestClient) -> None:
    plain = opened(client, view="participation", **ROUTE)
    assert '<details class="more-choices">' in plain
    assert "Distance " in plain

    chosen = opened(
        client, view="participation", **ROUTE, method="k-shortest", k=3, by="distance", avoid="project:tr3s",
        max_hops=8, without_countries="DE",
    )  # fmt: skip
    assert '<details class="more-choices" open>' in chosen
    assert '<option value="k-shortest" selected>' in chosen
    assert 'name="avoid" value="project:tr3s"' in chosen
    assert '<input type="hidden" name="without_countries" value="DE">' in chosen
    assert chosen.count('class="card long route"') == 3
    assert "3 routes from Portugal to Norway" in chosen


def test_the_form_of_the_page_sends_what_it_shows(client: TestClient) -> None:
    """A form sends all of its fields, the empty ones too."""
    empty = dict.fromkeys(("method", "by", "k", "avoid", "via", "countries", "max_hops"), "")

    assert opened(client, view="participation", **ROUTE, **empty).count('class="card long route"') == 2
    widest = opened(client, view="countries", **ROUTE, **{**empty, "method": "widest", "by": "distance", "k": "4"})
    assert "widest route" in widest


def test_a_choice_that_cannot_be_made_is_said_on_the_page(client: TestClient) -> None:
    response = client.get("/paths", params={**ROUTE, "max_hops": "many"}, headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "max_hops is &#39;many&#39;" in response.text
    nowhere = client.get("/paths", params={**ROUTE, "avoid": "country:XX"}, headers={"Accept": "text/html"})
    assert nowhere.status_code == 404


def test_routes_of_different_lengths_have_no_common_picture(client: TestClient) -> None:
    assert 'class="dag"' in opened(client, view="participation", **ROUTE)
    several = opened(client, view="participation", **ROUTE, method="k-shortest", k=30)
    lengths = {path["length"] for path in paths(client, **ROUTE, method="k-shortest", k=30)["result"]["paths"]}
    assert ('class="dag"' in several) == (len(lengths) == 1)


def test_the_page_offers_the_relations_and_types_of_the_network(client: TestClient) -> None:
    plain = opened(client, view="participation", **ROUTE)
    assert '<input type="checkbox" name="types" value="Country">' in plain
    assert '<input type="checkbox" name="relations" value="PARTICIPATES_IN">' in plain

    ends = {"source": "country:PT", "target": "country:ES"}
    ticked = opened(client, view="participation", **ends, types=["Country", "Project"], method="k-shortest")
    assert '<input type="checkbox" name="types" value="Project" checked>' in ticked
    only = paths(client, **ends, types="Country,Project", method="k-shortest")["result"]["paths"]
    assert ticked.count('class="card long route"') == len(only) > 0


def test_the_page_offers_the_chains_and_shows_the_stages_on_the_way(client: TestClient) -> None:
    plain = opened(client, view="participation", **ROUTE)
    assert '<select id="stages" name="stages"><option value="">not asked</option>' in plain
    assert '<option value="chain:biopharma">BioPharma</option>' in plain
    assert "stop-stage" not in plain

    ends = {
        "source": "chainstage:biopharma:active-ingredients",
        "target": "chainstage:biopharma:biotech",
        "stages": "chain:biopharma",
    }
    staged = opened(client, view="policy", **ends, method="k-shortest")
    assert '<option value="chain:biopharma" selected>' in staged
    assert 'name="stages" value=' not in staged  # not a second time, as what the address had
    assert "stage 4</small>" in staged
    assert "holds stages 1, 2, 3, 4 and 5</small>" in staged
    several = opened(client, view="policy", **ends)  # all shortest: a country stands at the second and the third stop
    picture = several.partition('class="dag"')[2].partition("</section>")[0]
    assert picture.count("<title>Ireland</title>") == 2
    (answered, *_) = paths(client, "policy", **ends)["result"]["paths"]
    assert answered["nodes"][0]["stages"] == [
        {"id": ends["source"], "name": answered["nodes"][0]["name"], "position": 1}
    ]
    (free, *_) = paths(client, "policy", source=ends["source"], target=ends["target"])["result"]["paths"]
    assert "stages" not in free["nodes"][0]


def test_the_page_says_in_names_which_condition_no_route_meets(client: TestClient) -> None:
    page = opened(client, view="participation", **ROUTE, types="Country", avoid="project:knowhub")
    assert "No route from Portugal to Norway that avoids " in page
    assert "passes only nodes of the type country" in page
    assert "under avoid" not in page
    assert "If it need not be one that passes only nodes of the type country, the shortest has 4 hops." in page

    short = opened(client, view="participation", **ROUTE, max_hops=3)
    assert "No route from Portugal to Norway that has at most 3 hops" in short
