"""Claims about network views: which rows make which edges, and what is left out."""

from __future__ import annotations

from view_rows import networks_of, one_mode_rows, row

from graph import catalog
from graph.projection import Evidence, LeftOut
from graph.views import VIEWS

# --- edges


def test_several_rows_of_a_pair_make_one_edge_with_every_statement() -> None:
    networks = networks_of(
        row("region:2021:ES11", "project:a", "source:one", "source:two"),
        row("organisation:es:lab", "project:a", "source:one", role="lead"),
    )

    (edge,) = networks.projection("participation").edges

    assert (edge.source, edge.target) == ("country:ES", "project:a")
    assert edge.evidence == (
        Evidence("PARTICIPATES_IN", "organisation:es:lab", "project:a", "source:one", "", "lead"),
        Evidence("PARTICIPATES_IN", "region:2021:ES11", "project:a", "source:one"),
        Evidence("PARTICIPATES_IN", "region:2021:ES11", "project:a", "source:two"),
    )
    assert edge.strength == 3.0


def test_evidence_names_the_statement_as_it_was_made_not_as_it_was_rolled_up() -> None:
    networks = networks_of(row("region:2021:FI19", "goodpractice:g", relation="ORIGINATED_IN"))

    (edge,) = networks.projection("participation").edges

    assert (edge.source, edge.target) == ("country:FI", "goodpractice:g")
    assert edge.evidence == (Evidence("ORIGINATED_IN", "goodpractice:g", "region:2021:FI19", "source:one"),)


def test_what_is_left_out_is_listed_with_the_reason_and_makes_no_edge() -> None:
    networks = networks_of(
        row("country:NO", "project:a"),
        row("organisation:es:lab", "project:a"),
        row("organisation:xx:nowhere", "project:b"),
    )

    network = networks.projection("participation", {"level": "region"})

    assert [(edge.source, edge.target) for edge in network.edges] == [("region:2021:ES11", "project:a")]
    assert network.left_out == (
        LeftOut("country:NO", "Norway", "PARTICIPATES_IN", "project:a", "stated for a country"),
        LeftOut("organisation:xx:nowhere", "Nowhere Ltd", "PARTICIPATES_IN", "project:b", "no place is known"),
    )
    assert "project:b" not in network


def test_territory_is_never_a_hop() -> None:
    networks = networks_of(row("region:2021:ES11", "project:a"), row("country:ES", "project:b"))

    network = networks.projection("participation", {"level": "region"})

    assert network.ids == ("project:a", "region:2021:ES11")
    for view in ("participation", "policy"):
        code = [line for line in catalog.query("views", view).text.splitlines() if "PART_OF" in line]
        assert all("NOT type(r) IN" in line for line in code)


def test_nodes_carry_name_label_and_country() -> None:
    network = networks_of(row("organisation:es:lab", "project:a")).projection(
        "participation", {"level": "organisation"}
    )

    assert [(node.id, node.name, node.label, node.country) for node in network.nodes] == [
        ("organisation:es:lab", "Lab", "Organisation", "ES"),
        ("project:a", "Project A", "Project", ""),
    ]
    assert network.modes == ("actor", "activity")


# --- one-mode projections


def test_countries_are_tied_by_the_activities_they_share() -> None:
    network = networks_of(*one_mode_rows()).projection("countries")

    assert {(edge.source, edge.target): edge.strength for edge in network.edges} == {
        ("country:ES", "country:FI"): 1.0,
        ("country:ES", "country:NO"): 2.0,
        ("country:FI", "country:NO"): 1.0,
    }
    assert network.modes == ("node",)


def test_newmans_weight_counts_an_activity_less_the_more_take_part() -> None:
    network = networks_of(*one_mode_rows()).projection("countries", {"projection": "newman"})

    assert {(edge.source, edge.target): edge.strength for edge in network.edges} == {
        ("country:ES", "country:FI"): 0.5,
        ("country:ES", "country:NO"): 1.5,
        ("country:FI", "country:NO"): 0.5,
    }


def test_the_evidence_of_a_shared_activity_has_both_sides() -> None:
    network = networks_of(row("country:ES", "project:a"), row("country:NO", "project:a", "source:two")).projection(
        "countries"
    )

    assert {(piece.source, piece.source_id) for piece in network.edges[0].evidence} == {
        ("country:ES", "source:one"), ("country:NO", "source:two"),
    }  # fmt: skip


def test_who_takes_part_alone_stays_a_node_without_ties() -> None:
    network = networks_of(row("country:ES", "project:a")).projection("countries")

    assert (network.ids, network.m) == (("country:ES",), 0)


def test_regions_leave_out_what_is_stated_for_countries() -> None:
    network = networks_of(*one_mode_rows(), row("region:2021:FI19", "project:b")).projection("regions")

    assert network.ids == ("region:2021:FI19",)
    assert {item.id for item in network.left_out} == {"country:ES", "country:NO", "country:FI"}


# --- policy


def test_policy_ties_a_pair_once_whatever_the_direction_and_the_relations() -> None:
    networks = networks_of(
        row("region:2021:FI19", "project:a"),
        {
            **row("project:a", "region:2021:FI19", "source:two"),
            "relation": "SUPPORTS_STAGE",
            "stated_from": "project:a",
        },
    )

    (edge,) = networks.projection("policy").edges

    assert (edge.source, edge.target) == ("project:a", "region:2021:FI19")
    assert edge.relation == "PARTICIPATES_IN SUPPORTS_STAGE"
    assert {(piece.source, piece.target) for piece in edge.evidence} == {
        ("region:2021:FI19", "project:a"), ("project:a", "region:2021:FI19"),
    }  # fmt: skip


def test_rows_in_another_order_make_the_same_network() -> None:
    rows = [*one_mode_rows(), row("region:2021:FI19", "project:b", "source:two", "source:one")]

    for view in VIEWS:
        one, other = networks_of(*rows).projection(view), networks_of(*reversed(rows)).projection(view)
        assert (one.nodes, one.edges, one.left_out) == (other.nodes, other.edges, other.left_out)
