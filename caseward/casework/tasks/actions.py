"""Asking colleagues, saying that it is done, and putting duties off."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from caseward.casework.people.models import Person
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import policies
from .models import Snooze, Task

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@dataclass(frozen=True)
class Asked:
    """What is asked of whom, by when, and why."""

    what: str
    why: str
    due_on: date
    asked_of: "User"


@dataclass(frozen=True)
class PutOff:
    """Which duty waits until when, and why."""

    duty: str
    subject_id: int
    until_on: date
    reason: str


@transaction.atomic
def ask(*, person: Person, asked: Asked, creation_key: uuid.UUID, by: "User", at: datetime) -> Task:
    """Ask a colleague for something about a person."""
    refuse_if(policies.reasons_not_to_ask(by, person))
    refuse_if(policies.reasons_not_to_be_asked(asked.asked_of, person))
    if made := already_created(Task, creation_key):
        return made
    task = Task.objects.create(
        person=person, asked_at=at, asked_by=by, creation_key=creation_key, **vars(asked)
    )
    audit.record(action="task asked", subject=task, by=by, person=person.pk, of=asked.asked_of.pk)
    return task


@transaction.atomic
def complete(*, task: Task, words: str, version: int, by: "User", at: datetime) -> Task:
    """Say that a task is done, and what was done."""
    refuse_if(policies.reasons_not_to_complete(by, task))
    task.done_at, task.done_by, task.done_words = at, by, words
    save_if_unchanged(task, version=version, fields=["done_at", "done_by", "done_words"])
    audit.record(action="task done", subject=task, by=by, person=task.person_id)
    return task


@transaction.atomic
def snooze(*, person: Person, put_off: PutOff, creation_key: uuid.UUID, by: "User", at: datetime) -> Snooze:
    """Put a duty off; it stays due, and managers still count it."""
    refuse_if(policies.reasons_not_to_snooze(by, person, put_off.until_on, timezone.localdate(at)))
    if made := already_created(Snooze, creation_key):
        return made
    row = Snooze.objects.create(
        person=person, snoozed_at=at, snoozed_by=by, creation_key=creation_key, **vars(put_off)
    )
    audit.record(
        action="duty put off",
        subject=row,
        by=by,
        person=person.pk,
        duty=put_off.duty,
        until=str(put_off.until_on),
    )
    return row
