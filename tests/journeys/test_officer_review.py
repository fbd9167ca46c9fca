"""A call-out comes in the police's file; the officer asks again, reviews and changes the plan."""

import re

import pytest

from tests.journeys.walk import Walk
from tests.journeys.working_day import Caseload

pytestmark = pytest.mark.journey

REVIEW = "Review after what happened for Ada Attends"
FILE = """kind,happened_on,name,born_on,pnc,detail
domestic_abuse_call_out,08/11/2026,Ada Attends,17/05/1990,,Shouting; nobody was hurt.
"""


def take_in_the_file(walk: Walk, caseload: Caseload) -> None:
    """The manager takes the day's file in; it is certain whom it is about."""
    walk.sign_in(caseload.manager)
    walk.to("assessments:police")
    walk.click("Take in a file")
    walk.attach("The police’s file", "day.csv", FILE.encode())
    walk.click("Check and take in")
    walk.to("assessments:police")
    walk.sees("Nothing waits")


def ask_the_police(walk: Walk, caseload: Caseload) -> None:
    """From the home: the call-out asks for a check."""
    walk.to("dashboards:due")
    walk.click("Ask again after what happened for Ada Attends")
    walk.click(re.compile("Ask now.*Police.*call-out"))
    walk.click("Save the question")


def set_contact(walk: Walk, days: str) -> None:
    """How often officer and person meet."""
    walk.click("How often and how you meet")
    walk.fill("How often do you meet?", days)
    walk.click("Save")


def write_the_review(walk: Walk) -> None:
    """From the new version to the review that leads to it, and back."""
    walk.click("the review")
    walk.fill("What did you consider?", "The call-out, the police, the partner and what the plan says.")
    walk.fill("What part did the person have in it?", "Says it was loud, and wants help to leave in time.")
    walk.click("Save")
    walk.click("Version 2 of the plan")


def test_a_call_out_is_checked_reviewed_and_answered_with_a_new_plan(
    sized_walk: Walk, caseload: Caseload
) -> None:
    walk = sized_walk
    take_in_the_file(walk, caseload)
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    walk.sees("Review after what happened", "Domestic-abuse call-out", "Shouting; nobody was hurt.")
    ask_the_police(walk, caseload)
    walk.to("dashboards:home")
    walk.click(REVIEW)
    walk.sees("Domestic-abuse call-out on 8 November 2026", "contact may not be reduced")
    walk.click("Start a review")
    walk.click("Start the review")
    walk.click("Change the plan")
    set_contact(walk, "28")
    walk.sees("There is a problem")
    walk.fill("How often do you meet?", "7")
    walk.click("Save")
    write_the_review(walk)
    walk.click("What the person says to it")
    walk.choose("Agrees")
    walk.fill("In their own words", "I want that help.")
    walk.click("Save")
    walk.click("Read it through and complete it")
    walk.click("Complete the plan")
    walk.to("dashboards:home")
    walk.sees_not("Review after what happened")
    walk.to("dashboards:case", person_id=caseload.attends.pk)
    walk.sees("Contact every 7 days", "Plan, version 2", "I want that help.")
