"""A draft comes to hold, and ends the review from which it was begun."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from caseward.casework.plans import policies
from caseward.casework.plans.models import Plan, Review
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import refuse_if, save_if_unchanged

from . import reviews

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@transaction.atomic
def complete(*, plan: Plan, version: int, by: "User", at: datetime) -> Plan:
    """Let a draft take the place of the plan that held; from now on it does not change."""
    on = timezone.localdate(at)
    refuse_if(policies.reasons_not_to_complete(by, plan, on))
    plan.assessment = policies.latest_assessment(plan.person)
    plan.completed_at, plan.completed_by = at, by
    save_if_unchanged(plan, version=version, fields=["assessment", "completed_at", "completed_by"])
    days = plan.contact_every_days
    audit.record(action="plan completed", subject=plan, by=by, person=plan.person_id, contact_every_days=days)
    for review in Review.objects.running().filter(person=plan.person):
        _lead_to_its_end(review, plan, by, at)
    return plan


def _lead_to_its_end(review: Review, plan: Plan, by: "User", at: datetime) -> None:
    """End the review that led to this version; one that led to none may end in it later."""
    if review.plan_id is None:
        review.plan = plan
        save_if_unchanged(review, version=review.version, fields=["plan"])
    elif not policies.reasons_not_to_conclude(by, review, Review.Outcome.NEW_PLAN, ""):
        reviews.conclude(
            review=review, outcome=Review.Outcome.NEW_PLAN, because="", version=review.version, by=by, at=at
        )
