"""Cases that somebody read to the end, with evidence, and with when the reader was shown it."""

from collections.abc import Mapping
from datetime import timedelta

from caseward.assurance.evidence.models import Showing
from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.rules.readiness.findings import State
from caseward.shared.accounts.models import User
from tests.factories import case_assessments, evidence

AT = case_assessments.AT
MINUTE = timedelta(minutes=1)
PROMPT, CHECK = "2.1.1b", "assessment.diversity"
"""A prompt that every case of the sample is asked, and its check."""
KEY_QUESTION = "2.1.1"


def read(
    inspection: Inspection,
    by: User,
    *,
    state: State = State.SHOWN,
    kind: Reading = Reading.FIRST,
    finished: bool = True,
    answers: Mapping[str, str],
) -> Assessment:
    """A reading of a new case about which every check found the same."""
    case = case_assessments.sampled_case(inspection, allocated_to=by)
    evidence.evidence(case, state=state)
    given = {"info.harm": "medium", **answers}
    return case_assessments.reading(case, by, kind=kind, answers=given, finished=finished)


def show(assessment: Assessment, *codes: str, minutes: int) -> None:
    """The reader was first shown the evidence for these questions so many minutes after answering first."""
    Showing.objects.bulk_create(
        Showing(
            assessment=assessment,
            question_code=code,
            shown_at=AT + minutes * MINUTE,
            shown_by=assessment.assessor,
        )
        for code in codes
    )


def change(assessment: Assessment, code: str, value: str, *, minutes: int) -> None:
    """Another answer is saved so many minutes after the first; an empty one takes it back."""
    version = assessment.version = assessment.version + 1
    assessment.save()
    assessment.answers.current().filter(question_code=code).update(is_current=False, left_in_version=version)
    if value:
        Answer.objects.create(
            assessment=assessment,
            question_code=code,
            value=value,
            saved_as_version=version,
            answered_at=AT + minutes * MINUTE,
            answered_by=assessment.assessor,
        )
