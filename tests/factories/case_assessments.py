"""Sampled cases and readings of them, with answers, written straight into the tables."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from caseward.inspection.case_assessments.models import Answer, Assessment, Note, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import CaseList, Draw, ListedCase, SampledCase
from caseward.rules.bases import Place, choices_of, groups_of, place_in_base
from caseward.rules.framework import AnswerType, Question
from caseward.shared.accounts.models import User

AT = datetime(2019, 8, 6, 10, 0, tzinfo=UTC)
SUPERVISION = "case-supervision"


def sampled_case(
    inspection: Inspection, *, allocated_to: User | None, sample: str = SUPERVISION, **listed: Any
) -> SampledCase:
    """One case of the current draw of that sample; the draw and its list are made with the first case."""
    draw = _draw(inspection, sample)
    order = draw.cases.count() + 1
    row = {
        "case_reference": f"TV/{sample}/{order:03}",
        "organisation": "Riverside Probation",
        "delivery_unit": "Northside",
        "office": "Castle Street",
        "officer_reference": "OFF-1",
        "officer_grade": "PO",
        "sex": "male",
        "ethnicity": "white",
        "date_of_birth": date(1984, 2, 29),
        "sentence_type": "community",
        "sentence_started_on": date(2019, 1, 20),
        "risk_of_serious_harm": "medium",
        **listed,
    }
    return SampledCase.objects.create(
        draw=draw,
        listed_case=ListedCase.objects.create(case_list=draw.case_list, **row),
        stratum="Male, Community sentence, Medium",
        order=order,
        allocated_to=allocated_to,
        allocated_at=AT if allocated_to else None,
        allocated_by=inspection.created_by if allocated_to else None,
    )


def reading(
    case: SampledCase,
    by: User,
    *,
    kind: Reading = Reading.FIRST,
    answers: Mapping[str, str] | None = None,
    finished: bool = True,
) -> Assessment:
    """A reading with those answers; with every answer that it needs where none are given."""
    row = Assessment.objects.create(
        inspection=case.draw.inspection,
        case=case,
        reading=kind,
        assessor=by,
        started_at=AT,
        started_by=by,
        finished_at=AT if finished else None,
        finished_by=by if finished else None,
    )
    given = full_answers(case) if answers is None else answers
    Answer.objects.bulk_create(
        Answer(assessment=row, question_code=code, value=value, answered_at=AT, answered_by=by)
        for code, value in given.items()
    )
    return row


def full_answers(case: SampledCase, **changes: str) -> dict[str, str]:
    """An answer to every question that the case is asked; `info_harm="low"` answers `info.harm`."""
    framework, sample = case.draw.inspection.framework, case.draw.sample_code
    answers = {"info.harm": "medium"} if sample == SUPERVISION else {}
    answers |= {code.replace("_", ".", 1): value for code, value in changes.items()}
    for group in groups_of(framework, sample):
        for question in group.questions:
            if place_in_base(framework, sample, question.base, answers) is Place.IN:
                answers.setdefault(question.code, _any_answer(question))
    return answers


def note(assessment: Assessment, question_code: str = "2.1.1", **fields: Any) -> Note:
    """A note on one question."""
    values = {"bearing": Note.Bearing.STRENGTH, "text": "The plan was made with the person.", **fields}
    return Note.objects.create(
        assessment=assessment,
        question_code=question_code,
        written_at=AT,
        written_by=assessment.assessor,
        **values,
    )


def _any_answer(question: Question) -> str:
    if choices := choices_of(question):
        return choices[0].value
    return "0" if question.answer is AnswerType.COUNT else "Nothing to add."


def _draw(inspection: Inspection, sample: str) -> Draw:
    if existing := Draw.objects.current().filter(inspection=inspection, sample_code=sample).first():
        return existing
    case_list = CaseList.objects.create(
        inspection=inspection,
        sample_code=sample,
        file_name=f"{sample}.csv",
        sha256="0" * 64,
        state=CaseList.State.ACCEPTED,
        uploaded_at=AT,
        uploaded_by=inspection.created_by,
    )
    return Draw.objects.create(
        inspection=inspection,
        sample_code=sample,
        case_list=case_list,
        number=1,
        seed=1,
        population=100,
        size=63,
        method="single",
        drawn_at=AT,
        drawn_by=inspection.created_by,
    )
