"""Contingencies of a draft: what would happen, what is done then, by whom."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from caseward.casework.plans import policies
from caseward.casework.plans.models import Contingency, Plan
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@dataclass(frozen=True)
class PlannedContingency:
    """A contingency as it is planned."""

    trigger: str
    action: str
    who: str


@transaction.atomic
def add_contingency(
    *, plan: Plan, planned: PlannedContingency, creation_key: UUID, by: "User"
) -> Contingency:
    """A contingency of a draft."""
    refuse_if(policies.reasons_not_to_write(by, plan))
    refuse_if(list(policies.faults_of_contingency(**asdict(planned)).values()))
    if made := already_created(Contingency, creation_key):
        return made
    row = Contingency.objects.create(plan=plan, creation_key=creation_key, **asdict(planned))
    audit.record(action="contingency added", subject=row, by=by, person=plan.person_id)
    return row


@transaction.atomic
def change_contingency(
    *, contingency: Contingency, planned: PlannedContingency, version: int, by: "User"
) -> Contingency:
    """Another wording of a contingency of a draft."""
    refuse_if(policies.reasons_not_to_write(by, contingency.plan))
    refuse_if(list(policies.faults_of_contingency(**asdict(planned)).values()))
    for name, value in asdict(planned).items():
        setattr(contingency, name, value)
    save_if_unchanged(contingency, version=version, fields=list(asdict(planned)))
    person = contingency.plan.person_id
    audit.record(action="contingency changed", subject=contingency, by=by, person=person)
    return contingency


@transaction.atomic
def remove_contingency(*, contingency: Contingency, version: int, by: "User") -> None:
    """Take a contingency out of a draft."""
    refuse_if(policies.reasons_not_to_write(by, contingency.plan))
    if not Contingency.objects.filter(pk=contingency.pk, version=version).exists():
        raise Conflict(contingency)
    person = contingency.plan.person_id
    audit.record(action="contingency removed", subject=contingency, by=by, person=person)
    contingency.delete()
