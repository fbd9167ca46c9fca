"""The first appointment, the first plan, the first home visit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.first_contacts import first_appointment_by, home_visit_by, plan_by
from caseward.rules.practice import Confidence, NothingInForce, UnknownRule
from caseward.rules.working_days import UnknownYear
from tests.factories.practice import calendar, shipped

MONDAY = date(2019, 8, 5)
ORDERS = ("community_order", "suspended_sentence_order")
AFTER_PRISON = ("licence", "post_sentence_supervision")
STARTS = st.dates(date(2015, 2, 1), date(2028, 11, 1))


@pytest.mark.parametrize("kind", ORDERS)
def test_an_order_has_its_first_appointment_within_five_working_days(kind: str) -> None:
    due = first_appointment_by(kind, MONDAY, shipped(), calendar())
    assert due.on == date(2019, 8, 12)
    assert due.rule.confidence is Confidence.PUBLISHED


@pytest.mark.parametrize("kind", AFTER_PRISON)
def test_a_release_is_followed_by_an_appointment_on_the_next_working_day(kind: str) -> None:
    assert first_appointment_by(kind, MONDAY, shipped(), calendar()).on == date(2019, 8, 6)
    assert first_appointment_by(kind, date(2019, 8, 23), shipped(), calendar()).on == date(2019, 8, 27)


def test_after_the_contracts_the_same_number_is_inferred() -> None:
    before, after = (
        first_appointment_by("licence", day, shipped(), calendar()).rule
        for day in (date(2021, 6, 25), date(2021, 6, 26))
    )
    assert before.number == after.number
    assert (before.confidence, after.confidence) == (Confidence.PUBLISHED, Confidence.INFERRED)


def test_a_kind_of_sentence_without_a_rule_is_refused() -> None:
    with pytest.raises(UnknownRule, match="fine"):
        first_appointment_by("fine", MONDAY, shipped(), calendar())


def test_before_the_numbers_nothing_is_known() -> None:
    with pytest.raises(NothingInForce):
        first_appointment_by("licence", date(2015, 1, 31), shipped(), calendar())
    with pytest.raises(NothingInForce):
        plan_by(date(2015, 1, 31), shipped(), calendar())


def test_beyond_the_bank_holidays_nothing_is_counted() -> None:
    with pytest.raises(UnknownYear):
        plan_by(date(2028, 12, 20), shipped(), calendar())


def test_the_plan_is_due_fifteen_working_days_after_the_first_attendance() -> None:
    assert plan_by(MONDAY, shipped(), calendar()).on == date(2019, 8, 27)


@given(STARTS)
def test_there_are_as_many_working_days_as_the_rule_says(start: date) -> None:
    for due in (
        first_appointment_by("community_order", start, shipped(), calendar()),
        plan_by(start, shipped(), calendar()),
    ):
        assert calendar().between(start, due.on) == due.rule.number


@pytest.mark.parametrize(("level", "days"), [("low", 84), ("medium", 42), ("high", 15), ("very_high", 15)])
def test_the_home_is_visited_sooner_where_harm_is_higher(level: str, days: int) -> None:
    start = date(2023, 8, 7)
    due = home_visit_by(level, start, shipped(), calendar())
    assert due is not None
    assert (due.on, due.note) == (start + timedelta(days=days), "")


def test_without_a_level_the_home_is_visited_as_for_high_harm_and_it_says_so() -> None:
    unknown, high = (home_visit_by(level, date(2023, 8, 7), shipped(), calendar()) for level in ("", "high"))
    assert unknown is not None
    assert high is not None
    assert (unknown.on, unknown.rule) == (high.on, high.rule)
    assert unknown.explanation.endswith("The level of harm is not known; it is treated as high.")


def test_before_the_framework_no_home_visit_was_asked_for() -> None:
    assert home_visit_by("high", date(2021, 6, 25), shipped(), calendar()) is None
    assert home_visit_by("high", date(2021, 6, 26), shipped(), calendar()) is not None


def test_a_home_visit_needs_a_level_that_exists() -> None:
    with pytest.raises(ValueError, match="no level"):
        home_visit_by("severe", MONDAY, shipped(), calendar())
