"""A self-assessment lay blank in the record, another was the last one copied; both counted as done."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.casework.assessments.models import SelfAssessment
from caseward.casework.people.models import Person
from tests.factories import assessments, people, sentences
from tests.factories.people import CaseworkCast

pytestmark = pytest.mark.django_db
BEGAN, BEFORE, TODAY = date(2026, 8, 3), date(2026, 8, 10), date(2026, 10, 1)
SAID = {"drugs": 4, "finance": 2}


@pytest.fixture
def cast() -> CaseworkCast:
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    person = people.person(cast.officer)
    sentences.sentence(person, sentenced_on=BEGAN, starts_on=BEGAN)
    return person


@pytest.fixture
def officer(client: Client, cast: CaseworkCast) -> Client:
    client.force_login(cast.officer)
    return client


def hand_over(officer: Client, person: Person, **answers: object) -> str:
    """What the person is shown after sending the page with those answers."""
    day = {"given_on_day": "1", "given_on_month": "10", "given_on_year": "2026"}
    typed = {"creation_key": str(uuid4()), "is_in_own_hand": "yes", **day, **answers}
    address = reverse("assessments:self_assessment", kwargs={"person_id": person.pk})
    return officer.post(address, typed, follow=True).content.decode()


def is_due(person: Person) -> bool:
    return SelfAssessment.objects.not_given(Person.objects.filter(pk=person.pk), TODAY).exists()


def test_a_blank_one_is_not_kept(officer: Client, person: Person) -> None:
    assert "You have not filled anything in yet" in hand_over(officer, person, words_drugs="  ")
    assert not SelfAssessment.objects.exists()
    assert is_due(person)


def test_a_blank_one_from_elsewhere_is_not_done(officer: Client, cast: CaseworkCast, person: Person) -> None:
    assessments.self_assessment(person, cast.officer, given_on=BEFORE)
    assert is_due(person)
    page = officer.get(reverse("assessments:own_views", kwargs={"person_id": person.pk}))
    assert "Not done" in page.content.decode()


def test_one_that_says_something_is_done(officer: Client, person: Person) -> None:
    hand_over(officer, person, score_drugs="4")
    assert not is_due(person)


def test_a_copy_is_kept_only_once_the_person_confirms_it(
    officer: Client, cast: CaseworkCast, person: Person
) -> None:
    assessments.self_assessment(person, cast.officer, given_on=BEFORE, scores=SAID)
    same = {f"score_{area}": str(score) for area, score in SAID.items()}
    assert "just the same as on 10 August 2026" in hand_over(officer, person, **same)
    assert SelfAssessment.objects.count() == 1
    assert "give this back" in hand_over(officer, person, **same, is_confirmed="on")


def test_a_copy_shows_as_unchanged_with_the_day_since_when(
    officer: Client, cast: CaseworkCast, person: Person
) -> None:
    assessments.self_assessment(person, cast.officer, given_on=BEFORE, scores=SAID)
    copy = assessments.self_assessment(person, cast.officer, given_on=TODAY, scores=SAID)
    for name, more in (("own_views", {}), ("own_view", {"self_id": copy.pk}), ("index", {})):
        address = reverse(f"assessments:{name}", kwargs={"person_id": person.pk, **more})
        assert "Unchanged since 10 August 2026" in officer.get(address).content.decode(), name
