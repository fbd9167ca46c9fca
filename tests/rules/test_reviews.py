"""Reviews by time and after a change."""

from datetime import date

import pytest

from caseward.rules.practice import Confidence, NothingInForce
from caseward.rules.reviews import CHANGE_EVENTS, review_by_event, review_by_time
from caseward.rules.risk_of_harm import RISING
from tests.factories.practice import calendar, shipped

MONDAY = date(2019, 8, 5)
CODES = [event.code for event in CHANGE_EVENTS]


@pytest.mark.parametrize(
    ("level", "due_on"),
    [
        ("low", date(2020, 2, 5)),
        ("medium", date(2019, 12, 5)),
        ("high", date(2019, 11, 5)),
        ("very_high", date(2019, 11, 5)),
    ],
)
def test_a_review_by_time_comes_sooner_where_harm_is_higher(level: str, due_on: date) -> None:
    due = review_by_time(MONDAY, level, shipped(), calendar())
    assert (due.on, due.rule.confidence) == (due_on, Confidence.INFERRED)


@pytest.mark.parametrize(
    ("level", "due_on"),
    [
        ("low", date(2019, 8, 19)),
        ("medium", date(2019, 8, 12)),
        ("high", date(2019, 8, 7)),
        ("very_high", date(2019, 8, 6)),
    ],
)
def test_a_review_after_a_change_is_due_in_working_days(level: str, due_on: date) -> None:
    assert review_by_event("arrest", MONDAY, level, shipped(), calendar()).on == due_on


def test_a_change_on_the_day_before_a_weekend_waits_for_working_days() -> None:
    assert review_by_event("arrest", date(2019, 8, 23), "very_high", shipped(), calendar()).on == date(
        2019, 8, 27
    )


def test_the_explanation_names_what_changed() -> None:
    due = review_by_event("domestic_abuse_call_out", MONDAY, "medium", shipped(), calendar())
    assert due.explanation == (
        "Where harm is medium, the case is reviewed within 5 working days of a change. "
        "What changed: domestic abuse call-out."
    )


def test_without_a_level_a_case_is_reviewed_as_for_high_harm_and_it_says_so() -> None:
    by_time = review_by_time(MONDAY, "", shipped(), calendar())
    by_event = review_by_event("move", MONDAY, "", shipped(), calendar())
    assert by_time.on == review_by_time(MONDAY, "high", shipped(), calendar()).on
    assert by_event.on == review_by_event("move", MONDAY, "high", shipped(), calendar()).on
    for due in (by_time, by_event):
        assert due.explanation.endswith("The level of harm is not known; it is treated as high.")


@pytest.mark.parametrize("code", CODES)
def test_every_change_opens_a_review_at_every_level(code: str) -> None:
    days = [review_by_event(code, MONDAY, level, shipped(), calendar()).on for level in RISING]
    assert days == sorted(set(days), reverse=True)


def test_a_change_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no change of the code 'holiday'"):
        review_by_event("holiday", MONDAY, "low", shipped(), calendar())


def test_before_the_numbers_nothing_is_known() -> None:
    with pytest.raises(NothingInForce):
        review_by_time(date(2015, 1, 31), "low", shipped(), calendar())


def test_the_changes_that_the_reports_show_unanswered_ask_for_their_checks() -> None:
    by_code = {event.code: event for event in CHANGE_EVENTS}
    assert by_code["victim_of_violence"].needs_police_check
    assert by_code["domestic_abuse_call_out"].needs_police_check
    assert by_code["domestic_abuse_call_out"].needs_children_check
    assert not by_code["job_loss"].needs_police_check
    assert not by_code["job_loss"].needs_children_check


def test_every_change_has_a_code_and_a_title_of_its_own() -> None:
    assert len(CODES) == 10
    assert len({event.title for event in CHANGE_EVENTS}) == len(set(CODES)) == len(CODES)
