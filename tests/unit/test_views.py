"""Claims about network views: which rows make which edges, what is left out, and that a projection is made once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from stub_store import StubStore

from graph import catalog
from graph.errors import InvalidInput, UnknownName
from graph.ontology import read_ontology
from graph.projection import Evidence, LeftOut
from graph.views import CACHED_PROJECTIONS, VIEWS, Networks, checked_parameters

ONTOLOGY = read_ontology()


def row(
    actor: str, activity: str, *sources: str, relation: str = "PARTICIPATES_IN", role: str | None = None
) -> dict[str, Any]:
    """A row of the participation view; good practices are stated from the practice."""
    return {
        "edge_id": f"{relation}:{actor}>{activity}",
        "source": actor,
        "target": activity,
        "strength": 1.0,
        "relation": relation,
        "source_ids": list(sources) or ["source:one"],
        "quotes": ["" for _ in sources or "1"],
        "role": role,
        "stated_from": actor if relation == "PARTICIPATES_IN" else activity,
    }


def store_of(*rows: dict[str, Any]) -> StubStore:
    store = StubStore()
    store.tell_names(
        {
            "Country": [("country:ES", "Spain"), ("country:NO", "Norway"), ("country:FI", "Finland")],
            "Region": [
                ("region:2021:ES1", "Noroeste"),
                ("region:2021:ES11", "Galicia"),
                ("region:2021:FI19", "Länsi-Suomi"),
            ],
            "Organisation": [("organisation:es:lab", "Lab"), ("organisation:xx:nowhere", "Nowhere Ltd")],
            "Project": [("project:a", "Project A"), ("project:b", "Project B")],
            "GoodPractice": [("goodpractice:g", "Practice")],
        }
    )
    levels = {"ES1": 1, "ES11": 2, "FI19": 2}
    store.tell(
        "lookups",
        "places",
        [
            {
                "id": f"region:2021:{code}",
                "name": code,
                "level": level,
                "nuts_code": code,
                "nuts_version": "2021",
                "lat": None,
                "lon": None,
            }
            for code, level in levels.items()
        ],
    )
    contained = {
        "region:2021:ES11": "region:2021:ES1",
        "region:2021:ES1": "country:ES",
        "region:2021:FI19": "country:FI",
        "organisation:es:lab": "region:2021:ES11",
    }
    store.tell("views", "containment", [{"child": child, "parent": parent} for child, parent in contained.items()])
    store.tell("views", "participation", rows)
    store.tell("views", "policy", rows)
    return store


def networks_of(*rows: dict[str, Any]) -> Networks:
    return Networks(store_of(*rows), ONTOLOGY)  # type: ignore[arg-type]


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


def one_mode_rows() -> list[dict[str, Any]]:
    pairs = [
        ("country:ES", "project:a"),
        ("country:NO", "project:a"),
        ("country:FI", "project:a"),
        ("country:ES", "project:b"),
        ("country:NO", "project:b"),
    ]
    return [row(actor, activity) for actor, activity in pairs]


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


# --- parameters


@pytest.mark.parametrize(
    ("view", "given", "field", "said"),
    [
        ("participatoin", {}, "view", "Did you mean 'participation'?"),
        ("participation", {"level": "contry"}, "level", "Did you mean 'country'?"),
        ("participation", {"level": "region", "nuts_level": "4"}, "nuts_level", "Use 1, 2 or 3."),
        ("participation", {"nuts_level": "2"}, "nuts_level", "Add level=region."),
        ("participation", {"projection": "count"}, "projection", "It takes: level, nuts_level, from, to, undated."),
        ("countries", {"projection": "newmann"}, "projection", "Did you mean 'newman'?"),
        ("countries", {"nuts_level": "2"}, "nuts_level", "It takes: projection, from, to, undated."),
        ("regions", {"level": "country"}, "level", "It takes: nuts_level, projection, from, to, undated."),
        ("policy", {"level": "region"}, "level", "It takes: from, to, undated."),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(
    view: str, given: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        checked_parameters(view, given)

    assert error.value.field == field
    assert said in str(error.value)


def test_an_unknown_view_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName):
        networks_of().projection("collaboration")


@pytest.mark.parametrize(
    ("view", "given", "checked"),
    [
        ("participation", {}, {"level": "country"}),
        ("participation", {"level": "", "nuts_level": ""}, {"level": "country"}),
        ("participation", {"level": "region", "nuts_level": "3"}, {"level": "region", "nuts_level": "3"}),
        ("regions", {}, {"projection": "count"}),
        ("countries", {"projection": "newman"}, {"projection": "newman"}),
        ("policy", {}, {}),
    ],
)
def test_defaults_are_written_out(view: str, given: dict[str, str], checked: dict[str, str]) -> None:
    assert checked_parameters(view, given) == checked


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_what_it_is(view: str) -> None:
    spec = VIEWS[view]
    network = networks_of().projection(view)

    assert spec.title
    assert spec.strength_means
    assert len(spec.description) > 40
    assert (network.n, network.m) == (0, 0)  # an empty graph is an empty network, not an error
    assert network.description == spec.description


# --- caching


def counting(store: StubStore, folder: str, name: str) -> Callable[[], int]:
    text = catalog.query(folder, name).text
    return lambda: store.asked.count(text)


def test_a_projection_is_made_once_a_graph_version() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    reads = counting(networks.store, "views", "participation")  # type: ignore[arg-type]

    first = networks.projection("participation")
    assert networks.projection("participation", {"level": "country"}) is first  # the default, written out
    assert reads() == 1

    networks.store.graph_version = "v2"  # type: ignore[attr-defined]
    second = networks.projection("participation")
    assert (second.graph_version, reads()) == ("v2", 2)
    assert second is not first


def test_a_new_version_brings_new_names() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    assert networks.snapshot().names.name("country:ES") == "Spain"

    networks.store.graph_version = "v2"  # type: ignore[attr-defined]
    networks.store.tell_names({"Country": [("country:ES", "España")]})  # type: ignore[attr-defined]

    assert networks.snapshot().names.name("country:ES") == "España"
    assert networks.projection("participation").nodes[0].name == "España"


def test_the_cache_is_bounded_and_forgets_the_one_least_used() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    first = networks.projection("countries")
    for number in range(CACHED_PROJECTIONS):
        networks.store.graph_version = f"v{number + 2}"  # type: ignore[attr-defined]
        networks.projection("countries")

    assert len(networks._made) == CACHED_PROJECTIONS
    networks.store.graph_version = "v1"  # type: ignore[attr-defined]
    assert networks.projection("countries") is not first


def test_what_is_read_while_a_load_runs_is_not_kept() -> None:
    networks = networks_of(row("country:ES", "project:a"))
    networks.store.tell("lookups", "unfinished-loads", [{"id": "load:1", "started": "2026"}])  # type: ignore[attr-defined]
    during = networks.projection("participation")
    networks.store.tell("lookups", "unfinished-loads", [])  # type: ignore[attr-defined]
    after = networks.projection("participation")

    assert after is not during
    assert networks.projection("participation") is after


def test_threads_that_ask_at_once_share_one_projection() -> None:
    networks = networks_of(*one_mode_rows())
    reads = counting(networks.store, "views", "participation")  # type: ignore[arg-type]
    found: list[object] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(networks.projection("countries"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(map(id, found))) == 1
    assert reads() == 1


def test_rows_in_another_order_make_the_same_network() -> None:
    rows = [*one_mode_rows(), row("region:2021:FI19", "project:b", "source:two", "source:one")]

    for view in VIEWS:
        one, other = networks_of(*rows).projection(view), networks_of(*reversed(rows)).projection(view)
        assert (one.nodes, one.edges, one.left_out) == (other.nodes, other.edges, other.left_out)
