"""Claims about words, numbers, colours and classes on pages: unknown is no class, nothing stated is rounded away."""

from __future__ import annotations

import re

import pytest

from api.pages.charts import classes
from api.pages.entities import said, spoken
from api.pages.static import LEAST_CONTRAST, asset, for_dark, type_colours, vendor_file
from api.pages.words import (
    dated,
    exact,
    in_lines,
    joined,
    lower_first,
    number,
    plural,
    plural_words,
    share,
    web_address,
    words,
)
from graph.ontology import read_ontology


def test_labels_read_as_words() -> None:
    assert [words(label) for label in ("DemoCase", "S3Stage", "KET", "PartnerRule", "Country")] == [
        "Demo case", "S3 stage", "KET", "Partner rule", "Country",
    ]  # fmt: skip
    assert [plural_words(label) for label in ("Country", "KET", "S3Stage", "Activity")] == [
        "Countries", "KETs", "S3 stages", "Activities",
    ]  # fmt: skip
    assert [lower_first(text) for text in ("Demo cases", "KETs", "S3 stages")] == ["demo cases", "KETs", "S3 stages"]


def test_counts_agree_with_their_noun() -> None:
    assert plural(1, "hop") == "1 hop"
    assert plural(2041, "country", "countries") == "2,041 countries"
    assert plural(0, "activity") == "0 activities"


def test_numbers_for_reading_and_numbers_as_stated() -> None:
    assert number(423.14553955468654) == "423.15"
    assert number(2.0) == "2"
    assert exact(1207787.76) == "1,207,787.76"
    assert exact(-8.28239) == "−8.28239"
    assert share(0.2957) == "30 %"
    assert share(0.0065) == "0.65 %"
    assert share(0.0999) == "10 %"
    assert share(0.05) == "5 %"
    assert share(0.00001) == "under 0.01 %"
    assert share(0.0) == "0 %"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2012", "2012"),
        ("2012-01", "January 2012"),
        ("2012-01-31", "31 January 2012"),
        ("2012-02-31", "2012-02-31"),
        ("x", "x"),
    ],
)
def test_dates_keep_the_precision_they_have(text: str, read: str) -> None:
    assert dated(text) == read


def test_lists_of_names() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert joined(["A", "B", "C", "D"], most=2) == "A, B and 2 more"


def test_long_names_end_in_a_sign_that_something_is_missing() -> None:
    assert in_lines("Portugal", 24) == ["Portugal"]
    lines = in_lines("Triple-helix analysis of connectivity, Ostrobothnia to Nordland", 24)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(len(line) <= 26 for line in lines)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " https://x", "vbscript:x", ""])
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) == "#"
    assert web_address("https://example.org/a?b") == "https://example.org/a?b"


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("8", "8 (counted from the list)", False),
        ("9", "8 (counted from the list)", True),
        ("Denmark", "Germany", True),
        ("2012", "2012-01", True),
        ("1207787.76", "1207787.76", False),
    ],
)
def test_a_number_with_an_explanation_does_not_contradict_the_number(one: str, other: str, differ: bool) -> None:
    assert (said(one) != said(other)) is differ


def test_property_names_are_spoken() -> None:
    assert spoken("eu_funding_eur") == "EU funding"
    assert spoken("nuts_code") == "NUTS code"


def test_unknown_is_no_class_and_every_value_has_one() -> None:
    values = [1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7]
    made = classes(values)
    assert made.of(None) == 0
    shades = [made.of(value) for value in values]
    assert shades == sorted(shades)
    assert (min(shades), max(shades)) == (1, 5)
    assert made.labels()[0] == "1"
    assert made.labels()[-1].endswith("7")
    assert classes([]).of(None) == 0
    assert classes([4.0]).of(4.0) == 3


def test_each_type_has_a_colour_that_can_be_seen_in_the_dark() -> None:
    ontology = read_ontology()
    sheet = type_colours(ontology)
    assert all(f".t-{label} " in sheet for label in ontology.nodes)
    assert for_dark("#2F502A") != "#2f502a"
    assert for_dark("#D7B91E") == f"#{0xD7:02x}{0xB9:02x}{0x1E:02x}"
    assert LEAST_CONTRAST > 3
    assert re.fullmatch(r"[\w\s./*{}:;,()#-]+", sheet)


def test_vendor_files_come_out_of_packages_and_nothing_else_does() -> None:
    found = vendor_file("vis-network.min.js")
    assert found is not None
    assert "pyvis" in found.parts
    for name in ("../secret", "vis-network.css", "", "network.js"):
        assert vendor_file(name) is None


def test_assets_carry_a_mark_of_their_content() -> None:
    assert re.fullmatch(r"/static/css/base\.css\?v=[0-9a-f]{10}", asset("css/base.css"))
