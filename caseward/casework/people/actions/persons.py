"""Who somebody is: identifiers, names, what they say of themselves."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import Alias, Person
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from .names import index_names

CODES = ("crn", "sex", "ethnicity", "needs_interpreter")
"""The fields whose values stand in the log; of the others it says only that they changed."""


@dataclass(frozen=True)
class Described:
    """What is written down of who somebody is."""

    crn: str
    name: str = ""
    pnc: str = ""
    called: str = ""
    born_on: date | None = None
    sex: str = ""
    gender: str = ""
    ethnicity: str = ""
    language: str = ""
    needs_interpreter: bool = False


@transaction.atomic
def add_person(*, described: Described, creation_key: UUID, by: User) -> Person:
    """Begin a record in the user's own provider."""
    if made := already_created(Person, creation_key):
        return made
    refuse_if(policies.reasons_not_to_add(by) or policies.reasons_not_to_take_number(described.crn))
    person = Person.objects.create(provider=by.organisation, creation_key=creation_key, **asdict(described))
    index_names(people=[person])
    audit.record(action="person added", subject=person, by=by, crn=person.crn)
    return person


@transaction.atomic
def change_person(*, person: Person, described: Described, version: int, by: User) -> Person:
    """Write down otherwise who somebody is."""
    refuse_if(policies.reasons_not_to_work_on(by, person))
    refuse_if(policies.reasons_not_to_take_number(described.crn, but=person))
    values = asdict(described)
    before = {name: getattr(person, name) for name in values}
    for name, value in values.items():
        setattr(person, name, value)
    save_if_unchanged(person, version=version, fields=list(values))
    index_names(people=[person])
    codes = audit.changes(before, {name: values[name] for name in CODES})
    changed = sorted(name for name in values if before[name] != values[name])
    audit.record(action="person changed", subject=person, by=by, changes=codes, fields=changed)
    return person


@transaction.atomic
def add_alias(*, person: Person, name: str, creation_key: UUID, by: User, at: datetime) -> Alias:
    """Write down another name of somebody."""
    if made := already_created(Alias, creation_key):
        return made
    refuse_if(policies.reasons_not_to_work_on(by, person))
    alias = person.aliases.create(name=name, creation_key=creation_key, recorded_at=at, recorded_by=by)
    index_names(people=[person])
    audit.record(action="alias added", subject=alias, by=by, person=person.pk)
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: User) -> None:
    """Take away a name that was never theirs."""
    person = alias.person
    refuse_if(policies.reasons_not_to_work_on(by, person))
    audit.record(action="alias removed", subject=alias, by=by, person=person.pk)
    alias.delete()
    index_names(people=[person])
