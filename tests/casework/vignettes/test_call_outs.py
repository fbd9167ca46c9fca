"""The police were called to the home again; no new check was made, children's services heard nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.casework.assessments.actions import checks, police
from caseward.casework.assessments.models import Check
from caseward.casework.people import actions as people_actions
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans import actions
from caseward.casework.plans.actions.reviews import Considered
from caseward.casework.plans.models import Review
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
CALLED_OUT = date(2026, 11, 6)
FILE = (
    "kind,happened_on,name,born_on,pnc,detail\n"
    "domestic_abuse_call_out,06/11/2026,Haddad Amir,17/05/1990,,Neighbours heard shouting."
)
POLICE, CHILDREN = Check.Agency.POLICE, Check.Agency.CHILDRENS_SERVICES


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """His officer, and the manager who takes the file of the day in."""
    return people.casework_cast()


@pytest.fixture
def person(cast: CaseworkCast) -> Person:
    """Medium harm; both agencies were asked when the order began."""
    made = people.person(cast.officer, name="Amir Haddad")
    people_actions.index_names(people=[made])
    sentences.sentence(made)
    assessments.assessment(made, cast.officer)
    plans.plan(made, cast.officer)
    for agency in (POLICE, CHILDREN):
        assessments.check(made, cast.officer, agency=agency, asked_on=date(2026, 8, 4))
    return made


@pytest.fixture
def event(cast: CaseworkCast, person: Person) -> ChangeEvent:
    """The call-out of Friday, as the file of Monday brought it."""
    police.take_in(content=FILE.encode(), file_name="day.csv", creation_key=uuid4(), by=cast.manager, at=NOW)
    return person.change_events.get()


def due(duty: Callable[..., Any], person: Person) -> list[tuple[int, date]]:
    """What the duty asks of the person: which event, by when."""
    rows = duty(Person.objects.filter(pk=person.pk), TODAY)
    return [(row["duty_subject"], row["duty_due_on"]) for row in rows]


def ask(person: Person, cast: CaseworkCast, agency: str, event: ChangeEvent) -> None:
    checks.ask(
        person=person,
        agency=agency,
        question="What is known of the call-out?",
        event=event,
        asked_on=TODAY,
        creation_key=uuid4(),
        by=cast.officer,
        at=NOW,
    )


def test_the_call_out_of_the_file_is_an_event_of_the_person(event: ChangeEvent) -> None:
    assert (event.kind, event.happened_on) == ("domestic_abuse_call_out", CALLED_OUT)


def test_both_agencies_are_to_be_asked_anew(cast: CaseworkCast, person: Person, event: ChangeEvent) -> None:
    """One of the two is not enough, nor what both said in August."""
    duty = Check.objects.not_asked_since_event
    assert due(duty, person) == [(event.pk, date(2026, 11, 10))]
    ask(person, cast, POLICE, event)
    assert due(duty, person) == [(event.pk, date(2026, 11, 10))]
    ask(person, cast, CHILDREN, event)
    assert due(duty, person) == []


def test_a_review_is_due_and_vanishes_when_one_has_ended(
    cast: CaseworkCast, person: Person, event: ChangeEvent
) -> None:
    assert due(Review.objects.due_by_event, person) == [(event.pk, date(2026, 11, 13))]
    review = actions.start_review(person=person, creation_key=uuid4(), by=cast.officer, at=NOW)
    written = Considered("The call-out, and what both agencies say.", "He told us himself.")
    actions.write_review(review=review, written=written, version=0, by=cast.officer)
    because = "The plan answers all of this already."
    actions.conclude(
        review=review, outcome="not_changed", because=because, version=1, by=cast.officer, at=NOW
    )
    assert due(Review.objects.due_by_event, person) == []


def test_the_review_shows_the_call_out_and_who_was_not_asked(
    cast: CaseworkCast, person: Person, event: ChangeEvent
) -> None:
    client = Client()
    client.force_login(cast.officer)
    address = reverse("plans:start_review", kwargs={"person_id": person.pk})
    page = client.get(address).content.decode()
    assert "Neighbours heard shouting." in page
    assert page.count("Not asked since") == 2
    ask(person, cast, CHILDREN, event)
    assert client.get(address).content.decode().count("Not asked since") == 1


def test_taken_in_again_it_opens_nothing_twice(
    cast: CaseworkCast, person: Person, event: ChangeEvent
) -> None:
    again = f"{FILE}\narrest,06/11/2026,Somebody Else,,,"
    police.take_in(
        content=again.encode(), file_name="next.csv", creation_key=uuid4(), by=cast.manager, at=NOW
    )
    assert due(Review.objects.due_by_event, person) == [(event.pk, date(2026, 11, 13))]
