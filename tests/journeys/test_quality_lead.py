"""The quality lead: reads a dip sample blind, compares, and settles what differs."""

import pytest

from caseward.inspection.case_assessments.models import Answer, Assessment, Reading
from caseward.inspection.inspections.models import Inspection
from tests.factories import case_assessments, inspections
from tests.factories.accounts import Cast
from tests.factories.case_assessments import SUPERVISION
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

QUESTION = "2.1.1"


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """An inspection with three finished readings by one inspector."""
    row = inspections.inspection(cast, stage="assessment", samples=(SUPERVISION,))
    for _ in range(3):
        case = case_assessments.sampled_case(row, allocated_to=cast.inspector)
        case_assessments.reading(case, cast.inspector)
    return row


def differ(second: Assessment) -> None:
    """The second reader's answers: the first reader's, but for one question."""
    first = Answer.objects.filter(assessment__case=second.case, assessment__reading=Reading.FIRST)
    Answer.objects.bulk_create(
        Answer(
            assessment=second,
            question_code=row.question_code,
            value="no" if row.question_code == QUESTION else row.value,
            answered_at=row.answered_at,
            answered_by=second.assessor,
        )
        for row in first
    )


def test_a_case_is_read_again_blind_compared_and_settled(
    walk: Walk, cast: Cast, inspection: Inspection
) -> None:
    walk.sign_in(cast.quality_lead)
    walk.click("Northshire Probation")
    walk.open_part("Second readings")
    walk.sees("No second reading yet")
    walk.click("Draw a dip sample")
    walk.fill("How many, as a number or a per cent?", "9")
    walk.click("Draw")
    walk.sees("At most 3 first readings can be read again")
    walk.fill("How many, as a number or a per cent?", "1")
    walk.fill("Seed", "3")
    walk.click("Draw")
    walk.sees("1 of 3 finished first readings are yours to read again.", "Drawn by chance, seed 3")

    second = Assessment.objects.get(reading=Reading.SECOND)
    walk.click(str(second.case))
    walk.sees_not("By Any Inspector.")
    walk.click("2.1 Assessment")
    assert walk.page.get_by_role("radio", checked=True).count() == 0
    differ(second)
    walk.to("case_assessments:case", inspection_id=inspection.pk, case_id=second.case_id)
    walk.click("Finish this reading")
    walk.click("Finish this reading")
    walk.click("Compare the two readings")
    walk.sees("Where the readers differ", "2.1.1", "Still open: 1.")
    walk.choose("No", within=walk.question("2.1.1"))
    walk.click("Save what you agree")
    walk.sees("Agreed answers saved. They count instead of the first reader’s.")
    agreed = Answer.objects.get(assessment__reading=Reading.AGREED)
    assert (agreed.question_code, agreed.value) == (QUESTION, "no")

    walk.to("case_assessments:second_readings", inspection_id=inspection.pk)
    walk.click("How well readers agree, question by question")
    walk.sees("2.1.1")
    walk.to("case_assessments:second_readings", inspection_id=inspection.pk)
    walk.click("Choose cases one by one")
    walk.click("Read these again")
    walk.sees("There is a problem")
