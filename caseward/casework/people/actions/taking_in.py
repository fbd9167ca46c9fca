"""Taking in people from another system, many at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caseward.casework.people import policies, readers
from caseward.casework.people.models import Alias, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.files.lists import Compared, Row
from caseward.shared.records.models import refuse_if, save_if_unchanged

from .names import index_names

AT_ONCE = 1_000


@transaction.atomic
def take_in(*, rows: Sequence[Row], by: User, at: datetime) -> Compared:
    """Add whom the rows name, and bring the others up to date: all of them or nobody.

    Taken in again, the same rows change nothing.
    """
    refuse_if(policies.reasons_not_to_take_in(by))
    compared = readers.compare(rows, by)
    refuse_if(policies.reasons_against_faults(compared.faults))
    told = [*compared.to_add, *compared.to_change]
    added = [each.person for each in compared.to_add]
    changed = [each.person for each in compared.to_change]
    Person.objects.bulk_create(added, batch_size=AT_ONCE)
    for each in compared.to_change:
        save_if_unchanged(each.person, version=each.person.version, fields=each.fields)
    Alias.objects.bulk_create(
        (
            Alias(person=each.kept, name=name, recorded_at=at, recorded_by=by)
            for each in told
            for name in each.names
        ),
        batch_size=AT_ONCE,
    )
    index_names(
        people=list({person.pk: person for each in told for person in (each.person, each.kept)}.values())
    )
    audit.record_each(action="person taken in", subjects=added, by=by)
    audit.record_each(action="person brought up to date", subjects=changed, by=by)
    audit.record(
        action="people taken in", subject=by.organisation, by=by, new=len(added), changed=len(changed)
    )
    return compared
