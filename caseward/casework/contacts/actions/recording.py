"""What happened at a contact: recorded once, with everything that follows from it, and corrected openly."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caseward.casework.contacts import policies
from caseward.casework.contacts.inputs import counted, rar
from caseward.casework.contacts.models import AgreedTask, Contact, ContactNote, Correction
from caseward.casework.plans.models import Action
from caseward.casework.sentences.models import Requirement
from caseward.rules.activity_days import Counted
from caseward.rules.unpaid_work import minutes_credited
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import (
    Conflict,
    already_created,
    refuse_if,
    save_if_unchanged,
)

RECORDED = ("outcome", "recorded_at", "recorded_by")
REST = ("worked_on", "nothing_worked_on", "counts_as_rar_day", "rar_because", "minutes_credited")


@dataclass(frozen=True)
class Held:
    """What happened, and what follows for plan, days and hours."""

    outcome: str
    worked_on: Action | None = None
    nothing_worked_on: str = ""
    rar_day: Counted | None = None
    """Somebody's own judgement; none leaves it to be reckoned."""
    worked_from: time | None = None
    worked_until: time | None = None
    penalty: int = 0


@dataclass(frozen=True)
class Note:
    """The words of the note."""

    check_in: str = ""
    review: str = ""
    implement: str = ""
    summary: str = ""
    spoken_to: str = ""


@dataclass(frozen=True)
class Tasks:
    """What was agreed now, and what became of what was agreed before: (task, result)."""

    of_person: Sequence[str] = ()
    of_officer: Sequence[str] = ()
    settled: Sequence[tuple[AgreedTask, str]] = ()


@transaction.atomic
def record(
    *, contact: Contact, held: Held, note: Note, tasks: Tasks, version: int, by: User, at: datetime
) -> Contact:
    """Record what happened; failures, days, hours and duties all follow from this one row.

    Raises Conflict when somebody else changed the contact since the page was opened.
    """
    if contact.version != version:
        raise Conflict(contact)
    refuse_if(policies.reasons_not_to_record(by, contact))
    refuse_if(policies.reasons_not_to_record_as(contact, held.outcome, timezone.localdate(at)))
    _fill(contact, held)
    contact.recorded_at, contact.recorded_by = at, by
    save_if_unchanged(contact, version=version, fields=[*RECORDED, *REST])
    _keep(contact, note, tasks)
    _log("contact recorded", contact, by)
    return contact


@transaction.atomic
def record_unplanned(
    *, contact: Contact, held: Held, note: Note, tasks: Tasks, creation_key: UUID, by: User, at: datetime
) -> Contact:
    """Record a contact that nobody had arranged; `contact` is not stored yet."""
    if made := already_created(Contact, creation_key):
        return made
    refuse_if(policies.reasons_not_to_arrange(by, contact.person))
    refuse_if(policies.reasons_not_to_record_unplanned(contact.held_on, timezone.localdate(at)))
    contact.creation_key, contact.is_required = creation_key, False
    contact.arranged_at, contact.arranged_by = at, by
    contact.recorded_at, contact.recorded_by = at, by
    _fill(contact, held)
    contact.save()
    _keep(contact, note, tasks)
    _log("unplanned contact recorded", contact, by)
    return contact


@transaction.atomic
def correct(
    *, contact: Contact, held: Held, reason: str, version: int, creation_key: UUID, by: User, at: datetime
) -> Correction:
    """Change an outcome that was recorded wrongly; who recorded it first, and what, stays to be read."""
    if made := already_created(Correction, creation_key):
        return made
    refuse_if(policies.reasons_not_to_correct(by, contact))
    refuse_if(policies.reasons_not_to_record_as(contact, held.outcome, timezone.localdate(at)))
    before = {name: getattr(contact, name) for name in ("outcome", "worked_on_id", *REST[1:])}
    _fill(contact, held)
    after = {name: getattr(contact, name) for name in before}
    save_if_unchanged(contact, version=version, fields=["outcome", *REST])
    made = Correction.objects.create(
        contact=contact,
        person=contact.person,
        before=before["outcome"],
        after=held.outcome,
        reason=reason,
        creation_key=creation_key,
        corrected_at=at,
        corrected_by=by,
    )
    changed = audit.changes(before, after)
    changed.pop("rar_because", None)
    audit.record(
        action="contact corrected", subject=contact, by=by, person=contact.person_id, changes=changed
    )
    return made


def _fill(contact: Contact, held: Held) -> None:
    """The outcome and what follows from it; what does not apply to this outcome is emptied."""
    contact.outcome = held.outcome
    came = contact.was_attended
    asks = came and contact.asks_what_was_worked_on
    contact.worked_on = held.worked_on if asks else None
    contact.nothing_worked_on = held.nothing_worked_on if asks and not held.worked_on else ""
    day = held.rar_day or rar.reckoned_when_held(contact, contact.worked_on)
    contact.counts_as_rar_day = day.counts if came else None
    contact.rar_because = day.because if came else ""
    contact.minutes_credited = _minutes(contact, held)


def _minutes(contact: Contact, held: Held) -> int | None:
    """Minutes of unpaid work; none where the contact is something else."""
    requirement = contact.requirement
    if contact.purpose != Contact.Purpose.UNPAID_WORK or requirement is None:
        return None
    if requirement.kind != Requirement.Kind.UNPAID_WORK or not (held.worked_from and held.worked_until):
        return None
    return minutes_credited(
        held.worked_from,
        held.worked_until,
        held.penalty,
        counted.unpaid_work_minutes_left(requirement, contact if contact.pk else None),
        attended=contact.was_attended,
    )


def _keep(contact: Contact, note: Note, tasks: Tasks) -> None:
    if any(asdict(note).values()):
        ContactNote.objects.create(contact=contact, **asdict(note))
    for task, result in tasks.settled:
        task.settled_in, task.result = contact, result
        save_if_unchanged(task, version=task.version, fields=["settled_in", "result"])
    AgreedTask.objects.bulk_create(
        AgreedTask(contact=contact, owner=owner, what=what)
        for owner, agreed in (
            (AgreedTask.Owner.PERSON, tasks.of_person),
            (AgreedTask.Owner.OFFICER, tasks.of_officer),
        )
        for what in agreed
    )


def _log(action: str, contact: Contact, by: User) -> None:
    audit.record(
        action=action,
        subject=contact,
        by=by,
        person=contact.person_id,
        outcome=contact.outcome,
        worked_on=contact.worked_on_id,
        nothing_worked_on=contact.nothing_worked_on,
        counts_as_rar_day=contact.counts_as_rar_day,
        minutes_credited=contact.minutes_credited,
    )
