"""Tariq came out with no licence conditions asked for; if things got worse: more reporting and recall."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import Person
from caseward.casework.plans import actions, policies
from caseward.casework.plans.actions.contingencies import PlannedContingency
from caseward.casework.plans.models import Plan
from caseward.casework.sentences.models import LicenceCondition, Sentence
from caseward.shared.records.models import NotAllowed
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
RELEASED = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """His officer, and others."""
    return people.casework_cast()


@pytest.fixture
def tariq(cast: CaseworkCast) -> Person:
    """In prison until the first of December, with a licence to follow; high harm."""
    person = people.person(cast.officer, name="Tariq")
    sentences.sentence(
        person, kind=Sentence.Kind.LICENCE, starts_on=None, ends_on=None, release_expected_on=RELEASED
    )
    assessments.assessment(person, cast.officer, needs=(Area.THINKING,), harm_to_public=3)
    return person


@pytest.fixture
def draft(cast: CaseworkCast, tariq: Person) -> Plan:
    """A plan with everything but a contingency."""
    plan = plans.plan(tariq, cast.officer, completed=False)
    plans.action(plans.goal(plan))
    return plan


def test_conditions_are_asked_for_four_weeks_before_release(cast: CaseworkCast, tariq: Person) -> None:
    [row] = Sentence.objects.conditions_not_requested(Person.objects.all(), TODAY)
    assert (row["duty_person"], row["duty_due_on"]) == (tariq.pk, date(2026, 11, 3))
    LicenceCondition.objects.create(
        sentence=tariq.sentences.get(),
        text="Not to go near the estate.",
        why="The people he offended with live there.",
        requested_at=NOW,
        requested_by=cast.officer,
    )
    assert not Sentence.objects.conditions_not_requested(Person.objects.all(), TODAY)


@pytest.mark.parametrize(
    ("trigger", "action", "who"),
    [
        ("", "More reporting and recall", ""),
        ("", "More reporting and recall", "The officer"),
        ("None", "More reporting and recall", "The officer"),
        ("More reporting and recall", "More reporting and recall.", "The officer"),
        ("He meets the old group", "More reporting and recall", ""),
        ("He meets the old group", "More reporting and recall", "tbc"),
        ("He meets the old group", "", "The officer"),
    ],
)
def test_more_reporting_and_recall_is_no_contingency(
    cast: CaseworkCast, draft: Plan, trigger: str, action: str, who: str
) -> None:
    planned = PlannedContingency(trigger, action, who)
    with pytest.raises(NotAllowed):
        actions.add_contingency(plan=draft, planned=planned, creation_key=uuid4(), by=cast.officer)
    assert not draft.contingencies.exists()


def test_without_one_the_plan_does_not_come_to_hold(cast: CaseworkCast, draft: Plan) -> None:
    with pytest.raises(NotAllowed, match="There is no contingency"):
        actions.complete(plan=draft, version=0, by=cast.officer, at=NOW)


def test_with_trigger_action_and_name_it_does(cast: CaseworkCast, draft: Plan) -> None:
    planned = PlannedContingency(
        "He meets the old group", "See him the same day and tell the police", "The duty officer"
    )
    actions.add_contingency(plan=draft, planned=planned, creation_key=uuid4(), by=cast.officer)
    meets_often = Plan.objects.filter(pk=draft.pk)
    meets_often.update(contact_every_days=7)
    draft = meets_often.get()
    assert policies.what_is_missing(draft, TODAY) == []
    assert actions.complete(plan=draft, version=0, by=cast.officer, at=NOW).is_complete
