"""Versions of a plan: begun from the last one, and what is agreed in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from caseward.casework.people import policies as people
from caseward.casework.people.models import Person
from caseward.casework.plans import policies
from caseward.casework.plans.models import Action, Contingency, Goal, Plan
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User

CARRIED_OF_ACTION = ("what", "owner", "partner", "requirement_id", "sessions", "by_on")


@dataclass(frozen=True)
class ContactLevel:
    """How often officer and person meet, and how."""

    every_days: int
    how: str


@dataclass(frozen=True)
class Agreed:
    """What the person says to the plan, and in which words."""

    agreement: str
    words: str


@transaction.atomic
def start(*, person: Person, carries: bool, creation_key: UUID, by: "User", at: datetime) -> Plan:
    """Begin a version: with what is open in the plan that holds, or empty."""
    refuse_if(people.reasons_not_to_work_on(by, person))
    Person.objects.select_for_update().get(pk=person.pk)
    if made := already_created(Plan, creation_key):
        return made
    refuse_if(policies.reasons_not_to_start(by, person))
    last = Plan.objects.holding().filter(person=person).first()
    plan = Plan.objects.create(
        person=person,
        number=(person.plans.aggregate(highest=Max("number"))["highest"] or 0) + 1,
        assessment=policies.latest_assessment(person),
        follows=last,
        started_at=at,
        started_by=by,
        creation_key=creation_key,
    )
    if last and carries:
        _carry(last, plan)
    audit.record(action="plan begun", subject=plan, by=by, person=person.pk, carries=bool(last and carries))
    return plan


@transaction.atomic
def set_contact(*, plan: Plan, level: ContactLevel, version: int, by: "User") -> Plan:
    """Say how often and how officer and person meet."""
    refuse_if(policies.reasons_not_to_write(by, plan))
    today = timezone.localdate()
    refuse_if(policies.reasons_not_to_meet(plan, level.every_days, level.how, today))
    before = {"contact_every_days": plan.contact_every_days, "contact_how": plan.contact_how}
    after = {"contact_every_days": level.every_days, "contact_how": level.how}
    plan.contact_every_days, plan.contact_how = level.every_days, level.how
    save_if_unchanged(plan, version=version, fields=list(after))
    changes = audit.changes(before, after)
    audit.record(action="contact planned", subject=plan, by=by, person=plan.person_id, changes=changes)
    return plan


@transaction.atomic
def set_agreement(*, plan: Plan, agreed: Agreed, version: int, by: "User") -> Plan:
    """Write down what the person says to the plan."""
    refuse_if(policies.reasons_not_to_write(by, plan))
    before = plan.agreement
    plan.agreement, plan.agreement_words = agreed.agreement, agreed.words
    save_if_unchanged(plan, version=version, fields=["agreement", "agreement_words"])
    changes = {"agreement": [before, plan.agreement]}
    audit.record(action="agreement recorded", subject=plan, by=by, person=plan.person_id, changes=changes)
    return plan


def _carry(last: Plan, plan: Plan) -> None:
    """Goals that are not reached with the actions that are not done, and the contingencies."""
    plan.contact_every_days, plan.contact_how = last.contact_every_days, last.contact_how
    plan.save(update_fields=["contact_every_days", "contact_how"])
    for goal in last.goals.filter(achieved_on=None).prefetch_related("actions"):
        carried = Goal.objects.create(
            plan=plan, area=goal.area, text=goal.text, carried_from_id=goal.first_id
        )
        Action.objects.bulk_create(
            Action(
                goal=carried,
                carried_from_id=each.first_id,
                **{name: getattr(each, name) for name in CARRIED_OF_ACTION},
            )
            for each in goal.actions.all()
            if each.done_on is None
        )
    Contingency.objects.bulk_create(
        Contingency(plan=plan, trigger=each.trigger, action=each.action, who=each.who)
        for each in last.contingencies.all()
    )
