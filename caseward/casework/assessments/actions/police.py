"""The daily file of the police: what is certain becomes an event at once, what is not waits for a person."""

import hashlib
from collections import Counter
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from caseward.casework.assessments import policies, readers
from caseward.casework.assessments.inputs import Match, matches
from caseward.casework.assessments.models import PoliceFile, PoliceItem
from caseward.casework.people import actions as people_actions
from caseward.casework.people import policies as people
from caseward.casework.people.actions import Happened
from caseward.casework.people.models import ChangeEvent, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

SOURCE = "Police"
State = PoliceItem.State


@transaction.atomic
def take_in(*, content: bytes, file_name: str, creation_key: UUID, by: User, at: datetime) -> PoliceFile:
    """Take a whole file in, or nothing of it; the same content is taken in once."""
    if made := already_created(PoliceFile, creation_key):
        return made
    refuse_if(policies.reasons_not_to_take_police_file(by))
    listed = readers.read(content, file_name)
    refuse_if(people.reasons_against_faults(listed.faults))
    file, is_new = PoliceFile.objects.get_or_create(
        provider=by.organisation,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "file_name": file_name[-200:],
            "creation_key": creation_key,
            "received_at": at,
            "received_by": by,
        },
    )
    if not is_new:
        return file
    ours = Person.objects.filter(provider=by.organisation, merged_into=None)
    states = Counter(_keep(file, match, by, at).state for match in matches(listed.rows, ours))
    audit.record(action="police file taken in", subject=file, by=by, items=dict(states))
    return file


@transaction.atomic
def decide(*, item: PoliceItem, person: Person | None, version: int, by: User, at: datetime) -> PoliceItem:
    """Say whom an uncertain item is about, or that it is about nobody here."""
    refuse_if(policies.reasons_not_to_decide(by, item))
    if person is not None:
        refuse_if(policies.reasons_not_to_choose(item, person))
    item.state = State.MATCHED if person else State.NOBODY
    item.decided_at, item.decided_by = at, by
    item.event = _event(item, person, by, at) if person else None
    save_if_unchanged(item, version=version, fields=["state", "event", "decided_at", "decided_by"])
    audit.record(action="police item decided", subject=item, by=by, person=person.pk if person else None)
    return item


def _keep(file: PoliceFile, match: Match, by: User, at: datetime) -> PoliceItem:
    item = PoliceItem(file=file, row=match.row.number, state=State.NOBODY, **match.row.values)
    if match.person:
        item.state, item.event = State.MATCHED, _event(item, match.person, by, at)
    elif match.candidates:
        item.state = State.UNCERTAIN
    item.save()
    item.candidates.set(match.candidates)
    return item


def _event(item: PoliceItem, person: Person, by: User, at: datetime) -> ChangeEvent:
    """What happened, recorded once: what stood in the file of another day is the same event."""
    happened = Happened(item.kind, item.happened_on, SOURCE, item.detail)
    known = person.change_events.filter(withdrawn_because="", **vars(happened)).first()
    return known or people_actions.record_event(
        person=person, happened=happened, creation_key=uuid4(), by=by, at=at
    )
