"""Rows of one person whom the user may see, and buttons that carry the version of their row."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from caseward.casework.people import actions as people
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Action, Contingency, Goal, Plan, Review
from caseward.shared.govuk.forms import EditingForm
from caseward.shared.records.models import Conflict, SignedInRequest
from caseward.shared.records.views import form_page, page_name

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE_SIZE = 25


def person_for(request: SignedInRequest, person_id: int) -> Person:
    """The person, and the event that the user looked."""
    return people.open_record(person_id=person_id, by=request.user, page=page_name(request))


def plan_for(request: SignedInRequest, person_id: int, plan_id: int) -> Plan:
    """One version of the person's plan."""
    person = person_for(request, person_id)
    plan: Plan = get_object_or_404(person.plans.select_related("completed_by", "follows"), pk=plan_id)
    plan.person = person
    return plan


def goal_for(request: SignedInRequest, person_id: int, plan_id: int, goal_id: int) -> Goal:
    """One goal of that version."""
    plan = plan_for(request, person_id, plan_id)
    goal: Goal = get_object_or_404(plan.goals.all(), pk=goal_id)
    goal.plan = plan
    return goal


def action_for(request: SignedInRequest, person_id: int, plan_id: int, action_id: int) -> Action:
    """One action of that version."""
    plan = plan_for(request, person_id, plan_id)
    rows = Action.objects.visible_to(request.user).filter(goal__plan=plan).select_related("goal")
    action = get_object_or_404(rows, pk=action_id)
    action.goal.plan = plan
    return action


def contingency_for(
    request: SignedInRequest, person_id: int, plan_id: int, contingency_id: int
) -> Contingency:
    """One contingency of that version."""
    plan = plan_for(request, person_id, plan_id)
    row: Contingency = get_object_or_404(plan.contingencies.all(), pk=contingency_id)
    row.plan = plan
    return row


def review_for(request: SignedInRequest, person_id: int, review_id: int) -> Review:
    """One review of the person."""
    person = person_for(request, person_id)
    rows = person.reviews.select_related("plan__follows", "started_by", "concluded_by")
    review: Review = get_object_or_404(rows, pk=review_id)
    review.person = person
    return review


def to(name: str, row: Plan | Review) -> str:
    """The address of a page of that plan or review."""
    key = "plan_id" if isinstance(row, Plan) else "review_id"
    return reverse(f"plans:{name}", kwargs={"person_id": row.person_id, key: row.pk})


def plan_form(
    request: SignedInRequest, plan: Plan, *, title: str, then: str, context: dict[str, Any], **saving: Any
) -> HttpResponse:
    """One form about a draft, which leads back to a part of it."""
    shown = {"person": plan.person, "plan": plan, "page_title": title, "back": to(then, plan), **context}
    return form_page(request, "plans/form.html", shown, then=to(then, plan), **saving)


def press(request: SignedInRequest, change: Callable[..., object], done: str) -> None:
    """Make the change of a button to the version that its page showed; the next page says how it went."""
    form = EditingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "That page was out of date. Look at this one and try again.")
        return
    try:
        change(version=form.cleaned_data["version"])
    except Conflict:
        messages.warning(request, "Somebody else has just changed this. Look at it and try again.")
        return
    messages.success(request, done)
