"""Two appointments lay open: no outcome, no decision, and the next one attended as if nothing had been."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.inputs import team
from caseward.casework.dashboards.inputs.duties import Asked
from caseward.casework.enforcement.models import EnforcementDecision
from caseward.casework.people.models import Person
from tests.factories import contacts, people, sentences
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
QUEUE = ("outcome", "absence", "enforcement")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """The officer, and others."""
    return people.casework_cast()


@pytest.fixture
def missed(cast: CaseworkCast) -> tuple[Contact, Contact]:
    """Two Mondays of which nobody said anything; the third was attended."""
    person = people.person(cast.officer)
    sentences.sentence(person)
    days = (date(2026, 10, 19), date(2026, 10, 26))
    first, second = (contacts.contact(person, cast.officer, day) for day in days)
    contacts.contact(person, cast.officer, date(2026, 11, 2), "attended")
    return first, second


@pytest.fixture
def officer(client: Client, cast: CaseworkCast) -> Client:
    """The officer's browser."""
    client.force_login(cast.officer)
    return client


def queue() -> set[tuple[str, int]]:
    """What waits on the officer's list, by kind and appointment."""
    asked = Asked(Person.objects.all(), NOW.date()).of_kinds(QUEUE)
    return {(kind.code, row["duty_subject"]) for kind in asked.kinds for row in asked.rows(kind)}


def say(officer: Client, page: str, contact: Contact, **typed: Any) -> None:
    """What the officer says on a page of enforcement."""
    place = {"person_id": contact.person_id, "contact_id": contact.pk}
    answer = officer.post(reverse(f"enforcement:{page}", kwargs=place), {"creation_key": uuid4(), **typed})
    assert answer.status_code == 302


def test_a_later_attendance_closes_neither(missed: tuple[Contact, Contact]) -> None:
    assert queue() == {("outcome", contact.pk) for contact in missed}


def test_each_stays_until_it_has_its_outcome_and_both_decisions(
    officer: Client, missed: tuple[Contact, Contact]
) -> None:
    first, second = missed
    for contact in missed:
        Contact.objects.filter(pk=contact.pk).update(outcome=Contact.Outcome.DID_NOT_ATTEND)
        contact.refresh_from_db()
    assert queue() == {("absence", first.pk), ("absence", second.pk)}
    say(officer, "absence", first, verdict="acceptable", reason="court", evidence="The court’s list.")
    say(officer, "absence", second, verdict="unacceptable", reason="forgot")
    assert queue() == {("enforcement", second.pk)}
    say(officer, "decide", second, action=EnforcementDecision.Action.FIRST_WARNING, reason="The first time.")
    assert queue() == set()


def test_the_managers_line_of_the_officer_counts_both(
    cast: CaseworkCast, missed: tuple[Contact, Contact]
) -> None:
    [line] = team.lines(Person.objects.visible_to(cast.manager), [cast.officer], NOW.date())
    assert line.overdue["outcomes"] == len(missed)
