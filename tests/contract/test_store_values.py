"""What both engines must do alike with values: each comes back as it was, and what is unknown stays absent."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import country, kept, project, takes_part

from graph.stores import Batch, Store

VALUES: dict[str, Any] = {
    "empty_text": "",
    "spaces": "  a  ",
    "lines": "one\r\ntwo\tthree",
    "quotes": """it's "quoted" with \\ and `ticks` and $money""",
    "norwegian": "Ærøskøbing, Łódź, Ελλάδα, Ђ",
    "composed": "Å is not A\N{COMBINING RING ABOVE}",
    "right_to_left": "שלום مرحبا",
    "emoji": "🇳🇴 👩‍🔬 𝔘",
    "nul": "a\0b",
    "digits": "0012",
    "date_text": "2012-01-31",
    "time_text": "2012-01-31T10:00:00.123456Z",
    "long_text": "ø" * 100_000,
    "zero": 0,
    "largest": 2**63 - 1,
    "smallest": -(2**63),
    "beyond_float": 2**53 + 1,
    "whole_float": 2000.0,
    "fraction": 1674108.05,
    "huge": 1.7976931348623157e308,
    "tiny": 5e-324,
    "third": 1 / 3,
    "minus_zero": -0.0,
    "yes": True,
    "no": False,
    "texts": ["b", "a", "", "ø"],
    "one_text": ["only"],
    "no_texts": [],
    "number_texts": ["1", "2"],
}


@pytest.mark.parametrize("name", VALUES)
def test_every_value_comes_back_as_it_was(empty_store: Store, name: str) -> None:
    back = kept(empty_store, **{name: VALUES[name]})[name]
    assert back == VALUES[name]
    assert type(back) is type(VALUES[name])
    assert repr(back) == repr(VALUES[name])  # tells -0.0 from 0.0


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)

values = st.one_of(
    texts, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.lists(texts, max_size=5),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(properties=st.dictionaries(st.sampled_from(["start", "summary", "v1", "v2"]), values, max_size=4))
def test_any_values_come_back_as_they_were(empty_store: Store, properties: dict[str, Any]) -> None:
    expected = {"id": "country:NO", "name": "NO", "source_ids": ["source:a"], **properties}
    assert kept(empty_store, **properties) == expected


def test_unknown_is_absent_and_never_zero(empty_store: Store) -> None:
    assert "budget" not in kept(empty_store, budget=None)


def test_values_come_back_from_relations_too(empty_store: Store) -> None:
    tie = takes_part("country:NO", "project:a", amount_eur=2000.0, quotes=["", "«ja»"], role=None, **{"from": "2012"})
    empty_store.write(Batch(nodes=[country("NO"), project("a")], relations=[tie]))
    rows = empty_store.read("MATCH (:Country)-[r:PARTICIPATES_IN]->(:Project) RETURN properties(r) AS properties")
    expected = {"id": tie.id, **{name: value for name, value in tie.properties.items() if value is not None}}
    assert rows == [{"properties": expected}]
