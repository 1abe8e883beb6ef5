"""Merging as pure functions: what is shown, what is claimed, what is kept of the words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import Property
from loaders.claims import claim_id, relation_ends, relation_id, united
from loaders.merging import Voice, as_text, merge, typed, united_quotes, united_sources
from loaders.statements import ClaimStatement, NodeStatement, RelationStatement

BUDGET = Property(name="budget_eur", type="float", description="Budget")
KIND = Property(name="kind", type="string", description="Kind")
SPECS = {"budget_eur": BUDGET, "kind": KIND}


def says(source: str, quote: str = "", **properties: Any) -> NodeStatement:
    return NodeStatement("Project", "project:x", properties, source, quote)


def ties(source: str, quote: str = "") -> RelationStatement:
    return RelationStatement("MEMBER_OF", "region:a", "initiative:b", {}, source, quote)


def voices(*statements: NodeStatement, **more: Any) -> list[tuple[str, str, str, bool | None]]:
    return [(v.predicate, v.value, "+".join(v.sources), v.preferred) for v in merge(SPECS, statements, **more).voices]


def test_values_nobody_disputes_are_no_claims() -> None:
    merged = merge(SPECS, [says("a", name="X", budget_eur=2000), says("b", budget_eur=2000.0, kind="k"), says("c")])
    assert (merged.properties, merged.voices) == ({"name": "X", "budget_eur": 2000.0, "kind": "k"}, ())


def test_the_first_row_is_shown_and_everybody_is_heard() -> None:
    statements = [says("b", "two", budget_eur=2), says("a", "three", budget_eur=3), says("c", budget_eur=2)]
    assert merge(SPECS, statements).properties == {"budget_eur": 2.0}
    assert voices(*statements) == [
        ("budget_eur", "2", "b", True), ("budget_eur", "3", "a", False), ("budget_eur", "2", "c", True),
    ]  # fmt: skip
    assert [voice.quote for voice in merge(SPECS, statements).voices] == ["two", "three", ""]


def test_one_source_may_contradict_itself() -> None:
    assert voices(says("a", kind="x"), says("a", kind="y")) == [("kind", "x", "a", True), ("kind", "y", "a", False)]


def test_names_may_be_disputed_too() -> None:
    assert voices(says("a", name="X"), says("b", name="Y")) == [("name", "X", "a", True), ("name", "Y", "b", False)]


def test_what_stands_is_not_overruled_by_others() -> None:
    standing = {"id": "project:x", "kind": "old", "source_ids": ["a"]}
    assert merge(SPECS, [says("b", kind="new")], standing=standing).properties["kind"] == "old"
    assert voices(says("b", kind="new"), standing=standing) == [("kind", "new", "b", False), ("kind", "old", "a", True)]


def test_a_claim_that_stands_is_not_made_again() -> None:
    standing = {"kind": "old", "source_ids": ["a", "b"]}
    told = [{"predicate": "kind", "value": "old", "preferred": True}]
    assert voices(says("b", kind="new"), standing=standing, told=told) == [("kind", "new", "b", False)]


@pytest.mark.parametrize("before", [["a"], ["a", "b"], []])
def test_all_who_stand_behind_it_may_correct_it(before: list[str]) -> None:
    standing = {"kind": "old", "source_ids": before}
    merged = merge(SPECS, [says("a", kind="new"), says("b")], standing=standing)
    assert (merged.properties["kind"], merged.voices) == ("new", ())
    assert merged.outdated == {("kind", "old")}


def test_what_a_record_had_besides_is_kept() -> None:
    standing = {"id": "project:x", "kind": "k", "from_elsewhere": 1, "source_ids": ["a"]}
    merged = merge(SPECS, [says("a", budget_eur=1)], standing=standing)
    assert merged.properties == {"kind": "k", "from_elsewhere": 1, "budget_eur": 1.0, "source_ids": ["a"]}


def by_hand(value: str, *, preferred: bool | None = None, predicate: str = "budget_eur") -> ClaimStatement:
    return ClaimStatement("project:x", predicate, value, "h", preferred=preferred)


def test_a_number_claimed_by_hand_disputes_the_one_shown() -> None:
    found = voices(says("a", budget_eur=2), claims=[by_hand("3")])
    assert found == [("budget_eur", "2", "a", True), ("budget_eur", "3", "h", None)]


@pytest.mark.parametrize(
    "claim", [by_hand("about 3"), by_hand("2.0"), by_hand("3", preferred=True), by_hand("3", predicate="spent")]
)
def test_words_and_decided_cases_claimed_by_hand_dispute_nothing(claim: ClaimStatement) -> None:
    assert [predicate_source[2] for predicate_source in voices(says("a", budget_eur=2), claims=[claim])] == ["h"]


def test_the_same_claim_twice_is_one_that_knows_more() -> None:
    found = united([Voice("kind", "x", ("a",), preferred=True), Voice("kind", "x", ("a",), quote="q", page="2")])
    assert found == [Voice("kind", "x", ("a",), quote="q", page="2", preferred=True)]


def test_sources_are_united_and_sorted() -> None:
    assert united_sources([says("b"), says("a"), says("")], {"source_ids": ["c", "a"]}) == ["a", "b", "c"]


def test_quotes_stay_beside_their_sources() -> None:
    standing = {"source_ids": ["b", "c"], "quotes": ["", "old"]}
    statements = [ties("b", "z"), ties("b", "y"), ties("a"), ties("a"), ties("c")]
    assert united_quotes(statements, standing) == (["a", "b", "b", "c"], ["", "y", "z", "old"])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "p", "q"])), max_size=6))
def test_quotes_do_not_depend_on_the_order_they_came_in(pairs: list[tuple[str, str]]) -> None:
    forwards = united_quotes([ties(*pair) for pair in pairs], None)
    assert united_quotes([ties(*pair) for pair in reversed(pairs)], None) == forwards
    again = {"source_ids": forwards[0], "quotes": forwards[1]}
    assert united_quotes([ties(*pair) for pair in pairs], again) == forwards


statements_of = st.lists(
    st.builds(
        lambda source, kind, budget: says(source, **{k: v for k, v in (("kind", kind), ("budget_eur", budget)) if v}),
        st.sampled_from("abc"), st.sampled_from(["", "x", "y"]), st.sampled_from([None, 1.0, 2.0]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(statements_of, statements_of)
def test_merging_the_same_statements_again_changes_nothing(
    first: list[NodeStatement], second: list[NodeStatement]
) -> None:
    standing: dict[str, Any] | None = None
    told: list[dict[str, Any]] = []
    for statements in (first, second, second):
        before, known = standing, list(told)
        merged = merge(SPECS, statements, standing=before, told=known)
        standing = {**merged.properties, "source_ids": united_sources(statements, before)}
        told += [{"predicate": v.predicate, "value": v.value} for v in merged.voices]
    assert standing == before
    assert {(claim["predicate"], claim["value"]) for claim in told} == {
        (claim["predicate"], claim["value"]) for claim in known
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [(2000.0, "2000"), (1674108.05, "1674108.05"), (1e300, "1e+300"), (True, "true"), (["a", "b"], "a | b"), (3, "3")],
)
def test_values_as_claims_show_them(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_whole_euro_are_numbers_with_a_point() -> None:
    assert repr(typed(2000, BUDGET)) == "2000.0"
    assert repr(typed("2000", KIND)) == "'2000'"


def test_ids_are_readable_and_say_what_they_are_of(ontology: Any) -> None:
    tie = relation_id("HAS_CAPABILITY", "region:2021:ES21", "chainstage:x:y", "production")
    assert tie == "HAS_CAPABILITY:region:2021:ES21>chainstage:x:y#production"
    assert relation_ends(tie, ontology) == ("HAS_CAPABILITY", "region:2021:ES21", "chainstage:x:y")
    assert relation_id("BORDERS", "country:A", "country:B", "") == "BORDERS:country:A>country:B"
    for other in ("country:NO", "BORDERS:country:A", "NOTHING:a>b"):
        assert relation_ends(other, ontology) is None
    first = claim_id("project:x", Voice("kind", "k", ("a",)))
    assert first == claim_id("project:x", Voice("kind", "k", ("a",), quote="other words", page="9"))
    assert first != claim_id("project:x", Voice("kind", "k", ("b",)))
