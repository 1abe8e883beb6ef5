"""The figures the project promises, asked for as a user asks: over HTTP, on the seed pack."""

from __future__ import annotations

from typing import Any

import pytest
from service import asked
from starlette.testclient import TestClient

from graph.analytics.articulation import articulation
from graph.analytics.betweenness import betweenness
from graph.analytics.components import components
from graph.projection import NetworkEdge, Projection, build_projection

DECK = (
    "project:knowhub",
    "project:tr3s",
    "partnership:ris3t",
    "goodpractice:nordland-triple-helix",
    "project:bordwiis",
)
SLIDES = "source:s3p-slides"


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


# --- who took part in both


def test_knowhub_and_tr3s_have_four_countries_in_common(client: TestClient) -> None:
    answer = asked(client, "/common", ids="project:knowhub,project:tr3s", level="country")

    assert ids(answer["items"]) == ["country:DE", "country:ES", "country:HU", "country:PL"]
    for item in answer["items"]:
        assert {piece["target"]["id"] for piece in item["evidence"]} == {"project:knowhub", "project:tr3s"}
        assert SLIDES in {piece["source_id"] for piece in item["evidence"]}


def test_where_regions_are_known_for_some_a_warning_says_for_how_many(client: TestClient) -> None:
    answer = asked(client, "/common", ids="project:knowhub,project:tr3s", level="region")

    assert answer["items"] == []
    for activity, warning in zip(answer["activities"], answer["warnings"], strict=True):
        coarse = {left["id"] for left in activity["left_out"]}
        assert 0 < activity["participants"] < len(coarse)
        known = activity["participants"]
        many = "1 participant is" if known == 1 else f"{known} participants are"
        assert f"{activity['name']}: {many} known at level region" in warning
        more = "1 more is" if len(coarse) == 1 else f"{len(coarse)} more are"
        assert f"{more} stated too coarsely" in warning
        assert "stated for a country" in {left["reason"] for left in activity["left_out"]}


# --- how could Portugal reach Norway


def test_portugal_reaches_norway_in_four_hops_through_finland(client: TestClient) -> None:
    result = asked(client, "/networks/participation/paths", source="country:PT", target="country:NO")["result"]

    assert result["length"] == 4
    assert result["total"] == len(result["paths"]) == 2
    for path in result["paths"]:
        nodes = ids(path["nodes"])
        assert (nodes[0], nodes[2:]) == (
            "country:PT",
            ["country:FI", "goodpractice:nordland-triple-helix", "country:NO"],
        )
        for hop in path["hops"]:
            assert hop["evidence"]
            assert all(piece["source_id"] and piece["source_name"] for piece in hop["evidence"])
    assert {path["nodes"][1]["id"] for path in result["paths"]} == {
        "project:s34growth",
        "democase:vanguard:de-and-remanufacturing",
    }


def test_norte_reaches_nordland_not_but_what_contains_them_does(client: TestClient) -> None:
    query = {"source": "region:2021:PT11", "target": "region:2021:NO071", "level": "region"}
    answer = asked(client, "/networks/participation/paths", **query)
    result = answer["result"]

    assert (result["length"], result["total"], result["paths"]) == (None, 0, [])
    assert any("No path" in warning for warning in answer["warnings"])
    assert any("reachable_ancestors" in warning for warning in answer["warnings"])
    countries = [one for one in result["reachable_ancestors"] if one["level"] == "country"]
    assert [(one["source"]["id"], one["target"]["id"], one["length"]) for one in countries] == [
        ("country:PT", "country:NO", 4)
    ]
    for ancestor in result["reachable_ancestors"]:
        followed = client.get(ancestor["links"]["self"]).json()["result"]
        assert followed["length"] == ancestor["length"]


# --- who bridges the deck's five projects


@pytest.fixture(scope="module")
def deck(client: TestClient) -> Projection:
    """The five projects of the slide deck, with the countries and regions the slides alone name."""
    whole = client.app.state.explorer.networks.projection("participation")  # type: ignore[attr-defined]
    edges = []
    for edge in whole.edges:
        evidence = tuple(piece for piece in edge.evidence if piece.source_id == SLIDES)
        if evidence and edge.target in DECK:
            edges.append(NetworkEdge(edge.source, edge.target, edge.relation, float(len(evidence)), evidence))
    used = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = [node for node in whole.nodes if node.id in used]
    return build_projection(
        view="deck", parameters={}, graph_version="deck", nodes=nodes, edges=edges, modes=whole.modes
    )


def test_spain_and_finland_bridge_the_deck(deck: Projection) -> None:
    values = betweenness(deck).values

    assert values["country:ES"] == pytest.approx(39.25, abs=1e-9)
    assert values["country:FI"] == pytest.approx(32.0, abs=1e-9)
    countries = {node: value for node, value in values.items() if node.startswith("country:")}
    assert sorted(countries, key=lambda node: -countries[node])[:2] == ["country:ES", "country:FI"]


def test_without_spain_portugal_is_cut_off_on_the_deck_and_not_on_all_facts(
    client: TestClient, deck: Projection
) -> None:
    of_deck = {one.id: {name for piece in one.pieces[1:] for name in piece.ids} for one in articulation(deck).nodes}
    on_all = asked(client, "/networks/participation/articulation")["result"]["items"]

    assert of_deck["country:ES"] == {"country:PT", "partnership:ris3t"}
    assert len(components(deck).items) == 1
    for item in on_all:
        if item["id"] == "country:ES":
            fallen = {node["id"] for piece in item["pieces"][1:] for node in piece["nodes"]}
            assert "country:PT" not in fallen


