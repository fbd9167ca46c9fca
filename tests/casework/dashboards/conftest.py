"""A Monday in November, an officer with a caseload in which much is due, a colleague and their manager."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from caseward.casework.contacts.models import Contact
from caseward.casework.enforcement.models import AbsenceDecision, Breach
from caseward.casework.oversight.models import OversightAction, OversightNote
from caseward.casework.people.models import ChangeEvent, Circumstance, Person, RiskFlag
from caseward.casework.sentences.models import Sentence
from caseward.casework.tasks.models import Snooze, Task
from caseward.shared.accounts.models import User
from tests.factories import allocation, assessments, contacts, people, plans, sentences
from tests.factories.people import CaseworkCast

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
START = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _on_a_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation, each in a post of the same team."""
    cast = people.casework_cast()
    for user in (cast.officer, cast.colleague):
        allocation.post(user)
    allocation.post(cast.manager, grade="spo")
    return cast


def day(before: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=before)


def client_of(user: User) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, address: str) -> str:
    """The page that the user sees at an address."""
    answer = client_of(user).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@dataclass(frozen=True)
class Case:
    """One case and what happened in it."""

    person: Person
    sentence: Sentence
    missed: Contact
    accepted: Contact
    forgotten: Contact
    event: ChangeEvent


def busy_case(officer: User, manager: User, **fields: str) -> Case:
    """A case with something of everything: done, overdue, still to come."""
    person = people.person(officer, **fields)
    sentence = sentences.sentence(person, sentenced_on=START, starts_on=START)
    days = sentences.requirement(sentence)
    assessed = assessments.assessment(person, officer, needs=("thinking",), harm_to_known_adult=3)
    plan = plans.plan(person, officer, assessment=assessed)
    action = plans.action(plans.goal(plan), by_on=day(5))
    contacts.contact(
        person,
        officer,
        day(20),
        Contact.Outcome.ATTENDED,
        worked_on=action,
        requirement=days,
        counts_as_rar_day=True,
    )
    missed = contacts.contact(person, officer, day(15), Contact.Outcome.DID_NOT_ATTEND)
    accepted = contacts.contact(person, officer, day(30), Contact.Outcome.DID_NOT_ATTEND)
    AbsenceDecision.objects.create(
        contact=accepted, verdict="acceptable", reason="medical", decided_at=NOW, decided_by=officer
    )
    forgotten = contacts.contact(person, officer, day(6))
    contacts.contact(person, officer, TODAY, planned_action=action)
    event = people.change_event(person, ChangeEvent.Kind.ARREST, by=officer, happened_on=day(20))
    ChangeEvent.objects.filter(pk=event.pk).update(recorded_at=NOW - timedelta(hours=6))
    assessments.check(person, officer, asked_on=day(40), agency="police")
    RiskFlag.objects.create(person=person, kind="domestic_abuse", starts_on=START, review_on=day(3))
    Circumstance.objects.create(
        person=person, kind="learning", told="Reading is hard", recorded_at=NOW, recorded_by=officer
    )
    note = OversightNote.objects.create(
        person=person, why="drift", text="No sessions.", written_at=NOW, written_by=manager
    )
    OversightAction.objects.create(note=note, what="Plan sessions", asked_of=officer, due_on=day(1))
    OversightAction.objects.create(
        note=note, what="See them", asked_of=officer, due_on=day(9), done_at=NOW, done_by=officer
    )
    Breach.objects.create(
        person=person,
        sentence=sentence,
        kind="breach",
        why="Missed",
        alternatives="Rang",
        failed_on=day(15),
        referred_on=day(4),
        referred_at=NOW,
        referred_by=officer,
    )
    return Case(person, sentence, missed, accepted, forgotten, event)


@pytest.fixture
def busy(cast: CaseworkCast) -> list[Case]:
    """Two cases of the officer and one of the colleague; of one nobody knows the ethnicity."""
    return [
        busy_case(cast.officer, cast.manager),
        busy_case(cast.officer, cast.manager, ethnicity=""),
        busy_case(cast.colleague, cast.manager),
    ]


def snooze(person: Person, duty: str, subject_id: int, *, by: User, until_on: date) -> Snooze:
    """The duty is put off."""
    return Snooze.objects.create(
        person=person,
        duty=duty,
        subject_id=subject_id,
        until_on=until_on,
        reason="On leave",
        snoozed_at=NOW,
        snoozed_by=by,
    )


def task(person: Person, *, by: User, of: User, due_on: date = TODAY) -> Task:
    """A colleague asked for something."""
    return Task.objects.create(
        person=person, what="Ring the hostel", due_on=due_on, asked_at=NOW, asked_by=by, asked_of=of
    )
