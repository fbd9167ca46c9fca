"""What matters about somebody's life, and who is around them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import Circumstance, Person, RelatedPerson
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Told:
    """A circumstance as it is written down; the effect is blank until somebody has asked."""

    kind: str
    told: str
    effect: str = ""
    ended_on: date | None = None


@dataclass(frozen=True)
class Around:
    """Somebody around the person."""

    name: str
    relation: str
    born_on: date | None = None
    is_at_risk: bool = False
    note: str = ""
    ended_on: date | None = None


@transaction.atomic
def record_circumstance(
    *, person: Person, told: Told, creation_key: UUID, by: User, at: datetime
) -> Circumstance:
    """Write down what the person told us."""
    if made := already_created(Circumstance, creation_key):
        return made
    refuse_if(policies.reasons_not_to_work_on(by, person))
    row = person.circumstances.create(
        creation_key=creation_key, recorded_at=at, recorded_by=by, **asdict(told)
    )
    audit.record(action="circumstance recorded", subject=row, by=by, person=person.pk, kind=row.kind)
    return row


@transaction.atomic
def change_circumstance(*, circumstance: Circumstance, told: Told, version: int, by: User) -> Circumstance:
    """Write down its effect, correct it or end it."""
    refuse_if(policies.reasons_not_to_work_on(by, circumstance.person))
    before, was_asked = circumstance.ended_on, bool(circumstance.effect)
    values = asdict(told)
    for name, value in values.items():
        setattr(circumstance, name, value)
    save_if_unchanged(circumstance, version=version, fields=list(values))
    audit.record(
        action="circumstance changed",
        subject=circumstance,
        by=by,
        person=circumstance.person_id,
        effect_asked=[was_asked, bool(told.effect)],
        changes=audit.changes({"ended_on": before}, {"ended_on": told.ended_on}),
    )
    return circumstance


@transaction.atomic
def record_related(*, person: Person, around: Around, creation_key: UUID, by: User) -> RelatedPerson:
    """Write down somebody around the person."""
    if made := already_created(RelatedPerson, creation_key):
        return made
    refuse_if(policies.reasons_not_to_work_on(by, person))
    row = person.related_people.create(creation_key=creation_key, **asdict(around))
    audit.record(
        action="related person recorded", subject=row, by=by, person=person.pk, relation=row.relation
    )
    return row


@transaction.atomic
def change_related(*, related: RelatedPerson, around: Around, version: int, by: User) -> RelatedPerson:
    """Correct what is known of somebody around the person, or say that it is over."""
    refuse_if(policies.reasons_not_to_work_on(by, related.person))
    values = asdict(around)
    codes = ("relation", "is_at_risk", "ended_on")
    before = {name: getattr(related, name) for name in codes}
    for name, value in values.items():
        setattr(related, name, value)
    save_if_unchanged(related, version=version, fields=list(values))
    audit.record(
        action="related person changed",
        subject=related,
        by=by,
        person=related.person_id,
        changes=audit.changes(before, {name: values[name] for name in codes}),
    )
    return related
