"""Taking in contacts from another system, many at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caseward.casework.contacts import readers
from caseward.casework.contacts.inputs import rar
from caseward.casework.contacts.models import Contact, Correction
from caseward.casework.people import policies as people
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.files.lists import Compared, Row
from caseward.shared.records.models import refuse_if, save_if_unchanged

AT_ONCE = 1_000
FROM_ELSEWHERE = "The other system says so since."
RECKONED = ["recorded_at", "recorded_by", "counts_as_rar_day", "rar_because"]


@transaction.atomic
def take_in(*, rows: Sequence[Row], by: User, at: datetime) -> Compared:
    """Add the contacts of another system, and bring those that are known up to date: all or none.

    An outcome that is another than before is a correction, to be read with the contact. Taken in again, the
    same rows change nothing.
    """
    refuse_if(people.reasons_not_to_take_in(by))
    compared = readers.compare(rows, by)
    refuse_if(people.reasons_against_faults(compared.faults))
    for contact in compared.to_add:
        contact.arranged_at, contact.arranged_by = at, by
        _record(contact, by, at)
    added = Contact.objects.bulk_create(compared.to_add, batch_size=AT_ONCE)
    corrections = []
    for contact, differing, before in compared.to_change:
        if "outcome" in differing and before:
            corrections.append(_correction(contact, before, by, at))
        bears_on_days = "outcome" in differing or "sentence" in differing
        if bears_on_days:
            _record(contact, by, at)
        fields = [*differing, *(RECKONED if bears_on_days else ())]
        save_if_unchanged(contact, version=contact.version, fields=fields)
    Correction.objects.bulk_create(corrections, batch_size=AT_ONCE)
    changed = [contact for contact, _, _ in compared.to_change]
    for action, subjects in (("contact taken in", added), ("contact brought up to date", changed)):
        audit.record_each(action=action, subjects=subjects, by=by, details_of=_details_of)
    audit.record(
        action="contacts taken in", subject=by.organisation, by=by, new=len(added), changed=len(changed)
    )
    return compared


def _record(contact: Contact, by: User, at: datetime) -> None:
    """Who says what happened, and whether it counts as a day of rehabilitation activity.

    The list does not say what was worked on: a session counts by what it was for.
    """
    if not contact.outcome:
        return
    if contact.recorded_at is None:
        contact.recorded_at, contact.recorded_by = at, by
    day = rar.reckoned(contact)
    contact.counts_as_rar_day = day.counts if contact.was_attended else None
    contact.rar_because = day.because if contact.was_attended else ""


def _correction(contact: Contact, before: str, by: User, at: datetime) -> Correction:
    return Correction(
        contact=contact,
        person=contact.person,
        before=before,
        after=contact.outcome,
        reason=FROM_ELSEWHERE,
        corrected_at=at,
        corrected_by=by,
    )


def _details_of(contact: Contact) -> dict[str, object]:
    return {"person": contact.person_id, "outcome": contact.outcome}
