"""What a check says would put a gap right does so: one good review on the day of the look closes it."""

from dataclasses import replace

import pytest

from caseward.rules.readiness.facts import Case
from tests.rules.readiness.cases import ON, plan
from tests.rules.readiness.cases_reviewing import asked, changed_goals, ended_in_plan, says
from tests.rules.readiness.counterexamples_reviewing import COUNTEREXAMPLES

BY_REVIEW = sorted({*COUNTEREXAMPLES} - {"review.agencies", "review.harm_agencies"})
POOR = [
    pytest.param(code, case, id=f"{code}: {why}") for code in BY_REVIEW for why, case in COUNTEREXAMPLES[code]
]
ONLY_LATE = "the police asked two months later"
ASKED = [
    pytest.param(case, id=why)
    for why, case in COUNTEREXAMPLES["review.agencies"]
    if "organisation" not in why
]


def _reviewed_well(case: Case) -> Case:
    """The case with a review of today that takes up all that happened and ends in another plan."""
    version = plan(key=99, number=9, completed_on=ON, contact_every_days=7, **changed_goals())
    today = ended_in_plan(
        399,
        ON,
        events=tuple(event.key for event in case.events),
        considered="All that has happened since the summer, taken together.",
        persons_part="He wants to move to his sister’s.",
        plan=99,
    )
    return replace(case, plans=(*case.plans, version), reviews=(*case.reviews, today))


@pytest.mark.parametrize(("code", "case"), POOR)
def test_a_good_review_today_closes_the_gap(code: str, case: Case) -> None:
    assert [says(code, case), says(code, _reviewed_well(case))] == ["missing", "shown"]


@pytest.mark.parametrize("case", ASKED)
def test_using_what_was_answered_closes_the_gap(case: Case) -> None:
    used = replace(case, checks=(*case.checks[:-1], asked()))
    assert [says("review.agencies", case), says("review.agencies", used)] == ["missing", "shown"]


@pytest.mark.parametrize(
    "case", [case for why, case in COUNTEREXAMPLES["review.harm_agencies"] if why == ONLY_LATE]
)
def test_that_an_agency_was_asked_too_late_cannot_be_put_right(case: Case) -> None:
    assert says("review.harm_agencies", _reviewed_well(case)) == "missing"
