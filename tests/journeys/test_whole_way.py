"""Everybody in turn: one small inspection goes from a case list to a public result."""

import json
import re
from datetime import date

import pytest

from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import ABOUT, groups_of
from caseward.shared.accounts.models import User
from tests.factories import organisations, ratings, samples
from tests.factories.accounts import Cast
from tests.factories.samples import FIELDWORK, GATE
from tests.journeys.readings import answer
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

SAMPLE, STANDARD = "Through the Gate", "4.2"
PROVIDER = "Northshire Probation"


def test_one_inspection_goes_from_a_case_list_to_a_public_result(walk: Walk, cast: Cast) -> None:
    organisations.provider(PROVIDER)
    set_up(walk, cast)
    draw_three_of_five(walk, cast)
    assess_every_case(walk, cast)
    propose_and_open_the_meeting(walk, cast)
    decide_everything(walk, cast)
    publish(walk, cast)
    walk.context.clear_cookies()
    walk.to("results:index")
    walk.click(re.compile(f"^{PROVIDER}"))
    walk.sees("11 of 15 points", "Not rated: no case was counted")
    published = json.loads(walk.fetch(walk.named("JSON").get_attribute("href") or ""))
    assert (published["overall"]["points"], published["overall"]["out_of"]) == (11, 15)
    final = {standard["code"]: standard["final"] for standard in published["standards"]}
    assert (final[STANDARD], final["1.1"], final["2.1"]) == ("outstanding", "good", None)


def released(number: int) -> bytes:
    """A list of people who left prison shortly before fieldwork."""
    rows = [samples.row(each, sentence_type="licence", released_on="16/07/2019") for each in range(number)]
    return samples.text(rows).encode()


def set_up(walk: Walk, cast: Cast) -> None:
    """The lead inspector plans it and asks for the case list."""
    walk.sign_in(cast.lead)
    walk.click("Set up an inspection")
    walk.select("Provider", PROVIDER)
    walk.choose("Community rehabilitation companies, second round", within=walk.question("Framework"))
    walk.fill_date("First day of fieldwork", FIELDWORK)
    walk.fill_date("Last day of fieldwork", date(2019, 8, 16))
    walk.click("Set up the inspection")
    for person, account_role, team_role in (
        (cast.inspector, "inspector", "Inspector"),
        (cast.analyst, "inspection analyst", "Inspection analyst"),
        (cast.panel_member, "ratings panel member", "Ratings panel member"),
    ):
        walk.select("Person", f"{person.name} ({account_role})")
        walk.choose(team_role, within=walk.question("Role on this inspection"))
        walk.click("Add to the team")
    walk.click("Go to the overview")
    walk.click("Choose the samples")
    chosen = walk.question("Which samples will you draw?")
    for box in chosen.get_by_role("checkbox").all():
        box.uncheck()
    walk.choose(SAMPLE, within=chosen)
    walk.click("Save")
    walk.click("Ask for case lists")


def draw_three_of_five(walk: Walk, cast: Cast) -> None:
    """The analyst checks the list, draws by hand-entered size and hands the cases over."""
    open_section(walk, cast.analyst, "Samples")
    walk.click(SAMPLE)
    walk.click("Send a case list")
    walk.attach("Case list", "released.csv", released(5))
    walk.click("Send and check")
    walk.click("Accept the list")
    walk.click("Go to the sample")
    walk.click("Draw the sample")
    walk.fill("Number of cases", "3")
    walk.fill("Why this number?", "Three cases are what this inspection can read.")
    walk.click("Draw the sample")
    walk.sees("Sample drawn: 3 of 5 eligible cases.")
    walk.click("Share out the cases")
    walk.click("Share out")
    walk.open_part("Samples")
    walk.click("Open case assessment")


def assess_every_case(walk: Walk, cast: Cast) -> None:
    """The inspector answers every question of every case with yes."""
    inspection = Inspection.objects.get()
    walk.sign_in(cast.inspector)
    for case in SampledCase.objects.in_use().filter(draw__inspection=inspection):
        walk.to("case_assessments:case", inspection_id=inspection.pk, case_id=case.pk)
        walk.click("Start reading")
        for group in groups_of(inspection.framework, GATE):
            if group.code.startswith(f"{STANDARD}.1"):
                walk.click(f"Go on to {STANDARD} {SAMPLE}")
            answer(walk, group)
            walk.click("Save the facts" if group.code == ABOUT else f"Save {group.code}")
        walk.click("What is missing, and finish")
        walk.click("Finish this reading")
    walk.sees("Reading finished. Its answers count from now on.")


def propose_and_open_the_meeting(walk: Walk, cast: Cast) -> None:
    """The lead inspector closes case assessment and proposes the judged standards."""
    open_section(walk, cast.lead, "Ratings")
    walk.click("Close case assessment")
    walk.click("Close case assessment")
    framework = Inspection.objects.get().framework
    for code in ratings.JUDGED:
        walk.click(f"{code} {framework.standard(code).title}")
        walk.choose("Good", within=walk.question("Which rating do you propose?"))
        walk.fill("What is the evidence, and why does it fit this rating?", ratings.REASONS)
        walk.click("Save proposal")
    walk.click("Open the panel’s meeting")


def decide_everything(walk: Walk, cast: Cast) -> None:
    """The panel confirms every rating and locks the meeting."""
    open_section(walk, cast.panel_member, "Panel")
    walk.choose(cast.panel_member.name, within=walk.question("Who is present?"))
    walk.click("Save who is present")
    for standard in Inspection.objects.get().framework.standards:
        place = walk.page.get_by_role("region", name=f"{standard.code} {standard.title}")
        place.locator("summary").click()
        place.get_by_role("radio", name="confirm").check()
        walk.click("Save decision", within=place)
    walk.click("Lock the ratings")
    walk.sees("The ratings are decided and locked.")


def publish(walk: Walk, cast: Cast) -> None:
    """The publisher makes the result public."""
    open_section(walk, cast.publisher, "Publish")
    walk.click("Publish the result")
    walk.sees("The result is public.")


def open_section(walk: Walk, person: User, section: str) -> None:
    """Sign in as that person and open a part of the inspection, by links alone."""
    walk.sign_in(person)
    walk.click(PROVIDER)
    walk.open_part(section)
