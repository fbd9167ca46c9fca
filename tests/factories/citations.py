"""Interviews, and what is cited for and against the key questions of judged standards."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from caseward.inspection.fieldwork.models import AskedOf, Citation, Interview, InterviewAnswer, Side, Source
from caseward.inspection.fieldwork.policies.citations import judged_key_questions
from caseward.inspection.inspections.models import Inspection
from caseward.shared.accounts.models import User
from tests.factories.accounts import Cast

AT = datetime(2019, 8, 14, 16, 0, tzinfo=UTC)
KEY_QUESTION, MANAGEABLE = "1.2.1", "caseload-manageable"
SHOWS = "Officers in every office said so, and the records bear them out."


def interview(
    inspection: Inspection,
    by: User,
    answers: Mapping[str, str],
    *,
    asked_of: str = AskedOf.OFFICERS,
    grade: str = "PO",
    office: str = "Reading",
) -> Interview:
    """One interview with those answers; every other item is left blank."""
    row = Interview.objects.create(
        inspection=inspection,
        asked_of=asked_of,
        grade=grade if asked_of == AskedOf.OFFICERS else "",
        office=office,
        interviewed_on=date(2019, 8, 13),
        recorded_at=AT,
        recorded_by=by,
    )
    InterviewAnswer.objects.bulk_create(
        InterviewAnswer(interview=row, item_code=code, value=value) for code, value in answers.items()
    )
    return row


def citation(inspection: Inspection, by: User, key_question: str, side: str = Side.FOR) -> Citation:
    """Evidence that stands on one side of a key question, resting on a figure of the cases."""
    row = _citation(inspection, by, key_question, side)
    row.save()
    return row


def cite_everything(cast: Cast, inspection: Inspection) -> Inspection:
    """The inspection with evidence for and against every key question of its judged standards."""
    Citation.objects.bulk_create(
        _citation(inspection, cast.lead, code, side)
        for code in judged_key_questions(inspection)
        for side in Side.values
    )
    return inspection


def gathered(cast: Cast, inspection: Inspection) -> dict[str, Any]:
    """An interview and a citation, and what to put into their addresses."""
    cited = Citation.objects.filter(inspection=inspection, key_question=KEY_QUESTION).first()
    return {
        "interview_id": interview(inspection, cast.inspector, {MANAGEABLE: "yes"}).pk,
        "asked_of": AskedOf.OFFICERS.value,
        "key_question": KEY_QUESTION,
        "side": Side.FOR.value,
        "citation_id": (cited or citation(inspection, cast.lead, KEY_QUESTION)).pk,
    }


def one_more(cast: Cast, inspection: Inspection, number: int) -> None:
    """One more interview and one more citation."""
    interview(inspection, cast.inspector, {MANAGEABLE: "no"}, office=f"Office {number % 3}")
    citation(inspection, cast.lead, KEY_QUESTION, Side.AGAINST)


def _citation(inspection: Inspection, by: User, key_question: str, side: str) -> Citation:
    return Citation(
        inspection=inspection,
        key_question=key_question,
        side=side,
        text=SHOWS,
        characteristic=inspection.framework.bands[1].code,
        source=Source.CASES,
        source_key="2.1.1",
        cited_at=AT,
        cited_by=by,
    )
