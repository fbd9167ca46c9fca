"""The publisher adds a published report: every figure beside its line, one typed in, one put right."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from caseward.inspection.results.models import Result
from tests.factories.accounts import Cast
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

SCANNED = Path(__file__).parents[1] / "reports" / "london-crc-2019-report.txt"
MOST_PARTS = 25
NOT_READ = """() => [...document.querySelectorAll('[name^="out-"]')]
    .filter((box) => !document.getElementsByName(box.name.replace("out", "value"))[0].value)
    .map((box) => box.id)"""


def test_a_scanned_report_is_confirmed_part_by_part_and_recorded(new_walk: NewWalk, cast: Cast) -> None:
    walk, reader = new_walk(scripts=False), new_walk()
    walk.sign_in(cast.publisher)
    walk.click("Results")
    walk.click("Add a published result")
    walk.click("Add a published result")
    walk.click("Send and read")
    walk.sees("There is a problem", "Choose a file")
    walk.attach("Report or result", SCANNED.name, SCANNED.read_bytes())
    walk.click("Send and read")
    walk.sees("Confirm each part.", "What could not be read", "It cannot be recorded yet")
    walk.click("Provider, framework and dates")
    walk.fill("Title of the result", "London, as read")
    walk.fill("Source", "The inspectorate’s report on London")
    for part, value in (("Day", "28"), ("Month", "11"), ("Year", "2019")):
        walk.fill(part, value, within=walk.question("Published on"))
    walk.click("Confirm this part")
    walk.is_at("Ratings and score")
    walk.page.get_by_label(re.compile(r"1\.1 Leadership")).first.select_option(label="Good")
    confirm(walk)
    expect(walk.page.locator(".govuk-inset-text").first).to_contain_text("Line")
    walk.page.get_by_label(re.compile(r"2\.1\.1 ")).first.fill("66")
    for _ in range(MOST_PARTS):
        if not walk.named("Confirm this part").count():
            break
        confirm(walk)
    assert not Result.objects.exists()
    walk.click("Record as a public result")
    walk.sees("Recorded as a public result.", "London, as read")

    result = Result.objects.get()
    reader.to("results:result", slug=result.slug)
    reader.sees("Taken from a published report", "Typed by a person")
    assert result.questions.get(question_code="2.1.1").percent == 66
    assert result.questions.get(question_code="4.1.3").percent is None


def confirm(walk: Walk) -> None:
    """Say of what was not read that it is not there, and confirm the part."""
    for name in walk.page.evaluate(NOT_READ):
        walk.page.locator(f"[id='{name}']").check()
    walk.click("Confirm this part")
