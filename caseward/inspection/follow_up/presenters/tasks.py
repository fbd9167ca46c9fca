"""The lines of an inspection's overview that belong to recommendations and plans."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import ActionPlan
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.shared.govuk.filters import written_date

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def writing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """Lead and inspectors write recommendations."""
    if policies.reasons_not_to_write(user, inspection):
        return None
    written = inspection.recommendations.count()
    return Task(
        title="Write the recommendations",
        status=f"{written} written" if written else "None written",
        href=_address("index", inspection),
    )


def judging_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The lead judges what became of earlier recommendations, where there are any."""
    if policies.reasons_not_to_judge(user, inspection):
        return None
    number = policies.earlier_recommendations(inspection).count()
    if not number:
        return None
    judged = number - policies.unjudged(inspection).count()
    return Task(
        title="Judge the progress on earlier recommendations",
        status=f"{judged} of {number} judged",
        href=_address("earlier", inspection),
        done=judged == number,
    )


def publishing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The publisher makes recommendations public that a published result still lacks."""
    if policies.reasons_not_to_publish(user, inspection):
        return None
    return Task("Publish the recommendations", "Ready", _address("publish", inspection))


def plan_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """Those who write a plan answer and submit it; publisher and lead publish it."""
    if not policies.sees_recommendations(user, inspection) or inspection.stage != "published":
        return None
    for plan in inspection.action_plans.filter(published_at=None):
        plan.inspection = inspection
        if not policies.reasons_not_to_answer(user, plan):
            return _answering(plan)
        if not policies.reasons_not_to_publish_plan(user, plan):
            return Task("Read the action plan and publish it", "Submitted", _plan_address(plan))
    return None


def _answering(plan: ActionPlan) -> Task:
    is_late = plan.is_late(timezone.localdate())
    return Task(
        title=f"Answer the recommendations to {plan.addressee}",
        status="Late" if is_late else f"Due {written_date(plan.due_on)}",
        href=_plan_address(plan),
        colour="red" if is_late else "blue",
    )


def _address(page: str, inspection: Inspection) -> str:
    return reverse(f"follow_up:{page}", kwargs={"inspection_id": inspection.pk})


def _plan_address(plan: ActionPlan) -> str:
    return reverse("follow_up:plan", kwargs={"inspection_id": plan.inspection_id, "plan_id": plan.pk})
