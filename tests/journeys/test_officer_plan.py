"""An officer assesses somebody with the person's own view beside it, and makes the plan that follows."""

from datetime import date

import pytest

from caseward.casework.assessments.models import Area
from tests.journeys.walk import Walk
from tests.journeys.working_day import Caseload

pytestmark = pytest.mark.journey

NEED = "Thinking and behaviour"
DIFFERS = "Why do you and the person see it differently?"


def hand_over_the_self_assessment(walk: Walk) -> None:
    """The person says that all goes well, thinking too; the officer goes on."""
    walk.click("Hand over the self-assessment")
    walk.sees_not("CRN")
    for name in ("Where you live", "How you decide things"):
        walk.choose("8", within=walk.question(name))
    thinking = walk.page.locator(".cw-own__area").filter(has_text="How you decide things")
    walk.fill("Do you want to say more?", "I keep calm now.", within=thinking)
    walk.click("I am done")
    walk.is_at("Thank you")
    walk.click("For the officer: go on")
    walk.sees("I keep calm now.")


def judge_every_area(walk: Walk) -> None:
    """One need, which the person does not see; the rest is no need."""
    for area in Area:
        walk.click(area.label)
        if area == Area.THINKING:
            walk.sees("8 of 10", "I keep calm now.")
            walk.choose("A need")
            walk.fill("What lies behind it?", "Acts first and thinks afterwards.")
            walk.choose("Offending")
            walk.click("Save this area")
            walk.sees("You and the person see this area differently: say why.")
            walk.fill(DIFFERS, "Calm with me, not yet with his brother.")
        else:
            walk.choose("Not a need")
        walk.click("Save this area")


def fill_in_the_rest(walk: Walk) -> None:
    """Who the person is, and the risk of serious harm."""
    walk.click("How who they are bears on supervision")
    walk.fill("How does who they are bear on supervision?", "Works nights, so mornings do not suit.")
    walk.click("Save")
    walk.click("Risk of serious harm")
    for group in ("children", "the public", "a known adult", "staff"):
        walk.choose("Low", within=walk.question(f"Serious harm to {group}"))
    for question in (
        "Who is at risk?",
        "What is the harm, and what form would it take?",
        "When is the risk greatest?",
        "What raises the risk?",
        "What lowers the risk?",
    ):
        walk.fill(question, "Strangers in a quarrel, after drinking.")
    walk.click("Save")


def test_an_assessment_with_the_persons_own_becomes_a_plan(sized_walk: Walk, caseload: Caseload) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("dashboards:case", person_id=caseload.new.pk)
    walk.sees("Complete the first assessment", "Hand over the self-assessment")
    walk.open_record_part("Assessments")
    hand_over_the_self_assessment(walk)
    walk.open_record_part("Assessments")
    walk.click("Start an assessment")
    walk.choose("Start of the sentence")
    walk.click("Start")
    judge_every_area(walk)
    fill_in_the_rest(walk)
    walk.click("Complete the assessment")
    walk.click("Complete the assessment")
    make_the_plan(walk)
    walk.to("dashboards:case", person_id=caseload.new.pk)
    walk.sees("Plan, version 1", "Walk away from a quarrel", "I can do that.")
    walk.sees_not("Complete the first assessment", "Hand over the self-assessment")


def make_the_plan(walk: Walk) -> None:
    """A goal for the need, an action, a contingency, how often to meet, and the person's words."""
    walk.open_record_part("Plan")
    walk.click("Make the plan")
    walk.click("Begin")
    walk.click("Goals and actions")
    walk.click(f"Add a goal for {NEED}")
    walk.fill("What is the goal?", "Walk away from a quarrel")
    walk.click("Save")
    walk.click("Add an action to: Walk away from a quarrel")
    walk.fill("What is to be done?", "Sessions on keeping calm")
    walk.choose("The officer")
    walk.fill("How many sessions does it take?", "4")
    walk.fill_date("By when?", date(2027, 2, 1))
    walk.click("Save")
    walk.click("Back to the parts of the plan")
    walk.click("Contingencies")
    walk.click("Add a contingency")
    walk.fill("If this happens", "A quarrel ends in a blow")
    walk.fill("then this is done", "See the person the same day")
    walk.fill("by", "The duty officer")
    walk.click("Save")
    walk.click("Back to the parts of the plan")
    walk.click("How often and how you meet")
    walk.fill("How often do you meet?", "14")
    walk.choose("Face to face")
    walk.click("Save")
    walk.click("What the person says to it")
    walk.choose("Agrees")
    walk.fill("In their own words", "I can do that.")
    walk.click("Save")
    walk.sees("Nothing is missing.")
    walk.click("Read it through and complete it")
    walk.click("Complete the plan")
