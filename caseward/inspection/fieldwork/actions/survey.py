"""Interviews: recorded as they were answered, and put right later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseward.inspection.fieldwork.models import Interview, InterviewAnswer
from caseward.inspection.fieldwork.policies import access, survey
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from caseward.shared.audit import actions as audit
from caseward.shared.records.models import already_created, refuse_if, save_if_unchanged


@dataclass(frozen=True)
class Interviewed:
    """What one interview gave: where and when, and the answers by item; blanks are left out."""

    interviewed_on: date
    grade: str = ""
    office: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def record_interview(
    *,
    inspection: Inspection,
    asked_of: str,
    given: Interviewed,
    creation_key: UUID,
    by: User,
    at: datetime,
) -> Interview:
    """Keep one interview; no name is asked for or kept."""
    if existing := already_created(Interview, creation_key):
        return existing
    refuse_if(access.reasons_not_to_write(by, inspection))
    refuse_if(survey.reasons_against_answers(inspection, asked_of, given.answers))
    interview = Interview.objects.create(
        inspection=inspection,
        asked_of=asked_of,
        grade=given.grade,
        office=given.office,
        interviewed_on=given.interviewed_on,
        creation_key=creation_key,
        recorded_at=at,
        recorded_by=by,
    )
    _write_answers(interview, given.answers)
    audit.record(
        action="recorded_interview", subject=interview, by=by, asked_of=asked_of, answers=dict(given.answers)
    )
    return interview


@transaction.atomic
def edit_interview(
    *, interview: Interview, given: Interviewed, version: int, by: User, at: datetime
) -> Interview:
    """Put an interview right; raises Conflict when it was changed elsewhere meanwhile."""
    refuse_if(access.reasons_not_to_write(by, interview.inspection))
    refuse_if(survey.reasons_against_answers(interview.inspection, interview.asked_of, given.answers))
    interview.grade, interview.office = given.grade, given.office
    interview.interviewed_on = given.interviewed_on
    interview.recorded_at, interview.recorded_by = at, by
    fields = ["grade", "office", "interviewed_on", "recorded_at", "recorded_by"]
    save_if_unchanged(interview, version=version, fields=fields)
    before = interview.answers_by_item()
    interview.answers.all().delete()
    _write_answers(interview, given.answers)
    changes = {
        code: [before.get(code), given.answers.get(code)]
        for code in before.keys() | given.answers.keys()
        if before.get(code) != given.answers.get(code)
    }
    audit.record(action="edited_interview", subject=interview, by=by, changes=changes)
    return interview


def _write_answers(interview: Interview, answers: Mapping[str, str]) -> None:
    InterviewAnswer.objects.bulk_create(
        InterviewAnswer(interview=interview, item_code=code, value=value) for code, value in answers.items()
    )
