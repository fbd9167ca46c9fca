"""Assessments, self-assessments and checks."""

from datetime import UTC, date, datetime
from typing import Any

from caseward.casework.assessments.models import Area, Assessment, Check, Factor, SelfAssessment, SelfRating
from caseward.casework.people.models import Person
from caseward.shared.accounts.models import User

AT = datetime(2026, 8, 20, 10, 0, tzinfo=UTC)


def assessment(
    person: Person, by: User, *, needs: tuple[str, ...] = (), completed: bool = True, **fields: Any
) -> Assessment:
    """An assessment in which those areas are needs linked to offending, and the public is at medium risk."""
    at = fields.pop("at", AT)
    values: dict[str, Any] = {"reason": Assessment.Reason.START, "harm_to_public": 2}
    if completed:
        values |= {"completed_at": at, "completed_by": by}
    made = Assessment.objects.create(person=person, started_at=at, started_by=by, **values | fields)
    Factor.objects.bulk_create(
        Factor(
            assessment=made,
            area=area,
            is_need=Factor.Need.YES if area in needs else Factor.Need.NO,
            is_linked_to_offending=area in needs,
            is_linked_to_harm=False,
        )
        for area in Area.values
    )
    return made


def self_assessment(
    person: Person, by: User, *, given_on: date, scores: dict[str, int] | None = None, words: str = ""
) -> SelfAssessment:
    """What the person said on that day; blank without scores and words."""
    made = SelfAssessment.objects.create(person=person, given_on=given_on, recorded_at=AT, recorded_by=by)
    SelfRating.objects.bulk_create(
        SelfRating(self_assessment=made, area=area, score=(scores or {}).get(area), words=words)
        for area in Area.values
    )
    return made


def check(
    person: Person, by: User, *, asked_on: date, agency: str = Check.Agency.POLICE, **fields: Any
) -> Check:
    """A question to an agency, not answered yet unless told otherwise."""
    return Check.objects.create(
        person=person,
        agency=agency,
        question="Is anything known about domestic abuse?",
        asked_at=AT,
        asked_by=by,
        asked_on=asked_on,
        **fields,
    )
