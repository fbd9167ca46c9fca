"""Reviews: opened by what happened or by time, ended by a new version or a reason to change nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from caseward.casework.people import policies as people
from caseward.casework.people.models import ChangeEvent, Person
from caseward.casework.plans import policies
from caseward.casework.plans.models import Plan, Review
from caseward.casework.plans.models.review import not_reviewed
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged

from . import plans

if TYPE_CHECKING:
    from caseward.shared.accounts.models import User


@dataclass(frozen=True)
class Considered:
    """What a review looked at, and what part the person had in it."""

    considered: str
    persons_part: str


@transaction.atomic
def start_review(*, person: Person, creation_key: UUID, by: "User", at: datetime) -> Review:
    """Open a review of everything that happened and was not reviewed; of the time gone by if nothing did."""
    refuse_if(people.reasons_not_to_work_on(by, person))
    Person.objects.select_for_update().get(pk=person.pk)
    if made := already_created(Review, creation_key):
        return made
    refuse_if(policies.reasons_not_to_start_review(by, person))
    review = Review.objects.create(person=person, started_at=at, started_by=by, creation_key=creation_key)
    events = _take_up_all(review)
    audit.record(action="review begun", subject=review, by=by, person=person.pk, events=events)
    return review


@transaction.atomic
def take_up(*, review: Review, version: int, by: "User") -> Review:
    """Consider in a running review what happened after it was opened."""
    refuse_if(policies.reasons_not_to_write_review(by, review))
    save_if_unchanged(review, version=version, fields=[])
    events = _take_up_all(review)
    person = review.person_id
    audit.record(action="events taken up in a review", subject=review, by=by, person=person, events=events)
    return review


@transaction.atomic
def write_review(*, review: Review, written: Considered, version: int, by: "User") -> Review:
    """Write down what was considered, and the person's part."""
    refuse_if(policies.reasons_not_to_write_review(by, review))
    review.considered, review.persons_part = written.considered, written.persons_part
    save_if_unchanged(review, version=version, fields=["considered", "persons_part"])
    audit.record(action="review written", subject=review, by=by, person=review.person_id)
    return review


@transaction.atomic
def plan_from_review(*, review: Review, version: int, creation_key: UUID, by: "User", at: datetime) -> Plan:
    """Begin the version in which the review is to end, or take the one that is being written."""
    refuse_if(policies.reasons_not_to_plan_from(by, review))
    draft = review.person.plans.filter(completed_at=None).first()
    plan = draft or plans.start(person=review.person, carries=True, creation_key=creation_key, by=by, at=at)
    review.plan = plan
    save_if_unchanged(review, version=version, fields=["plan"])
    audit.record(
        action="plan begun from a review", subject=review, by=by, person=plan.person_id, plan=plan.pk
    )
    return plan


@transaction.atomic
def conclude(*, review: Review, outcome: str, because: str, version: int, by: "User", at: datetime) -> Review:
    """End a review: the plan was changed, or it was not, because."""
    refuse_if(policies.reasons_not_to_conclude(by, review, outcome, because))
    review.outcome, review.because = outcome, because
    review.concluded_at, review.concluded_by = at, by
    if outcome == Review.Outcome.NOT_CHANGED:
        review.plan = None
    fields = ["outcome", "because", "plan", "concluded_at", "concluded_by"]
    save_if_unchanged(review, version=version, fields=fields)
    details = {"outcome": outcome, "plan": review.plan_id}
    audit.record(action="review concluded", subject=review, by=by, person=review.person_id, **details)
    return review


def _take_up_all(review: Review) -> list[int]:
    """Add every event that no concluded review has considered; their ids."""
    waiting = not_reviewed().filter(person=review.person_id).exclude(reviews=review)
    events: list[ChangeEvent] = list(waiting)
    review.events.add(*events)
    return [event.pk for event in events]
