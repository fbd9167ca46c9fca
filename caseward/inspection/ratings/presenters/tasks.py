"""The lines of an inspection's overview that belong to ratings: whose turn it is, and how far it is."""

from typing import TYPE_CHECKING

from django.urls import reverse

from caseward.inspection.fieldwork.policies.citations import judged_standards
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.inspections.presenters import Task
from caseward.inspection.ratings import policies
from caseward.inspection.ratings.models import Decision, Proposal

if TYPE_CHECKING:
    from caseward.shared.records.models import Viewer


def closing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The lead closes case assessment."""
    if policies.reasons_not_to_close_assessment(user, inspection):
        return None
    waiting = policies.unfinished_cases(inspection)
    return Task(
        title="Close case assessment",
        status=f"{waiting} not finished" if waiting else "Ready",
        href=_address("close_assessment", inspection),
        colour="grey" if waiting else "blue",
    )


def proposing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The lead proposes and opens the panel's meeting."""
    if inspection.stage != "ratings" or policies.reasons_not_to_propose(user, inspection):
        return None
    made = Proposal.objects.filter(inspection=inspection, ground=Proposal.Ground.JUDGEMENT, is_current=True)
    asked = judged_standards(inspection)
    return Task(
        title="Propose ratings, then open the panel’s meeting",
        status=f"{made.count()} of {len(asked)} proposed",
        href=_address("proposals", inspection),
    )


def deciding_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The panel decides and locks."""
    if inspection.stage != "panel" or not policies.sees_panel(user, inspection):
        return None
    decided = Decision.objects.filter(inspection=inspection, meeting__is_current=True, is_current=True)
    return Task(
        title="Decide every rating and lock the meeting",
        status=f"{decided.count()} of {len(inspection.framework.standards)} decided",
        href=_address("panel", inspection),
    )


def publishing_task(user: "Viewer", inspection: Inspection) -> Task | None:
    """The publisher publishes."""
    if policies.reasons_not_to_publish(user, inspection):
        return None
    return Task(title="Check and publish the result", status="Ready", href=_address("publish", inspection))


def _address(page: str, inspection: Inspection) -> str:
    return reverse(f"ratings:{page}", kwargs={"inspection_id": inspection.pk})
