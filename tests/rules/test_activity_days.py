"""Rehabilitation activity days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.activity_days import Session, counts_as_day, days_done, days_left

FIRST, SECOND = date(2019, 8, 5), date(2019, 8, 6)


def test_two_sessions_on_one_day_count_once_and_it_says_so() -> None:
    done = days_done([SECOND, FIRST, FIRST])
    assert (done.days, done.number) == ((FIRST, SECOND), 2)
    assert done.explanation == ("3 sessions make 2 days, because two or more sessions on one day count once.")


def test_one_day_is_not_days() -> None:
    assert days_done([FIRST, FIRST]).explanation.startswith("2 sessions make 1 day,")


@pytest.mark.parametrize("dates", [[], [FIRST], [FIRST, SECOND]])
def test_where_every_session_has_its_day_there_is_nothing_to_explain(dates: list[date]) -> None:
    done = days_done(dates)
    assert (done.number, done.explanation) == (len(dates), "")


@given(st.lists(st.dates(date(2019, 8, 1), date(2019, 8, 20))))
def test_the_days_are_counted_as_with_a_finger_on_a_calendar(dates: list[date]) -> None:
    marked = [number for number in range(1, 32) if any(day.day == number for day in dates)]
    assert [day.day for day in days_done(iter(dates)).days] == marked


@pytest.mark.parametrize(("ordered", "done", "left"), [(20, 0, 20), (20, 19, 1), (20, 20, 0), (20, 21, 0)])
def test_days_left_stop_at_none(ordered: int, done: int, left: int) -> None:
    assert days_left(ordered, done) == left


@pytest.mark.parametrize(("ordered", "done"), [(-1, 0), (0, -1)])
def test_days_under_nothing_are_refused(ordered: int, done: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        days_left(ordered, done)


def session(
    *, activity: bool = False, under: bool = False, works: bool = False, unpaid: bool = False
) -> Session:
    return Session("supervision", activity, under, works, unpaid)


@pytest.mark.parametrize("facts", [{"activity": True}, {"under": True}, {"works": True}])
def test_each_tie_to_the_requirement_makes_a_day_by_itself(facts: dict[str, bool]) -> None:
    assert counts_as_day(session(**facts)).counts


def test_supervision_uses_no_days_by_itself() -> None:
    counted = counts_as_day(session())
    assert (counted.counts, counted.because) == (False, "supervision uses no days by itself")


def test_unpaid_work_is_no_rehabilitation_activity_whatever_was_planned_for_it() -> None:
    assert not counts_as_day(session(works=True, unpaid=True)).counts
