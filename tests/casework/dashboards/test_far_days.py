"""A sentence of before every number, and an appointment beyond every calendar, close nobody's pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caseward.casework.contacts.models import Contact
from caseward.casework.dashboards.inputs.kinds import KINDS
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from tests.factories import assessments, contacts, enforcement, people, plans, sentences
from tests.factories.people import CaseworkCast

LONG_AGO, FAR_AHEAD = date(1999, 4, 6), date(2041, 4, 8)
PAGES = (
    *("dashboards:case", "dashboards:timeline", "contacts:index", "plans:index", "assessments:index"),
    *("assessments:checks", "enforcement:index", "sentences:index", "people:details", "oversight:index"),
)


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """Those who work with people on probation."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """On a licence since 1999, with failures of then and an appointment in 2041."""
    person = people.person(cast.officer)
    sentences.sentence(
        person,
        kind=Sentence.Kind.LICENCE,
        sentenced_on=date(1989, 4, 6),
        starts_on=LONG_AGO,
        ends_on=FAR_AHEAD,
        months=600,
    )
    sentences.sentence(person, kind=Sentence.Kind.LICENCE, starts_on=None, release_expected_on=FAR_AHEAD)
    people.change_event(person, "arrest", by=cast.officer, happened_on=LONG_AGO)
    assessments.check(person, cast.officer, asked_on=LONG_AGO)
    plans.plan(person, cast.officer)
    contacts.contact(person, cast.officer, LONG_AGO, "attended")
    enforcement.missed(person, cast.officer, LONG_AGO, "")
    for number in (1, 2, 3):
        failed = enforcement.missed(person, cast.officer, LONG_AGO.replace(day=6 + number))
    enforcement.warning(failed, cast.officer)
    enforcement.breach(person.sentences.running(timezone.localdate()).get(), cast.officer, failed_on=LONG_AGO)
    contacts.contact(person, cast.officer, FAR_AHEAD)
    return person


def test_every_duty_is_asked_of_it_and_has_its_day(person: Person) -> None:
    rows = [row for kind in KINDS for row in kind.ask(Person.objects.all(), timezone.localdate())]
    assert len(rows) > 5
    assert all(row["duty_due_on"] for row in rows)


def test_every_page_and_list_with_it_opens(client: Client, cast: CaseworkCast, person: Person) -> None:
    client.force_login(cast.officer)
    pages = [reverse(page, kwargs={"person_id": person.pk}) for page in PAGES]
    lists = [reverse("dashboards:home"), reverse("dashboards:due")]
    assert {client.get(address).status_code for address in pages + lists} == {200}


def test_an_absence_of_any_day_can_be_decided_about(
    client: Client, cast: CaseworkCast, person: Person
) -> None:
    client.force_login(cast.officer)
    for on in (LONG_AGO, FAR_AHEAD):
        missed = Contact.objects.filter(held_on=on)[:1].get()
        Contact.objects.filter(pk=missed.pk).update(outcome=Contact.Outcome.DID_NOT_ATTEND)
        place = {"person_id": person.pk, "contact_id": missed.pk}
        assert client.get(reverse("enforcement:absence", kwargs=place)).status_code == 200
