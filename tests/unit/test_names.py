"""Claims about names and search: case and accents do not matter, the best hit comes first, GB and GR are understood."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stub_store import StubStore

from graph.errors import NotFound, UnknownName
from graph.lookups.names import NameIndex, canonical_id, folded, read_names
from graph.ontology import read_ontology

NAMES = {
    "Country": [
        ("country:UK", "United Kingdom"),
        ("country:EL", "Greece"),
        ("country:NO", "Norway"),
        ("country:ES", "Spain"),
    ],
    "Region": [
        ("region:2021:SE22", "Sydsverige"),
        ("region:2021:SE224", "Skåne län"),
        ("region:2021:DK02", "Sjælland"),
        ("region:2021:PL41", "Wielkopolskie"),
        ("region:2021:DEE0", "Sachsen-Anhalt"),
        ("region:2021:TRC2", "Şanlıurfa, Diyarbakır"),
        ("region:2021:NO02", "Innlandet"),
    ],
    "Project": [
        ("project:knowhub", "Enhancing the regional competences in strategy formulation", "KNOW-HUB"),
        ("project:hub", "Hub of hubs"),
        ("project:other", "A know all project"),
    ],
    "Partnership": [("partnership:energy:bioenergy", "Bioenergy")],
    "Pilot": [("pilot:vanguard:bio", "Bio-based economy")],
    "Claim": [("claim:1", "Spain is mentioned here")],
    "Load": [("load:1", "Load of Spain")],
}


@pytest.fixture(scope="module")
def index() -> NameIndex:
    store = StubStore()
    store.tell_names(NAMES)
    return read_names(store, read_ontology(), "v1")  # type: ignore[arg-type]


def ids(index: NameIndex, text: str = "", label: str = "") -> list[str]:
    return [node.id for node in index.search(text, label)]


@pytest.mark.parametrize("text", ["Skåne län", "skane lan", "SKÅNE", "skåne", "  skane   län ", "lan skane"])
def test_case_accents_spaces_and_order_do_not_matter(index: NameIndex, text: str) -> None:
    assert ids(index, text)[0] == "region:2021:SE224"


@pytest.mark.parametrize(
    ("text", "found"),
    [("sjaelland", "region:2021:DK02"), ("diyarbakir", "region:2021:TRC2"), ("sanliurfa", "region:2021:TRC2")],
)
def test_letters_without_an_accent_are_found_by_their_plain_spelling(index: NameIndex, text: str, found: str) -> None:
    assert ids(index, text) == [found]


def test_the_code_comes_before_names_that_hold_the_letters(index: NameIndex) -> None:
    assert ids(index, "NO")[0] == "country:NO"
    assert ids(index, "es")[0] == "country:ES"
    assert ids(index, "SE224") == ["region:2021:SE224"]
    assert ids(index, "region:2021:SE224") == ["region:2021:SE224"]


def test_ranking_is_code_then_whole_name_then_beginning_then_words(index: NameIndex) -> None:
    assert ids(index, "hub")[0] == "project:hub"  # the id
    assert ids(index, "know-hub")[0] == "project:knowhub"  # the acronym
    assert ids(index, "know")[:2] == ["project:knowhub", "project:other"]  # a beginning before a word inside


def test_equal_hits_come_by_name_then_id(index: NameIndex) -> None:
    every = index.search()
    assert [folded(node.name) for node in every] == sorted(folded(node.name) for node in every)


def test_a_word_that_is_nowhere_finds_nothing(index: NameIndex) -> None:
    assert ids(index, "spain atlantis") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("GB", "country:UK"), ("gr", "country:EL"), ("country:GB", "country:UK"), ("country:GR", "country:EL")],
)
def test_gb_and_gr_are_understood_in_search(index: NameIndex, text: str, found: str) -> None:
    assert ids(index, text)[0] == found


def test_gb_and_gr_are_understood_as_ids(index: NameIndex) -> None:
    assert index["country:GB"].id == "country:UK"
    assert index["country:GR"].name == "Greece"
    assert canonical_id("country:NO") == "country:NO"


def test_claims_and_runs_are_not_searched_but_known_by_id(index: NameIndex) -> None:
    assert ids(index, "spain") == ["country:ES"]
    assert index["claim:1"].label == "Claim"


def test_a_label_finds_the_labels_that_are_one_too(index: NameIndex) -> None:
    assert ids(index, "bio", "Partnership") == ["pilot:vanguard:bio", "partnership:energy:bioenergy"]
    assert ids(index, "bio", "Pilot") == ["pilot:vanguard:bio"]


def test_a_misspelt_label_is_refused_with_the_nearest(index: NameIndex) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'Partnership'"):
        index.search("bio", "Partnershp")


def test_an_unknown_id_is_not_found_and_the_nearest_are_named(index: NameIndex) -> None:
    with pytest.raises(NotFound, match=r"project:know.*Near it: project:knowhub") as error:
        index["project:know"]
    assert "Search with" in error.value.next_step


@pytest.mark.parametrize("node_id", ["", ":", "project:", "::::"])
def test_an_id_that_says_nothing_brings_no_guesses(index: NameIndex, node_id: str) -> None:
    with pytest.raises(NotFound) as error:
        index[node_id]
    assert "Near it" not in str(error.value)


def test_a_name_nobody_gave_is_the_id(index: NameIndex) -> None:
    assert index.name("project:nobody") == "project:nobody"


@given(st.text(max_size=30))
@example("ℌ")  # becomes a capital H only when it is taken apart
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(text=st.text(max_size=20))
def test_any_text_can_be_searched(index: NameIndex, text: str) -> None:
    found = ids(index, text)
    assert len(found) == len(set(found))
