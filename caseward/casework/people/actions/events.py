"""What happens to a person and calls for a review."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import ChangeEvent, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Happened:
    """An event as it is told."""

    kind: str
    happened_on: date
    source: str
    detail: str = ""


@transaction.atomic
def record_event(
    *, person: Person, happened: Happened, creation_key: UUID, by: User, at: datetime
) -> ChangeEvent:
    """Write down that something happened; what it calls for is reckoned from now on."""
    if made := already_created(ChangeEvent, creation_key):
        return made
    refuse_if(policies.reasons_not_to_work_on(by, person))
    event = person.change_events.create(
        creation_key=creation_key, recorded_at=at, recorded_by=by, **asdict(happened)
    )
    audit.record(
        action="event recorded",
        subject=event,
        by=by,
        person=person.pk,
        kind=event.kind,
        happened_on=str(event.happened_on),
    )
    return event


@transaction.atomic
def withdraw_event(*, event: ChangeEvent, reason: str, version: int, by: User) -> ChangeEvent:
    """Say that an event was recorded in error; it stays to be read, and calls for nothing any more."""
    refuse_if(policies.reasons_not_to_withdraw(by, event.person, event.withdrawn_because))
    refuse_if(policies.reasons_against(reason))
    event.withdrawn_because = reason
    save_if_unchanged(event, version=version, fields=["withdrawn_because"])
    audit.record(action="event withdrawn", subject=event, by=by, person=event.person_id, kind=event.kind)
    return event
