"""Shaun was assessed without drawing his history together: nobody looked how his earlier orders went."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseward.casework.assessments.models import Assessment
from caseward.casework.people.models import Person
from caseward.casework.sentences.models import Sentence
from tests.factories import assessments, contacts, people, sentences
from tests.factories.people import CaseworkCast

pytestmark = pytest.mark.django_db
WITHOUT_HISTORY = "Write what earlier sentences show."
WRITTEN = "He came while he had work, and stopped coming when he lost it."

REST: dict[str, Any] = {
    "diversity": "Mornings suit him.",
    "harm_to_children": 1,
    "harm_to_known_adult": 1,
    "harm_to_staff": 1,
    "harm_who": "Shop staff.",
    "harm_nature": "Pushing past.",
    "harm_when": "When money is short.",
    "harm_raises": "Losing his room.",
    "harm_lowers": "Work.",
}


@pytest.fixture
def cast() -> CaseworkCast:
    return people.casework_cast()


@pytest.fixture
def shaun(cast: CaseworkCast) -> Person:
    """An order that was revoked: he came once, missed two, and we moved one; another order runs now."""
    person = people.person(cast.officer)
    before = sentences.sentence(
        person,
        offence="Theft",
        sentenced_on=date(2024, 1, 8),
        starts_on=date(2024, 1, 8),
        ended_on=date(2024, 9, 2),
        end=Sentence.End.REVOKED,
    )
    for day, outcome in enumerate(["attended", "did_not_attend", "did_not_attend", "moved_by_us"], 1):
        contacts.contact(person, cast.officer, date(2024, 2, day), outcome, sentence=before)
    sentences.sentence(person)
    return person


@pytest.fixture
def assessment(shaun: Person, cast: CaseworkCast) -> Assessment:
    """Nothing is left of it but his history."""
    return assessments.assessment(
        shaun,
        cast.officer,
        completed=False,
        **REST,
    )


@pytest.fixture
def officer(client: Client, cast: CaseworkCast) -> Client:
    client.force_login(cast.officer)
    return client


def path(name: str, assessment: Assessment) -> str:
    place = {"person_id": assessment.person_id, "assessment_id": assessment.pk}
    return reverse(f"assessments:{name}", kwargs=place)


def test_how_his_earlier_order_went_stands_beside_the_assessment(
    officer: Client, assessment: Assessment
) -> None:
    page = officer.get(path("history", assessment)).content.decode()
    assert "Theft" in page
    assert "Revoked after a breach" in page
    assert "1 of 3" in page, "attended of those he had to attend"


def test_the_assessment_is_not_completed_while_nothing_is_written_of_it(
    officer: Client, assessment: Assessment
) -> None:
    assert WITHOUT_HISTORY in officer.get(path("complete", assessment)).content.decode()
    assert officer.post(path("complete", assessment), {"version": 0}).status_code == 403
    assessment.refresh_from_db()
    assert assessment.completed_at is None


def test_once_it_is_written_the_assessment_is_completed(officer: Client, assessment: Assessment) -> None:
    officer.post(path("history", assessment), {"version": 0, "history": WRITTEN})
    assert officer.post(path("complete", assessment), {"version": 1}).status_code == 302
    assessment.refresh_from_db()
    assert assessment.completed_at is not None


def test_the_next_assessment_asks_for_it_again(
    officer: Client, assessment: Assessment, shaun: Person
) -> None:
    officer.post(path("history", assessment), {"version": 0, "history": WRITTEN})
    officer.post(path("complete", assessment), {"version": 1})
    started = {"reason": "review", "creation_key": str(uuid4())}
    officer.post(reverse("assessments:start", kwargs={"person_id": shaun.pk}), started)
    following = shaun.assessments.get(completed_at=None)
    assert WITHOUT_HISTORY in officer.get(path("complete", following)).content.decode()
    assert WRITTEN in officer.get(path("history", following)).content.decode(), "beside, not filled in"
