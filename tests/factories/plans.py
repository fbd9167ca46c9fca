"""Plans, their parts, and reviews."""

from datetime import UTC, date, datetime
from typing import Any

from caseward.casework.assessments.models import Area
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans.models import Action, Contingency, Goal, Plan, Review
from caseward.shared.accounts.models import User

AT = datetime(2026, 8, 24, 10, 0, tzinfo=UTC)


def plan(person: Person, by: User, *, completed: bool = True, **fields: Any) -> Plan:
    """A plan with face-to-face contact every fortnight; the next version where there is one."""
    at = fields.pop("at", AT)
    values: dict[str, Any] = {
        "number": person.plans.count() + 1,
        "contact_every_days": 14,
        "contact_how": Plan.How.FACE_TO_FACE,
        "agreement": Plan.Agreement.AGREES,
        "agreement_words": "I can do this.",
    }
    if completed:
        values |= {"completed_at": at, "completed_by": by}
    return Plan.objects.create(person=person, started_at=at, started_by=by, **values | fields)


def goal(plan: Plan, area: str = Area.THINKING, text: str = "Walk away when I am angry") -> Goal:
    """A goal of the plan."""
    return Goal.objects.create(plan=plan, area=area, text=text)


def action(goal: Goal, *, by_on: date = date(2026, 12, 31), sessions: int = 4, **fields: Any) -> Action:
    """An action of the officer towards a goal."""
    values: dict[str, Any] = {"what": "Sessions on anger", "owner": Action.Owner.OFFICER}
    return Action.objects.create(goal=goal, by_on=by_on, sessions=sessions, **values | fields)


def contingency(plan: Plan) -> Contingency:
    """A contingency with trigger, action and who."""
    return Contingency.objects.create(
        plan=plan, trigger="A new call-out", action="See the person the same day", who="Duty officer"
    )


def review(person: Person, by: User, *events: ChangeEvent, concluded: bool = True, **fields: Any) -> Review:
    """A review of those events that changed nothing, for a reason."""
    at = fields.pop("at", AT)
    values: dict[str, Any] = {}
    if concluded:
        values = {
            "concluded_at": at,
            "concluded_by": by,
            "outcome": Review.Outcome.NOT_CHANGED,
            "because": "The plan already answers it.",
            "persons_part": "Talked it through.",
        }
    made = Review.objects.create(person=person, started_at=at, started_by=by, **values | fields)
    made.events.set(events)
    return made
