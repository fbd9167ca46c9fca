"""The report as it is written: live figures, one pen a section, comments, and what the checker finds."""

import re

import pytest
from playwright.sync_api import expect

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import AcceptedFinding, PenTakeover, SectionText
from tests.factories import ratings, reports
from tests.factories.accounts import Cast
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

PROVIDER, CHAPTER, TEXT = "Northshire Probation", "2.1 Assessment", "Text of this section"
TWENTY = {
    "case-supervision": {"info.harm": (20, 20), "2.1.1": (13, 20), "2.1.2": (14, 20), "2.1.3": (12, 20)}
}
LIVE = "People were drawn into assessment in [[2.1.1]] of cases."
TYPED = (
    "In 71 per cent of cases, assessment focused sufficiently on the factors linked to offending and "
    "desistance."
)
FALSE = "See also [[2.1.9]]."


def rated(cast: Cast) -> Inspection:
    """An inspection of twenty cases, its judged standards proposed."""
    return ratings.proposed(cast, ratings.counted(cast, TWENTY))


def open_chapter(walk: Walk) -> None:
    walk.click(PROVIDER)
    walk.open_part("Report")
    walk.click(CHAPTER)


def test_the_lead_writes_with_live_figures_and_a_false_reference_is_named(walk: Walk, cast: Cast) -> None:
    rated(cast)
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.click("Write the report")
    walk.click("Start the report")
    walk.sees("The report is started.", "they may still change")
    walk.click(CHAPTER)
    walk.sees("Nothing is written yet. Take the pen to begin.")
    walk.click("Take the pen and write")
    walk.fill(TEXT, f"{LIVE} ")
    preview = walk.section("How it reads")
    expect(preview).to_contain_text("in 65 per cent of cases")
    walk.fill("Find a figure", "2.1.2")
    walk.page.get_by_role("button", name=re.compile("^Insert Figure: 2.1.2 ")).click()
    expect(walk.page.get_by_label(TEXT)).to_have_value(f"{LIVE} [[2.1.2]]")
    expect(preview).to_contain_text("cases. 70 per cent")
    walk.fill(TEXT, f"{LIVE} {FALSE}")
    walk.click("Save and give the pen back")
    walk.sees("References that stand for nothing", "[[2.1.9]]")
    walk.open_part("Report")
    expect(walk.row(CHAPTER)).to_contain_text("1 false reference")
    walk.click("Whole text")
    walk.sees("1 reference to figures that do not exist is marked.", "in 65 per cent of cases")
    assert SectionText.objects.get().text == f"{LIVE} {FALSE}"


def test_two_people_want_one_pen_and_nothing_typed_is_lost(new_walk: NewWalk, cast: Cast) -> None:
    reports.report(cast, rated(cast))
    lead, inspector = new_walk(), new_walk(scripts=False)
    lead.sign_in(cast.lead)
    open_chapter(lead)
    lead.click("Take the pen and write")
    lead.fill(TEXT, "The words of the lead.")

    inspector.sign_in(cast.inspector)
    open_chapter(inspector)
    inspector.sees(f"{cast.lead.name} is writing this section.")
    inspector.click("Take the pen over")
    inspector.sees("There is a problem", "Say in at least 3 words why you take it.")
    inspector.fill("Why do you take the pen?", "The lead is away until Monday.")
    inspector.click("Take the pen over")
    inspector.fill(TEXT, LIVE)
    inspector.click("Preview")
    inspector.sees("in 65 per cent of cases")
    inspector.click("Save")
    inspector.sees("Saved. You still hold the pen.")

    lead.click("Save")
    lead.sees("What you typed is not lost", f"{cast.inspector.name} holds the pen of this section now.")
    expect(lead.page.get_by_label(TEXT)).to_have_value("The words of the lead.")
    lead.click("Leave without saving")
    lead.sees("in 65 per cent of cases", "The lead is away until Monday.")
    lead.click("All drafts")
    lead.click("Draft 1")
    lead.sees("This is the first draft.")
    assert PenTakeover.objects.get().taken_from == cast.lead


def test_a_comment_is_written_and_settled(new_walk: NewWalk, cast: Cast) -> None:
    reports.text(reports.report(cast, rated(cast)), cast.lead, words=LIVE)
    analyst, lead = new_walk(), new_walk()
    analyst.sign_in(cast.analyst)
    open_chapter(analyst)
    expect(analyst.named("Take the pen and write")).to_have_count(0)
    analyst.fill("Your comment", "Say how many cases these are.")
    analyst.click("Add comment")
    analyst.sees("Comment added.")
    lead.sign_in(cast.lead)
    lead.click(PROVIDER)
    lead.open_part("Report")
    expect(lead.row(CHAPTER)).to_contain_text("1 open comment")
    lead.click(CHAPTER)
    lead.click(re.compile("^Settled ?: comment of"))
    lead.sees("Comment settled.", "No open comments.", "1 settled comment")


def test_a_finding_of_the_checker_is_mended_and_another_accepted_with_a_reason(
    walk: Walk, cast: Cast
) -> None:
    report = reports.report(cast, rated(cast))
    reports.text(report, cast.lead, words=TYPED)
    reports.text(report, cast.lead, code="planning", words=TYPED.replace("71", "66"))
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.open_part("Report")
    walk.click("Checker")
    walk.sees("71 per cent", "66 per cent", "70 per cent")
    walk.click(CHAPTER)
    walk.click("Take the pen and write")
    walk.fill(TEXT, TYPED.replace("71 per cent", "[[2.1.2]]"))
    walk.click("Save and give the pen back")
    walk.click("Checker")
    walk.sees_not("71 per cent")
    walk.click(re.compile("^Accept with a reason ?: In 66 per cent"))
    walk.click("Accept")
    walk.sees("There is a problem")
    walk.fill("Why may the sentence stand?", "The sentence is about women only.")
    walk.click("Accept")
    walk.sees("The sentence may stand.", "No findings wait", "The sentence is about women only.")
    assert AcceptedFinding.objects.get().accepted_by == cast.lead
