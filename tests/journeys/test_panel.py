"""The ratings panel: sees where discretion is open and why, decides, locks and prints."""

import pytest
from playwright.sync_api import Locator, expect

from caseward.inspection.inspections.models import Inspection
from tests.factories import ratings
from tests.factories.accounts import Cast
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

WHY = "Planning is two points below the edge, and every other question is well above it."


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    """The published figures of Thames Valley, with a proposal to move unpaid work, before the panel."""
    row = ratings.proposed(cast, ratings.counted(cast, ratings.THAMES_VALLEY))
    ratings.propose(cast, row, "4.1", "outstanding")
    ratings.meeting(cast, row)
    return row


def decide(walk: Walk, title: str, words: str, reason: str = "") -> None:
    """Open a standard's form on the meeting's page, and decide."""
    place = _opened(walk, title)
    place.get_by_role("radio", name=words).check()
    walk.fill("The panel’s reason", reason, within=place)
    walk.click("Save decision", within=place)


def _opened(walk: Walk, title: str) -> Locator:
    place = walk.page.get_by_role("region", name=title)
    place.locator("summary").click()
    return place


def test_the_panel_decides_every_rating_locks_them_and_prints_the_record(
    walk: Walk, cast: Cast, inspection: Inspection
) -> None:
    walk.sign_in(cast.panel_member)
    walk.click("Northshire Probation")
    walk.open_part("Panel")
    walk.sees("15 of 30", "Before the meeting can be locked")
    planning = walk.section("2.2 Planning")
    expect(planning).to_contain_text("Discretion is open.")
    expect(walk.section("2.3 Implementation")).to_contain_text("Discretion is not open.")
    walk.choose(f"{cast.panel_member}")
    walk.click("Save who is present")

    decide(walk, "2.2 Planning", "Good: use discretion")
    walk.sees("There is a problem")
    walk.is_at("Decide 2.2 Planning")
    walk.fill("The panel’s reason", WHY)
    walk.click("Save decision")
    expect(walk.section("2.2 Planning")).to_contain_text(WHY)
    decide(walk, "4.1 Unpaid work", "accept the lead inspector’s proposal", WHY)
    for standard in inspection.framework.standards:
        if standard.code not in {"2.2", "4.1"}:
            decide(walk, f"{standard.code} {standard.title}", "confirm")
    walk.sees("17 of 30")
    walk.click("Lock the ratings")
    walk.is_at("Record of the ratings panel")
    walk.sees(WHY, cast.panel_member.name, inspection.framework.digest)
    walk.page.emulate_media(media="print")
    expect(walk.page.get_by_role("table", name="Decisions").first).to_be_visible()
    expect(walk.page.get_by_role("navigation", name="Parts of this inspection")).to_be_hidden()
    walk.page.emulate_media(media="screen")
    walk.to("ratings:panel", inspection_id=inspection.pk)
    walk.sees("these ratings stand")
    expect(walk.named("Save decision")).to_have_count(0)
