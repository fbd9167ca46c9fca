"""The factual accuracy check: the draft goes to the provider, comes back with comments, and is answered."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseward.inspection.reports.models import FactComment, Report
from tests.factories import ratings, reports
from tests.factories.accounts import Cast
from tests.factories.reports import CHAPTER
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

PROVIDER = "Northshire Probation"
FIVE, SIX = "There are five new interventions.", "There are six new interventions."
TENSE = "Staff spoke of strain."
DISPUTED = "Nobody spoke of it at the staff meeting."
WHY_NOT = "Four officers said so in interviews."


def ready_to_go_out(cast: Cast) -> Report:
    """The report of a decided inspection, with words in every section."""
    inspection = ratings.counted(cast)
    ratings.locked(cast, inspection)
    inspection.refresh_from_db()
    report = reports.whole(reports.report(cast, inspection), cast.lead)
    reports.text(report, cast.lead, words=f"{FIVE}\n\n{TENSE}")
    return report


def open_check(walk: Walk) -> None:
    walk.click(PROVIDER)
    walk.open_part("Report")
    walk.click("Factual accuracy check")


def comment(walk: Walk, paragraph: str, words: str) -> None:
    """The contact comments on the paragraph that says so."""
    place = walk.page.locator(".cw-numbered").filter(has_text=paragraph)
    walk.click(re.compile("^Comment"), within=place)
    walk.sees(paragraph)
    walk.fill("What is not right in this paragraph?", words)
    walk.click("Add comment")
    walk.sees("Your comment:", words)


def answer(walk: Walk, paragraph: str, choice: str, words: str) -> None:
    """The lead answers the comment on the paragraph that says so."""
    place = walk.page.locator(".cw-comment").filter(has_text=paragraph)
    walk.click(re.compile("^Answer to the comment"), within=place)
    walk.choose(choice)
    walk.fill("What did you change, or why not?", words)
    walk.click("Save answer")
    walk.sees("Answer saved.", words)


def test_the_provider_comments_and_the_lead_accepts_one_and_rejects_another(
    new_walk: NewWalk, cast: Cast
) -> None:
    report = ready_to_go_out(cast)
    lead, contact = new_walk(), new_walk(scripts=False)
    contact.sign_in(cast.provider_contact)
    contact.click(PROVIDER)
    expect(contact.named("Factual accuracy check")).to_have_count(0)
    lead.sign_in(cast.lead)
    open_check(lead)
    lead.click("Send the draft to the provider")
    lead.fill_date("By when must the provider answer?", timezone.localdate() + timedelta(days=10))
    lead.click("Send the draft")
    lead.sees("The provider’s contact can read the draft now.", "The check cannot be closed yet")

    contact.follow(contact.page.reload)
    contact.click("Check the facts in the draft report")
    contact.sees("The words of foreword.")
    contact.click("Assessment", within=contact.page.get_by_role("navigation", name="Sections of the draft"))
    comment(contact, FIVE, "There are six, see the plan.")
    comment(contact, TENSE, DISPUTED)
    contact.click("Send your comments")
    contact.sees("Your comments are sent.", "Your comments are with the lead inspector")
    expect(contact.named(re.compile("^Comment on paragraph"))).to_have_count(0)

    reports.text(report, cast.lead, words=f"{SIX}\n\n{TENSE}", code=CHAPTER)
    lead.follow(lead.page.reload)
    answer(lead, FIVE, "Accepted", "It says six now.")
    answer(lead, TENSE, "Not accepted", WHY_NOT)
    lead.click("Close the check")
    lead.sees("The factual accuracy check is closed. The provider sees the outcome.")

    contact.follow(contact.page.reload)
    contact.sees("It says six now.", "Not accepted", WHY_NOT, "five", "six")
    contact.sees_not("The words of foreword.")
    assert set(FactComment.objects.values_list("answer", flat=True)) == {"accepted", "rejected"}


def test_without_comments_the_contact_says_that_the_facts_are_right(walk: Walk, cast: Cast) -> None:
    reports.fact_check(ready_to_go_out(cast), cast.lead)
    walk.sign_in(cast.provider_contact)
    walk.click(PROVIDER)
    walk.open_part("Factual accuracy check")
    walk.tab_to("Send your comments")
    walk.press_enter()
    walk.sees("Your comments are sent.")
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.click("Answer the provider’s comments on the draft report")
    walk.sees("The provider has no comments.")
    walk.click("Close the check")
    walk.sees("Closed")
