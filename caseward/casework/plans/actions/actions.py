"""Actions of a draft, and what is done of the plan that holds."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from caseward.casework.plans import policies
from caseward.casework.plans.models import Action, Goal
from caseward.casework.sentences.models import Requirement
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import Conflict, already_created, refuse_if, save_if_unchanged

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@dataclass(frozen=True)
class PlannedAction:
    """An action as it is planned."""

    what: str
    owner: str
    partner: str
    sessions: int
    by_on: date
    requirement_id: int | None = None


@transaction.atomic
def add_action(*, goal: Goal, planned: PlannedAction, creation_key: UUID, by: "User") -> Action:
    """An action towards a goal of a draft."""
    refuse_if(policies.reasons_not_to_write(by, goal.plan))
    _refuse_faults(goal, planned)
    if made := already_created(Action, creation_key):
        return made
    action = Action.objects.create(goal=goal, creation_key=creation_key, **asdict(planned))
    audit.record(action="action planned", subject=action, by=by, **_details(action))
    return action


@transaction.atomic
def change_action(*, action: Action, planned: PlannedAction, version: int, by: "User") -> Action:
    """An action of a draft, planned otherwise."""
    refuse_if(policies.reasons_not_to_write(by, action.goal.plan))
    _refuse_faults(action.goal, planned)
    before = _details(action)
    for name, value in asdict(planned).items():
        setattr(action, name, value)
    save_if_unchanged(action, version=version, fields=list(asdict(planned)))
    after = _details(action)
    person = after.pop("person")
    changes = audit.changes(before, after)
    audit.record(action="action planned otherwise", subject=action, by=by, person=person, changes=changes)
    return action


@transaction.atomic
def remove_action(*, action: Action, version: int, by: "User") -> None:
    """Take an action out of a draft."""
    refuse_if(policies.reasons_not_to_write(by, action.goal.plan))
    if not Action.objects.filter(pk=action.pk, version=version).exists():
        raise Conflict(action)
    audit.record(action="action removed", subject=action, by=by, **_details(action))
    action.delete()


@transaction.atomic
def mark_action(*, action: Action, done_on: date | None, version: int, by: "User", at: datetime) -> Action:
    """Say that an action is done, or that it is not after all; a draft that carries it learns of it."""
    refuse_if(policies.reasons_not_to_mark(by, action.goal.plan))
    action.done_on = done_on
    save_if_unchanged(action, version=version, fields=["done_on"])
    drafted = Action.objects.filter(carried_from=action.first_id, goal__plan__completed_at=None)
    for carried in drafted.exclude(pk=action.pk):
        carried.done_on = done_on
        save_if_unchanged(carried, version=carried.version, fields=["done_on"])
    said = "action done" if done_on else "action not done after all"
    person = action.goal.plan.person_id
    audit.record(action=said, subject=action, by=by, person=person, said_at=at.isoformat())
    return action


def _refuse_faults(goal: Goal, planned: PlannedAction) -> None:
    refuse_if(list(policies.faults_of_action(planned.owner, planned.partner).values()))
    if planned.requirement_id is not None:
        requirement = Requirement.objects.select_related("sentence").get(pk=planned.requirement_id)
        refuse_if(policies.reasons_not_to_work_under(goal.plan.person, requirement))


def _details(action: Action) -> dict[str, object]:
    """What an event may hold of an action: codes and numbers, never what was written."""
    return {
        "person": action.goal.plan.person_id,
        "owner": action.owner,
        "requirement": action.requirement_id,
        "sessions": action.sessions,
        "by_on": action.by_on.isoformat(),
    }
