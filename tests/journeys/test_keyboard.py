"""Somebody who uses no mouse: every control is reached in the order in which it stands, and shows it."""

import pytest

from tests.factories import organisations
from tests.factories.accounts import Cast
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

FOCUSED = """() => {
    const here = document.activeElement, look = getComputedStyle(here), place = here.getBoundingClientRect();
    const label = here.id ? document.querySelector(`label[for="${here.id}"]`) : null;
    return {
        words: (label || here).textContent.trim(),
        visible: look.outlineStyle !== "none" || look.boxShadow !== "none",
        top: place.top + window.scrollY, left: place.left,
    };
}"""
LAST = "Set up the inspection"
IN_ORDER = ["Skip to main content", "Provider", "Day", "Month", "Year", "Lead inspector", LAST]
MOST_TABS = 60


def test_a_form_is_walked_through_in_order_and_the_focus_is_always_seen(walk: Walk, cast: Cast) -> None:
    organisations.provider()
    walk.sign_in(cast.lead)
    walk.to("inspections:set_up")
    passed: list[str] = []
    while LAST not in passed and len(passed) < MOST_TABS:
        walk.page.keyboard.press("Tab")
        focused = walk.page.evaluate(FOCUSED)
        assert focused["visible"], f"The focus on “{focused['words']}” cannot be seen"
        passed.append(focused["words"])
    places = [passed.index(words) for words in IN_ORDER]
    assert places == sorted(places), passed
    walk.follow(lambda: _press_enter(walk))
    walk.sees("There is a problem")
    assert walk.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    walk.page.keyboard.press("Tab")
    walk.page.keyboard.press("Enter")
    assert walk.page.evaluate("document.activeElement.name") == "provider"


def _press_enter(walk: Walk) -> None:
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")
