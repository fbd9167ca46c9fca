"""Flags of risk."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies
from caseward.casework.people.models import Person, RelatedPerson, RiskFlag
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Flagged:
    """A flag as it is written down; a kind uses only some of the fields."""

    starts_on: date
    mappa_category: int | None = None
    mappa_level: int | None = None
    protects: RelatedPerson | None = None
    to_partner: str = ""
    to_others: str = ""
    detail: str = ""
    review_on: date | None = None
    ends_on: date | None = None

    def values(self) -> dict[str, object]:
        """The columns of the row."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


CODES = ("mappa_category", "mappa_level", "to_partner", "to_others", "review_on", "ends_on")


@transaction.atomic
def raise_flag(*, person: Person, kind: str, flagged: Flagged, creation_key: UUID, by: User) -> RiskFlag:
    """Raise a flag that everybody who works with the person must know."""
    if made := already_created(RiskFlag, creation_key):
        return made
    refuse_if(policies.reasons_not_to_work_on(by, person))
    refuse_if(policies.reasons_not_to_protect(person, flagged.protects))
    flag = person.risk_flags.create(kind=kind, creation_key=creation_key, **flagged.values())
    audit.record(action="flag raised", subject=flag, by=by, person=person.pk, kind=kind)
    return flag


@transaction.atomic
def change_flag(*, flag: RiskFlag, flagged: Flagged, version: int, by: User) -> RiskFlag:
    """Write down a review of the flag, its end, or a correction."""
    refuse_if(policies.reasons_not_to_work_on(by, flag.person))
    refuse_if(policies.reasons_not_to_protect(flag.person, flagged.protects))
    values = flagged.values()
    before = {name: getattr(flag, name) for name in CODES}
    for name, value in values.items():
        setattr(flag, name, value)
    save_if_unchanged(flag, version=version, fields=list(values))
    audit.record(
        action="flag changed",
        subject=flag,
        by=by,
        person=flag.person_id,
        kind=flag.kind,
        changes=audit.changes(before, {name: values[name] for name in CODES}),
    )
    return flag
