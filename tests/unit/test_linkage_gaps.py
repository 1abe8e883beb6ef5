"""Claims about linkage gaps: pairs nothing else ties; unknown priorities stay unknown."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.linkage_gaps import Assignment, LinkageGaps, linkage_gaps

INSIDE = {name: {name} for name in "abcdef"}


def has(place: str, code: str, by: str = "") -> tuple[str, str, Assignment]:
    return code, code.title(), Assignment(place, f"priority:{place}:{code}", f"{code} of {place}", by, ("source:one",))


def gaps_of(
    members: str, activities: dict[str, set[str]], priorities: dict[str, list[str]] | None = None, further: str = ""
) -> LinkageGaps:
    given_ = priorities or {}
    return linkage_gaps(
        list(members),
        {member: activities.get(member, set()) for member in members},
        INSIDE,
        {member: [has(member, code) for code in given_.get(member, [])] for member in members},
        {*given_, *further},
    )


def pairs(found: LinkageGaps) -> list[str]:
    return ["".join(gap.between) for gap in found.items]


def test_a_pair_tied_by_something_else_is_no_gap() -> None:
    found = gaps_of("abc", {"a": {"p"}, "b": {"p"}, "c": {"q"}})

    assert pairs(found) == ["ac", "bc"]
    assert (found.pairs, found.tied, found.nested) == (3, 1, 0)


def test_of_two_of_which_one_lies_in_the_other_there_is_no_pair() -> None:
    found = linkage_gaps(["a", "b", "c"], {"a": set(), "b": set(), "c": set()}, {**INSIDE, "a": {"a", "b"}}, {}, set())

    assert pairs(found) == ["ac", "bc"]
    assert found.nested == 1


def test_shared_codes_come_with_who_assigned_them_on_both_sides() -> None:
    found = linkage_gaps(
        ["a", "b"],
        {"a": set(), "b": set()},
        INSIDE,
        {"a": [has("a", "energy", "by hand"), has("a", "food")], "b": [has("b", "energy", "its strategy")]},
        {"a", "b"},
    )

    (code,) = found.items[0].shared
    assert (code.code, code.name) == ("energy", "Energy")
    assert [(one.place, one.assigned_by) for one in code.assignments] == [("a", "by hand"), ("b", "its strategy")]


def test_unknown_priorities_are_unknown_not_none() -> None:
    found = gaps_of("abc", {}, {"a": ["energy"], "b": []})

    # of b it is known that it states some, though no code is assigned to them; of c nothing is known
    assert {"".join(gap.between): gap.unknown for gap in found.items} == {"ab": (), "ac": ("c",), "bc": ("c",)}
    assert all(gap.shared == () for gap in found.items)


def test_the_gaps_worth_most_come_first_then_those_known_on_both_sides() -> None:
    found = gaps_of("abcd", {}, {"a": ["energy", "food"], "b": ["food", "energy"], "c": ["food"]})

    assert pairs(found) == ["ab", "ac", "bc", "ad", "bd", "cd"]


def test_one_member_alone_has_no_gap() -> None:
    assert gaps_of("a", {}) == LinkageGaps((), 0, 0, 0)


@given(
    members=st.sets(st.sampled_from("abcdef"), min_size=2),
    activities=st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("pqr"))),
    codes=st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from(["x", "y", "z"]), unique=True)),
)
def test_every_pair_is_counted_once(
    members: set[str], activities: dict[str, set[str]], codes: dict[str, list[str]]
) -> None:
    found = gaps_of("".join(sorted(members)), activities, codes)

    every = {"".join(pair) for pair in combinations(sorted(members), 2)}
    tied = {pair for pair in every if activities.get(pair[0], set()) & activities.get(pair[1], set())}
    assert set(pairs(found)) == every - tied
    assert len(pairs(found)) == len(set(pairs(found)))
    assert found.pairs == len(every) == len(found.items) + found.tied + found.nested
    for gap in found.items:
        one, other = gap.between
        assert [code.code for code in gap.shared] == sorted(set(codes.get(one, [])) & set(codes.get(other, [])))
        assert gap.unknown == tuple(member for member in gap.between if member not in codes)
