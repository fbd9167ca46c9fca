"""What plans and reviews ask for: it appears, with its day, and vanishes when the facts satisfy it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Action, Plan, Review
from caseward.rules import reviews
from caseward.rules.risk_of_harm import RISING
from caseward.shared.records.models import practice, working_calendar
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

ON = date(2026, 11, 9)
HAPPENED = date(2026, 11, 2)


def due(rows: Any, person: Person) -> list[dict[str, Any]]:
    """The duties of one person."""
    return list(rows(Person.objects.filter(pk=person.pk), ON))


def event_of(person: Person, cast: CaseworkCast, kind: str = "arrest") -> ChangeEvent:
    return people.change_event(person, kind, by=cast.officer, happened_on=HAPPENED)


def test_a_change_calls_for_a_review(cast: CaseworkCast, person: Person) -> None:
    assessments.assessment(person, cast.officer)
    event = event_of(person, cast)
    assert due(Review.objects.due_by_event, person) == [
        {
            "duty_person": person.pk,
            "duty_subject": event.pk,
            "duty_since_on": HAPPENED,
            "duty_due_on": date(2026, 11, 9),
        }
    ]


@pytest.mark.parametrize("level", ["", *RISING])
@pytest.mark.parametrize("kind", ["arrest", "move"])
def test_the_day_of_a_review_of_a_change_is_the_one_that_the_rule_gives(
    cast: CaseworkCast, person: Person, level: str, kind: str
) -> None:
    harm = RISING.index(level) + 1 if level else None
    assessments.assessment(person, cast.officer, harm_to_public=harm)
    event_of(person, cast, kind)
    [row] = due(Review.objects.due_by_event, person)
    rule = reviews.review_by_event(kind, HAPPENED, level, practice(), working_calendar())
    assert row["duty_due_on"] == rule.on


@pytest.mark.parametrize("level", ["", *RISING])
@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 3, 15), date(2025, 11, 30)])
def test_the_day_of_a_review_by_time_is_the_one_that_the_rule_gives(
    cast: CaseworkCast, person: Person, level: str, day: date
) -> None:
    if level:
        assessments.assessment(person, cast.officer, harm_to_public=RISING.index(level) + 1)
    plan = plans.plan(person, cast.officer, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    [row] = due(Review.objects.due_by_time, person)
    rule = reviews.review_by_time(day, level, practice(), working_calendar())
    assert (row["duty_subject"], row["duty_due_on"]) == (plan.pk, rule.on)


def test_what_nobody_assessed_is_reviewed_as_high_harm_never_as_low(
    cast: CaseworkCast, person: Person
) -> None:
    event_of(person, cast)
    [row] = due(Review.objects.due_by_event, person)
    assert row["duty_due_on"] == date(2026, 11, 4)


def test_what_happened_before_any_number_was_known_is_due_at_once(cast: CaseworkCast, person: Person) -> None:
    people.change_event(person, "arrest", by=cast.officer, happened_on=date(2014, 5, 1))
    [row] = due(Review.objects.due_by_event, person)
    assert row["duty_due_on"] == date(2014, 5, 1)


def test_a_concluded_review_of_the_change_settles_it(cast: CaseworkCast, person: Person) -> None:
    plans.review(person, cast.officer, event_of(person, cast))
    assert not due(Review.objects.due_by_event, person)


def test_a_review_that_is_only_begun_settles_nothing(cast: CaseworkCast, person: Person) -> None:
    plans.review(person, cast.officer, event_of(person, cast), concluded=False)
    assert due(Review.objects.due_by_event, person)


def test_a_review_of_another_change_settles_nothing(cast: CaseworkCast, person: Person) -> None:
    event = event_of(person, cast)
    plans.review(person, cast.officer, event_of(person, cast, "move"))
    [row] = due(Review.objects.due_by_event, person)
    assert row["duty_subject"] == event.pk


def test_an_event_recorded_in_error_calls_for_nothing(cast: CaseworkCast, person: Person) -> None:
    event = event_of(person, cast)
    event.withdrawn_because = "It was somebody else."
    event.save()
    assert not due(Review.objects.due_by_event, person)


@pytest.mark.parametrize("duty", ["due_by_event", "due_by_time"])
def test_nothing_is_reviewed_once_every_sentence_has_ended(
    cast: CaseworkCast, person: Person, duty: str
) -> None:
    event_of(person, cast)
    plans.plan(person, cast.officer)
    sentence = sentences.sentence(person)
    assert due(getattr(Review.objects, duty), person)
    sentence.ended_on = date(2026, 11, 3)
    sentence.save()
    assert not due(getattr(Review.objects, duty), person)


def test_the_next_review_by_time_counts_from_the_last_one(cast: CaseworkCast, person: Person) -> None:
    assessments.assessment(person, cast.officer)
    plans.plan(person, cast.officer)
    assert due(Review.objects.due_by_time, person)[0]["duty_due_on"] == date(2026, 12, 24)
    plans.review(person, cast.officer, at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    assert due(Review.objects.due_by_time, person)[0]["duty_due_on"] == date(2027, 2, 5)


def test_a_review_older_than_the_plan_does_not_count(cast: CaseworkCast, person: Person) -> None:
    assessments.assessment(person, cast.officer)
    plans.review(person, cast.officer, at=datetime(2026, 1, 5, 12, tzinfo=UTC))
    plans.plan(person, cast.officer)
    assert due(Review.objects.due_by_time, person)[0]["duty_due_on"] == date(2026, 12, 24)


def test_without_a_plan_that_holds_no_time_runs(cast: CaseworkCast, person: Person) -> None:
    plans.plan(person, cast.officer, completed=False)
    assert not due(Review.objects.due_by_time, person)


def test_an_action_of_the_plan_that_holds_is_due_on_its_day(cast: CaseworkCast, person: Person) -> None:
    action = plans.action(plans.goal(plans.plan(person, cast.officer)), by_on=date(2026, 10, 1))
    assert due(Action.objects.overdue, person) == [
        {
            "duty_person": person.pk,
            "duty_subject": action.pk,
            "duty_since_on": date(2026, 8, 24),
            "duty_due_on": date(2026, 10, 1),
        }
    ]


def test_an_action_that_is_done_is_not_due(cast: CaseworkCast, person: Person) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer)), done_on=date(2026, 9, 1))
    assert not due(Action.objects.overdue, person)


def test_an_action_towards_a_goal_that_is_reached_is_not_due(cast: CaseworkCast, person: Person) -> None:
    goal = plans.goal(plans.plan(person, cast.officer))
    plans.action(goal)
    goal.achieved_on = date(2026, 10, 2)
    goal.save()
    assert not due(Action.objects.overdue, person)


def test_an_action_of_an_earlier_version_is_not_due(cast: CaseworkCast, person: Person) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer)))
    plans.plan(person, cast.officer, at=datetime(2026, 9, 1, 10, tzinfo=UTC))
    assert not due(Action.objects.overdue, person)


def test_an_action_of_a_draft_is_not_due(cast: CaseworkCast, person: Person) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer, completed=False)))
    assert not due(Action.objects.overdue, person)


def test_no_action_is_due_once_every_sentence_has_ended(cast: CaseworkCast, person: Person) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer)))
    sentences.sentence(person, ended_on=date(2026, 11, 3))
    assert not due(Action.objects.overdue, person)


def test_the_latest_completed_version_holds(cast: CaseworkCast, person: Person) -> None:
    plans.plan(person, cast.officer)
    later = plans.plan(person, cast.officer, at=datetime(2026, 9, 1, 10, tzinfo=UTC))
    plans.plan(person, cast.officer, completed=False)
    assert list(Plan.objects.holding()) == [later]


def test_of_two_versions_completed_at_the_same_moment_one_holds(cast: CaseworkCast, person: Person) -> None:
    plans.plan(person, cast.officer)
    later = plans.plan(person, cast.officer)
    assert list(Plan.objects.holding()) == [later]


def test_each_kind_of_duty_is_one_statement_and_can_be_joined_to_others(
    cast: CaseworkCast, person: Person
) -> None:
    plans.action(plans.goal(plans.plan(person, cast.officer)))
    event_of(person, cast)
    everybody = Person.objects.all()
    by_event = Review.objects.due_by_event(everybody, ON)
    with CaptureQueriesContext(connection) as statements:
        rows = by_event.union(
            Review.objects.due_by_time(everybody, ON), Action.objects.overdue(everybody, ON), all=True
        )
        assert len(rows.order_by("duty_due_on")[:25]) == 3
    assert len(statements) == 1
