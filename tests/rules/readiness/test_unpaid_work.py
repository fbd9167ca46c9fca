"""Unpaid work: an order of 5 August 2019 with 100 hours and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.facts import Case, Circumstance, Contact, Requirement
from caseward.rules.readiness.findings import Check
from caseward.rules.readiness.unpaid_work import (
    CHECKS,
    circumstances_answered,
    health_answered,
    work_absences_decided,
    work_enforced,
    work_under_way,
)
from tests.rules.readiness.cases import SENTENCED_ON, assessment, by, with_factor
from tests.rules.readiness.cases_delivering import (
    absence,
    assert_finds,
    contact,
    day,
    decision,
    delivered,
    missed,
    session,
    sessions,
    unpaid_work_order,
    worked,
)

CARING = Circumstance(35, "caring", day(8, 7), "No Fridays.")
ANXIETY = Circumstance(36, "mental_health", day(8, 7), "Works beside one other person at most.")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_without_unpaid_work_no_question_about_it_arises(check: Check) -> None:
    assert_finds(check.finds(delivered(), by()), "does not arise")


# Circumstances


def test_circumstances_with_their_effect_are_shown() -> None:
    assert_finds(circumstances_answered(worked(circumstances=(CARING, ANXIETY)), by()), "shown")


@pytest.mark.parametrize("effect", ["", "  ", "-"])
def test_one_circumstance_without_an_effect_is_missing_beside_others(effect: str) -> None:
    case = worked(circumstances=(CARING, replace(ANXIETY, effect=effect)))
    finding = circumstances_answered(case, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [36]


@pytest.mark.parametrize(("is_asked", "state"), [(True, "shown"), (False, "missing")])
def test_where_nothing_is_recorded_it_depends_on_whether_anybody_asked(is_asked: bool, state: str) -> None:
    case = worked(circumstances=(), is_ethnicity_asked=is_asked)
    assert_finds(circumstances_answered(case, by()), state)


# Health


@pytest.mark.parametrize(("recorded_on", "state"), [(day(8, 20), "shown"), (day(8, 21), "missing")])
def test_health_is_considered_by_the_first_session(recorded_on: date, state: str) -> None:
    case = worked(circumstances=(replace(ANXIETY, recorded_on=recorded_on),))
    assert_finds(health_answered(case, by()), state)


@pytest.mark.parametrize("kind", ["disability", "physical_health", "learning", "neurodiversity"])
def test_hearing_and_sight_without_an_effect_are_missing(kind: str) -> None:
    case = worked(circumstances=(ANXIETY, Circumstance(37, kind, day(8, 7))))
    finding = health_answered(case, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [37]


def test_before_the_first_session_only_the_effect_is_asked_for() -> None:
    late = replace(ANXIETY, recorded_on=day(11, 1))
    cancelled = session(1, day(8, 20), outcome="cancelled_by_us")
    assert_finds(health_answered(worked(cancelled, circumstances=(late,)), by()), "shown")


def test_where_no_circumstance_is_recorded_the_assessment_says_that_somebody_looked() -> None:
    silent = worked(circumstances=(), assessments=(assessment(diversity="n/a"),))
    finding = circumstances_answered(silent, by())
    assert finding.because == "No circumstance is recorded, and the assessment says nothing of any."
    assert_finds(circumstances_answered(worked(circumstances=(), assessments=()), by()), "missing")
    early = circumstances_answered(worked(circumstances=(), assessments=()), by(day(8, 27)))
    assert_finds(early, "does not arise")


@pytest.mark.parametrize(("on", "state"), [(day(8, 20), "shown"), (day(8, 21), "missing")])
def test_where_no_condition_is_recorded_health_was_looked_at_by_the_first_session(
    on: date, state: str
) -> None:
    case = worked(circumstances=(CARING,), assessments=(assessment(completed_on=on),))
    assert_finds(health_answered(case, by()), state)


@pytest.mark.parametrize("need", ["", "not_known"])
def test_an_area_that_nobody_looked_at_says_nothing_of_health(need: str) -> None:
    case = worked(circumstances=(), assessments=(assessment(factors=with_factor("health", need=need)),))
    assert_finds(health_answered(case, by()), "missing")


@pytest.mark.parametrize(("on", "state"), [(day(8, 27), "does not arise"), (day(8, 28), "missing")])
def test_health_has_time_until_the_assessment_is_due(on: date, state: str) -> None:
    case = worked(circumstances=(), assessments=())
    assert_finds(health_answered(replace(case, contacts=()), by(on)), state)


# Start and going on


def test_work_that_began_in_time_and_goes_on_is_shown() -> None:
    assert_finds(work_under_way(worked(), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(9, 2), "shown"), (day(9, 3), "missing")])
def test_the_first_session_is_within_four_weeks(on: date, state: str) -> None:
    assert_finds(work_under_way(worked(session(1, on)), by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 2), "does not arise"), (day(9, 3), "missing")])
def test_it_is_too_early_until_those_weeks_are_over(on: date, state: str) -> None:
    offered = session(1, day(8, 13), outcome="cancelled_by_us")
    assert_finds(work_under_way(worked(offered), by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 17), "shown"), (day(9, 18), "missing")])
def test_the_next_session_is_within_four_weeks_of_the_last(on: date, state: str) -> None:
    case = worked(session(1, day(8, 20)), session(2, on))
    assert_finds(work_under_way(case, by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(12, 24), "shown"), (day(12, 25), "missing")])
def test_the_last_session_is_no_older_than_four_weeks(on: date, state: str) -> None:
    assert_finds(work_under_way(worked(), by(on)), state)


@pytest.mark.parametrize("outcome", ["sent_home_by_us", "cancelled_by_us", "did_not_attend"])
def test_sessions_at_which_nobody_worked_do_not_keep_it_going(outcome: str) -> None:
    first, *others = sessions()
    case = worked(first, *(replace(each, outcome=outcome) for each in others))
    assert_finds(work_under_way(case, by()), "missing")


def done(on: date) -> Requirement:
    """The hours, all worked by a day."""
    return Requirement(13, "unpaid_work", 100, SENTENCED_ON, completed_on=on)


@pytest.mark.parametrize(("done_on", "state"), [(day(9, 17), "shown"), (day(9, 18), "missing")])
def test_after_the_hours_are_done_no_session_is_asked_for(done_on: date, state: str) -> None:
    order = unpaid_work_order(requirements=(done(done_on),))
    assert_finds(work_under_way(worked(session(1, day(8, 20)), sentences=(order,)), by()), state)


def test_hours_of_one_requirement_that_are_done_leave_those_of_another() -> None:
    more = Requirement(14, "unpaid_work", 40, day(9, 2))
    order = unpaid_work_order(requirements=(done(day(9, 17)), more))
    assert_finds(work_under_way(worked(session(1, day(8, 20)), sentences=(order,)), by()), "missing")


def test_a_session_of_another_purpose_counts_where_it_names_the_requirement() -> None:
    training = tuple(replace(each, purpose="other") for each in sessions())
    assert_finds(work_under_way(worked(*training), by()), "shown")


def test_before_the_number_nothing_is_known_of_a_start() -> None:
    old = Requirement(13, "unpaid_work", 100, day(8, 5, 2013))
    case = worked(sentences=(unpaid_work_order(requirements=(old,)),))
    assert_finds(work_under_way(case, by()), "does not arise")


@given(st.sets(st.integers(0, 119), max_size=10))
def test_unpaid_work_is_under_way_only_with_sessions_in_every_four_weeks(days: set[int]) -> None:
    held = [session(number + 1, SENTENCED_ON + timedelta(days=number)) for number in sorted(days)]
    case = replace(worked(), contacts=tuple(held))
    ends = [0, *sorted(days), (by().on - SENTENCED_ON).days]
    is_regular = all(ends[place + 1] - ends[place] <= 28 for place in range(len(ends) - 1))
    assert_finds(work_under_way(case, by()), "shown" if is_regular else "missing")


# Absences and enforcement

SATURDAY = day(9, 7)
ABSENT = session(1, SATURDAY, outcome="did_not_attend")


def absent(*more: Contact, **changes: Any) -> Case:
    """One missed session of work."""
    return worked(ABSENT, *more, **changes)


def test_a_missed_session_that_was_decided_about_is_shown() -> None:
    case = absent(absences=(absence(1, "acceptable", reason="work", evidence="Letter of the employer."),))
    assert_finds(work_absences_decided(case, by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(9, 9), "does not arise"), (day(9, 10), "missing")])
def test_a_session_missed_on_saturday_is_decided_by_monday(on: date, state: str) -> None:
    assert_finds(work_absences_decided(absent(), by(on)), state)


def test_judgement_that_says_nothing_is_missing() -> None:
    case = absent(absences=(absence(1, "acceptable", reason="judgement", evidence=""),))
    assert_finds(work_absences_decided(case, by()), "missing")


def test_a_missed_appointment_of_supervision_is_not_a_session_of_work() -> None:
    case = worked(*sessions(), missed(1, day(9, 5)), absences=(absence(1),))
    assert_finds(work_absences_decided(case, by()), "does not arise")
    assert_finds(work_enforced(case, by()), "does not arise")


def ten_occasions() -> Case:
    """Four times sent home with an hour credited, six times told not to come."""
    outcomes = ["sent_home_by_us"] * 4 + ["cancelled_by_us"] * 6
    return worked(
        *(
            session(number, day(8, 12) + timedelta(days=7 * number), outcome=outcome)
            for number, outcome in enumerate(outcomes, start=1)
        )
    )


def test_ten_sessions_that_we_did_not_hold_are_none_of_his_failures() -> None:
    assert_finds(work_absences_decided(ten_occasions(), by()), "does not arise")
    assert_finds(work_enforced(ten_occasions(), by()), "does not arise")
    assert_finds(work_under_way(ten_occasions(), by()), "missing")


@pytest.mark.parametrize(("on", "state"), [(day(9, 4), "does not arise"), (day(9, 5), "missing")])
def test_somebody_sent_home_for_behaviour_is_answered_within_two_working_days(on: date, state: str) -> None:
    case = worked(session(1, day(9, 2), outcome="sent_home"))
    assert_finds(work_enforced(case, by(on)), state)
    answered = replace(case, enforcements=(decision(1),))
    assert_finds(work_enforced(answered, by()), "shown")


def test_two_warnings_at_unpaid_work_without_a_breach_or_a_review_are_missing() -> None:
    failed = (session(1, day(9, 2), outcome="sent_home"), session(2, day(9, 9), outcome="sent_home"))
    answers = (decision(1), decision(2, "final_warning", day(9, 10), key=302))
    assert_finds(work_enforced(worked(*failed, enforcements=answers), by()), "missing")


def test_a_failure_at_supervision_is_not_one_at_unpaid_work() -> None:
    case = worked(contact(1, day(9, 2), outcome="sent_home"))
    assert_finds(work_enforced(case, by()), "does not arise")
