"""When orders, supervision after the sentence, and unpaid work end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.practice import Confidence
from caseward.rules.sentence_dates import order_ends_on, post_sentence_supervision_ends_on, unpaid_work_by
from tests.factories.practice import shipped

RELEASED = date(2019, 8, 5)
LICENCE_ENDS = date(2019, 11, 4)
SIX_MONTHS = (6, 0)
REPEALED = date(2026, 3, 31)


def ends_on(
    sentence: tuple[int, int] = SIX_MONTHS, released_on: date = RELEASED, licence_ends_on: date = LICENCE_ENDS
) -> date | None:
    due = post_sentence_supervision_ends_on(released_on, licence_ends_on, sentence, shipped())
    return due.on if due else None


@pytest.mark.parametrize(
    ("starts_on", "months", "last"),
    [
        (date(2019, 8, 5), 12, date(2020, 8, 4)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2019, 8, 1), 36, date(2022, 7, 31)),
    ],
)
def test_an_order_lasts_whole_calendar_months(starts_on: date, months: int, last: date) -> None:
    assert order_ends_on(starts_on, months) == last


def test_an_order_of_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        order_ends_on(RELEASED, 0)


def test_supervision_after_a_short_sentence_lasts_a_year_from_release() -> None:
    due = post_sentence_supervision_ends_on(RELEASED, LICENCE_ENDS, SIX_MONTHS, shipped())
    assert due is not None
    assert due.on == date(2020, 8, 4)
    assert (due.rule.number, due.rule.confidence, due.note) == (12, Confidence.PUBLISHED, "")


@pytest.mark.parametrize("sentence", [(0, 0), (0, 1), (24, 0), (23, 31), (30, 0), (0, 800)])
def test_a_sentence_of_a_day_or_of_two_years_has_no_supervision_after_it(sentence: tuple[int, int]) -> None:
    assert ends_on(sentence) is None


@pytest.mark.parametrize("sentence", [(0, 2), (0, 168), (12, 0), (23, 29)])
def test_a_sentence_between_has_supervision_after_it(sentence: tuple[int, int]) -> None:
    assert ends_on(sentence) == date(2020, 8, 4)


@pytest.mark.parametrize("sentence", [(-1, 0), (3, -1)])
def test_a_sentence_under_nothing_is_refused(sentence: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="under 0"):
        ends_on(sentence)


def test_a_licence_as_long_as_the_supervision_leaves_none() -> None:
    assert ends_on((23, 0), licence_ends_on=date(2020, 8, 3)) == date(2020, 8, 4)
    assert ends_on((23, 0), licence_ends_on=date(2020, 8, 4)) is None


def test_before_the_law_there_was_no_supervision_after_a_sentence() -> None:
    assert ends_on(released_on=date(2014, 11, 1), licence_ends_on=date(2015, 1, 30)) is None
    assert ends_on(released_on=date(2014, 11, 1), licence_ends_on=date(2015, 1, 31)) is not None


def test_supervision_that_runs_on_the_day_of_the_repeal_ends_the_day_before() -> None:
    due = post_sentence_supervision_ends_on(date(2025, 10, 1), date(2025, 12, 31), SIX_MONTHS, shipped())
    assert due is not None
    assert due.on == REPEALED - timedelta(days=1)
    assert "repealed" in due.explanation


def test_supervision_that_would_end_on_the_day_of_the_repeal_is_cut_by_that_day() -> None:
    due = post_sentence_supervision_ends_on(date(2025, 4, 1), date(2025, 6, 30), SIX_MONTHS, shipped())
    assert due is not None
    assert due.on == REPEALED - timedelta(days=1)
    assert "repealed" in due.note


def test_supervision_that_would_end_with_the_law_has_nothing_cut() -> None:
    due = post_sentence_supervision_ends_on(date(2025, 3, 31), date(2025, 6, 30), SIX_MONTHS, shipped())
    assert due is not None
    assert (due.on, due.note) == (REPEALED - timedelta(days=1), "")


def test_after_the_repeal_no_supervision_begins() -> None:
    assert ends_on(released_on=date(2026, 1, 5), licence_ends_on=REPEALED - timedelta(days=2)) is not None
    assert ends_on(released_on=date(2026, 1, 5), licence_ends_on=REPEALED - timedelta(days=1)) is None


def test_the_end_of_the_law_is_marked_as_not_verified() -> None:
    due = post_sentence_supervision_ends_on(date(2026, 1, 5), date(2026, 2, 5), SIX_MONTHS, shipped())
    assert due is not None
    assert due.rule.confidence is Confidence.UNVERIFIED


@given(
    st.dates(date(2014, 1, 1), date(2027, 1, 1)), st.integers(0, 400), st.integers(0, 30), st.integers(0, 30)
)
def test_supervision_is_after_the_licence_within_a_year_and_within_the_law(
    released_on: date, licence_days: int, months: int, days: int
) -> None:
    licence_ends_on = released_on + timedelta(days=licence_days)
    last = ends_on((months, days), released_on, licence_ends_on)
    if last is not None:
        assert licence_ends_on < last < min(REPEALED, released_on + timedelta(days=366))


def test_unpaid_work_is_done_within_a_year_of_the_order() -> None:
    due = unpaid_work_by(RELEASED, date(2019, 9, 1), shipped())
    assert due is not None
    assert due.on == date(2020, 8, 4)


def test_the_repeal_of_the_limit_frees_earlier_orders() -> None:
    assert unpaid_work_by(date(2025, 8, 5), REPEALED - timedelta(days=1), shipped()) is not None
    assert unpaid_work_by(date(2025, 8, 5), REPEALED, shipped()) is None
