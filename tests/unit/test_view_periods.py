"""Claims about views of a period: whose time counts, and that what nobody dated is said."""

from __future__ import annotations

from typing import Any

import pytest
from stub_store import StubStore

from graph.ontology import read_ontology
from graph.projection import LeftOut
from graph.views import Networks
from graph.views.building import TIMES

ONTOLOGY = read_ontology()


def row(actor: str, activity: str, relation: str = "PARTICIPATES_IN", **times: Any) -> dict[str, Any]:
    """A row of a view; times not given are null."""
    return {
        "edge_id": f"{relation}:{actor}>{activity}",
        "source": actor,
        "target": activity,
        "strength": 1.0,
        "relation": relation,
        "source_ids": ["source:one"],
        "quotes": [""],
        "role": None,
        "stated_from": actor,
        **{name: times.get(name) for name in TIMES},
    }


def networks_of(*rows: dict[str, Any]) -> Networks:
    store = StubStore()
    store.tell_names(
        {
            "Country": [("country:ES", "Spain"), ("country:NO", "Norway"), ("country:FI", "Finland")],
            "Project": [("project:a", "Project A"), ("project:b", "Project B")],
            "Strategy": [("strategy:s", "Strategy")],
        }
    )
    store.tell("lookups", "places", [])
    store.tell("views", "containment", [])
    store.tell("views", "participation", list(rows))
    store.tell("views", "policy", list(rows))
    return Networks(store, ONTOLOGY)  # type: ignore[arg-type]


OLD = {"target_from": "2012", "target_to": "2013-06"}
NEW = {"target_from": "2016-04-01"}


def edges(networks: Networks, view: str = "participation", **parameters: str) -> list[tuple[str, str]]:
    named = {name.rstrip("_"): value for name, value in parameters.items()}
    return [(edge.source, edge.target) for edge in networks.projection(view, named).edges]


def test_a_statement_has_the_time_of_its_activity() -> None:
    networks = networks_of(row("country:ES", "project:a", **OLD), row("country:NO", "project:b", **NEW))

    assert edges(networks, to="2013") == [("country:ES", "project:a")]
    assert edges(networks, from_="2013-07") == [("country:NO", "project:b")]
    assert len(edges(networks, from_="2013", to="2016")) == 2


def test_its_own_time_goes_before_that_of_the_activity() -> None:
    networks = networks_of(row("country:ES", "project:a", own_from="2013", own_to="2013", **OLD))

    assert edges(networks, to="2012") == []
    assert edges(networks, from_="2013") == [("country:ES", "project:a")]


def test_a_year_is_all_of_it_and_that_of_a_strategy_the_time_from_then_on() -> None:
    networks = networks_of(
        row("country:ES", "project:a", own_year=2012), row("country:NO", "strategy:s", target_year=2012)
    )

    assert edges(networks, "policy", from_="2012-12", to="2012-12") == [
        ("country:ES", "project:a"), ("country:NO", "strategy:s"),
    ]  # fmt: skip
    assert edges(networks, "policy", from_="2015") == [("country:NO", "strategy:s")]


def test_of_two_ends_with_a_time_the_one_it_is_stated_from_counts() -> None:
    networks = networks_of(row("project:a", "project:b", "FEEDS", source_from="2012", source_to="2012", **NEW))

    assert edges(networks, "policy", to="2012") == [("project:a", "project:b")]
    assert edges(networks, "policy", from_="2016") == []


def test_what_nobody_dated_is_left_out_and_listed_or_kept_when_asked() -> None:
    networks = networks_of(row("country:ES", "project:a"), row("country:NO", "project:b", **NEW))

    network = networks.projection("participation", {"from": "2016"})

    assert network.left_out == (LeftOut("country:ES", "Spain", "PARTICIPATES_IN", "project:a", "no date is stated"),)
    assert "country:ES" not in network
    assert len(edges(networks, from_="2016", undated="include")) == 2
    assert networks.projection("participation", {"from": "2016", "undated": "include"}).left_out == ()


def test_what_is_dated_and_outside_is_not_listed_as_left_out() -> None:
    networks = networks_of(row("country:ES", "project:a", **OLD))

    assert networks.projection("participation", {"from": "2020"}).left_out == ()


@pytest.mark.parametrize("view", ["countries", "policy", "participation"])
def test_without_a_period_nothing_is_asked_of_the_dates(view: str) -> None:
    rows = [row("country:ES", "project:a"), row("country:NO", "project:a", **NEW)]
    undated = [{name: value for name, value in one.items() if name not in TIMES} for one in rows]

    network = networks_of(*rows).projection(view)

    assert not {"from", "to", "undated"} & set(network.parameters)
    assert network.edges == networks_of(*undated).projection(view).edges


def test_a_one_mode_view_is_made_of_the_period_too() -> None:
    rows = [row("country:ES", "project:a", **OLD), row("country:NO", "project:a", **OLD)]
    networks = networks_of(*rows, row("country:FI", "project:b", **NEW))

    assert networks.projection("countries", {"to": "2013"}).ids == ("country:ES", "country:NO")
    assert networks.projection("countries", {"from": "2016"}).ids == ("country:FI",)
    assert networks.projection("countries", {"from": "2016"}).parameters["from"] == "2016"
