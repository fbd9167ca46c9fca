"""Recommendations: written, answered by a plan, reported on, and judged at the next inspection."""

from datetime import date

import pytest
from playwright.sync_api import expect

from caseward.inspection.follow_up.models import EarlierJudgement, Step
from tests.factories import follow_up, inspections
from tests.factories.accounts import Cast
from tests.factories.follow_up import PROVIDER
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

COURTS, STAFF = "Talk with sentencers more.", "Lower the caseloads of probation officers."
WHY_NOT = "The contract leaves no money for more officers."


def write(walk: Walk, text: str, *, repeats: str = "") -> None:
    """The lead adds one recommendation."""
    walk.click("Add a recommendation")
    walk.fill("What should be done?", text)
    if repeats:
        walk.select("Does it repeat an earlier recommendation?", repeats)
    walk.choose("1.2 Staff", within=walk.question("Which standards does it follow from?"))
    walk.click("Save the recommendation")
    walk.sees("Recommendation added.")


def test_the_lead_judges_what_became_of_earlier_ones_and_writes_new_ones(walk: Walk, cast: Cast) -> None:
    inspections.inspection(cast, stage="ratings")
    (before,) = follow_up.earlier(COURTS)
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.click("Judge the progress on earlier recommendations")
    walk.sees(COURTS, "Not judged yet")
    walk.click("Judge the progress on recommendation 1")
    walk.choose("Some progress")
    walk.fill("What shows it?", "Little.")
    walk.click("Save the judgement")
    walk.sees("There is a problem", "Say in at least 5 words what shows it")
    walk.fill("What shows it?", "Two of three courts are now met each quarter.")
    walk.click("Save the judgement")
    walk.sees("Judged: recommendation 1.", "Two of three courts are now met each quarter.")
    assert EarlierJudgement.objects.get().recommendation == before

    walk.open_part("Recommendations")
    write(walk, STAFF)
    write(walk, COURTS, repeats=str(before))
    walk.sees("Repeated")
    walk.click("Move up recommendation 2")
    expect(walk.page.locator(".cw-recommendation__text").first).to_have_text(COURTS)


def test_the_contact_plans_and_everybody_reads_the_plan_once_it_is_published(
    new_walk: NewWalk, cast: Cast
) -> None:
    first, _ = follow_up.published(cast, {"text": COURTS}, {"text": STAFF})
    contact, publisher, reader = new_walk(), new_walk(scripts=False), new_walk()
    contact.sign_in(cast.provider_contact)
    contact.click(PROVIDER)
    contact.click(f"Answer the recommendations to {PROVIDER}")
    contact.sees("Before you can submit the plan")
    contact.click("Answer to recommendation 1")
    contact.choose("Agreed")
    contact.click("Save the answer")
    contact.click("Add a step to recommendation 1")
    contact.type_into("What will be done?", "Meet every bench four times a year.")
    contact.type_into("Who answers for it?", "Head of courts")
    for part, value in (("Day", "30"), ("Month", "6"), ("Year", "2027")):
        contact.type_into(part, value)
    contact.tab_to("Save the step")
    contact.press_enter()
    contact.sees("Step added.", "Head of courts", "30 June 2027")
    assert Step.objects.get().due_on == date(2027, 6, 30)
    expect(contact.named("Submit the plan")).to_have_count(0)
    contact.click("Answer to recommendation 2")
    contact.choose("Not agreed")
    contact.click("Save the answer")
    contact.sees("There is a problem", "Say in at least 5 words why not all of it is agreed")
    contact.fill("Why not with all of it?", WHY_NOT)
    contact.click("Save the answer")
    contact.click("Submit the plan")
    contact.sees("The plan is submitted.")

    reader.to("follow_up:result", slug=first.inspection.publication.result.slug)
    reader.sees(COURTS, "not published yet")
    reader.sees_not(WHY_NOT, "Head of courts")
    publisher.sign_in(cast.publisher)
    publisher.click(PROVIDER)
    publisher.click("Read the action plan and publish it")
    publisher.click("Publish the plan")
    publisher.sees("The action plan is public.")
    reader.follow(reader.page.reload)
    reader.sees("Action plan published on", WHY_NOT, "Head of courts", "30 June 2027")


def test_progress_is_reported_and_what_is_overdue_stands_first(new_walk: NewWalk, cast: Cast) -> None:
    rows = follow_up.published(cast, {"text": COURTS}, {"text": STAFF})
    follow_up.submitted(cast, rows)
    contact, lead = new_walk(), new_walk()
    contact.sign_in(cast.provider_contact)
    contact.click("Follow-up")
    contact.click(f"1. {COURTS}")
    contact.click("Mark as done step 1 of recommendation 1")
    contact.sees("The step is done.")
    contact.click("Add a progress note on recommendation 1")
    contact.fill("What has been done?", "Every bench was met in March and in June.")
    contact.fill("What shows it?", "Minutes of both meetings")
    contact.click("Save the note")
    contact.sees("Progress note added.", "Minutes of both meetings")

    lead.sign_in(cast.lead)
    lead.click("Follow-up")
    states = lead.page.get_by_role("row").filter(has_text=PROVIDER)
    expect(states.nth(0)).to_contain_text(STAFF)
    expect(states.nth(0)).to_contain_text("Step overdue")
    lead.page.get_by_text("Filter", exact=True).click()
    lead.select("How far", "All steps done")
    lead.click("Apply filters")
    expect(states).to_have_count(1)
    expect(states.nth(0)).to_contain_text(COURTS)
