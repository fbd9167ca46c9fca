"""Pages of recommendations, action plans and what became of them.

What they share: getting the rows that the user may see, and the buttons that carry the version of their row.
"""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from caseward.inspection.follow_up import policies
from caseward.inspection.follow_up.models import ActionPlan, Recommendation
from caseward.inspection.inspections.models import Inspection
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest, refuse_if

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def inspection_for(request: SignedInRequest, inspection_id: int) -> Inspection:
    """The inspection, if the user may see its recommendations."""
    rows = Inspection.objects.visible_to(request.user).external().with_team()
    inspection = get_object_or_404(rows, pk=inspection_id)
    refuse_if(policies.reasons_not_to_see(request.user, inspection))
    return inspection


def recommendation_for(
    request: SignedInRequest, inspection_id: int, recommendation_id: int
) -> Recommendation:
    """One recommendation of that inspection."""
    inspection = inspection_for(request, inspection_id)
    rows = Recommendation.objects.visible_to(request.user).filter(inspection=inspection)
    row = get_object_or_404(rows.select_related("repeats", "plan", "response"), pk=recommendation_id)
    row.inspection = inspection
    if row.plan:
        row.plan.inspection = inspection
    return row


def plan_for(request: SignedInRequest, inspection_id: int, plan_id: int) -> ActionPlan:
    """One action plan of that inspection."""
    inspection = inspection_for(request, inspection_id)
    rows = ActionPlan.objects.visible_to(request.user).filter(inspection=inspection)
    plan = get_object_or_404(rows.select_related("submitted_by", "published_by"), pk=plan_id)
    plan.inspection = inspection
    return plan


def press(request: SignedInRequest, change: Callable[..., object], done: str = "") -> None:
    """Make the change of a button to the version that its page showed; the next page says how it went."""
    form = EditingForm(request.POST)
    if not form.is_valid():
        return
    try:
        change(version=form.cleaned_data["version"])
    except Conflict:
        messages.warning(request, "Somebody else has just changed this. Look at it and try again.")
        return
    if done:
        messages.success(request, done)
