"""The lead inspector: sets up, asks for lists, and later turns finished cases into proposals."""

import re
from datetime import date

import pytest

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.ratings.models import Meeting, Proposal
from tests.factories import case_assessments, organisations, ratings
from tests.factories.accounts import Cast
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey


def propose(walk: Walk, standard: str, band: str) -> None:
    walk.click(standard)
    walk.choose(band, within=walk.question("Which rating do you propose?"))
    walk.fill("What is the evidence, and why does it fit this rating?", ratings.REASONS)
    walk.click("Save proposal")


def test_an_inspection_is_set_up_and_asks_for_case_lists(walk: Walk, cast: Cast) -> None:
    organisations.provider()
    walk.sign_in(cast.lead)
    walk.sees("No inspections yet")
    walk.click("Set up an inspection")
    walk.click("Set up the inspection")
    walk.sees("There is a problem", "Choose a provider, or add one by name")
    walk.select("Provider", "Northshire Probation")
    walk.page.get_by_role("group", name="Framework").get_by_role("radio").first.check()
    walk.fill_date("First day of fieldwork", date(2027, 8, 2))
    walk.fill_date("Last day of fieldwork", date(2027, 8, 13))
    walk.click("Set up the inspection")
    walk.is_at("Team")
    team = {
        cast.inspector: ("inspector", "Inspector"),
        cast.analyst: ("inspection analyst", "Inspection analyst"),
        cast.quality_lead: ("quality lead", "Quality lead"),
        cast.panel_member: ("ratings panel member", "Ratings panel member"),
    }
    for person, (account_role, team_role) in team.items():
        walk.select("Person", f"{person.name} ({account_role})")
        walk.choose(team_role, within=walk.question("Role on this inspection"))
        walk.click("Add to the team")
        walk.sees(f"{person.name} is on the team.")
    walk.click(f"Remove {cast.quality_lead.name} from the team")
    walk.click("Go to the overview")
    walk.sees("2 to 13 August 2027")
    walk.click("Change provider, framework or dates")
    walk.fill_date("Last day of fieldwork", date(2027, 8, 20))
    walk.click("Save")
    walk.sees("2 to 20 August 2027")
    walk.click("Choose the samples")
    walk.choose("Case supervision", within=walk.question("Which samples will you draw?"))
    walk.click("Save")
    walk.click("Ask for case lists")
    walk.sees("The inspection waits for case lists now.")
    assert Inspection.objects.get().stage == "sampling"
    walk.click("Go back a stage")
    walk.fill("Why does it go back?", "The fieldwork moves by a week.")
    walk.click("Go back a stage")
    walk.sees("The fieldwork moves by a week.")


def test_finished_cases_become_figures_proposals_and_a_meeting(walk: Walk, cast: Cast) -> None:
    inspection = ratings.counted(cast, stage="assessment")
    case_assessments.sampled_case(inspection, allocated_to=cast.inspector)
    walk.sign_in(cast.lead)
    walk.click("Northshire Probation")
    walk.open_part("Ratings")
    walk.sees("Live figures", "75%")
    walk.click(re.compile("^Groups of cases, 2.1.1 "))
    walk.click("Back to all ratings")
    walk.page.go_back()
    walk.to("ratings:cases", inspection_id=inspection.pk, code="2.1.1")
    walk.sees("3 cases answered “yes”.")
    walk.to("ratings:close_assessment", inspection_id=inspection.pk)
    walk.sees("1 case is not finished and will not count.")
    walk.click("Close case assessment")
    walk.sees("1 case is not finished. Say in at least 5 words why the ratings do without.")
    walk.fill(
        "Why do the ratings do without the cases that are not finished?",
        "The file of this case was destroyed by a flood.",
    )
    walk.click("Close case assessment")
    walk.sees("Case assessment is closed. Propose the ratings next.")
    walk.sees("Propose a rating for 1.1 Leadership.")
    for code in ratings.JUDGED:
        standard = inspection.framework.standard(code)
        propose(walk, f"{code} {standard.title}", "Good")
    assert Proposal.objects.filter(is_current=True).count() == len(ratings.JUDGED)
    walk.click("Open the panel’s meeting")
    walk.is_at("Ratings panel")
    assert Meeting.objects.get().opened_by == cast.lead
