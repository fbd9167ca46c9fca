"""Evidence: what is asked of the provider and given, who meets whom, and what speaks for and against."""

import re

import pytest
from playwright.sync_api import expect

from caseward.inspection.fieldwork.models import Citation, DocumentContent, ProvidedFigure
from tests.factories import citations, fieldwork, inspections
from tests.factories.accounts import Cast
from tests.factories.fieldwork import DUE, MONDAY
from tests.journeys.conftest import NewWalk
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

PROVIDER, KEY_QUESTION = "Northshire Probation", "1.2.1"
PLAN = b"%PDF-1.4 the strategy of Northshire"


def test_the_lead_asks_the_contact_sends_and_the_lead_names_a_gap(new_walk: NewWalk, cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="sampling")
    lead, contact = new_walk(), new_walk()
    lead.sign_in(cast.lead)
    lead.click(PROVIDER)
    lead.click("Ask the provider for documents")
    lead.click("Ask for documents")
    lead.click("Ask the provider")
    lead.sees("There is a problem")
    lead.fill_date("When do you need them by?", DUE)
    lead.click("Ask the provider")
    lead.sees(f"The provider is asked for {len(inspection.framework.evidence.documents)} documents.")

    contact.sign_in(cast.provider_contact)
    contact.click(PROVIDER)
    contact.click("Send the documents and figures that are asked for")
    contact.click("Documents")
    contact.click("Strategy and annual plan")
    contact.attach("Files", "strategy.pdf", PLAN)
    contact.click("Send")
    contact.sees("1 file sent.", "strategy.pdf")
    assert bytes(DocumentContent.objects.get().content) == PLAN

    lead.open_part("Evidence")
    lead.sees("1 to read")
    lead.click("Documents")
    lead.click("Strategy and annual plan")
    assert lead.download(re.compile(r"^strategy\.pdf")) == PLAN
    lead.fill("What is missing?", "The plan for next year.")
    lead.click("Mark as read")
    contact.follow(contact.page.reload)
    contact.sees("Still missing: The plan for next year.")


def test_the_contact_gives_figures_without_a_script_and_an_odd_one_is_questioned(
    new_walk: NewWalk, cast: Cast
) -> None:
    inspections.inspection(cast, stage="sampling")
    walk = new_walk(scripts=False)
    walk.sign_in(cast.provider_contact)
    walk.click(PROVIDER)
    walk.open_part("Evidence")
    walk.click("Figures from the provider")
    walk.click("Staffing")
    walk.click("Give these figures")
    headcount = walk.question("Total staff headcount (FTE)")
    walk.fill("This year", "14,303", within=headcount)
    walk.choose("No data available for last year", within=headcount)
    walk.fill("This year", "many", within=walk.question("Vacancy rate, all posts"))
    walk.click("Save these figures")
    walk.sees("There is a problem", "Enter a number, like 7 or 36.12")
    walk.fill("This year", "7%", within=walk.question("Vacancy rate, all posts"))
    walk.click("Save these figures")
    row = walk.row("Total staff headcount (FTE)")
    expect(row).to_contain_text("14,303")
    expect(row).to_contain_text("No data available")
    expect(row).to_contain_text("To check")
    expect(walk.row("Vacancy rate, all posts")).to_contain_text("7%")
    walk.click(re.compile("^Confirm ?: Total staff"))
    walk.fill("Why is this figure right?", "It counts every branch of the group.")
    walk.click("Confirm the figure")
    expect(walk.row("Total staff headcount (FTE)")).to_contain_text("It counts every branch of the group.")
    assert ProvidedFigure.objects.get(code="headcount", period="previous").no_data


def test_a_clash_in_the_timetable_is_shown_and_never_refused(walk: Walk, cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="sampling")
    fieldwork.activity(cast, inspection, cast.lead)
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.open_part("Evidence")
    walk.click("Timetable")
    walk.sees("Meeting: Senior managers")
    walk.click("Add to the timetable")
    walk.choose("Focus group", within=walk.question("What is it?"))
    walk.fill("Whom does the team meet?", "Four PSOs of one office")
    walk.fill_date("Day", MONDAY)
    walk.fill("From", "10am")
    walk.fill("To", "11:30")
    walk.fill("Where?", "Slough, room 2")
    walk.choose(cast.lead.name, within=walk.question("Who of the team goes?"))
    walk.click("Check for clashes")
    walk.sees("Clashes in the timetable: you can save it all the same", cast.lead.name)
    walk.click("Save")
    walk.open_part("Evidence")
    walk.click("Timetable")
    for row in walk.row("Clash").all():
        expect(row).to_contain_text(cast.lead.name)
    expect(walk.row("Clash")).to_have_count(2)


def test_a_key_question_gathers_what_bears_on_it_and_says_what_it_lacks(walk: Walk, cast: Cast) -> None:
    inspection = inspections.inspection(cast, stage="assessment")
    citations.interview(inspection, cast.inspector, {citations.MANAGEABLE: "no"})
    fieldwork.give(cast, inspection, fieldwork.GROUP, fieldwork.entry(fieldwork.FIGURE, "current", "48.6"))
    fieldwork.quotation(cast, inspection, words="I never see the same officer twice.")
    walk.sign_in(cast.lead)
    walk.click(PROVIDER)
    walk.open_part("Evidence")
    walk.click("Interviews")
    walk.click("See what the interviews gave together")
    walk.sees("1 interview.", "Small base")
    walk.open_part("Evidence")
    walk.click("Key questions")
    walk.click(re.compile(f"^{KEY_QUESTION} "))
    walk.sees("48.6", "I never see the same officer twice.", "Before the standard can be confirmed")
    walk.click(re.compile("^Cite against ?: I never see the same officer"))
    walk.fill("What does it show?", "People are given a new officer every month.")
    walk.choose("Requires improvement", within=walk.question("Which description of the standard"))
    walk.click("Cite this evidence")
    walk.sees("Rests on: Quotation", "Speaks to the description of Requires improvement")
    walk.click(re.compile("^Withdraw ?: People are given"))
    walk.fill("Why do you withdraw it?", "It was said in another division.")
    walk.click("Withdraw this citation")
    walk.sees("Withdrawn", "It was said in another division.")
    assert Citation.objects.get().withdrawn_by == cast.lead
