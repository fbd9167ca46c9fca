"""An officer's day: three people come, or do not, and everything that follows is there at once."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk
from tests.journeys.working_day import SESSIONS, Caseload

pytestmark = pytest.mark.journey

TODAY = date(2026, 11, 9)
MOST_INTERACTIONS = 5


def record(walk: Walk, name: str) -> None:
    """From the home to the page that asks what happened."""
    today = walk.page.locator(".cw-agenda__item").filter(has_text=name)
    walk.click(re.compile("^Record what happened"), within=today)


def miss(walk: Walk, name: str) -> None:
    """From the home: the person did not come. What is asked next is whether that was acceptable."""
    record(walk, name)
    walk.choose("Did not attend")
    walk.click("Save")
    walk.is_at("Was the absence acceptable?")


def test_an_attended_contact_takes_five_interactions_and_counts_at_once(
    sized_walk: Walk, caseload: Caseload
) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    walk.sees("Ada Attends", "Ivan Ill", "Mona Missing", f"Planned: {SESSIONS}")
    before = walk.interactions
    record(walk, "Ada Attends")
    walk.choose("Attended")
    walk.choose(SESSIONS)
    walk.click("Save")
    assert walk.interactions - before <= MOST_INTERACTIONS
    walk.to("dashboards:case", person_id=caseload.attends.pk)
    walk.sees("1 of 20 days done, 19 left", "1 of 2 contacts")
    walk.open_record_part("Timeline")
    walk.sees("9 November 2026", "Supervision: attended", f"Worked on: {SESSIONS}")
    walk.to("dashboards:home")
    expect(walk.page.locator(".cw-agenda__item").filter(has_text="Ada Attends")).to_contain_text("Attended")


def test_an_acceptable_absence_is_no_failure(sized_walk: Walk, caseload: Caseload) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    miss(walk, "Ivan Ill")
    walk.to("dashboards:home")
    walk.click("Decide on the absence for Ivan Ill")
    walk.choose("Acceptable")
    walk.choose("Medical")
    walk.fill("What does the decision rest on?", "Rang at nine; the hospital's letter is seen.")
    walk.click("Save the decision")
    walk.sees("Decided: acceptable.", "Failures that count: 0", "Did not attend: acceptable. Does not count")
    walk.to("dashboards:home")
    walk.sees_not("Decide on the absence")


def test_an_unacceptable_absence_ends_in_a_warning_and_its_letter(
    sized_walk: Walk, caseload: Caseload
) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    miss(walk, "Mona Missing")
    walk.choose("Not acceptable")
    walk.choose("No reason given")
    walk.click("Save the decision")
    walk.is_at("What do we do about it?")
    walk.sees("Failures that count: 1", "The law then asks you at least to give a warning.")
    walk.choose("First warning")
    walk.fill("Why?", "Did not come, did not ring, and could not be reached.")
    walk.click("Save the decision")
    walk.is_at("Letter: warning")
    walk.click("Keep as sent")
    walk.sees("Dear Mona Missing", "This is a warning.", "9 November 2026")
    walk.click("Back to enforcement")
    walk.sees("Failures that count: 1", "First warning of 9 November 2026: holds until 8 November 2027")
    walk.to("dashboards:case", person_id=caseload.missing.pk)
    walk.sees("0 of 20 days done, 20 left")
    walk.to("dashboards:timeline", person_id=caseload.missing.pk)
    walk.sees("Supervision: did not attend", "Absence: not acceptable", "Enforcement: first warning")
    walk.to("dashboards:home")
    walk.sees_not("Decide on the absence", "Decide what to do", "Send the warning letter")


def test_an_attended_contact_is_recorded_without_a_mouse(sized_walk: Walk, caseload: Caseload) -> None:
    walk = sized_walk
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    walk.tab_to("Record what happened with Ada Attends at 10:00")
    walk.press_enter()
    walk.tab_to("Attended")
    walk.page.keyboard.press("Space")
    walk.tab_to(SESSIONS)
    walk.page.keyboard.press("Space")
    walk.tab_to("Save")
    walk.press_enter()
    assert caseload.attends.contacts.get(held_on=TODAY).counts_as_rar_day


def test_an_attended_contact_is_recorded_without_scripts(new_walk: NewWalk, caseload: Caseload) -> None:
    walk = new_walk(scripts=False)
    walk.sign_in(caseload.officer)
    walk.to("dashboards:home")
    record(walk, "Ada Attends")
    walk.choose("Attended")
    walk.choose(SESSIONS)
    walk.click("Save")
    walk.to("dashboards:case", person_id=caseload.attends.pk)
    walk.sees("1 of 20 days done, 19 left")
