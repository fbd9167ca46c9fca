"""A provider audits its own cases by the inspectorate's questions; what it finds is followed to its end."""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import Settings

from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Answer, Reading
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.bases import ABOUT, groups_of
from tests.factories import audits, case_assessments, case_lists
from tests.factories.audits import AuditCast
from tests.factories.case_lists import FIELDWORK
from tests.factories.samples import GATE
from tests.journeys.conftest import Clock, are_of_the_demonstration
from tests.journeys.readings import answer, place_of
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

SAMPLE, STANDARD = "Through the Gate", "4.2"
RELEASED_DAYS_BEFORE = 20
LAST, DUE = date(2026, 11, 27), date(2026, 11, 12)
SMALL = "Two cases a month are what we can read."
ASKED = "Ring the housing officer before the next release"
DONE = "Rang on Tuesday, and wrote it down."


@pytest.fixture
def auditors(clock: Clock, transactional_db: None, settings: Settings) -> AuditCast:
    """Those who audit and are audited, as people of the demonstration; chance hides nothing."""
    settings.EVIDENCE_HIDDEN_ONE_IN = 0
    cast = audits.cast()
    are_of_the_demonstration()
    return cast


@pytest.fixture
def released(auditors: AuditCast) -> list[Person]:
    """Three people whom the officer supervises after custody, and one who was never in custody."""
    case_lists.case(auditors.officer)
    return [
        case_lists.case(auditors.officer, days=RELEASED_DAYS_BEFORE, kind="licence", name=f"Rosa {number}")
        for number in range(3)
    ]


def set_up(walk: Walk, cast: AuditCast) -> None:
    """The quality team plans its audit and chooses one sample."""
    walk.sign_in(cast.lead)
    walk.click("Set up an internal audit")
    walk.choose("Community rehabilitation companies, second round", within=walk.question("Framework"))
    walk.fill_date("First day of the audit", FIELDWORK)
    walk.fill_date("Last day of the audit", LAST)
    walk.click("Set up the audit")
    for person, title in ((cast.auditor, "Auditor"), (cast.second, "Second reader")):
        walk.page.get_by_label("Person", exact=True).select_option(value=str(person.pk))
        walk.choose(title, within=walk.question("Role on this audit"))
        walk.click("Add to the team")
    walk.click("Go to the overview")
    walk.click("Choose the samples")
    chosen = walk.question("Which samples will you draw?")
    for box in chosen.get_by_role("checkbox").all():
        box.uncheck()
    walk.choose(SAMPLE, within=chosen)
    walk.click("Save")
    walk.click("Go on to the case lists")


def draw_two_of_three(walk: Walk) -> None:
    """The list comes from the caseload with one click; a small sample is drawn from it and shared out."""
    walk.open_part("Samples")
    walk.click(SAMPLE)
    walk.click("Send a case list")
    walk.click("See the list in numbers, and send it")
    walk.sees("cases in the list")
    walk.click(re.compile("^Send it to the internal audit"))
    walk.click("Accept the list")
    walk.click("Go to the sample")
    walk.click("Draw the sample")
    walk.fill("Number of cases", "2")
    walk.fill("Why this number?", SMALL)
    walk.click("Draw the sample")
    walk.sees("Sample drawn: 2 of 3 eligible cases.")
    walk.click("Share out the cases")
    walk.click("Share out")
    walk.open_part("Samples")
    walk.click("Open case assessment")


def read_one_whole(walk: Walk, cast: AuditCast, audit: Inspection, case: SampledCase) -> None:
    """The auditor gathers the evidence, sees it beside the questions, and answers every one."""
    walk.sign_in(cast.auditor)
    walk.to("case_assessments:case", inspection_id=audit.pk, case_id=case.pk)
    walk.click("Gather the evidence of this case")
    walk.click("Gather the evidence")
    walk.sees("It stands beside the questions.", "Read the record of this case")
    walk.click("Start reading")
    for group in groups_of(audit.framework, GATE):
        if group.code == f"{STANDARD}.1":
            walk.click(f"Go on to {STANDARD} {SAMPLE}")
            walk.sees("evidence from the records, not a judgement.")
            expect(place_of(walk, f"{STANDARD}.1")).to_contain_text("Records cannot tell")
        answer(walk, group)
        walk.click("Save the facts" if group.code == ABOUT else f"Save {group.code}")
    walk.click("What is missing, and finish")
    walk.click("Finish this reading")
    walk.sees("Reading finished.")


