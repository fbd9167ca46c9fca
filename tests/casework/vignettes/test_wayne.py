"""Wayne was stabbed. Nobody reviewed, contact was made rarer, the police were asked two months later."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseward.casework.assessments.models import Check
from caseward.casework.contacts import actions as contacts
from caseward.casework.contacts.actions.arranging import Arranged
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans import actions, policies
from caseward.casework.plans.actions.plans import ContactLevel
from caseward.casework.plans.actions.reviews import Considered
from caseward.casework.plans.models import Plan, Review
from caseward.shared.records.models import NotAllowed
from tests.factories import assessments, people, plans, sentences
from tests.factories.people import CaseworkCast

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
STABBED = date(2026, 11, 2)
GANG, FIGHT = "Seen with the group at the station", "Altercation at a bus stop"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> CaseworkCast:
    """His officer, and others."""
    return people.casework_cast()


@pytest.fixture
def wayne(cast: CaseworkCast) -> Person:
    """Medium harm, seen every fortnight; entries of a fight and a gang, and the stabbing a week ago."""
    person = people.person(cast.officer, name="Wayne")
    sentences.sentence(person)
    assessments.assessment(person, cast.officer)
    assessments.check(person, cast.officer, asked_on=date(2026, 8, 10))
    plans.plan(person, cast.officer)
    events = (("arrest", date(2026, 9, 14), FIGHT), ("gang_link", date(2026, 10, 1), GANG))
    for kind, happened_on, detail in events:
        people.change_event(person, kind, by=cast.officer, happened_on=happened_on, detail=detail)
    people.change_event(person, "victim_of_violence", by=cast.officer, happened_on=STABBED)
    return person


def stabbing(wayne: Person) -> ChangeEvent:
    return wayne.change_events.get(kind="victim_of_violence")


def due(rows: object, wayne: Person) -> dict[int, date]:
    """The days of a duty of his, by the key of the event."""
    found = rows(Person.objects.filter(pk=wayne.pk), TODAY)  # type: ignore[operator]
    return {row["duty_subject"]: row["duty_due_on"] for row in found}


def review_of(wayne: Person, cast: CaseworkCast) -> Review:
    """A review that took up all that happened, with nothing written yet."""
    return actions.start_review(person=wayne, creation_key=uuid4(), by=cast.officer, at=NOW)


def meet_every(days: int, draft: Plan, cast: CaseworkCast) -> Plan:
    level = ContactLevel(days, Plan.How.FACE_TO_FACE)
    return actions.set_contact(plan=draft, level=level, version=draft.version, by=cast.officer)


def arrange(wayne: Person, cast: CaseworkCast, first: date, weeks: int) -> None:
    arranged = Arranged(
        purpose="supervision",
        how="office",
        held_from=time(10),
        minutes=30,
        place="",
        officer=cast.officer,
        sentence=None,
        requirement=None,
        planned_action=None,
        is_required=True,
    )
    contacts.arrange(
        person=wayne,
        arranged=arranged,
        days=[first],
        weeks=weeks,
        creation_key=uuid4(),
        by=cast.officer,
        at=NOW,
    )


def test_a_review_is_due_in_five_working_days_until_one_has_ended(cast: CaseworkCast, wayne: Person) -> None:
    event = stabbing(wayne).pk
    assert due(Review.objects.due_by_event, wayne)[event] == date(2026, 11, 9)
    review = review_of(wayne, cast)
    assert event in due(Review.objects.due_by_event, wayne), "begun is not done"
    written = Considered("The stabbing, the gang and the fight.", "He is afraid of them.")
    actions.write_review(review=review, written=written, version=0, by=cast.officer)
    because = "The plan answers all of this already."
    actions.conclude(
        review=review, outcome="not_changed", because=because, version=1, by=cast.officer, at=NOW
    )
    assert due(Review.objects.due_by_event, wayne) == {}


def test_the_police_are_to_be_asked_anew_in_two_working_days(cast: CaseworkCast, wayne: Person) -> None:
    """What they said in August does not tell who stabbed him in November."""
    event = stabbing(wayne)
    assert due(Check.objects.not_asked_since_event, wayne)[event.pk] == date(2026, 11, 4)
    assessments.check(wayne, cast.officer, asked_on=STABBED + timedelta(days=1))
    assert event.pk not in due(Check.objects.not_asked_since_event, wayne)


def test_the_plan_cannot_make_contact_rarer(cast: CaseworkCast, wayne: Person) -> None:
    draft = plans.plan(wayne, cast.officer, completed=False)
    with pytest.raises(NotAllowed, match="may not be reduced from every 14 days to every 28"):
        meet_every(28, draft, cast)


def test_nor_can_the_version_begun_from_a_review_in_which_nothing_is_written(
    cast: CaseworkCast, wayne: Person
) -> None:
    review = review_of(wayne, cast)
    draft = actions.plan_from_review(review=review, version=0, creation_key=uuid4(), by=cast.officer, at=NOW)
    with pytest.raises(NotAllowed, match="may not be reduced"):
        meet_every(28, draft, cast)


def test_a_version_that_was_ready_before_cannot_be_completed_with_less(
    cast: CaseworkCast, wayne: Person
) -> None:
    draft = plans.plan(wayne, cast.officer, completed=False, contact_every_days=28)
    missing = [each.reason for each in policies.what_is_missing(draft, TODAY)]
    assert any("may not be reduced" in reason for reason in missing)


@pytest.mark.parametrize(
    ("first", "weeks"), [(TODAY, 4), (TODAY + timedelta(days=28), 0)], ids=["repeating", "one far away"]
)
def test_appointments_cannot_be_arranged_more_seldom_either(
    cast: CaseworkCast, wayne: Person, first: date, weeks: int
) -> None:
    with pytest.raises(NotAllowed, match="may not be reduced"):
        arrange(wayne, cast, first, weeks)
    assert not wayne.contacts.exists()


@pytest.mark.parametrize("page", ["plans:start_review", "assessments:start"])
def test_whoever_reviews_or_assesses_sees_the_gang_and_the_fight(
    cast: CaseworkCast, wayne: Person, page: str
) -> None:
    client = Client()
    client.force_login(cast.officer)
    address = reverse(page, kwargs={"person_id": wayne.pk})
    typed = {"creation_key": uuid4(), "reason": "review"}
    shown = client.get(address) if page.startswith("plans") else client.post(address, typed, follow=True)
    words = shown.content.decode()
    assert GANG in words
    assert FIGHT in words
