"""What would inspectors find: a director sees where it is missing, the officer mends it, the share rises."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caseward.assurance.readiness import jobs
from caseward.casework.people.models import Person
from caseward.casework.plans.models import Contingency
from caseward.shared.accounts.models import Role, User
from tests.factories import accounts, people
from tests.journeys.walk import Walk
from tests.journeys.working_day import Caseload

pytestmark = pytest.mark.journey

PROMPT = re.compile("Are necessary and workable contingency arrangements set out")
CHECK = "Workable contingencies"
STANDARD = "2.2 Planning"
BEFORE, AFTER = "3 of 4 cases", "4 of 4 cases"
GENERIC = "The contingency says no more than reporting, enforcement, recall or review."
REASON = "The whole team is to be told what a workable contingency is."
NOT_A_JUDGEMENT = "evidence from the records, not a judgement."


@pytest.fixture
def gap(caseload: Caseload) -> Person:
    """The one case of four whose contingency is more reporting and recall; all were looked through."""
    person = caseload.missing
    Contingency.objects.filter(plan__person=person).update(
        trigger="Risk goes up", action="Increase reporting, consider recall", who="Officer"
    )
    Person.objects.filter(pk=caseload.drifting.pk).update(team=people.team(name="Team 2"))
    jobs.reckon(
        provider=caseload.officer.organisation,
        on=timezone.localdate(),
        by=None,
        at=timezone.now(),
        whole=True,
    )
    return person


@pytest.fixture
def director(caseload: Caseload) -> User:
    """Who answers for the provider."""
    ours = caseload.officer.organisation
    return accounts.account(Role.DIRECTOR, organisation=ours, second_factor=False, is_demonstration=True)


def open_with_a_reason(walk: Walk, person: Person) -> None:
    """From all standards to the prompts of one, to one team, and to the case that lacks it."""
    walk.sees("If inspectors came tomorrow", NOT_A_JUDGEMENT)
    walk.click(STANDARD)
    line = walk.row(CHECK)
    expect(line).to_contain_text("75%")
    expect(line).to_contain_text(BEFORE)
    walk.click(PROMPT)
    expect(walk.row("Team 2")).to_contain_text("1 of 1 case")
    walk.click("Team 1, Riverside")
    walk.sees("2 of 3 cases in which it arises", person.crn)
    walk.sees_not(person.name)
    walk.click(re.compile(f"^Open with a reason.*{person.crn}"))
    walk.fill("Why do you need to read this case?", REASON)
    walk.click("Open the case")
    walk.sees("You can read this case now.", person.name)
    walk.click("See what is found now")
    walk.sees(GENERIC)


def mend(walk: Walk, person: Person) -> None:
    """From the gap to a version of the plan that says what is done if things get worse."""
    walk.to("dashboards:case", person_id=person.pk)
    walk.click("See what is found now")
    walk.sees(GENERIC)
    walk.click(re.compile(f"^Go to the plan.*{CHECK}"))
    walk.click("Make a new version")
    walk.choose("What is open in the plan that holds")
    walk.click("Begin")
    walk.click("Contingencies")
    walk.click(re.compile("^Change.*Risk goes up"))
    walk.fill("If this happens", "A new call-out to the home")
    walk.fill("then this is done", "See the partner the same day, ask the police")
    walk.fill("by", "The duty officer")
    walk.click("Save")
    walk.click("Back to the parts of the plan")
    walk.click("What the person says to it")
    walk.choose("Agrees")
    walk.fill("In their own words", "Better that she is asked than that I am blamed.")
    walk.click("Save")
    walk.click("Read it through and complete it")
    walk.click("Complete the plan")


def test_a_gap_that_a_director_sees_is_mended_and_the_share_rises(
    sized_walk: Walk, caseload: Caseload, gap: Person, director: User
) -> None:
    walk = sized_walk
    walk.sign_in(director)
    open_with_a_reason(walk, gap)
    walk.sign_in(caseload.officer)
    mend(walk, gap)
    walk.to("readiness:case", person_id=gap.pk)
    found = walk.page.locator(".cw-found").filter(has_text=CHECK)
    expect(found).to_contain_text("Shown")
    expect(found).to_contain_text("what is then done by whom")
    walk.sign_in(caseload.manager)
    walk.to("readiness:index")
    walk.click(STANDARD)
    expect(walk.row(CHECK)).to_contain_text(BEFORE)
    walk.sees("1 case has changed since.")
    walk.click("Bring up to date")
    walk.sees("No case has changed since.")
    expect(walk.row(CHECK)).to_contain_text("100%")
    expect(walk.row(CHECK)).to_contain_text(AFTER)
