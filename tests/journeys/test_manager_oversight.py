"""A manager finds drift, asks for something, and looks again before it is closed."""

import re

import pytest

from caseward.casework.oversight.models import OversightAction
from tests.journeys.walk import Walk
from tests.journeys.working_day import Caseload

pytestmark = pytest.mark.journey

WITHOUT_SESSIONS = 4
"""The column of plans whose sessions are not held."""
ASKED = "Hold the sessions of the plan"


def find_drift(walk: Walk) -> None:
    """From the team's number to the case."""
    walk.to("dashboards:home")
    row = walk.row("Colleague officer")
    walk.click(re.compile("^1"), within=row.get_by_role("cell").nth(WITHOUT_SESSIONS))
    walk.click("Dora Drifting")


def write_oversight(walk: Walk, colleague: str) -> None:
    """A note with one action."""
    walk.open_record_part("Oversight")
    walk.click("Write a note")
    walk.choose("Something was overdue")
    walk.fill("What did you see?", "She comes every week, and no session was ever held.")
    first = walk.question("Action 1, if you ask for one")
    walk.fill("What is to be done?", ASKED, within=first)
    first.get_by_label("By whom?").select_option(label=colleague)
    for part, value in (("Day", "30"), ("Month", "11"), ("Year", "2026")):
        walk.fill(part, value, within=first)
    walk.click("Save the note")


def say_done(walk: Walk) -> None:
    """The officer's answer, from the home."""
    walk.to("dashboards:home")
    walk.click("Do what was asked in oversight for Dora Drifting")
    walk.fill("What was done?", "Two sessions are arranged: see the contacts.")
    walk.click("It is done")


def test_what_was_asked_is_closed_only_when_the_manager_has_looked(
    sized_walk: Walk, caseload: Caseload
) -> None:
    walk = sized_walk
    walk.sign_in(caseload.manager)
    find_drift(walk)
    write_oversight(walk, caseload.colleague.name)
    walk.sees(ASKED, "Open")
    walk.sign_in(caseload.colleague)
    say_done(walk)
    walk.sees("Done, not verified")
    assert OversightAction.objects.get().verified_at is None
    walk.sign_in(caseload.manager)
    walk.to("dashboards:home")
    walk.sees("Verify that it was done")
    verify(walk)
    walk.sees("Verified")
    walk.to("dashboards:home")
    walk.sees_not("Verify that it was done")


def verify(walk: Walk) -> None:
    """Without a mouse: look at what was said, and verify it."""
    walk.tab_to("Verify that it was done for Dora Drifting")
    walk.press_enter()
    walk.sees("Two sessions are arranged: see the contacts.")
    walk.tab_to("I have seen that it is done")
    walk.press_enter()
