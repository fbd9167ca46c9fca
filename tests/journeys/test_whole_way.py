"""Everybody in turn: one small inspection goes from a case list to its report and follow-up."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseward.inspection.fieldwork.models import Citation
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.reports.models import Report
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import ABOUT, groups_of
from caseward.shared.accounts.models import User
from tests.factories import citations, organisations, ratings, reports, samples
from tests.factories.accounts import Cast
from tests.factories.samples import FIELDWORK, GATE
from tests.journeys.readings import answer
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

KEY_QUESTION = "1.1.1"
SAMPLE, STANDARD = "Through the Gate", "4.2"
PROVIDER = "Northshire Probation"
RECOMMENDED = "Talk with sentencers more."
FIVE, SIX = "It has five new courses.", "It has six new courses."


def test_one_inspection_goes_from_a_case_list_to_a_report_and_its_follow_up(walk: Walk, cast: Cast) -> None:
    organisations.provider(PROVIDER)
    set_up(walk, cast)
    draw_three_of_five(walk, cast)
    assess_every_case(walk, cast)
    interview_and_cite(walk, cast)
    propose_and_open_the_meeting(walk, cast)
    decide_everything(walk, cast)
    recommend_and_write(walk, cast)
    check_the_facts(walk, cast)
    publish(walk, cast)
    plan_and_follow_up(walk, cast)
    walk.context.clear_cookies()
    walk.to("results:index")
    walk.click(re.compile(f"^{PROVIDER}"))
    walk.sees("11 of 15 points", "Not rated: no case was counted")
    published = json.loads(walk.fetch_link("JSON"))
    assert (published["overall"]["points"], published["overall"]["out_of"]) == (11, 15)
    final = {standard["code"]: standard["final"] for standard in published["standards"]}
    assert (final[STANDARD], final["1.1"], final["2.1"]) == ("outstanding", "good", None)
    walk.click("1 recommendation")
    walk.sees(RECOMMENDED, "Agreed", "Head of courts", "Done")
    walk.page.go_back()
    walk.click("Read the report")
    walk.sees(f"{PROVIDER} is rated Good", SIX, RECOMMENDED)
    walk.sees_not(FIVE)


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


def interview_and_cite(walk: Walk, cast: Cast) -> None:
    """The inspector records two interviews and cites one of their answers; the other evidence is there."""
    inspection = Inspection.objects.get()
    citations.cite_everything(cast, inspection)
    Citation.objects.filter(key_question=KEY_QUESTION).delete()
    open_section(walk, cast.inspector, "Evidence")
    walk.click("Interviews")
    walk.click("Record an interview with an officer")
    walk.choose("Probation services officer", within=walk.question("Grade"))
    walk.fill("Office", "Slough")
    walk.choose("Agree", within=walk.question("Does the organisation put the quality of work first?"))
    walk.click("Save, then the next interview")
    walk.sees("Interview saved: 1 answer of 15.")
    expect(walk.page.get_by_label("Office", exact=True)).to_have_value("Slough")
    expect(walk.page.get_by_label("Probation services officer")).to_be_checked()
    walk.choose("Disagree", within=walk.question("Does the organisation put the quality of work first?"))
    walk.click("Save and finish")
    walk.click("See what the interviews gave together")
    expect(walk.row("The organisation prioritises quality").first).to_contain_text("50%")
    walk.open_part("Evidence")
    walk.click("Key questions")
    walk.sees("1 key question of 15 still lacks evidence.")
    walk.click(re.compile(f"^{KEY_QUESTION} "))
    walk.click(re.compile("^Cite for ?: The organisation prioritises quality"))
    walk.fill("What does it show?", "Half of the officers say that quality comes first.")
    walk.choose("Good", within=walk.question("Which description of the standard does it speak to?"))
    walk.click("Cite this evidence")
    walk.click("Say that no evidence against it was found")
    walk.fill(
        "Where did you look, and why is there none?", "The papers were read and nobody spoke against it."
    )
    walk.click("Save that none was found")
    walk.sees("Looked for and not found.")


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


def recommend_and_write(walk: Walk, cast: Cast) -> None:
    """The lead inspector recommends and writes the foreword; the other sections are written already."""
    open_section(walk, cast.lead, "Recommendations")
    walk.click("Add a recommendation")
    walk.fill("What should be done?", RECOMMENDED)
    walk.choose("1.1 Leadership", within=walk.question("Which standards does it follow from?"))
    walk.click("Save the recommendation")
    walk.open_part("Report")
    walk.click("Start the report")
    reports.whole(Report.objects.get(), cast.lead)
    write_foreword(walk, FIVE)
    walk.sees(f"{PROVIDER} is rated Good")


def write_foreword(walk: Walk, words: str) -> None:
    """Whoever is signed in writes the foreword anew."""
    walk.click("Foreword")
    walk.click("Take the pen and write")
    walk.fill("Text of this section", f"{PROVIDER} is rated [[rating.overall]]. {words}")
    walk.click("Save and give the pen back")


def check_the_facts(walk: Walk, cast: Cast) -> None:
    """The draft goes to the provider's contact, whose comment the lead inspector accepts."""
    walk.click("Factual accuracy check")
    walk.click("Send the draft to the provider")
    walk.fill_date("By when must the provider answer?", timezone.localdate() + timedelta(days=10))
    walk.click("Send the draft")
    open_section(walk, cast.provider_contact, "Factual accuracy check")
    walk.click("Comment on paragraph 1")
    walk.fill("What is not right in this paragraph?", "The plan lists six of them.")
    walk.click("Add comment")
    walk.click("Send your comments")
    open_section(walk, cast.lead, "Report")
    write_foreword(walk, SIX)
    walk.click("Factual accuracy check")
    walk.click("Answer to the comment on paragraph 1")
    walk.choose("Accepted")
    walk.fill("What did you change, or why not?", "It says six now.")
    walk.click("Save answer")
    walk.click("Close the check")
    walk.click("Checker")
    walk.sees("No findings wait")


def publish(walk: Walk, cast: Cast) -> None:
    """The publisher makes ratings, recommendations and report public in one step."""
    walk.sign_in(cast.publisher)
    walk.click(PROVIDER)
    walk.click("Check and publish the report")
    walk.click("Publish the report")
    walk.sees("Edition 1 is public.")


def plan_and_follow_up(walk: Walk, cast: Cast) -> None:
    """The contact plans, the publisher publishes the plan, and a step of it gets done."""
    walk.sign_in(cast.provider_contact)
    walk.click(PROVIDER)
    walk.click(f"Answer the recommendations to {PROVIDER}")
    walk.click("Answer to recommendation 1")
    walk.choose("Agreed")
    walk.click("Save the answer")
    walk.click("Add a step to recommendation 1")
    walk.fill("What will be done?", "Meet every bench four times a year.")
    walk.fill("Who answers for it?", "Head of courts")
    walk.fill_date("Done by", timezone.localdate() + timedelta(days=90))
    walk.click("Save the step")
    walk.click("Submit the plan")
    walk.sign_in(cast.publisher)
    walk.click(PROVIDER)
    walk.click("Read the action plan and publish it")
    walk.click("Publish the plan")
    walk.sign_in(cast.provider_contact)
    walk.click("Follow-up")
    walk.click(f"1. {RECOMMENDED}")
    walk.click("Mark as done step 1 of recommendation 1")
    walk.sees("The step is done.")


def open_section(walk: Walk, person: User, section: str) -> None:
    """Sign in as that person and open a part of the inspection, by links alone."""
    walk.sign_in(person)
    walk.click(PROVIDER)
    walk.open_part(section)
