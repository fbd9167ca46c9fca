"""How the sentence was carried out and what was delivered."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseward.rules.readiness.delivering import met_before_release, requirements_started
from caseward.rules.readiness.facts import Case, Contact, Goal, Plan, Requirement
from caseward.rules.readiness.planned_work import met_as_planned, partners_involved, work_delivered
from tests.rules.readiness.cases import PLANNED_ON, SENTENCED_ON, by, goals, plan, planned, sentence
from tests.rules.readiness.cases_delivering import (
    after_a_licence,
    after_custody,
    assert_finds,
    contact,
    contacts,
    day,
    delivered,
    missed,
    only,
    unpaid_work_order,
    with_contacts,
)

EARLY = contact(1, day(8, 9))
"""An appointment in the first week of the order."""


def started(*given_requirements: Requirement) -> Case:
    """An appointment in time, and these requirements."""
    return only(EARLY, sentences=(sentence(requirements=given_requirements),))


# The start


def test_an_order_with_an_appointment_and_a_session_in_time_has_started() -> None:
    assert_finds(requirements_started(delivered(), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(8, 12), "shown"), (day(8, 13), "missing")])
def test_the_first_appointment_of_an_order_is_in_time_until_the_fifth_working_day(
    on: date, state: str
) -> None:
    case = only(contact(1, on), sentences=(sentence(requirements=()),))
    assert_finds(requirements_started(case, by()), state)


@pytest.mark.parametrize(("on", "state"), [(day(8, 12), "does not arise"), (day(8, 13), "missing")])
def test_without_an_appointment_it_is_too_early_until_the_time_is_over(on: date, state: str) -> None:
    finding = requirements_started(only(), by(on))
    assert_finds(finding, state)
    assert finding.because.startswith("It is too early") == (state != "missing")


def test_an_appointment_that_was_arranged_in_time_counts_before_it_is_held() -> None:
    case = only(contact(1, day(8, 12), outcome=""), sentences=(sentence(requirements=()),))
    assert_finds(requirements_started(case, by(day(8, 6))), "shown")


def test_what_is_held_on_the_first_day_itself_counts() -> None:
    first_day = contact(1, SENTENCED_ON, purpose="rar")
    assert_finds(requirements_started(only(first_day), by()), "shown")


@pytest.mark.parametrize("outcome", ["cancelled_by_us", "moved_by_us", "sent_home_by_us"])
def test_an_appointment_that_we_did_not_hold_starts_nothing(outcome: str) -> None:
    case = only(contact(1, day(8, 9), outcome=outcome), sentences=(sentence(requirements=()),))
    assert_finds(requirements_started(case, by()), "missing")


@pytest.mark.parametrize(("on", "state"), [(day(9, 16), "shown"), (day(9, 17), "missing")])
def test_the_first_session_of_activity_is_in_time_for_six_weeks(on: date, state: str) -> None:
    case = only(EARLY, contact(2, on, purpose="rar"))
    assert_finds(requirements_started(case, by()), state)


def test_a_session_for_an_action_of_the_requirement_starts_it() -> None:
    case = only(EARLY, contact(2, day(9, 10), worked_on=91))
    assert_finds(requirements_started(case, by()), "shown")


@pytest.mark.parametrize(
    "other",
    [
        contact(2, day(9, 10), purpose="rar", requirement=99),
        contact(2, day(8, 2), purpose="rar"),
        missed(2, day(9, 10), purpose="rar"),
        contact(2, day(9, 10)),
    ],
    ids=["of another requirement", "before the start", "missed", "for something else"],
)
def test_other_contacts_start_no_requirement(other: Contact) -> None:
    assert_finds(requirements_started(only(other, EARLY), by()), "missing")


def test_what_has_no_sessions_or_is_done_is_not_asked_for() -> None:
    curfew = Requirement(12, "curfew", 3, SENTENCED_ON)
    done = Requirement(13, "unpaid_work", 40, SENTENCED_ON, completed_on=day(10, 1))
    assert_finds(requirements_started(started(curfew, done), by()), "shown")


def test_supervision_that_goes_on_from_a_licence_has_no_start_of_its_own() -> None:
    assert_finds(requirements_started(after_a_licence(), by()), "does not arise")


@pytest.mark.parametrize("changes", [{"ended_on": None}, {"ended_on": None, "ends_on": None}])
def test_a_licence_of_which_only_the_planned_end_is_known_is_gone_on_from(changes: dict[str, Any]) -> None:
    case = after_a_licence()
    licence = replace(case.earlier_sentences[0], **changes)
    state = "missing" if "ends_on" in changes else "does not arise"
    assert_finds(requirements_started(replace(case, earlier_sentences=(licence,)), by()), state)


def test_a_licence_that_nobody_has_ended_yet_is_gone_on_from_as_well() -> None:
    case = after_a_licence(EARLY)
    licence = replace(case.earlier_sentences[0], ended_on=None)
    both = replace(case, sentences=(licence, *case.sentences), earlier_sentences=())
    finding = requirements_started(both, by())
    assert_finds(finding, "missing")
    assert [record.key for record in finding.records] == [2, 1]


def test_before_the_numbers_nothing_is_known_of_a_start() -> None:
    old = sentence(sentenced_on=day(8, 5, 2013), starts_on=day(8, 5, 2013), requirements=())
    finding = requirements_started(only(sentences=(old,)), by())
    assert_finds(finding, "does not arise")
    assert finding.because.endswith("nothing can be said.")


def test_in_a_year_without_bank_holidays_nothing_is_known_of_a_start() -> None:
    far = sentence(starts_on=day(8, 5, 2040), requirements=())
    assert_finds(requirements_started(only(sentences=(far,)), by(day(12, 2, 2040))), "does not arise")


@given(st.integers(0, 400))
def test_a_late_start_stays_missing_on_every_later_day(days: int) -> None:
    case = only(contact(1, day(8, 13)), sentences=(sentence(requirements=()),))
    assert_finds(requirements_started(case, by(day(8, 13) + timedelta(days=days))), "missing")


# Before release


@pytest.mark.parametrize(("on", "state"), [(day(7, 22), "shown"), (day(7, 23), "missing")])
def test_a_contact_before_release_is_in_time_two_weeks_before_it(on: date, state: str) -> None:
    case = after_custody(contact(1, on, purpose="pre_release", how="telephone"))
    assert_finds(met_before_release(case, by()), state)


@pytest.mark.parametrize(("on", "state"), [(day(8, 4), "shown"), (day(8, 5), "missing")])
def test_where_custody_was_short_any_day_before_release_will_do(on: date, state: str) -> None:
    case = after_custody(contact(1, on))
    short = replace(case.sentences[0], sentenced_on=day(7, 23))
    assert_finds(met_before_release(replace(case, sentences=(short,)), by()), state)


def test_custody_of_two_weeks_leaves_time_to_meet_two_weeks_before_release() -> None:
    case = after_custody(contact(1, day(7, 23)))
    long_enough = replace(case.sentences[0], sentenced_on=day(7, 22))
    assert_finds(met_before_release(replace(case, sentences=(long_enough,)), by()), "missing")


def test_after_a_licence_it_is_the_release_that_counts() -> None:
    before_the_change = contact(1, day(10, 1))
    assert_finds(met_before_release(after_a_licence(before_the_change), by()), "missing")
    assert_finds(met_before_release(after_a_licence(contact(1, day(7, 1))), by()), "shown")


def test_an_order_has_no_release() -> None:
    assert_finds(met_before_release(delivered(), by()), "does not arise")


def test_before_the_number_nothing_is_known_of_a_release() -> None:
    old = replace(after_custody().sentences[0], sentenced_on=day(1, 7, 2013), starts_on=day(8, 5, 2013))
    assert_finds(met_before_release(only(sentences=(old,)), by()), "does not arise")


# Sessions


def test_planned_sessions_that_are_held_are_shown() -> None:
    assert_finds(work_delivered(delivered(), by()), "shown")


def test_without_a_plan_or_an_action_nothing_that_was_planned_is_delivered() -> None:
    assert_finds(work_delivered(planned(goals=()), by()), "missing")
    assert_finds(work_delivered(delivered(plans=()), by()), "missing")


def _without_sessions(**changes: Any) -> tuple[Goal, ...]:
    """The goals, each with an action that names no number of sessions."""
    return tuple(
        replace(goal, actions=tuple(replace(each, sessions=0, **changes) for each in goal.actions))
        for goal in goals()
    )


@pytest.mark.parametrize(("on", "state"), [(day(9, 24), "does not arise"), (day(9, 25), "missing")])
def test_what_names_no_sessions_is_worked_on_within_four_weeks_too(on: date, state: str) -> None:
    assert_finds(work_delivered(only(plans=(plan(goals=_without_sessions()),)), by(on)), state)


def test_work_on_one_action_that_names_no_sessions_is_delivery() -> None:
    worked_on = contact(1, day(9, 2), worked_on=92)
    assert_finds(work_delivered(only(worked_on, plans=(plan(goals=_without_sessions()),)), by()), "shown")
    cancelled = replace(worked_on, outcome="cancelled_by_us")
    assert_finds(work_delivered(only(cancelled, plans=(plan(goals=_without_sessions()),)), by()), "missing")


def test_an_action_without_sessions_that_is_done_was_delivered() -> None:
    done = plan(goals=_without_sessions(done_on=day(10, 1)))
    assert_finds(work_delivered(only(plans=(done,)), by()), "shown")
    first, *others = _without_sessions()
    achieved = plan(goals=(replace(first, achieved_on=day(10, 1)), *others))
    assert_finds(work_delivered(only(plans=(achieved,)), by()), "shown")


def test_work_on_an_action_that_a_later_plan_dropped_as_done_still_counts() -> None:
    first, *others = goals()
    done = plan(goals=(replace(first, actions=(replace(first.actions[0], done_on=day(10, 1)),)), *others))
    now = plan(key=72, number=2, completed_on=day(11, 20), goals=_planned_anew())
    session = contact(1, day(9, 9), worked_on=91)
    others_worked = (contact(2, day(9, 16), worked_on=93),)
    assert_finds(work_delivered(only(session, *others_worked, plans=(done, now)), by()), "shown")
    assert_finds(work_delivered(only(*others_worked, plans=(done, now)), by()), "missing")


def _planned_anew() -> tuple[Goal, ...]:
    """One goal with an action that was not planned before."""
    [action] = goals()[2].actions
    return (replace(goals()[2], actions=(replace(action, key=99, first=99),)),)


@pytest.mark.parametrize(("on", "state"), [(day(9, 24), "does not arise"), (day(9, 25), "missing")])
def test_a_new_action_has_four_weeks_until_its_first_session(on: date, state: str) -> None:
    assert_finds(work_delivered(only(), by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(12, 27), "shown"), (day(12, 28), "missing")])
def test_the_last_session_is_no_older_than_four_weeks(on: date, state: str) -> None:
    assert_finds(work_delivered(delivered(), by(on)), state)


def test_one_action_that_was_never_worked_on_is_missing_beside_others() -> None:
    without = tuple(replace(each, worked_on=91) if each.worked_on == 93 else each for each in contacts())
    assert_finds(work_delivered(delivered(contacts=without), by()), "missing")


def test_check_ins_since_the_last_session_keep_nothing_going() -> None:
    since = tuple(
        replace(each, worked_on=None) if each.held_on > day(10, 31) else each for each in contacts()
    )
    assert_finds(work_delivered(delivered(contacts=since), by()), "missing")


def test_actions_that_are_done_or_whose_goal_is_achieved_want_no_more_sessions() -> None:
    first, second, third = goals()
    done = replace(first, actions=(replace(first.actions[0], done_on=day(10, 1)),))
    achieved = replace(third, achieved_on=day(10, 1))
    finished = plan(goals=(done, second, achieved))
    held = tuple(each for each in contacts() if each.held_on < day(10, 1))
    assert_finds(work_delivered(delivered(contacts=held, plans=(finished,)), by()), "shown")


def test_an_action_that_is_called_done_and_was_never_worked_on_is_missing() -> None:
    first, *others = goals()
    done = replace(first, actions=(replace(first.actions[0], done_on=day(10, 1)),))
    held = tuple(each for each in contacts() if each.worked_on != 91)
    assert_finds(
        work_delivered(delivered(contacts=held, plans=(plan(goals=(done, *others)),)), by()), "missing"
    )


def test_a_new_version_of_the_plan_does_not_set_the_clock_back() -> None:
    again = plan(key=72, number=2, completed_on=day(11, 25))
    assert_finds(work_delivered(only(plans=(plan(), again)), by()), "missing")


def test_before_the_number_nothing_is_known_of_sessions() -> None:
    assert_finds(work_delivered(delivered(), by(day(8, 27, 2014))), "does not arise")


# Other organisations


@pytest.mark.parametrize(
    "made",
    [
        contact(1, PLANNED_ON, purpose="three_way"),
        contact(1, day(10, 1), purpose="third_party"),
        contact(1, day(10, 1), worked_on=92),
    ],
    ids=["meeting", "talk about the person", "session"],
)
def test_something_that_happened_with_the_organisation_is_shown(made: Contact) -> None:
    assert_finds(partners_involved(only(made), by()), "shown")


def test_an_action_that_is_done_is_shown() -> None:
    second = goals()[1]
    done = replace(second, actions=(replace(second.actions[0], done_on=day(10, 1)),))
    assert_finds(partners_involved(planned(goals=(done,)), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(9, 24), "does not arise"), (day(9, 25), "missing")])
def test_an_organisation_has_four_weeks_until_something_happens_with_it(on: date, state: str) -> None:
    assert_finds(partners_involved(only(), by(on)), state)


@pytest.mark.parametrize("case", [planned(goals=goals()[:1]), delivered(plans=())])
def test_without_an_organisation_in_the_plan_it_does_not_arise(case: Case) -> None:
    assert_finds(partners_involved(case, by()), "does not arise")


def test_before_the_number_nothing_is_known_of_organisations() -> None:
    assert_finds(partners_involved(planned(completed_on=day(8, 27, 2014)), by()), "does not arise")


# Contact as planned


def test_contact_as_often_as_planned_is_shown() -> None:
    assert_finds(met_as_planned(delivered(), by()), "shown")


@pytest.mark.parametrize(("on", "state"), [(day(12, 27), "shown"), (day(12, 28), "missing")])
def test_the_last_contact_is_no_older_than_twice_the_interval(on: date, state: str) -> None:
    assert_finds(met_as_planned(delivered(), by(on)), state)


@pytest.mark.parametrize(("on", "state"), [(day(9, 24), "shown"), (day(9, 25), "missing")])
def test_a_gap_may_be_twice_the_interval_and_no_longer(on: date, state: str) -> None:
    assert_finds(met_as_planned(only(contact(1, on)), by(on)), state)


def test_without_a_contact_it_is_too_early_for_twice_the_interval() -> None:
    assert_finds(met_as_planned(only(EARLY), by(day(9, 24))), "does not arise")


def test_a_call_is_no_contact_where_the_plan_says_face_to_face() -> None:
    calls = tuple(replace(each, how="telephone") for each in contacts())
    assert_finds(met_as_planned(delivered(contacts=calls), by()), "missing")
    mixed = delivered(contacts=calls, plans=(plan(contact_how="mixed"),))
    assert_finds(met_as_planned(mixed, by()), "shown")


def test_a_gap_is_measured_by_the_plan_that_held_when_it_began() -> None:
    monthly = plan(key=72, number=2, completed_on=day(11, 30), contact_every_days=31)
    few = tuple(each for each in contacts() if not day(9, 21) < each.held_on < day(11, 29))
    assert_finds(met_as_planned(delivered(contacts=few, plans=(plan(), monthly)), by()), "missing")


@pytest.mark.parametrize(("on", "state"), [(day(12, 18), "missing"), (day(12, 19), "shown")])
def test_a_gap_that_ended_more_than_twelve_weeks_ago_has_been_put_right(on: date, state: str) -> None:
    since = (contact(number, day(9, 25) + timedelta(days=14 * number)) for number in range(8))
    assert_finds(met_as_planned(only(*since), by(on)), state)


def test_a_gap_is_looked_at_from_its_beginning() -> None:
    """With contact planned every 50 days, 101 days are too long, though the last 12 weeks are only 84."""
    seldom = plan(contact_every_days=50)
    assert_finds(met_as_planned(only(plans=(seldom,)), by(day(12, 6))), "missing")


@pytest.mark.parametrize("plans", [(), (plan(contact_every_days=None),)])
def test_where_no_plan_says_how_often_the_level_of_harm_does(plans: tuple[Plan, ...]) -> None:
    """Medium harm asks for every 28 days, so that 56 days are the most."""
    came = contact(1, day(8, 20))
    assert_finds(met_as_planned(only(came, plans=()), by(day(10, 15))), "shown")
    assert_finds(met_as_planned(only(came, plans=()), by(day(10, 16))), "missing")
    assert_finds(met_as_planned(delivered(plans=plans), by()), "shown")
    assert_finds(met_as_planned(only(plans=plans), by()), "missing")


def test_before_any_number_and_without_a_plan_nothing_is_known_of_contact() -> None:
    assert_finds(met_as_planned(delivered(plans=()), by(day(8, 27, 2013))), "does not arise")


def test_a_plan_says_how_often_before_any_number_is_in_force() -> None:
    old = plan(completed_on=day(1, 7, 2013))
    assert_finds(met_as_planned(only(plans=(old,)), by(day(2, 5, 2013))), "missing")
    without = replace(old, contact_every_days=None)
    assert_finds(
        met_as_planned(
            only(plans=(without, replace(old, completed_on=day(2, 1, 2013)))), by(day(2, 5, 2013))
        ),
        "does not arise",
    )


@given(st.sets(st.integers(1, 96), max_size=12))
def test_contact_is_missing_exactly_where_a_gap_is_over_four_weeks(days: set[int]) -> None:
    held = [contact(number, PLANNED_ON + timedelta(days=number)) for number in sorted(days)]
    ends = [0, *sorted(days), (by().on - PLANNED_ON).days]
    longest = max(later - earlier for earlier, later in pairwise(ends))
    finding = met_as_planned(only(*held), by())
    assert (finding.state == "missing") == (longest > 28)


def test_unpaid_work_is_a_requirement_with_sessions() -> None:
    case = with_contacts(contact(1, day(8, 20), purpose="unpaid_work"), sentences=(unpaid_work_order(),))
    assert_finds(requirements_started(case, by()), "shown")
