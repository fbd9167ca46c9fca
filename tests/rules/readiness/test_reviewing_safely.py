"""What reviews of harm show. Somebody is stabbed on Monday 14 October 2019, at medium harm."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.facts import Case
from tests.rules.readiness.cases import ON, plan, with_low_harm
from tests.rules.readiness.cases_reviewing import (
    ASK_BY,
    DAY,
    HAPPENED_ON,
    IN_TIME,
    NEXT_BY_TIME,
    REVIEW,
    asked,
    changed_goals,
    ended_in_plan,
    event,
    finds,
    happened,
    new_plan,
    not_answered,
    quiet,
    review,
    says,
    stabbed,
    with_checks,
)

CODES = ("review.harm_changes", "review.harm_agencies", "review.harm_involved", "review.harm_written")
VIOLENCE = ("domestic_abuse_call_out", "victim_of_violence", "gang_link")
ABOVE_LOW = ("arrest", "child_contact", "new_relationship", "lost_contact")
NOVEMBER = date(2019, 11, 11)


def _answered(case: Case) -> Case:
    return with_checks(case, asked(), asked(64, "childrens_services"))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", [*VIOLENCE, *ABOVE_LOW])
def test_a_change_in_harm_that_was_reviewed_in_time_is_shown(code: str, kind: str) -> None:
    assert says(code, _answered(happened(kind, review()))) == "shown"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", [*VIOLENCE, *ABOVE_LOW])
def test_one_that_nobody_reviewed_or_asked_about_is_missing(code: str, kind: str) -> None:
    assert says(code, happened(kind)) == "missing"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["move", "job_loss", "release"])
def test_other_changes_are_no_changes_in_harm(code: str, kind: str) -> None:
    assert says(code, happened(kind)) == "not_applicable"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", VIOLENCE)
def test_a_low_level_does_not_answer_violence(code: str, kind: str) -> None:
    """Somebody who was stabbed was still put at low harm."""
    assert says(code, with_low_harm(events=(event(kind),))) == "missing"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ABOVE_LOW)
def test_at_a_low_level_other_changes_raise_no_question(code: str, kind: str) -> None:
    assert says(code, with_low_harm(events=(event(kind),))) == "not_applicable"


@pytest.mark.parametrize("code", CODES)
def test_a_level_that_nobody_assessed_is_not_low(code: str) -> None:
    assert says(code, stabbed(assessments=(), events=(event("arrest"),))) == "missing"


@pytest.mark.parametrize("code", ["review.harm_involved", "review.harm_written"])
def test_above_low_a_review_by_time_is_one_of_harm(code: str) -> None:
    assert says(code, quiet(), NEXT_BY_TIME) == "not_applicable"
    assert says(code, quiet(), NEXT_BY_TIME + DAY) == "missing"
    assert says(code, quiet(review(events=()))) == "shown"


@pytest.mark.parametrize("code", ["review.harm_involved", "review.harm_written"])
def test_at_a_low_level_it_is_not(code: str) -> None:
    half_a_year = date(2020, 3, 2)
    assert says(code, with_low_harm(), half_a_year) == "not_applicable"
    assert says(code, with_low_harm(reviews=(review(events=()),))) == "not_applicable"


@pytest.mark.parametrize("code", ["review.harm_changes", "review.harm_written", "review.harm_involved"])
@pytest.mark.parametrize(("on", "state"), [(IN_TIME, "not_applicable"), (IN_TIME + DAY, "missing")])
def test_it_is_missing_once_the_last_day_is_over(code: str, on: date, state: str) -> None:
    assert says(code, stabbed(), on) == state


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "missing"),
        ({"contact_every_days": 7}, "shown"),
        ({"contact_every_days": 15}, "missing"),
        (changed_goals(), "shown"),
        (changed_goals() | {"contact_every_days": 28}, "missing"),
        (changed_goals() | {"contact_how": "mixed"}, "missing"),
        (changed_goals() | {"contact_every_days": None}, "shown"),
        (changed_goals() | {"contact_how": ""}, "shown"),
    ],
)
def test_the_plan_changes_and_not_to_less_contact(change: dict[str, Any], state: str) -> None:
    case = stabbed(ended_in_plan(), plans=(new_plan(**change),))
    assert says("review.harm_changes", case) == state


def test_what_was_less_before_the_change_is_not_held_against_the_review() -> None:
    rarer = plan(key=70, contact_every_days=28, completed_on=HAPPENED_ON - DAY)
    case = stabbed(review(), plans=(rarer,))
    assert says("review.harm_changes", case) == "shown"


def test_a_change_before_any_plan_held_has_nothing_to_be_less_than() -> None:
    case = replace(stabbed(ended_in_plan()), plans=(new_plan(contact_every_days=28),))
    assert says("review.harm_changes", case) == "shown"


def test_contact_that_is_restored_in_a_later_review_puts_it_right() -> None:
    rarer, often = new_plan(contact_every_days=28), replace(new_plan(NOVEMBER), key=73, contact_every_days=7)
    poor, good = ended_in_plan(), ended_in_plan(302, NOVEMBER, plan=73)
    assert says("review.harm_changes", stabbed(poor, plans=(rarer,))) == "missing"
    assert says("review.harm_changes", stabbed(poor, good, plans=(rarer, often))) == "shown"


def test_each_change_is_to_be_considered() -> None:
    two = (event(), event("gang_link", 202))
    one_taken_up = stabbed(review(), events=two)
    finding = finds("review.harm_changes", one_taken_up)
    assert finding.state == "missing"
    assert "link with a gang" in finding.because
    both = stabbed(review(events=(201, 202)), events=two)
    assert [(each.kind, each.key) for each in finds("review.harm_changes", both).records] == [
        ("event", 201),
        ("event", 202),
        ("review", REVIEW),
    ]


@pytest.mark.parametrize(("asked_on", "state"), [(ASK_BY, "shown"), (ASK_BY + DAY, "missing")])
def test_the_police_are_asked_within_two_working_days(asked_on: date, state: str) -> None:
    assert says("review.harm_agencies", with_checks(stabbed(), asked(asked_on=asked_on))) == state


@pytest.mark.parametrize(("on", "state"), [(ASK_BY, "not_applicable"), (ASK_BY + DAY, "missing")])
def test_until_then_it_is_too_early(on: date, state: str) -> None:
    assert says("review.harm_agencies", stabbed(), on) == state


def test_a_check_asked_for_the_change_counts_even_from_before_its_day() -> None:
    early = replace(asked(asked_on=HAPPENED_ON - DAY), event=201)
    assert says("review.harm_agencies", with_checks(stabbed(), early)) == "shown"


def test_a_check_that_is_needed_but_was_not_asked_does_not_count() -> None:
    check = not_answered()
    needed = replace(check, days=replace(check.days, asked_on=None))
    assert says("review.harm_agencies", with_checks(stabbed(), needed)) == "missing"


def test_an_answer_that_is_still_in_time_is_not_missing() -> None:
    assert says("review.harm_agencies", with_checks(stabbed(), not_answered()), ASK_BY + DAY) == (
        "not_applicable"
    )


@pytest.mark.parametrize(
    ("on", "state"), [(date(2019, 10, 23), "not_applicable"), (date(2019, 10, 24), "missing")]
)
def test_an_answer_is_chased_after_five_working_days(on: date, state: str) -> None:
    assert says("review.harm_agencies", with_checks(stabbed(), not_answered()), on) == state


def test_one_answer_that_was_used_is_enough_for_an_agency() -> None:
    case = with_checks(stabbed(), not_answered(), asked(64, asked_on=NOVEMBER))
    assert says("review.harm_agencies", case) == "shown"


def test_both_agencies_are_asked_where_both_may_know() -> None:
    case = happened("new_relationship")
    finding = finds("review.harm_agencies", with_checks(case, asked()))
    assert finding.state == "missing"
    assert "children’s services" in finding.because
    assert [(each.kind, each.key) for each in finding.records] == [("check", 63), ("event", 201)]


def test_in_a_year_whose_bank_holidays_are_not_known_no_agency_is_late() -> None:
    case = stabbed(events=(event(on=date(2098, 10, 14)),))
    assert says("review.harm_agencies", case, date(2098, 12, 1)) == "not_applicable"


def test_what_the_person_said_to_the_last_review_counts() -> None:
    said, silent = review(), review(302, NOVEMBER, persons_part="", because="All is quiet.")
    assert says("review.harm_involved", stabbed(said, silent)) == "missing"
    assert says("review.harm_involved", stabbed(said)) == "shown"


@given(st.integers(0, 120), st.sampled_from([1, 7, 14, 15, 28, 31]))
def test_more_contact_is_never_worse(days: int, every: int) -> None:
    """Whatever the day, a plan with contact every `every` days is as good as one with less of it."""
    on = IN_TIME + timedelta(days=days)
    order = {"missing": 0, "not_applicable": 1, "shown": 2}
    often, seldom = (
        says(
            "review.harm_changes",
            stabbed(ended_in_plan(), plans=(new_plan(contact_every_days=each, **GOALS),)),
            on,
        )
        for each in (every, every + 1)
    )
    assert order[often] >= order[seldom]


GOALS = changed_goals()


@given(st.dates(HAPPENED_ON, date(2020, 8, 4)), st.dates(HAPPENED_ON, ON))
def test_a_mend_stands_exactly_where_something_is_missing(on: date, asked_on: date) -> None:
    case = with_checks(stabbed(review(on=asked_on)), asked(asked_on=asked_on))
    for code in CODES:
        finding = finds(code, case, on)
        assert (finding.mend is not None) == (finding.state == "missing")


@given(st.dates(HAPPENED_ON, ON), st.dates(HAPPENED_ON, ON))
def test_asking_sooner_is_never_worse(one: date, other: date) -> None:
    sooner, later = (
        says("review.harm_agencies", with_checks(stabbed(), asked(asked_on=on)), date(2020, 3, 2))
        for on in sorted((one, other))
    )
    assert (sooner, later) != ("missing", "shown")


def test_a_question_of_a_later_day_is_not_looked_at() -> None:
    finding = finds("review.harm_agencies", with_checks(stabbed(), asked(asked_on=ON + DAY)))
    assert finding.because.startswith("Nobody had asked the police by 16 October 2019")


def test_an_answer_counts_from_the_day_on_which_it_was_used() -> None:
    used_on = ASK_BY + 8 * DAY
    case = with_checks(stabbed(), asked())
    assert says("review.harm_agencies", case, used_on) == "shown"


def test_less_contact_after_the_review_is_decided_in_a_review_of_its_own() -> None:
    rarer = new_plan(NOVEMBER, contact_every_days=28)
    assert says("review.harm_changes", stabbed(review(), plans=(rarer,))) == "missing"
    later = ended_in_plan(302, NOVEMBER, events=(), considered="A month without a word of them.")
    assert says("review.harm_changes", stabbed(review(), later, plans=(rarer,))) == "shown"
    closer = replace(rarer, contact_every_days=7)
    assert says("review.harm_changes", stabbed(review(), plans=(closer,))) == "shown"


def test_without_a_plan_there_is_no_contact_to_make_less() -> None:
    assert says("review.harm_changes", replace(stabbed(review()), plans=())) == "shown"


@pytest.mark.parametrize("code", ["review.harm_involved", "review.harm_written"])
def test_at_low_harm_a_review_of_other_things_is_none_of_harm(code: str) -> None:
    finding = finds(code, with_low_harm(reviews=(review(events=()),)))
    assert finding.because == "The risk of harm is low, and nothing has happened that may have raised it."
