"""What was done to keep other people safe."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.delivering_safely import (
    agencies_answered,
    home_visited,
    met_often_enough,
    people_protected,
)
from caseward.rules.readiness.facts import Case, Check, Contact, Event, Flag, Relation
from tests.rules.readiness.cases import (
    ON,
    SENTENCED_ON,
    assessed,
    by,
    check,
    earlier_assessment,
    planned,
    sentence,
    sound_case,
    unanswered,
    with_low_harm,
)
from tests.rules.readiness.cases_delivering import (
    after_a_licence,
    assert_finds,
    contact,
    day,
    delivered,
    in_order,
    missed,
    only,
)

HIGH = {"children": "low", "public": "high", "known_adult": "medium", "staff": "low"}


def every(days: int, until: date = ON, **changes: Any) -> tuple[Contact, ...]:
    """A contact every so many days, the last one on a day, back to the first of the order."""
    number = (until - SENTENCED_ON).days // days
    return in_order(contact(each, until - timedelta(days=days * each), **changes) for each in range(number))


# Face to face


@pytest.mark.parametrize(("apart", "state"), [(28, "shown"), (29, "missing")])
def test_medium_harm_is_met_face_to_face_every_four_weeks(apart: int, state: str) -> None:
    assert_finds(met_often_enough(only(*every(apart)), by()), state)


@pytest.mark.parametrize(("apart", "state"), [(14, "shown"), (15, "missing")])
def test_high_harm_is_met_face_to_face_every_two_weeks(apart: int, state: str) -> None:
    assert_finds(met_often_enough(replace(assessed(harm=HIGH), contacts=every(apart)), by()), state)


@pytest.mark.parametrize(("apart", "state"), [(14, "shown"), (15, "missing")])
def test_harm_that_nobody_assessed_is_treated_as_high(apart: int, state: str) -> None:
    assert_finds(met_often_enough(only(*every(apart), assessments=()), by()), state)


@pytest.mark.parametrize(("until", "state"), [(day(11, 4), "shown"), (day(11, 3), "missing")])
def test_the_last_meeting_is_no_older_than_that(until: date, state: str) -> None:
    assert_finds(met_often_enough(only(*every(7, until)), by()), state)


@pytest.mark.parametrize(
    "changes",
    [{"how": "telephone"}, {"how": "video"}, {"outcome": "cancelled_by_us"}, {"outcome": "did_not_attend"}],
    ids=str,
)
def test_a_contact_every_week_that_was_not_face_to_face_is_not_enough(changes: dict[str, Any]) -> None:
    assert_finds(met_often_enough(only(*every(7, **changes)), by()), "missing")


def test_talking_to_somebody_else_is_not_meeting_the_person() -> None:
    assert_finds(met_often_enough(only(*every(7, purpose="third_party")), by()), "missing")


MISSED_ON = day(11, 4)
"""A Monday, 28 days after the meeting before it; the next five working days end on the Monday after."""


def around_a_missed_meeting(**changes: Any) -> Case:
    """Met every week up to four weeks before, then missed and seen again."""
    again = {"on": day(11, 11)} | changes
    before = every(7, day(10, 7))
    return only(*before, missed(201, MISSED_ON), contact(202, again.pop("on"), **again))


@pytest.mark.parametrize(("seen_on", "state"), [(day(11, 11), "shown"), (day(11, 12), "missing")])
def test_a_missed_meeting_counts_where_the_person_is_seen_in_five_working_days(
    seen_on: date, state: str
) -> None:
    assert_finds(met_often_enough(around_a_missed_meeting(on=seen_on), by()), state)


@pytest.mark.parametrize(
    "again", [{"how": "telephone"}, {"outcome": "did_not_attend"}, {"outcome": "cancelled_by_us"}], ids=str
)
def test_a_missed_meeting_is_not_made_good_by_less_than_a_meeting(again: dict[str, Any]) -> None:
    assert_finds(met_often_enough(around_a_missed_meeting(**again), by()), "missing")


@pytest.mark.parametrize(
    "call", [{"how": "telephone"}, {"purpose": "third_party"}, {"outcome": "cancelled_by_us"}], ids=str
)
def test_what_was_no_meeting_with_the_person_needs_no_making_good(call: dict[str, Any]) -> None:
    not_met = contact(201, MISSED_ON, **{"outcome": "did_not_attend"} | call)
    assert_finds(
        met_often_enough(only(*every(7, day(10, 7)), not_met, contact(202, day(11, 11))), by()), "missing"
    )


@pytest.mark.parametrize(("on", "state"), [(day(11, 11), "shown"), (day(11, 12), "missing")])
def test_somebody_who_just_missed_a_meeting_can_still_be_seen(on: date, state: str) -> None:
    assert_finds(met_often_enough(only(*every(7, day(10, 7)), missed(201, MISSED_ON)), by(on)), state)


def test_what_was_more_than_twelve_weeks_ago_is_not_looked_at() -> None:
    lately = tuple(each for each in every(14) if each.held_on >= day(9, 20))
    assert_finds(met_often_enough(only(*lately), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(9, 2), "does not arise"), (day(9, 3), "missing")])
def test_it_is_too_early_while_the_first_meeting_still_has_time(on: date, state: str) -> None:
    assert_finds(met_often_enough(only(), by(on)), state)


def test_low_harm_asks_for_no_more_contact_than_anybody() -> None:
    assert_finds(met_often_enough(with_low_harm(), by()), "does not arise")


@pytest.mark.parametrize("on", [day(1, 31, 2015), day(8, 5, 2013)])
def test_before_the_numbers_nothing_is_known_of_meetings(on: date) -> None:
    assert_finds(met_often_enough(only(), by(on)), "does not arise")


@given(st.integers(1, 60))
def test_meetings_at_even_distances_are_enough_up_to_four_weeks(apart: int) -> None:
    finding = met_often_enough(only(*every(apart)), by())
    assert_finds(finding, "shown" if apart <= 28 else "missing")


# Protection

CALL_OUT = Event(71, "domestic_abuse_call_out", day(11, 4))


def asked(agency: str, on: date) -> Check:
    """A check that was asked on a day."""
    return unanswered(63 if agency == "police" else 64, agency, on)


def test_flags_with_a_next_look_and_agencies_that_were_asked_are_shown() -> None:
    assert_finds(people_protected(sound_case(), by()), "shown")


def test_where_nobody_is_at_risk_protection_does_not_arise() -> None:
    case = with_low_harm(relations=(Relation(33, "child"),), flags=(Flag(34, "gangs", day(8, 6)),))
    assert_finds(people_protected(case, by()), "does not arise")


def test_a_known_adult_at_risk_is_somebody_whom_the_record_names() -> None:
    finding = people_protected(sound_case(relations=(), flags=()), by())
    assert_finds(finding, "missing")
    assert (
        finding.because
        == "Harm to a known adult was assessed as above low, and nobody is recorded as at risk."
    )
    public = {"children": "low", "public": "high", "known_adult": "low", "staff": "low"}
    assert_finds(people_protected(replace(assessed(harm=public), relations=(), flags=()), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(8, 12), "does not arise"), (day(8, 13), "missing")])
def test_without_a_flag_and_an_assessment_agencies_have_five_working_days(on: date, state: str) -> None:
    case = sound_case(relations=(), flags=(), checks=(), assessments=())
    assert_finds(people_protected(case, by(on)), state)


def test_a_question_that_is_still_in_time_protects_nobody_yet() -> None:
    case = sound_case(flags=(), checks=(unanswered(asked_on=day(11, 29)),))
    assert_finds(people_protected(case, by(day(12, 6))), "does not arise")
    finding = people_protected(case, by(day(12, 7)))
    assert_finds(finding, "missing")
    assert [record.kind for record in finding.records] == ["relation", "check"]


@pytest.mark.parametrize(("on", "state"), [(day(8, 12), "does not arise"), (day(8, 13), "missing")])
def test_a_flag_that_others_are_involved_wants_a_question(on: date, state: str) -> None:
    case = sound_case(checks=(), flags=(Flag(34, "mappa", day(8, 6)),))
    assert_finds(agencies_answered(case, by(on)), state)


def test_at_low_harm_no_visit_is_looked_for() -> None:
    assert_finds(home_visited(with_low_harm(), by()), "does not arise")


@pytest.mark.parametrize(("review_on", "state"), [(ON, "shown"), (day(12, 1), "missing"), (None, "missing")])
def test_the_next_look_at_a_flag_is_on_the_day_or_later(review_on: date | None, state: str) -> None:
    case = sound_case(flags=(Flag(34, "restraining_order", day(8, 6), review_on),))
    assert_finds(people_protected(case, by()), state)


@pytest.mark.parametrize(("asked_on", "state"), [(day(11, 4), "shown"), (day(11, 3), "missing")])
def test_after_a_call_out_both_agencies_are_asked_on_its_day_or_later(asked_on: date, state: str) -> None:
    checks = (asked("police", asked_on), asked("childrens_services", asked_on))
    assert_finds(people_protected(sound_case(events=(CALL_OUT,), checks=checks), by()), state)


@pytest.mark.parametrize("agency", ["police", "childrens_services"])
def test_after_a_call_out_one_agency_alone_is_not_enough(agency: str) -> None:
    case = sound_case(events=(CALL_OUT,), checks=(asked(agency, day(11, 5)),))
    assert_finds(people_protected(case, by()), "missing")


def test_after_contact_with_a_child_only_childrens_services_are_asked() -> None:
    seen = Event(71, "child_contact", day(11, 4))
    case = sound_case(events=(seen,), checks=(asked("childrens_services", day(11, 5)),))
    assert_finds(people_protected(case, by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(11, 6), "shown"), (day(11, 7), "missing")])
def test_the_agencies_are_asked_within_two_working_days(on: date, state: str) -> None:
    assert_finds(people_protected(sound_case(events=(CALL_OUT,)), by(on)), state)


def test_other_events_ask_for_no_protection() -> None:
    case = sound_case(events=(Event(71, "job_loss", day(11, 4)),))
    assert_finds(people_protected(case, by()), "shown")


@pytest.mark.parametrize(
    "checks", [(), (check(asked_on=None, answered_on=None, read_on=None, used_on=None),)]
)
def test_somebody_at_risk_and_nothing_that_protects_them_is_missing(checks: tuple[Check, ...]) -> None:
    case = sound_case(flags=(), checks=checks, relations=(Relation(32, "victim"),))
    assert_finds(people_protected(case, by()), "missing")


def test_somebody_at_risk_of_whom_an_agency_was_asked_is_shown() -> None:
    case = sound_case(flags=(), relations=(Relation(32, "victim"),))
    assert_finds(people_protected(case, by()), "shown")


def test_before_the_number_an_event_is_passed_over() -> None:
    case = sound_case(events=(replace(CALL_OUT, happened_on=day(5, 5, 2014)),), checks=())
    assert_finds(people_protected(case, by()), "shown")


# Agencies


def test_answers_that_were_used_are_shown() -> None:
    assert_finds(agencies_answered(sound_case(), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(8, 14), "does not arise"), (day(8, 15), "missing")])
def test_a_check_without_an_answer_is_chased_after_five_working_days(on: date, state: str) -> None:
    assert_finds(agencies_answered(sound_case(checks=(unanswered(),)), by(on)), state)


@pytest.mark.parametrize(
    "days",
    [{"read_on": None, "used_on": None}, {"used_on": None}],
    ids=["never read", "never used"],
)
def test_an_answer_that_was_not_used_is_missing_beside_one_that_was(days: dict[str, None]) -> None:
    case = sound_case(checks=(check(), check(62, "childrens_services", **days)))
    finding = agencies_answered(case, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [62]


@pytest.mark.parametrize(
    ("agency", "first", "then", "state"),
    [
        ("police", {}, {}, "shown"),
        ("childrens_services", {}, {}, "shown"),
        ("health", {}, {}, "missing"),
        ("police", {}, {"used_on": None}, "missing"),
        ("police", {"answered_on": day(8, 12)}, {}, "missing"),
        ("police", {"asked_on": day(10, 2)}, {}, "missing"),
    ],
    ids=[
        "asked anew",
        "asked anew of children’s services",
        "perhaps another clinic",
        "the second answer not used either",
        "an answer that lies unread",
        "asked again after the answer",
    ],
)
def test_an_answer_that_never_came_is_made_up_for_by_a_later_one_of_the_same_agency(
    agency: str, first: dict[str, date], then: dict[str, None], state: str
) -> None:
    never = {"answered_on": None, "read_on": None, "used_on": None} | first
    later = {"asked_on": day(10, 1), "answered_on": day(10, 3), "read_on": day(10, 4), "used_on": day(10, 7)}
    checks = (check(61, agency, **never), check(62, agency, **later | then))
    assert_finds(agencies_answered(sound_case(checks=checks), by()), state)


def test_a_used_answer_is_shown_beside_a_question_that_has_time() -> None:
    case = sound_case(checks=(check(), unanswered(62, "childrens_services", day(11, 29))))
    assert_finds(agencies_answered(case, by()), "shown")


@pytest.mark.parametrize(
    "case",
    [
        with_low_harm(),
        sound_case(checks=()),
        sound_case(checks=(check(asked_on=None, answered_on=None, read_on=None, used_on=None),)),
    ],
    ids=["low harm", "no check", "not asked"],
)
def test_without_harm_or_a_question_the_answers_do_not_arise(case: Case) -> None:
    assert_finds(agencies_answered(case, by()), "does not arise")


def test_what_was_asked_under_an_earlier_sentence_is_not_looked_at() -> None:
    case = sound_case(checks=(check(), unanswered(60, asked_on=day(8, 4))))
    assert_finds(agencies_answered(case, by()), "shown")
    before = sound_case(flags=(), checks=(unanswered(60, asked_on=day(8, 4)),))
    assert_finds(agencies_answered(before, by()), "does not arise")
    assert_finds(people_protected(before, by()), "missing")


def test_before_the_number_a_check_is_passed_over() -> None:
    old = sentence(sentenced_on=day(5, 1, 2014), starts_on=day(5, 1, 2014))
    case = sound_case(sentences=(old,), checks=(unanswered(asked_on=day(5, 5, 2014)),))
    assert_finds(agencies_answered(case, by()), "does not arise")


# Home visits

BEGAN_ON = day(11, 1, 2021)
LAST_DAYS = {"medium": day(12, 13, 2021), "high": day(11, 16, 2021)}


def since_2021(level: str, *given_contacts: Contact) -> Case:
    """An order of 1 November 2021, whose harm is of a level."""
    harm = {"children": "low", "public": level, "known_adult": "low", "staff": "low"}
    order = sentence(sentenced_on=BEGAN_ON, starts_on=BEGAN_ON)
    return replace(assessed(harm=harm), sentences=(order,), contacts=given_contacts)


def visit(on: date, **changes: Any) -> Contact:
    """A visit at home at which the person was met."""
    return contact(1, on, how="home_visit", **changes)


@pytest.mark.parametrize("level", LAST_DAYS)
def test_a_visit_is_in_time_on_the_last_day_and_not_after(level: str) -> None:
    last = LAST_DAYS[level]
    later = by(day(6, 1, 2022))
    assert_finds(home_visited(since_2021(level, visit(last)), later), "shown")
    assert_finds(home_visited(since_2021(level, visit(last + timedelta(days=1))), later), "missing")


@pytest.mark.parametrize("level", LAST_DAYS)
def test_a_visit_has_time_until_the_last_day(level: str) -> None:
    last = LAST_DAYS[level]
    assert_finds(home_visited(since_2021(level), by(last)), "does not arise")
    assert_finds(home_visited(since_2021(level), by(last + timedelta(days=1))), "missing")


def test_a_visit_at_which_nobody_was_at_home_is_none() -> None:
    case = since_2021("high", visit(day(11, 8, 2021), outcome="did_not_attend"))
    finding = home_visited(case, by(day(12, 1, 2021)))
    assert_finds(finding, "missing")
    assert [record.kind for record in finding.records] == ["assessment", "contact"]


def test_without_an_assessment_the_finding_rests_on_the_sentence() -> None:
    case = replace(since_2021("high"), assessments=())
    finding = home_visited(case, by(day(12, 1, 2021)))
    assert_finds(finding, "missing")
    assert [record.kind for record in finding.records] == ["sentence"]


def test_a_visit_before_the_start_is_none() -> None:
    case = since_2021("high", visit(day(10, 31, 2021)))
    assert_finds(home_visited(case, by(day(12, 1, 2021))), "missing")


@pytest.mark.parametrize("case", [delivered(), after_a_licence(), planned(), assessed(harm={})])
def test_before_the_numbers_no_visit_is_asked_for(case: Case) -> None:
    assert_finds(home_visited(case, by()), "does not arise")


@pytest.mark.parametrize(("outcome", "state"), [("attended", "shown"), ("cancelled_by_us", "missing")])
def test_before_the_numbers_a_visit_that_was_arranged_should_have_been_made(outcome: str, state: str) -> None:
    assert_finds(home_visited(only(visit(day(11, 1), outcome=outcome)), by()), state)


@pytest.mark.parametrize("on", [day(12, 3), day(12, 2)])
def test_a_visit_that_is_still_to_come_says_nothing_yet(on: date) -> None:
    assert_finds(home_visited(only(visit(on, outcome="")), by()), "does not arise")


def test_the_level_of_harm_is_that_of_the_latest_assessment() -> None:
    assert earlier_assessment().overall_harm == "low"
    assert_finds(met_often_enough(sound_case(), by()), "missing")
