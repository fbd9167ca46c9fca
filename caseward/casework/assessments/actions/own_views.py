"""Recording what a person says of their own life."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.casework.assessments import policies
from caseward.casework.assessments.models import SelfAssessment, SelfRating
from caseward.casework.people.models import Person
from caseward.rules.self_assessment import Rating
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if


@transaction.atomic
def record(
    *,
    person: Person,
    ratings: Mapping[str, Rating],
    given_on: date,
    is_in_own_hand: bool,
    is_confirmed: bool,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> SelfAssessment:
    """Keep a self-assessment as it was given; where all is as before, only with the person's word for it."""
    if made := already_created(SelfAssessment, creation_key):
        return made
    same_as = policies.same_as_before(person, ratings, given_on)
    refuse_if(
        policies.reasons_not_to_record_own_view(by, person, ratings, same_as, is_confirmed=is_confirmed)
    )
    given = person.self_assessments.create(
        given_on=given_on,
        is_in_own_hand=is_in_own_hand,
        creation_key=creation_key,
        recorded_at=at,
        recorded_by=by,
    )
    SelfRating.objects.bulk_create(
        SelfRating(self_assessment=given, area=area, score=rating.score, words=rating.words.strip())
        for area, rating in ratings.items()
    )
    audit.record(
        action="self-assessment recorded",
        subject=given,
        by=by,
        person=person.pk,
        unchanged_since=str(same_as.given_on) if same_as else "",
    )
    return given
