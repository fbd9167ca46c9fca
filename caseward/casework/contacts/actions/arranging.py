"""Arranging appointments, moving them and calling them off."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from caseward.casework.contacts import policies
from caseward.casework.contacts.models import Contact
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Requirement, Sentence
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Arranged:
    """What is arranged, all but the days."""

    purpose: str
    how: str
    held_from: time
    minutes: int
    place: str
    officer: User
    sentence: Sentence | None
    requirement: Requirement | None
    planned_action: Action | None
    is_required: bool


@dataclass(frozen=True)
class Day:
    """Another day for an appointment."""

    held_on: date
    held_from: time
    how: str
    place: str


@transaction.atomic
def arrange(
    *,
    person: Person,
    arranged: Arranged,
    days: list[date],
    weeks: int,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> Contact:
    """Arrange one appointment, or one on each of those days; a clash is shown on the page, never refused."""
    if made := already_created(Contact, creation_key):
        return made
    refuse_if(policies.reasons_not_to_arrange(by, person))
    on = timezone.localdate(at)
    refuse_if(policies.reasons_not_to_arrange_so_seldom(person, days[0], weeks, on))
    series = uuid4() if len(days) > 1 else None
    rows = [
        Contact(person=person, held_on=day, series=series, arranged_at=at, arranged_by=by, **vars(arranged))
        for day in days
    ]
    rows[0].creation_key = creation_key
    Contact.objects.bulk_create(rows)
    first = Contact.objects.get(creation_key=creation_key)
    audit.record(
        action="contact arranged",
        subject=first,
        by=by,
        person=person.pk,
        purpose=arranged.purpose,
        how=arranged.how,
        days=[day.isoformat() for day in days],
    )
    return first


@transaction.atomic
def move(
    *, contact: Contact, outcome: str, day: Day, version: int, creation_key: UUID, by: User, at: datetime
) -> Contact:
    """Arrange another day; the old appointment stays, and says who asked for it.

    Raises Conflict when somebody else changed the appointment meanwhile.
    """
    if made := already_created(Contact, creation_key):
        return made
    refuse_if(policies.reasons_not_to_move(by, contact))
    on = timezone.localdate(at)
    refuse_if(policies.reasons_not_to_move_so_far(contact, day.held_on, on))
    instead = Contact.objects.create(
        person=contact.person,
        purpose=contact.purpose,
        minutes=contact.minutes,
        officer=contact.officer,
        sentence=contact.sentence,
        requirement=contact.requirement,
        planned_action=contact.planned_action,
        is_required=contact.is_required,
        arranged_at=at,
        arranged_by=by,
        creation_key=creation_key,
        **asdict(day),
    )
    _call_off(contact, outcome, instead, version=version, by=by, at=at)
    return instead


@transaction.atomic
def cancel(*, contact: Contact, version: int, by: User, at: datetime) -> Contact:
    """Call an appointment off for our own reasons, without another day.

    Raises Conflict when somebody else changed the appointment meanwhile.
    """
    refuse_if(policies.reasons_not_to_move(by, contact))
    refuse_if(policies.reasons_not_to_leave_out(contact, timezone.localdate(at)))
    _call_off(contact, Contact.Outcome.CANCELLED_BY_US, None, version=version, by=by, at=at)
    return contact


def _call_off(
    contact: Contact, outcome: str, instead: Contact | None, *, version: int, by: User, at: datetime
) -> None:
    contact.outcome, contact.moved_to = outcome, instead
    contact.recorded_at, contact.recorded_by = at, by
    save_if_unchanged(contact, version=version, fields=["outcome", "moved_to", "recorded_at", "recorded_by"])
    audit.record(
        action="contact called off",
        subject=contact,
        by=by,
        person=contact.person_id,
        outcome=outcome,
        moved_to=instead.pk if instead else None,
    )
