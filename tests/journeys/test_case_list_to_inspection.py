"""A case list goes to an inspection with one click, and the records come back beside the questions."""

import re
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from caseward.casework.people.models import Person
from caseward.inspection.case_assessments.models import Answer
from caseward.inspection.inspections.models import Inspection
from caseward.inspection.samples.models import SampledCase
from caseward.rules.blinding import is_hidden
from tests.factories import case_assessments, case_lists, evidence, inspections
from tests.factories.accounts import Cast
from tests.factories.case_lists import FIELDWORK
from tests.factories.samples import SUPERVISION
from tests.journeys.conftest import Clock, NewWalk
from tests.journeys.readings import answer, group_of, place_of
from tests.journeys.walk import Walk

pytestmark = pytest.mark.journey

SEED, HIDDEN_ONE_IN = 1, 2
SAMPLE = "Case supervision"
QUESTION = "2.1.1"
ANSWER_FIRST = "Answer first: the evidence for this question stays hidden until your answer is saved."
NOT_A_JUDGEMENT = "evidence from the records, not a judgement."


def crn(*, hidden: bool) -> str:
    """A number for which chance hides the evidence of the case, or does not."""
    return next(
        each for each in map("Z{:06}".format, count(1)) if is_hidden(SEED, each, HIDDEN_ONE_IN) is hidden
    )


@dataclass(frozen=True)
class Caseload:
    """Two cases of the sample, and somebody whose sentence began too long ago for it."""

    shown: Person
    hidden: Person
    elsewhere: Person


@pytest.fixture
def inspection(clock: Clock, cast: Cast, settings: Settings) -> Inspection:
    """It waits for the list; of every two cases one is read before its evidence is seen."""
    settings.EVIDENCE_HIDDEN_ONE_IN = HIDDEN_ONE_IN
    return inspections.inspection(
        cast, stage="sampling", samples=(SUPERVISION,), starts_on=FIELDWORK, ends_on=FIELDWORK
    )


@pytest.fixture
def caseload(inspection: Inspection, cast: Cast) -> Caseload:
    """The caseload of the provider."""
    officer = case_lists.provider(cast).officer
    return Caseload(
        shown=case_lists.case(officer, crn=crn(hidden=False), name="Orla Open"),
        hidden=case_lists.case(officer, crn=crn(hidden=True), name="Bill Blind", ethnicity=""),
        elsewhere=case_lists.case(officer, days=900, name="Eddie Elsewhere"),
    )


@pytest.fixture
def disclosed(inspection: Inspection, caseload: Caseload, cast: Cast) -> Inspection:
    """Both cases are drawn, and begun: their level of harm is answered, so that every question is asked."""
    for person in (caseload.shown, caseload.hidden):
        case = case_assessments.sampled_case(
            inspection, allocated_to=cast.inspector, case_reference=person.crn
        )
        evidence.disclose(case)
        case_assessments.reading(case, cast.inspector, answers={"info.harm": "medium"}, finished=False)
    Inspection.objects.filter(pk=inspection.pk).update(stage="assessment")
    return inspection


def test_a_list_is_sent_with_one_click_drawn_and_shared_out(
    sized_walk: Walk, cast: Cast, inspection: Inspection, caseload: Caseload
) -> None:
    walk = sized_walk
    walk.sign_in(cast.provider_contact)
    walk.to("case_lists:index")
    walk.click(re.compile(f"^{SAMPLE}.*for fieldwork"))
    walk.sees("cases in the list", "Sentence started on: before")
    expect(walk.row("Ethnicity")).to_contain_text("50%")
    walk.sees_not(caseload.shown.name, caseload.shown.crn)
    walk.click(re.compile("^Send it to the inspection"))
    walk.sees("The list is sent.", "There is nothing more for you to do.")
    walk.sign_in(cast.analyst)
    walk.to("samples:sample", inspection_id=inspection.pk, sample_code=SUPERVISION)
    walk.click(re.compile(r"\.csv$"))
    walk.click("Accept the list")
    walk.click("Go to the sample")
    walk.click("Draw the sample")
    walk.fill("Seed", str(SEED))
    walk.click("Draw the sample")
    walk.sees("Sample drawn: 2 of 2 eligible cases.")
    walk.sign_in(cast.lead)
    walk.to("samples:share_out", inspection_id=inspection.pk, sample_code=SUPERVISION)
    walk.click("Share out")
    walk.sees("2 cases shared out.")
    drawn = {each.listed_case.case_reference for each in SampledCase.objects.in_use()}
    assert drawn == {caseload.shown.crn, caseload.hidden.crn}


def open_records(walk: Walk, cast: Cast, inspection: Inspection, person: Person) -> None:
    """From the cases of the inspection to the record of the one that was drawn, and back to its questions."""
    walk.sign_in(cast.inspector)
    walk.to("case_assessments:index", inspection_id=inspection.pk)
    walk.click(person.crn)
    walk.click("Open the records of this case")
    walk.sees("the whole record of this person, and of nobody else")
    walk.click("Open the records")
    walk.sees("The records of this case are open to you until", "It stands beside the questions.")


def test_an_inspector_opens_the_records_of_a_drawn_case_and_of_no_other(
    sized_walk: Walk, cast: Cast, disclosed: Inspection, caseload: Caseload
) -> None:
    walk = sized_walk
    open_records(walk, cast, disclosed, caseload.shown)
    walk.click("Read the record of this case")
    walk.sees(caseload.shown.name)
    walk.sees_not("Ready for inspection")
    with walk.refused():
        for stranger in (caseload.hidden, caseload.elsewhere):
            walk.to("dashboards:case", person_id=stranger.pk)
            walk.is_at("Page not found")
            walk.sees_not(stranger.name)
    walk.to("case_assessments:index", inspection_id=disclosed.pk)
    walk.click(caseload.shown.crn)
    walk.click("2.1 Assessment")
    walk.sees(NOT_A_JUDGEMENT)
    walk.sees_not(ANSWER_FIRST)
    said = place_of(walk, QUESTION).locator("[data-beside]").filter(has_text="Gathered on").first
    expect(said).to_contain_text("Missing")
    expect(said).to_contain_text("Not yet calibrated.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_where_chance_hides_the_evidence_it_stands_there_once_the_answer_is_saved(
    new_walk: NewWalk, cast: Cast, disclosed: Inspection, caseload: Caseload, *, scripts: bool
) -> None:
    walk = new_walk(scripts=scripts)
    open_records(walk, cast, disclosed, caseload.hidden)
    walk.sees("Chance has it that on this case you see it only once your answer to a question is saved.")
    walk.click("2.1 Assessment")
    beside = place_of(walk, QUESTION).locator("[data-beside]")
    expect(beside.filter(has_text=ANSWER_FIRST).first).to_be_visible()
    expect(beside.filter(has_text="Gathered on")).to_have_count(0)
    answer(walk, group_of(disclosed.framework, SUPERVISION, QUESTION), "No")
    if not scripts:
        walk.click(f"Save {QUESTION}")
    expect(beside.filter(has_text="Gathered on").first).to_be_visible()
    expect(beside.filter(has_text=ANSWER_FIRST)).to_have_count(0)
    saved = Answer.objects.filter(question_code=f"{QUESTION}a", is_current=True)
    assert {row.value for row in saved} == {"no"}
