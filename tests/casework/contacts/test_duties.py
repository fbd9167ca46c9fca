"""What is due about contacts appears, has its day, and vanishes with the facts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Sentence
from tests.factories import assessments, contacts, people, plans, sentences

from .conftest import TODAY, Case

pytestmark = pytest.mark.django_db
Duty = Callable[[QuerySet[Person], date], QuerySet[Any, dict[str, Any]]]
DUTIES: list[Duty] = [
    Contact.objects.outcome_due,
    Contact.objects.first_appointment_due,
    Contact.objects.plan_due,
    Contact.objects.contact_due,
    Contact.objects.home_visit_due,
    Contact.objects.pre_release_due,
    Contact.objects.actions_without_session,
]


def due(duty: Duty, on: date = TODAY) -> list[tuple[int, date]]:
    rows = duty(Person.objects.all(), on)
    return [(row["duty_subject"], row["duty_due_on"]) for row in rows]


def test_an_outcome_is_due_the_day_after_until_it_is_recorded(case: Case) -> None:
    row = contacts.contact(case.person, case.cast.officer, TODAY - timedelta(days=3))
    assert due(Contact.objects.outcome_due) == [(row.pk, TODAY - timedelta(days=2))]
    Contact.objects.update(outcome="did_not_attend")
    assert due(Contact.objects.outcome_due) == []


def test_a_contact_of_today_wants_no_outcome_yet(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, TODAY)
    assert due(Contact.objects.outcome_due) == []


def test_two_open_appointments_both_stay_due(case: Case) -> None:
    """The vignette of the two outcomes that nobody recorded."""
    for days in (2, 9):
        contacts.contact(case.person, case.cast.officer, TODAY - timedelta(days=days))
    assert len(due(Contact.objects.outcome_due)) == 2


def test_an_order_has_its_first_appointment_in_five_working_days(case: Case) -> None:
    assert due(Contact.objects.first_appointment_due) == [(case.sentence.pk, date(2026, 8, 10))]
    contacts.contact(case.person, case.cast.officer, date(2026, 8, 6))
    assert due(Contact.objects.first_appointment_due) == []


def test_a_licence_has_its_first_appointment_the_next_working_day(case: Case) -> None:
    Sentence.objects.update(kind="licence", starts_on=date(2026, 8, 7))
    assert due(Contact.objects.first_appointment_due) == [(case.sentence.pk, date(2026, 8, 10))]


def test_an_appointment_that_we_cancelled_was_none(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 8, 6), "cancelled_by_us")
    assert len(due(Contact.objects.first_appointment_due)) == 1


def test_an_ended_sentence_asks_for_nothing(case: Case) -> None:
    Sentence.objects.update(ended_on=TODAY, end="completed")
    assert [due(duty) for duty in DUTIES] == [[] for _ in DUTIES]


def test_a_plan_is_due_fifteen_working_days_after_the_person_first_came(case: Case) -> None:
    case.plan.delete()
    contacts.contact(case.person, case.cast.officer, date(2026, 8, 5), "did_not_attend")
    assert due(Contact.objects.plan_due) == []
    contacts.contact(case.person, case.cast.officer, date(2026, 8, 7), "attended")
    assert due(Contact.objects.plan_due) == [(case.sentence.pk, date(2026, 8, 28))]
    plans.plan(case.person, case.cast.officer)
    assert due(Contact.objects.plan_due) == []


def test_a_draft_is_no_plan(case: Case) -> None:
    case.plan.delete()
    plans.plan(case.person, case.cast.officer, completed=False)
    contacts.contact(case.person, case.cast.officer, date(2026, 8, 7), "attended")
    assert len(due(Contact.objects.plan_due)) == 1


def test_a_person_is_seen_as_often_as_the_plan_says(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 5), "attended")
    assert due(Contact.objects.contact_due) == [(case.plan.pk, date(2026, 10, 19))]
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 16))
    assert due(Contact.objects.contact_due) == []


def test_whoever_was_never_seen_is_due_from_the_day_of_the_plan(case: Case) -> None:
    assert due(Contact.objects.contact_due) == [(case.plan.pk, date(2026, 9, 7))]


def test_everybody_is_seen_monthly_whatever_the_plan_says(case: Case) -> None:
    case.plan.contact_every_days = 90
    case.plan.save()
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 5), "attended")
    assert due(Contact.objects.contact_due) == [(case.plan.pk, date(2026, 11, 5))]


@pytest.mark.parametrize("how", ["telephone", "video"])
def test_a_call_is_no_meeting(case: Case, how: str) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 12), "attended", how=how)
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 16), how=how)
    assert due(Contact.objects.contact_due) == [(case.plan.pk, date(2026, 9, 7))]


def test_an_appointment_months_away_is_no_contact(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2027, 1, 11))
    assert len(due(Contact.objects.contact_due)) == 1


@pytest.mark.parametrize(
    ("level", "day"),
    [
        (None, date(2026, 8, 18)),
        (1, date(2026, 10, 26)),
        (2, date(2026, 9, 14)),
        (3, date(2026, 8, 18)),
        (4, date(2026, 8, 18)),
    ],
)
def test_a_home_visit_is_due_by_the_level_of_harm(case: Case, level: int | None, day: date) -> None:
    if level:
        assessments.assessment(case.person, case.cast.officer, harm_to_public=level)
    assert due(Contact.objects.home_visit_due) == [(case.sentence.pk, day)]


def test_a_home_visit_at_which_nobody_was_in_is_none(case: Case) -> None:
    visit = contacts.contact(
        case.person, case.cast.officer, date(2026, 9, 1), "did_not_attend", how="home_visit"
    )
    assert len(due(Contact.objects.home_visit_due)) == 1
    Contact.objects.filter(pk=visit.pk).update(outcome="attended")
    assert due(Contact.objects.home_visit_due) == []


def test_somebody_is_met_two_weeks_before_release(case: Case) -> None:
    licence = sentences.sentence(
        case.person, kind="licence", starts_on=None, ends_on=None, release_expected_on=date(2026, 12, 1)
    )
    assert due(Contact.objects.pre_release_due) == [(licence.pk, date(2026, 11, 17))]
    contacts.contact(case.person, case.cast.officer, TODAY, "attended", purpose="pre_release")
    assert due(Contact.objects.pre_release_due) == []


def test_an_action_that_wants_sessions_has_one_in_four_weeks(case: Case) -> None:
    assert due(Contact.objects.actions_without_session) == [(case.action.pk, date(2026, 9, 21))]
    held = contacts.contact(
        case.person, case.cast.officer, TODAY - timedelta(days=28), "attended", worked_on=case.action
    )
    assert due(Contact.objects.actions_without_session) == [(case.action.pk, TODAY)]
    Contact.objects.filter(pk=held.pk).update(held_on=TODAY - timedelta(days=27))
    assert due(Contact.objects.actions_without_session) == []


def test_an_action_for_which_a_session_is_arranged_is_in_order(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, TODAY, planned_action=case.action)
    assert due(Contact.objects.actions_without_session) == []


def next_version(case: Case) -> Action:
    """The same action in a new version of the plan, completed a week ago."""
    at = datetime(2026, 10, 7, 10, tzinfo=UTC)
    goal = plans.goal(plans.plan(case.person, case.cast.officer, at=at, follows=case.plan))
    return plans.action(goal, carried_from=case.action)


@pytest.mark.parametrize("versions", [1, 2])
def test_a_session_arranged_before_the_plan_changed_still_counts(case: Case, versions: int) -> None:
    contacts.contact(case.person, case.cast.officer, TODAY, planned_action=case.action)
    for _ in range(versions):
        next_version(case)
    assert due(Contact.objects.actions_without_session) == []


def test_a_new_version_of_the_plan_does_not_set_the_clock_back(case: Case) -> None:
    action = next_version(case)
    assert due(Contact.objects.actions_without_session) == [(action.pk, date(2026, 9, 21))]
    held_on = TODAY - timedelta(days=28)
    contacts.contact(case.person, case.cast.officer, held_on, "attended", worked_on=case.action)
    assert due(Contact.objects.actions_without_session) == [(action.pk, TODAY)]
    Contact.objects.update(held_on=TODAY - timedelta(days=27))
    assert due(Contact.objects.actions_without_session) == []


def test_no_session_is_missing_for_a_goal_that_is_reached(case: Case) -> None:
    type(case.action.goal).objects.update(achieved_on=TODAY)
    assert due(Contact.objects.actions_without_session) == []


@pytest.mark.parametrize("change", [{"done_on": TODAY}, {"sessions": 0}])
def test_an_action_that_is_done_or_wants_no_session_asks_for_none(case: Case, change: dict[str, Any]) -> None:
    type(case.action).objects.update(**change)
    assert due(Contact.objects.actions_without_session) == []


def test_every_duty_is_of_the_people_asked_about_and_one_statement(
    case: Case, django_assert_num_queries: Any
) -> None:
    other = people.person(case.cast.colleague)
    sentences.sentence(other)
    contacts.contact(other, case.cast.colleague, date(2026, 10, 1))
    nobody = Person.objects.filter(pk=0)
    for duty in DUTIES:
        with django_assert_num_queries(1):
            list(duty(Person.objects.filter(pk=other.pk), TODAY))
        assert not duty(nobody, TODAY).exists()


def test_all_duties_lie_side_by_side_sorted_by_the_day(case: Case) -> None:
    contacts.contact(case.person, case.cast.officer, date(2026, 10, 1))
    first, *others = [duty(Person.objects.all(), TODAY) for duty in DUTIES]
    together = first.union(*others, all=True).order_by("duty_due_on")
    days = [row["duty_due_on"] for row in together]
    assert len(days) > 2
    assert days == sorted(days)
    assert {row["duty_person"] for row in together} == {case.person.pk}
