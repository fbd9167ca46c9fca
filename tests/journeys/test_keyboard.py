"""Somebody who uses no mouse: every control is reached in the order in which it stands, and shows it."""

import pytest

from tests.factories import organisations
from tests.factories.accounts import Cast
from tests.journeys.walk import MOST_TABS, Walk

pytestmark = pytest.mark.journey

LAST = "Set up the inspection"
IN_ORDER = ["Skip to main content", "Provider", "Day", "Month", "Year", "Lead inspector", LAST]


def test_a_form_is_walked_through_in_order_and_the_focus_is_always_seen(walk: Walk, cast: Cast) -> None:
    organisations.provider()
    walk.sign_in(cast.lead)
    walk.to("inspections:set_up")
    passed: list[str] = []
    while LAST not in passed and len(passed) < MOST_TABS:
        passed.append(walk.tab_on())
    places = [passed.index(words) for words in IN_ORDER]
    assert places == sorted(places), passed
    walk.press_enter()
    walk.sees("There is a problem")
    assert walk.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    walk.page.keyboard.press("Tab")
    walk.page.keyboard.press("Enter")
    assert walk.page.evaluate("document.activeElement.name") == "provider"
