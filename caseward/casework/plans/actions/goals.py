"""Goals of a draft, reasons why an area has none, and which goals are reached."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from caseward.casework.plans import policies
from caseward.casework.plans.models import Goal, Plan, WithoutGoal
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@transaction.atomic
def add_goal(*, plan: Plan, area: str, text: str, creation_key: UUID, by: "User") -> Goal:
    """A goal of a draft; a reason why its area had none falls away."""
    refuse_if(policies.reasons_not_to_write(by, plan))
    if made := already_created(Goal, creation_key):
        return made
    goal = Goal.objects.create(plan=plan, area=area, text=text, creation_key=creation_key)
    plan.without_goal.filter(area=area).delete()
    audit.record(action="goal added", subject=goal, by=by, person=plan.person_id, area=area)
    return goal


@transaction.atomic
def change_goal(*, goal: Goal, area: str, text: str, version: int, by: "User") -> Goal:
    """Another wording or area of a goal of a draft."""
    refuse_if(policies.reasons_not_to_write(by, goal.plan))
    before, goal.area, goal.text = goal.area, area, text
    save_if_unchanged(goal, version=version, fields=["area", "text"])
    goal.plan.without_goal.filter(area=area).delete()
    changes = {"area": [before, area]}
    audit.record(action="goal changed", subject=goal, by=by, person=goal.plan.person_id, changes=changes)
    return goal


@transaction.atomic
def remove_goal(*, goal: Goal, version: int, by: "User") -> None:
    """Take a goal out of a draft, with its actions."""
    refuse_if(policies.reasons_not_to_write(by, goal.plan))
    if not Goal.objects.filter(pk=goal.pk, version=version).exists():
        raise Conflict(goal)
    details = {"person": goal.plan.person_id, "area": goal.area}
    audit.record(action="goal removed", subject=goal, by=by, **details)
    goal.delete()


@transaction.atomic
def mark_goal(*, goal: Goal, achieved_on: date | None, version: int, by: "User", at: datetime) -> Goal:
    """Say that a goal is reached, or that it is not after all; a draft that carries it learns of it."""
    refuse_if(policies.reasons_not_to_mark(by, goal.plan))
    goal.achieved_on = achieved_on
    save_if_unchanged(goal, version=version, fields=["achieved_on"])
    drafted = Goal.objects.filter(carried_from=goal.first_id, plan__completed_at=None)
    for carried in drafted.exclude(pk=goal.pk):
        carried.achieved_on = achieved_on
        save_if_unchanged(carried, version=carried.version, fields=["achieved_on"])
    action = "goal reached" if achieved_on else "goal not reached after all"
    audit.record(action=action, subject=goal, by=by, person=goal.plan.person_id, said_at=at.isoformat())
    return goal


@transaction.atomic
def say_why_not(*, plan: Plan, area: str, because: str, creation_key: UUID, by: "User") -> WithoutGoal:
    """Give the reason why an area that is a need has no goal for now."""
    refuse_if(policies.reasons_not_to_write(by, plan))
    if made := already_created(WithoutGoal, creation_key):
        return made
    refuse_if(policies.reasons_not_to_say_why_not(by, plan, area) or policies.faults_of_reason(because))
    reason = WithoutGoal.objects.create(plan=plan, area=area, because=because, creation_key=creation_key)
    audit.record(action="area left without goal", subject=reason, by=by, person=plan.person_id, area=area)
    return reason


@transaction.atomic
def take_back_reason(*, reason: WithoutGoal, by: "User") -> None:
    """Take a reason out of a draft; the area wants a goal or another reason again."""
    refuse_if(policies.reasons_not_to_write(by, reason.plan))
    details = {"person": reason.plan.person_id, "area": reason.area}
    audit.record(action="reason for no goal taken back", subject=reason, by=by, **details)
    reason.delete()
