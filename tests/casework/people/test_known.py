"""What is known of somebody, and where it changes what others read."""

from datetime import date

from django.test import Client
from django.urls import reverse

from caseward.casework.enforcement.models import Letter
from caseward.casework.enforcement.presenters import letters
from caseward.casework.people.models import Person
from tests.factories import assessments
from tests.factories.people import CaseworkCast

from .browser import Browser


def page_of(staff: CaseworkCast, name: str, **parameters: int) -> str:
    """A page of another app, as the officer sees it."""
    client = Client()
    client.force_login(staff.officer)
    answer = client.get(reverse(name, kwargs=parameters))
    assert answer.status_code == 200
    return answer.content.decode()


def test_letters_begin_with_what_the_person_is_called(person: Person, staff: CaseworkCast) -> None:
    person.called = "Mr Green"
    text = letters.text_of(Letter.Template.WARNING, person=person, decision=None, by=staff.officer)
    assert text.startswith("Dear Mr Green\n")


def test_letters_to_whom_nobody_has_asked_begin_with_the_name(person: Person, staff: CaseworkCast) -> None:
    text = letters.text_of(Letter.Template.WARNING, person=person, decision=None, by=staff.officer)
    assert text.startswith("Dear Amal Green\n")


def test_who_arranges_an_appointment_reads_that_an_interpreter_is_needed(
    person: Person, staff: CaseworkCast
) -> None:
    words = "Needs an interpreter: <bdi>Kurdish</bdi>"
    Person.objects.update(language="Kurdish")
    assert words not in page_of(staff, "contacts:arrange", person_id=person.pk)
    Person.objects.update(needs_interpreter=True)
    assert words in page_of(staff, "contacts:arrange", person_id=person.pk)


def test_sex_gender_and_language_stand_beside_what_is_written_of_their_bearing(
    person: Person, staff: CaseworkCast
) -> None:
    Person.objects.update(sex=Person.Sex.FEMALE, gender="trans woman", language="Kurdish")
    begun = assessments.assessment(person, staff.officer, completed=False)
    page = page_of(staff, "assessments:diversity", person_id=person.pk, assessment_id=begun.pk)
    assert "Sex: Female, gender: trans woman" in page
    assert "Language: Kurdish" in page


def test_a_related_person_who_is_no_longer_around_is_not_at_risk(person: Person, staff: CaseworkCast) -> None:
    kim = person.related_people.create(
        name="Kim",
        relation="partner",
        born_on=date(1990, 8, 5),
        note="Lives above the shop.",
        is_at_risk=True,
    )
    page = Browser(staff.officer).get("details", person_id=person.pk)
    assert "At risk" in page
    assert "born 5 August 1990" in page
    assert "Lives above the shop." in page
    kim.ended_on = date(2026, 6, 1)
    kim.save()
    assert "At risk" not in Browser(staff.officer).get("details", person_id=person.pk)
