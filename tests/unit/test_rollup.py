"""Claims about the roll-up: upwards only, to the level asked for, and everything too coarse says why it is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stub_store import StubStore

from graph.lookups.places import Place, Places, read_places
from graph.views import rolled_up


def region(code: str) -> Place:
    return Place(f"region:2021:{code}", code, len(code) - 2, code, "2021", None, None)


REGIONS = {place.id: place for place in map(region, ("ES1", "ES11", "ES111", "ES2", "ES21", "NO0", "NO07", "NO071"))}
PARENTS = {
    "region:2021:ES111": ("region:2021:ES11",),
    "region:2021:ES11": ("region:2021:ES1",),
    "region:2021:ES1": ("country:ES",),
    "region:2021:ES21": ("region:2021:ES2",),
    "region:2021:ES2": ("country:ES",),
    "organisation:es:lab": ("region:2021:ES111",),
    "organisation:es:ministry": ("country:ES",),
    "organisation:es:two-seats": ("country:ES", "region:2021:ES11"),
    "organisation:es:far-seats": ("region:2021:ES111", "region:2021:ES2"),
    "cluster:es:boats": ("region:2021:ES1",),
}
PLACES = Places(REGIONS, PARENTS)


@pytest.mark.parametrize(
    ("actor", "level", "nuts_level", "stands_for"),
    [
        ("country:ES", "country", None, "country:ES"),
        ("region:2021:ES111", "country", None, "country:ES"),
        ("organisation:es:lab", "country", None, "country:ES"),
        ("cluster:es:boats", "country", None, "country:ES"),
        ("region:2021:ES111", "region", None, "region:2021:ES111"),
        ("region:2021:ES1", "region", None, "region:2021:ES1"),
        ("organisation:es:lab", "region", None, "region:2021:ES111"),
        ("region:2021:ES111", "region", 3, "region:2021:ES111"),
        ("region:2021:ES111", "region", 2, "region:2021:ES11"),
        ("region:2021:ES111", "region", 1, "region:2021:ES1"),
        ("organisation:es:lab", "region", 1, "region:2021:ES1"),
        ("organisation:es:lab", "organisation", None, "organisation:es:lab"),
        ("cluster:es:boats", "organisation", None, "cluster:es:boats"),
    ],
)
def test_an_actor_is_rolled_up_to_what_contains_it(
    actor: str, level: str, nuts_level: int | None, stands_for: str
) -> None:
    assert rolled_up(actor, level, nuts_level, PLACES) == (stands_for, "")


@pytest.mark.parametrize(
    ("actor", "level", "nuts_level", "reason"),
    [
        ("country:ES", "region", None, "stated for a country"),
        ("organisation:es:ministry", "region", None, "only its country is known"),
        ("organisation:es:ministry", "region", 2, "only its country is known"),
        ("organisation:xx:nowhere", "region", None, "no place is known"),
        ("organisation:xx:nowhere", "country", None, "its country is not known"),
        ("region:2021:ES1", "region", 2, "stated at NUTS 1, coarser than NUTS 2"),
        ("region:2021:ES11", "region", 3, "stated at NUTS 2, coarser than NUTS 3"),
        ("cluster:es:boats", "region", 3, "stated at NUTS 1, coarser than NUTS 3"),
        ("country:ES", "organisation", None, "stated for a place, no organisation is named"),
        ("region:2021:ES11", "organisation", None, "stated for a place, no organisation is named"),
    ],
)
def test_what_is_too_coarse_is_left_out_with_its_reason(
    actor: str, level: str, nuts_level: int | None, reason: str
) -> None:
    assert rolled_up(actor, level, nuts_level, PLACES) == (None, reason)


@given(actor=st.sampled_from([*REGIONS, *PARENTS]), nuts_level=st.sampled_from([None, 1, 2, 3]))
def test_a_roll_up_never_goes_down(actor: str, nuts_level: int | None) -> None:
    stands_for, _ = rolled_up(actor, "region", nuts_level, PLACES)
    if stands_for is not None:
        assert actor in PLACES.within(stands_for)
        assert (PLACES.level(stands_for) or 0) <= (PLACES.level(PLACES.upwards(actor)[0]) or 3)


def test_of_several_seats_the_finest_place_leads() -> None:
    assert PLACES.upwards("organisation:es:two-seats")[1] == "region:2021:ES11"
    assert rolled_up("organisation:es:two-seats", "region", None, PLACES) == ("region:2021:ES11", "")
    assert PLACES.upwards("organisation:es:far-seats")[1] == "region:2021:ES111"


def test_a_circle_of_containment_ends() -> None:
    circle = Places({}, {"region:2021:ES1": ("region:2021:ES2",), "region:2021:ES2": ("region:2021:ES1",)})

    assert circle.upwards("region:2021:ES1") == ["region:2021:ES1", "region:2021:ES2"]
    assert circle.within("region:2021:ES1") == {"region:2021:ES1", "region:2021:ES2"}


def test_within_holds_sub_regions_and_the_organisations_seated_there() -> None:
    seated = {"organisation:es:lab", "organisation:es:two-seats", "organisation:es:far-seats"}

    assert PLACES.within("region:2021:ES11") == {"region:2021:ES11", "region:2021:ES111", *seated}


def test_a_country_is_told_by_containment_not_by_the_spelling_of_an_id() -> None:
    assert PLACES.country("organisation:es:lab") == "ES"
    assert PLACES.country("country:NO") == "NO"
    assert PLACES.country("organisation:xx:nowhere") == ""
    assert PLACES.country("region:2021:NO071") == ""  # nothing says here that it lies in Norway


def test_places_are_read_with_their_label_points_absent_where_unknown() -> None:
    store = StubStore()
    known = {"id": "region:2021:ES1", "name": "Noroeste", "level": 1, "nuts_code": "ES1", "nuts_version": "2021"}
    store.tell("lookups", "places", [{**known, "lat": None, "lon": None}])
    store.tell("views", "containment", [{"child": "region:2021:ES1", "parent": "country:ES"}])

    places = read_places(store)

    assert places.regions["region:2021:ES1"].lat is None
    assert places.upwards("region:2021:ES1") == ["region:2021:ES1", "country:ES"]