# --- what sources dispute


def test_bordwiis_has_nine_member_states_and_eight_countries_side_by_side(client: TestClient) -> None:
    entity = asked(client, "/entities/project:bordwiis")

    stated = {
        (claim["value"], source["id"])
        for claim in entity["claims"]
        for source in claim["sources"]
        if "countr" in claim["predicate"] or "state" in claim["predicate"]
    }
    values = {value for value, _ in stated}
    assert any(value.startswith("9") or "nine" in value.lower() for value in values)
    assert any(value.startswith("8") or "eight" in value.lower() for value in values)
    assert any(source == SLIDES for value, source in stated if value.startswith("9") or "nine" in value.lower())
    assert any(source != SLIDES for value, source in stated if value.startswith("8") or "eight" in value.lower())


def test_two_budgets_of_s34growth_are_claims_and_one_is_shown(client: TestClient) -> None:
    entity = asked(client, "/entities/project:s34growth")

    budgets = {claim["value"]: claim for claim in entity["claims"] if claim["predicate"] == "budget_eur"}
    assert len(budgets) >= 2
    shown = next(one["value"] for one in entity["properties"] if one["name"] == "budget_eur")
    (preferred,) = [claim for claim in budgets.values() if claim["preferred"]]
    assert float(preferred["value"]) == shown
    assert all(claim["sources"] for claim in budgets.values())


def test_what_no_source_states_is_unknown(client: TestClient) -> None:
    entity = asked(client, "/entities/project:tr3s")
    by_slides = asked(client, "/chains/chain:biopharma")

    assert "budget_eur" in entity["unknown"]
    years = [holder["year"] for stage in by_slides["stages"] for holder in stage["holders"]]
    assert years
    assert set(years) == {None}  # the slides name decades, never a year


# --- chain, gaps and bridging partners are not empty


def test_ireland_moved_along_five_stages_each_with_its_source(client: TestClient) -> None:
    chain = asked(client, "/chains/chain:biopharma")

    assert [stage["position"] for stage in chain["stages"]] == [1, 2, 3, 4, 5]
    assert {stage["state"] for stage in chain["stages"]} == {"held"}
    for stage in chain["stages"]:
        assert ids(stage["holders"]) == ["country:IE"]
        assert stage["holders"][0]["evidence"][0]["source_id"] == SLIDES
    assert [(feed["source"][-8:], bool(feed["evidence"])) for feed in chain["feeds"]]


@pytest.mark.parametrize("within", ["initiative:vanguard", "project:s34growth", "platform:energy"])
def test_an_initiative_a_project_and_a_platform_have_linkage_gaps(client: TestClient, within: str) -> None:
    result = asked(client, "/gaps", within=within, limit=1000)["result"]

    assert result["total"] > 0
    assert result["pairs"] == result["total"] + result["tied"] + result["nested"]
    assert any(gap["unknown"] for gap in result["items"])
    assert all(gap["evidence"] for gap in result["items"])


def test_a_gap_tells_which_priorities_both_sides_share_and_who_assigned_the_code(client: TestClient) -> None:
    first = asked(client, "/gaps", within="project:s34growth")["result"]["items"][0]

    assert first["unknown"] == []
    code = first["shared"][0]
    assert code["scheme"] in ("Activity", "KET")
    assert {assignment["place"]["id"] for assignment in code["assignments"]} == set(ids(first["between"]))
    assert all(
        assignment["assigned_by"].startswith("by hand") and assignment["sources"] for assignment in code["assignments"]
    )


def test_somebody_bridges_portugal_and_norway_and_says_what_they_share(client: TestClient) -> None:
    result = asked(client, "/networks/participation/bridging", source="country:PT", target="country:NO")["result"]

    (finland,) = result["items"]
    assert (finland["id"], finland["rank"], finland["score"]) == ("country:FI", 1, 1.0)
    assert set(ids(finland["with_source"])) == {"project:s34growth", "democase:vanguard:de-and-remanufacturing"}
    assert ids(finland["with_target"]) == ["goodpractice:nordland-triple-helix"]
    assert all(shared["evidence"] for shared in finland["with_source"] + finland["with_target"])


def test_nobody_needs_to_bridge_two_that_share_a_partnership(client: TestClient) -> None:
    answer = asked(client, "/networks/participation/bridging", source="country:ES", target="country:PT")

    assert answer["result"]["items"] == []
    assert "partnership:ris3t" in ids(answer["result"]["shared"])


# --- a citation names what it was made from


def test_every_analysis_names_its_version_formula_and_data(client: TestClient) -> None:
    version = client.get("/ready").json()["graph_version"]
    answer = asked(client, "/networks/participation/centrality/betweenness")

    assert answer["data"]["graph_version"] == version
    assert answer["data"]["datasets"]
    assert "σ_st" in answer["method"]["formula"]
    assert "Freeman" in answer["method"]["reference"]
    assert version[:12] in asked(client, "/entities/project:knowhub")["citation"]
