"""The inspector: a case is opened, judged question by question, finished, and opened again."""

import re

import pytest
from playwright.sync_api import expect

from caseward.inspection.case_assessments.models import Answer, Assessment, Note, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from tests.factories import case_assessments, inspections
from tests.factories.accounts import Cast
from tests.factories.case_assessments import SUPERVISION
from tests.journeys.conftest import NewWalk
from tests.journeys.readings import answer, group_of, place_of
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

HARM = "What is your own classification of the risk of serious harm?"
HIDDEN = f"Not asked, because the answer to “{HARM}” is “Low”."
REASON = "A document came in that changes one answer."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """An inspection whose cases are being assessed."""
    return inspections.inspection(cast, stage="assessment", samples=(SUPERVISION,))


@pytest.fixture
def case(cast: Cast, inspection: Inspection) -> SampledCase:
    """A case that waits for the inspector."""
    return case_assessments.sampled_case(inspection, allocated_to=cast.inspector)


@pytest.fixture
def nearly(cast: Cast, case: SampledCase) -> Assessment:
    """A reading that lacks the answers of one group only."""
    answers = case_assessments.full_answers(case)
    wanted = {code: value for code, value in answers.items() if not code.startswith("2.1.3")}
    return case_assessments.reading(case, cast.inspector, answers=wanted, finished=False)


def open_case(walk: Walk, cast: Cast, case: SampledCase) -> None:
    walk.sign_in(cast.inspector)
    walk.click("Northshire Probation")
    walk.open_part("Cases")
    walk.click(case.listed_case.case_reference)


def test_a_low_classification_closes_the_questions_on_harm_and_says_why(
    walk: Walk, cast: Cast, case: SampledCase
) -> None:
    open_case(walk, cast, case)
    walk.click("Start reading")
    walk.choose("Low", within=walk.question(HARM))
    walk.click("Save the facts")
    walk.click("Go on to 2.1 Assessment")
    walk.click("Go on to 2.2 Planning")
    walk.sees(HIDDEN)
    expect(place_of(walk, "2.2.3").locator("form")).to_have_count(0)


def test_answers_are_saved_as_they_are_given_and_the_rest_is_listed(
    walk: Walk, cast: Cast, inspection: Inspection, case: SampledCase, nearly: Assessment
) -> None:
    open_case(walk, cast, case)
    walk.click("See what is missing")
    walk.is_at("What is missing")
    group = group_of(inspection.framework, SUPERVISION, "2.1.3")
    walk.sees(*(question.text for question in group.questions))
    walk.click(re.compile("^2.1.3a "))
    answer(walk, group)
    pages = walk.page.get_by_role("navigation", name="Pages of this reading")
    expect(pages).to_contain_text(re.compile(r"2\.1 Assessment \((\d+) of \1\)"))
    expect(place_of(walk, "2.1.3").get_by_role("status")).to_have_text("Saved")
    walk.check()
    walk.click("What is missing, and finish")
    walk.is_at("Finish this reading")
    assert not nearly.unanswered()


def test_without_scripts_each_group_has_its_own_button(
    new_walk: NewWalk, cast: Cast, inspection: Inspection, case: SampledCase, nearly: Assessment
) -> None:
    walk = new_walk(scripts=False)
    open_case(walk, cast, case)
    walk.click("See what is missing")
    walk.click(re.compile("^2.1.3a "))
    answer(walk, group_of(inspection.framework, SUPERVISION, "2.1.3"), "No")
    walk.click("Save 2.1.3")
    walk.sees("Saved: 2.1.3")
    saved = Answer.objects.filter(assessment=nearly, question_code__startswith="2.1.3", is_current=True)
    assert {row.value for row in saved} == {"no"}
    walk.click("What is missing, and finish")
    walk.click("Finish this reading")
    walk.sees("Reading finished. Its answers count from now on.")


def test_a_reading_gets_a_note_is_finished_and_is_reopened_with_a_reason(
    walk: Walk, cast: Cast, case: SampledCase
) -> None:
    reading = case_assessments.reading(case, cast.inspector, finished=False)
    open_case(walk, cast, case)
    walk.click("2.1 Assessment")
    walk.click(re.compile("^Add a note"), within=place_of(walk, "2.1.1"))
    walk.sees("Use no real names.")
    walk.click("Save the note")
    walk.sees("There is a problem")
    walk.choose("Strength", within=walk.question("Is it a strength or a weakness?"))
    walk.fill("Note", "Jo’s plan was made with Jo, line by line.")
    walk.choose("It would make a practice example")
    walk.click("Save the note")
    walk.sees("Jo’s plan was made with Jo, line by line.", "Practice example")
    assert Note.objects.get().question_code == "2.1.1"

    walk.to("case_assessments:case", inspection_id=case.draw.inspection_id, case_id=case.pk)
    walk.click("Finish this reading")
    walk.click("Finish this reading")
    walk.sees("Reading finished. Its answers count from now on.")
    walk.click("2.1 Assessment")
    walk.sees("This reading is finished. You can look at the answers here.")
    walk.page.go_back()
    walk.click("Reopen this reading")
    walk.fill("Why do you reopen it?", REASON)
    walk.click("Reopen this reading")
    walk.sees("Reading reopened.")
    reading.refresh_from_db()
    assert reading.finished_at is None
    walk.click("2.1 Assessment")
    place = place_of(walk, "2.1.1")
    walk.choose("No", within=place.get_by_role("group", name="Your judgement: 2.1.1"))
    walk.click("Save 2.1.1")
    walk.to("case_assessments:case", inspection_id=case.draw.inspection_id, case_id=case.pk)
    walk.click(re.compile("^History of answers"))
    walk.sees(REASON)
    expect(walk.row("2.1.1 ").first).to_contain_text("No Stands")
    assert [row.value for row in reading.answers.filter(question_code="2.1.1", is_current=False)] == ["yes"]


def test_the_case_of_another_inspector_is_read_only(walk: Walk, cast: Cast, inspection: Inspection) -> None:
    theirs = case_assessments.sampled_case(inspection, allocated_to=cast.lead)
    case_assessments.reading(theirs, cast.lead, finished=False)
    open_case(walk, cast, theirs)
    expect(walk.named("Start reading")).to_have_count(0)
    assert Assessment.objects.get().reading == Reading.FIRST
