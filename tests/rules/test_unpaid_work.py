"""Credit for unpaid work, and the hours left."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.unpaid_work import hours_left, minutes_credited, minutes_left

NINE, HALF_PAST_FOUR = time(9), time(16, 30)
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def test_a_session_is_credited_with_its_minutes_less_the_penalty() -> None:
    assert minutes_credited(NINE, HALF_PAST_FOUR, 0, 6000, attended=True) == 450
    assert minutes_credited(NINE, HALF_PAST_FOUR, 30, 6000, attended=True) == 420


def test_no_more_is_credited_than_is_left() -> None:
    assert minutes_credited(NINE, HALF_PAST_FOUR, 30, 421, attended=True) == 420
    assert minutes_credited(NINE, HALF_PAST_FOUR, 30, 420, attended=True) == 420
    assert minutes_credited(NINE, HALF_PAST_FOUR, 30, 419, attended=True) == 419
    assert minutes_credited(NINE, HALF_PAST_FOUR, 30, 0, attended=True) == 0


def test_who_did_not_attend_is_credited_with_nothing() -> None:
    assert minutes_credited(NINE, HALF_PAST_FOUR, 0, 6000, attended=False) == 0


def test_a_session_that_ends_as_it_starts_has_no_minute() -> None:
    assert minutes_credited(NINE, NINE, 0, 6000, attended=True) == 0
    assert minutes_credited(NINE, time(9, 1), 0, 6000, attended=True) == 1


def test_a_minute_that_has_not_ended_is_not_counted() -> None:
    assert minutes_credited(NINE, time(9, 1, 59), 0, 6000, attended=True) == 1


def test_a_session_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends no earlier"):
        minutes_credited(time(9, 1), NINE, 0, 6000, attended=True)


@pytest.mark.parametrize("penalty", [-1, 451])
def test_a_penalty_fits_into_the_session(penalty: int) -> None:
    assert minutes_credited(NINE, HALF_PAST_FOUR, 450, 6000, attended=True) == 0
    with pytest.raises(ValueError, match="penalty"):
        minutes_credited(NINE, HALF_PAST_FOUR, penalty, 6000, attended=True)


def test_less_than_nothing_cannot_be_left() -> None:
    with pytest.raises(ValueError, match="left"):
        minutes_credited(NINE, HALF_PAST_FOUR, 0, -1, attended=True)


@given(MINUTES, MINUTES, st.integers(0, 1440), st.integers(0, 2000))
def test_credit_is_what_the_clock_says(one: time, other: time, penalty: int, left: int) -> None:
    """The slow way: with dates and a timedelta."""
    start, end = sorted((one, other))
    day = date(2019, 8, 5)
    lasted = datetime.combine(day, end) - datetime.combine(day, start)
    penalty = min(penalty, lasted // timedelta(minutes=1))
    credited = minutes_credited(start, end, penalty, left, attended=True)
    assert timedelta(minutes=credited) == min(lasted - timedelta(minutes=penalty), timedelta(minutes=left))


def test_what_is_left_is_what_was_ordered_less_what_was_worked() -> None:
    assert minutes_left(100, []) == 6000
    assert minutes_left(100, [420, 60]) == 5520
    assert hours_left(100, [420]) == 93
    assert hours_left(1, [20]) == Fraction(2, 3)


def test_an_adjustment_adds_to_the_order_or_takes_off_it() -> None:
    assert hours_left(100, [], adjusted=-90) == Fraction(197, 2)
    assert hours_left(100, iter([420]), adjusted=60) == 94


def test_what_is_left_stops_at_nothing() -> None:
    assert minutes_left(1, [59]) == 1
    assert minutes_left(1, [60]) == 0
    assert minutes_left(1, [61]) == 0


@pytest.mark.parametrize(("ordered", "credited"), [(-1, []), (1, [-1])])
def test_hours_and_credit_under_nothing_are_refused(ordered: int, credited: list[int]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        minutes_left(ordered, credited)


@given(st.integers(0, 300), st.lists(st.integers(0, 1440)))
def test_credited_up_to_what_is_left_is_never_more_than_ordered(ordered: int, sessions: list[int]) -> None:
    credited: list[int] = []
    for session in sessions:
        left = minutes_left(ordered, credited)
        end = time(*divmod(min(session, 1439), 60))
        credited.append(minutes_credited(time(0), end, 0, left, attended=True))
    assert sum(credited) == min(sum(min(session, 1439) for session in sessions), ordered * 60)
