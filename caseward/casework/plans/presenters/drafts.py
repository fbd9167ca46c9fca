"""How far a draft is: its parts, what each still wants, and the needs that want a goal."""

from dataclasses import dataclass

from django.urls import reverse

from caseward.casework.assessments.models import Area, Assessment
from caseward.casework.plans import policies
from caseward.casework.plans.models import Goal, Plan, WithoutGoal

PARTS = {
    "goals": ("Goals and actions", "plans:goals"),
    "contingencies": ("Contingencies", "plans:contingencies"),
    "contact": ("How often and how you meet", "plans:contact_level"),
    "agreement": ("What the person says to it", "plans:agreement"),
}
"""The parts of a draft in the order in which they are made."""


@dataclass(frozen=True)
class Wanted:
    """Something missing, and the address where it is put right."""

    reason: str
    href: str


@dataclass(frozen=True)
class PlannedArea:
    """One area of life: whether it is a need that wants a goal, and what the draft says of it."""

    code: str
    label: str
    is_need: bool
    analysis: str
    goals: list[Goal]
    reason: WithoutGoal | None
    said_last_time: str
    """Why the version before had no goal for it."""

    @property
    def is_answered(self) -> bool:
        """Whether there is a goal, or a reason why not."""
        return bool(self.goals or self.reason)


def address(plan: Plan, part: str) -> str:
    """Where a part of a draft is written; the assessment has its own pages."""
    if part == "assessment":
        return reverse("assessments:index", kwargs={"person_id": plan.person_id})
    return reverse(PARTS[part][1], kwargs={"person_id": plan.person_id, "plan_id": plan.pk})


def wanted(missing: list[policies.Missing], plan: Plan) -> list[Wanted]:
    """What is missing, with links."""
    return [Wanted(each.reason, address(plan, each.part)) for each in missing]


def tasks(plan: Plan, missing: list[policies.Missing]) -> list[dict[str, object]]:
    """The parts as a list of tasks, with how much of each is missing."""
    rows = []
    for part, (title, _) in PARTS.items():
        where = {part, "assessment"} if part == "goals" else {part}
        wants = sum(each.part in where for each in missing)
        rows.append(
            {
                "title": title,
                "href": address(plan, part),
                "status": f"{wants} missing" if wants else "Ready",
                "done": not wants,
                "colour": "yellow",
            }
        )
    return rows


def areas(plan: Plan, assessment: Assessment | None) -> list[PlannedArea]:
    """Needs that want a goal first, then the other areas that have one."""
    goals = list(plan.goals.prefetch_related("actions__requirement"))
    reasons = {row.area: row for row in plan.without_goal.all()}
    before = {row.area: row.because for row in plan.follows.without_goal.all()} if plan.follows else {}
    needs = {factor.area: factor for factor in policies.wanting_a_goal(assessment)}
    shown = [*needs, *dict.fromkeys(goal.area for goal in goals if goal.area not in needs)]
    return [
        PlannedArea(
            code=area,
            label=Area(area).label,
            is_need=area in needs,
            analysis=needs[area].analysis if area in needs else "",
            goals=[goal for goal in goals if goal.area == area],
            reason=reasons.get(area),
            said_last_time=before.get(area, ""),
        )
        for area in shown
    ]
