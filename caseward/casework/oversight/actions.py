"""Writing what somebody saw and asks for; saying that it is done; verifying it or sending it back."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import policies
from .models import OversightAction, OversightNote

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Asked:
    """One thing to be done, by whom, by when."""

    what: str
    asked_of: User
    due_on: date


@dataclass(frozen=True)
class Seen:
    """What led somebody to look, what they saw, and what they ask for."""

    why: str
    text: str
    asked: "Sequence[Asked]" = ()


@transaction.atomic
def write(*, person: Person, seen: Seen, creation_key: uuid.UUID, by: User, at: datetime) -> OversightNote:
    """Record a note of oversight and what it asks for."""
    refuse_if(policies.reasons_not_to_write(by, person))
    refuse_if(policies.reasons_not_to_say_why(by, seen.why))
    for each in seen.asked:
        refuse_if(policies.reasons_not_to_ask(each.asked_of, person))
    if made := already_created(OversightNote, creation_key):
        return made
    note = OversightNote.objects.create(
        person=person,
        why=seen.why,
        text=seen.text,
        written_at=at,
        written_by=by,
        creation_key=creation_key,
    )
    OversightAction.objects.bulk_create(
        OversightAction(note=note, what=each.what, asked_of=each.asked_of, due_on=each.due_on)
        for each in seen.asked
    )
    asked_of = [each.asked_of.pk for each in seen.asked]
    audit.record(
        action="oversight written", subject=note, by=by, person=person.pk, why=note.why, asked_of=asked_of
    )
    return note


@transaction.atomic
def say_done(
    *, action: OversightAction, done_words: str, version: int, by: User, at: datetime
) -> OversightAction:
    """The one who was asked says what was done; the action stays open until another verifies it."""
    refuse_if(policies.reasons_not_to_say_done(by, action))
    action.done_at, action.done_by, action.done_words = at, by, done_words
    save_if_unchanged(action, version=version, fields=["done_at", "done_by", "done_words"])
    audit.record(action="oversight action done", subject=action, by=by, person=action.note.person_id)
    return action


@transaction.atomic
def verify(*, action: OversightAction, version: int, by: User, at: datetime) -> OversightAction:
    """Somebody else has seen that it is done: the action is closed."""
    refuse_if(policies.reasons_not_to_verify(by, action))
    action.verified_at, action.verified_by, action.returned_because = at, by, ""
    save_if_unchanged(action, version=version, fields=["verified_at", "verified_by", "returned_because"])
    audit.record(action="oversight action verified", subject=action, by=by, person=action.note.person_id)
    return action


@transaction.atomic
def send_back(*, action: OversightAction, because: str, version: int, by: User) -> OversightAction:
    """It is not done yet, and what is missing; what was said stays to be read."""
    refuse_if(policies.reasons_not_to_verify(by, action))
    was_done_by = action.done_by_id
    action.done_at, action.done_by, action.returned_because = None, None, because
    save_if_unchanged(action, version=version, fields=["done_at", "done_by", "returned_because"])
    person = action.note.person_id
    audit.record(
        action="oversight action returned", subject=action, by=by, person=person, done_by=was_done_by
    )
    return action