def read_again(walk: Walk, cast: AuditCast, audit: Inspection, case: SampledCase) -> None:
    """The second reader chooses that case, and sees it with the same eyes."""
    walk.sign_in(cast.second)
    walk.to("case_assessments:pick_second_readings", inspection_id=audit.pk)
    walk.choose(f"{case}, read by {cast.auditor}")
    walk.fill("Why these?", "The first of this month.")
    walk.click("Read these again")
    second = case.assessments.get(reading=Reading.SECOND)
    for code, value in case_assessments.full_answers(case).items():
        Answer.objects.create(
            assessment=second,
            question_code=code,
            value=value,
            answered_at=timezone.now(),
            answered_by=cast.second,
        )
    walk.to("case_assessments:finish", inspection_id=audit.pk, case_id=case.pk, reading=Reading.SECOND)
    walk.click("Finish this reading")


def ask_of_the_officer(walk: Walk, cast: AuditCast, audit: Inspection, case: SampledCase) -> None:
    """From the reading to the officer of the case."""
    walk.sign_in(cast.auditor)
    walk.to("case_assessments:case", inspection_id=audit.pk, case_id=case.pk)
    walk.click("Ask for an action")
    walk.fill("What did you find?", "Nobody spoke of housing before the release.")
    walk.fill("What is to be done?", ASKED)
    walk.fill_date("By when?", DUE)
    walk.click("Ask for it")
    walk.sees("The action is asked for.")


def close(walk: Walk, cast: AuditCast, audit: Inspection) -> None:
    """The lead reads the result and closes the audit."""
    walk.sign_in(cast.lead)
    walk.to("ratings:close_assessment", inspection_id=audit.pk)
    walk.click("Close case assessment")
    walk.to("audits:result", inspection_id=audit.pk)
    walk.sees("This is the provider’s own view", "2 of 2", "not an inspectorate’s rating")
    walk.click("Close the audit")
    walk.sees("This audit is closed, and its result stands.")


def do_and_verify(walk: Walk, cast: AuditCast, person: Person) -> None:
    """The officer finds the action among what is due, and somebody else sees that it is done."""
    walk.sign_in(cast.officer)
    walk.to("dashboards:case", person_id=person.pk)
    walk.click(re.compile("^Do what .* asked"))
    walk.sees(ASKED)
    walk.fill("What was done?", DONE)
    walk.click("It is done")
    walk.sign_in(cast.auditor)
    walk.to("audits:actions")
    walk.click(ASKED)
    walk.sees(DONE)
    walk.click(f"Case {person.crn}, under Oversight")
    walk.click(re.compile(f"^Verify.*{ASKED}"))
    walk.click("I have seen that it is done")
    walk.to("audits:actions")
    expect(walk.row(ASKED)).to_contain_text("Verified")


def test_an_internal_audit_goes_from_setting_up_to_an_action_that_somebody_has_seen_done(
    walk: Walk, auditors: AuditCast, released: list[Person]
) -> None:
    set_up(walk, auditors)
    draw_two_of_three(walk)
    audit = Inspection.objects.get()
    read, other = SampledCase.objects.in_use().filter(draw__inspection=audit)
    case_assessments.reading(other, auditors.auditor)
    read_one_whole(walk, auditors, audit, read)
    read_again(walk, auditors, audit, read)
    ask_of_the_officer(walk, auditors, audit, read)
    close(walk, auditors, audit)
    person = next(each for each in released if each.crn == read.listed_case.case_reference)
    do_and_verify(walk, auditors, person)
