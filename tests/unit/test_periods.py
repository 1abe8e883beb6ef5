"""Claims about periods: which dates are dates, and when a time overlaps a period at the precision that is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidInput, UnknownName
from graph.views.periods import Period, checked_date, checked_period

FIRST, DAYS = date(2011, 1, 1), 365 * 4  # the calendar of the brute force


def days_of(text: str) -> set[date]:
    """All days that a date of any precision stands for."""
    every = [FIRST + timedelta(days=number) for number in range(DAYS)]
    return {day for day in every if day.isoformat().startswith(text)}


def span(start: str | None, end: str | None) -> set[date]:
    """All days from a start to an end that may be open."""
    first = min(days_of(start)) if start else FIRST
    last = max(days_of(end)) if end else FIRST + timedelta(days=DAYS - 1)
    return {FIRST + timedelta(days=number) for number in range(DAYS) if first <= FIRST + timedelta(days=number) <= last}


dates = st.builds(
    lambda number, length: (FIRST + timedelta(days=number)).isoformat()[:length],
    st.integers(1, 365 * 3),
    st.sampled_from((4, 7, 10)),
)
maybe = st.none() | dates


@given(maybe, maybe, maybe, maybe)
def test_a_time_overlaps_a_period_when_they_share_a_day(
    asked_from: str | None, asked_to: str | None, start: str | None, end: str | None
) -> None:
    period, stated = span(asked_from, asked_to), span(start, end)
    if not period or not stated:  # one that ends before it begins is refused elsewhere
        return

    found = Period(asked_from or "", asked_to or "").overlaps(start, end)

    assert found == (None if start is None and end is None else bool(period & stated))


@pytest.mark.parametrize(
    ("period", "start", "end", "overlaps"),
    [
        (Period("2007", "2013"), "2012-01-01", "2014-12-31", True),
        (Period("2014", "2020"), "2012-01-01", "2014-12-31", True),
        (Period("2007", "2013"), "2016-04-01", "2021-03-31", False),
        (Period("2012-12-01", ""), "2012", "2012", True),
        (Period("2013", ""), "2012", "2012", False),
        (Period("", "2012-02"), "2012-02-29", None, True),
        (Period("", "2012-02"), "2012-03", None, False),
        (Period("2020", "2021"), "2017", None, True),
        (Period("2020", "2021"), None, "2019-12-31", False),
        (Period("2020", "2021"), None, None, None),
        (Period("2020", "2021"), "", "", None),
    ],
)
def test_overlaps_at_the_precision_given(
    period: Period, start: str | None, end: str | None, overlaps: bool | None
) -> None:
    assert period.overlaps(start, end) is overlaps


def test_what_is_undated_stays_only_when_asked() -> None:
    assert not Period("2020").keeps(None, None)
    assert Period("2020", undated=True).keeps(None, None)
    assert not Period("2020", undated=True).keeps("2012", "2013")


@pytest.mark.parametrize("undated", [False, True])
def test_a_mask_says_the_same_as_one_by_one(undated: bool) -> None:
    period = Period("2012", "2013", undated)
    starts, ends = [None, "2012", "2014", None, "2012"], [None, "2012", None, "2012-06", "2012"]

    kept, dateless = period.mask(starts, ends)

    assert kept.tolist() == [period.keeps(*pair) for pair in zip(starts, ends, strict=True)]
    assert dateless.tolist() == [True, False, False, False, False]


@pytest.mark.parametrize("text", ["2014", "2014-01", "2012-02-29", " 2014 "])
def test_dates_of_three_precisions_are_dates(text: str) -> None:
    assert checked_date(text, "from") == text.strip()


@pytest.mark.parametrize("text", ["14", "2014-13", "2013-02-29", "0000", "2014-1", "2014/01", "٢٠١٤", "20140101", "x"])
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidInput, match="which is no date") as caught:
        checked_period({"to": text})
    assert caught.value.field == "to"


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput, match="ends before it begins"):
        checked_period({"from": "2014-02", "to": "2014-01-31"})
    checked_period({"from": "2014-02-15", "to": "2014"})  # the year holds the day


def test_undated_goes_with_a_period_and_its_default_does_not_stay() -> None:
    with pytest.raises(InvalidInput, match="goes with a period"):
        checked_period({"undated": "include"})
    with pytest.raises(UnknownName):
        checked_period({"from": "2014", "undated": "perhaps"})
    given = {"from": " 2014", "undated": "exclude"}

    checked_period(given)

    assert given == {"from": "2014"}
    assert Period.of(given) == Period("2014")
    assert Period.of({"to": "2014", "undated": "include"}) == Period("", "2014", undated=True)
    assert Period.of({"level": "country"}) is None
